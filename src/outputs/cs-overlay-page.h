/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CS_OVERLAY_POLICY                                                                                    \
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "            \
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

GBytes *cs_overlay_page_lookup (const char *name) G_GNUC_WARN_UNUSED_RESULT;
char *cs_overlay_page_load_script (const char *name) G_GNUC_WARN_UNUSED_RESULT;
char *cs_overlay_page_new (void) G_GNUC_WARN_UNUSED_RESULT;
char *cs_overlay_page_new_contest (void) G_GNUC_WARN_UNUSED_RESULT;
char *cs_overlay_page_new_file (guint16     port,
                                const char *read_key,
                                GBytes     *theme) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *cs_jetstream_normalize (const char *typed,
                              GError    **error) G_GNUC_WARN_UNUSED_RESULT;
char *cs_jetstream_subscription (const char *url,
                                 gint64      cursor_us) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-account.h"

G_BEGIN_DECLS

#define CS_DISPLAY_N_COLOURS 10

char *cs_display_number (gint64 number) G_GNUC_WARN_UNUSED_RESULT;
char *cs_display_age (gint64 age_us) G_GNUC_WARN_UNUSED_RESULT;
char *cs_display_length (gint64 length_ms) G_GNUC_WARN_UNUSED_RESULT;
char *cs_display_time (gint64 time_us) G_GNUC_WARN_UNUSED_RESULT;

gboolean cs_display_is_rtl (const char *text);
char *cs_display_line (const char *text,
                       guint       max_chars) G_GNUC_WARN_UNUSED_RESULT;
char *cs_display_body (const char *text,
                       guint       max_chars) G_GNUC_WARN_UNUSED_RESULT;
char *cs_display_cell (const char *text,
                       guint       max_chars,
                       gboolean    rtl) G_GNUC_WARN_UNUSED_RESULT;
char *cs_display_text (const char *text) G_GNUC_WARN_UNUSED_RESULT;
char *cs_display_initials (const char *name) G_GNUC_WARN_UNUSED_RESULT;
guint cs_display_colour (const CsAccount *account);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How SEALED-DRAW/1 writes numbers, times and texts: one way each, and nothing is repaired. */

#define CS_DRAW_TEXT_MAX 200
#define CS_DRAW_STAGE_MAX 128

gboolean cs_draw_read_decimal (const char *text,
                               gsize       length,
                               guint64     max,
                               guint64    *value);
gboolean cs_draw_read_time (const char *text,
                            gint64     *time_s);
char *cs_draw_write_time (gint64 time_s) G_GNUC_WARN_UNUSED_RESULT;
gboolean cs_draw_is_text (const char *text);
gboolean cs_draw_is_name (const char *text);
gboolean cs_draw_is_code (const char *text);
gboolean cs_draw_is_stage (const char *text,
                           gsize       min);
char *cs_draw_canon_stage (const char *typed) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

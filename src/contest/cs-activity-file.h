/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CsActivityRow:
 * @id: who, in clear
 * @score: in how many 5-minute slots a post was kept
 * @kept: posts that count
 * @rejected: posts that do not
 * @first_s: when the first imported post was written, seconds since 1970 UTC
 * @last_s: when the last was
 * @exclusion: (nullable): why the account is left out
 * @manual: a person left it out, not a rule; not in the file
 *
 * One account in the file for the bailiff.
 */
typedef struct {
  char *id;
  guint64 score;
  guint64 kept;
  guint64 rejected;
  gint64 first_s;
  gint64 last_s;
  char *exclusion;
  gboolean manual;
} CsActivityRow;

CsActivityRow *cs_activity_row_copy (const CsActivityRow *self) G_GNUC_WARN_UNUSED_RESULT;
void cs_activity_row_free (CsActivityRow *self);

GPtrArray *cs_activity_file_parse (GBytes  *bytes,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes *cs_activity_file_write (GPtrArray *rows) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *cs_activity_choose (GPtrArray *rows,
                               guint      threshold,
                               guint      top) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsActivityRow, cs_activity_row_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* A statement is borrowed from its #CsDatabase; its autoptr gives it back, reset and without values. */
typedef struct sqlite3_stmt CsStatement;

/**
 * CsStep:
 * @CS_STEP_FAILED: the error is set
 * @CS_STEP_DONE: no further row
 * @CS_STEP_ROW: a row is there to be read
 */
typedef enum {
  CS_STEP_FAILED,
  CS_STEP_DONE,
  CS_STEP_ROW,
} CsStep;

void cs_statement_done (CsStatement *self);
CsStep cs_statement_step (CsStatement *self,
                          GError     **error);
gboolean cs_statement_run (CsStatement *self,
                           GError     **error);

void cs_statement_set_int (CsStatement *self,
                           int          index,
                           gint64       value);
void cs_statement_set_id (CsStatement *self,
                          int          index,
                          gint64       value);
void cs_statement_set_text (CsStatement *self,
                            int          index,
                            const char  *value);
void cs_statement_set_blob (CsStatement  *self,
                            int           index,
                            const guint8 *value,
                            gsize         size);
gint64 cs_statement_get_int (CsStatement *self,
                             int          column);
const char *cs_statement_get_text (CsStatement *self,
                                   int          column);
char *cs_statement_dup_text (CsStatement *self,
                             int          column) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsStatement, cs_statement_done)

G_END_DECLS

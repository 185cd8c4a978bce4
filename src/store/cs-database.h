/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-store.h"

#include <sqlite3.h>

G_BEGIN_DECLS

/* One SQLite connection, used by one thread, with its statements kept prepared.
 * Private to the store. */
typedef struct _CsDatabase CsDatabase;

/**
 * CsDatabaseMode:
 * @CS_DATABASE_READ: only look
 * @CS_DATABASE_WRITE: the file must exist
 * @CS_DATABASE_CREATE: make it when there is none
 */
typedef enum {
  CS_DATABASE_READ,
  CS_DATABASE_WRITE,
  CS_DATABASE_CREATE,
} CsDatabaseMode;

CsDatabase *cs_database_open (const char    *path,
                              CsDatabaseMode mode,
                              GError       **error) G_GNUC_WARN_UNUSED_RESULT;
void cs_database_close (CsDatabase *self);
void cs_database_keep (CsDatabase *self);
void cs_database_shrink (CsDatabase *self);
sqlite3 *cs_database_get_handle (CsDatabase *self);
void cs_database_set_cancellable (CsDatabase   *self,
                                  GCancellable *cancellable);

gboolean cs_database_run (CsDatabase *self,
                          const char *sql,
                          GError    **error);
gboolean cs_database_read_int (CsDatabase *self,
                               const char *sql,
                               gint64     *value,
                               GError    **error);

/* A statement is borrowed from the connection; its autoptr gives it back, reset and without values. */
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

CsStatement *cs_database_prepare (CsDatabase *self,
                                  const char *sql,
                                  GError    **error) G_GNUC_WARN_UNUSED_RESULT;
CsStatement *cs_database_prepare_text (CsDatabase *self,
                                       const char *sql,
                                       GError    **error) G_GNUC_WARN_UNUSED_RESULT;
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

void cs_database_set_error (sqlite3 *handle,
                            int      code,
                            GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsDatabase, cs_database_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsStatement, cs_statement_done)

G_END_DECLS

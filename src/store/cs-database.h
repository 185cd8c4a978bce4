/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-statement.h"
#include "cs-store.h"

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

CsStatement *cs_database_prepare (CsDatabase *self,
                                  const char *sql,
                                  GError    **error) G_GNUC_WARN_UNUSED_RESULT;
CsStatement *cs_database_prepare_text (CsDatabase *self,
                                       const char *sql,
                                       GError    **error) G_GNUC_WARN_UNUSED_RESULT;

void cs_database_set_error (sqlite3 *handle,
                            int      code,
                            GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsDatabase, cs_database_close)

G_END_DECLS

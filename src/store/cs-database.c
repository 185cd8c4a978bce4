/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-database.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

/* Statements made from text that changes are kept too, but not without bound. */
#define MAX_TEXT_STATEMENTS 64
/* How many steps of SQLite's machine pass between two looks at the cancellable: about a tenth of a
 * millisecond. */
#define STEPS_BETWEEN_LOOKS 2000
#define BUSY_TIMEOUT_MS 5000
/* What is read goes through the system's own cache of the file: ours only spares the way there. */
#define WRITING_CACHE_KIB 4096
#define OPENING_CACHE_KIB 512 /* looks at every page once */
#define READING_CACHE_KIB 1536
#define KEPT_LOG_BYTES (16 * 1024 * 1024)

struct _CsDatabase {
  sqlite3 *handle;
  GHashTable *literals;      /* const char * by address → CsStatement */
  GHashTable *texts;         /* char * by content → CsStatement */
  GCancellable *cancellable; /* (nullable): interrupts what runs now */
};

static void
finalize_statement (gpointer data)
{
  sqlite3_finalize (data);
}

static int
look_cb (gpointer data)
{
  CsDatabase *self = data;

  return g_cancellable_is_cancelled (self->cancellable);
}

/* SQLite would count every piece of memory under one lock for all threads; nobody asks for the sum. Once, before its first use. */
static void
configure_once (void)
{
  static gsize done;

  if (!g_once_init_enter (&done))
    return;
  sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
  g_once_init_leave (&done, 1);
}

/* Nothing in a file that somebody sent us may run with more rights than plain SQL. */
static gboolean
set_up (CsDatabase    *self,
        CsDatabaseMode mode,
        GError       **error)
{
  g_autofree char *pragmas = NULL;

  sqlite3_extended_result_codes (self->handle, 1);
  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT_MS);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  sqlite3_progress_handler (self->handle, STEPS_BETWEEN_LOOKS, look_cb, self);

  /* Mapped pages would count as memory that grows with the show. */
  pragmas = g_strdup_printf ("PRAGMA mmap_size = 0; PRAGMA cache_size = -%d; PRAGMA foreign_keys = ON;"
                             "PRAGMA temp_store = MEMORY; PRAGMA journal_size_limit = %d;"
                             "PRAGMA synchronous = FULL; PRAGMA secure_delete = OFF",
                             mode == CS_DATABASE_READ ? READING_CACHE_KIB : OPENING_CACHE_KIB, KEPT_LOG_BYTES);
  return cs_database_run (self, pragmas, error);
}

static CsStatement *
compile (CsDatabase *self,
         const char *sql,
         GError    **error)
{
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);

  if (code != SQLITE_OK) {
    cs_database_set_error (self->handle, code, error);
    return NULL;
  }
  return statement;
}

static char *
display_name (sqlite3 *handle)
{
  const char *path = handle != NULL ? sqlite3_db_filename (handle, "main") : NULL;

  return path != NULL && *path != '\0' ? g_filename_display_basename (path) : g_strdup ("?");
}

/* SQLite has a word of its own for most full disks, but not for a full quota or what readers of the log share. */
static gboolean
is_full (sqlite3 *handle,
         int      code)
{
  int reason = handle != NULL ? sqlite3_system_errno (handle) : 0;

  return (code == SQLITE_IOERR_WRITE || code == SQLITE_IOERR_SHMSIZE) && (reason == ENOSPC || reason == EDQUOT);
}

/**
 * cs_database_set_error:
 * @handle: (nullable): the connection that failed
 * @code: what SQLite answered
 * @error: where to put the sentence
 *
 * Turns SQLite's answer into a #CsStoreError, or into %G_IO_ERROR_CANCELLED for an interrupted statement.
 */
void
cs_database_set_error (sqlite3 *handle,
                       int      code,
                       GError **error)
{
  g_autofree char *name = display_name (handle);
  /* SQLite quotes what stands in a damaged file, whatever it is. */
  g_autofree char *detail = g_utf8_make_valid (handle != NULL ? sqlite3_errmsg (handle) : sqlite3_errstr (code), -1);

  switch (is_full (handle, code) ? SQLITE_FULL : code & 0xff) {
  case SQLITE_INTERRUPT:
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("The search was given up"));
    break;
  case SQLITE_NOTADB:
    g_set_error (error, CS_STORE_ERROR, CS_STORE_ERROR_DAMAGED,
                 _("“%s” is not a show file. It was left as it is; choose another file."), name);
    break;
  case SQLITE_CORRUPT:
    g_set_error (error, CS_STORE_ERROR, CS_STORE_ERROR_DAMAGED,
                 _("“%s” is damaged (%s). It was left as it is; open its last daily copy."), name, detail);
    break;
  case SQLITE_READONLY:
  case SQLITE_PERM:
    g_set_error (error, CS_STORE_ERROR, CS_STORE_ERROR_READ_ONLY,
                 _("“%s” cannot be written. Allow writing to the file and its folder, or copy it elsewhere."),
                 name);
    break;
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    g_set_error (error, CS_STORE_ERROR, CS_STORE_ERROR_BUSY,
                 _("Another program is writing to “%s”. Close it there, then try again."), name);
    break;
  case SQLITE_FULL:
    g_set_error (error, CS_STORE_ERROR, CS_STORE_ERROR_FULL,
                 _("NOT SAVED: the disk that holds “%s” is full. Free some space, then do it again."), name);
    break;
  case SQLITE_CONSTRAINT:
  case SQLITE_TOOBIG:
  case SQLITE_MISMATCH:
    g_set_error (error, CS_STORE_ERROR, CS_STORE_ERROR_REFUSED, _("“%s” does not take this value (%s)."), name,
                 detail);
    break;
  default:
    g_set_error (error, CS_STORE_ERROR, CS_STORE_ERROR_IO,
                 _("“%s” could not be read or written (%s). Check the disk, then try again."), name, detail);
  }
}

static CsDatabase *
connect (const char    *path,
         CsDatabaseMode mode,
         int            extra_flags,
         GError       **error)
{
  static const int flags[] = {
    [CS_DATABASE_READ] = SQLITE_OPEN_READONLY,
    [CS_DATABASE_WRITE] = SQLITE_OPEN_READWRITE,
    [CS_DATABASE_CREATE] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
  };
  g_autoptr (CsDatabase) self = g_new0 (CsDatabase, 1);
  int code;

  configure_once ();
  self->literals = g_hash_table_new_full (NULL, NULL, NULL, finalize_statement);
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, finalize_statement);
  code = sqlite3_open_v2 (path, &self->handle,
                          flags[mode] | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | extra_flags, NULL);
  if (code != SQLITE_OK) {
    cs_database_set_error (self->handle, code, error);
    return NULL;
  }
  return set_up (self, mode, error) ? g_steal_pointer (&self) : NULL;
}

/* Readers of a log make a file for what they share. Where that is not allowed and no log lies about, nobody is
 * writing, and the file can be read as it stands. */
static CsDatabase *
connect_as_it_stands (const char *path,
                      GError    **error)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *address = g_filename_to_uri (path, NULL, NULL);
  g_autofree char *question = NULL;

  if (address == NULL || g_file_test (log, G_FILE_TEST_EXISTS))
    return NULL;
  question = g_strconcat (address, "?immutable=1", NULL);
  return connect (question, CS_DATABASE_READ, SQLITE_OPEN_URI, error);
}

/**
 * cs_database_open:
 * @path: an absolute file name
 * @mode: what is going to be done with it
 * @error: return location
 *
 * Opens a connection with the limits that files from elsewhere call for.
 *
 * Returns: (transfer full) (nullable): a connection for the calling thread
 */
CsDatabase *
cs_database_open (const char    *path,
                  CsDatabaseMode mode,
                  GError       **error)
{
  g_autoptr (GError) local_error = NULL;
  CsDatabase *self = connect (path, mode, 0, &local_error);

  if (self == NULL && mode == CS_DATABASE_READ &&
      !g_error_matches (local_error, CS_STORE_ERROR, CS_STORE_ERROR_DAMAGED))
    self = connect_as_it_stands (path, NULL);
  if (self == NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return self;
}

/**
 * cs_database_close:
 * @self: (transfer full): a connection of which no statement is borrowed
 */
void
cs_database_close (CsDatabase *self)
{
  g_hash_table_unref (self->literals);
  g_hash_table_unref (self->texts);
  sqlite3_close (self->handle);
  g_clear_object (&self->cancellable);
  g_free (self);
}

/**
 * cs_database_keep:
 * @self: a connection to a file that turned out to be good
 *
 * From now on closing the connection tidies up the file; until then a refused one is left as it was. One that writes
 * keeps more pages from now on.
 */
void
cs_database_keep (CsDatabase *self)
{
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
  if (sqlite3_db_readonly (self->handle, "main") == 0) {
    g_autofree char *pragma = g_strdup_printf ("PRAGMA cache_size = -%d", WRITING_CACHE_KIB);

    cs_database_run (self, pragma, NULL);
  }
}

/**
 * cs_database_shrink:
 * @self: a connection that has just gone through much of the file
 *
 * Gives up the pages that it keeps in memory: they are not asked for again soon, and the system keeps them too.
 */
void
cs_database_shrink (CsDatabase *self)
{
  sqlite3_db_release_memory (self->handle);
}

/**
 * cs_database_get_handle:
 * @self: a connection
 *
 * Returns: (transfer none): SQLite's own handle
 */
sqlite3 *
cs_database_get_handle (CsDatabase *self)
{
  return self->handle;
}

/**
 * cs_database_set_cancellable:
 * @self: a connection
 * @cancellable: (nullable): interrupts whatever runs from now on, or %NULL for nothing
 */
void
cs_database_set_cancellable (CsDatabase   *self,
                             GCancellable *cancellable)
{
  g_set_object (&self->cancellable, cancellable);
}

/**
 * cs_database_run:
 * @self: a connection
 * @sql: one or several statements whose rows do not matter
 * @error: return location
 *
 * Returns: whether all of them succeeded
 */
gboolean
cs_database_run (CsDatabase *self,
                 const char *sql,
                 GError    **error)
{
  int code = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);

  if (code == SQLITE_OK)
    return TRUE;
  cs_database_set_error (self->handle, code, error);
  return FALSE;
}

/**
 * cs_database_read_int:
 * @self: a connection
 * @sql: a literal that gives one number
 * @value: (out): the number; 0 when there is no row or it is NULL
 * @error: return location
 *
 * Returns: whether it succeeded
 */
gboolean
cs_database_read_int (CsDatabase *self,
                      const char *sql,
                      gint64     *value,
                      GError    **error)
{
  g_autoptr (CsStatement) statement = cs_database_prepare (self, sql, error);
  CsStep step = statement != NULL ? cs_statement_step (statement, error) : CS_STEP_FAILED;

  *value = step == CS_STEP_ROW ? cs_statement_get_int (statement, 0) : 0;
  return step != CS_STEP_FAILED;
}

/**
 * cs_database_prepare:
 * @self: a connection
 * @sql: a string literal: it is recognised by its address
 * @error: return location
 *
 * Borrows the statement, compiled the first time only. It must be given back before it is borrowed again.
 *
 * Returns: (transfer none) (nullable): a statement without values
 */
CsStatement *
cs_database_prepare (CsDatabase *self,
                     const char *sql,
                     GError    **error)
{
  CsStatement *statement = g_hash_table_lookup (self->literals, sql);

  if (statement == NULL && (statement = compile (self, sql, error)) != NULL)
    g_hash_table_insert (self->literals, (gpointer) sql, statement);
  return statement;
}

/**
 * cs_database_prepare_text:
 * @self: a connection
 * @sql: a text, recognised by its content
 * @error: return location
 *
 * As cs_database_prepare(), for statements that are put together. Only one of these may be borrowed at
 * a time: preparing another may throw the first away.
 *
 * Returns: (transfer none) (nullable): a statement without values
 */
CsStatement *
cs_database_prepare_text (CsDatabase *self,
                          const char *sql,
                          GError    **error)
{
  CsStatement *statement = g_hash_table_lookup (self->texts, sql);

  if (statement != NULL)
    return statement;
  if (g_hash_table_size (self->texts) >= MAX_TEXT_STATEMENTS)
    g_hash_table_remove_all (self->texts);
  statement = compile (self, sql, error);
  if (statement != NULL)
    g_hash_table_insert (self->texts, g_strdup (sql), statement);
  return statement;
}

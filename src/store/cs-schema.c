/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-schema.h"

#include "cs-deadline.h"

#include <glib/gi18n-lib.h>

/* How long a look at the whole file may hold up its opening; what is left is looked at afterwards. */
#define CHECK_BUDGET_US (G_USEC_PER_SEC / 4)

#define COUNT_FIGURES                                                                              \
  "SELECT account_id, count (*) AS posts, sum (state = 1) AS approved, sum (state = 2) AS rejected" \
  " FROM post GROUP BY account_id"

/* What strangers wrote is in tables that only grow: a version, once seen, is never changed. "post" is
 * slim, because lists walk through it; everything wide is in its versions. What a transaction writes is
 * counted in pages, so nearly all of these tables and indexes grow at their end. */
static const char tables_1[] =
  "CREATE TABLE account ("
  "  id INTEGER PRIMARY KEY,"
  "  network INTEGER NOT NULL, host TEXT NOT NULL, native_id TEXT NOT NULL, uri TEXT,"
  "  version_id INTEGER,"
  "  created_us INTEGER NOT NULL DEFAULT 0, followers INTEGER NOT NULL DEFAULT -1,"
  "  gone_us INTEGER NOT NULL DEFAULT 0) STRICT;"
  /* Every id under which an account was seen, and its uri with an empty host. */
  "CREATE TABLE account_key ("
  "  network INTEGER NOT NULL, host TEXT NOT NULL, native_id TEXT NOT NULL,"
  "  account_id INTEGER NOT NULL REFERENCES account,"
  "  PRIMARY KEY (network, host, native_id)) WITHOUT ROWID, STRICT;"
  "CREATE TABLE account_version ("
  "  id INTEGER PRIMARY KEY, account_id INTEGER NOT NULL REFERENCES account,"
  "  raw_handle TEXT, raw_name TEXT, handle TEXT NOT NULL, name TEXT NOT NULL, avatar_url TEXT,"
  "  bot INTEGER NOT NULL, verified INTEGER NOT NULL) STRICT;"

  "CREATE TABLE post ("
  "  id INTEGER PRIMARY KEY,"
  "  account_id INTEGER NOT NULL REFERENCES account,"
  "  version_id INTEGER NOT NULL,"
  "  network INTEGER NOT NULL, state INTEGER NOT NULL, has_media INTEGER NOT NULL,"
  "  gone_us INTEGER NOT NULL DEFAULT 0, gone_how INTEGER NOT NULL DEFAULT 0,"
  "  created_us INTEGER NOT NULL, received_us INTEGER NOT NULL, edited_us INTEGER NOT NULL,"
  "  slot INTEGER NOT NULL,"
  "  decision_id INTEGER, approved_version_id INTEGER, alike_key INTEGER) STRICT;"
  "CREATE INDEX post_by_state ON post (state, id) WHERE gone_us = 0;"
  /* Figures and activity of an account are read from here alone. */
  "CREATE INDEX post_by_account ON post (account_id, slot, state, gone_how);"
  "CREATE INDEX post_by_decision ON post (decision_id) WHERE decision_id IS NOT NULL;"
  /* Every id under which a post was seen, and its uri with an empty host; see cs-post-keys.c. */
  "CREATE TABLE post_key ("
  "  network INTEGER NOT NULL, host TEXT NOT NULL, key TEXT NOT NULL,"
  "  post_id INTEGER NOT NULL REFERENCES post,"
  "  PRIMARY KEY (network, host, key)) WITHOUT ROWID, STRICT;"
  "CREATE TABLE post_version ("
  "  id INTEGER PRIMARY KEY, post_id INTEGER NOT NULL, previous_id INTEGER,"
  "  account_version_id INTEGER NOT NULL REFERENCES account_version,"
  "  version BLOB NOT NULL, seen_us INTEGER NOT NULL, edited_us INTEGER NOT NULL,"
  "  host TEXT NOT NULL, native_id TEXT NOT NULL, uri TEXT, web_url TEXT,"
  "  raw_text TEXT NOT NULL, text TEXT, html TEXT, language TEXT, warning TEXT,"
  "  is_public INTEGER NOT NULL, sensitive INTEGER NOT NULL, unreadable INTEGER NOT NULL,"
  "  reply_to TEXT, quote_of TEXT, tags TEXT, links TEXT,"
  "  n_replies INTEGER NOT NULL, n_reposts INTEGER NOT NULL, n_likes INTEGER NOT NULL) STRICT;"
  "CREATE TABLE media ("
  "  version_id INTEGER NOT NULL REFERENCES post_version, position INTEGER NOT NULL,"
  "  kind INTEGER NOT NULL, url TEXT, thumb_url TEXT, alt TEXT,"
  "  width INTEGER NOT NULL, height INTEGER NOT NULL,"
  "  PRIMARY KEY (version_id, position)) WITHOUT ROWID, STRICT;"
  "CREATE TABLE tag ("
  "  name TEXT NOT NULL, post_id INTEGER NOT NULL REFERENCES post,"
  "  PRIMARY KEY (name, post_id)) WITHOUT ROWID, STRICT;"
  "CREATE TABLE tombstone ("
  "  network INTEGER NOT NULL, host TEXT NOT NULL, key TEXT NOT NULL, gone_us INTEGER NOT NULL,"
  "  PRIMARY KEY (network, host, key)) WITHOUT ROWID, STRICT;"
  /* Only groups of two and more. */
  "CREATE TABLE alike_group (key INTEGER PRIMARY KEY, posts INTEGER NOT NULL, last_id INTEGER NOT NULL) STRICT;"
  "CREATE TABLE alike ("
  "  key INTEGER NOT NULL REFERENCES alike_group, post_id INTEGER NOT NULL REFERENCES post,"
  "  PRIMARY KEY (key, post_id)) WITHOUT ROWID, STRICT;"
  CS_SCHEMA_WORDS ("words", "prefix = '2 3', ")
  /* A word is written again each time that pieces of the index are merged: of eight pieces, half as often as of four, and a
   * search finds hardly more pieces to look into. */
  "INSERT INTO words (words, rank) VALUES ('automerge', 8);"

  /* The journal. Each row's hash covers the row before. */
  "CREATE TABLE decision ("
  "  id INTEGER PRIMARY KEY, at_us INTEGER NOT NULL, who TEXT NOT NULL, verb INTEGER NOT NULL,"
  "  post_id INTEGER NOT NULL REFERENCES post, subject TEXT NOT NULL, version BLOB NOT NULL, reason TEXT,"
  "  state_before INTEGER NOT NULL, state_after INTEGER NOT NULL,"
  "  previous_id INTEGER, undoes_id INTEGER, prev_hash BLOB NOT NULL, hash BLOB NOT NULL) STRICT;"
  "CREATE INDEX decision_by_post ON decision (post_id);"

  "CREATE TABLE queue ("
  "  post_id INTEGER PRIMARY KEY REFERENCES post, rank INTEGER NOT NULL, waiting INTEGER NOT NULL) STRICT;"
  "CREATE INDEX queue_by_rank ON queue (rank) WHERE waiting = 1;"
  "CREATE TABLE slot ("
  "  id INTEGER PRIMARY KEY, name TEXT NOT NULL, place TEXT NOT NULL, length_ms INTEGER NOT NULL,"
  "  rank INTEGER NOT NULL) STRICT;"
  "CREATE TABLE cue ("
  "  post_id INTEGER PRIMARY KEY REFERENCES post, slot_id INTEGER NOT NULL REFERENCES slot,"
  "  rank INTEGER NOT NULL) STRICT;"
  "CREATE INDEX cue_by_slot ON cue (slot_id, rank);"
  "CREATE TABLE airing ("
  "  id INTEGER PRIMARY KEY, post_id INTEGER NOT NULL REFERENCES post,"
  "  version_id INTEGER NOT NULL REFERENCES post_version, decision_id INTEGER NOT NULL REFERENCES decision,"
  "  taken_us INTEGER NOT NULL, who TEXT NOT NULL,"
  /* The slot it was planned in, and what that was called: slots come and go. */
  "  slot_id INTEGER NOT NULL DEFAULT 0, slot TEXT) STRICT;"
  "CREATE INDEX airing_by_post ON airing (post_id);"
  "CREATE TABLE airing_end ("
  "  airing_id INTEGER PRIMARY KEY REFERENCES airing, ended_us INTEGER NOT NULL, how TEXT NOT NULL) STRICT;"

  "CREATE TABLE broadcast ("
  "  id INTEGER PRIMARY KEY, started_us INTEGER NOT NULL, ended_us INTEGER NOT NULL DEFAULT 0,"
  "  title TEXT NOT NULL, details TEXT NOT NULL) STRICT;"
  "CREATE TABLE announcement ("
  "  id INTEGER PRIMARY KEY, made_us INTEGER NOT NULL, due_us INTEGER NOT NULL DEFAULT 0,"
  "  state INTEGER NOT NULL, details TEXT NOT NULL) STRICT;"
  "CREATE TABLE draw_entry ("
  "  id INTEGER PRIMARY KEY, at_us INTEGER NOT NULL, draw TEXT NOT NULL, kind TEXT NOT NULL,"
  "  body BLOB NOT NULL, prev_hash BLOB NOT NULL, hash BLOB NOT NULL) STRICT;"
  "CREATE INDEX draw_entry_by_draw ON draw_entry (draw);"
  "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID, STRICT;"
  "CREATE TABLE source_position ("
  "  source TEXT PRIMARY KEY, position TEXT NOT NULL, at_us INTEGER NOT NULL) WITHOUT ROWID, STRICT;"
  /* One row: kept along with the rest, because counting a million posts would be felt. */
  "CREATE TABLE tally ("
  "  id INTEGER PRIMARY KEY CHECK (id = 1), serial INTEGER NOT NULL, last_post_id INTEGER NOT NULL,"
  "  posts INTEGER NOT NULL, accounts INTEGER NOT NULL, incoming INTEGER NOT NULL,"
  "  approved INTEGER NOT NULL, rejected INTEGER NOT NULL, held INTEGER NOT NULL,"
  "  withdrawn INTEGER NOT NULL, queued INTEGER NOT NULL, aired INTEGER NOT NULL) STRICT;"
  "INSERT INTO tally VALUES (1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);";

/* An index by account alone has each new post on another of its pages, and in a large show that cost more than all
 * the other indexes together. In blocks of posts only the pages of the last block are written. What was counted over
 * that index is kept along, in rows so short that those of all accounts are on a hundred pages. */
static const char tables_2[] =
  "CREATE TABLE account_figures ("
  "  account_id INTEGER PRIMARY KEY REFERENCES account,"
  "  posts INTEGER NOT NULL, approved INTEGER NOT NULL, rejected INTEGER NOT NULL) STRICT;"
  "INSERT INTO account_figures " COUNT_FIGURES ";"
  "DROP INDEX post_by_account;"
  "CREATE INDEX post_by_account ON post (" CS_SCHEMA_BLOCK ("id") ", account_id, slot, state, gone_how);";

static const char *const only_grow_1[] = {
  "decision", "airing", "airing_end", "draw_entry", "post_version", "account_version", "media",
};

static gboolean
guard_table (CsDatabase *database,
             const char *table,
             GError    **error)
{
  g_autofree char *sql = g_strdup_printf (
    "CREATE TRIGGER %1$s_not_changed BEFORE UPDATE ON %1$s BEGIN SELECT RAISE (ABORT, '%1$s only grows'); END;"
    "CREATE TRIGGER %1$s_not_deleted BEFORE DELETE ON %1$s BEGIN SELECT RAISE (ABORT, '%1$s only grows'); END;",
    table);

  return cs_database_run (database, sql, error);
}

static gboolean
step_1 (CsDatabase *database,
        GError    **error)
{
  if (!cs_database_run (database, tables_1, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (only_grow_1); i++)
    if (!guard_table (database, only_grow_1[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
step_2 (CsDatabase *database,
        GError    **error)
{
  return cs_database_run (database, tables_2, error);
}

/* steps[n] turns a file of version n into one of version n + 1. A step that was released is never
 * changed. */
static gboolean (*const steps[CS_SCHEMA_VERSION]) (CsDatabase *, GError **) = {
  step_1,
  step_2,
};

static char *
show_name (CsDatabase *database)
{
  return g_filename_display_basename (sqlite3_db_filename (cs_database_get_handle (database), "main"));
}

/* Within the budget the whole file; beyond it the opening goes on, and the caller has the rest looked
 * at while the show already runs. */
static gboolean
check_pages (CsDatabase *database,
             GError    **error)
{
  g_autoptr (GError) local_error = NULL;
  CsDeadline *deadline = cs_deadline_new (database, g_get_monotonic_time () + CHECK_BUDGET_US);
  g_autoptr (CsStatement) statement = cs_database_prepare (database, "PRAGMA quick_check(1)", &local_error);
  CsStep step = statement != NULL ? cs_statement_step (statement, &local_error) : CS_STEP_FAILED;

  cs_deadline_free (deadline);

  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return TRUE;
  if (step == CS_STEP_FAILED) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }
  if (step == CS_STEP_ROW && g_strcmp0 (cs_statement_get_text (statement, 0), "ok") != 0) {
    g_autofree char *name = show_name (database);

    g_set_error (error, CS_STORE_ERROR, CS_STORE_ERROR_DAMAGED,
                 _("“%s” is damaged (%s). It was left as it is; open its last daily copy."), name,
                 cs_statement_get_text (statement, 0));
    return FALSE;
  }
  return TRUE;
}

/**
 * cs_schema_is_blank:
 * @database: a connection to a file that nobody looked at yet
 *
 * Whoever made the file was stopped before there was anything in it: it may be begun again.
 *
 * Returns: whether there is nothing in the file
 */
gboolean
cs_schema_is_blank (CsDatabase *database)
{
  gint64 application_id, version, tables;

  return cs_database_read_int (database, "PRAGMA application_id", &application_id, NULL) &&
         cs_database_read_int (database, "PRAGMA user_version", &version, NULL) &&
         cs_database_read_int (database, "SELECT count (*) FROM sqlite_schema", &tables, NULL) &&
         application_id == 0 && version == 0 && tables == 0;
}

/**
 * cs_schema_check:
 * @database: a connection to a file that nobody looked at yet
 * @error: return location
 *
 * Refuses what is not a show file, is from a newer Coulisses, or is damaged. Changes nothing.
 *
 * Returns: whether the file may be used
 */
gboolean
cs_schema_check (CsDatabase *database,
                 GError    **error)
{
  g_autofree char *name = show_name (database);
  gint64 application_id, version;

  if (!cs_database_read_int (database, "PRAGMA application_id", &application_id, error) ||
      !cs_database_read_int (database, "PRAGMA user_version", &version, error))
    return FALSE;
  if (application_id != CS_SCHEMA_APPLICATION_ID || version < 1) {
    g_set_error (error, CS_STORE_ERROR, CS_STORE_ERROR_DAMAGED,
                 _("“%s” is not a show file. It was left as it is; choose another file."), name);
    return FALSE;
  }
  if (version > CS_SCHEMA_VERSION) {
    g_set_error (error, CS_STORE_ERROR, CS_STORE_ERROR_NEWER,
                 _("“%s” was made by a newer Coulisses. It was left as it is; open it with that one."), name);
    return FALSE;
  }
  return check_pages (database, error);
}

static gboolean
climb (CsDatabase *database,
       gint64      version,
       GError    **error)
{
  g_autofree char *mark = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %d",
                                           CS_SCHEMA_APPLICATION_ID, CS_SCHEMA_VERSION);

  for (; version < CS_SCHEMA_VERSION; version++)
    if (!steps[version](database, error))
      return FALSE;
  return cs_database_run (database, mark, error) && cs_database_run (database, "COMMIT", error);
}

/**
 * cs_schema_prepare:
 * @database: a writing connection to an empty file or one that passed cs_schema_check()
 * @error: return location
 *
 * Makes the tables, or brings those of an older Coulisses up to date: all of it or nothing.
 *
 * Returns: whether the file is now of this version
 */
gboolean
cs_schema_prepare (CsDatabase *database,
                   GError    **error)
{
  gint64 version;

  if (!cs_database_read_int (database, "PRAGMA user_version", &version, error))
    return FALSE;
  if (version == CS_SCHEMA_VERSION)
    return TRUE;
  if (!cs_database_run (database, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (climb (database, version, error))
    return TRUE;
  cs_database_run (database, "ROLLBACK", NULL);
  return FALSE;
}

/**
 * cs_schema_bridge:
 * @database: a connection that only reads, to a file that passed cs_schema_check()
 * @error: return location
 *
 * Makes up, for this connection alone, for what a file of an older Coulisses lacks: a file that is only looked at stays
 * as it is.
 *
 * Returns: whether the file may be read as one of this version
 */
gboolean
cs_schema_bridge (CsDatabase *database,
                  GError    **error)
{
  gint64 version;

  if (!cs_database_read_int (database, "PRAGMA user_version", &version, error))
    return FALSE;
  return version >= 2 || cs_database_run (database, "CREATE TEMP VIEW account_figures AS " COUNT_FIGURES, error);
}

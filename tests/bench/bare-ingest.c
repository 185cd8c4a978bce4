/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The peer of bench-ingest: "bare-ingest LINES SHOW" parses the same bytes with json-glib and puts them into the tables
 * of a show file, 500 a transaction, with nothing that makes them safe: no pre-scan, no cleaning, no normalising, no
 * version hash, no look-alikes, no second process that reads. It holds every account in memory from the beginning, and
 * never asks whether a post is there already. Prints the same line. */
#include "cs-bench-wire.h"

#include <json-glib/json-glib.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BATCH 500

enum {
  ACCOUNT,
  ACCOUNT_KEY,
  ACCOUNT_VERSION,
  ACCOUNT_FIGURES,
  COUNT,
  POST,
  POST_KEY,
  POST_VERSION,
  MEDIA,
  TAG,
  WORDS,
  N_STATEMENTS,
};

static const char *const sql[N_STATEMENTS] = {
  [ACCOUNT] = "INSERT INTO account (network, host, native_id, uri, created_us, followers) VALUES (?, ?, ?, ?, ?, ?)",
  [ACCOUNT_KEY] = "INSERT OR IGNORE INTO account_key VALUES (?, ?, ?, ?)",
  [ACCOUNT_VERSION] = "INSERT INTO account_version VALUES (NULL, ?, ?, ?, ?, ?, ?, 0, 0)",
  [ACCOUNT_FIGURES] = "INSERT INTO account_figures VALUES (?, 0, 0, 0)",
  [COUNT] = "UPDATE account_figures SET posts = posts + 1 WHERE account_id = ?",
  [POST] = "INSERT INTO post VALUES (NULL, ?, ?, ?, 0, ?, 0, 0, ?, ?, 0, ?, NULL, NULL, ?)",
  [POST_KEY] = "INSERT OR IGNORE INTO post_key VALUES (?, ?, ?, ?)",
  [POST_VERSION] = "INSERT INTO post_version VALUES (NULL, ?, NULL, ?, zeroblob (32), ?, 0, ?, ?, ?, ?, ?, NULL, ?, ?, NULL,"
                   " 1, 0, 0, NULL, NULL, ?, NULL, 0, 0, 0)",
  [MEDIA] = "INSERT INTO media VALUES (?, ?, 0, ?, ?, ?, ?, ?)",
  [TAG] = "INSERT OR IGNORE INTO tag VALUES (?, ?)",
  [WORDS] = "INSERT INTO words (rowid, body) VALUES (?, ?)",
};

typedef struct {
  sqlite3 *db;
  sqlite3_stmt *statements[N_STATEMENTS];
  gint64 last_post_id;
  GHashTable *accounts; /* native id → account row << 32 | version row */
} Bare;

static void
must (Bare *bare,
      int   code)
{
  if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW)
    return;
  g_printerr ("%s\n", sqlite3_errmsg (bare->db));
  exit (1);
}

static void
bind (Bare       *bare,
      int         which,
      int         column,
      const char *text)
{
  must (bare, sqlite3_bind_text (bare->statements[which], column, text, -1, SQLITE_STATIC));
}

static void
bind_int (Bare  *bare,
          int    which,
          int    column,
          gint64 value)
{
  must (bare, sqlite3_bind_int64 (bare->statements[which], column, value));
}

static gint64
put (Bare *bare,
     int   which)
{
  must (bare, sqlite3_step (bare->statements[which]));
  must (bare, sqlite3_reset (bare->statements[which]));
  sqlite3_clear_bindings (bare->statements[which]);
  return sqlite3_last_insert_rowid (bare->db);
}

static const char *
get (JsonObject *object,
     const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
}

static const char *
get_text (JsonObject *post)
{
  const char *text = get (post, "text");

  return text != NULL ? text : get (post, "html");
}

static void
put_key (Bare       *bare,
         int         which,
         int         network,
         const char *host,
         const char *key,
         gint64      row)
{
  bind_int (bare, which, 1, network);
  bind (bare, which, 2, host);
  bind (bare, which, 3, key);
  bind_int (bare, which, 4, row);
  put (bare, which);
}

static guint64
see_account (Bare       *bare,
             int         network,
             const char *host,
             JsonObject *account)
{
  const char *native_id = get (account, "native_id");
  gpointer known = g_hash_table_lookup (bare->accounts, native_id);
  gint64 id, version;

  if (known != NULL)
    return GPOINTER_TO_SIZE (known);
  bind_int (bare, ACCOUNT, 1, network);
  bind (bare, ACCOUNT, 2, host);
  bind (bare, ACCOUNT, 3, native_id);
  bind (bare, ACCOUNT, 4, get (account, "uri"));
  bind_int (bare, ACCOUNT, 5, json_object_get_int_member_with_default (account, "created_at_us", 0));
  bind_int (bare, ACCOUNT, 6, json_object_get_int_member_with_default (account, "followers", -1));
  id = put (bare, ACCOUNT);
  put_key (bare, ACCOUNT_KEY, network, host, native_id, id);
  put_key (bare, ACCOUNT_KEY, network, "", get (account, "uri"), id);
  bind_int (bare, ACCOUNT_FIGURES, 1, id);
  put (bare, ACCOUNT_FIGURES);
  bind_int (bare, ACCOUNT_VERSION, 1, id);
  bind (bare, ACCOUNT_VERSION, 4, get (account, "handle"));
  bind (bare, ACCOUNT_VERSION, 5, get (account, "name"));
  bind (bare, ACCOUNT_VERSION, 6, get (account, "avatar"));
  version = put (bare, ACCOUNT_VERSION);
  g_hash_table_insert (bare->accounts, g_strdup (native_id), GSIZE_TO_POINTER (id << 32 | version));
  return id << 32 | version;
}

static gint64
put_version (Bare       *bare,
             JsonObject *post,
             const char *host,
             gint64      id,
             gint64      account_version)
{
  bind_int (bare, POST_VERSION, 1, id);
  bind_int (bare, POST_VERSION, 2, account_version);
  bind_int (bare, POST_VERSION, 3, json_object_get_int_member_with_default (post, "created_at_us", 0));
  bind (bare, POST_VERSION, 4, host);
  bind (bare, POST_VERSION, 5, get (post, "native_id"));
  bind (bare, POST_VERSION, 6, get (post, "uri"));
  bind (bare, POST_VERSION, 7, get (post, "web_url"));
  bind (bare, POST_VERSION, 8, get_text (post));
  bind (bare, POST_VERSION, 9, get (post, "html"));
  bind (bare, POST_VERSION, 10, get (post, "language"));
  bind (bare, POST_VERSION, 11, "");
  return put (bare, POST_VERSION);
}

static void
put_media (Bare       *bare,
           JsonObject *post,
           gint64      version)
{
  JsonArray *media = json_object_get_array_member (post, "media");

  for (guint i = 0; media != NULL && i < json_array_get_length (media); i++) {
    JsonObject *one = json_array_get_object_element (media, i);

    bind_int (bare, MEDIA, 1, version);
    bind_int (bare, MEDIA, 2, i);
    bind (bare, MEDIA, 3, get (one, "url"));
    bind (bare, MEDIA, 4, get (one, "thumb"));
    bind (bare, MEDIA, 5, get (one, "alt"));
    bind_int (bare, MEDIA, 6, json_object_get_int_member_with_default (one, "width", 0));
    bind_int (bare, MEDIA, 7, json_object_get_int_member_with_default (one, "height", 0));
    put (bare, MEDIA);
  }
}

static void
put_words (Bare       *bare,
           JsonObject *post,
           JsonObject *account,
           gint64      id)
{
  JsonArray *tags = json_object_get_array_member (post, "tags");
  g_autofree char *body = g_strjoin ("\n", get_text (post), get (account, "name"), get (account, "handle"), NULL);

  for (guint i = 0; tags != NULL && i < json_array_get_length (tags); i++) {
    bind (bare, TAG, 1, json_array_get_string_element (tags, i));
    bind_int (bare, TAG, 2, id);
    put (bare, TAG);
  }
  bind_int (bare, WORDS, 1, id);
  bind (bare, WORDS, 2, body);
  put (bare, WORDS);
}

static void
put_post (Bare       *bare,
          JsonObject *post)
{
  const char *host = get (post, "host");
  int network = g_strcmp0 (get (post, "network"), "bluesky") == 0;
  JsonObject *account = json_object_get_object_member (post, "account");
  guint64 author = see_account (bare, network, host, account);
  gint64 created_us = json_object_get_int_member_with_default (post, "created_at_us", 0);
  gint64 id = ++bare->last_post_id;

  bind_int (bare, POST, 1, author >> 32);
  bind_int (bare, POST, 2, id);
  bind_int (bare, POST, 3, network);
  bind_int (bare, POST, 4, json_object_has_member (post, "media"));
  bind_int (bare, POST, 5, created_us);
  bind_int (bare, POST, 6, created_us);
  bind_int (bare, POST, 7, created_us / (5 * G_TIME_SPAN_MINUTE));
  bind_int (bare, POST, 8, g_str_hash (get_text (post)));
  put (bare, POST);
  bind_int (bare, COUNT, 1, author >> 32);
  put (bare, COUNT);
  put_key (bare, POST_KEY, network, host, get (post, "native_id"), id);
  put_key (bare, POST_KEY, network, "", get (post, "uri"), id);
  put_media (bare, post, put_version (bare, post, host, id, author & G_MAXUINT32));
  put_words (bare, post, account, id);
}

static void
open_show (Bare       *bare,
           const char *path)
{
  must (bare, sqlite3_open_v2 (path, &bare->db, SQLITE_OPEN_READWRITE, NULL));
  must (bare, sqlite3_exec (bare->db, "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;"
                                      "PRAGMA cache_size = -4096; PRAGMA journal_mode = WAL", NULL, NULL, NULL));
  for (guint i = 0; i < N_STATEMENTS; i++)
    must (bare, sqlite3_prepare_v3 (bare->db, sql[i], -1, SQLITE_PREPARE_PERSISTENT, &bare->statements[i], NULL));
  bare->accounts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
remember_accounts (Bare *bare)
{
  sqlite3_stmt *rows;

  must (bare, sqlite3_prepare_v2 (bare->db, "SELECT native_id, account.id, coalesce (max (account_version.id), 0) FROM account"
                                            " LEFT JOIN account_version ON account_id = account.id GROUP BY account.id",
                                  -1, &rows, NULL));
  while (sqlite3_step (rows) == SQLITE_ROW)
    g_hash_table_insert (bare->accounts, g_strdup ((const char *) sqlite3_column_text (rows, 0)),
                         GSIZE_TO_POINTER (sqlite3_column_int64 (rows, 1) << 32 | sqlite3_column_int64 (rows, 2)));
  sqlite3_finalize (rows);
  must (bare, sqlite3_prepare_v2 (bare->db, "SELECT coalesce (max (id), 0) FROM post", -1, &rows, NULL));
  must (bare, sqlite3_step (rows));
  bare->last_post_id = sqlite3_column_int64 (rows, 0);
  sqlite3_finalize (rows);
}

static guint
put_all (Bare        *bare,
         CsBenchWire *wire)
{
  const char *line;
  gsize length;
  guint n = 0;

  while ((line = cs_bench_wire_read_line (wire, &length)) != NULL) {
    g_autoptr (JsonParser) parser = json_parser_new ();
    JsonObject *event;

    if (!json_parser_load_from_data (parser, line, length, NULL))
      exit (1);
    if (n % BATCH == 0)
      must (bare, sqlite3_exec (bare->db, n == 0 ? "BEGIN" : "COMMIT; BEGIN", NULL, NULL, NULL));
    event = json_node_get_object (json_parser_get_root (parser));
    put_post (bare, json_object_get_object_member (event, "post"));
    n++;
  }
  must (bare, sqlite3_exec (bare->db, "COMMIT", NULL, NULL, NULL));
  return n;
}

static gint64
cpu_us (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

int
main (int   argc,
      char *argv[])
{
  Bare bare = { 0 };
  g_autoptr (CsBenchWire) wire = argc == 3 ? cs_bench_wire_new (argv[1]) : NULL;
  gint64 start_us, start_cpu_us;
  guint n;

  if (wire == NULL) {
    g_printerr ("usage: %s LINES SHOW\n", argv[0]);
    return 2;
  }
  open_show (&bare, argv[2]);
  remember_accounts (&bare);
  start_us = g_get_monotonic_time ();
  start_cpu_us = cpu_us ();
  n = put_all (&bare, wire);
  g_print ("%u %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", n, g_get_monotonic_time () - start_us, cpu_us () - start_cpu_us);
  for (guint i = 0; i < N_STATEMENTS; i++)
    sqlite3_finalize (bare.statements[i]);
  sqlite3_close (bare.db);
  g_hash_table_unref (bare.accounts);
  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-entry-reader.h"

#include "cs-accounts.h"
#include "cs-version.h"

/* In this order read_post() takes them. */
#define POST_COLUMNS                                                                               \
  "p.network, p.created_us, p.received_us,"                                                        \
  " v.id, v.version, v.edited_us, v.host, v.native_id, v.uri, v.web_url,"                          \
  " v.raw_text, v.text, v.html, v.language, v.warning, v.is_public, v.sensitive, v.unreadable,"    \
  " v.reply_to, v.quote_of, v.tags, v.links, v.n_replies, v.n_reposts, v.n_likes,"                 \
  " f.raw_handle, f.raw_name, f.handle, f.name, f.avatar_url, f.bot, f.verified,"                  \
  " a.host, a.native_id, a.uri, a.created_us, a.followers"
#define N_POST_COLUMNS 37

#define POST_TABLES                                                                                \
  " JOIN account_version AS f ON f.id = v.account_version_id"                                      \
  " JOIN account AS a ON a.id = f.account_id"

static const char version_sql[] =
  "SELECT " POST_COLUMNS " FROM post_version AS v JOIN post AS p ON p.id = v.post_id" POST_TABLES
  " WHERE v.id = ?";

/* In this order read_entry() takes what follows the post. */
static const char entry_sql[] =
  "SELECT " POST_COLUMNS ", p.id, p.state, p.gone_us, p.alike_key, p.account_id,"
  " d.who, d.at_us, d.reason,"
  " o.raw_text, o.text, (SELECT max (at_us) FROM decision"
  "  WHERE post_id = p.id AND version = o.version AND verb = 1),"
  " (SELECT posts FROM alike_group WHERE key = p.alike_key),"
  " (SELECT count (*) FROM queue AS me JOIN queue AS other"
  "  ON (other.rank, other.post_id) <= (me.rank, me.post_id)"
  "  WHERE me.post_id = p.id AND me.waiting = 1 AND other.waiting = 1),"
  " (SELECT slot_id FROM cue WHERE post_id = p.id),"
  " (SELECT max (taken_us) FROM airing WHERE post_id = p.id),"
  " EXISTS (SELECT 1 FROM airing AS g WHERE g.post_id = p.id"
  "  AND NOT EXISTS (SELECT 1 FROM airing_end WHERE airing_id = g.id))"
  " FROM post AS p JOIN post_version AS v ON v.id = p.version_id" POST_TABLES
  " LEFT JOIN decision AS d ON d.id = p.decision_id"
  " LEFT JOIN post_version AS o ON o.id = p.approved_version_id AND p.state <> 1"
  " WHERE p.id = ?";

static const char media_sql[] =
  "SELECT kind, url, thumb_url, alt, width, height FROM media WHERE version_id = ? ORDER BY position";

static CsAccount *
read_account (CsStatement *row,
              CsNetwork    network,
              int          column)
{
  CsAccount *account = cs_account_new (network, cs_statement_get_text (row, column + 7),
                                       cs_statement_get_text (row, column + 8));

  account->handle = cs_statement_dup_text (row, column);
  account->name = cs_statement_dup_text (row, column + 1);
  account->avatar_url = cs_statement_dup_text (row, column + 4);
  account->bot = cs_statement_get_int (row, column + 5) != 0;
  account->verified = cs_statement_get_int (row, column + 6) != 0;
  account->uri = cs_statement_dup_text (row, column + 9);
  account->created_us = cs_statement_get_int (row, column + 10);
  account->followers = cs_statement_get_int (row, column + 11);
  return account;
}

static gboolean
read_media (CsDatabase *db,
            gint64      version_id,
            GPtrArray  *media,
            GError    **error)
{
  g_autoptr (CsStatement) row = cs_database_prepare (db, media_sql, error);
  CsStep step = CS_STEP_FAILED;

  if (row == NULL)
    return FALSE;
  cs_statement_set_int (row, 1, version_id);
  while ((step = cs_statement_step (row, error)) == CS_STEP_ROW) {
    CsMedia *item = cs_media_new (CLAMP (cs_statement_get_int (row, 0), 0, CS_MEDIA_UNKNOWN));

    item->url = cs_statement_dup_text (row, 1);
    item->thumb_url = cs_statement_dup_text (row, 2);
    item->alt = cs_statement_dup_text (row, 3);
    item->width = cs_statement_get_int (row, 4);
    item->height = cs_statement_get_int (row, 5);
    g_ptr_array_add (media, item);
  }
  return step == CS_STEP_DONE;
}

static GStrv
read_list (CsStatement *row,
           int          column)
{
  const char *joined = cs_statement_get_text (row, column);

  return joined != NULL ? g_strsplit (joined, CS_VERSION_SEPARATOR, -1) : g_new0 (char *, 1);
}

static void
read_texts (CsStatement *row,
            CsPost      *post)
{
  const char *raw_text = cs_statement_get_text (row, 10);
  const char *text = cs_statement_get_text (row, 11);

  post->raw_text = g_strdup (raw_text);
  post->text = g_strdup (text != NULL ? text : raw_text);
  post->html = cs_statement_dup_text (row, 12);
  post->language = cs_statement_dup_text (row, 13);
  post->warning = cs_statement_dup_text (row, 14);
  post->is_public = cs_statement_get_int (row, 15) != 0;
  post->sensitive = cs_statement_get_int (row, 16) != 0;
  post->unreadable = cs_statement_get_int (row, 17) != 0;
  post->reply_to = cs_statement_dup_text (row, 18);
  post->quote_of = cs_statement_dup_text (row, 19);
  post->tags = read_list (row, 20);
  post->links = read_list (row, 21);
  post->n_replies = cs_statement_get_int (row, 22);
  post->n_reposts = cs_statement_get_int (row, 23);
  post->n_likes = cs_statement_get_int (row, 24);
}

/* Nothing is made safe again here: what is read back is, to the byte, what was judged. */
static CsPost *
read_post (CsDatabase  *db,
           CsStatement *row,
           GError     **error)
{
  CsNetwork network = CLAMP (cs_statement_get_int (row, 0), 0, CS_N_NETWORKS - 1);
  g_autoptr (CsPost) post = cs_post_new (network, cs_statement_get_text (row, 6),
                                         cs_statement_get_text (row, 7));

  post->created_us = cs_statement_get_int (row, 1);
  post->received_us = cs_statement_get_int (row, 2);
  cs_version_to_hex (sqlite3_column_blob (row, 4), sqlite3_column_bytes (row, 4), post->version);
  post->edited_us = cs_statement_get_int (row, 5);
  post->uri = cs_statement_dup_text (row, 8);
  post->web_url = cs_statement_dup_text (row, 9);
  read_texts (row, post);
  post->account = read_account (row, network, 25);
  post->handle = cs_statement_dup_text (row, 27);
  post->name = cs_statement_dup_text (row, 28);
  if (!read_media (db, cs_statement_get_int (row, 3), post->media, error))
    return NULL;
  return g_steal_pointer (&post);
}

static CsEntry *
read_entry (CsStatement *row,
            CsPost      *post)
{
  const int first = N_POST_COLUMNS;
  CsEntry *entry = cs_entry_new (cs_statement_get_int (row, first), post);
  gint64 alike = cs_statement_get_int (row, first + 11);

  entry->state = CLAMP (cs_statement_get_int (row, first + 1), 0, CS_N_STATES - 1);
  entry->withdrawn_us = cs_statement_get_int (row, first + 2);
  entry->alike_key = cs_statement_get_int (row, first + 3);
  entry->account_id = cs_statement_get_int (row, first + 4);
  entry->decided_by = cs_statement_dup_text (row, first + 5);
  entry->decided_us = cs_statement_get_int (row, first + 6);
  entry->reason = cs_statement_dup_text (row, first + 7);
  entry->approved_text = cs_statement_dup_text (row, first + 9);
  if (entry->approved_text == NULL)
    entry->approved_text = cs_statement_dup_text (row, first + 8);
  entry->approved_us = cs_statement_get_int (row, first + 10);
  entry->alike = alike > 0 ? alike - 1 : 0;
  entry->queue_position = cs_statement_get_int (row, first + 12);
  entry->slot_id = cs_statement_get_int (row, first + 13);
  entry->aired_us = cs_statement_get_int (row, first + 14);
  entry->on_air = cs_statement_get_int (row, first + 15) != 0;
  return entry;
}

/* A flood by one account would have its posts counted for each of its rows: @known remembers. */
static gboolean
fill_figures (CsDatabase *db,
              CsEntry    *entry,
              GHashTable *known,
              GError    **error)
{
  CsTouched *figures = g_hash_table_lookup (known, &entry->account_id);

  if (figures == NULL) {
    figures = g_new0 (CsTouched, 1);
    if (!cs_accounts_read_figures (db, entry->account_id, figures, error)) {
      g_free (figures);
      return FALSE;
    }
    g_hash_table_insert (known, &figures->key, figures);
  }
  entry->account_posts = figures->posts;
  entry->account_approved = figures->approved;
  entry->account_rejected = figures->rejected;
  return TRUE;
}

static CsEntry *
read_one (CsDatabase *db,
          gint64      post_id,
          guint64     serial,
          GHashTable *known_figures,
          GError    **error)
{
  g_autoptr (CsStatement) row = cs_database_prepare (db, entry_sql, error);
  g_autoptr (CsPost) post = NULL;
  g_autoptr (CsEntry) entry = NULL;

  if (row == NULL)
    return NULL;
  cs_statement_set_int (row, 1, post_id);
  if (cs_statement_step (row, error) != CS_STEP_ROW)
    return NULL;
  post = read_post (db, row, error);
  if (post == NULL)
    return NULL;
  entry = read_entry (row, post);
  entry->serial = serial;
  return fill_figures (db, entry, known_figures, error) ? g_steal_pointer (&entry) : NULL;
}

/**
 * cs_entry_reader_read:
 * @db: a connection of the calling thread
 * @post_id: a row
 * @serial: the change of the file that @db sees
 * @error: return location; left alone when there is no such post
 *
 * Returns: (transfer full) (nullable): the post as the file has it
 */
CsEntry *
cs_entry_reader_read (CsDatabase *db,
                      gint64      post_id,
                      guint64     serial,
                      GError    **error)
{
  g_autoptr (GHashTable) known_figures = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  return read_one (db, post_id, serial, known_figures, error);
}

/**
 * cs_entry_reader_read_all:
 * @db: a connection of the calling thread, not in a transaction
 * @ids: (array length=n_ids): rows
 * @n_ids: how many
 * @error: return location
 *
 * Reads them all as of one moment. Rows that do not exist are left out.
 *
 * Returns: (transfer full) (element-type CsEntry) (nullable): the posts, in the order of @ids
 */
GPtrArray *
cs_entry_reader_read_all (CsDatabase   *db,
                          const gint64 *ids,
                          gsize         n_ids,
                          GError      **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_entry_unref);
  g_autoptr (GHashTable) known_figures = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GError) local_error = NULL;
  gint64 serial;

  if (!cs_database_run (db, "BEGIN", error))
    return NULL;
  if (cs_database_read_int (db, "SELECT serial FROM tally", &serial, &local_error))
    for (gsize i = 0; i < n_ids && local_error == NULL; i++) {
      CsEntry *entry = read_one (db, ids[i], serial, known_figures, &local_error);

      if (entry != NULL)
        g_ptr_array_add (entries, entry);
    }
  cs_database_run (db, "COMMIT", NULL);
  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return NULL;
  }
  return g_steal_pointer (&entries);
}

/**
 * cs_entry_reader_read_version:
 * @db: a connection of the calling thread
 * @version_id: a row of post_version
 * @error: return location; left alone when there is no such row
 *
 * Returns: (transfer full) (nullable): the post in that version, whether it is the current one or not
 */
CsPost *
cs_entry_reader_read_version (CsDatabase *db,
                              gint64      version_id,
                              GError    **error)
{
  g_autoptr (CsStatement) row = cs_database_prepare (db, version_sql, error);

  if (row == NULL)
    return NULL;
  cs_statement_set_int (row, 1, version_id);
  if (cs_statement_step (row, error) != CS_STEP_ROW)
    return NULL;
  return read_post (db, row, error);
}

/**
 * cs_entry_reader_read_counts:
 * @db: a connection of the calling thread
 * @counts: (out): how many there are of what
 * @error: return location
 *
 * Returns: whether they could be read
 */
gboolean
cs_entry_reader_read_counts (CsDatabase *db,
                             CsCounts   *counts,
                             GError    **error)
{
  g_autoptr (CsStatement) row = NULL;

  row = cs_database_prepare (db,
                             "SELECT posts, accounts, incoming, approved, rejected, held, withdrawn, queued,"
                             " aired FROM tally", error);
  if (row == NULL || cs_statement_step (row, error) != CS_STEP_ROW)
    return FALSE;
  counts->posts = cs_statement_get_int (row, 0);
  counts->accounts = cs_statement_get_int (row, 1);
  for (guint i = 0; i < CS_N_STATES; i++)
    counts->by_state[i] = cs_statement_get_int (row, 2 + i);
  counts->withdrawn = cs_statement_get_int (row, 6);
  counts->queued = cs_statement_get_int (row, 7);
  counts->aired = cs_statement_get_int (row, 8);
  return TRUE;
}

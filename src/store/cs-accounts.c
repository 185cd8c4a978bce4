/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-accounts.h"

#include <string.h>

/* A contest counts the five-minute slots in which an account has posted. */
#define SLOT_US (G_GINT64_CONSTANT (300) * G_USEC_PER_SEC)

static gboolean
find_key (CsWriter   *writer,
          CsNetwork   network,
          const char *host,
          const char *native_id,
          gint64     *account_id,
          GError    **error)
{
  g_autoptr (CsStatement) row = NULL;
  CsStep step;

  row = cs_database_prepare (writer->db,
                             "SELECT account_id FROM account_key WHERE network = ? AND host = ? AND native_id = ?",
                             error);
  *account_id = 0;
  if (row == NULL)
    return FALSE;
  cs_statement_set_int (row, 1, network);
  cs_statement_set_text (row, 2, host);
  cs_statement_set_text (row, 3, native_id);
  step = cs_statement_step (row, error);
  if (step == CS_STEP_ROW)
    *account_id = cs_statement_get_int (row, 0);
  return step != CS_STEP_FAILED;
}

static gboolean
add_key (CsWriter   *writer,
         CsNetwork   network,
         const char *host,
         const char *native_id,
         gint64      account_id,
         GError    **error)
{
  g_autoptr (CsStatement) row = NULL;

  row = cs_database_prepare (writer->db, "INSERT OR IGNORE INTO account_key VALUES (?, ?, ?, ?)", error);
  if (row == NULL)
    return FALSE;
  cs_statement_set_int (row, 1, network);
  cs_statement_set_text (row, 2, host);
  cs_statement_set_text (row, 3, native_id);
  cs_statement_set_int (row, 4, account_id);
  return cs_statement_run (row, error);
}

static gint64
insert_account (CsWriter   *writer,
                CsNetwork   network,
                const char *host,
                const char *native_id,
                const char *uri,
                GError    **error)
{
  g_autoptr (CsStatement) row = NULL;
  gint64 id;

  row = cs_database_prepare (writer->db,
                             "INSERT INTO account (network, host, native_id, uri) VALUES (?, ?, ?, ?)", error);
  if (row == NULL)
    return 0;
  cs_statement_set_int (row, 1, network);
  cs_statement_set_text (row, 2, host);
  cs_statement_set_text (row, 3, native_id);
  cs_statement_set_text (row, 4, uri);
  if (!cs_statement_run (row, error))
    return 0;
  id = sqlite3_last_insert_rowid (cs_database_get_handle (writer->db));
  writer->counts.accounts++;
  return id;
}

/* The same person seen through another server has another id there; the uri tells. */
static gboolean
find_or_insert (CsWriter   *writer,
                CsNetwork   network,
                const char *host,
                const char *native_id,
                const char *uri,
                gint64     *account_id,
                gboolean   *is_new,
                GError    **error)
{
  *is_new = FALSE;
  if (!find_key (writer, network, host, native_id, account_id, error))
    return FALSE;
  if (*account_id != 0)
    return TRUE;
  if (uri != NULL && !find_key (writer, network, "", uri, account_id, error))
    return FALSE;
  *is_new = *account_id == 0;
  if (*is_new)
    *account_id = insert_account (writer, network, host, native_id, uri, error);
  return *account_id != 0 && add_key (writer, network, host, native_id, *account_id, error) &&
         (uri == NULL || add_key (writer, network, "", uri, *account_id, error));
}

static gboolean
load_known (CsWriter       *writer,
            CsKnownAccount *self,
            GError        **error)
{
  g_autoptr (CsStatement) row = NULL;
  CsStep step;

  row = cs_database_prepare (writer->db,
                             "SELECT a.version_id, a.gone_us, a.followers, f.raw_handle, f.raw_name, f.handle,"
                             " f.name, f.avatar_url, f.bot, f.verified FROM account AS a"
                             " LEFT JOIN account_version AS f ON f.id = a.version_id WHERE a.id = ?", error);
  if (row == NULL)
    return FALSE;
  cs_statement_set_int (row, 1, self->id);
  step = cs_statement_step (row, error);
  if (step != CS_STEP_ROW)
    return step == CS_STEP_DONE;
  self->version_id = cs_statement_get_int (row, 0);
  self->gone_us = cs_statement_get_int (row, 1);
  self->followers = cs_statement_get_int (row, 2);
  cs_account_look (&(CsAccountLook){ .raw_handle = cs_statement_get_text (row, 3),
                                     .raw_name = cs_statement_get_text (row, 4),
                                     .handle = cs_statement_get_text (row, 5),
                                     .name = cs_statement_get_text (row, 6),
                                     .avatar_url = cs_statement_get_text (row, 7),
                                     .bot = cs_statement_get_int (row, 8) != 0,
                                     .verified = cs_statement_get_int (row, 9) != 0 }, self->look);
  return TRUE;
}

static void
look_of (const CsPost *post,
         guint8        look[CS_ACCOUNT_LOOK_BYTES])
{
  const CsAccount *account = post->account;

  cs_account_look (&(CsAccountLook){ .raw_handle = account->handle,
                                     .raw_name = account->name,
                                     .handle = post->handle,
                                     .name = post->name,
                                     .avatar_url = account->avatar_url,
                                     .bot = account->bot,
                                     .verified = account->verified }, look);
}

static gint64
insert_look (CsWriter     *writer,
             gint64        account_id,
             const CsPost *post,
             GError      **error)
{
  const CsAccount *account = post->account;
  g_autoptr (CsStatement) row = NULL;

  row = cs_database_prepare (writer->db, "INSERT INTO account_version VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)",
                             error);
  if (row == NULL)
    return 0;
  cs_statement_set_int (row, 1, account_id);
  cs_statement_set_text (row, 2, account->handle);
  cs_statement_set_text (row, 3, account->name);
  cs_statement_set_text (row, 4, post->handle);
  cs_statement_set_text (row, 5, post->name);
  cs_statement_set_text (row, 6, account->avatar_url);
  cs_statement_set_int (row, 7, account->bot);
  cs_statement_set_int (row, 8, account->verified);
  if (!cs_statement_run (row, error))
    return 0;
  return sqlite3_last_insert_rowid (cs_database_get_handle (writer->db));
}

static gboolean
store_account (CsWriter        *writer,
               CsKnownAccount  *self,
               const CsAccount *account,
               GError         **error)
{
  g_autoptr (CsStatement) row = NULL;

  row = cs_database_prepare (writer->db,
                             "UPDATE account SET version_id = ?, followers = ?, created_us = ? WHERE id = ?", error);
  if (row == NULL)
    return FALSE;
  cs_statement_set_int (row, 1, self->version_id);
  cs_statement_set_int (row, 2, account->followers);
  cs_statement_set_int (row, 3, account->created_us);
  cs_statement_set_int (row, 4, self->id);
  self->followers = account->followers;
  return cs_statement_run (row, error);
}

static CsKnownAccount *
look_up (CsWriter        *writer,
         const CsAccount *account,
         GError         **error)
{
  CsKnownAccount *self = cs_account_cache_find (writer->accounts, account->network, account->host, account->native_id);
  CsKnownAccount fresh = { .followers = -1 };
  gboolean is_new;

  if (self != NULL)
    return self;
  if (!find_or_insert (writer, account->network, account->host, account->native_id, account->uri, &fresh.id, &is_new, error) ||
      (!is_new && !load_known (writer, &fresh, error)))
    return NULL;
  return cs_account_cache_add (writer->accounts, account->network, account->host, account->native_id, &fresh);
}

/**
 * cs_accounts_see:
 * @writer: in a transaction
 * @post: a sealed post
 * @error: return location
 *
 * Finds the author of @post, under whichever id, or adds them; and notes what they look like now.
 *
 * Returns: (transfer none) (nullable): the account
 */
const CsKnownAccount *
cs_accounts_see (CsWriter     *writer,
                 const CsPost *post,
                 GError      **error)
{
  CsKnownAccount *self = look_up (writer, post->account, error);
  guint8 look[CS_ACCOUNT_LOOK_BYTES];
  gboolean same;

  if (self == NULL)
    return NULL;
  look_of (post, look);
  same = self->version_id != 0 && memcmp (self->look, look, sizeof look) == 0;
  if (same && self->followers == post->account->followers)
    return self;
  if (!same) {
    self->version_id = insert_look (writer, self->id, post, error);
    if (self->version_id == 0)
      return NULL;
    memcpy (self->look, look, sizeof look);
  }
  return store_account (writer, self, post->account, error) ? self : NULL;
}

/**
 * cs_accounts_mark_gone:
 * @writer: in a transaction
 * @network: where
 * @host: seen on which server
 * @native_id: its id there
 * @gone_us: since when it is gone, or 0 when it is back
 * @account_id: (out): its row, or 0 when nothing of it was ever seen
 * @error: return location
 *
 * Returns: whether it succeeded
 */
gboolean
cs_accounts_mark_gone (CsWriter   *writer,
                       CsNetwork   network,
                       const char *host,
                       const char *native_id,
                       gint64      gone_us,
                       gint64     *account_id,
                       GError    **error)
{
  g_autoptr (CsStatement) row = NULL;

  if (!find_key (writer, network, host, native_id, account_id, error))
    return FALSE;
  if (*account_id == 0)
    return TRUE;
  /* The same account may be cached under several ids. */
  cs_account_cache_forget (writer->accounts);
  row = cs_database_prepare (writer->db, "UPDATE account SET gone_us = ? WHERE id = ?", error);
  if (row == NULL)
    return FALSE;
  cs_statement_set_int (row, 1, gone_us);
  cs_statement_set_int (row, 2, *account_id);
  return cs_statement_run (row, error);
}

static gboolean
run_figures (CsWriter        *writer,
             const char      *sql,
             const CsTouched *figures,
             GError         **error)
{
  g_autoptr (CsStatement) row = cs_database_prepare (writer->db, sql, error);

  if (row == NULL)
    return FALSE;
  cs_statement_set_int (row, 1, figures->key);
  cs_statement_set_int (row, 2, figures->posts);
  cs_statement_set_int (row, 3, figures->approved);
  cs_statement_set_int (row, 4, figures->rejected);
  return cs_statement_run (row, error);
}

/* Two plain statements: one that does either would begin a savepoint of its own, and at each of those the index of words
 * writes out what it has gathered in memory. */
static gboolean
write_figures (CsWriter        *writer,
               const CsTouched *figures,
               GError         **error)
{
  if (!run_figures (writer, "UPDATE account_figures SET posts = ?2, approved = ?3, rejected = ?4 WHERE account_id = ?1",
                    figures, error))
    return FALSE;
  return sqlite3_changes (cs_database_get_handle (writer->db)) > 0 ||
         run_figures (writer, "INSERT INTO account_figures VALUES (?, ?, ?, ?)", figures, error);
}

/**
 * cs_accounts_read_figures:
 * @db: a connection of the calling thread
 * @account_id: a row
 * @figures: (out): how many posts it has, and how many of them were approved and rejected
 * @error: return location
 *
 * Returns: whether it succeeded
 */
gboolean
cs_accounts_read_figures (CsDatabase *db,
                          gint64      account_id,
                          CsTouched  *figures,
                          GError    **error)
{
  g_autoptr (CsStatement) row = NULL;
  CsStep step;

  row = cs_database_prepare (db, "SELECT posts, approved, rejected FROM account_figures WHERE account_id = ?", error);
  if (row == NULL)
    return FALSE;
  cs_statement_set_int (row, 1, account_id);
  step = cs_statement_step (row, error);
  *figures = (CsTouched){ .key = account_id };
  if (step == CS_STEP_ROW) {
    figures->posts = cs_statement_get_int (row, 0);
    figures->approved = cs_statement_get_int (row, 1);
    figures->rejected = cs_statement_get_int (row, 2);
  }
  return step != CS_STEP_FAILED;
}

/**
 * cs_accounts_count:
 * @writer: in a transaction
 * @account_id: its author's row
 * @posts: how many posts more
 * @approved: how many of them approved, more or less
 * @rejected: how many of them rejected, more or less
 * @error: return location
 *
 * Writes the account's new figures, and notes them in the change.
 *
 * Returns: whether it succeeded
 */
gboolean
cs_accounts_count (CsWriter *writer,
                   gint64    account_id,
                   int       posts,
                   int       approved,
                   int       rejected,
                   GError  **error)
{
  CsTouched *figures = cs_account_cache_find_figures (writer->accounts, account_id);
  CsTouched fresh;

  if (figures == NULL) {
    if (!cs_accounts_read_figures (writer->db, account_id, &fresh, error))
      return FALSE;
    figures = cs_account_cache_keep_figures (writer->accounts, &fresh);
  }
  figures->posts += posts;
  figures->approved += approved;
  figures->rejected += rejected;
  g_array_append_val (writer->change->accounts, *figures);
  return write_figures (writer, figures, error);
}

/**
 * cs_accounts_slot:
 * @created_us: when the network says that a post was written
 * @received_us: when it was received
 *
 * A post cannot have been written after it was received, but our clock may be a little late.
 *
 * Returns: the five-minute slot of the post, counted from 1970 UTC
 */
gint64
cs_accounts_slot (gint64 created_us,
                  gint64 received_us)
{
  gint64 at_us = created_us > 0 && created_us <= received_us + SLOT_US ? created_us : received_us;

  return at_us / SLOT_US;
}

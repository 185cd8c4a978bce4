/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-contest-feed.h"

#include "cs-settings.h"
#include "cs-store-private.h"

#define POST_COLUMNS                                                                                                   \
  "SELECT p.id, p.account_id, p.created_us, p.received_us, p.state, p.gone_how, v.native_id, v.raw_text, v.tags,"      \
  " v.quote_of IS NOT NULL, p.network FROM post AS p JOIN post_version AS v ON v.id = p.version_id"

/* As cs_accounts_slot() has it: a post cannot have been written after it was received. */
#define CLOCK_GRACE_US (5 * G_TIME_SPAN_MINUTE)

typedef struct {
  gint64 after_id;
  guint limit;
  GArray *ids; /* (nullable): these and no others */
} Question;

static void
question_free (Question *question)
{
  g_clear_pointer (&question->ids, g_array_unref);
  g_free (question);
}

static void
post_free (CsFeedPost *post)
{
  g_free (post->native_id);
  g_free (post->text);
  g_free (post->tags);
  g_free (post);
}

static void
account_free (CsFeedAccount *account)
{
  g_free (account->host);
  g_free (account->native_id);
  g_free (account->raw_handle);
  g_free (account->handle);
  g_free (account->name);
  g_free (account->avatar_url);
  g_free (account);
}

static void
add_post (CsFeedPage  *page,
          GHashTable  *authors,
          CsStatement *row)
{
  CsFeedPost *post = g_new0 (CsFeedPost, 1);
  gint64 created_us = cs_statement_get_int (row, 2), received_us = cs_statement_get_int (row, 3);

  post->post_id = cs_statement_get_int (row, 0);
  post->account_id = cs_statement_get_int (row, 1);
  post->at_us = created_us > 0 && created_us <= received_us + CLOCK_GRACE_US ? created_us : received_us;
  post->late_us = MAX (received_us - post->at_us, 0);
  post->rejected = cs_statement_get_int (row, 4) == CS_STATE_REJECTED;
  post->gone = cs_statement_get_int (row, 5) != 0;
  post->native_id = cs_statement_dup_text (row, 6);
  post->text = cs_statement_dup_text (row, 7);
  post->tags = cs_statement_dup_text (row, 8);
  post->quote = cs_statement_get_int (row, 9) != 0;
  g_ptr_array_add (page->posts, post);
  g_hash_table_add (authors, &post->account_id);
}

/* Rows of networks where anybody may be anybody are read and left out. */
static gboolean
read_rows (CsFeedPage  *page,
           GHashTable  *authors,
           CsStatement *row,
           guint       *n_read,
           GError     **error)
{
  CsStep step;

  while ((step = cs_statement_step (row, error)) == CS_STEP_ROW) {
    if (cs_network_has_accounts ((CsNetwork) cs_statement_get_int (row, 10)))
      add_post (page, authors, row);
    page->last_id = cs_statement_get_int (row, 0);
    (*n_read)++;
  }
  return step == CS_STEP_DONE;
}

static gboolean
read_posts (CsFeedPage     *page,
            GHashTable     *authors,
            const Question *question,
            CsDatabase     *db,
            guint          *n_read,
            GError        **error)
{
  for (guint i = 0; question->ids != NULL && i < question->ids->len; i++) {
    g_autoptr (CsStatement) row = cs_database_prepare (db, POST_COLUMNS " WHERE p.id = ?1", error);

    if (row == NULL)
      return FALSE;
    cs_statement_set_int (row, 1, g_array_index (question->ids, gint64, i));
    if (!read_rows (page, authors, row, n_read, error))
      return FALSE;
  }
  if (question->ids == NULL) {
    g_autoptr (CsStatement) row = cs_database_prepare (db, POST_COLUMNS " WHERE p.id > ?1 ORDER BY p.id LIMIT ?2", error);

    if (row == NULL)
      return FALSE;
    cs_statement_set_int (row, 1, question->after_id);
    cs_statement_set_int (row, 2, question->limit);
    return read_rows (page, authors, row, n_read, error);
  }
  return TRUE;
}

static CsFeedAccount *
read_account (gint64      account_id,
              CsDatabase *db,
              GError    **error)
{
  g_autoptr (CsStatement) row = NULL;
  CsFeedAccount *account;

  row = cs_database_prepare (db,
                             "SELECT a.network, a.host, a.native_id, a.created_us, f.raw_handle, f.handle, f.name,"
                             " f.avatar_url, f.bot FROM account AS a JOIN account_version AS f ON f.id = a.version_id"
                             " WHERE a.id = ?1", error);
  if (row == NULL)
    return NULL;
  cs_statement_set_int (row, 1, account_id);
  if (cs_statement_step (row, error) != CS_STEP_ROW)
    return NULL;
  account = g_new0 (CsFeedAccount, 1);
  account->account_id = account_id;
  account->network = CLAMP (cs_statement_get_int (row, 0), 0, CS_N_NETWORKS - 1);
  account->host = cs_statement_dup_text (row, 1);
  account->native_id = cs_statement_dup_text (row, 2);
  account->created_us = cs_statement_get_int (row, 3);
  account->raw_handle = cs_statement_dup_text (row, 4);
  account->handle = cs_statement_dup_text (row, 5);
  account->name = cs_statement_dup_text (row, 6);
  account->avatar_url = cs_statement_dup_text (row, 7);
  account->bot = cs_statement_get_int (row, 8) != 0;
  return account;
}

/* Only what can fall behind says that it did. */
static void
read_gaps (CsFeedPage *page,
           CsDatabase *db)
{
  for (guint network = 0; network < CS_N_NETWORKS; network++) {
    g_autofree char *name = g_strconcat (CS_SETTING_GAPS, cs_network_to_id (network), NULL);
    g_autoptr (GVariant) value = cs_settings_read (db, name, NULL);

    page->gaps[network] = network == CS_NETWORK_MASTODON || network == CS_NETWORK_BLUESKY ? 0 : -1;
    if (value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_UINT32))
      page->gaps[network] = g_variant_get_uint32 (value);
  }
}

static CsFeedPage *
page_new (void)
{
  CsFeedPage *self = g_new0 (CsFeedPage, 1);

  self->posts = g_ptr_array_new_with_free_func ((GDestroyNotify) post_free);
  self->accounts = g_ptr_array_new_with_free_func ((GDestroyNotify) account_free);
  return self;
}

static CsFeedPage *
read_page (const Question *question,
           CsDatabase     *db,
           GError        **error)
{
  g_autoptr (CsFeedPage) page = page_new ();
  g_autoptr (GHashTable) authors = g_hash_table_new (g_int64_hash, g_int64_equal);
  GHashTableIter iter;
  gpointer id;
  guint n_read = 0;

  page->last_id = question->after_id;
  read_gaps (page, db);
  if (!read_posts (page, authors, question, db, &n_read, error))
    return NULL;
  page->at_end = question->ids == NULL && n_read < question->limit;
  g_hash_table_iter_init (&iter, authors);
  while (g_hash_table_iter_next (&iter, &id, NULL)) {
    CsFeedAccount *account = read_account (*(gint64 *) id, db, error);

    if (account == NULL)
      return NULL;
    g_ptr_array_add (page->accounts, account);
  }
  return g_steal_pointer (&page);
}

static void
read_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  CsStore *store = source;
  GError *error = NULL;
  CsFeedPage *page = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (cs_store_check_database (store->scanning, &error) != NULL)
    page = read_page (data, store->scanning, &error);
  if (store->scanning != NULL)
    cs_database_shrink (store->scanning);
  if (page != NULL)
    g_task_return_pointer (task, page, (GDestroyNotify) cs_feed_page_free);
  else if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_new_error (task, CS_STORE_ERROR, CS_STORE_ERROR_DAMAGED, "an account is missing");
}

static void
ask (CsStore            *self,
     Question           *question,
     GCancellable       *cancellable,
     GAsyncReadyCallback callback,
     gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, ask);
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);
  cs_store_scan (self, task, read_thread);
}

/**
 * cs_feed_page_free:
 * @self: (transfer full) (nullable): a page
 */
void
cs_feed_page_free (CsFeedPage *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->posts);
  g_ptr_array_unref (self->accounts);
  g_free (self);
}

/**
 * cs_store_read_feed_async:
 * @self: an open store
 * @after_id: the row behind which to begin; 0 for the first post
 * @limit: how many posts at most
 * @cancellable: (nullable): a cancellable
 * @callback: called with the page
 * @user_data: for @callback
 *
 * Reads the next posts, removed ones included. Those of networks without accounts, see cs_network_has_accounts(), are
 * passed over.
 */
void
cs_store_read_feed_async (CsStore            *self,
                          gint64              after_id,
                          guint               limit,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  Question *question;

  g_return_if_fail (CS_IS_STORE (self) && limit > 0);

  question = g_new0 (Question, 1);
  question->after_id = after_id;
  question->limit = limit;
  ask (self, question, cancellable, callback, user_data);
}

/**
 * cs_store_read_feed_of_async:
 * @self: an open store
 * @ids: (array length=n_ids): rows of posts
 * @n_ids: how many
 * @cancellable: (nullable): a cancellable
 * @callback: called with the page
 * @user_data: for @callback
 *
 * Reads posts of which something has changed.
 */
void
cs_store_read_feed_of_async (CsStore            *self,
                             const gint64       *ids,
                             gsize               n_ids,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  Question *question;

  g_return_if_fail (CS_IS_STORE (self));

  question = g_new0 (Question, 1);
  question->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (question->ids, ids, (guint) n_ids);
  ask (self, question, cancellable, callback, user_data);
}

/**
 * cs_store_read_feed_finish:
 * @self: a store
 * @result: as the callback got it
 * @error: a sentence that says why there is no page
 *
 * Returns: (transfer full) (nullable): the posts
 */
CsFeedPage *
cs_store_read_feed_finish (CsStore      *self,
                           GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

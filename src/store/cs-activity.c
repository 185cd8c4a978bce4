/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-activity.h"

#include "cs-store-private.h"

G_DEFINE_BOXED_TYPE (CsActivity, cs_activity, cs_activity_ref, cs_activity_unref)

#define SLOT_US (5 * G_TIME_SPAN_MINUTE)

/* Of an account; also of one of its slots, while they are being gathered. */
typedef struct {
  gint64 account_id;
  gint64 slot;
  guint slots;
  guint posts;
} Score;

typedef struct {
  gint64 first_slot;
  gint64 last_slot;
  guint min_slots;
  guint limit;
  CsActivitySum sum;
} Ranking;

static void
activity_clear (CsActivity *self)
{
  g_free (self->host);
  g_free (self->native_id);
  g_free (self->name);
  g_free (self->handle);
  g_free (self->avatar_url);
}

/* More slots first, then more posts, then who was seen first: a total order, so that a list that is read
 * twice does not shuffle. */
static int
compare_scores (gconstpointer a,
                gconstpointer b)
{
  const Score *one = a;
  const Score *other = b;

  if (one->slots != other->slots)
    return one->slots > other->slots ? -1 : 1;
  if (one->posts != other->posts)
    return one->posts > other->posts ? -1 : 1;
  return (one->account_id > other->account_id) - (one->account_id < other->account_id);
}

static int
compare_slots (gconstpointer a,
               gconstpointer b)
{
  const Score *one = a;
  const Score *other = b;

  if (one->account_id != other->account_id)
    return one->account_id > other->account_id ? 1 : -1;
  return (one->slot > other->slot) - (one->slot < other->slot);
}

/* The index delivers account after account and its slots rising, but block by block: within one they are counted as they
 * come, and the same slot may come again in another. */
static GArray *
read_slots (Ranking    *ranking,
            CsDatabase *db,
            GError    **error)
{
  g_autoptr (GArray) slots = g_array_new (FALSE, FALSE, sizeof (Score));
  g_autoptr (CsStatement) row = NULL;
  CsStep step;

  row = cs_database_prepare (db,
                             "SELECT account_id, slot FROM post INDEXED BY post_by_account"
                             " WHERE state <> 2 AND gone_how = 0 AND slot BETWEEN ?1 AND ?2", error);
  if (row == NULL)
    return NULL;
  cs_statement_set_int (row, 1, ranking->first_slot);
  cs_statement_set_int (row, 2, ranking->last_slot);
  while ((step = cs_statement_step (row, error)) == CS_STEP_ROW) {
    const Score next = { cs_statement_get_int (row, 0), cs_statement_get_int (row, 1), 1, 1 };
    Score *last = slots->len > 0 ? &g_array_index (slots, Score, slots->len - 1) : NULL;

    if (last != NULL && compare_slots (last, &next) == 0)
      last->posts++;
    else
      g_array_append_val (slots, next);
  }
  return step == CS_STEP_DONE ? g_steal_pointer (&slots) : NULL;
}

/* In the place of what was gathered: there are never more accounts than slots. */
static GArray *
read_scores (Ranking    *ranking,
             CsDatabase *db,
             GError    **error)
{
  GArray *slots = read_slots (ranking, db, error);
  Score *score = NULL;
  guint n = 0;

  if (slots == NULL)
    return NULL;
  g_array_sort (slots, compare_slots);
  for (guint i = 0; i < slots->len; i++) {
    const Score next = g_array_index (slots, Score, i);

    if (score == NULL || score->account_id != next.account_id) {
      score = &g_array_index (slots, Score, n++);
      *score = next;
      continue;
    }
    score->slots += score->slot != next.slot;
    score->slot = next.slot;
    score->posts += next.posts;
  }
  g_array_set_size (slots, n);
  return slots;
}

static CsActivity *
read_activity (const Score *score,
               CsDatabase  *db,
               GError     **error)
{
  g_autoptr (CsActivity) activity = g_atomic_rc_box_new0 (CsActivity);
  g_autoptr (CsStatement) row = NULL;

  row = cs_database_prepare (db,
                             "SELECT account.network, account.host, account.native_id, version.name, version.handle,"
                             " version.avatar_url FROM account"
                             " JOIN account_version AS version ON version.id = account.version_id"
                             " WHERE account.id = ?1", error);
  if (row == NULL)
    return NULL;
  cs_statement_set_int (row, 1, score->account_id);
  if (cs_statement_step (row, error) != CS_STEP_ROW)
    return NULL;
  activity->account_id = score->account_id;
  activity->slots = score->slots;
  activity->posts = score->posts;
  activity->network = CLAMP (cs_statement_get_int (row, 0), 0, CS_N_NETWORKS - 1);
  activity->host = cs_statement_dup_text (row, 1);
  activity->native_id = cs_statement_dup_text (row, 2);
  activity->name = cs_statement_dup_text (row, 3);
  activity->handle = cs_statement_dup_text (row, 4);
  activity->avatar_url = cs_statement_dup_text (row, 5);
  return g_steal_pointer (&activity);
}

static GPtrArray *
rank (Ranking    *ranking,
      CsDatabase *db,
      GError    **error)
{
  g_autoptr (GArray) scores = read_scores (ranking, db, error);
  g_autoptr (GPtrArray) best = NULL;

  if (scores == NULL)
    return NULL;
  best = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_activity_unref);
  g_array_sort (scores, compare_scores);
  ranking->sum.accounts = scores->len;
  for (guint i = 0; i < scores->len; i++)
    ranking->sum.eligible += g_array_index (scores, Score, i).slots >= ranking->min_slots;
  for (guint i = 0; i < MIN (scores->len, ranking->limit); i++) {
    CsActivity *activity = read_activity (&g_array_index (scores, Score, i), db, error);
    const CsActivity *above = i > 0 ? best->pdata[i - 1] : NULL;

    if (activity == NULL)
      return NULL;
    activity->rank = above != NULL && above->slots == activity->slots ? above->rank : i + 1;
    g_ptr_array_add (best, activity);
  }
  return g_steal_pointer (&best);
}

static void
rank_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  CsStore *store = source;
  GError *error = NULL;
  GPtrArray *best = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (cs_store_check_database (store->scanning, &error) != NULL) {
    cs_database_set_cancellable (store->scanning, cancellable);
    best = rank (data, store->scanning, &error);
    cs_database_set_cancellable (store->scanning, NULL);
  }
  if (best != NULL)
    g_task_return_pointer (task, best, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * cs_activity_ref:
 * @self: an activity
 *
 * Returns: (transfer full): @self
 */
CsActivity *
cs_activity_ref (CsActivity *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * cs_activity_unref:
 * @self: (transfer full): an activity
 */
void
cs_activity_unref (CsActivity *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) activity_clear);
}

/**
 * cs_store_rank_accounts_async:
 * @self: an open store
 * @since_us: only posts written in the slot of this time or later, microseconds since 1970 UTC; 0 for no limit
 * @until_us: only posts written in the slot of this time or earlier; 0 for no limit
 * @min_slots: who has at least so many counts as eligible
 * @limit: how many accounts to answer
 * @cancellable: (nullable): interrupts it
 * @callback: called with the ranking
 * @user_data: for @callback
 *
 * Ranks accounts by the number of distinct five-minute slots in which they wrote a post that stands: many posts
 * in one slot count once, so that a flood wins nothing.
 */
void
cs_store_rank_accounts_async (CsStore            *self,
                              gint64              since_us,
                              gint64              until_us,
                              guint               min_slots,
                              guint               limit,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  Ranking *ranking;

  g_return_if_fail (CS_IS_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cs_store_rank_accounts_async);
  ranking = g_new0 (Ranking, 1);
  ranking->first_slot = since_us > 0 ? since_us / SLOT_US : G_MININT64;
  ranking->last_slot = until_us > 0 ? until_us / SLOT_US : G_MAXINT64;
  ranking->min_slots = min_slots;
  ranking->limit = limit;
  g_task_set_task_data (task, ranking, g_free);
  cs_store_scan (self, g_steal_pointer (&task), rank_thread);
}

/**
 * cs_store_rank_accounts_finish:
 * @self: a store
 * @result: as the callback got it
 * @sum: (out) (optional): how many accounts there are in all
 * @error: a sentence that says why there is no ranking
 *
 * Returns: (transfer full) (element-type CsActivity): the most active accounts, the first first
 */
GPtrArray *
cs_store_rank_accounts_finish (CsStore       *self,
                               GAsyncResult  *result,
                               CsActivitySum *sum,
                               GError       **error)
{
  Ranking *ranking;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  ranking = g_task_get_task_data (G_TASK (result));
  if (sum != NULL)
    *sum = ranking->sum;
  return g_task_propagate_pointer (G_TASK (result), error);
}

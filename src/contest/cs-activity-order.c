/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-activity-private.h"

#include <string.h>

#define MINUTE_S 60

/* By time, then by the bytes of the id: the order in which posts are looked at decides which of two is kept. */
static int
compare_posts (gconstpointer a,
               gconstpointer b)
{
  const CsTallyEntry *left = *(CsTallyEntry *const *) a, *right = *(CsTallyEntry *const *) b;

  if (left->time_s != right->time_s)
    return left->time_s < right->time_s ? -1 : 1;
  return strcmp (left->id, right->id);
}

static gint64
divide_down (gint64 n,
             gint64 by)
{
  return n / by - (n % by < 0);
}

static guint
text_hash (gconstpointer text)
{
  guint hash;

  memcpy (&hash, text, sizeof hash);
  return hash;
}

static gboolean
text_equal (gconstpointer a,
            gconstpointer b)
{
  return memcmp (a, b, CS_TALLY_TEXT_BYTES) == 0;
}

/* Posts come in order. A text counts as said before even where the earlier post did not count itself. */
static CsTallyVerdict
judge (const CsActivityTally *self,
       const CsTallyEntry    *post,
       GHashTable            *said,
       gint64                *last_minute)
{
  gboolean is_new = post->repost || g_hash_table_add (said, (gpointer) post->text);
  gint64 minute = divide_down (post->time_s, MINUTE_S);

  if (post->time_s < self->start_s || post->time_s >= self->end_s)
    return CS_TALLY_OUTSIDE;
  if (!post->tagged)
    return CS_TALLY_UNTAGGED;
  if (post->repost)
    return CS_TALLY_REPOST;
  if (post->rejected)
    return CS_TALLY_REJECTED;
  if (!is_new)
    return CS_TALLY_REPEATED;
  if (minute == *last_minute)
    return CS_TALLY_SAME_MINUTE;
  *last_minute = minute;
  return CS_TALLY_KEPT;
}

static void
add_posts (GPtrArray            *posts,
           const CsTallyAccount *account)
{
  GHashTableIter iter;
  gpointer entry;

  g_hash_table_iter_init (&iter, account->posts);
  while (g_hash_table_iter_next (&iter, &entry, NULL))
    g_ptr_array_add (posts, entry);
}

static GPtrArray *
order_posts (const CsTallyAccount *account)
{
  GPtrArray *posts = g_ptr_array_sized_new (g_hash_table_size (account->posts));

  add_posts (posts, account);
  for (guint i = 0; account->members != NULL && i < account->members->len; i++)
    add_posts (posts, account->members->pdata[i]);
  g_ptr_array_sort (posts, compare_posts);
  return posts;
}

static void
count_posts (const CsActivityTally *self,
             CsTallyAccount        *account,
             GPtrArray             *posts)
{
  g_autoptr (GHashTable) said = g_hash_table_new (text_hash, text_equal);
  gint64 last_minute = G_MININT64, last_slot = G_MININT64;

  account->score = account->n_kept = 0;
  for (guint i = 0; i < posts->len; i++) {
    CsTallyEntry *post = posts->pdata[i];
    gint64 slot = divide_down (post->time_s, CS_ACTIVITY_SLOT_S);

    post->verdict = judge (self, post, said, &last_minute);
    if (post->verdict != CS_TALLY_KEPT)
      continue;
    account->n_kept++;
    account->score += slot != last_slot;
    last_slot = slot;
  }
  account->n_posts = posts->len;
  account->first_s = posts->len > 0 ? ((CsTallyEntry *) posts->pdata[0])->time_s : 0;
  account->last_s = posts->len > 0 ? ((CsTallyEntry *) posts->pdata[posts->len - 1])->time_s : 0;
}

static void
leave_level (CsActivityTally *self,
             CsTallyAccount  *account)
{
  if (account->level < 0)
    return;
  self->n_writers--;
  if (account->level == G_MAXINT)
    self->n_excluded--;
  else
    g_array_index (self->levels, guint, account->level)--;
  account->level = -1;
}

/* Where it stands among those who take part: figures are kept along, so that nobody is counted who did not change. */
void
cs_activity_tally_place (CsActivityTally *self,
                         CsTallyAccount  *account)
{
  leave_level (self, account);
  if (!account->counted || account->n_posts == 0)
    return;
  self->n_writers++;
  if (account->exclusion != NULL) {
    account->level = G_MAXINT;
    self->n_excluded++;
    return;
  }
  account->level = (int) MIN (account->score, G_MAXINT - 1);
  if ((guint) account->level >= self->levels->len)
    g_array_set_size (self->levels, (guint) account->level + 1);
  g_array_index (self->levels, guint, account->level)++;
}

void
cs_activity_tally_count (CsActivityTally *self,
                         CsTallyAccount  *account)
{
  g_autoptr (GPtrArray) posts = NULL;

  if (account->counted)
    return;
  posts = order_posts (account);
  count_posts (self, account, posts);
  account->counted = TRUE;
  cs_activity_tally_place (self, account);
}

/* It is to be counted again, and with it the one it is counted with. */
void
cs_activity_tally_touch (CsActivityTally *self,
                         CsTallyAccount  *account)
{
  if (account->leader != NULL)
    cs_activity_tally_touch (self, account->leader);
  if (!account->counted)
    return;
  account->counted = FALSE;
  g_ptr_array_add (self->stale, account);
}

static void
count_stale (CsActivityTally *self)
{
  for (guint i = 0; i < self->stale->len; i++)
    cs_activity_tally_count (self, self->stale->pdata[i]);
  g_ptr_array_set_size (self->stale, 0);
}

/* The most active first; among equals who wrote more, then by name, so that a list read twice does not shuffle. */
static int
compare_accounts (gconstpointer a,
                  gconstpointer b)
{
  const CsTallyAccount *left = *(CsTallyAccount *const *) a, *right = *(CsTallyAccount *const *) b;

  if (left->n_kept != right->n_kept)
    return left->n_kept > right->n_kept ? -1 : 1;
  return strcmp (left->id, right->id);
}

/* Buckets by score: only those that the wanted part touches are put in order. */
static GPtrArray *
make_buckets (CsActivityTally *self)
{
  GPtrArray *buckets = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->accounts);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    CsTallyAccount *account = value;

    if (account->n_posts == 0 || account->leader != NULL)
      continue;
    while (buckets->len <= account->score)
      g_ptr_array_add (buckets, g_ptr_array_new ());
    g_ptr_array_add (buckets->pdata[account->score], account);
  }
  return buckets;
}

/**
 * cs_activity_tally_list:
 * @self: a tally
 * @offset: how many to pass over
 * @limit: how many at most
 *
 * Returns: (transfer container) (element-type utf8): who wrote, the most active first, those left out in their place;
 *   who is counted with another is not there
 */
GPtrArray *
cs_activity_tally_list (CsActivityTally *self,
                        guint            offset,
                        guint            limit)
{
  GPtrArray *ids = g_ptr_array_new ();
  g_autoptr (GPtrArray) buckets = NULL;
  guint passed = 0;

  count_stale (self);
  buckets = make_buckets (self);
  for (guint i = buckets->len; i > 0 && ids->len < limit; i--) {
    GPtrArray *bucket = buckets->pdata[i - 1];

    if (passed + bucket->len > offset) {
      g_ptr_array_sort (bucket, compare_accounts);
      for (guint k = MAX (offset, passed) - passed; k < bucket->len && ids->len < limit; k++)
        g_ptr_array_add (ids, ((CsTallyAccount *) bucket->pdata[k])->id);
    }
    passed += bucket->len;
  }
  return ids;
}

/**
 * cs_activity_tally_list_from:
 * @self: a tally
 * @lowest: a score
 *
 * Returns: (transfer container) (element-type utf8): who is not left out and has at least that score, in no order
 */
GPtrArray *
cs_activity_tally_list_from (CsActivityTally *self,
                             guint            lowest)
{
  GPtrArray *ids = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value;

  count_stale (self);
  g_hash_table_iter_init (&iter, self->accounts);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    const CsTallyAccount *account = value;

    if (account->level >= 0 && account->level != G_MAXINT && (guint) account->level >= lowest)
      g_ptr_array_add (ids, account->id);
  }
  return ids;
}

/**
 * cs_activity_tally_list_posts:
 * @self: a tally
 * @account: an id
 *
 * Returns: (transfer full) (element-type CsTallyLine): its posts and those of whoever is counted with it, the first
 *   first
 */
GArray *
cs_activity_tally_list_posts (CsActivityTally *self,
                              const char      *account)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (CsTallyLine));
  CsTallyAccount *owner = g_hash_table_lookup (self->accounts, account);
  g_autoptr (GPtrArray) posts = owner != NULL ? order_posts (owner) : NULL;

  if (posts == NULL)
    return lines;
  count_posts (self, owner, posts);
  for (guint i = 0; i < posts->len; i++) {
    const CsTallyEntry *post = posts->pdata[i];
    const CsTallyLine line = { post->row, post->time_s, post->verdict };

    g_array_append_val (lines, line);
  }
  return lines;
}

/**
 * cs_activity_tally_sum:
 * @self: a tally
 * @threshold: the lowest score that takes part
 * @top: how many of the most active take part, ties included; 0 for all
 * @sum: (out): how many there are
 *
 * Counts again who has changed, and nobody else.
 */
void
cs_activity_tally_sum (CsActivityTally *self,
                       guint            threshold,
                       guint            top,
                       CsTallySum      *sum)
{
  count_stale (self);
  *sum = (CsTallySum) { self->n_writers, self->n_excluded, 0, threshold, FALSE };
  for (guint i = self->levels->len; i > threshold && (top == 0 || sum->eligible < top); i--) {
    guint n = g_array_index (self->levels, guint, i - 1);

    sum->eligible += n;
    if (n > 0 && top > 0 && sum->eligible >= top)
      sum->lowest = i - 1;
  }
  sum->ties = top > 0 && sum->eligible > top;
}

/**
 * cs_activity_tally_get_place:
 * @self: a tally
 * @score: a score
 *
 * Returns: the place that it has among those who are not left out, from 1; the same score is the same place
 */
guint
cs_activity_tally_get_place (CsActivityTally *self,
                             guint64          score)
{
  guint place = 1;

  count_stale (self);
  for (guint64 i = score + 1; i < self->levels->len; i++)
    place += g_array_index (self->levels, guint, i);
  return place;
}

/**
 * cs_tally_verdict_to_id:
 * @verdict: a verdict
 *
 * Returns: a word for it that never changes, for files and programs
 */
const char *
cs_tally_verdict_to_id (CsTallyVerdict verdict)
{
  static const char *const ids[] = { "kept", "unknown", "outside", "untagged", "repost", "rejected", "repeated", "same-minute" };

  g_return_val_if_fail (verdict < G_N_ELEMENTS (ids), "unknown");

  return ids[verdict];
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-activity-tally.h"

#include "cs-certificate.h"
#include "cs-digest.h"
#include "cs-draw-id.h"

#include <string.h>

#define SLOT_S 300
#define MINUTE_S 60
#define FULLWIDTH_AT "\uff20"

/* Sixty bytes and its id a post. The text is kept as a digest: all that counts is whether two are the same. */
typedef struct {
  char *id;
  gint64 time_s;
  CsHex text;
  gboolean tagged;
  gboolean repost;
  gboolean rejected;
  gboolean kept;
} Post;

typedef struct {
  GHashTable *posts; /* id → Post */
  char *exclusion; /* (nullable): the first reason given */
  gboolean manual;
  gboolean counted; /* what follows is up to date */
  guint64 score;
  guint64 n_kept;
  gint64 first_s;
  gint64 last_s;
} Account;

struct _CsActivityTally {
  gint64 start_s;
  gint64 end_s;
  GHashTable *accounts; /* id → Account */
};

static void
post_free (Post *post)
{
  g_free (post->id);
  g_free (post);
}

static Account *
account_new (void)
{
  Account *account = g_new0 (Account, 1);

  account->posts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) post_free);
  return account;
}

static void
account_free (Account *account)
{
  g_hash_table_unref (account->posts);
  g_free (account->exclusion);
  g_free (account);
}

static Account *
get_account (CsActivityTally *self,
             const char      *id)
{
  Account *account = g_hash_table_lookup (self->accounts, id);

  if (account == NULL) {
    account = account_new ();
    g_hash_table_insert (self->accounts, g_strdup (id), account);
  }
  return account;
}

/* By time, then by the bytes of the id: the order in which posts are looked at decides which of two is kept. */
static int
compare_posts (gconstpointer a,
               gconstpointer b)
{
  const Post *left = *(Post *const *) a, *right = *(Post *const *) b;

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

/* Posts come in order. A text counts as said before even where the earlier post did not count itself. */
static gboolean
is_kept (const CsActivityTally *self,
         const Post            *post,
         GHashTable            *said,
         gint64                *last_minute)
{
  gboolean is_new = post->repost || g_hash_table_add (said, (gpointer) post->text);
  gint64 minute = divide_down (post->time_s, MINUTE_S);

  if (post->repost || !is_new || !post->tagged || post->rejected || post->time_s < self->start_s ||
      post->time_s >= self->end_s || minute == *last_minute)
    return FALSE;
  *last_minute = minute;
  return TRUE;
}

static void
count (const CsActivityTally *self,
       Account               *account)
{
  g_autoptr (GPtrArray) posts = g_ptr_array_sized_new (g_hash_table_size (account->posts));
  g_autoptr (GHashTable) said = g_hash_table_new (g_str_hash, g_str_equal);
  gint64 last_minute = G_MININT64, last_slot = G_MININT64;
  GHashTableIter iter;
  gpointer value;

  if (account->counted)
    return;
  g_hash_table_iter_init (&iter, account->posts);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_ptr_array_add (posts, value);
  g_ptr_array_sort (posts, compare_posts);
  account->score = account->n_kept = 0;
  for (guint i = 0; i < posts->len; i++) {
    Post *post = posts->pdata[i];
    gint64 slot = divide_down (post->time_s, SLOT_S);

    post->kept = is_kept (self, post, said, &last_minute);
    account->n_kept += post->kept;
    account->score += post->kept && slot != last_slot;
    if (post->kept)
      last_slot = slot;
  }
  account->first_s = posts->len > 0 ? ((Post *) posts->pdata[0])->time_s : 0;
  account->last_s = posts->len > 0 ? ((Post *) posts->pdata[posts->len - 1])->time_s : 0;
  account->counted = TRUE;
}

static gboolean
is_left_out (const char *word)
{
  return word[0] == '@' || g_str_has_prefix (word, FULLWIDTH_AT) || g_str_has_prefix (word, "http://") ||
         g_str_has_prefix (word, "https://");
}

static void
add_word (GString *normal,
          GString *word)
{
  if (word->len > 0 && !is_left_out (word->str)) {
    if (normal->len > 0)
      g_string_append_c (normal, ' ');
    g_string_append_len (normal, word->str, (gssize) word->len);
  }
  g_string_truncate (word, 0);
}

/**
 * cs_activity_normal_text:
 * @text: what was written, valid UTF-8
 *
 * Two posts that differ only in spaces, capitals A to Z, mentions or links say the same.
 *
 * Returns: (transfer full): what is compared
 */
char *
cs_activity_normal_text (const char *text)
{
  g_autofree char *composed = g_utf8_normalize (text, -1, G_NORMALIZE_NFC);
  g_autoptr (GString) word = g_string_new (NULL);
  GString *normal = g_string_new (NULL);

  for (const char *p = composed != NULL ? composed : ""; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (cs_draw_char_is_space (c))
      add_word (normal, word);
    else
      g_string_append_unichar (word, c < 0x80 ? (gunichar) g_ascii_tolower ((char) c) : c);
  }
  add_word (normal, word);
  return g_string_free (normal, FALSE);
}

/**
 * cs_activity_tally_new:
 * @start_s: from when posts count, seconds since 1970 UTC
 * @end_s: until when, itself not included
 *
 * Returns: (transfer full): a tally without posts
 */
CsActivityTally *
cs_activity_tally_new (gint64 start_s,
                       gint64 end_s)
{
  CsActivityTally *self = g_new0 (CsActivityTally, 1);

  self->start_s = start_s;
  self->end_s = end_s;
  self->accounts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) account_free);
  return self;
}

/**
 * cs_activity_tally_free:
 * @self: (transfer full) (nullable): a tally
 */
void
cs_activity_tally_free (CsActivityTally *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->accounts);
  g_free (self);
}

/**
 * cs_activity_tally_put:
 * @self: a tally
 * @account: an id as cs_draw_id_new() makes it
 * @post: the post as it stands now
 *
 * Hands in a post, or what has become of one.
 *
 * Returns: whether it was not there before
 */
gboolean
cs_activity_tally_put (CsActivityTally   *self,
                       const char        *account,
                       const CsTallyPost *post)
{
  Account *owner = get_account (self, account);
  Post *kept = g_new0 (Post, 1);
  g_autofree char *normal = cs_activity_normal_text (post->text);

  kept->id = g_strdup (post->id);
  kept->time_s = post->time_s;
  cs_digest_of_bytes (normal, strlen (normal), kept->text);
  kept->tagged = post->tagged;
  kept->repost = post->repost;
  kept->rejected = post->rejected;
  owner->counted = FALSE;
  return g_hash_table_replace (owner->posts, kept->id, kept);
}

/**
 * cs_activity_tally_remove:
 * @self: a tally
 * @account: whose post
 * @post_id: which
 *
 * Takes out a post that is no more.
 *
 * Returns: whether it was there
 */
gboolean
cs_activity_tally_remove (CsActivityTally *self,
                          const char      *account,
                          const char      *post_id)
{
  Account *owner = g_hash_table_lookup (self->accounts, account);

  if (owner == NULL)
    return FALSE;
  owner->counted = FALSE;
  return g_hash_table_remove (owner->posts, post_id);
}

/**
 * cs_activity_tally_merge:
 * @self: a tally
 * @account: the second id of one person; it stays as a row, left out as "duplicate"
 * @into: the first
 *
 * Counts two accounts as one: their posts are looked at as if one account had written them.
 */
void
cs_activity_tally_merge (CsActivityTally *self,
                         const char      *account,
                         const char      *into)
{
  Account *target = get_account (self, into);
  Account *source = get_account (self, account);
  GHashTableIter iter;
  gpointer value;

  if (target == source)
    return;
  g_hash_table_iter_init (&iter, source->posts);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    const Post *post = value;
    Post *copy = g_memdup2 (post, sizeof *post);

    copy->id = g_strconcat (account, " ", post->id, NULL);
    g_hash_table_replace (target->posts, copy->id, copy);
  }
  target->counted = FALSE;
  cs_activity_tally_exclude (self, account, "duplicate", TRUE);
}

/**
 * cs_activity_tally_exclude:
 * @self: a tally
 * @account: who is left out
 * @code: why, one of the protocol's codes
 * @manual: a person decided, not a rule
 *
 * Returns: whether this is now the reason; an account keeps the first one
 */
gboolean
cs_activity_tally_exclude (CsActivityTally *self,
                           const char      *account,
                           const char      *code,
                           gboolean         manual)
{
  Account *owner = get_account (self, account);

  if (owner->exclusion != NULL || !cs_exclusion_is_code (code))
    return FALSE;
  owner->exclusion = g_strdup (code);
  owner->manual = manual;
  return TRUE;
}

/**
 * cs_activity_tally_get_score:
 * @self: a tally
 * @account: an id
 *
 * Returns: in how many 5-minute slots it has a post that counts
 */
guint64
cs_activity_tally_get_score (CsActivityTally *self,
                             const char      *account)
{
  Account *owner = g_hash_table_lookup (self->accounts, account);

  if (owner == NULL)
    return 0;
  count (self, owner);
  return owner->score;
}

/**
 * cs_activity_tally_is_kept:
 * @self: a tally
 * @account: an id
 * @post_id: one of its posts
 *
 * Returns: whether that post counts
 */
gboolean
cs_activity_tally_is_kept (CsActivityTally *self,
                           const char      *account,
                           const char      *post_id)
{
  Account *owner = g_hash_table_lookup (self->accounts, account);
  const Post *post = owner != NULL ? g_hash_table_lookup (owner->posts, post_id) : NULL;

  if (post == NULL)
    return FALSE;
  count (self, owner);
  return post->kept;
}

/**
 * cs_activity_tally_get_rows:
 * @self: a tally
 *
 * Only accounts that have changed since the last time are counted again.
 *
 * Returns: (transfer full) (element-type CsActivityRow): every account that wrote, in no order; for
 *   cs_activity_choose() and the draw's intake
 */
GPtrArray *
cs_activity_tally_get_rows (CsActivityTally *self)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_activity_row_free);
  GHashTableIter iter;
  gpointer id, value;

  g_hash_table_iter_init (&iter, self->accounts);
  while (g_hash_table_iter_next (&iter, &id, &value)) {
    Account *account = value;
    CsActivityRow *row;

    if (g_hash_table_size (account->posts) == 0)
      continue;
    count (self, account);
    row = g_new0 (CsActivityRow, 1);
    row->id = g_strdup (id);
    row->score = account->score;
    row->kept = account->n_kept;
    row->rejected = g_hash_table_size (account->posts) - account->n_kept;
    row->first_s = account->first_s;
    row->last_s = account->last_s;
    row->exclusion = g_strdup (account->exclusion);
    row->manual = account->manual;
    g_ptr_array_add (rows, row);
  }
  return rows;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-activity-private.h"

#include "cs-certificate.h"

#include <nettle/sha2.h>
#include <string.h>

static guint
entry_hash (gconstpointer entry)
{
  return g_str_hash (((const CsTallyEntry *) entry)->id);
}

static gboolean
entry_equal (gconstpointer a,
             gconstpointer b)
{
  return strcmp (((const CsTallyEntry *) a)->id, ((const CsTallyEntry *) b)->id) == 0;
}

static CsTallyEntry *
entry_new (const char *id)
{
  gsize size = strlen (id) + 1;
  CsTallyEntry *entry = g_malloc0 (sizeof *entry + size);

  memcpy (entry->id, id, size);
  return entry;
}

static CsTallyAccount *
account_new (const char *id)
{
  CsTallyAccount *account = g_new0 (CsTallyAccount, 1);

  account->id = g_strdup (id);
  account->posts = g_hash_table_new_full (entry_hash, entry_equal, g_free, NULL);
  account->counted = TRUE;
  account->level = -1;
  return account;
}

static void
account_free (CsTallyAccount *account)
{
  g_hash_table_unref (account->posts);
  g_clear_pointer (&account->members, g_ptr_array_unref);
  g_free (account->exclusion);
  g_free (account->id);
  g_free (account);
}

static CsTallyAccount *
get_account (CsActivityTally *self,
             const char      *id)
{
  CsTallyAccount *account = g_hash_table_lookup (self->accounts, id);

  if (account == NULL) {
    account = account_new (id);
    g_hash_table_insert (self->accounts, account->id, account);
  }
  return account;
}

static CsTallyEntry *
find_entry (const CsTallyAccount *account,
            const char           *post_id)
{
  g_autofree CsTallyEntry *wanted = entry_new (post_id);

  return g_hash_table_lookup (account->posts, wanted);
}

static void
digest_text (const char *text,
             guint8      digest[CS_TALLY_TEXT_BYTES])
{
  g_autofree char *normal = cs_activity_normal_text (text);
  struct sha256_ctx ctx;

  sha256_init (&ctx);
  sha256_update (&ctx, strlen (normal), (const guint8 *) normal);
  sha256_digest (&ctx, CS_TALLY_TEXT_BYTES, digest);
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
  self->accounts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) account_free);
  self->stale = g_ptr_array_new ();
  self->levels = g_array_new (FALSE, TRUE, sizeof (guint));
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
  g_ptr_array_unref (self->stale);
  g_array_unref (self->levels);
  g_hash_table_unref (self->accounts);
  g_free (self);
}

/**
 * cs_activity_tally_put:
 * @self: a tally
 * @account: what names an account, always the same
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
  CsTallyAccount *owner = get_account (self, account);
  CsTallyEntry *entry = entry_new (post->id);

  entry->row = post->row;
  entry->time_s = post->time_s;
  digest_text (post->text, entry->text);
  entry->tagged = post->tagged != FALSE;
  entry->repost = post->repost != FALSE;
  entry->rejected = post->rejected != FALSE;
  cs_activity_tally_touch (self, owner);
  return g_hash_table_replace (owner->posts, entry, entry);
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
  CsTallyAccount *owner = g_hash_table_lookup (self->accounts, account);
  CsTallyEntry *entry = owner != NULL ? find_entry (owner, post_id) : NULL;

  if (entry == NULL)
    return FALSE;
  cs_activity_tally_touch (self, owner);
  return g_hash_table_remove (owner->posts, entry);
}

static void
join (CsTallyAccount *source,
      CsTallyAccount *target)
{
  if (target->members == NULL)
    target->members = g_ptr_array_new ();
  source->leader = target;
  g_ptr_array_add (target->members, source);
}

/**
 * cs_activity_tally_merge:
 * @self: a tally
 * @account: the second id of one person; it stays as a row, left out as "duplicate"
 * @into: the first, or one that is counted with it already
 * @manual: a person decided, not a rule
 *
 * Counts two accounts as one: their posts are looked at as if one account had written them.
 *
 * Returns: whether they were two
 */
gboolean
cs_activity_tally_merge (CsActivityTally *self,
                         const char      *account,
                         const char      *into,
                         gboolean         manual)
{
  CsTallyAccount *target = get_account (self, into);
  CsTallyAccount *source = get_account (self, account);

  target = target->leader != NULL ? target->leader : target;
  source = source->leader != NULL ? source->leader : source;
  if (target == source)
    return FALSE;
  for (guint i = 0; source->members != NULL && i < source->members->len; i++)
    join (source->members->pdata[i], target);
  g_clear_pointer (&source->members, g_ptr_array_unref);
  join (source, target);
  cs_activity_tally_exclude (self, source->id, "duplicate", manual);
  cs_activity_tally_touch (self, source);
  return TRUE;
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
  CsTallyAccount *owner = get_account (self, account);

  if (owner->exclusion != NULL || !cs_exclusion_is_code (code))
    return FALSE;
  owner->exclusion = g_strdup (code);
  owner->manual = manual;
  cs_activity_tally_place (self, owner);
  return TRUE;
}

/**
 * cs_activity_tally_get_exclusion:
 * @self: a tally
 * @account: an id
 *
 * Returns: (transfer none) (nullable): for what it is left out
 */
const char *
cs_activity_tally_get_exclusion (CsActivityTally *self,
                                 const char      *account)
{
  const CsTallyAccount *owner = g_hash_table_lookup (self->accounts, account);

  return owner != NULL ? owner->exclusion : NULL;
}

/**
 * cs_activity_tally_forget_decisions:
 * @self: a tally
 *
 * Everybody is one account again, and nobody is left out.
 */
void
cs_activity_tally_forget_decisions (CsActivityTally *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->accounts);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    CsTallyAccount *account = value;

    /* Also who was counted with another: its posts have the verdicts that they had there. */
    if (account->members != NULL || account->leader != NULL)
      cs_activity_tally_touch (self, account);
    account->leader = NULL;
    g_clear_pointer (&account->members, g_ptr_array_unref);
    if (account->exclusion == NULL)
      continue;
    g_clear_pointer (&account->exclusion, g_free);
    account->manual = FALSE;
    cs_activity_tally_place (self, account);
  }
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
  CsTallyAccount *owner = g_hash_table_lookup (self->accounts, account);

  if (owner == NULL)
    return 0;
  cs_activity_tally_count (self, owner);
  return owner->score;
}

/**
 * cs_activity_tally_judge:
 * @self: a tally
 * @account: an id
 * @post_id: one of its posts
 *
 * Returns: whether that post counts, or why not; of an account that is counted with another, as it stands there
 */
CsTallyVerdict
cs_activity_tally_judge (CsActivityTally *self,
                         const char      *account,
                         const char      *post_id)
{
  CsTallyAccount *owner = g_hash_table_lookup (self->accounts, account);
  const CsTallyEntry *entry = owner != NULL ? find_entry (owner, post_id) : NULL;

  if (entry == NULL)
    return CS_TALLY_UNKNOWN;
  cs_activity_tally_count (self, owner);
  if (owner->leader != NULL) {
    owner->leader->counted = FALSE; /* both write their verdicts to the posts they share: the leader's comes last */
    cs_activity_tally_count (self, owner->leader);
  }
  return entry->verdict;
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
  return cs_activity_tally_judge (self, account, post_id) == CS_TALLY_KEPT;
}

/**
 * cs_activity_tally_get_leader:
 * @self: a tally
 * @account: an id
 *
 * Returns: (transfer none) (nullable): with whom it is counted, or %NULL
 */
const char *
cs_activity_tally_get_leader (CsActivityTally *self,
                              const char      *account)
{
  const CsTallyAccount *owner = g_hash_table_lookup (self->accounts, account);

  return owner != NULL && owner->leader != NULL ? owner->leader->id : NULL;
}

/**
 * cs_activity_tally_get_members:
 * @self: a tally
 * @account: an id
 *
 * Returns: (transfer full) (element-type utf8): who is counted with it
 */
GPtrArray *
cs_activity_tally_get_members (CsActivityTally *self,
                               const char      *account)
{
  const CsTallyAccount *owner = g_hash_table_lookup (self->accounts, account);
  GPtrArray *members = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; owner != NULL && owner->members != NULL && i < owner->members->len; i++)
    g_ptr_array_add (members, g_strdup (((const CsTallyAccount *) owner->members->pdata[i])->id));
  return members;
}

static CsActivityRow *
make_row (const CsTallyAccount *account)
{
  CsActivityRow *row = g_new0 (CsActivityRow, 1);

  row->id = g_strdup (account->id);
  row->score = account->score;
  row->kept = account->n_kept;
  row->rejected = account->n_posts - account->n_kept;
  row->first_s = account->first_s;
  row->last_s = account->last_s;
  row->exclusion = g_strdup (account->exclusion);
  row->manual = account->manual;
  return row;
}

/**
 * cs_activity_tally_get_row:
 * @self: a tally
 * @account: an id
 *
 * Returns: (transfer full) (nullable): how it stands; %NULL when it has no post
 */
CsActivityRow *
cs_activity_tally_get_row (CsActivityTally *self,
                           const char      *account)
{
  CsTallyAccount *owner = g_hash_table_lookup (self->accounts, account);

  if (owner == NULL)
    return NULL;
  cs_activity_tally_count (self, owner);
  return owner->n_posts > 0 ? make_row (owner) : NULL;
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
  gpointer value;

  g_hash_table_iter_init (&iter, self->accounts);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    cs_activity_tally_count (self, value);
    if (((CsTallyAccount *) value)->n_posts > 0)
      g_ptr_array_add (rows, make_row (value));
  }
  return rows;
}

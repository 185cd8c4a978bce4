/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-contest-board.h"

#include "cs-draw-id.h"
#include "cs-skeleton.h"

#include <string.h>

#define DAY_S (24 * 3600)
#define KEY_BYTES 24

typedef struct {
  CsFeedAccount seen;
  char key[KEY_BYTES]; /* its name in the tally */
  char *id; /* (nullable): under which it takes part */
  char *skeleton; /* (nullable): not looked at yet */
  char *alike; /* (nullable): whose handle looks the same */
} Info;

struct _CsContestBoard {
  CsContestSetup *setup;
  CsContestPeople *people;
  CsActivityTally *tally;
  GHashTable *accounts; /* row → Info */
  GHashTable *ids; /* id → the first Info with it */
  GHashTable *natives; /* the network's own id, where it is one of a kind everywhere → Info */
  GHashTable *tags; /* of hashtags without letter case */
  GHashTable *ruled; /* of rows that somebody decided about */
  guint received[CS_N_NETWORKS]; /* posts */
  gint64 gaps[CS_N_NETWORKS];
  gboolean stale; /* what was decided is to be told to the tally again */
};

static void
info_clear (Info *info)
{
  g_free (info->seen.host);
  g_free (info->seen.native_id);
  g_free (info->seen.raw_handle);
  g_free (info->seen.handle);
  g_free (info->seen.name);
  g_free (info->seen.avatar_url);
  g_clear_pointer (&info->id, g_free);
  g_clear_pointer (&info->skeleton, g_free);
  g_clear_pointer (&info->alike, g_free);
}

static void
info_free (Info *info)
{
  info_clear (info);
  g_free (info);
}

static Info *
find_info (CsContestBoard *self,
           gint64          account_id)
{
  return g_hash_table_lookup (self->accounts, &account_id);
}

static Info *
find_by_key (CsContestBoard *self,
             const char     *key)
{
  return find_info (self, g_ascii_strtoll (key, NULL, 10));
}

/* The handle, because people know it; the network's own id where there is none. */
static char *
make_id (const CsFeedAccount *account)
{
  const char *handle = account->raw_handle != NULL && *account->raw_handle != '\0' ? account->raw_handle : account->native_id;

  return cs_draw_id_new (cs_network_to_id (account->network), handle, strlen (handle), NULL);
}

static gboolean
is_recent_winner (const CsContestBoard *self,
                  const Info           *info)
{
  return g_hash_table_contains (self->people->winners, info->id);
}

static gboolean
is_too_new (const CsContestBoard *self,
            const Info           *info)
{
  gint64 created_s = info->seen.created_us / G_USEC_PER_SEC;

  return self->setup->min_age_days > 0 && created_s > 0 &&
         created_s > self->setup->start_s - (gint64) self->setup->min_age_days * DAY_S;
}

/* What the rules say by themselves of an account. */
static void
apply_rules (CsContestBoard *self,
             const Info     *info)
{
  if (info->id == NULL)
    cs_activity_tally_exclude (self->tally, info->key, "invalid-id", FALSE);
  else if (is_recent_winner (self, info))
    cs_activity_tally_exclude (self->tally, info->key, "recent-winner", FALSE);
  else if (self->setup->no_bots && info->seen.bot)
    cs_activity_tally_exclude (self->tally, info->key, "bot", FALSE);
  else if (is_too_new (self, info))
    cs_activity_tally_exclude (self->tally, info->key, "new-account", FALSE);
}

static void
exclude_id (CsContestBoard *self,
            const char     *id,
            const char     *code)
{
  const Info *info = g_hash_table_lookup (self->ids, id);
  const char *native = strchr (id, ':');

  if (info == NULL && native != NULL)
    info = g_hash_table_lookup (self->natives, native + 1);
  if (info != NULL)
    cs_activity_tally_exclude (self->tally, info->key, code, FALSE);
}

static void
apply_list (CsContestBoard      *self,
            const CsContestList *list)
{
  for (guint i = 0; list->ids[i] != NULL; i++) {
    if (list->ids[i][0] != '*') {
      exclude_id (self, list->ids[i], list->code);
      continue;
    }
    for (guint network = 0; network < CS_N_NETWORKS; network++) {
      g_autofree char *id = g_strconcat (cs_network_to_id (network), list->ids[i] + 1, NULL);

      exclude_id (self, id, list->code);
    }
  }
}

static void
apply_ruling (CsContestBoard        *self,
              const CsContestRuling *ruling)
{
  const Info *info = find_info (self, ruling->account_id);
  const Info *into = find_info (self, ruling->into_id);

  if (info == NULL || ruling->undone_s != 0)
    return;
  if (ruling->act == CS_CONTEST_EXCLUDE)
    cs_activity_tally_exclude (self->tally, info->key, ruling->code, TRUE);
  else if (into != NULL)
    cs_activity_tally_merge (self->tally, info->key, into->key, TRUE);
}

/* An account has one code: the first that was told. Lists and people by the time at which they spoke. */
static void
apply_people (CsContestBoard *self)
{
  const CsContestPeople *people = self->people;
  guint list = 0, ruling = 0;

  while (list < people->lists->len || ruling < people->rulings->len) {
    const CsContestList *next_list = list < people->lists->len ? people->lists->pdata[list] : NULL;
    const CsContestRuling *next_ruling = ruling < people->rulings->len ? people->rulings->pdata[ruling] : NULL;

    if (next_ruling == NULL || (next_list != NULL && next_list->at_s <= next_ruling->at_s)) {
      apply_list (self, next_list);
      list++;
    } else {
      apply_ruling (self, next_ruling);
      ruling++;
    }
  }
}

/* Two spellings of one handle are one who takes part. The account that was seen first leads. */
static void
name_account (CsContestBoard *self,
              Info           *info)
{
  Info *first = info->id != NULL ? g_hash_table_lookup (self->ids, info->id) : NULL;

  if (info->id == NULL)
    return;
  if (first == NULL)
    g_hash_table_insert (self->ids, info->id, info);
  else if (first != info)
    cs_activity_tally_merge (self->tally, info->key, first->key, FALSE);
}

static int
compare_infos (gconstpointer a,
               gconstpointer b)
{
  const Info *left = *(Info *const *) a, *right = *(Info *const *) b;

  return (left->seen.account_id > right->seen.account_id) - (left->seen.account_id < right->seen.account_id);
}

static GPtrArray *
list_infos (CsContestBoard *self)
{
  GPtrArray *infos = g_ptr_array_sized_new (g_hash_table_size (self->accounts));
  GHashTableIter iter;
  gpointer info;

  g_hash_table_iter_init (&iter, self->accounts);
  while (g_hash_table_iter_next (&iter, NULL, &info))
    g_ptr_array_add (infos, info);
  g_ptr_array_sort (infos, compare_infos);
  return infos;
}

/* Whoever is left out is left out with everything that is counted as one person. */
static void
spread (CsContestBoard *self,
        const Info     *info)
{
  const char *leader = cs_activity_tally_get_leader (self->tally, info->key);
  const char *code = cs_activity_tally_get_exclusion (self->tally, info->key);

  if (leader != NULL && code != NULL && strcmp (code, "duplicate") != 0)
    cs_activity_tally_exclude (self->tally, leader, code, FALSE); /* follows from it: journaled with what rules say */
}

static void
decide (CsContestBoard *self)
{
  g_autoptr (GPtrArray) infos = NULL;

  if (!self->stale)
    return;
  self->stale = FALSE;
  infos = list_infos (self);
  cs_activity_tally_forget_decisions (self->tally);
  g_hash_table_remove_all (self->ids);
  for (guint i = 0; i < infos->len; i++)
    name_account (self, infos->pdata[i]);
  apply_people (self);
  for (guint i = 0; i < infos->len; i++)
    apply_rules (self, infos->pdata[i]);
  for (guint i = 0; i < infos->len; i++)
    spread (self, infos->pdata[i]);
}

static gboolean
is_listed_anywhere (const CsContestBoard *self)
{
  return self->people->lists->len > 0;
}

static void
see_account (CsContestBoard      *self,
             const CsFeedAccount *account)
{
  Info *info = find_info (self, account->account_id);
  gboolean is_new = info == NULL;
  g_autofree char *id = make_id (account);
  gboolean renamed = !is_new && g_strcmp0 (id, info->id) != 0;

  if (is_new) {
    info = g_new0 (Info, 1);
    g_snprintf (info->key, sizeof info->key, "%" G_GINT64_FORMAT, account->account_id);
  } else if (!renamed) {
    return;
  } else {
    g_hash_table_remove_all (self->ids); /* the old id is one of its keys; decide() fills it again */
    g_hash_table_remove (self->natives, info->seen.native_id);
    info_clear (info);
  }
  info->seen = *account;
  info->seen.host = g_strdup (account->host);
  info->seen.native_id = g_strdup (account->native_id);
  info->seen.raw_handle = g_strdup (account->raw_handle);
  info->seen.handle = g_strdup (account->handle);
  info->seen.name = g_strdup (account->name);
  info->seen.avatar_url = g_strdup (account->avatar_url);
  info->id = g_steal_pointer (&id);
  if (is_new)
    g_hash_table_insert (self->accounts, &info->seen.account_id, info);
  if (g_str_has_prefix (info->seen.native_id, "did:"))
    g_hash_table_replace (self->natives, info->seen.native_id, info);
  self->stale |= renamed || (is_new && (is_listed_anywhere (self) || g_hash_table_contains (self->ruled, &account->account_id)));
  if (is_new && !self->stale) {
    name_account (self, info);
    apply_rules (self, info);
  }
}

static gboolean
has_tag (const CsContestBoard *self,
         const char           *tags)
{
  g_auto (GStrv) names = NULL;

  if (tags == NULL)
    return FALSE;
  names = g_strsplit (tags, "\n", -1);
  for (guint i = 0; names[i] != NULL; i++) {
    g_autofree char *folded = g_utf8_casefold (names[i], -1);

    if (g_hash_table_contains (self->tags, folded))
      return TRUE;
  }
  return FALSE;
}

/* A quote with nothing of its own only passes a post on. */
static gboolean
is_repost (const CsFeedPost *post)
{
  g_autofree char *own = post->quote ? cs_activity_normal_text (post->text) : NULL;

  return own != NULL && *own == '\0';
}

static void
take_post (CsContestBoard   *self,
           const CsFeedPost *post)
{
  const Info *info = find_info (self, post->account_id);
  /* Two servers may give one number to two posts: the row makes it one of a kind and leaves the order by bytes. */
  g_autofree char *id = g_strdup_printf ("%s %" G_GINT64_FORMAT, post->native_id, post->post_id);
  const CsTallyPost line = {
    .id = id,
    .time_s = post->at_us / G_USEC_PER_SEC,
    .text = post->text,
    .tagged = has_tag (self, post->tags),
    .repost = is_repost (post),
    .rejected = post->rejected,
    .row = post->post_id,
  };

  if (info == NULL)
    return;
  if (post->gone)
    self->received[info->seen.network] -= cs_activity_tally_remove (self->tally, info->key, id);
  else
    self->received[info->seen.network] += cs_activity_tally_put (self->tally, info->key, &line);
}

static void
find_alike (CsContestBoard *self,
            GHashTable     *looks,
            Info           *info)
{
  Info *other;

  if (info->skeleton == NULL)
    info->skeleton = cs_skeleton_of (info->seen.raw_handle != NULL ? info->seen.raw_handle : "");
  if (*info->skeleton == '\0')
    return;
  other = g_hash_table_lookup (looks, info->skeleton);
  if (other == NULL) {
    g_hash_table_insert (looks, info->skeleton, info);
  } else if (g_strcmp0 (other->id, info->id) != 0) {
    g_free (info->alike);
    info->alike = g_strdup (other->id);
    g_free (other->alike);
    other->alike = g_strdup (info->id);
  }
}

/* Only among those who take part, and each name is looked at once. */
static void
find_alikes (CsContestBoard *self,
             guint           lowest)
{
  g_autoptr (GHashTable) looks = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) keys = cs_activity_tally_list_from (self->tally, lowest);

  for (guint i = 0; i < keys->len; i++) {
    Info *info = find_by_key (self, keys->pdata[i]);

    if (info != NULL && info->id != NULL)
      find_alike (self, looks, info);
  }
}

static CsStanding *
make_standing (CsContestBoard   *self,
               const Info       *info,
               const CsTallySum *sum)
{
  CsStanding *standing = cs_standing_new (info->seen.account_id);
  g_autoptr (CsActivityRow) row = cs_activity_tally_get_row (self->tally, info->key);
  g_autoptr (GPtrArray) members = cs_activity_tally_get_members (self->tally, info->key);
  const char *leader = cs_activity_tally_get_leader (self->tally, info->key);

  standing->exclusion = g_strdup (cs_activity_tally_get_exclusion (self->tally, info->key));
  if (row != NULL) {
    standing->score = (guint) row->score;
    standing->kept = (guint) row->kept;
    standing->rejected = (guint) row->rejected;
    standing->first_s = row->first_s;
    standing->last_s = row->last_s;
    standing->manual = row->manual;
  }
  standing->eligible = row != NULL && row->exclusion == NULL && row->score >= sum->lowest;
  standing->rank = row != NULL && row->exclusion == NULL ? cs_activity_tally_get_place (self->tally, row->score) : 0;
  standing->into_id = leader != NULL ? g_ascii_strtoll (leader, NULL, 10) : 0;
  standing->n_members = members->len;
  standing->id = g_strdup (info->id);
  standing->tickets = info->id != NULL ? cs_contest_people_get_tickets (self->people, info->id) : 1;
  standing->alike = g_strdup (info->alike);
  standing->network = info->seen.network;
  standing->host = g_strdup (info->seen.host);
  standing->native_id = g_strdup (info->seen.native_id);
  standing->name = g_strdup (info->seen.name);
  standing->handle = g_strdup (info->seen.handle);
  standing->avatar_url = g_strdup (info->seen.avatar_url);
  standing->bot = info->seen.bot;
  standing->created_us = info->seen.created_us;
  return standing;
}

/* Who said so: the words of a person, or the list. */
static void
tell_ruling (CsContestBoard *self,
             const Info     *info,
             CsReason       *reason)
{
  const char *code = reason->standing->exclusion;
  const CsContestRuling *ruling;
  const CsContestList *list;

  if (code == NULL)
    return;
  ruling = cs_contest_people_find (self->people, strcmp (code, "duplicate") == 0 ? CS_CONTEST_MERGE : CS_CONTEST_EXCLUDE,
                                   info->seen.account_id);
  list = info->id != NULL ? cs_contest_people_find_listed (self->people, info->id) : NULL;
  if (ruling != NULL && strcmp (ruling->code, code) == 0) {
    reason->ruling = g_strdup (ruling->reason);
    reason->by = g_strdup (ruling->by);
    reason->at_s = ruling->at_s;
  } else if (list != NULL && strcmp (list->code, code) == 0) {
    reason->by = g_strdup (list->name);
    reason->at_s = list->at_s;
  }
}

/**
 * cs_contest_board_new:
 * @setup: the contest
 *
 * Returns: (transfer full): a board without posts
 */
CsContestBoard *
cs_contest_board_new (const CsContestSetup *setup)
{
  CsContestBoard *self = g_new0 (CsContestBoard, 1);

  self->setup = cs_contest_setup_copy (setup);
  self->people = cs_contest_people_new ();
  self->tally = cs_activity_tally_new (setup->start_s, setup->end_s > 0 ? setup->end_s : G_MAXINT64);
  self->accounts = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify) info_free);
  self->ids = g_hash_table_new (g_str_hash, g_str_equal);
  self->natives = g_hash_table_new (g_str_hash, g_str_equal);
  self->tags = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->ruled = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; setup->tags[i] != NULL; i++)
    g_hash_table_add (self->tags, g_utf8_casefold (setup->tags[i], -1));
  return self;
}

/**
 * cs_contest_board_free:
 * @self: (transfer full) (nullable): a board
 */
void
cs_contest_board_free (CsContestBoard *self)
{
  if (self == NULL)
    return;
  cs_contest_setup_free (self->setup);
  cs_contest_people_free (self->people);
  cs_activity_tally_free (self->tally);
  g_hash_table_unref (self->ids);
  g_hash_table_unref (self->natives);
  g_hash_table_unref (self->accounts);
  g_hash_table_unref (self->tags);
  g_hash_table_unref (self->ruled);
  g_free (self);
}

/**
 * cs_contest_board_take:
 * @self: a board
 * @page: posts as they stand now, new or changed
 *
 * Only who wrote them is counted again.
 */
void
cs_contest_board_take (CsContestBoard   *self,
                       const CsFeedPage *page)
{
  for (guint i = 0; i < page->accounts->len; i++)
    see_account (self, page->accounts->pdata[i]);
  for (guint i = 0; i < page->posts->len; i++)
    take_post (self, page->posts->pdata[i]);
  memcpy (self->gaps, page->gaps, sizeof self->gaps);
}

/**
 * cs_contest_board_set_people:
 * @self: a board
 * @people: what was decided about accounts, in place of what was told before
 */
void
cs_contest_board_set_people (CsContestBoard        *self,
                             const CsContestPeople *people)
{
  cs_contest_people_free (self->people);
  self->people = cs_contest_people_copy (people);
  g_hash_table_remove_all (self->ruled);
  for (guint i = 0; i < people->rulings->len; i++) {
    const CsContestRuling *ruling = people->rulings->pdata[i];

    g_hash_table_add (self->ruled, g_memdup2 (&ruling->account_id, sizeof ruling->account_id));
    g_hash_table_add (self->ruled, g_memdup2 (&ruling->into_id, sizeof ruling->into_id));
  }
  self->stale = TRUE;
}

/**
 * cs_contest_board_sum:
 * @self: a board
 * @sum: (out): how the contest stands
 */
void
cs_contest_board_sum (CsContestBoard *self,
                      CsTallySum     *sum)
{
  decide (self);
  cs_activity_tally_sum (self->tally, self->setup->threshold, self->setup->top, sum);
}

/**
 * cs_contest_board_list:
 * @self: a board
 * @offset: how many to pass over
 * @limit: how many at most
 *
 * Returns: (transfer full) (element-type CsStanding): the most active first, those left out in their place
 */
GPtrArray *
cs_contest_board_list (CsContestBoard *self,
                       guint           offset,
                       guint           limit)
{
  GPtrArray *standings = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_standing_unref);
  g_autoptr (GPtrArray) keys = NULL;
  CsTallySum sum;

  cs_contest_board_sum (self, &sum);
  find_alikes (self, sum.lowest);
  keys = cs_activity_tally_list (self->tally, offset, limit);
  for (guint i = 0; i < keys->len; i++) {
    const Info *info = find_by_key (self, keys->pdata[i]);

    if (info != NULL)
      g_ptr_array_add (standings, make_standing (self, info, &sum));
  }
  return standings;
}

/**
 * cs_contest_board_find:
 * @self: a board
 * @id: an id as cs_draw_id_new() makes it
 *
 * Returns: (transfer full) (nullable): how that account stands
 */
CsStanding *
cs_contest_board_find (CsContestBoard *self,
                       const char     *id)
{
  const Info *info;
  CsTallySum sum;

  cs_contest_board_sum (self, &sum);
  info = g_hash_table_lookup (self->ids, id);
  return info != NULL ? make_standing (self, info, &sum) : NULL;
}

/**
 * cs_contest_board_explain:
 * @self: a board
 * @account_id: an account's row in the show file
 *
 * Returns: (transfer full) (nullable): why it is in or out, with every post; %NULL when it wrote none
 */
CsReason *
cs_contest_board_explain (CsContestBoard *self,
                          gint64          account_id)
{
  const Info *info = find_info (self, account_id);
  g_autoptr (GPtrArray) members = NULL;
  CsReason *reason;
  CsTallySum sum;

  if (info == NULL)
    return NULL;
  cs_contest_board_sum (self, &sum);
  members = cs_activity_tally_get_members (self->tally, info->key);
  reason = cs_reason_new ();
  reason->standing = make_standing (self, info, &sum);
  reason->threshold = self->setup->threshold;
  reason->lowest = sum.lowest;
  reason->lines = cs_activity_tally_list_posts (self->tally, info->key);
  for (guint i = 0; i < members->len; i++) {
    gint64 member = g_ascii_strtoll (members->pdata[i], NULL, 10);

    g_array_append_val (reason->members, member);
  }
  tell_ruling (self, info, reason);
  return reason;
}

/* Whose id another account bears has no row of its own: it is counted there. */
static gboolean
has_row (CsContestBoard *self,
         const Info     *info)
{
  return g_hash_table_lookup (self->ids, info->id) == info;
}

/**
 * cs_contest_board_report:
 * @self: a board
 * @intake: where it is told, for each network of which there are posts, how complete they are
 */
void
cs_contest_board_report (CsContestBoard *self,
                         CsDrawIntake   *intake)
{
  for (guint network = 0; network < CS_N_NETWORKS; network++)
    if (self->received[network] > 0)
      cs_draw_intake_add_import (intake, cs_network_to_id (network), -1, self->received[network], self->gaps[network]);
}

/**
 * cs_contest_board_make_intake:
 * @self: a board
 *
 * Returns: (transfer full): every account, for the draw
 */
CsDrawIntake *
cs_contest_board_make_intake (CsContestBoard *self)
{
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) named = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_activity_row_free);
  CsDrawIntake *intake;
  guint n_invalid = 0;

  decide (self);
  rows = cs_activity_tally_get_rows (self->tally);
  for (guint i = 0; i < rows->len; i++) {
    CsActivityRow *row = rows->pdata[i];
    const Info *info = find_by_key (self, row->id);
    CsActivityRow *copy;

    n_invalid += info != NULL && info->id == NULL;
    if (info == NULL || info->id == NULL || !has_row (self, info))
      continue;
    copy = cs_activity_row_copy (row);
    g_free (copy->id);
    copy->id = g_strdup (info->id);
    g_ptr_array_add (named, copy);
  }
  intake = cs_draw_intake_new (named);
  intake->n_invalid = n_invalid;
  cs_contest_board_report (self, intake);
  if (self->setup->tickets)
    intake->tickets = g_hash_table_ref (self->people->tickets);
  return intake;
}

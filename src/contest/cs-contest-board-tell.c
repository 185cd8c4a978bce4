/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-contest-board-private.h"

#include "cs-skeleton.h"

#include <string.h>

/* What the board tells: the ranking, why an account is in or out, and the list for the draw. */

static CsBoardAccount *
find_by_key (CsContestBoard *self,
             const char     *key)
{
  return cs_contest_board_find_info (self, g_ascii_strtoll (key, NULL, 10));
}

static void
find_alike (CsContestBoard *self,
            GHashTable     *looks,
            CsBoardAccount *info)
{
  CsBoardAccount *other;

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
    CsBoardAccount *info = find_by_key (self, keys->pdata[i]);

    if (info != NULL && info->id != NULL)
      find_alike (self, looks, info);
  }
}

static CsStanding *
make_standing (CsContestBoard       *self,
               const CsBoardAccount *info,
               const CsTallySum     *sum)
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
tell_ruling (CsContestBoard       *self,
             const CsBoardAccount *info,
             CsReason             *reason)
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
 * cs_contest_board_sum:
 * @self: a board
 * @sum: (out): how the contest stands
 */
void
cs_contest_board_sum (CsContestBoard *self,
                      CsTallySum     *sum)
{
  cs_contest_board_decide (self);
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
    const CsBoardAccount *info = find_by_key (self, keys->pdata[i]);

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
  const CsBoardAccount *info;
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
  const CsBoardAccount *info = cs_contest_board_find_info (self, account_id);
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
has_row (CsContestBoard       *self,
         const CsBoardAccount *info)
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

  cs_contest_board_decide (self);
  rows = cs_activity_tally_get_rows (self->tally);
  for (guint i = 0; i < rows->len; i++) {
    CsActivityRow *row = rows->pdata[i];
    const CsBoardAccount *info = find_by_key (self, row->id);
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

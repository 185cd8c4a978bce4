/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-contest-board-private.h"

#include <string.h>

/* Who is left out, and who is one person: by the rules, by lists and by what people decided. */

#define DAY_S (24 * 3600)

static gboolean
is_recent_winner (const CsContestBoard *self,
                  const CsBoardAccount *info)
{
  return g_hash_table_contains (self->people->winners, info->id);
}

static gboolean
is_too_new (const CsContestBoard *self,
            const CsBoardAccount *info)
{
  gint64 created_s = info->seen.created_us / G_USEC_PER_SEC;

  return self->setup->min_age_days > 0 && created_s > 0 &&
         created_s > self->setup->start_s - (gint64) self->setup->min_age_days * DAY_S;
}

/* What the rules say by themselves of an account. */
void
cs_contest_board_apply_rules (CsContestBoard       *self,
                              const CsBoardAccount *info)
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
  const CsBoardAccount *info = g_hash_table_lookup (self->ids, id);
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
  const CsBoardAccount *info = cs_contest_board_find_info (self, ruling->account_id);
  const CsBoardAccount *into = cs_contest_board_find_info (self, ruling->into_id);

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
void
cs_contest_board_name_account (CsContestBoard *self,
                               CsBoardAccount *info)
{
  CsBoardAccount *first = info->id != NULL ? g_hash_table_lookup (self->ids, info->id) : NULL;

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
  const CsBoardAccount *left = *(CsBoardAccount *const *) a, *right = *(CsBoardAccount *const *) b;

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
spread (CsContestBoard       *self,
        const CsBoardAccount *info)
{
  const char *leader = cs_activity_tally_get_leader (self->tally, info->key);
  const char *code = cs_activity_tally_get_exclusion (self->tally, info->key);

  if (leader != NULL && code != NULL && strcmp (code, "duplicate") != 0)
    cs_activity_tally_exclude (self->tally, leader, code, FALSE); /* follows from it: journaled with what rules say */
}

void
cs_contest_board_decide (CsContestBoard *self)
{
  g_autoptr (GPtrArray) infos = NULL;

  if (!self->stale)
    return;
  self->stale = FALSE;
  infos = list_infos (self);
  cs_activity_tally_forget_decisions (self->tally);
  g_hash_table_remove_all (self->ids);
  for (guint i = 0; i < infos->len; i++)
    cs_contest_board_name_account (self, infos->pdata[i]);
  apply_people (self);
  for (guint i = 0; i < infos->len; i++)
    cs_contest_board_apply_rules (self, infos->pdata[i]);
  for (guint i = 0; i < infos->len; i++)
    spread (self, infos->pdata[i]);
}

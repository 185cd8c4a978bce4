/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-stage-private.h"

static void
row_free (CsStageRow *row)
{
  g_free (row->key);
  g_free (row->name);
  g_free (row->prize);
  g_free (row);
}

static CsStageRow *
row_new (CsStage   *self,
         CsRanking *ranking,
         guint      rank,
         double     to)
{
  CsStageRow *row = g_new0 (CsStageRow, 1);
  CsHex key;

  cs_ranking_get_key (ranking, rank, key);
  row->rank = rank;
  row->key = g_strdup_printf ("%.4s %.4s", key, key + 4);
  row->to = row->from = to;
  if (rank <= cs_stage_get_n_winners (self)) {
    row->name = cs_draw_dup_name (self->draw, rank);
    row->prize = g_strdup (cs_contest_setup_get_prize (cs_draw_get_setup (self->draw), rank));
  }
  return row;
}

static int
compare_places (gconstpointer a,
                gconstpointer b,
                gpointer      data)
{
  const CsStageRow *one = *(CsStageRow *const *) a;
  const CsStageRow *other = *(CsStageRow *const *) b;
  gsize at = cs_ranking_get_index (data, one->rank), other_at = cs_ranking_get_index (data, other->rank);

  return (at > other_at) - (at < other_at);
}

/* Before they are sorted, keys stand in the order of the sealed list. */
static void
set_starts (CsStage   *self,
            CsRanking *ranking)
{
  g_autoptr (GPtrArray) sealed = g_ptr_array_copy (self->rows, NULL, NULL);

  g_ptr_array_set_free_func (sealed, NULL);
  g_ptr_array_sort_with_data (sealed, compare_places, ranking);
  for (guint i = 0; i < sealed->len; i++)
    ((CsStageRow *) sealed->pdata[i])->from = i;
}

/* Some of those who do not win, evenly from the whole list; never one who may be called later. */
static void
add_others (CsStage   *self,
            CsRanking *ranking)
{
  gsize n = cs_ranking_get_n (ranking), named = cs_ranking_get_n_named (ranking);
  guint n_others = (guint) MIN (n - MIN (named, n), CS_STAGE_KEYS - self->rows->len);

  for (guint i = 0; i < n_others; i++) {
    guint rank = (guint) (named + 1 + i * (n - named) / n_others);

    g_ptr_array_add (self->rows, row_new (self, ranking, rank, self->rows->len));
  }
}

/* The page with the rank that is next, or was last: pages are counted from the last rank. */
static guint
find_first_rank (CsStage *self)
{
  guint n = cs_stage_get_n_winners (self), revealed = cs_draw_get_n_revealed (self->draw);
  guint rank = n - (revealed > 0 ? revealed - 1 : 0);
  guint last = n - (n - rank) / CS_STAGE_ROWS * CS_STAGE_ROWS;

  return last > CS_STAGE_ROWS ? last - CS_STAGE_ROWS + 1 : 1;
}

void
cs_stage_fill_rows (CsStage *self)
{
  CsRanking *ranking = cs_draw_get_ranking (self->draw);
  guint n = cs_stage_get_n_winners (self);

  if (self->rows == NULL)
    self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  g_ptr_array_set_size (self->rows, 0);
  if (ranking == NULL || n == 0)
    return;
  self->first_rank = find_first_rank (self);
  for (guint rank = self->first_rank; rank <= n && self->rows->len < CS_STAGE_ROWS; rank++)
    g_ptr_array_add (self->rows, row_new (self, ranking, rank, self->rows->len));
  if (self->sort_us == 0)
    return;
  add_others (self, ranking);
  set_starts (self, ranking);
}

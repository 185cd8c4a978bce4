/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-clue-private.h"

#include "cs-account.h"
#include "cs-draw-view.h"
#include "cs-text.h"

#include <glib/gi18n-lib.h>

static char *
describe (CsClue *self)
{
  guint n = cs_clue_get_n_winners (self);

  switch (cs_clue_get_phase (self)) {
  case CS_CLUE_SEALED:
    if (cs_draw_now_s (self->draw) < self->seal->start_s)
      return g_strdup (_("The answer is sealed. Answers do not count yet."));
    return g_strdup (cs_draw_now_s (self->draw) < self->seal->end_s ? _("The answer is sealed. Answers count.")
                                                                    : _("The answer is sealed. Answers no longer count."));
  case CS_CLUE_REVEALING:
  case CS_CLUE_DONE:
    return n == 0 ? g_strdup (_("Nobody had the answer.")) : g_strdup_printf (_("Winners %u of %u"), self->n_revealed, n);
  case CS_CLUE_IDLE:
  default:
    return g_strdup (_("Nothing is sealed."));
  }
}

/* A name and a moment only once the rank is revealed: with the moment alone anybody finds the post. */
static void
add_line (CsClue      *self,
          CsStageView *view,
          GHashTable  *people,
          guint        rank)
{
  const CsClueEntry *entry = cs_clue_get_entry (self, rank);
  CsStageLine *line = cs_stage_view_add_line (view, rank, cs_clue_get_key (self, rank));
  const CsAccount *account = entry != NULL && people != NULL ? g_hash_table_lookup (people, entry->id) : NULL;

  line->prize = g_strdup (cs_contest_setup_get_prize (self->setup, rank));
  line->latest = !view->done && self->n_revealed > 0 && rank == cs_clue_get_n_winners (self) - self->n_revealed + 1;
  if (entry == NULL)
    return;
  g_free (line->key);
  line->key = cs_stage_write_time (entry->time_s);
  line->name = cs_reveal_dup_person (CS_REVEAL (self), people, rank, &line->handle);
  if (line->name != NULL && account != NULL)
    line->avatar_url = g_strdup (account->avatar_url);
}

/* The page with the rank that is next, or was last: pages are counted from the last rank. */
static guint
find_first_rank (CsClue *self)
{
  guint n = cs_clue_get_n_winners (self);
  guint rank = n - (self->n_revealed > 0 ? self->n_revealed - 1 : 0);
  guint last = n - (n - rank) / CS_STAGE_ROWS * CS_STAGE_ROWS;

  return last > CS_STAGE_ROWS ? last - CS_STAGE_ROWS + 1 : 1;
}

static void
add_lines (CsClue      *self,
           CsStageView *view,
           GHashTable  *people)
{
  guint n = cs_clue_get_n_winners (self);

  if (n == 0)
    return;
  view->sorted = TRUE;
  for (guint rank = find_first_rank (self); rank <= n && view->lines->len < CS_STAGE_ROWS; rank++)
    add_line (self, view, people, rank);
  view->n_rows = view->lines->len;
  if (view->lit && self->n_revealed < n)
    view->next = g_strdup_printf (_("rank %u of %u"), n - self->n_revealed, n);
}

static void
tell_seal (CsClue      *self,
           CsStageView *view)
{
  const CsClueSeal *seal = self->seal;
  g_autofree char *sealed = cs_stage_write_time (seal->sealed_s);
  g_autofree char *end = cs_stage_write_time (seal->end_s);
  gboolean over = cs_clue_get_phase (self) != CS_CLUE_SEALED;

  view->draw = g_strdup (seal->contest);
  view->seal = g_strdup (seal->digest);
  view->code = cs_stage_write_code (seal->digest);
  view->subtitle = cs_text_isolate (seal->show);
  view->heading = g_strdup_printf (ngettext ("First with the answer", "The first %u with the answer", seal->n_winners), seal->n_winners);
  view->sealed_step = g_strdup_printf (_("✓ Sealed %s"), sealed);
  /* Translators: a mark, and until when answers count */
  view->chance_step = g_strdup_printf (_("%s Answers until %s"), over ? "✓" : "·", end);
  view->chance_known = over;
  if (!over)
    view->round_s = seal->end_s;
  else
    view->winners_step = g_strdup_printf ("%s %s", view->done ? "✓" : "▶", view->words);
}

/**
 * cs_clue_make_view:
 * @self: a clue contest
 * @people: (nullable) (element-type utf8 CsAccount): accounts by their id; whoever is not there is shown by the handle
 *
 * Returns: (transfer full): what an audience may see now: never the answer before everything has been revealed
 */
CsStageView *
cs_clue_make_view (CsClue     *self,
                   GHashTable *people)
{
  CsStageView *view = cs_stage_view_new ();

  view->words = describe (self);
  if (self->phase == CS_CLUE_IDLE)
    return view;
  view->sealed = TRUE;
  view->rehearsal = self->seal->rehearsal;
  view->done = self->phase == CS_CLUE_DONE;
  view->lit = self->phase == CS_CLUE_REVEALING;
  tell_seal (self, view);
  add_lines (self, view, people);
  return view;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-draw-view.h"

#include "cs-reveal.h"

#include "cs-account.h"
#include "cs-text.h"

#include <glib/gi18n-lib.h>
#include <qrencode.h>
#include <string.h>

static char *
write_number (gint64 number)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  GString *out = g_string_new (NULL);

  for (gsize i = 0, n = strlen (digits); i < n; i++) {
    if (i > 0 && (n - i) % 3 == 0)
      g_string_append (out, C_("thousands", ","));
    g_string_append_c (out, digits[i]);
  }
  return g_string_free (out, FALSE);
}

/**
 * cs_stage_write_time:
 * @time_s: seconds since 1970 UTC
 *
 * Returns: (transfer full): the time of day here, to the second
 */
char *
cs_stage_write_time (gint64 time_s)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (time_s);

  return time != NULL ? g_date_time_format (time, "%H:%M:%S") : g_strdup ("");
}

/**
 * cs_stage_write_code:
 * @text: what a phone shall read
 *
 * Returns: (transfer full) (nullable): its QR code, a line for each row of modules, "1" where one is dark
 */
char *
cs_stage_write_code (const char *text)
{
  QRcode *code = QRcode_encodeData ((int) strlen (text), (const unsigned char *) text, 0, QR_ECLEVEL_M);
  g_autoptr (GString) out = g_string_new (NULL);

  for (int i = 0; code != NULL && i < code->width * code->width; i++) {
    if (i > 0 && i % code->width == 0)
      g_string_append_c (out, '\n');
    g_string_append_c (out, code->data[i] & 1 ? '1' : '0');
  }
  QRcode_free (code);
  return out->len > 0 ? g_string_free (g_steal_pointer (&out), FALSE) : NULL;
}

static char *
describe (CsDraw *self)
{
  guint n = cs_draw_get_n_winners (self);

  switch (cs_draw_get_phase (self)) {
  case CS_DRAW_SEALED:
    return g_strdup (_("The list is sealed. Chance is waited for."));
  case CS_DRAW_ROLLING:
    return g_strdup (_("The list is sealed. Roll the dice."));
  case CS_DRAW_DISPUTED:
    return g_strdup (_("The relays of the beacon do not agree. Nothing is drawn."));
  case CS_DRAW_RANKING:
    return g_strdup (_("Keys are being sorted."));
  case CS_DRAW_REVEALING:
  case CS_DRAW_DONE:
    /* Translators: winners shown so far */
    return n == 0 ? g_strdup (_("Nobody took part.")) : g_strdup_printf (_("Winners %u of %u"), cs_draw_get_n_revealed (self), n);
  default:
    return g_strdup (_("Nothing is sealed."));
  }
}

static const CsAccount *
find_account (CsDraw     *self,
              GHashTable *people,
              guint       rank)
{
  g_autofree char *id = cs_draw_dup_name (self, rank);

  return id != NULL && people != NULL ? g_hash_table_lookup (people, id) : NULL;
}

/* A name only once its rank is revealed: cs_draw_dup_name() is what knows. */
static void
name_line (CsDraw      *self,
           CsStageLine *line,
           GHashTable  *people)
{
  const CsAccount *account = find_account (self, people, line->rank);

  line->name = cs_reveal_dup_person (CS_REVEAL (self), people, line->rank, &line->handle);
  if (line->name != NULL && account != NULL)
    line->avatar_url = g_strdup (account->avatar_url);
}

/* The page with the rank that is next, or was last: pages are counted from the last rank. */
static guint
find_first_rank (CsDraw *self,
                 guint   n)
{
  guint revealed = cs_draw_get_n_revealed (self);
  guint rank = n - (revealed > 0 ? revealed - 1 : 0);
  guint last = n - (n - rank) / CS_STAGE_ROWS * CS_STAGE_ROWS;

  return last > CS_STAGE_ROWS ? last - CS_STAGE_ROWS + 1 : 1;
}

static CsStageLine *
add_line (CsStageView *view,
          CsRanking   *ranking,
          guint        rank)
{
  CsHex key;

  cs_ranking_get_key (ranking, rank, key);
  return cs_stage_view_add_line (view, rank, key);
}

static int
compare_places (gconstpointer a,
                gconstpointer b,
                gpointer      data)
{
  const CsStageLine *one = *(CsStageLine *const *) a;
  const CsStageLine *other = *(CsStageLine *const *) b;
  gsize at = cs_ranking_get_index (data, one->rank), other_at = cs_ranking_get_index (data, other->rank);

  return (at > other_at) - (at < other_at);
}

/* Some of those who do not win pass, evenly from the whole list; never one who may be called later. Before they are
 * sorted, keys stand in the order of the sealed list. */
static void
add_passing (CsStageView *view,
             CsRanking   *ranking)
{
  gsize n = cs_ranking_get_n (ranking), named = cs_ranking_get_n_named (ranking);
  guint n_others = (guint) MIN (n - MIN (named, n), CS_STAGE_KEYS - view->lines->len);
  g_autoptr (GPtrArray) sealed = NULL;

  for (guint i = 0; i < n_others; i++)
    add_line (view, ranking, (guint) (named + 1 + i * (n - named) / n_others));
  sealed = g_ptr_array_copy (view->lines, NULL, NULL);
  g_ptr_array_set_free_func (sealed, NULL);
  g_ptr_array_sort_with_data (sealed, compare_places, ranking);
  for (guint i = 0; i < sealed->len; i++)
    ((CsStageLine *) sealed->pdata[i])->from = i;
}

static void
add_lines (CsDraw      *self,
           CsStageView *view,
           GHashTable  *people)
{
  CsRanking *ranking = cs_draw_get_ranking (self);
  const CsContestSetup *setup = cs_draw_get_setup (self);
  guint n = cs_draw_get_n_winners (self), revealed = cs_draw_get_n_revealed (self);

  if (ranking == NULL || n == 0)
    return;
  view->sorted = TRUE;
  for (guint rank = find_first_rank (self, n); rank <= n && view->lines->len < CS_STAGE_ROWS; rank++) {
    CsStageLine *line = add_line (view, ranking, rank);

    line->prize = g_strdup (cs_contest_setup_get_prize (setup, rank));
    line->latest = !view->done && revealed > 0 && rank == n - revealed + 1;
    name_line (self, line, people);
  }
  view->n_rows = view->lines->len;
  if (revealed == 0)
    add_passing (view, ranking);
  if (view->lit && revealed < n)
    view->next = g_strdup_printf (_("rank %u of %u"), n - revealed, n);
}

static void
tell_chance (CsDraw       *self,
             CsStageView  *view,
             const CsSeal *seal)
{
  g_autofree char *time = seal->round > 0 ? cs_stage_write_time (seal->round_s) : NULL;
  g_autofree char *round = write_number ((gint64) seal->round);
  const char *mark = view->chance_known ? "✓" : "·";

  if (seal->round > 0) {
    view->beacon = g_strdup_printf (_("Round %s of the public beacon drand"), round);
    view->beacon_time = g_strdup (time);
    view->chance_step = g_strdup_printf (_("%s Public chance %s"), mark, time);
    if (cs_draw_get_phase (self) == CS_DRAW_SEALED)
      view->round_s = seal->round_s;
  } else {
    view->chance_step = g_strdup_printf (_("%s Dice"), mark);
  }
  if (view->chance_known && seal->round > 0 && cs_draw_get_level (self) == CS_BEACON_UNCONFIRMED) {
    g_free (view->chance_step);
    view->chance_step = g_strdup (_("✓ Chance, not confirmed"));
  }
}

static void
tell_seal (CsDraw       *self,
           CsStageView  *view,
           const CsSeal *seal)
{
  g_autofree char *count = write_number ((gint64) seal->n_participants);
  g_autofree char *people = g_strdup_printf (ngettext ("%s participant", "%s participants", seal->n_participants), count);
  g_autofree char *show = cs_text_isolate (seal->show);
  g_autofree char *time = cs_stage_write_time (seal->sealed_s);
  guint n = cs_draw_get_n_winners (self);

  view->draw = g_strdup (seal->draw);
  view->seal = g_strdup (seal->digest);
  view->code = cs_stage_write_code (seal->digest);
  view->subtitle = g_strdup_printf ("%s · %s", show, people);
  view->heading = g_strdup_printf (ngettext ("Sorted keys: the lowest wins", "Sorted keys: the %u lowest win", n), n);
  view->sealed_step = g_strdup_printf (_("✓ Sealed %s"), time);
  if (cs_draw_get_phase (self) >= CS_DRAW_REVEALING)
    view->winners_step = g_strdup_printf ("%s %s", view->done ? "✓" : "▶", view->words);
}

/**
 * cs_draw_get_n_winners:
 * @self: draws
 *
 * Returns: how many have won, once the result is known; 0 before
 */
guint
cs_draw_get_n_winners (CsDraw *self)
{
  CsRanking *ranking = cs_draw_get_ranking (self);
  const CsSeal *seal = cs_draw_get_seal (self);

  return ranking != NULL && seal != NULL ? (guint) MIN (seal->n_winners, cs_ranking_get_n (ranking)) : 0;
}

/**
 * cs_draw_make_view:
 * @self: draws
 * @people: (nullable) (element-type utf8 CsAccount): accounts by their id in the list; whoever is not there is shown by
 *   the handle
 *
 * Returns: (transfer full): what an audience may see now
 */
CsStageView *
cs_draw_make_view (CsDraw     *self,
                   GHashTable *people)
{
  const CsSeal *seal = cs_draw_get_seal (self);
  CsStageView *view = cs_stage_view_new ();
  CsDrawPhase phase = cs_draw_get_phase (self);

  view->words = describe (self);
  if (seal == NULL)
    return view;
  view->sealed = TRUE;
  view->rehearsal = seal->rehearsal;
  view->done = phase == CS_DRAW_DONE;
  view->lit = phase == CS_DRAW_REVEALING;
  view->chance_known = phase >= CS_DRAW_RANKING;
  view->trouble = g_strdup (cs_draw_get_trouble (self));
  tell_seal (self, view, seal);
  tell_chance (self, view, seal);
  add_lines (self, view, people);
  return view;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-prize-events.h"

#include "cs-draw-error.h"

#include <glib/gi18n-lib.h>

static const char *const codes[] = {
  "declined", "unreachable", "under-age",   "household",  "staff",         "partner", "official", "bot",
  "invalid-id", "new-account", "moderation", "recent-winner", "country", "opt-out", "duplicate", NULL,
};

static void
event_free (CsDrawEvent *event)
{
  g_free (event->code);
  g_free (event);
}

static void
voided_seal_free (CsVoidedSeal *voided)
{
  g_free (voided->seal);
  g_free (voided->digest);
  g_free (voided->reason);
  g_free (voided);
}

/**
 * cs_prize_events_new:
 *
 * Returns: (transfer full) (element-type CsDrawEvent): none yet
 */
GPtrArray *
cs_prize_events_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) event_free);
}

/**
 * cs_voided_seals_new:
 *
 * Returns: (transfer full) (element-type CsVoidedSeal): none yet
 */
GPtrArray *
cs_voided_seals_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) voided_seal_free);
}

/**
 * cs_prize_events_next:
 * @events: (element-type CsDrawEvent): what happened so far
 * @n_winners: how many the seal lets win
 * @n: how many there are in all
 * @rank: who is to give a prize up
 * @next: (out): who gets it: the lowest rank that never held one, or 0 for nobody
 * @error: return location for %CS_DRAW_ERROR_EVENTS
 *
 * Returns: whether @rank holds a prize
 */
gboolean
cs_prize_events_next (GPtrArray *events,
                      guint      n_winners,
                      gsize      n,
                      guint      rank,
                      guint     *next,
                      GError   **error)
{
  gsize called = MIN (n_winners, n);

  for (guint i = 0; i < events->len; i++) {
    const CsDrawEvent *event = events->pdata[i];

    called += event->replaced_by > 0;
    if (event->rank == rank)
      return cs_draw_refuse (error, CS_DRAW_ERROR_EVENTS, _("Rank %u has given its prize up already."), rank);
  }
  if (rank < 1 || rank > called)
    return cs_draw_refuse (error, CS_DRAW_ERROR_EVENTS, _("Rank %u holds no prize."), rank);
  *next = called < n ? (guint) called + 1 : 0;
  return TRUE;
}

/**
 * cs_prize_events_check:
 * @events: (element-type CsDrawEvent): what a certificate tells
 * @n_winners: how many the seal lets win
 * @n: how many there are in all
 * @n_called: (out): the last rank that was called for a prize
 * @error: return location for %CS_DRAW_ERROR_EVENTS
 *
 * The prize goes to the lowest rank that never held one; nobody else is moved.
 *
 * Returns: whether that is what happened
 */
gboolean
cs_prize_events_check (GPtrArray *events,
                       guint      n_winners,
                       gsize      n,
                       gsize     *n_called,
                       GError   **error)
{
  g_autoptr (GHashTable) given_up = g_hash_table_new (NULL, NULL);
  gsize called = MIN (n_winners, n);

  for (guint i = 0; i < events->len; i++) {
    const CsDrawEvent *event = events->pdata[i];
    guint next = called < n ? (guint) called + 1 : 0;

    if (event->rank > called || !g_hash_table_add (given_up, GUINT_TO_POINTER (event->rank)))
      return cs_draw_refuse (error, CS_DRAW_ERROR_EVENTS, _("Rank %u gives up a prize that it does not hold."), event->rank);
    if (event->replaced_by != next)
      return cs_draw_refuse (error, CS_DRAW_ERROR_EVENTS, _("The prize of rank %u did not go to the next rank."), event->rank);
    called += next != 0;
  }
  *n_called = called;
  return TRUE;
}

/**
 * cs_prize_event_codes:
 *
 * Returns: (transfer none) (array zero-terminated=1): why a prize is given up, in the protocol's words; others are possible
 */
const char *const *
cs_prize_event_codes (void)
{
  return codes;
}

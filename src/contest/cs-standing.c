/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-standing.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_BOXED_TYPE (CsStanding, cs_standing, cs_standing_ref, cs_standing_unref)

static void
standing_clear (CsStanding *self)
{
  g_free (self->id);
  g_free (self->exclusion);
  g_free (self->alike);
  g_free (self->host);
  g_free (self->native_id);
  g_free (self->name);
  g_free (self->handle);
  g_free (self->avatar_url);
}

/**
 * cs_standing_new:
 * @account_id: the account's row in the show file
 *
 * Returns: (transfer full): a standing, to be filled in before it is shared
 */
CsStanding *
cs_standing_new (gint64 account_id)
{
  CsStanding *self = g_atomic_rc_box_new0 (CsStanding);

  self->account_id = account_id;
  return self;
}

/**
 * cs_standing_ref:
 * @self: a standing
 *
 * Returns: (transfer full): @self
 */
CsStanding *
cs_standing_ref (CsStanding *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * cs_standing_unref:
 * @self: (transfer full): a standing
 */
void
cs_standing_unref (CsStanding *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) standing_clear);
}

/**
 * cs_exclusion_get_name:
 * @code: one of the protocol's codes
 *
 * Returns: it in words, in the language of the interface; an unknown code as it is
 */
const char *
cs_exclusion_get_name (const char *code)
{
  static const char *const names[][2] = {
    { "staff", N_("Team and household") },
    { "partner", N_("Sponsor or supplier") },
    { "official", N_("Bailiff and household") },
    { "recent-winner", N_("Won too recently") },
    { "bot", N_("Automated account") },
    { "invalid-id", N_("Handle that cannot take part") },
    { "new-account", N_("Account too new") },
    { "moderation", N_("Rejected by moderation") },
    { "country", N_("Outside the countries of the rules") },
    { "opt-out", N_("Asked to be left out") },
    { "duplicate", N_("Second account of one person") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (names[i][0], code) == 0)
      return _(names[i][1]);
  return code;
}

/**
 * cs_tally_verdict_get_name:
 * @verdict: a verdict
 *
 * Returns: it in words, in the language of the interface
 */
const char *
cs_tally_verdict_get_name (CsTallyVerdict verdict)
{
  static const char *const names[] = {
    N_("Counts"),
    N_("Not in the show"),
    N_("Outside the time of the contest"),
    N_("Without a hashtag of the contest"),
    N_("Only passes a post on"),
    N_("Rejected by moderation"),
    N_("Says the same as an earlier post"),
    N_("Another post of the same minute counts"),
  };

  g_return_val_if_fail (verdict < G_N_ELEMENTS (names), "");

  return _(names[verdict]);
}

/**
 * cs_standing_explain:
 * @self: a standing
 * @lowest: the lowest score that takes part
 *
 * Returns: (transfer full): why it is in or out, in a sentence
 */
char *
cs_standing_explain (const CsStanding *self,
                     guint             lowest)
{
  if (self->exclusion != NULL)
    /* Translators: why an account does not take part in the contest, e.g. "Left out: Team and household" */
    return g_strdup_printf (_("Left out: %s"), cs_exclusion_get_name (self->exclusion));
  if (self->eligible)
    return g_strdup_printf (ngettext ("Takes part: %u slot with a post that counts", "Takes part: %u slots with a post that counts",
                                      self->score),
                            self->score);
  return g_strdup_printf (ngettext ("Not enough: %u slot with a post that counts, and it takes %u",
                                    "Not enough: %u slots with a post that counts, and it takes %u", self->score),
                          self->score, lowest);
}

/**
 * cs_reason_new:
 *
 * Returns: (transfer full): a reason, to be filled in
 */
CsReason *
cs_reason_new (void)
{
  CsReason *self = g_new0 (CsReason, 1);

  self->members = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

/**
 * cs_reason_free:
 * @self: (transfer full) (nullable): a reason
 */
void
cs_reason_free (CsReason *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->standing, cs_standing_unref);
  g_clear_pointer (&self->lines, g_array_unref);
  g_array_unref (self->members);
  g_free (self->ruling);
  g_free (self->by);
  g_free (self);
}

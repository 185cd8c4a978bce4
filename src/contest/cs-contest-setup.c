/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-contest-setup.h"

#include "cs-beacon.h"
#include "cs-draw-error.h"
#include "cs-draw-text.h"

#include <glib/gi18n-lib.h>

#define DEFAULT_THRESHOLD 3
#define DEFAULT_ALTERNATES 3

static CsPrize *
prize_new (const char *name,
           guint       count)
{
  CsPrize *prize = g_new0 (CsPrize, 1);

  prize->name = g_strdup (name);
  prize->count = count;
  return prize;
}

static void
prize_free (CsPrize *prize)
{
  g_free (prize->name);
  g_free (prize);
}

static gboolean
refuse (GError    **error,
        const char *sentence)
{
  return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, "%s", sentence);
}

static gboolean
check_prizes (const CsContestSetup *self,
              GError              **error)
{
  guint n = cs_contest_setup_get_n_winners (self);

  for (guint i = 0; i < self->prizes->len; i++) {
    const CsPrize *prize = self->prizes->pdata[i];

    if (prize->name == NULL || prize->name[0] == '\0' || prize->count == 0)
      return refuse (error, _("Every prize needs a name and a number."));
  }
  if (n < 1 || n > CS_SEAL_MAX_WINNERS)
    return refuse (error, _("There must be 1 to 1000 prizes."));
  if (self->n_alternates > CS_SEAL_MAX_ALTERNATES)
    return refuse (error, _("There can be at most 1000 alternates."));
  return TRUE;
}

static gboolean
check_chance (const CsContestSetup *self,
              GError              **error)
{
  if (self->dice && self->stage_input != NULL)
    return refuse (error, _("A draw with dice takes no words from the audience."));
  if (self->stage_input != NULL && !cs_draw_is_stage (self->stage_input, 1))
    return refuse (error, _("What the audience gives is at most 128 digits and capitals."));
  if (!self->dice && (self->lead_s < CS_BEACON_MIN_LEAD_S || self->lead_s > CS_BEACON_MAX_LEAD_S - CS_BEACON_PERIOD_S))
    return refuse (error, _("The round must come 6 seconds to 7 days after the sealing."));
  return TRUE;
}

/**
 * cs_contest_setup_new:
 *
 * Returns: (transfer full): a set-up with the usual numbers and everything else empty
 */
CsContestSetup *
cs_contest_setup_new (void)
{
  CsContestSetup *self = g_new0 (CsContestSetup, 1);

  self->draw = g_strdup ("");
  self->organiser = g_strdup ("");
  self->show = g_strdup ("");
  self->tags = g_new0 (char *, 1);
  self->threshold = DEFAULT_THRESHOLD;
  self->no_bots = TRUE;
  self->prizes = g_ptr_array_new_with_free_func ((GDestroyNotify) prize_free);
  self->n_alternates = DEFAULT_ALTERNATES;
  self->lead_s = CS_CONTEST_FAST_LEAD_S;
  self->rules = g_strdup ("");
  return self;
}

/**
 * cs_contest_setup_copy:
 * @self: a set-up
 *
 * Returns: (transfer full): another like it
 */
CsContestSetup *
cs_contest_setup_copy (const CsContestSetup *self)
{
  g_autoptr (GVariant) variant = g_variant_ref_sink (cs_contest_setup_to_variant (self));

  return cs_contest_setup_from_variant (variant);
}

/**
 * cs_contest_setup_free:
 * @self: (transfer full) (nullable): a set-up
 */
void
cs_contest_setup_free (CsContestSetup *self)
{
  if (self == NULL)
    return;
  g_free (self->draw);
  g_free (self->organiser);
  g_free (self->show);
  g_strfreev (self->tags);
  g_ptr_array_unref (self->prizes);
  g_free (self->stage_input);
  g_free (self->rules);
  g_free (self);
}

/**
 * cs_contest_setup_add_prize:
 * @self: a set-up
 * @name: what is won
 * @count: how many times
 *
 * Adds a lot behind the others.
 */
void
cs_contest_setup_add_prize (CsContestSetup *self,
                            const char     *name,
                            guint           count)
{
  g_ptr_array_add (self->prizes, prize_new (name, count));
}

/**
 * cs_contest_setup_get_n_winners:
 * @self: a set-up
 *
 * Returns: how many prizes there are in all
 */
guint
cs_contest_setup_get_n_winners (const CsContestSetup *self)
{
  guint64 n = 0;

  for (guint i = 0; i < self->prizes->len; i++)
    n += ((const CsPrize *) self->prizes->pdata[i])->count;
  return (guint) MIN (n, G_MAXUINT);
}

/**
 * cs_contest_setup_get_prize:
 * @self: a set-up
 * @place: from 1: the first prize of the first lot is place 1
 *
 * Returns: (transfer none) (nullable): what is won there, or %NULL behind the last prize
 */
const char *
cs_contest_setup_get_prize (const CsContestSetup *self,
                            guint                 place)
{
  for (guint i = 0; i < self->prizes->len; i++) {
    const CsPrize *prize = self->prizes->pdata[i];

    if (place <= prize->count)
      return prize->name;
    place -= prize->count;
  }
  return NULL;
}

/**
 * cs_contest_setup_check:
 * @self: a set-up
 * @error: return location: what is still missing, in a sentence
 *
 * Returns: whether the contest could be sealed as it is
 */
gboolean
cs_contest_setup_check (const CsContestSetup *self,
                        GError              **error)
{
  if (!cs_draw_is_name (self->draw))
    return refuse (error, _("Give the draw a short name of letters, digits, dots and dashes."));
  if (!cs_draw_is_text (self->organiser))
    return refuse (error, _("Name the organiser on one line."));
  if (!cs_draw_is_text (self->show))
    return refuse (error, _("Name the show on one line."));
  if ((self->start_s <= 0 && !self->clue) || self->end_s <= self->start_s)
    return refuse (error, _("The contest must end after it begins."));
  if (self->tags[0] == NULL)
    return refuse (error, _("Name at least one hashtag."));
  if (self->threshold < 1 && !self->clue)
    return refuse (error, _("Nobody takes part without a post: the threshold is at least 1."));
  if (self->rules[0] == '\0' || !g_utf8_validate (self->rules, -1, NULL))
    return refuse (error, _("Write the rules: they are sealed with the draw."));
  if (cs_contest_rules_has_blanks (self->rules))
    return refuse (error, _("The rules still have blanks between square brackets. Fill them in."));
  return check_prizes (self, error) && (self->clue || check_chance (self, error));
}

static GVariant *
prizes_to_variant (GPtrArray *prizes)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(su)"));
  for (guint i = 0; i < prizes->len; i++) {
    const CsPrize *prize = prizes->pdata[i];

    g_variant_builder_add (&builder, "(su)", prize->name, prize->count);
  }
  return g_variant_builder_end (&builder);
}

/**
 * cs_contest_setup_to_variant:
 * @self: a set-up
 *
 * Returns: (transfer none): it as a floating value that can be kept among the settings of a show
 */
GVariant *
cs_contest_setup_to_variant (const CsContestSetup *self)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&dict, "draw", "s", self->draw);
  g_variant_dict_insert (&dict, "organiser", "s", self->organiser);
  g_variant_dict_insert (&dict, "show", "s", self->show);
  g_variant_dict_insert (&dict, "start", "x", self->start_s);
  g_variant_dict_insert (&dict, "end", "x", self->end_s);
  g_variant_dict_insert (&dict, "tags", "^as", self->tags);
  g_variant_dict_insert (&dict, "threshold", "u", self->threshold);
  g_variant_dict_insert (&dict, "top", "u", self->top);
  g_variant_dict_insert (&dict, "min-age", "u", self->min_age_days);
  g_variant_dict_insert (&dict, "no-bots", "b", self->no_bots);
  g_variant_dict_insert (&dict, "winner-months", "u", self->winner_months);
  g_variant_dict_insert (&dict, "tickets", "b", self->tickets);
  if (self->clue)
    g_variant_dict_insert (&dict, "clue", "b", TRUE);
  g_variant_dict_insert (&dict, "pseudonyms", "b", self->pseudonyms);
  g_variant_dict_insert_value (&dict, "prizes", prizes_to_variant (self->prizes));
  g_variant_dict_insert (&dict, "alternates", "u", self->n_alternates);
  g_variant_dict_insert (&dict, "dice", "b", self->dice);
  if (self->stage_input != NULL)
    g_variant_dict_insert (&dict, "stage-input", "s", self->stage_input);
  g_variant_dict_insert (&dict, "lead", "u", self->lead_s);
  g_variant_dict_insert (&dict, "rules", "s", self->rules);
  g_variant_dict_insert (&dict, "rehearsal", "b", self->rehearsal);
  return g_variant_dict_end (&dict);
}

static void
take_string (GVariantDict *dict,
             const char   *name,
             char        **field)
{
  char *text;

  if (!g_variant_dict_lookup (dict, name, "s", &text))
    return;
  g_free (*field);
  *field = text;
}

static void
take_prizes (CsContestSetup *self,
             GVariantDict   *dict)
{
  g_autoptr (GVariantIter) iter = NULL;
  const char *name;
  guint count;

  if (!g_variant_dict_lookup (dict, "prizes", "a(su)", &iter))
    return;
  while (g_variant_iter_next (iter, "(&su)", &name, &count))
    cs_contest_setup_add_prize (self, name, count);
}

/**
 * cs_contest_setup_from_variant:
 * @variant: (nullable): what cs_contest_setup_to_variant() made, perhaps of an older Coulisses
 *
 * Returns: (transfer full): a set-up; what @variant does not tell is as in a new one
 */
CsContestSetup *
cs_contest_setup_from_variant (GVariant *variant)
{
  CsContestSetup *self = cs_contest_setup_new ();
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  GStrv tags;

  if (variant == NULL || !g_variant_is_of_type (variant, G_VARIANT_TYPE_VARDICT))
    return self;
  g_variant_dict_clear (&dict);
  g_variant_dict_init (&dict, variant);
  take_string (&dict, "draw", &self->draw);
  take_string (&dict, "organiser", &self->organiser);
  take_string (&dict, "show", &self->show);
  take_string (&dict, "stage-input", &self->stage_input);
  take_string (&dict, "rules", &self->rules);
  g_variant_dict_lookup (&dict, "start", "x", &self->start_s);
  g_variant_dict_lookup (&dict, "end", "x", &self->end_s);
  g_variant_dict_lookup (&dict, "threshold", "u", &self->threshold);
  g_variant_dict_lookup (&dict, "top", "u", &self->top);
  g_variant_dict_lookup (&dict, "min-age", "u", &self->min_age_days);
  g_variant_dict_lookup (&dict, "no-bots", "b", &self->no_bots);
  g_variant_dict_lookup (&dict, "winner-months", "u", &self->winner_months);
  g_variant_dict_lookup (&dict, "tickets", "b", &self->tickets);
  g_variant_dict_lookup (&dict, "clue", "b", &self->clue);
  g_variant_dict_lookup (&dict, "pseudonyms", "b", &self->pseudonyms);
  g_variant_dict_lookup (&dict, "alternates", "u", &self->n_alternates);
  g_variant_dict_lookup (&dict, "dice", "b", &self->dice);
  g_variant_dict_lookup (&dict, "lead", "u", &self->lead_s);
  g_variant_dict_lookup (&dict, "rehearsal", "b", &self->rehearsal);
  take_prizes (self, &dict);
  if (g_variant_dict_lookup (&dict, "tags", "^as", &tags)) {
    g_strfreev (self->tags);
    self->tags = tags;
  }
  return self;
}

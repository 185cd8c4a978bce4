/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-contest-setup.h"

#include "cs-draw-text.h"

#include <gio/gio.h>
#include <string.h>

GResource *cs_contest_get_resource (void);

static char *
list_prizes (const CsContestSetup *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->prizes->len; i++) {
    const CsPrize *prize = self->prizes->pdata[i];

    g_string_append_printf (text, "%s  %u. %u × %s", i > 0 ? "\n" : "", i + 1, prize->count, prize->name);
  }
  return g_string_free (text, FALSE);
}

static char *
list_tags (const CsContestSetup *self)
{
  g_autofree char *joined = g_strjoinv (" #", self->tags);

  return g_strconcat ("#", joined, NULL);
}

/* Who takes part, in words and with the numbers that a verifier asks for. */
static char *
tell_choice (const CsContestSetup *self,
             gboolean              french)
{
  if (self->top == 0)
    return g_strdup_printf (french ? "tous les comptes dont le score atteint %u" : "every account whose score is at least %u",
                            self->threshold);
  return g_strdup_printf (
    french ? "parmi les comptes dont le score atteint %u, les %u plus actifs et tous ceux qui sont à égalité avec le dernier"
           : "of the accounts whose score is at least %u, the %u most active and everyone level with the last of them",
    self->threshold, self->top);
}

static const char *
tell_chances (const CsContestSetup *self,
              gboolean              french)
{
  if (self->tickets)
    return french ? "selon le nombre entier de billets de chaque compte, inscrit dans la liste scellée"
                  : "by the whole number of tickets of each account, written in the sealed list";
  return french ? "les mêmes pour tous" : "equal for everybody";
}

static const char *
tell_origin (const CsContestSetup *self,
             gboolean              french)
{
  if (self->dice)
    return french ? "de dés lancés devant témoins après le scellement, joints à un nombre secret engagé dans le scellé"
                  : "from dice rolled before witnesses after the sealing, joined to a secret number that the seal commits to";
  return french ? "d’un tour futur de la balise publique drand quicknet, dont le numéro est dans le scellé"
                : "from a future round of the public drand beacon quicknet, whose number is in the seal";
}

static void
fill (GString    *text,
      const char *name,
      const char *value,
      const char *blank)
{
  g_autofree char *place = g_strconcat ("{", name, "}", NULL);

  g_string_replace (text, place, value != NULL && value[0] != '\0' ? value : blank, 0);
}

/**
 * cs_contest_rules_draft:
 * @self: a set-up, perhaps not yet complete
 * @language: "fr" for French, anything else for English
 *
 * Writes a model of the rules to be edited: what the set-up tells is filled in, what only the organiser can tell is
 * left as blanks between square brackets.
 *
 * Returns: (transfer full): the text
 */
char *
cs_contest_rules_draft (const CsContestSetup *self,
                        const char           *language)
{
  gboolean french = g_str_has_prefix (language, "fr");
  g_autofree char *path = g_strdup_printf ("/app/coulisses/contest/%srules.%s.txt", self->clue ? "clue-" : "", french ? "fr" : "en");
  g_autoptr (GBytes) model = g_resource_lookup_data (cs_contest_get_resource (), path, 0, NULL);
  g_autoptr (GString) text = g_string_new_len (g_bytes_get_data (model, NULL), (gssize) g_bytes_get_size (model));
  g_autofree char *start = self->start_s > 0 ? cs_draw_write_time (self->start_s) : NULL;
  g_autofree char *end = self->end_s > 0 ? cs_draw_write_time (self->end_s) : NULL;
  g_autofree char *prizes = list_prizes (self);
  g_autofree char *tags = self->tags[0] != NULL ? list_tags (self) : NULL;
  g_autofree char *choice = tell_choice (self, french);
  g_autofree char *alternates = g_strdup_printf ("%u", self->n_alternates);

  fill (text, "organiser", self->organiser, french ? "[organisateur]" : "[organiser]");
  fill (text, "show", self->show, french ? "[émission]" : "[show]");
  fill (text, "start", start, self->clue ? (french ? "la publication du scellé" : "the publication of the seal") : french ? "[début]" : "[start]");
  fill (text, "end", end, french ? "[fin]" : "[end]");
  fill (text, "tags", tags, "[#]");
  fill (text, "prizes", prizes, french ? "  [lots]" : "  [prizes]");
  fill (text, "choice", choice, NULL);
  fill (text, "chances", tell_chances (self, french), NULL);
  fill (text, "origin", tell_origin (self, french), NULL);
  fill (text, "alternates", alternates, NULL);
  return g_strdup (text->str);
}

/**
 * cs_contest_rules_has_blanks:
 * @rules: a text
 *
 * Returns: whether something between square brackets is still to be filled in
 */
gboolean
cs_contest_rules_has_blanks (const char *rules)
{
  const char *open = strchr (rules, '[');

  return open != NULL && strchr (open, ']') != NULL;
}

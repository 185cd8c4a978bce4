/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-clue-private.h"

#include "cs-clue-text.h"
#include "cs-config.h"
#include "cs-draw-error.h"
#include "cs-draw-text.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/random.h>

static int
compare_forms (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* In normal form, each once, by bytes. */
static GStrv
make_forms (const char *const *answers,
            GError           **error)
{
  g_autoptr (GPtrArray) forms = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (const char *const *answer = answers; *answer != NULL; answer++) {
    g_autofree char *normal = g_utf8_validate (*answer, -1, NULL) ? cs_clue_normal (*answer) : g_strdup ("");

    if (normal[0] == '\0' || strlen (normal) > CS_DRAW_TEXT_MAX) {
      cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("Each way to write the answer holds letters or digits, and is short."));
      return NULL;
    }
    if (!g_ptr_array_find_with_equal_func (forms, normal, g_str_equal, NULL))
      g_ptr_array_add (forms, g_steal_pointer (&normal));
  }
  if (forms->len < 1 || forms->len > CS_CLUE_MAX_FORMS) {
    cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("Give the answer, in at most 20 ways to write it."));
    return NULL;
  }
  g_ptr_array_sort (forms, compare_forms);
  for (guint i = 0; i < forms->len; i++)
    g_strv_builder_add (builder, forms->pdata[i]);
  return g_strv_builder_end (builder);
}

static gboolean
check (const CsContestSetup *setup,
       gint64                start_s,
       gint64                now_s,
       GError              **error)
{
  guint n_winners = cs_contest_setup_get_n_winners (setup);

  if (!cs_draw_is_name (setup->draw))
    return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("Give the draw a short name of letters, digits, dots and dashes."));
  if (!cs_draw_is_text (setup->organiser))
    return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("Name the organiser on one line."));
  if (!cs_draw_is_text (setup->show))
    return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("Name the show on one line."));
  if (setup->rules[0] == '\0' || !g_utf8_validate (setup->rules, -1, NULL))
    return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("Write the rules: they are sealed with the draw."));
  if (n_winners < 1 || n_winners > CS_SEAL_MAX_WINNERS || setup->n_alternates > CS_SEAL_MAX_ALTERNATES)
    return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("There are 1 to 1000 winners, and at most 1000 alternates."));
  if (start_s < now_s && !setup->rehearsal)
    return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("Answers can count only from after the sealing."));
  if (setup->end_s <= start_s || setup->end_s - start_s > CS_CLUE_MAX_S)
    return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("The contest must end after it begins, within 31 days."));
  return TRUE;
}

static gboolean
tells (const char        *text,
       const char *const *forms)
{
  g_autofree char *words = cs_clue_normal (text);

  for (guint i = 0; forms[i] != NULL; i++)
    if (cs_clue_holds (words, forms[i]))
      return TRUE;
  return FALSE;
}

/* Set-up and rules stand in the show file, and may be published before the end. */
static gboolean
check_silence (const CsContestSetup *setup,
               const char *const    *forms,
               GError              **error)
{
  if (tells (setup->rules, forms))
    return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("The rules tell the answer. Take it out of them."));
  if (tells (setup->draw, forms) || tells (setup->organiser, forms) || tells (setup->show, forms))
    return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("The names of contest, organiser and show tell the answer. Change them."));
  for (guint i = 0; i < setup->prizes->len; i++)
    if (tells (((const CsPrize *) setup->prizes->pdata[i])->name, forms))
      return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("The name of a prize tells the answer. Change it."));
  return TRUE;
}

static char *
write_seal (const CsContestSetup *setup,
            const CsClueFiles    *files,
            const char           *head,
            gint64                start_s,
            gint64                now_s)
{
  CsHex rules, commitment;
  gint64 sealed_s = setup->rehearsal ? MIN (now_s, start_s) : now_s;
  const CsClueSeal seal = {
    .rehearsal = setup->rehearsal, .contest = setup->draw, .organiser = setup->organiser, .show = setup->show,
    .rules = rules, .commitment = commitment, .n_forms = g_strv_length (files->forms), .n_winners = cs_contest_setup_get_n_winners (setup),
    .n_alternates = setup->n_alternates, .start_s = start_s, .end_s = setup->end_s, .journal = (char *) head,
    .sealed_s = sealed_s, .software = (char *) "coulisses/" CS_VERSION,
  };

  cs_digest_of_bytes (setup->rules, strlen (setup->rules), rules);
  cs_clue_commit (files->nonce, (const char *const *) files->forms, commitment);
  return cs_clue_seal_write (&seal);
}

CsClueFiles *
cs_clue_prepare (const CsContestSetup *setup,
                 const char *const    *answers,
                 CsDraw               *draw,
                 GError              **error)
{
  gint64 now_s = cs_draw_now_s (draw);
  gint64 start_s = setup->start_s > 0 ? setup->start_s : now_s;
  g_autofree char *folder = NULL;
  g_autoptr (CsClueFiles) files = NULL;
  guint8 bytes[CS_DIGEST_BYTES];
  CsHex nonce;

  if (!check (setup, start_s, now_s, error))
    return NULL;
  folder = cs_draw_dup_folder (draw, setup->draw);
  files = cs_clue_files_new (folder);
  files->forms = make_forms (answers, error);
  if (files->forms == NULL || !check_silence (setup, (const char *const *) files->forms, error))
    return NULL;
  if (getrandom (bytes, sizeof bytes, 0) != sizeof bytes) {
    cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("The system gives no random numbers: %s"), g_strerror (errno));
    return NULL;
  }
  cs_digest_write_hex (bytes, sizeof bytes, nonce);
  files->nonce = g_strdup (nonce);
  files->rules = g_strdup (setup->rules);
  files->seal = write_seal (setup, files, cs_draw_journal_get_head (draw->journal), start_s, now_s);
  return g_steal_pointer (&files);
}


GStrv
cs_clue_copy_answers (const char *const *answers)
{
  return g_strdupv ((char **) answers);
}

/* Whoever looks at memory afterwards finds them in the contest's forms alone. */
void
cs_clue_free_answers (GStrv answers)
{
  for (char **answer = answers; *answer != NULL; answer++)
    explicit_bzero (*answer, strlen (*answer));
  g_strfreev (answers);
}

/* Of one that was sealed without the desk: prizes have no name. */
CsContestSetup *
cs_clue_setup_of_seal (const CsClueSeal *seal)
{
  CsContestSetup *setup = cs_contest_setup_new ();

  setup->clue = TRUE;
  g_free (setup->draw);
  setup->draw = g_strdup (seal->contest);
  g_free (setup->organiser);
  setup->organiser = g_strdup (seal->organiser);
  g_free (setup->show);
  setup->show = g_strdup (seal->show);
  setup->start_s = seal->start_s;
  setup->end_s = seal->end_s;
  setup->n_alternates = seal->n_alternates;
  cs_contest_setup_add_prize (setup, "", seal->n_winners);
  return setup;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-cli-clue.h"

#include "cs-cli-draw.h"
#include "cs-cli.h"
#include "cs-draw-text.h"

#include <glib/gi18n-lib.h>

static void
take (char      **field,
      const char *text)
{
  g_free (*field);
  *field = g_strdup (text != NULL ? text : "");
}

/* "2*NAME" is won twice, "NAME" once. */
static gboolean
take_prizes (const CsCliClue *clue,
             CsContestSetup  *setup)
{
  for (char **prize = clue->prizes; prize != NULL && *prize != NULL; prize++) {
    g_autofree char *name = NULL;
    guint count;

    if (!cs_cli_draw_read_prize (*prize, &name, &count))
      return FALSE;
    cs_contest_setup_add_prize (setup, name, count);
  }
  if (clue->prizes == NULL)
    cs_contest_setup_add_prize (setup, "", (guint) clue->winners);
  return TRUE;
}

/* The answer comes from a file: a command line is seen by every user of the machine. */
static GStrv
read_answers (const CsCliClue *clue,
              GError         **error)
{
  g_autoptr (GBytes) answers = cs_cli_draw_read (clue->answers_path, error);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (answers == NULL)
    return NULL;
  text = g_strndup (g_bytes_get_data (answers, NULL), g_bytes_get_size (answers));
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    if (g_strstrip (*line)[0] != '\0')
      g_strv_builder_add (builder, *line);
  return g_strv_builder_end (builder);
}

static gboolean
read_setup (const CsCliClue *clue,
            CsContestSetup  *setup,
            GError         **error)
{
  g_autoptr (GBytes) rules = cs_cli_draw_read (clue->rules_path, error);

  if (rules == NULL)
    return FALSE;
  g_free (setup->rules);
  setup->rules = g_strndup (g_bytes_get_data (rules, NULL), g_bytes_get_size (rules));
  take (&setup->draw, clue->contest);
  take (&setup->organiser, clue->organiser);
  take (&setup->show, clue->show);
  if (clue->tags != NULL) {
    g_strfreev (setup->tags);
    setup->tags = g_strdupv (clue->tags);
  }
  setup->n_alternates = (guint) clue->alternates;
  setup->clue = TRUE;
  return TRUE;
}

static void
print_seal (const CsCliClue *clue)
{
  const CsClueSeal *seal = cs_clue_get_seal (clue->clue);
  g_autofree char *groups = cs_seal_group_digest (seal->digest);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (!clue->json) {
    g_print (_("Seal %s\n"), groups);
    return;
  }
  json_builder_begin_object (builder);
  cs_cli_draw_add (builder, "contest", seal->contest);
  cs_cli_draw_add (builder, "seal_sha256", seal->digest);
  cs_cli_draw_add (builder, "seal", cs_clue_get_seal_text (clue->clue));
  json_builder_end_object (builder);
  cs_cli_draw_print (builder);
}

static int
parse_setup (CsCliClue      *clue,
             CsContestSetup *setup,
             const char     *about,
             int            *argc,
             char         ***argv)
{
  const GOptionEntry entries[] = {
    { "show", 0, 0, G_OPTION_ARG_FILENAME, &clue->show_path, N_("Show file"), "FILE" },
    { "contest", 0, 0, G_OPTION_ARG_STRING, &clue->contest, N_("A short name of letters, digits, dots and dashes"), "NAME" },
    { "organiser", 0, 0, G_OPTION_ARG_STRING, &clue->organiser, N_("Who holds the contest"), "TEXT" },
    { "show-name", 0, 0, G_OPTION_ARG_STRING, &clue->show, N_("During which show"), "TEXT" },
    { "rules", 0, 0, G_OPTION_ARG_FILENAME, &clue->rules_path, N_("The rules"), "FILE" },
    { "answers", 0, 0, G_OPTION_ARG_FILENAME, &clue->answers_path, N_("The answer, one way to write it a line"), "FILE" },
    { "start", 0, 0, G_OPTION_ARG_STRING, &clue->start, N_("From when answers count, for example 2026-11-22T21:00:00Z; otherwise from the sealing"), "UTC" },
    { "end", 0, 0, G_OPTION_ARG_STRING, &clue->end, N_("Until when answers count"), "UTC" },
    { "prize", 0, 0, G_OPTION_ARG_STRING_ARRAY, &clue->prizes, N_("A prize, in the order of the rules; may be repeated"), "[N*]NAME" },
    { "winners", 0, 0, G_OPTION_ARG_INT, &clue->winners, N_("How many win, when no prize is named"), "N" },
    { "alternates", 0, 0, G_OPTION_ARG_INT, &clue->alternates, N_("How many alternates are named"), "N" },
    { "tag", 0, 0, G_OPTION_ARG_STRING_ARRAY, &clue->tags, N_("A hashtag that posts must carry, without the sign; may be repeated"), "TAG" },
    { "output", 0, 0, G_OPTION_ARG_FILENAME, &clue->output, N_("The folder to make, in a rehearsal"), "DIR" },
    { "lang", 0, 0, G_OPTION_ARG_STRING, &clue->language, N_("fr or en; both when it is not named"), "LANG" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &clue->json, N_("Print JSON"), NULL },
    { NULL },
  };
  int code = cs_cli_parse (about, entries, argc, argv);

  if (code != CS_CLI_OK)
    return code;
  if (*argc != 1 || clue->contest == NULL || clue->rules_path == NULL || clue->answers_path == NULL || clue->winners < 1 || clue->alternates < 0)
    return cs_cli_clue_usage (_("Name --show, --contest, --organiser, --show-name, --rules, --answers and --end."));
  if ((clue->start != NULL && !cs_draw_read_time (clue->start, &setup->start_s)) || !cs_draw_read_time (clue->end, &setup->end_s))
    return cs_cli_clue_usage (_("Times are written like 2026-11-22T21:00:00Z."));
  if (!take_prizes (clue, setup))
    return cs_cli_clue_usage (_("A prize is NAME, or N*NAME when it is won N times."));
  return CS_CLI_OK;
}

static gboolean
seal_now (CsCliClue            *clue,
          const CsContestSetup *setup,
          GStrv                 answers,
          GError              **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cs_clue_seal_async (clue->clue, setup, (const char *const *) answers, NULL, cs_cli_result_cb, &result);
  return cs_clue_finish (clue->clue, cs_cli_wait (&result), error);
}

static gboolean
run_rehearsal (CsCliClue            *clue,
               const CsContestSetup *setup,
               GStrv                 answers,
               GError              **error)
{
  if (!seal_now (clue, setup, answers, error) || !cs_cli_clue_find_posts (clue, error))
    return FALSE;
  cs_clue_end_reveal (clue->clue);
  return cs_cli_clue_export (clue, error);
}

/**
 * cs_cli_clue_seal:
 * @argc: how many arguments
 * @argv: the arguments, the verb's name first
 *
 * Seals the answer of a clue contest.
 *
 * Returns: a #CsCliExit
 */
int
cs_cli_clue_seal (int    argc,
                  char **argv)
{
  g_auto (CsCliClue) clue = { .winners = 1 };
  g_autoptr (CsContestSetup) setup = cs_contest_setup_new ();
  g_auto (GStrv) answers = NULL;
  g_autoptr (GError) error = NULL;
  int code = parse_setup (&clue, setup, _("Seals the answer of a clue contest."), &argc, &argv);

  if (code != CS_CLI_OK)
    return code;
  answers = read_setup (&clue, setup, &error) ? read_answers (&clue, &error) : NULL;
  if (answers == NULL)
    return cs_cli_fail (CS_CLI_FAILED, error);
  code = cs_cli_clue_open (&clue);
  if (code != CS_CLI_OK)
    return code;
  if (seal_now (&clue, setup, answers, &error))
    print_seal (&clue);
  return cs_cli_clue_close (&clue, error);
}

/**
 * cs_cli_clue_rehearse:
 * @argc: how many arguments
 * @argv: the arguments, the verb's name first
 *
 * Rehearses a clue contest in one go, over posts that are there already: a rehearsal leaves nothing in the show to go on
 * with.
 *
 * Returns: a #CsCliExit
 */
int
cs_cli_clue_rehearse (int    argc,
                      char **argv)
{
  g_auto (CsCliClue) clue = { .winners = 1 };
  g_autoptr (CsContestSetup) setup = cs_contest_setup_new ();
  g_auto (GStrv) answers = NULL;
  g_autoptr (GError) error = NULL;
  int code = parse_setup (&clue, setup, _("Rehearses a clue contest with the posts of a show: it counts for nothing, and says so everywhere."), &argc, &argv);

  if (code != CS_CLI_OK)
    return code;
  if (clue.output == NULL)
    return cs_cli_clue_usage (_("Name --output."));
  answers = read_setup (&clue, setup, &error) ? read_answers (&clue, &error) : NULL;
  if (answers == NULL)
    return cs_cli_fail (CS_CLI_FAILED, error);
  setup->rehearsal = TRUE;
  code = cs_cli_clue_open (&clue);
  if (code != CS_CLI_OK)
    return code;
  if (run_rehearsal (&clue, setup, answers, &error)) {
    g_print ("%s\n", _("REHEARSAL: this counts for nothing."));
    cs_cli_clue_print_result (&clue);
  }
  return cs_cli_clue_close (&clue, error);
}

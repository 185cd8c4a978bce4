/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-cli-draw.h"

#include "cs-cli-clue.h"
#include "cs-cli.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
begin_open (CsCliClue          *clue,
            gpointer            data,
            GAsyncReadyCallback callback,
            GAsyncResult      **result)
{
  cs_clue_open_async (clue->clue, clue->contest, NULL, callback, result);
}

static gboolean
run_close (CsCliClue *clue,
           GError   **error)
{
  if (!cs_cli_clue_await (clue, begin_open, NULL, error))
    return FALSE;
  if (cs_clue_get_phase (clue->clue) == CS_CLUE_SEALED && !cs_cli_clue_find_posts (clue, error))
    return FALSE;
  cs_clue_end_reveal (clue->clue);
  return cs_cli_clue_export (clue, error);
}

static int
close_contest (int    argc,
               char **argv)
{
  g_auto (CsCliClue) clue = { 0 };
  const GOptionEntry entries[] = {
    { "show", 0, 0, G_OPTION_ARG_FILENAME, &clue.show_path, N_("Show file"), "FILE" },
    { "contest", 0, 0, G_OPTION_ARG_STRING, &clue.contest, N_("Its name"), "NAME" },
    { "output", 0, 0, G_OPTION_ARG_FILENAME, &clue.output, N_("The folder to make"), "DIR" },
    { "lang", 0, 0, G_OPTION_ARG_STRING, &clue.language, N_("fr or en; both when it is not named"), "LANG" },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  int code = cs_cli_parse (_("Ends a clue contest, finds its winners and writes its record."), entries, &argc, &argv);

  if (code != CS_CLI_OK)
    return code;
  if (argc != 1 || clue.contest == NULL || clue.output == NULL)
    return cs_cli_clue_usage (_("Name --show, --contest and --output."));
  if (clue.language != NULL && strcmp (clue.language, "fr") != 0 && strcmp (clue.language, "en") != 0)
    return cs_cli_clue_usage (_("--lang is fr or en."));
  code = cs_cli_clue_open (&clue);
  if (code != CS_CLI_OK)
    return code;
  if (run_close (&clue, &error))
    cs_cli_clue_print_result (&clue);
  return cs_cli_clue_close (&clue, error);
}

static void
begin_void (CsCliClue          *clue,
            gpointer            data,
            GAsyncReadyCallback callback,
            GAsyncResult      **result)
{
  cs_clue_void_async (clue->clue, clue->reason, NULL, callback, result);
}

static int
declare_void (int    argc,
              char **argv)
{
  g_auto (CsCliClue) clue = { 0 };
  const GOptionEntry entries[] = {
    { "show", 0, 0, G_OPTION_ARG_FILENAME, &clue.show_path, N_("Show file"), "FILE" },
    { "contest", 0, 0, G_OPTION_ARG_STRING, &clue.contest, N_("Its name"), "NAME" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &clue.reason, N_("Why, on one line; it stays public for ever"), "TEXT" },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  int code = cs_cli_parse (_("Declares the seal of a clue contest void. It cannot be taken back."), entries, &argc, &argv);

  if (code != CS_CLI_OK)
    return code;
  if (argc != 1 || clue.contest == NULL || clue.reason == NULL)
    return cs_cli_clue_usage (_("Name --show, --contest and --reason."));
  code = cs_cli_clue_open (&clue);
  if (code != CS_CLI_OK)
    return code;
  if (cs_cli_clue_await (&clue, begin_open, NULL, &error))
    cs_cli_clue_await (&clue, begin_void, NULL, &error);
  return cs_cli_clue_close (&clue, error);
}

static void
begin_replace (CsCliClue          *clue,
               gpointer            data,
               GAsyncReadyCallback callback,
               GAsyncResult      **result)
{
  cs_clue_replace_async (clue->clue, (guint) clue->rank, clue->disqualify, clue->code != NULL ? clue->code : "declined", NULL, callback, result);
}

static int
give_up (int    argc,
         char **argv)
{
  g_auto (CsCliClue) clue = { 0 };
  const GOptionEntry entries[] = {
    { "show", 0, 0, G_OPTION_ARG_FILENAME, &clue.show_path, N_("Show file"), "FILE" },
    { "contest", 0, 0, G_OPTION_ARG_STRING, &clue.contest, N_("Its name"), "NAME" },
    { "rank", 0, 0, G_OPTION_ARG_INT, &clue.rank, N_("Who gives a prize up"), "N" },
    { "code", 0, 0, G_OPTION_ARG_STRING, &clue.code, N_("Why: declined, unreachable, under-age, household, country, bot, duplicate; otherwise declined"), "CODE" },
    { "disqualify", 0, 0, G_OPTION_ARG_NONE, &clue.disqualify, N_("The rules take the prize, not the winner’s own will"), NULL },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  int code = cs_cli_parse (_("Gives a prize of a closed clue contest to the next rank. Run “close” again for the new record."), entries, &argc, &argv);

  if (code != CS_CLI_OK)
    return code;
  if (argc != 1 || clue.contest == NULL || clue.rank < 1)
    return cs_cli_clue_usage (_("Name --show, --contest and --rank."));
  code = cs_cli_clue_open (&clue);
  if (code != CS_CLI_OK)
    return code;
  if (cs_cli_clue_await (&clue, begin_open, NULL, &error) && cs_cli_clue_await (&clue, begin_replace, NULL, &error)) {
    cs_clue_end_reveal (clue.clue);
    cs_cli_clue_print_result (&clue);
  }
  return cs_cli_clue_close (&clue, error);
}

/**
 * cs_cli_draw_clue:
 * @argc: how many arguments
 * @argv: the arguments, the command's name first
 *
 * Seals a clue contest, closes it, declares it void, gives a prize to the next rank, or rehearses it.
 *
 * Returns: a #CsCliExit
 */
int
cs_cli_draw_clue (int    argc,
                  char **argv)
{
  static const struct {
    const char *name;
    int (*run) (int    argc,
                char **argv);
  } verbs[] = {
    { "seal", cs_cli_clue_seal },
    { "close", close_contest },
    { "void", declare_void },
    { "decline", give_up },
    { "rehearse", cs_cli_clue_rehearse },
  };

  for (guint i = 0; argc >= 2 && i < G_N_ELEMENTS (verbs); i++)
    if (strcmp (argv[1], verbs[i].name) == 0)
      return verbs[i].run (argc - 1, argv + 1);
  return cs_cli_clue_usage (_("Name what to do: draw clue seal, close, decline, void or rehearse."));
}

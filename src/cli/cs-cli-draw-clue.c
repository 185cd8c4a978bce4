/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-cli-draw.h"

#include "cs-cli.h"
#include "cs-clue-feed.h"
#include "cs-clue.h"
#include "cs-draw-error.h"
#include "cs-draw-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct {
  char *show_path;
  char *contest;
  char *organiser;
  char *show;
  char *rules_path;
  char *answers_path;
  char *start;
  char *end;
  char *output;
  char *language;
  int winners;
  int alternates;
  gboolean json;
  CsDesk *desk;
  CsClue *clue;
} Clue;

static void
clue_clear (Clue *clue)
{
  g_free (clue->show_path);
  g_free (clue->contest);
  g_free (clue->organiser);
  g_free (clue->show);
  g_free (clue->rules_path);
  g_free (clue->answers_path);
  g_free (clue->start);
  g_free (clue->end);
  g_free (clue->output);
  g_free (clue->language);
  g_clear_object (&clue->clue);
  g_clear_object (&clue->desk);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Clue, clue_clear)

static int
usage (const char *sentence)
{
  g_printerr ("coulisses-cli: %s\n", sentence);
  return CS_CLI_USAGE;
}

static int
open_show (Clue *clue)
{
  int code = CS_CLI_OK;

  clue->desk = cs_cli_open_desk (clue->show_path, CS_STORE_OPEN, &code);
  if (clue->desk != NULL)
    clue->clue = cs_clue_new (cs_contest_desk_get_draw (cs_desk_get_contest (clue->desk)));
  return code;
}

static int
close_show (Clue         *clue,
            const GError *error)
{
  int code = error != NULL ? cs_cli_fail (CS_CLI_FAILED, error) : CS_CLI_OK;
  int closed;

  g_clear_object (&clue->clue);
  closed = cs_cli_close_desk (clue->desk);
  return code != CS_CLI_OK ? code : closed;
}

/* The answer comes from a file: a command line is seen by every user of the machine. */
static gboolean
read_setup (const Clue  *clue,
            CsClueSetup *setup,
            GError     **error)
{
  g_autoptr (GBytes) rules = cs_cli_draw_read (clue->rules_path, error);
  g_autoptr (GBytes) answers = rules != NULL ? cs_cli_draw_read (clue->answers_path, error) : NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (answers == NULL)
    return FALSE;
  text = g_strndup (g_bytes_get_data (answers, NULL), g_bytes_get_size (answers));
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    if (g_strstrip (*line)[0] != '\0')
      g_strv_builder_add (builder, *line);
  g_strfreev (setup->answers);
  setup->answers = g_strv_builder_end (builder);
  setup->rules = g_strndup (g_bytes_get_data (rules, NULL), g_bytes_get_size (rules));
  setup->contest = g_strdup (clue->contest);
  setup->organiser = g_strdup (clue->organiser);
  setup->show = g_strdup (clue->show);
  setup->n_winners = (guint) clue->winners;
  setup->n_alternates = (guint) clue->alternates;
  return TRUE;
}

static void
print_seal (const Clue *clue)
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
seal (int    argc,
      char **argv)
{
  g_auto (Clue) clue = { .winners = 1 };
  const GOptionEntry entries[] = {
    { "show", 0, 0, G_OPTION_ARG_FILENAME, &clue.show_path, N_("Show file"), "FILE" },
    { "contest", 0, 0, G_OPTION_ARG_STRING, &clue.contest, N_("A short name of letters, digits, dots and dashes"), "NAME" },
    { "organiser", 0, 0, G_OPTION_ARG_STRING, &clue.organiser, N_("Who holds the contest"), "TEXT" },
    { "show-name", 0, 0, G_OPTION_ARG_STRING, &clue.show, N_("During which show"), "TEXT" },
    { "rules", 0, 0, G_OPTION_ARG_FILENAME, &clue.rules_path, N_("The rules"), "FILE" },
    { "answers", 0, 0, G_OPTION_ARG_FILENAME, &clue.answers_path, N_("The answer, one way to write it a line"), "FILE" },
    { "start", 0, 0, G_OPTION_ARG_STRING, &clue.start, N_("From when answers count, for example 2026-11-22T21:00:00Z"), "UTC" },
    { "end", 0, 0, G_OPTION_ARG_STRING, &clue.end, N_("Until when answers count"), "UTC" },
    { "winners", 0, 0, G_OPTION_ARG_INT, &clue.winners, N_("How many win"), "N" },
    { "alternates", 0, 0, G_OPTION_ARG_INT, &clue.alternates, N_("How many alternates are named"), "N" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &clue.json, N_("Print JSON"), NULL },
    { NULL },
  };
  g_autoptr (CsClueSetup) setup = cs_clue_setup_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  int code = cs_cli_parse (_("Seals the answer of a clue contest."), entries, &argc, &argv);

  if (code != CS_CLI_OK)
    return code;
  if (argc != 1 || clue.contest == NULL || clue.rules_path == NULL || clue.answers_path == NULL || clue.winners < 1 || clue.alternates < 0)
    return usage (_("Name --show, --contest, --organiser, --show-name, --rules, --answers, --start and --end."));
  if (!cs_draw_read_time (clue.start, &setup->start_s) || !cs_draw_read_time (clue.end, &setup->end_s))
    return usage (_("Times are written like 2026-11-22T21:00:00Z."));
  if (!read_setup (&clue, setup, &error))
    return cs_cli_fail (CS_CLI_FAILED, error);
  code = open_show (&clue);
  if (code != CS_CLI_OK)
    return code;
  cs_clue_seal_async (clue.clue, setup, NULL, cs_cli_result_cb, &result);
  if (cs_clue_finish (clue.clue, cs_cli_wait (&result), &error))
    print_seal (&clue);
  return close_show (&clue, error);
}

typedef void (*Begin) (Clue                *clue,
                       gpointer             data,
                       GAsyncReadyCallback  callback,
                       GAsyncResult       **result);

static void
begin_open (Clue                *clue,
            gpointer             data,
            GAsyncReadyCallback  callback,
            GAsyncResult       **result)
{
  cs_clue_open_async (clue->clue, clue->contest, NULL, callback, result);
}

static void
begin_close (Clue                *clue,
             gpointer             data,
             GAsyncReadyCallback  callback,
             GAsyncResult       **result)
{
  cs_clue_close_async (clue->clue, data, NULL, callback, result);
}

static void
begin_export (Clue                *clue,
              gpointer             data,
              GAsyncReadyCallback  callback,
              GAsyncResult       **result)
{
  const char *const both[] = { "fr", "en", NULL };
  const char *const one[] = { clue->language, NULL };

  cs_clue_export_async (clue->clue, NULL, clue->language != NULL ? one : both, clue->output, NULL, callback, result);
}

static gboolean
await (Clue    *clue,
       Begin    begin,
       gpointer data,
       GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  begin (clue, data, cs_cli_result_cb, &result);
  return cs_clue_finish (clue->clue, cs_cli_wait (&result), error);
}

static gboolean
find_posts (Clue    *clue,
            GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) posts = NULL;

  cs_clue_feed_async (cs_desk_get_store (clue->desk), NULL, cs_cli_result_cb, &result);
  posts = cs_clue_feed_finish (cs_cli_wait (&result), error);
  return posts != NULL && await (clue, begin_close, posts, error);
}

static gboolean
run_close (Clue    *clue,
           GError **error)
{
  if (!await (clue, begin_open, NULL, error))
    return FALSE;
  if (cs_clue_get_phase (clue->clue) == CS_CLUE_SEALED && !find_posts (clue, error))
    return FALSE;
  cs_clue_end_reveal (clue->clue);
  return await (clue, begin_export, NULL, error);
}

static void
print_result (const Clue *clue)
{
  for (guint rank = 1; rank <= cs_clue_get_n_winners (clue->clue); rank++) {
    const CsClueEntry *entry = cs_clue_get_entry (clue->clue, rank);
    g_autofree char *time = cs_draw_write_time (entry->time_s);

    g_print ("%u\t%s\t%s\t%s\n", rank, time, entry->id, entry->post);
  }
}

static int
close_contest (int    argc,
               char **argv)
{
  g_auto (Clue) clue = { 0 };
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
    return usage (_("Name --show, --contest and --output."));
  if (clue.language != NULL && strcmp (clue.language, "fr") != 0 && strcmp (clue.language, "en") != 0)
    return usage (_("--lang is fr or en."));
  code = open_show (&clue);
  if (code != CS_CLI_OK)
    return code;
  if (run_close (&clue, &error))
    print_result (&clue);
  return close_show (&clue, error);
}

/**
 * cs_cli_draw_clue:
 * @argc: how many arguments
 * @argv: the arguments, the command's name first
 *
 * Seals a clue contest, or closes it.
 *
 * Returns: a #CsCliExit
 */
int
cs_cli_draw_clue (int    argc,
                  char **argv)
{
  if (argc >= 2 && strcmp (argv[1], "seal") == 0)
    return seal (argc - 1, argv + 1);
  if (argc >= 2 && strcmp (argv[1], "close") == 0)
    return close_contest (argc - 1, argv + 1);
  return usage (_("Name what to do: draw clue seal, or draw clue close."));
}

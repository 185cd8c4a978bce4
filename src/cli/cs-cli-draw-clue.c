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
  char *reason;
  char *code;
  GStrv prizes;
  GStrv tags;
  int winners;
  int alternates;
  int rank;
  gboolean disqualify;
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
  g_free (clue->reason);
  g_free (clue->code);
  g_strfreev (clue->prizes);
  g_strfreev (clue->tags);
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

static void
take (char      **field,
      const char *text)
{
  g_free (*field);
  *field = g_strdup (text != NULL ? text : "");
}

/* "2*NAME" is won twice, "NAME" once. */
static gboolean
take_prizes (const Clue     *clue,
             CsContestSetup *setup)
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
read_answers (const Clue *clue,
              GError    **error)
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
read_setup (const Clue     *clue,
            CsContestSetup *setup,
            GError        **error)
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

  cs_clue_feed_async (cs_desk_get_store (clue->desk), (const char *const *) cs_clue_get_setup (clue->clue)->tags, NULL, cs_cli_result_cb,
                      &result);
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

/* Who holds a prize now, in the order of the ranking. */
static void
print_result (const Clue *clue)
{
  g_autoptr (GPtrArray) events = cs_clue_list_events (clue->clue);
  guint called = cs_clue_get_n_winners (clue->clue);

  for (guint i = 0; i < events->len; i++)
    called += ((const CsDrawEvent *) events->pdata[i])->replaced_by > 0;
  for (guint rank = 1; rank <= called; rank++) {
    const CsClueEntry *entry = cs_clue_get_entry (clue->clue, rank);
    g_autofree char *time = cs_draw_write_time (entry->time_s);
    gboolean lost = FALSE;

    for (guint i = 0; i < events->len; i++)
      lost = lost || ((const CsDrawEvent *) events->pdata[i])->rank == rank;
    if (!lost)
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

static int
parse_setup (Clue           *clue,
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
    return usage (_("Name --show, --contest, --organiser, --show-name, --rules, --answers and --end."));
  if ((clue->start != NULL && !cs_draw_read_time (clue->start, &setup->start_s)) || !cs_draw_read_time (clue->end, &setup->end_s))
    return usage (_("Times are written like 2026-11-22T21:00:00Z."));
  if (!take_prizes (clue, setup))
    return usage (_("A prize is NAME, or N*NAME when it is won N times."));
  return CS_CLI_OK;
}

static gboolean
seal_now (Clue                 *clue,
          const CsContestSetup *setup,
          GStrv                 answers,
          GError              **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cs_clue_seal_async (clue->clue, setup, (const char *const *) answers, NULL, cs_cli_result_cb, &result);
  return cs_clue_finish (clue->clue, cs_cli_wait (&result), error);
}

static int
seal (int    argc,
      char **argv)
{
  g_auto (Clue) clue = { .winners = 1 };
  g_autoptr (CsContestSetup) setup = cs_contest_setup_new ();
  g_auto (GStrv) answers = NULL;
  g_autoptr (GError) error = NULL;
  int code = parse_setup (&clue, setup, _("Seals the answer of a clue contest."), &argc, &argv);

  if (code != CS_CLI_OK)
    return code;
  answers = read_setup (&clue, setup, &error) ? read_answers (&clue, &error) : NULL;
  if (answers == NULL)
    return cs_cli_fail (CS_CLI_FAILED, error);
  code = open_show (&clue);
  if (code != CS_CLI_OK)
    return code;
  if (seal_now (&clue, setup, answers, &error))
    print_seal (&clue);
  return close_show (&clue, error);
}

static gboolean
run_rehearsal (Clue                 *clue,
               const CsContestSetup *setup,
               GStrv                 answers,
               GError              **error)
{
  if (!seal_now (clue, setup, answers, error) || !find_posts (clue, error))
    return FALSE;
  cs_clue_end_reveal (clue->clue);
  return await (clue, begin_export, NULL, error);
}

/* In one go, over posts that are there already: a rehearsal leaves nothing in the show to go on with. */
static int
rehearse (int    argc,
          char **argv)
{
  g_auto (Clue) clue = { .winners = 1 };
  g_autoptr (CsContestSetup) setup = cs_contest_setup_new ();
  g_auto (GStrv) answers = NULL;
  g_autoptr (GError) error = NULL;
  int code = parse_setup (&clue, setup, _("Rehearses a clue contest with the posts of a show: it counts for nothing, and says so everywhere."), &argc, &argv);

  if (code != CS_CLI_OK)
    return code;
  if (clue.output == NULL)
    return usage (_("Name --output."));
  answers = read_setup (&clue, setup, &error) ? read_answers (&clue, &error) : NULL;
  if (answers == NULL)
    return cs_cli_fail (CS_CLI_FAILED, error);
  setup->rehearsal = TRUE;
  code = open_show (&clue);
  if (code != CS_CLI_OK)
    return code;
  if (run_rehearsal (&clue, setup, answers, &error)) {
    g_print ("%s\n", _("REHEARSAL: this counts for nothing."));
    print_result (&clue);
  }
  return close_show (&clue, error);
}

static void
begin_void (Clue                *clue,
            gpointer             data,
            GAsyncReadyCallback  callback,
            GAsyncResult       **result)
{
  cs_clue_void_async (clue->clue, clue->reason, NULL, callback, result);
}

static int
declare_void (int    argc,
              char **argv)
{
  g_auto (Clue) clue = { 0 };
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
    return usage (_("Name --show, --contest and --reason."));
  code = open_show (&clue);
  if (code != CS_CLI_OK)
    return code;
  if (await (&clue, begin_open, NULL, &error))
    await (&clue, begin_void, NULL, &error);
  return close_show (&clue, error);
}

static void
begin_replace (Clue                *clue,
               gpointer             data,
               GAsyncReadyCallback  callback,
               GAsyncResult       **result)
{
  cs_clue_replace_async (clue->clue, (guint) clue->rank, clue->disqualify, clue->code != NULL ? clue->code : "declined", NULL, callback, result);
}

static int
give_up (int    argc,
         char **argv)
{
  g_auto (Clue) clue = { 0 };
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
    return usage (_("Name --show, --contest and --rank."));
  code = open_show (&clue);
  if (code != CS_CLI_OK)
    return code;
  if (await (&clue, begin_open, NULL, &error) && await (&clue, begin_replace, NULL, &error)) {
    cs_clue_end_reveal (clue.clue);
    print_result (&clue);
  }
  return close_show (&clue, error);
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
    { "seal", seal }, { "close", close_contest }, { "void", declare_void }, { "decline", give_up }, { "rehearse", rehearse },
  };

  for (guint i = 0; argc >= 2 && i < G_N_ELEMENTS (verbs); i++)
    if (strcmp (argv[1], verbs[i].name) == 0)
      return verbs[i].run (argc - 1, argv + 1);
  return usage (_("Name what to do: draw clue seal, close, decline, void or rehearse."));
}

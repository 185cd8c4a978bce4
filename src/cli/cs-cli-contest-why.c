/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-cli-contest.h"

#include "cs-cli-draw.h"
#include "cs-draw-text.h"
#include "cs-handle-list.h"

#include <glib/gi18n-lib.h>

static CsReason *
explain (CsCliContest *contest,
         const char   *account,
         GError      **error)
{
  CsContestCounter *counter = cs_contest_desk_get_counter (contest->desk);
  g_autoptr (GAsyncResult) found = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CsStanding) standing = NULL;
  g_autofree char *id = cs_handle_read (account, NULL, error);

  if (id == NULL)
    return NULL;
  cs_contest_counter_find_async (counter, id, NULL, cs_cli_result_cb, &found);
  standing = cs_contest_counter_find_finish (counter, cs_cli_wait (&found), error);
  if (standing == NULL)
    return NULL;
  cs_contest_counter_explain_async (counter, standing->account_id, NULL, cs_cli_result_cb, &result);
  return cs_contest_counter_explain_finish (counter, cs_cli_wait (&result), error);
}

static void
print_text (const CsReason *reason)
{
  g_autofree char *why = cs_standing_explain (reason->standing, reason->lowest);

  g_print ("%s\n", why);
  if (reason->by != NULL)
    g_print ("%s\t%s\n", reason->by, reason->ruling != NULL ? reason->ruling : "");
  for (guint i = 0; i < reason->lines->len; i++) {
    const CsTallyLine *line = &g_array_index (reason->lines, CsTallyLine, i);
    g_autofree char *time = cs_draw_write_time (line->time_s);

    g_print ("%s\t%" G_GINT64_FORMAT "\t%s\n", time, line->row, cs_tally_verdict_get_name (line->verdict));
  }
}

static void
add_lines (JsonBuilder    *builder,
           const CsReason *reason)
{
  json_builder_set_member_name (builder, "posts");
  json_builder_begin_array (builder);
  for (guint i = 0; i < reason->lines->len; i++) {
    const CsTallyLine *line = &g_array_index (reason->lines, CsTallyLine, i);
    g_autofree char *time = cs_draw_write_time (line->time_s);

    json_builder_begin_object (builder);
    cs_cli_draw_add_number (builder, "post_id", (guint64) line->row);
    cs_cli_draw_add (builder, "utc", time);
    cs_cli_draw_add_number (builder, "slot", (guint64) (MAX (line->time_s, 0) / CS_ACTIVITY_SLOT_S));
    cs_cli_draw_add (builder, "verdict", cs_tally_verdict_to_id (line->verdict));
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
print_json (const CsReason *reason)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const CsStanding *standing = reason->standing;

  json_builder_begin_object (builder);
  cs_cli_draw_add (builder, "id", standing->id);
  json_builder_set_member_name (builder, "eligible");
  json_builder_add_boolean_value (builder, standing->eligible);
  cs_cli_draw_add_number (builder, "rank", standing->rank);
  cs_cli_draw_add_number (builder, "score", standing->score);
  cs_cli_draw_add_number (builder, "threshold", reason->threshold);
  cs_cli_draw_add_number (builder, "lowest_score", reason->lowest);
  cs_cli_draw_add (builder, "excluded", standing->exclusion);
  cs_cli_draw_add (builder, "by", reason->by);
  cs_cli_draw_add (builder, "reason", reason->ruling);
  cs_cli_draw_add (builder, "looks_like", standing->alike);
  cs_cli_draw_add_number (builder, "counted_with", (guint64) standing->into_id);
  add_lines (builder, reason);
  json_builder_end_object (builder);
  cs_cli_draw_print (builder);
}

/**
 * cs_cli_contest_why:
 * @argc: how many arguments
 * @argv: "why" and its options
 *
 * Tells why an account is in or out, with each of its posts.
 *
 * Returns: the exit code
 */
int
cs_cli_contest_why (int    argc,
                    char **argv)
{
  g_autofree char *show = NULL;
  g_autofree char *name = NULL;
  g_autofree char *account = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "show", 0, 0, G_OPTION_ARG_FILENAME, &show, N_("Show file"), "FILE" },
    { "contest", 0, 0, G_OPTION_ARG_STRING, &name, N_("Which contest; otherwise the current one"), "NAME" },
    { "account", 0, 0, G_OPTION_ARG_STRING, &account, N_("The account: @name@server, name.example, network:handle or its page"), "ID" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    { NULL },
  };
  g_auto (CsCliContest) contest = { 0 };
  g_autoptr (CsReason) reason = NULL;
  g_autoptr (GError) error = NULL;
  int code = cs_cli_parse (_("Tells why an account is in a contest or out of it."), entries, &argc, &argv);

  if (code != CS_CLI_OK)
    return code;
  if (argc != 1 || account == NULL) {
    g_printerr ("coulisses-cli: %s\n", _("Name the account with --account."));
    return CS_CLI_USAGE;
  }
  code = cs_cli_contest_open (&contest, show, name, TRUE, CS_STORE_READ);
  if (code != CS_CLI_OK)
    return code;
  reason = explain (&contest, account, &error);
  if (reason == NULL)
    return cs_cli_fail (CS_CLI_FAILED, error);
  if (json)
    print_json (reason);
  else
    print_text (reason);
  return CS_CLI_OK;
}

/**
 * cs_cli_contest_import:
 * @argc: how many arguments
 * @argv: "import", its options and a file
 *
 * Reads a list of accounts from a spreadsheet into the show.
 *
 * Returns: the exit code; %CS_CLI_FAILED also when a line names no account
 */
int
cs_cli_contest_import (int    argc,
                       char **argv)
{
  g_autofree char *show = NULL;
  g_autofree char *list = NULL;
  const GOptionEntry entries[] = {
    { "show", 0, 0, G_OPTION_ARG_FILENAME, &show, N_("Show file"), "FILE" },
    { "list", 0, 0, G_OPTION_ARG_STRING, &list, N_("What the accounts are left out for, or tickets"), "CODE" },
    { NULL },
  };
  g_auto (CsCliContest) contest = { 0 };
  g_autoptr (CsListReport) report = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *base = NULL;
  int code = cs_cli_parse (_("Reads a list of accounts from a spreadsheet."), entries, &argc, &argv);

  if (code != CS_CLI_OK)
    return code;
  if (argc != 2 || list == NULL) {
    g_printerr ("coulisses-cli: %s\n", _("Name --list and one file."));
    return CS_CLI_USAGE;
  }
  bytes = cs_cli_draw_read (argv[1], &error);
  if (bytes == NULL)
    return cs_cli_fail (CS_CLI_FAILED, error);
  code = cs_cli_contest_open (&contest, show, NULL, FALSE, CS_STORE_OPEN);
  if (code != CS_CLI_OK)
    return code;
  base = g_path_get_basename (argv[1]);
  cs_contest_desk_import_list_async (contest.desk, list, base, bytes, NULL, cs_cli_result_cb, &result);
  report = cs_contest_desk_import_list_finish (contest.desk, cs_cli_wait (&result), &error);
  if (report == NULL)
    return cs_cli_fail (CS_CLI_FAILED, error);
  for (guint i = 0; i < report->refused->len; i++)
    g_printerr ("%s\n", (const char *) report->refused->pdata[i]);
  g_print (ngettext ("%u account taken\n", "%u accounts taken\n", report->n_taken), report->n_taken);
  return report->refused->len == 0 ? CS_CLI_OK : CS_CLI_FAILED;
}

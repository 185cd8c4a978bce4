/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-cli-contest.h"

#include "cs-cli-draw.h"
#include "cs-csv.h"

#include <glib/gi18n-lib.h>

#define PAGE_ROWS 500

static void
add_standing (JsonBuilder      *builder,
              const CsStanding *standing)
{
  cs_cli_draw_add_number (builder, "account", (guint64) standing->account_id);
  cs_cli_draw_add (builder, "id", standing->id);
  cs_cli_draw_add (builder, "name", standing->name);
  cs_cli_draw_add_number (builder, "rank", standing->rank);
  cs_cli_draw_add_number (builder, "score", standing->score);
  cs_cli_draw_add_number (builder, "kept", standing->kept);
  cs_cli_draw_add_number (builder, "rejected", standing->rejected);
  json_builder_set_member_name (builder, "eligible");
  json_builder_add_boolean_value (builder, standing->eligible);
  cs_cli_draw_add (builder, "excluded", standing->exclusion);
  json_builder_set_member_name (builder, "manual");
  json_builder_add_boolean_value (builder, standing->manual);
  cs_cli_draw_add_number (builder, "tickets", standing->tickets);
  cs_cli_draw_add (builder, "looks_like", standing->alike);
}

static void
print_standing (const CsStanding *standing,
                gboolean          csv)
{
  g_autoptr (GString) row = g_string_new (NULL);
  g_autofree char *score = g_strdup_printf ("%u", standing->score);
  g_autofree char *kept = g_strdup_printf ("%u", standing->kept);
  g_autofree char *rejected = g_strdup_printf ("%u", standing->rejected);
  g_autofree char *rank = standing->rank > 0 ? g_strdup_printf ("%u", standing->rank) : g_strdup ("");
  const char *status = standing->exclusion != NULL ? standing->exclusion : standing->eligible ? "in" : "below";

  if (!csv) {
    g_print ("%s\t%s\t%s\t%s\n", rank, score, standing->id != NULL ? standing->id : "-", status);
    return;
  }
  cs_csv_add (row, rank);
  cs_csv_add (row, standing->id);
  cs_csv_add (row, standing->name);
  cs_csv_add (row, score);
  cs_csv_add (row, kept);
  cs_csv_add (row, rejected);
  cs_csv_add (row, status);
  g_print ("%s\r\n", row->str);
}

static GPtrArray *
read_page (CsCliContest *contest,
           guint         offset,
           guint         limit,
           GError      **error)
{
  CsContestCounter *counter = cs_contest_desk_get_counter (contest->desk);
  g_autoptr (GAsyncResult) result = NULL;

  cs_contest_counter_list_async (counter, offset, limit, NULL, cs_cli_result_cb, &result);
  return cs_contest_counter_list_finish (counter, cs_cli_wait (&result), error);
}

static void
begin_json (JsonBuilder  *builder,
            CsCliContest *contest)
{
  const CsTallySum *sum = cs_contest_desk_get_sum (contest->desk);

  json_builder_begin_object (builder);
  cs_cli_draw_add (builder, "contest", cs_contest_get_name (cs_contest_desk_get_current (contest->desk)));
  cs_cli_draw_add_number (builder, "accounts", sum->accounts);
  cs_cli_draw_add_number (builder, "excluded", sum->excluded);
  cs_cli_draw_add_number (builder, "eligible", sum->eligible);
  cs_cli_draw_add_number (builder, "lowest_score", sum->lowest);
  json_builder_set_member_name (builder, "ties_included");
  json_builder_add_boolean_value (builder, sum->ties);
  json_builder_set_member_name (builder, "ranking");
  json_builder_begin_array (builder);
}

/* A page at a time, however many there are. */
static int
print_all (CsCliContest *contest,
           guint         limit,
           JsonBuilder  *builder,
           gboolean      csv)
{
  guint n_rows = PAGE_ROWS;

  for (guint offset = 0; offset < limit && n_rows == PAGE_ROWS; offset += n_rows) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GPtrArray) rows = read_page (contest, offset, MIN (PAGE_ROWS, limit - offset), &error);

    if (rows == NULL)
      return cs_cli_fail (CS_CLI_FAILED, error);
    n_rows = rows->len;
    for (guint i = 0; i < rows->len; i++) {
      if (builder == NULL) {
        print_standing (rows->pdata[i], csv);
        continue;
      }
      json_builder_begin_object (builder);
      add_standing (builder, rows->pdata[i]);
      json_builder_end_object (builder);
    }
  }
  return CS_CLI_OK;
}

/**
 * cs_cli_contest_rank:
 * @argc: how many arguments
 * @argv: "rank" and its options
 *
 * Prints the accounts of a contest, the most active first.
 *
 * Returns: the exit code
 */
int
cs_cli_contest_rank (int    argc,
                     char **argv)
{
  g_autofree char *show = NULL;
  g_autofree char *name = NULL;
  gboolean json = FALSE, csv = FALSE;
  int limit = 0;
  const GOptionEntry entries[] = {
    { "show", 0, 0, G_OPTION_ARG_FILENAME, &show, N_("Show file"), "FILE" },
    { "contest", 0, 0, G_OPTION_ARG_STRING, &name, N_("Which contest; otherwise the current one"), "NAME" },
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_("Print so many accounts at most"), "N" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    { "csv", 0, 0, G_OPTION_ARG_NONE, &csv, N_("Print a table for a spreadsheet"), NULL },
    { NULL },
  };
  g_auto (CsCliContest) contest = { 0 };
  g_autoptr (JsonBuilder) builder = NULL;
  int code = cs_cli_parse (_("Prints the accounts of a contest, the most active first."), entries, &argc, &argv);

  if (code != CS_CLI_OK)
    return code;
  if (argc != 1 || (json && csv) || limit < 0) {
    g_printerr ("coulisses-cli: %s\n", _("Choose one of --json and --csv."));
    return CS_CLI_USAGE;
  }
  code = cs_cli_contest_open (&contest, show, name, TRUE, CS_STORE_READ);
  if (code != CS_CLI_OK)
    return code;
  if (json) {
    builder = json_builder_new ();
    begin_json (builder, &contest);
  } else if (csv) {
    g_print ("rank,id,name,score,kept,rejected,status\r\n");
  }
  code = print_all (&contest, limit > 0 ? (guint) limit : G_MAXUINT, builder, csv);
  if (code == CS_CLI_OK && json) {
    json_builder_end_array (builder);
    json_builder_end_object (builder);
    cs_cli_draw_print (builder);
  }
  return code;
}

static void
add_contest (JsonBuilder *builder,
             CsContest   *contest,
             gboolean     current)
{
  static const char *const states[] = { "draft", "sealed", "drawn", "void" };
  const CsContestSetup *setup = cs_contest_get_setup (contest);

  json_builder_begin_object (builder);
  cs_cli_draw_add (builder, "name", setup->draw);
  cs_cli_draw_add (builder, "state", states[cs_contest_get_state (contest)]);
  json_builder_set_member_name (builder, "current");
  json_builder_add_boolean_value (builder, current);
  cs_cli_draw_add (builder, "organiser", setup->organiser);
  cs_cli_draw_add (builder, "show", setup->show);
  cs_cli_draw_add_number (builder, "threshold", setup->threshold);
  cs_cli_draw_add_number (builder, "top", setup->top);
  cs_cli_draw_add_number (builder, "winners", cs_contest_setup_get_n_winners (setup));
  cs_cli_draw_add_number (builder, "alternates", setup->n_alternates);
  json_builder_end_object (builder);
}

/**
 * cs_cli_contest_list:
 * @argc: how many arguments
 * @argv: "list" and its options
 *
 * Prints the contests of a show.
 *
 * Returns: the exit code
 */
int
cs_cli_contest_list (int    argc,
                     char **argv)
{
  g_autofree char *show = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "show", 0, 0, G_OPTION_ARG_FILENAME, &show, N_("Show file"), "FILE" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    { NULL },
  };
  g_auto (CsCliContest) contest = { 0 };
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  GListModel *contests;
  int code = cs_cli_parse (_("Prints the contests of a show."), entries, &argc, &argv);

  if (code != CS_CLI_OK)
    return code;
  code = cs_cli_contest_open (&contest, show, NULL, FALSE, CS_STORE_READ);
  if (code != CS_CLI_OK)
    return code;
  contests = cs_contest_desk_get_contests (contest.desk);
  json_builder_begin_array (builder);
  for (guint i = 0; i < g_list_model_get_n_items (contests); i++) {
    g_autoptr (CsContest) one = g_list_model_get_item (contests, i);

    if (!json)
      g_print ("%s\t%s\n", cs_contest_get_name (one), cs_contest_get_setup (one)->show);
    add_contest (builder, one, one == cs_contest_desk_get_current (contest.desk));
  }
  json_builder_end_array (builder);
  if (json)
    cs_cli_draw_print (builder);
  return CS_CLI_OK;
}

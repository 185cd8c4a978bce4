/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-cli-contest.h"

#include "cs-drand-relays.h"
#include "cs-relays.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
choose (CsContestDesk *desk,
        const char    *name,
        gboolean       needed)
{
  GListModel *contests = cs_contest_desk_get_contests (desk);

  if (name == NULL)
    return cs_contest_desk_get_current (desk) != NULL || !needed;
  for (guint i = 0; i < g_list_model_get_n_items (contests); i++) {
    g_autoptr (CsContest) contest = g_list_model_get_item (contests, i);

    if (strcmp (cs_contest_get_name (contest), name) == 0) {
      cs_contest_desk_set_current (desk, contest);
      return TRUE;
    }
  }
  return FALSE;
}

/* Until everything in the file is counted. */
static gboolean
count (CsContestDesk *desk,
       GError       **error)
{
  CsContestCounter *counter = cs_contest_desk_get_counter (desk);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CsDrawIntake) intake = NULL;

  cs_contest_counter_intake_async (counter, NULL, cs_cli_result_cb, &result);
  intake = cs_contest_counter_intake_finish (counter, cs_cli_wait (&result), error);
  return intake != NULL;
}

/**
 * cs_cli_contest_open:
 * @self: a command's state
 * @path: (nullable): the show file
 * @name: (nullable): which contest, or %NULL for the current one
 * @needed: whether it is an error that there is no contest
 * @mode: whether anything is changed
 *
 * Opens a show, and counts the contest.
 *
 * Returns: a #CsCliExit; what went wrong has been said
 */
int
cs_cli_contest_open (CsCliContest *self,
                     const char   *path,
                     const char   *name,
                     gboolean      needed,
                     CsStoreMode   mode)
{
  g_autoptr (CsClock) clock = cs_clock_new ();
  g_autoptr (CsDrandRelays) relays = cs_drand_relays_new (cs_relays_known);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  int code;

  self->store = cs_cli_open_store (path, mode, &code);
  if (self->store == NULL)
    return code;
  self->desk = cs_contest_desk_new (self->store, clock, CS_RELAYS (relays), NULL);
  cs_contest_desk_open_async (self->desk, mode == CS_STORE_READ, NULL, cs_cli_result_cb, &result);
  if (!cs_contest_desk_open_finish (self->desk, cs_cli_wait (&result), &error))
    return cs_cli_fail (CS_CLI_FAILED, error);
  if (!choose (self->desk, name, needed)) {
    g_set_error (&error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, name != NULL ? _("There is no contest “%s” in this show.")
                                                                       : _("No contest is set up."), name);
    return cs_cli_fail (CS_CLI_FAILED, error);
  }
  return count (self->desk, &error) ? CS_CLI_OK : cs_cli_fail (CS_CLI_FAILED, error);
}

/**
 * cs_cli_contest_clear:
 * @self: a command's state
 *
 * Closes what is open.
 */
void
cs_cli_contest_clear (CsCliContest *self)
{
  if (self->desk != NULL)
    cs_contest_desk_stop (self->desk);
  g_clear_object (&self->desk);
  if (self->store != NULL)
    cs_cli_close_store (self->store);
  g_clear_object (&self->store);
}

/**
 * cs_cli_contest:
 * @argc: how many arguments
 * @argv: the arguments, the command's name first
 *
 * Lists a show's contests, ranks accounts, or tells why one is in or out.
 *
 * Returns: a #CsCliExit
 */
int
cs_cli_contest (int    argc,
                char **argv)
{
  static const struct {
    const char *name;
    CsCliCommand run;
  } commands[] = {
    { "list", cs_cli_contest_list },
    { "rank", cs_cli_contest_rank },
    { "why", cs_cli_contest_why },
    { "import", cs_cli_contest_import },
  };

  for (guint i = 0; argc >= 2 && i < G_N_ELEMENTS (commands); i++)
    if (strcmp (argv[1], commands[i].name) == 0)
      return commands[i].run (argc - 1, argv + 1);
  g_printerr ("%s\n%s\n%s\n%s\n", _("Usage: coulisses-cli contest list --show FILE [--json]"),
              _("       coulisses-cli contest rank --show FILE [--contest NAME] [--limit N] [--json | --csv]"),
              _("       coulisses-cli contest why --show FILE --account ID [--contest NAME] [--json]"),
              _("       coulisses-cli contest import --show FILE --list staff|partner|official|opt-out|country|bot|tickets CSV"));
  return CS_CLI_USAGE;
}

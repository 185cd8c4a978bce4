/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-cli.h"

#include "cs-folders.h"

#include <glib/gi18n-lib.h>

#define DEFAULT_PORT 8480

/* A replay is over when every source has ended and everything they brought is on disk. */
static gboolean
is_over_cb (gpointer data)
{
  CsDesk *desk = data;
  GListModel *sources = cs_desk_get_sources (desk);

  for (guint i = 0; i < g_list_model_get_n_items (sources); i++) {
    g_autoptr (CsSource) source = g_list_model_get_item (sources, i);
    CsSourceState state = cs_source_get_state (source);

    if (state != CS_SOURCE_FAILED && !(state == CS_SOURCE_STOPPED && cs_source_get_heard_us (source) != 0))
      return FALSE;
  }
  return cs_desk_get_n_waiting (desk) == 0;
}

static int
report_failures (CsDesk *desk)
{
  GListModel *sources = cs_desk_get_sources (desk);
  int code = CS_CLI_OK;

  for (guint i = 0; i < g_list_model_get_n_items (sources); i++) {
    g_autoptr (CsSource) source = g_list_model_get_item (sources, i);

    if (cs_source_get_state (source) == CS_SOURCE_FAILED) {
      g_printerr ("coulisses-cli: %s\n", cs_source_get_reason (source));
      code = CS_CLI_FAILED;
    }
  }
  return code;
}

/* Asked of the file itself: what the desk shows of it follows a moment later. */
static void
print_counts (CsDesk *desk)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  CsCounts counts;

  cs_store_count_async (cs_desk_get_store (desk), NULL, cs_cli_result_cb, &result);
  if (!cs_store_count_finish (cs_desk_get_store (desk), cs_cli_wait (&result), &counts, &error)) {
    g_printerr ("coulisses-cli: %s\n", error->message);
    return;
  }
  g_print (_("posts: %u, accounts: %u; to sort: %u, approved: %u, rejected: %u, on hold: %u, withdrawn: %u"), counts.posts,
           counts.accounts, counts.by_state[CS_STATE_INCOMING], counts.by_state[CS_STATE_APPROVED],
           counts.by_state[CS_STATE_REJECTED], counts.by_state[CS_STATE_HELD], counts.withdrawn);
  g_print ("\n");
}

/**
 * cs_cli_replay:
 * @argc: how many arguments
 * @argv: "replay", its options, and a recording
 *
 * Replays a recording into a show file.
 *
 * Returns: the exit code
 */
int
cs_cli_replay (int    argc,
               char **argv)
{
  g_autofree char *show = NULL;
  double speed = 1;
  const GOptionEntry entries[] = {
    { "show", 0, 0, G_OPTION_ARG_FILENAME, &show, N_("Show file, made when there is none"), "FILE" },
    { "speed", 0, 0, G_OPTION_ARG_DOUBLE, &speed, N_("1 is real time, 0 as fast as it goes"), "X" },
    { NULL },
  };
  g_autoptr (CsDesk) desk = NULL;
  g_autoptr (GError) error = NULL;
  int code = cs_cli_parse (_("Replays a recording into a show file."), entries, &argc, &argv);
  int closed;

  if (code != CS_CLI_OK)
    return code;
  if (argc != 2 || speed < 0) {
    g_printerr ("coulisses-cli: %s\n", _("Name one recording, and a speed that is not negative."));
    return CS_CLI_USAGE;
  }
  desk = cs_cli_open_desk (show, CS_STORE_CREATE, &code);
  if (desk == NULL)
    return code;
  if (!cs_desk_add_rehearsal (desk, argv[1], speed, &error)) {
    code = cs_cli_fail (CS_CLI_FAILED, error);
  } else {
    cs_cli_run (0, is_over_cb, desk);
    code = report_failures (desk);
    print_counts (desk);
  }
  closed = cs_cli_close_desk (desk);
  return code != CS_CLI_OK ? code : closed;
}

static gboolean
progress_cb (gpointer data)
{
  CsDesk *desk = data;
  const CsCounts *counts = cs_desk_get_counts (desk);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *time = g_date_time_format (now, "%H:%M:%S");

  g_print (_("%s  posts: %u, accounts: %u, withdrawn: %u, overlay pages: %u"), time, counts->posts, counts->accounts,
           counts->withdrawn, cs_output_server_get_n_readers (cs_desk_get_output (desk)));
  g_print ("\n");
  return G_SOURCE_CONTINUE;
}

static gboolean
serve (CsDesk  *desk,
       guint16  port,
       GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cs_desk_serve_async (desk, port, NULL, cs_cli_result_cb, &result);
  return cs_desk_serve_finish (desk, cs_cli_wait (&result), error);
}

static int
rehearse (CsDesk     *desk,
          const char *recording,
          double      speed,
          guint16     port)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *url = NULL;
  guint progress_id;

  if (!serve (desk, port, &error) || !cs_desk_add_rehearsal (desk, recording, speed, &error))
    return cs_cli_fail (CS_CLI_FAILED, error);
  url = cs_output_server_get_overlay_url (cs_desk_get_output (desk));
  g_print (_("REHEARSAL: %s"), recording);
  g_print ("\n");
  g_print (_("Overlay: %s"), url);
  g_print ("\n%s\n", _("Ctrl C ends it."));
  progress_id = g_timeout_add_seconds (speed > 10 ? 1 : 10, progress_cb, desk);
  cs_cli_run (0, is_over_cb, desk);
  g_source_remove (progress_id);
  g_print ("%s\n", _("Summary"));
  print_counts (desk);
  return report_failures (desk);
}

/* In @show, or in a show of its own that is thrown away. */
static int
rehearse_in (const char *show,
             const char *recording,
             double      speed,
             guint16     port)
{
  g_autofree char *temporary = NULL;
  g_autofree char *path = NULL;
  g_autoptr (CsDesk) desk = NULL;
  g_autoptr (GError) error = NULL;
  int code = CS_CLI_OK, closed;

  if (show == NULL && (temporary = g_dir_make_tmp ("coulisses-XXXXXX", &error)) == NULL)
    return cs_cli_fail (CS_CLI_FAILED, error);
  path = show != NULL ? g_strdup (show) : g_build_filename (temporary, "rehearsal.coulisses", NULL);
  desk = cs_cli_open_desk (path, CS_STORE_CREATE, &code);
  if (desk == NULL)
    return code;
  code = rehearse (desk, recording, speed, port);
  closed = cs_cli_close_desk (desk);
  if (temporary != NULL)
    cs_cli_remove_folder (temporary);
  return code != CS_CLI_OK ? code : closed;
}

/**
 * cs_cli_rehearse:
 * @argc: how many arguments
 * @argv: "rehearse" and its options
 *
 * Plays the rehearsal show with its overlay, for a machine without a display.
 *
 * Returns: the exit code
 */
int
cs_cli_rehearse (int    argc,
                 char **argv)
{
  g_autofree char *show = NULL;
  g_autofree char *recording = NULL;
  double speed = 1;
  int port = DEFAULT_PORT;
  const GOptionEntry entries[] = {
    { "show", 0, 0, G_OPTION_ARG_FILENAME, &show, N_("Show file to keep; otherwise it is thrown away"), "FILE" },
    { "recording", 0, 0, G_OPTION_ARG_FILENAME, &recording, N_("Another recording than the rehearsal show"), "FILE" },
    { "speed", 0, 0, G_OPTION_ARG_DOUBLE, &speed, N_("1 is real time, 0 as fast as it goes"), "X" },
    { "port", 0, 0, G_OPTION_ARG_INT, &port, N_("Port of the overlay; 0 takes a free one"), "N" },
    { NULL },
  };
  int code = cs_cli_parse (_("Plays the rehearsal show with its overlay on this machine."), entries, &argc, &argv);

  if (code != CS_CLI_OK)
    return code;
  if (argc != 1 || speed < 0 || port < 0 || port > G_MAXUINT16) {
    g_printerr ("coulisses-cli: %s\n", _("Give a speed that is not negative and a port from 0 to 65535."));
    return CS_CLI_USAGE;
  }
  if (recording == NULL)
    recording = g_build_filename (cs_folders_get_data (), "rehearsal", "show.ndjson", NULL);
  return rehearse_in (show, recording, speed, port);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-cli.h"

#include "cs-cli-live-page.h"
#include "cs-cli-live-report.h"
#include "cs-process.h"
#include "cs-remux.h"
#include "cs-trial.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#define MAX_LIST_BYTES (64 * 1024)

typedef struct {
  char *camera;
  char *microphone;
  char **to;
  char *to_file;
  char *record;
  char *ca;
  int duration_s;
  int height;
  int kbps;
  char *stats_json;
  gboolean devices;
  gboolean try;
  CsCliLivePage page;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->camera);
  g_free (options->microphone);
  g_strfreev (options->to);
  g_free (options->to_file);
  g_free (options->record);
  g_free (options->ca);
  g_free (options->stats_json);
  cs_cli_live_page_clear (&options->page);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static int
wrong (const char *sentence)
{
  g_printerr ("coulisses-cli: %s\n", sentence);
  return CS_CLI_USAGE;
}

static gboolean
add_target (CsBroadcast *broadcast,
            const char  *url,
            GError     **error)
{
  g_autoptr (CsTarget) target = cs_target_new (url, NULL, error);
  g_autoptr (CsDestination) destination = target != NULL ? cs_destination_new (target) : NULL;

  if (destination == NULL)
    return FALSE;
  cs_broadcast_add (broadcast, destination);
  return TRUE;
}

/* Keys in a file do not show in the list of processes. */
static gboolean
add_file (CsBroadcast *broadcast,
          const char  *path,
          GError     **error)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, error))
    return FALSE;
  if (length > MAX_LIST_BYTES) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("%s is too long for a list of addresses."), path);
    return FALSE;
  }
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (g_strstrip (lines[i])[0] != '\0' && lines[i][0] != '#' && !add_target (broadcast, lines[i], error))
      return FALSE;
  return TRUE;
}

/* For a server of one's own whose authority the system does not know. */
static gboolean
trust (const char *path,
       GError    **error)
{
  g_autofree char *full = g_canonicalize_filename (path, NULL);
  g_autoptr (GTlsDatabase) database = g_tls_file_database_new (full, error);

  if (database == NULL)
    return FALSE;
  g_tls_backend_set_default_database (g_tls_backend_get_default (), database);
  return TRUE;
}

static int
set_up (CsCapture     *capture,
        CsBroadcast   *broadcast,
        const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *name = g_date_time_format (now, "%Y-%m-%d %Hh%Mm%S");

  if (options->height != 0 && !cs_capture_set_height (capture, options->height))
    return wrong (_("The height is 360, 480, 720 or 1080."));
  if (options->kbps < 100 || options->kbps > 20000)
    return wrong (_("The bitrate is a number from 100 to 20000."));
  if (options->duration_s < 0)
    return wrong (_("The duration is a number of seconds."));
  if (options->to != NULL || options->to_file != NULL)
    cs_process_keep_secrets ();
  for (guint i = 0; options->to != NULL && options->to[i] != NULL; i++)
    if (!add_target (broadcast, options->to[i], &error))
      return cs_cli_fail (CS_CLI_USAGE, error);
  if (options->to_file != NULL && !add_file (broadcast, options->to_file, &error))
    return cs_cli_fail (CS_CLI_USAGE, error);
  if (g_list_model_get_n_items (cs_broadcast_get_destinations (broadcast)) == 0 && options->record == NULL &&
      options->page.port < 0)
    return wrong (_("Say where to stream with --to URL or --page, or where to record with --record DIR."));
  if (options->ca != NULL && !trust (options->ca, &error))
    return cs_cli_fail (CS_CLI_USAGE, error);
  cs_broadcast_set_video_kbps (broadcast, options->kbps);
  cs_broadcast_record_to (broadcast, options->record, name);
  cs_capture_choose (capture, CS_DEVICE_CAMERA, options->camera);
  cs_capture_choose (capture, CS_DEVICE_MICROPHONE, options->microphone);
  return CS_CLI_OK;
}

static int
try_one (CsTarget *target)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cs_trial_run_async (target, NULL, cs_cli_result_cb, &result);
  if (cs_trial_run_finish (cs_cli_wait (&result), &error)) {
    g_print (_("%s: takes the stream"), target->title);
    g_print ("\n");
    return CS_CLI_OK;
  }
  g_print ("%s: %s\n", target->title, error->message);
  return CS_CLI_FAILED;
}

/* One after the other: two tests at once may be too much for one server. */
static int
try_all (CsBroadcast *broadcast)
{
  GListModel *model = cs_broadcast_get_destinations (broadcast);
  int code = CS_CLI_OK;

  for (guint i = 0; i < g_list_model_get_n_items (model); i++) {
    g_autoptr (CsDestination) destination = g_list_model_get_item (model, i);

    if (try_one (cs_destination_get_target (destination)) != CS_CLI_OK)
      code = CS_CLI_FAILED;
  }
  return code;
}

static gboolean
is_off (gpointer data)
{
  return cs_broadcast_get_trouble (data) != NULL;
}

static int
stop (CsBroadcast     *broadcast,
      CsCliLiveReport *report,
      CsCliLivePage   *page)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *file = NULL;
  int code = CS_CLI_OK;

  if (cs_broadcast_get_trouble (broadcast) != NULL)
    code = cs_cli_fail (CS_CLI_FAILED, cs_broadcast_get_trouble (broadcast));
  cs_broadcast_stop_async (broadcast, cs_cli_result_cb, &result);
  file = cs_broadcast_stop_finish (broadcast, cs_cli_wait (&result), &error);
  if (error != NULL)
    code = cs_cli_fail (CS_CLI_FAILED, error);
  if (file != NULL)
    g_print ("%s\n", file);
  if (cs_broadcast_get_lack (broadcast) != NULL)
    g_printerr ("coulisses-cli: %s\n", cs_broadcast_get_lack (broadcast));
  cs_cli_live_report_finish (report, file, error);
  cs_cli_live_page_ended (page, file, error);
  return code;
}

static void
stop_capture (CsCapture *capture)
{
  g_autoptr (GAsyncResult) result = NULL;

  cs_capture_stop_async (capture, cs_cli_result_cb, &result);
  cs_capture_stop_finish (capture, cs_cli_wait (&result), NULL);
}

/* What an earlier run that was killed has left in parts. */
static void
gather_left (const char *folder)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) made = NULL;
  g_autofree char *lack = NULL;
  g_autoptr (GError) error = NULL;

  cs_remux_left_async (folder, NULL, cs_cli_result_cb, &result);
  made = cs_remux_left_finish (cs_cli_wait (&result), &lack, &error);
  if (error != NULL || lack != NULL)
    g_printerr ("coulisses-cli: %s\n", error != NULL ? error->message : lack);
  for (guint i = 0; made != NULL && i < made->len; i++)
    g_print ("%s\n", (const char *) g_ptr_array_index (made, i));
}

static void
print_devices (CsCapture *capture)
{
  for (guint kind = CS_DEVICE_CAMERA; kind <= CS_DEVICE_MICROPHONE; kind++) {
    GListModel *model = cs_device_list_get_model (cs_capture_get_devices (capture), kind);

    for (guint i = 0; i < g_list_model_get_n_items (model); i++) {
      g_autoptr (CsDevice) device = g_list_model_get_item (model, i);

      g_print ("%s\t%s\t%s\n", kind == CS_DEVICE_CAMERA ? "camera" : "microphone", cs_device_get_id (device),
               cs_device_get_name (device));
    }
  }
}

static int
list_devices (void)
{
  g_autoptr (CsDeviceList) devices = cs_device_list_new (NULL);
  g_autoptr (CsCapture) capture = cs_capture_new (devices);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cs_device_list_start_async (devices, NULL, cs_cli_result_cb, &result);
  if (!cs_device_list_start_finish (devices, cs_cli_wait (&result), &error))
    return cs_cli_fail (CS_CLI_FAILED, error);
  print_devices (capture);
  cs_device_list_stop (devices);
  return CS_CLI_OK;
}

static gboolean
ignore_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static int
stream (Options *options)
{
  g_autoptr (CsDeviceList) devices = cs_device_list_new (g_getenv ("COULISSES_DEVICE_CLASS"));
  g_autoptr (CsCapture) capture = cs_capture_new (devices);
  g_autoptr (CsBroadcast) broadcast = cs_broadcast_new (capture);
  CsCliLiveReport *report;
  guint ids[2];
  int code = set_up (capture, broadcast, options);

  if (code != CS_CLI_OK)
    return code;
  if (options->try)
    return try_all (broadcast);
  code = cs_cli_live_page_begin (&options->page, capture, broadcast);
  if (code != CS_CLI_OK) {
    cs_cli_live_page_end (&options->page);
    return code;
  }
  /* Whoever says twice that it shall end must not cut the goodbye short. */
  ids[0] = g_unix_signal_add (SIGINT, ignore_cb, NULL);
  ids[1] = g_unix_signal_add (SIGTERM, ignore_cb, NULL);
  report = cs_cli_live_report_new (capture, broadcast, options->stats_json);
  cs_capture_start (capture);
  cs_broadcast_start (broadcast);
  cs_cli_run (options->duration_s, is_off, broadcast);
  code = stop (broadcast, report, &options->page);
  cs_cli_live_report_free (report);
  if (cs_cli_live_page_end (&options->page) != CS_CLI_OK)
    code = CS_CLI_FAILED;
  if (options->record != NULL)
    gather_left (options->record);
  stop_capture (capture);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    g_source_remove (ids[i]);
  return code;
}

/**
 * cs_cli_live:
 * @argc: how many arguments
 * @argv: "live" and its options
 *
 * Streams a camera to any number of servers and records it, without a window.
 *
 * Returns: the exit code
 */
int
cs_cli_live (int    argc,
             char **argv)
{
  g_auto (Options) options = { .kbps = 2500, .page = { .port = -1, .overlay = -1 } };
  g_auto (GStrv) arguments = cs_cli_live_page_complete (argc, argv);
  g_autofree char **given = g_memdup2 (arguments, (argc + 1) * sizeof *arguments);
  const GOptionEntry entries[] = {
    { "camera", 0, 0, G_OPTION_ARG_STRING, &options.camera, N_("Camera, or “test”; the first one otherwise"), "ID" },
    { "microphone", 0, 0, G_OPTION_ARG_STRING, &options.microphone, N_("Microphone, or “test”"), "ID" },
    { "devices", 0, 0, G_OPTION_ARG_NONE, &options.devices, N_("List cameras and microphones"), NULL },
    { "to", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.to, N_("Where to stream: rtmp, rtmps, srt or https; repeatable"),
      "URL" },
    { "to-file", 0, 0, G_OPTION_ARG_FILENAME, &options.to_file, N_("Addresses to stream to, one a line"), "FILE" },
    { "try", 0, 0, G_OPTION_ARG_NONE, &options.try, N_("Only ask the servers whether they take the stream"), NULL },
    { "record", 0, 0, G_OPTION_ARG_FILENAME, &options.record, N_("Where to keep a recording"), "DIR" },
    { "ca", 0, 0, G_OPTION_ARG_FILENAME, &options.ca, N_("Trust only certificates of this authority"), "FILE" },
    { "height", 0, 0, G_OPTION_ARG_INT, &options.height, N_("360, 480, 720 or 1080 lines"), "N" },
    { "kbps", 0, 0, G_OPTION_ARG_INT, &options.kbps, N_("Bitrate of the picture, 2500 otherwise"), "N" },
    { "duration", 0, 0, G_OPTION_ARG_INT, &options.duration_s, N_("When to end"), N_("SECONDS") },
    { "stats-json", 0, 0, G_OPTION_ARG_FILENAME, &options.stats_json, N_("Write figures to FILE once a second"), "FILE" },
    CS_CLI_LIVE_PAGE_ENTRIES (&options.page),
    { NULL },
  };
  int code = cs_cli_parse (_("Streams a camera to servers and records it."), entries, &argc, &given);

  if (code != CS_CLI_OK)
    return code;
  return options.devices ? list_devices () : stream (&options);
}

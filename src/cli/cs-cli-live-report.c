/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-cli-live-report.h"

#include "cs-json.h"

#include <glib/gi18n-lib.h>
#include <malloc.h>
#include <string.h>

#define WRITE_MS 1000
#define N_KINDS 2 /* of devices */

struct _CsCliLiveReport {
  CsCapture *capture;
  CsBroadcast *broadcast;
  char *path; /* (nullable) */
  gint64 started_us;
  JsonArray *events;
  char *troubles[N_KINDS]; /* (nullable) */
  guint write_id;
  gboolean writing;
};

static const char *
get_state_id (CsDestinationState state)
{
  static const char *const ids[] = { "idle", "connecting", "live", "waiting", "refused" };

  return ids[state];
}

static gint64
get_elapsed_ms (CsCliLiveReport *self)
{
  return (g_get_monotonic_time () - self->started_us) / 1000;
}

static JsonObject *
describe_destination (CsDestination *destination)
{
  JsonObject *object = json_object_new ();
  const GError *reason = cs_destination_get_reason (destination);
  CsDestinationStats stats;

  cs_destination_get_stats (destination, &stats);
  json_object_set_string_member (object, "title", cs_destination_get_target (destination)->title);
  json_object_set_string_member (object, "state", get_state_id (cs_destination_get_state (destination)));
  if (reason != NULL)
    json_object_set_string_member (object, "reason", reason->message);
  json_object_set_int_member (object, "kbps", stats.kbps);
  json_object_set_int_member (object, "bytes", stats.n_bytes);
  json_object_set_int_member (object, "pictures", stats.n_pictures);
  json_object_set_int_member (object, "dropped", stats.n_dropped);
  json_object_set_int_member (object, "connects", stats.n_connects);
  json_object_set_int_member (object, "queue_ms", stats.queue_ms);
  json_object_set_int_member (object, "rtt_ms", stats.rtt_ms);
  json_object_set_int_member (object, "confirmed_kbps", stats.confirmed_kbps);
  json_object_set_int_member (object, "waiting_bytes", stats.n_waiting_bytes);
  json_object_set_int_member (object, "lost", stats.n_lost);
  json_object_set_int_member (object, "given_up", stats.n_given_up);
  return object;
}

static JsonArray *
describe_destinations (CsBroadcast *broadcast)
{
  GListModel *model = cs_broadcast_get_destinations (broadcast);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (model); i++) {
    g_autoptr (CsDestination) destination = g_list_model_get_item (model, i);

    json_array_add_object_element (array, describe_destination (destination));
  }
  return array;
}

/* Empty while there is none. */
static void
describe_device (CsCapture   *capture,
                 CsDeviceKind kind,
                 JsonObject  *object,
                 const char  *member,
                 const char  *trouble_member)
{
  CsDevice *device = cs_capture_get_device (capture, kind);
  const char *trouble = cs_capture_get_trouble (capture, kind);

  json_object_set_string_member (object, member, device != NULL ? cs_device_get_id (device) : "");
  if (trouble != NULL)
    json_object_set_string_member (object, trouble_member, trouble);
}

static JsonObject *
describe_engine (CsCliLiveReport *self)
{
  JsonObject *object = json_object_new ();
  CsBroadcastStats stats;

  cs_broadcast_get_stats (self->broadcast, &stats);
  json_object_set_int_member (object, "elapsed_ms", get_elapsed_ms (self));
  describe_device (self->capture, CS_DEVICE_CAMERA, object, "camera", "camera_trouble");
  describe_device (self->capture, CS_DEVICE_MICROPHONE, object, "microphone", "microphone_trouble");
  json_object_set_int_member (object, "pictures", stats.mixer.n_pictures);
  json_object_set_int_member (object, "repeated", stats.mixer.n_repeated);
  json_object_set_int_member (object, "skipped", stats.mixer.n_skipped);
  json_object_set_int_member (object, "silences", stats.mixer.n_silences);
  json_object_set_int_member (object, "encoded", stats.n_encoded);
  json_object_set_int_member (object, "video_kbps", stats.video_kbps);
  json_object_set_array_member (object, "destinations", describe_destinations (self->broadcast));
  json_object_set_array_member (object, "events", json_array_ref (self->events));
  return object;
}

static char *
make_text (JsonObject *object) /* (transfer full) */
{
  g_autoptr (JsonNode) root = json_node_init_object (json_node_alloc (), object);

  json_object_unref (object);
  return json_to_string (root, TRUE);
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  CsCliLiveReport *self = data;

  self->writing = FALSE;
  g_file_replace_contents_finish (G_FILE (object), result, NULL, NULL);
}

/* Written aside and renamed: whoever reads it finds it whole. */
static gboolean
write_cb (gpointer data)
{
  CsCliLiveReport *self = data;
  g_autoptr (GFile) file = g_file_new_for_path (self->path);
  g_autofree char *text = make_text (describe_engine (self));
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  if (self->writing)
    return G_SOURCE_CONTINUE;
  self->writing = TRUE;
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, written_cb, self);
  return G_SOURCE_CONTINUE;
}

static void
say_destination (CsDestination *destination)
{
  const char *title = cs_destination_get_target (destination)->title;
  const GError *reason = cs_destination_get_reason (destination);
  double wait_s = (cs_destination_get_retry_at_us (destination) - g_get_monotonic_time ()) / (double) G_USEC_PER_SEC;

  switch (cs_destination_get_state (destination)) {
  case CS_DESTINATION_CONNECTING:
    g_print (_("%s: connecting"), title);
    break;
  case CS_DESTINATION_LIVE:
    g_print (_("%s: live"), title);
    break;
  case CS_DESTINATION_WAITING:
  case CS_DESTINATION_REFUSED:
    g_print (_("%s: %s Next try in %.1f s."), title, reason->message, MAX (wait_s, 0));
    break;
  case CS_DESTINATION_IDLE:
  default:
    g_print (_("%s: ended"), title);
  }
  g_print ("\n");
}

static void
state_cb (CsDestination   *destination,
          GParamSpec      *pspec,
          CsCliLiveReport *self)
{
  JsonObject *event = json_object_new ();
  const GError *reason = cs_destination_get_reason (destination);

  json_object_set_int_member (event, "ms", get_elapsed_ms (self));
  json_object_set_string_member (event, "title", cs_destination_get_target (destination)->title);
  json_object_set_string_member (event, "state", get_state_id (cs_destination_get_state (destination)));
  if (reason != NULL)
    json_object_set_string_member (event, "reason", reason->message);
  json_array_add_object_element (self->events, event);
  say_destination (destination);
#ifdef __GLIBC__
  /* What the connection before has used is in pieces, and the next would take more. A window could not wait for this. */
  if (cs_destination_get_state (destination) == CS_DESTINATION_LIVE)
    malloc_trim (0);
#endif
}

/* Each is told once, and again when it has been over meanwhile. */
static void
trouble_cb (CsCapture       *capture,
            GParamSpec      *pspec,
            CsCliLiveReport *self)
{
  for (guint kind = 0; kind < N_KINDS; kind++) {
    const char *trouble = cs_capture_get_trouble (capture, kind);

    if (g_strcmp0 (trouble, self->troubles[kind]) == 0)
      continue;
    g_free (self->troubles[kind]);
    self->troubles[kind] = g_strdup (trouble);
    if (trouble != NULL)
      g_printerr ("coulisses-cli: %s\n", trouble);
  }
}

static void
watch_destinations (CsCliLiveReport *self)
{
  GListModel *model = cs_broadcast_get_destinations (self->broadcast);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++) {
    g_autoptr (CsDestination) destination = g_list_model_get_item (model, i);

    g_signal_connect (destination, "notify::state", G_CALLBACK (state_cb), self);
  }
}

/**
 * cs_cli_live_report_new:
 * @capture: camera and microphone
 * @broadcast: what to tell of; its destinations are all there
 * @path: (nullable): where to write the figures once a second
 *
 * Returns: (transfer full): a report
 */
CsCliLiveReport *
cs_cli_live_report_new (CsCapture   *capture,
                        CsBroadcast *broadcast,
                        const char  *path)
{
  CsCliLiveReport *self = g_new0 (CsCliLiveReport, 1);

  self->capture = g_object_ref (capture);
  self->broadcast = g_object_ref (broadcast);
  self->path = g_strdup (path);
  self->started_us = g_get_monotonic_time ();
  self->events = json_array_new ();
  watch_destinations (self);
  g_signal_connect (capture, "notify::camera-trouble", G_CALLBACK (trouble_cb), self);
  g_signal_connect (capture, "notify::microphone-trouble", G_CALLBACK (trouble_cb), self);
  if (path != NULL)
    self->write_id = g_timeout_add (WRITE_MS, write_cb, self);
  return self;
}

/**
 * cs_cli_live_report_free:
 * @self: (transfer full): a report
 */
void
cs_cli_live_report_free (CsCliLiveReport *self)
{
  GListModel *model = cs_broadcast_get_destinations (self->broadcast);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++) {
    g_autoptr (CsDestination) destination = g_list_model_get_item (model, i);

    g_signal_handlers_disconnect_by_data (destination, self);
  }
  g_signal_handlers_disconnect_by_data (self->capture, self);
  g_clear_handle_id (&self->write_id, g_source_remove);
  json_array_unref (self->events);
  g_object_unref (self->broadcast);
  g_object_unref (self->capture);
  for (guint kind = 0; kind < N_KINDS; kind++)
    g_free (self->troubles[kind]);
  g_free (self->path);
  g_free (self);
}

/**
 * cs_cli_live_report_finish:
 * @self: a report
 * @recorded: (nullable): the recording
 * @error: (nullable): why there is none
 *
 * Writes the figures of the whole broadcast.
 */
void
cs_cli_live_report_finish (CsCliLiveReport *self,
                           const char      *recorded,
                           const GError    *error)
{
  g_autofree char *text = NULL;
  JsonObject *object;
  g_autoptr (GError) reason = NULL;

  g_clear_handle_id (&self->write_id, g_source_remove);
  if (self->path == NULL)
    return;
  while (self->writing)
    g_main_context_iteration (NULL, TRUE);
  object = describe_engine (self);
  json_object_set_boolean_member (object, "ended", TRUE);
  if (recorded != NULL)
    json_object_set_string_member (object, "recorded", recorded);
  if (error != NULL)
    json_object_set_string_member (object, "record_error", error->message);
  text = make_text (object);
  if (!g_file_set_contents (self->path, text, -1, &reason))
    g_printerr ("coulisses-cli: %s\n", reason->message);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-capture-private.h"

#include "cs-live.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define N_KINDS CS_CAPTURE_N_SLOTS
#define DEFAULT_HEIGHT 720
#define FPS 30
#define WATCH_MS 500
#define RETRY_FLOOR_MS 2000
#define RETRY_CAP_MS 15000

enum { PROP_0, PROP_STATE, PROP_CAMERA, PROP_MICROPHONE, PROP_CAMERA_TROUBLE, PROP_MICROPHONE_TROUBLE, PROP_FRAME,
       PROP_MUTED, N_PROPS };
enum { LEVELS, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CsCapture, cs_capture, G_TYPE_OBJECT)

void
cs_capture_notify_slot (CsCaptureSlot *slot)
{
  GObject *object = G_OBJECT (slot->capture);
  gboolean camera = slot->kind == CS_DEVICE_CAMERA;

  g_object_notify_by_pspec (object, properties[camera ? PROP_CAMERA : PROP_MICROPHONE]);
  g_object_notify_by_pspec (object, properties[camera ? PROP_CAMERA_TROUBLE : PROP_MICROPHONE_TROUBLE]);
  if (camera)
    g_object_notify_by_pspec (object, properties[PROP_STATE]);
}

void
cs_capture_notify_frame (CsCapture *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRAME]);
}

void
cs_capture_emit_levels (CsCapture *self)
{
  g_signal_emit (self, signals[LEVELS], 0);
}

void
cs_capture_notify_sound (CsCapture *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MUTED]);
}

/* Some sources say nothing when their device goes away: they just stop. */
static gboolean
watch_cb (gpointer data)
{
  CsCapture *self = data;
  gint64 now_us = g_get_monotonic_time ();

  for (guint i = 0; i < N_KINDS; i++)
    cs_capture_slot_check_silence (&self->slots[i], now_us);
  return G_SOURCE_CONTINUE;
}

static void
devices_changed_cb (GListModel *model,
                    guint       position,
                    guint       removed,
                    guint       added,
                    CsCapture  *self)
{
  for (guint i = 0; i < N_KINDS; i++)
    cs_capture_slot_update (&self->slots[i], added > 0);
}

static void
devices_listed_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      data)
{
  g_autoptr (CsCapture) self = data;
  g_autoptr (GstClock) clock = NULL;
  g_autoptr (GError) error = NULL;

  cs_capture_settle (self);
  if (!cs_device_list_start_finish (CS_DEVICE_LIST (object), result, &error)) {
    if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      return;
    cs_capture_slot_set_trouble (&self->slots[CS_DEVICE_CAMERA], g_steal_pointer (&error));
    cs_capture_notify_slot (&self->slots[CS_DEVICE_CAMERA]);
    return;
  }
  clock = gst_system_clock_obtain ();
  self->base_time = gst_clock_get_time (clock);
  self->watching = TRUE;
  for (guint i = 0; i < N_KINDS; i++) {
    g_signal_connect_object (cs_device_list_get_model (self->devices, i), "items-changed",
                             G_CALLBACK (devices_changed_cb), self, 0);
    cs_capture_slot_update (&self->slots[i], TRUE);
  }
  self->watch_id = g_timeout_add (WATCH_MS, watch_cb, self);
}

static void
stop (CsCapture *self)
{
  g_clear_object (&self->camera_watch);
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->watch_id, g_source_remove);
  for (guint i = 0; i < N_KINDS; i++) {
    if (self->watching)
      g_signal_handlers_disconnect_by_data (cs_device_list_get_model (self->devices, i), self);
    cs_capture_slot_end (&self->slots[i]);
  }
  self->watching = FALSE;
}

static void
cs_capture_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  CsCapture *self = CS_CAPTURE (object);

  switch (prop_id) {
  case PROP_STATE:
    g_value_set_uint (value, cs_capture_get_state (self));
    break;
  case PROP_CAMERA:
    g_value_set_object (value, cs_capture_get_device (self, CS_DEVICE_CAMERA));
    break;
  case PROP_MICROPHONE:
    g_value_set_object (value, cs_capture_get_device (self, CS_DEVICE_MICROPHONE));
    break;
  case PROP_CAMERA_TROUBLE:
    g_value_set_string (value, cs_capture_get_trouble (self, CS_DEVICE_CAMERA));
    break;
  case PROP_MICROPHONE_TROUBLE:
    g_value_set_string (value, cs_capture_get_trouble (self, CS_DEVICE_MICROPHONE));
    break;
  case PROP_FRAME:
    g_value_take_boxed (value, cs_capture_dup_frame (self));
    break;
  case PROP_MUTED:
    g_value_set_boolean (value, self->muted);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_capture_set_property (GObject      *object,
                         guint         prop_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  switch (prop_id) {
  case PROP_MUTED:
    cs_capture_set_muted (CS_CAPTURE (object), g_value_get_boolean (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_capture_finalize (GObject *object)
{
  CsCapture *self = CS_CAPTURE (object);

  for (guint i = 0; i < N_KINDS; i++) {
    g_free (self->slots[i].chosen);
    g_free (self->slots[i].chosen_name);
    g_clear_error (&self->slots[i].trouble);
    cs_backoff_free (self->slots[i].backoff);
  }
  g_object_unref (self->cancellable);
  g_clear_object (&self->devices);
  G_OBJECT_CLASS (cs_capture_parent_class)->finalize (object);
}

static void
cs_capture_dispose (GObject *object)
{
  stop (CS_CAPTURE (object));
  G_OBJECT_CLASS (cs_capture_parent_class)->dispose (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  /**
   * CsCapture:state:
   *
   * What the picture is: a #CsCaptureState.
   */
  properties[PROP_STATE] =
      g_param_spec_uint ("state", NULL, NULL, CS_CAPTURE_OFF, CS_CAPTURE_TEST, CS_CAPTURE_OFF, flags);
  /**
   * CsCapture:camera: (nullable)
   *
   * The device whose picture is shown; %NULL before the first.
   */
  properties[PROP_CAMERA] = g_param_spec_object ("camera", NULL, NULL, CS_TYPE_DEVICE, flags);
  /**
   * CsCapture:microphone: (nullable)
   *
   * The device whose sound is taken; %NULL when there is silence.
   */
  properties[PROP_MICROPHONE] = g_param_spec_object ("microphone", NULL, NULL, CS_TYPE_DEVICE, flags);
  /**
   * CsCapture:camera-trouble: (nullable)
   *
   * A sentence that says why the picture is not the wanted camera's.
   */
  properties[PROP_CAMERA_TROUBLE] = g_param_spec_string ("camera-trouble", NULL, NULL, NULL, flags);
  /**
   * CsCapture:microphone-trouble: (nullable)
   *
   * A sentence that says why the sound is not the wanted microphone's.
   */
  properties[PROP_MICROPHONE_TROUBLE] = g_param_spec_string ("microphone-trouble", NULL, NULL, NULL, flags);
  /**
   * CsCapture:frame: (nullable)
   *
   * The newest picture of the preview, a #CsCameraFrame.
   */
  properties[PROP_FRAME] = g_param_spec_boxed ("frame", NULL, NULL, CS_TYPE_CAMERA_FRAME, flags);
  /**
   * CsCapture:muted:
   *
   * Whether the microphone's sound is left out. Notified for the gain, too.
   */
  properties[PROP_MUTED] =
      g_param_spec_boolean ("muted", NULL, NULL, FALSE, flags | G_PARAM_WRITABLE);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cs_capture_class_init (CsCaptureClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cs_capture_get_property;
  object_class->set_property = cs_capture_set_property;
  object_class->dispose = cs_capture_dispose;
  object_class->finalize = cs_capture_finalize;
  install_properties (object_class);

  /**
   * CsCapture::levels:
   *
   * The sound has been measured again, about fifteen times a second.
   */
  signals[LEVELS] = g_signal_new ("levels", CS_TYPE_CAPTURE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cs_capture_init (CsCapture *self)
{
  self->format = (CsFeedFormat){ DEFAULT_HEIGHT * 16 / 9, DEFAULT_HEIGHT, FPS };
  self->cancellable = g_cancellable_new ();
  self->base_time = GST_CLOCK_TIME_NONE;
  for (guint i = 0; i < N_KINDS; i++) {
    self->slots[i].capture = self;
    self->slots[i].kind = i;
    self->slots[i].backoff = cs_backoff_new (RETRY_FLOOR_MS, RETRY_CAP_MS, g_rand_new ());
  }
}

/**
 * cs_capture_new:
 * @devices: what there is to choose from; it is started and stopped with the capture
 *
 * Returns: (transfer full): a capture that has not started; main thread only
 */
CsCapture *
cs_capture_new (CsDeviceList *devices)
{
  CsCapture *self = g_object_new (CS_TYPE_CAPTURE, NULL);

  self->devices = g_object_ref (devices);
  return self;
}

/**
 * cs_capture_start:
 * @self: a capture
 *
 * Lists the devices and opens the chosen ones, or the first camera and the first microphone, or else the test
 * picture with its tone. Idempotent; returns at once.
 */
void
cs_capture_start (CsCapture *self)
{
  g_return_if_fail (CS_IS_CAPTURE (self));

  if (self->started)
    return;
  g_clear_object (&self->camera_watch);
  self->started = TRUE;
  self->n_open++;
  cs_device_list_start_async (self->devices, self->cancellable, devices_listed_cb, g_object_ref (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/**
 * cs_capture_stop_async:
 * @self: a capture
 * @callback: called when every device is free
 * @user_data: for @callback
 *
 * Lets go of all devices, for good.
 */
void
cs_capture_stop_async (CsCapture          *self,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (CS_IS_CAPTURE (self) && self->stopping == NULL);

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, cs_capture_stop_async);
  self->stopping = task;
  self->n_open++;
  stop (self);
  self->started = FALSE;
  cs_device_list_stop (self->devices);
  cs_capture_settle (self);
}

/**
 * cs_capture_stop_finish:
 * @self: a capture
 * @result: as the callback got it
 * @error: never set
 *
 * Returns: %TRUE
 */
gboolean
cs_capture_stop_finish (CsCapture    *self,
                        GAsyncResult *result,
                        GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * cs_capture_get_devices:
 * @self: a capture
 *
 * Returns: (transfer none): what there is to choose from
 */
CsDeviceList *
cs_capture_get_devices (CsCapture *self)
{
  g_return_val_if_fail (CS_IS_CAPTURE (self), NULL);

  return self->devices;
}

/**
 * cs_capture_get_state:
 * @self: a capture
 *
 * Returns: what the picture is
 */
CsCaptureState
cs_capture_get_state (CsCapture *self)
{
  CsDevice *camera;

  g_return_val_if_fail (CS_IS_CAPTURE (self), CS_CAPTURE_OFF);

  camera = cs_capture_get_device (self, CS_DEVICE_CAMERA);
  if (camera != NULL)
    return cs_device_is_test (camera) ? CS_CAPTURE_TEST : CS_CAPTURE_CAMERA;
  return self->started ? CS_CAPTURE_STARTING : CS_CAPTURE_OFF;
}

/**
 * cs_capture_get_format:
 * @self: a capture
 *
 * Returns: (transfer none): what every picture is brought to
 */
const CsFeedFormat *
cs_capture_get_format (CsCapture *self)
{
  g_return_val_if_fail (CS_IS_CAPTURE (self), NULL);

  return &self->format;
}

/**
 * cs_capture_get_base_time:
 * @self: a capture
 *
 * Returns: the moment that all pipelines count from; %GST_CLOCK_TIME_NONE before GStreamer is loaded
 */
GstClockTime
cs_capture_get_base_time (CsCapture *self)
{
  g_return_val_if_fail (CS_IS_CAPTURE (self), GST_CLOCK_TIME_NONE);

  return self->base_time;
}

/**
 * cs_capture_set_preview_size:
 * @self: a capture
 * @width: how many pixels there are to show it in; 0 while nobody looks
 * @height: likewise
 */
void
cs_capture_set_preview_size (CsCapture *self,
                             int        width,
                             int        height)
{
  CsCaptureSlot *slot;

  g_return_if_fail (CS_IS_CAPTURE (self));

  if (width == self->preview_width && height == self->preview_height)
    return;
  self->preview_width = width;
  self->preview_height = height;
  slot = &self->slots[CS_DEVICE_CAMERA];
  if (slot->current != NULL)
    cs_feed_set_preview_size (slot->current, width, height);
  if (slot->next != NULL)
    cs_feed_set_preview_size (slot->next, width, height);
}

/**
 * cs_capture_dup_frame:
 * @self: a capture
 *
 * Returns: (transfer full) (nullable): the newest picture of the preview
 */
CsCameraFrame *
cs_capture_dup_frame (CsCapture *self)
{
  CsFeed *feed;

  g_return_val_if_fail (CS_IS_CAPTURE (self), NULL);

  feed = self->slots[CS_DEVICE_CAMERA].current;
  return feed != NULL ? cs_feed_dup_frame (feed) : NULL;
}

/**
 * cs_capture_grab_async:
 * @self: a capture
 * @cancellable: (nullable): a cancellable
 * @callback: gets a #GTask that holds the camera's next picture, in full size, as a #GstSample
 * @user_data: for @callback
 */
void
cs_capture_grab_async (CsCapture          *self,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  CsFeed *feed;

  g_return_if_fail (CS_IS_CAPTURE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cs_capture_grab_async);
  feed = self->slots[CS_DEVICE_CAMERA].current;
  if (feed != NULL)
    cs_feed_grab (feed, g_steal_pointer (&task));
  else
    g_task_return_new_error (task, CS_LIVE_ERROR, CS_LIVE_ERROR_GONE, _("There is no camera. Plug one in."));
}

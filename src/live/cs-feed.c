/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-feed-private.h"

#include "cs-live.h"
#include "cs-pipe.h"

#include <string.h>

/* What falls silent again so soon does not wake up by itself. */
#define DOZE_AGAIN_US (2 * G_TIME_SPAN_MINUTE)

struct _CsFeed {
  GObject parent_instance;

  CsDevice *device;
  CsPipe *pipe;
  CsFeedWire *wire;
  CsLevels levels;
  gboolean flowing;
  gboolean dozing;
  gint64 dozed_us; /* since when it dozed last; 0 when it never did */
};

enum { FLOWING, FRAME, LEVELS, FAILED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CsFeed, cs_feed, G_TYPE_OBJECT)

static void
wire_clear (gpointer data)
{
  CsFeedWire *wire = data;

  g_clear_pointer (&wire->device, gst_object_unref);
  g_clear_pointer (&wire->newest, cs_camera_frame_unref);
  g_clear_pointer (&wire->valve, gst_object_unref);
  g_clear_pointer (&wire->preview_caps, gst_object_unref);
  g_clear_pointer (&wire->volume, gst_object_unref);
  g_clear_pointer (&wire->gain, gst_object_unref);
  if (wire->tap_destroy != NULL)
    wire->tap_destroy (wire->tap_data);
  if (wire->grab != NULL)
    cs_feed_wire_grab (wire, NULL, NULL);
  g_main_context_unref (wire->context);
  g_mutex_clear (&wire->lock);
}

CsFeedWire *
cs_feed_get_wire (CsFeed *self)
{
  return self->wire;
}

CsFeedWire *
cs_feed_wire_ref (CsFeedWire *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
cs_feed_wire_unref (gpointer self)
{
  g_atomic_rc_box_release_full (self, wire_clear);
}

/* Main thread. However many pictures came, it is told once and takes the newest. */
static gboolean
look_cb (gpointer data)
{
  CsFeedWire *wire = data;
  g_autoptr (CsFeed) feed = NULL;
  gboolean fresh;

  g_mutex_lock (&wire->lock);
  wire->calling = FALSE;
  fresh = wire->newest != NULL;
  g_mutex_unlock (&wire->lock);
  if (wire->feed == NULL)
    return G_SOURCE_REMOVE;
  feed = g_object_ref (wire->feed);
  if (!feed->flowing) {
    feed->flowing = TRUE;
    feed->dozing = FALSE;
    g_signal_emit (feed, signals[FLOWING], 0);
  }
  if (fresh)
    g_signal_emit (feed, signals[FRAME], 0);
  return G_SOURCE_REMOVE;
}

/* The lock is held. */
static void
call_main (CsFeedWire *wire)
{
  g_autoptr (GSource) source = NULL;

  if (wire->calling)
    return;
  wire->calling = TRUE;
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, look_cb, cs_feed_wire_ref (wire), cs_feed_wire_unref);
  g_source_attach (source, wire->context);
}

void
cs_feed_wire_show (CsFeedWire    *self,
                   CsCameraFrame *frame)
{
  g_autoptr (CsCameraFrame) old = NULL;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  old = self->newest;
  self->newest = frame;
  call_main (self);
}

static GstPadProbeReturn
buffer_cb (GstPad          *pad,
           GstPadProbeInfo *info,
           gpointer         data)
{
  CsFeedWire *wire = data;
  GstBuffer *buffer = GST_PAD_PROBE_INFO_BUFFER (info);
  g_autoptr (GstEvent) event = gst_pad_get_sticky_event (pad, GST_EVENT_SEGMENT, 0);
  const GstSegment *segment;

  if (event == NULL)
    return GST_PAD_PROBE_OK;
  gst_event_parse_segment (event, &segment);

  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&wire->lock);

  if (wire->seen_us == 0)
    call_main (wire);
  wire->seen_us = g_get_monotonic_time ();
  if (wire->grab != NULL)
    cs_feed_wire_grab (wire, pad, buffer);
  if (wire->tap != NULL)
    wire->tap (buffer, gst_segment_to_running_time (segment, GST_FORMAT_TIME, GST_BUFFER_PTS (buffer)),
               wire->tap_data);
  return GST_PAD_PROBE_OK;
}

/* Everything that passes this pad counts as a sign of life and goes to the tap. */
void
cs_feed_wire_watch (CsFeedWire *self,
                    GstElement *element,
                    const char *pad_name)
{
  g_autoptr (GstPad) pad = gst_element_get_static_pad (element, pad_name);

  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, buffer_cb, cs_feed_wire_ref (self), cs_feed_wire_unref);
}

static void
failed_cb (CsPipe     *pipe,
           GError     *error,
           const char *debug,
           CsFeed     *self)
{
  g_autoptr (GError) words = cs_live_device_error (error, cs_device_get_name (self->device));

  g_signal_emit (self, signals[FAILED], 0, words);
}

static void
ended_cb (CsPipe *pipe,
          CsFeed *self)
{
  g_autoptr (GError) error = g_error_new_literal (CS_LIVE_ERROR, CS_LIVE_ERROR_GONE, "end");

  failed_cb (pipe, error, NULL, self);
}

static void
read_channels (const GstStructure *structure,
               const char         *field,
               double              channels[CS_SOUND_CHANNELS])
{
  const GValue *value = gst_structure_get_value (structure, field);
  GValueArray *array = value != NULL ? g_value_get_boxed (value) : NULL;

  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  for (guint i = 0; array != NULL && i < CS_SOUND_CHANNELS; i++) {
    double db = i < array->n_values ? g_value_get_double (g_value_array_get_nth (array, i)) : CS_SILENT_DB;

    channels[i] = db > CS_SILENT_DB ? MIN (db, 0) : CS_SILENT_DB;
  }
  G_GNUC_END_IGNORE_DEPRECATIONS
}

static void
message_cb (CsPipe     *pipe,
            GstMessage *message,
            CsFeed     *self)
{
  const GstStructure *structure = gst_message_get_structure (message);

  if (GST_MESSAGE_TYPE (message) != GST_MESSAGE_ELEMENT || !gst_structure_has_name (structure, "level"))
    return;
  read_channels (structure, "peak", self->levels.level_db);
  read_channels (structure, "decay", self->levels.peak_db);
  g_signal_emit (self, signals[LEVELS], 0);
}

static void
cs_feed_dispose (GObject *object)
{
  CsFeed *self = CS_FEED (object);

  if (self->wire != NULL)
    self->wire->feed = NULL;
  g_clear_object (&self->pipe);
  g_clear_pointer (&self->wire, cs_feed_wire_unref);
  g_clear_object (&self->device);
  G_OBJECT_CLASS (cs_feed_parent_class)->dispose (object);
}

static void
cs_feed_class_init (CsFeedClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cs_feed_dispose;

  /**
   * CsFeed::flowing:
   *
   * The first picture or the first sound has come.
   */
  signals[FLOWING] = g_signal_new ("flowing", CS_TYPE_FEED, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * CsFeed::frame:
   *
   * There is a newer picture for the preview.
   */
  signals[FRAME] = g_signal_new ("frame", CS_TYPE_FEED, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * CsFeed::levels:
   *
   * The sound has been measured again.
   */
  signals[LEVELS] = g_signal_new ("levels", CS_TYPE_FEED, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * CsFeed::failed:
   * @self: the feed
   * @error: a sentence that says what to do
   *
   * The device gives nothing any more.
   */
  signals[FAILED] = g_signal_new ("failed", CS_TYPE_FEED, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_ERROR);
}

static void
cs_feed_init (CsFeed *self)
{
  for (guint i = 0; i < CS_SOUND_CHANNELS; i++)
    self->levels.level_db[i] = self->levels.peak_db[i] = CS_SILENT_DB;
}

/**
 * cs_feed_new:
 * @device: what to run
 * @format: what pictures are brought to
 * @base_time: the moment that all pipelines count from
 *
 * Returns: (transfer full): a feed that has not started; main thread, GStreamer loaded
 */
CsFeed *
cs_feed_new (CsDevice           *device,
             const CsFeedFormat *format,
             GstClockTime        base_time)
{
  CsFeed *self = g_object_new (CS_TYPE_FEED, NULL);
  CsFeedWire *wire = g_atomic_rc_box_new0 (CsFeedWire);
  gboolean camera = cs_device_get_kind (device) == CS_DEVICE_CAMERA;
  GstDevice *real = cs_device_get_device (device);

  g_mutex_init (&wire->lock);
  wire->device = real != NULL ? gst_object_ref (real) : NULL;
  wire->kind = cs_device_get_kind (device);
  wire->format = *format;
  wire->context = g_main_context_ref_thread_default ();
  wire->feed = self;
  self->device = g_object_ref (device);
  self->wire = wire;
  self->pipe = cs_pipe_new (camera ? "camera" : "microphone", base_time,
                            camera ? cs_feed_build_picture : cs_feed_build_sound, cs_feed_wire_ref (wire),
                            cs_feed_wire_unref);
  g_signal_connect_object (self->pipe, "failed", G_CALLBACK (failed_cb), self, 0);
  g_signal_connect_object (self->pipe, "ended", G_CALLBACK (ended_cb), self, 0);
  g_signal_connect_object (self->pipe, "message", G_CALLBACK (message_cb), self, 0);
  return self;
}

/**
 * cs_feed_start:
 * @self: a feed
 *
 * Opens the device on another thread. What follows is #CsFeed::flowing, #CsFeed::failed, or nothing.
 */
void
cs_feed_start (CsFeed *self)
{
  g_return_if_fail (CS_IS_FEED (self));

  cs_pipe_start (self->pipe);
}

/**
 * cs_feed_end_async:
 * @self: a feed
 * @callback: (nullable): called when the device is free
 * @user_data: for @callback
 *
 * Lets go of the device on another thread. No signal comes after this, and the tap is not called again.
 */
void
cs_feed_end_async (CsFeed             *self,
                   GAsyncReadyCallback callback,
                   gpointer            user_data)
{
  g_return_if_fail (CS_IS_FEED (self));

  self->wire->feed = NULL;
  cs_feed_set_tap (self, NULL, NULL, NULL);
  cs_pipe_end_async (self->pipe, callback, user_data);
}

/**
 * cs_feed_get_device:
 * @self: a feed
 *
 * Returns: (transfer none): what it runs
 */
CsDevice *
cs_feed_get_device (CsFeed *self)
{
  g_return_val_if_fail (CS_IS_FEED (self), NULL);

  return self->device;
}

/**
 * cs_feed_get_seen_us:
 * @self: a feed
 *
 * Returns: when the device gave something last, as by g_get_monotonic_time(); 0 when it never did
 */
gint64
cs_feed_get_seen_us (CsFeed *self)
{
  g_return_val_if_fail (CS_IS_FEED (self), 0);

  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->wire->lock);

  return self->wire->seen_us;
}

/**
 * cs_feed_is_flowing:
 * @self: a feed
 *
 * Returns: whether #CsFeed::flowing was emitted
 */
gboolean
cs_feed_is_flowing (CsFeed *self)
{
  g_return_val_if_fail (CS_IS_FEED (self), FALSE);

  return self->flowing;
}

/**
 * cs_feed_doze:
 * @self: a feed that has fallen silent
 *
 * What follows is as after cs_feed_start(): #CsFeed::flowing when the device wakes up, or nothing.
 *
 * Returns: whether it is left open; a device that would have to be opened again is not
 */
gboolean
cs_feed_doze (CsFeed *self)
{
  GstDevice *device;
  gint64 now_us = g_get_monotonic_time ();

  g_return_val_if_fail (CS_IS_FEED (self), FALSE);

  device = cs_device_get_device (self->device);
  if (device == NULL || !cs_feed_is_shared (device) || (self->dozed_us != 0 && now_us - self->dozed_us < DOZE_AGAIN_US))
    return FALSE;

  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->wire->lock);

  self->wire->seen_us = 0;
  self->flowing = FALSE;
  self->dozing = TRUE;
  self->dozed_us = now_us;
  return TRUE;
}

/**
 * cs_feed_is_dozing:
 * @self: a feed
 *
 * Returns: whether it is left open until its device wakes up
 */
gboolean
cs_feed_is_dozing (CsFeed *self)
{
  g_return_val_if_fail (CS_IS_FEED (self), FALSE);

  return self->dozing;
}

/**
 * cs_feed_dup_frame:
 * @self: a feed of a camera
 *
 * Returns: (transfer full) (nullable): the newest picture of the preview
 */
CsCameraFrame *
cs_feed_dup_frame (CsFeed *self)
{
  g_return_val_if_fail (CS_IS_FEED (self), NULL);

  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->wire->lock);

  return self->wire->newest != NULL ? cs_camera_frame_ref (self->wire->newest) : NULL;
}

/**
 * cs_feed_get_levels:
 * @self: a feed of a microphone
 *
 * Returns: (transfer none): how loud it is
 */
const CsLevels *
cs_feed_get_levels (CsFeed *self)
{
  g_return_val_if_fail (CS_IS_FEED (self), NULL);

  return &self->levels;
}

/**
 * cs_feed_set_tap:
 * @self: a feed
 * @tap: (nullable): takes everything that comes
 * @data: for @tap
 * @destroy: (nullable): frees @data
 *
 * When this returns, the tap before it is not running and will not run again.
 */
void
cs_feed_set_tap (CsFeed        *self,
                 CsFeedTap      tap,
                 gpointer       data,
                 GDestroyNotify destroy)
{
  GDestroyNotify old_destroy;
  gpointer old_data;

  g_return_if_fail (CS_IS_FEED (self));

  g_mutex_lock (&self->wire->lock);
  old_destroy = self->wire->tap_destroy;
  old_data = self->wire->tap_data;
  self->wire->tap = tap;
  self->wire->tap_data = data;
  self->wire->tap_destroy = destroy;
  g_mutex_unlock (&self->wire->lock);
  if (old_destroy != NULL)
    old_destroy (old_data);
}

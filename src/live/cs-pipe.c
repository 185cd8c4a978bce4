/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-pipe.h"

#include "cs-live.h"

#include <glib/gi18n-lib.h>

/* What the threads that start and end a pipeline share. */
typedef struct {
  GMutex lock; /* held while the pipeline changes its state: never taken on the main thread */
  GstElement *pipeline;
  CsPipeBuild build;
  gpointer data;
  GDestroyNotify destroy;
  int ended; /* atomic */
} Plant;

struct _CsPipe {
  GObject parent_instance;

  Plant *plant;
  guint watch_id;
};

enum { FAILED, ENDED, MESSAGE, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CsPipe, cs_pipe, G_TYPE_OBJECT)

static void
plant_clear (gpointer data)
{
  Plant *plant = data;

  gst_object_unref (plant->pipeline);
  if (plant->destroy != NULL)
    plant->destroy (plant->data);
  g_mutex_clear (&plant->lock);
}

static void
plant_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, plant_clear);
}

static void
post_error (Plant  *plant,
            GError *error)
{
  gst_element_post_message (plant->pipeline, gst_message_new_error (GST_OBJECT (plant->pipeline), error, NULL));
}

static void
start_cb (GstElement *pipeline,
          gpointer    data)
{
  Plant *plant = data;
  g_autoptr (GError) error = NULL;

  g_mutex_lock (&plant->lock);
  if (!g_atomic_int_get (&plant->ended)) {
    if (!plant->build (GST_BIN (pipeline), plant->data, &error)) {
      post_error (plant, error);
    } else if (gst_element_set_state (pipeline, GST_STATE_PLAYING) == GST_STATE_CHANGE_FAILURE) {
      /* The element that failed has said why already, and the first word counts. */
      error = g_error_new_literal (CS_LIVE_ERROR, CS_LIVE_ERROR_FAILED, _("it does not start"));
      post_error (plant, error);
    }
  }
  g_mutex_unlock (&plant->lock);
}

static void
end_cb (GstElement *pipeline,
        gpointer    data)
{
  Plant *plant = data;

  g_mutex_lock (&plant->lock);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  g_mutex_unlock (&plant->lock);
}

static void
end_task_cb (GstElement *pipeline,
             gpointer    data)
{
  g_autoptr (GTask) task = data;

  end_cb (pipeline, g_task_get_task_data (task));
  g_task_return_boolean (task, TRUE);
}

static gboolean
message_cb (GstBus     *bus,
            GstMessage *message,
            gpointer    data)
{
  g_autoptr (CsPipe) self = g_object_ref (data);
  g_autoptr (GError) error = NULL;
  g_autofree char *debug = NULL;

  if (g_atomic_int_get (&self->plant->ended))
    return G_SOURCE_CONTINUE;
  switch (GST_MESSAGE_TYPE (message)) {
  case GST_MESSAGE_ERROR:
    gst_message_parse_error (message, &error, &debug);
    g_signal_emit (self, signals[FAILED], 0, error, debug);
    break;
  case GST_MESSAGE_EOS:
    g_signal_emit (self, signals[ENDED], 0);
    break;
  default:
    g_signal_emit (self, signals[MESSAGE], 0, message);
  }
  return G_SOURCE_CONTINUE;
}

static void
cs_pipe_dispose (GObject *object)
{
  CsPipe *self = CS_PIPE (object);

  g_clear_handle_id (&self->watch_id, g_source_remove);
  if (self->plant != NULL && !g_atomic_int_get (&self->plant->ended))
    cs_pipe_end_async (self, NULL, NULL);
  g_clear_pointer (&self->plant, plant_unref);
  G_OBJECT_CLASS (cs_pipe_parent_class)->dispose (object);
}

static void
cs_pipe_class_init (CsPipeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cs_pipe_dispose;

  /**
   * CsPipe::failed:
   * @self: the pipe
   * @error: what GStreamer said
   * @debug: (nullable): what it said besides, not for people
   *
   * Something in it has failed. It goes on running as far as it can; usually it is ended now.
   */
  signals[FAILED] = g_signal_new ("failed", CS_TYPE_PIPE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                  G_TYPE_ERROR, G_TYPE_STRING);
  /**
   * CsPipe::ended:
   * @self: the pipe
   *
   * Everything that was put in has come out.
   */
  signals[ENDED] = g_signal_new ("ended", CS_TYPE_PIPE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * CsPipe::message:
   * @self: the pipe
   * @message: any other message
   */
  signals[MESSAGE] = g_signal_new ("message", CS_TYPE_PIPE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   GST_TYPE_MESSAGE);
}

static void
cs_pipe_init (CsPipe *self)
{
}

/**
 * cs_pipe_new:
 * @name: the pipeline's name; no secret
 * @base_time: the moment of the system clock that all pipelines count from, so that their times can be compared
 * @build: makes the elements when it starts
 * @data: for @build
 * @destroy: (nullable): frees @data, on any thread
 *
 * Returns: (transfer full): a pipe that is not running. GStreamer must have been loaded.
 */
CsPipe *
cs_pipe_new (const char    *name,
             GstClockTime   base_time,
             CsPipeBuild    build,
             gpointer       data,
             GDestroyNotify destroy)
{
  CsPipe *self = g_object_new (CS_TYPE_PIPE, NULL);
  g_autoptr (GstClock) clock = gst_system_clock_obtain ();
  g_autoptr (GstBus) bus = NULL;
  Plant *plant = g_atomic_rc_box_new0 (Plant);

  g_mutex_init (&plant->lock);
  plant->pipeline = gst_object_ref_sink (gst_pipeline_new (name));
  plant->build = build;
  plant->data = data;
  plant->destroy = destroy;
  gst_pipeline_use_clock (GST_PIPELINE (plant->pipeline), clock);
  gst_element_set_start_time (plant->pipeline, GST_CLOCK_TIME_NONE);
  gst_element_set_base_time (plant->pipeline, base_time);
  bus = gst_pipeline_get_bus (GST_PIPELINE (plant->pipeline));
  self->plant = plant;
  self->watch_id = gst_bus_add_watch (bus, message_cb, self);
  return self;
}

/**
 * cs_pipe_start:
 * @self: a pipe
 *
 * Builds and starts it on another thread. Whether that went well is seen by what comes out.
 */
void
cs_pipe_start (CsPipe *self)
{
  g_return_if_fail (CS_IS_PIPE (self));

  gst_element_call_async (self->plant->pipeline, start_cb, g_atomic_rc_box_acquire (self->plant), plant_unref);
}

/**
 * cs_pipe_end_async:
 * @self: a pipe
 * @callback: (nullable): called when nothing of it runs any more
 * @user_data: for @callback
 *
 * Ends it on another thread, whatever it is doing. No signal comes after this. To be called once.
 */
void
cs_pipe_end_async (CsPipe             *self,
                   GAsyncReadyCallback callback,
                   gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (CS_IS_PIPE (self) && !g_atomic_int_get (&self->plant->ended));

  g_atomic_int_set (&self->plant->ended, TRUE);
  if (callback == NULL) {
    gst_element_call_async (self->plant->pipeline, end_cb, g_atomic_rc_box_acquire (self->plant), plant_unref);
    return;
  }
  /* Without the pipe as its source: this may be called from dispose. */
  task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (task, cs_pipe_end_async);
  g_task_set_task_data (task, g_atomic_rc_box_acquire (self->plant), plant_unref);
  gst_element_call_async (self->plant->pipeline, end_task_cb, task, NULL);
}

/**
 * cs_pipe_end_finish:
 * @self: (nullable): the pipe
 * @result: as the callback got it
 * @error: never set
 *
 * Returns: %TRUE
 */
gboolean
cs_pipe_end_finish (CsPipe       *self,
                    GAsyncResult *result,
                    GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * cs_pipe_make:
 * @bin: where it goes
 * @factory: what to make
 * @name: (nullable): its name
 * @error: says which part is missing
 *
 * Returns: (transfer none) (nullable): a new element in @bin
 */
GstElement *
cs_pipe_make (GstBin     *bin,
              const char *factory,
              const char *name,
              GError    **error)
{
  GstElement *element = gst_element_factory_make (factory, name);

  if (element == NULL) {
    g_set_error (error, CS_LIVE_ERROR, CS_LIVE_ERROR_MISSING,
                 _("GStreamer’s “%s” is missing: run ./run again to install it."), factory);
    return NULL;
  }
  gst_bin_add (bin, element);
  return element;
}

/**
 * cs_pipe_chain:
 * @error: says what does not fit together
 * @first: an element
 * @...: the elements behind it, in order, ended by %NULL
 *
 * Returns: whether they could be linked
 */
gboolean
cs_pipe_chain (GError    **error,
               GstElement *first,
               ...)
{
  GstElement *left = first, *right;
  gboolean linked = TRUE;
  va_list rest;

  va_start (rest, first);
  while (linked && (right = va_arg (rest, GstElement *)) != NULL) {
    linked = gst_element_link (left, right);
    if (!linked)
      g_set_error (error, CS_LIVE_ERROR, CS_LIVE_ERROR_FAILED, "%s does not fit %s", GST_ELEMENT_NAME (left),
                   GST_ELEMENT_NAME (right));
    left = right;
  }
  va_end (rest);
  return linked;
}

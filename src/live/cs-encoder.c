/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-encoder-private.h"

#include "cs-pipe.h"

struct _CsEncoder {
  GObject parent_instance;

  CsPipe *pipe;
  CsPress *press;
};

enum { FAILED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CsEncoder, cs_encoder, G_TYPE_OBJECT)

static void
press_clear (gpointer data)
{
  CsPress *press = data;

  for (guint i = 0; i < CS_N_ROLLS; i++) {
    g_ptr_array_unref (press->rolls[i].lines);
    g_ptr_array_unref (press->rolls[i].doors);
    g_clear_pointer (&press->rolls[i].x264, gst_object_unref);
  }
  cs_mixer_unref (press->mixer);
  g_mutex_clear (&press->lock);
}

void
cs_press_unref (gpointer press)
{
  g_atomic_rc_box_release_full (press, press_clear);
}

CsRoll *
cs_press_find_roll (CsPress *press,
                    CsLine  *line)
{
  return &press->rolls[!press->config.opus && cs_line_get_sound (line) == CS_TRACK_OPUS ? CS_ROLL_WEB : CS_ROLL_MAIN];
}

/* The lock is held. */
void
cs_roll_set_doors (CsRoll *roll)
{
  for (guint i = 0; i < roll->doors->len; i++)
    g_object_set (roll->doors->pdata[i], "drop", roll->lines->len == 0, NULL);
}

static void
failed_cb (CsPipe     *pipe,
           GError     *error,
           const char *debug,
           CsEncoder  *self)
{
  g_signal_emit (self, signals[FAILED], 0, error);
}

static void
cs_encoder_dispose (GObject *object)
{
  CsEncoder *self = CS_ENCODER (object);

  if (self->press != NULL)
    cs_mixer_stop (self->press->mixer);
  g_clear_object (&self->pipe);
  g_clear_pointer (&self->press, cs_press_unref);
  G_OBJECT_CLASS (cs_encoder_parent_class)->dispose (object);
}

static void
cs_encoder_class_init (CsEncoderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cs_encoder_dispose;

  /**
   * CsEncoder::failed:
   * @self: the encoder
   * @error: why
   *
   * It makes nothing any more.
   */
  signals[FAILED] = g_signal_new ("failed", CS_TYPE_ENCODER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_ERROR);
}

static void
cs_encoder_init (CsEncoder *self)
{
}

/**
 * cs_encoder_new:
 * @mixer: what to encode
 * @config: what to make of it
 * @base_time: the moment that all pipelines count from
 *
 * Returns: (transfer full): an encoder that has not started; main thread, GStreamer loaded
 */
CsEncoder *
cs_encoder_new (CsMixer               *mixer,
                const CsEncoderConfig *config,
                GstClockTime           base_time)
{
  CsEncoder *self = g_object_new (CS_TYPE_ENCODER, NULL);
  CsPress *press = g_atomic_rc_box_new0 (CsPress);

  g_mutex_init (&press->lock);
  press->mixer = cs_mixer_ref (mixer);
  press->config = *config;
  press->video_kbps = config->video_kbps;
  for (guint i = 0; i < CS_N_ROLLS; i++) {
    press->rolls[i].lines = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_line_unref);
    press->rolls[i].doors = g_ptr_array_new_with_free_func (gst_object_unref);
  }
  self->press = press;
  self->pipe = cs_pipe_new ("encoder", base_time, cs_encoder_build, g_atomic_rc_box_acquire (press), cs_press_unref);
  g_signal_connect_object (self->pipe, "failed", G_CALLBACK (failed_cb), self, 0);
  return self;
}

/**
 * cs_encoder_start:
 * @self: an encoder
 *
 * Starts it on another thread.
 */
void
cs_encoder_start (CsEncoder *self)
{
  g_return_if_fail (CS_IS_ENCODER (self));

  cs_pipe_start (self->pipe);
}

/**
 * cs_encoder_end_async:
 * @self: an encoder
 * @callback: (nullable): called when it has ended
 * @user_data: for @callback
 */
void
cs_encoder_end_async (CsEncoder          *self,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  g_return_if_fail (CS_IS_ENCODER (self));

  cs_mixer_stop (self->press->mixer);
  cs_pipe_end_async (self->pipe, callback, user_data);
}

/**
 * cs_encoder_add_line:
 * @self: an encoder
 * @line: gets everything that is made from now on, in the form that goes with its sound
 */
void
cs_encoder_add_line (CsEncoder *self,
                     CsLine    *line)
{
  g_return_if_fail (CS_IS_ENCODER (self));

  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->press->lock);
  CsRoll *roll = cs_press_find_roll (self->press, line);

  g_ptr_array_add (roll->lines, cs_line_ref (line));
  cs_roll_set_doors (roll);
}

/**
 * cs_encoder_remove_line:
 * @self: an encoder
 * @line: gets nothing any more
 */
void
cs_encoder_remove_line (CsEncoder *self,
                        CsLine    *line)
{
  g_return_if_fail (CS_IS_ENCODER (self));

  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->press->lock);
  CsRoll *roll = cs_press_find_roll (self->press, line);

  g_ptr_array_remove (roll->lines, line);
  cs_roll_set_doors (roll);
}

/**
 * cs_encoder_set_video_kbps:
 * @self: an encoder
 * @kbps: how much the pictures may take from now on
 */
void
cs_encoder_set_video_kbps (CsEncoder *self,
                           guint      kbps)
{
  g_return_if_fail (CS_IS_ENCODER (self));

  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->press->lock);

  if (self->press->video_kbps == kbps)
    return;
  self->press->video_kbps = kbps;
  for (guint i = 0; i < CS_N_ROLLS; i++)
    if (self->press->rolls[i].x264 != NULL)
      g_object_set (self->press->rolls[i].x264, "bitrate", kbps, NULL);
}

/**
 * cs_encoder_get_video_kbps:
 * @self: an encoder
 *
 * Returns: how much the pictures may take
 */
guint
cs_encoder_get_video_kbps (CsEncoder *self)
{
  g_return_val_if_fail (CS_IS_ENCODER (self), 0);

  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->press->lock);

  return self->press->video_kbps;
}

/**
 * cs_encoder_get_n_pictures:
 * @self: an encoder
 *
 * Returns: how many pictures it has made
 */
guint64
cs_encoder_get_n_pictures (CsEncoder *self)
{
  g_return_val_if_fail (CS_IS_ENCODER (self), 0);

  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->press->lock);

  return self->press->n_pictures;
}

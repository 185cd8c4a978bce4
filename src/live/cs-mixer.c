/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-mixer.h"

#include "cs-mixer-buffers.h"

#define LOOK_MS 20
/* A camera may be late by this much; then the picture before is shown again. */
#define PICTURE_LATE (150 * GST_MSECOND)
#define PICTURE_FILL (60 * GST_MSECOND)
#define SOUND_LATE (300 * GST_MSECOND)
#define SOUND_FILL (200 * GST_MSECOND)
#define SOUND_CHUNK (20 * GST_MSECOND)
/* Clocks of microphones drift: sound is laid end to end until it is off by this much. */
#define SOUND_SLACK (40 * GST_MSECOND)
#define QUEUE_BUFFERS 30
#define LEAKY_DOWNSTREAM 2

struct _CsMixer {
  CsFeedFormat format;
  GstVideoInfo info;
  GstClockTime base_time;
  GstClockTime frame_time;
  int standby; /* atomic */

  GMutex lock; /* for what follows; held for moments only */
  GCond woken;
  GThread *thread; /* (nullable): fills the gaps */
  gboolean running;
  gboolean stopped; /* for good */
  GstAppSrc *picture; /* (nullable): none while there is no encoder */
  GstAppSrc *sound;
  GstBuffer *last; /* (nullable): the newest picture */
  GstClockTime picture_at; /* of the newest picture */
  GstClockTime sound_end;
  CsMixerStats stats;
  GstBuffer *slate;
  GstClockTime private_until; /* what was taken before this was taken in standby */
  CsCards *cards; /* (nullable) */
  GstBufferPool *canvases; /* for pictures with cards on them */
};

static void
mixer_clear (gpointer data)
{
  CsMixer *self = data;

  g_assert (!self->running);
  gst_clear_buffer (&self->last);
  gst_clear_buffer (&self->slate);
  g_clear_pointer (&self->cards, cs_cards_unref);
  gst_buffer_pool_set_active (self->canvases, FALSE);
  gst_object_unref (self->canvases);
  g_cond_clear (&self->woken);
  g_mutex_clear (&self->lock);
}

static GstClockTime
get_now (CsMixer *self)
{
  g_autoptr (GstClock) clock = gst_system_clock_obtain ();

  return gst_clock_get_time (clock) - self->base_time;
}

/* The lock is held. The pixels are shared, not copied: whoever draws on them copies them first. */
static void
push_picture (CsMixer     *self,
              GstBuffer   *picture,
              GstClockTime time)
{
  GstBuffer *stamped = gst_buffer_copy (picture);
  guint64 waiting;

  g_object_get (self->picture, "current-level-buffers", &waiting, NULL);
  if (waiting >= QUEUE_BUFFERS)
    self->stats.n_skipped++;
  GST_BUFFER_PTS (stamped) = time;
  GST_BUFFER_DTS (stamped) = GST_CLOCK_TIME_NONE;
  GST_BUFFER_DURATION (stamped) = self->frame_time;
  gst_app_src_push_buffer (self->picture, stamped);
  self->picture_at = time;
}

/* The lock is held. */
static void
push_sound (CsMixer   *self,
            GstBuffer *sound) /* (transfer full) */
{
  gsize frames = gst_buffer_get_size (sound) / CS_MIXER_FRAME_BYTES;

  GST_BUFFER_PTS (sound) = self->sound_end;
  GST_BUFFER_DTS (sound) = GST_CLOCK_TIME_NONE;
  GST_BUFFER_DURATION (sound) = gst_util_uint64_scale (frames, GST_SECOND, CS_SOUND_RATE);
  self->sound_end += GST_BUFFER_DURATION (sound);
  gst_app_src_push_buffer (self->sound, sound);
}

/* The lock is held. */
static void
push_silence_until (CsMixer     *self,
                    GstClockTime time)
{
  while (self->sound_end + SOUND_CHUNK <= time) {
    push_sound (self, cs_mixer_make_silence (SOUND_CHUNK));
    self->stats.n_silences++;
  }
}

/* The lock is held. */
static void
fill (CsMixer *self)
{
  GstClockTime now = get_now (self);

  if (now > self->picture_at + PICTURE_LATE)
    while (self->picture_at + self->frame_time + PICTURE_FILL <= now) {
      push_picture (self, self->last != NULL ? self->last : self->slate, self->picture_at + self->frame_time);
      self->stats.n_repeated++;
    }
  if (now > self->sound_end + SOUND_LATE)
    push_silence_until (self, now - SOUND_FILL);
}

static gpointer
fill_main (gpointer data)
{
  CsMixer *self = data;

  g_mutex_lock (&self->lock);
  while (self->running) {
    fill (self);
    g_cond_wait_until (&self->woken, &self->lock, g_get_monotonic_time () + LOOK_MS * G_TIME_SPAN_MILLISECOND);
  }
  g_mutex_unlock (&self->lock);
  return NULL;
}

/* The lock is held. What waited in the queue when standby ended was taken before it did. */
static gboolean
is_private (CsMixer   *self,
            GstBuffer *buffer)
{
  return g_atomic_int_get (&self->standby) || GST_BUFFER_PTS (buffer) < self->private_until;
}

/* At the encoder's door, behind every queue: what standby holds back here cannot leave by any way. */
static GstPadProbeReturn
picture_cb (GstPad          *pad,
            GstPadProbeInfo *info,
            gpointer         data)
{
  CsMixer *self = data;
  GstBuffer *buffer = GST_PAD_PROBE_INFO_BUFFER (info);
  GstBuffer *slate = NULL;
  g_autoptr (CsCards) cards = NULL;

  g_mutex_lock (&self->lock);
  cards = self->cards != NULL ? cs_cards_ref (self->cards) : NULL;
  if (is_private (self, buffer))
    slate = gst_buffer_ref (self->slate);
  g_mutex_unlock (&self->lock);
  if (slate != NULL)
    info->data = cs_mixer_make_stamped (slate, buffer);
  else if (cards != NULL && cs_cards_need_drawing (cards))
    info->data = cs_mixer_draw_cards (self->canvases, &self->info, cards, buffer);
  return GST_PAD_PROBE_OK;
}

/* Cards are on it already. */
static GstPadProbeReturn
waited_cb (GstPad          *pad,
           GstPadProbeInfo *info,
           gpointer         data)
{
  CsMixer *self = data;
  GstBuffer *slate = NULL;

  g_mutex_lock (&self->lock);
  if (is_private (self, GST_PAD_PROBE_INFO_BUFFER (info)))
    slate = gst_buffer_ref (self->slate);
  g_mutex_unlock (&self->lock);
  if (slate != NULL)
    info->data = cs_mixer_make_stamped (slate, GST_PAD_PROBE_INFO_BUFFER (info));
  return GST_PAD_PROBE_OK;
}

static GstPadProbeReturn
sound_cb (GstPad          *pad,
          GstPadProbeInfo *info,
          gpointer         data)
{
  CsMixer *self = data;
  GstBuffer *buffer = GST_PAD_PROBE_INFO_BUFFER (info);
  gboolean silent;

  g_mutex_lock (&self->lock);
  silent = is_private (self, buffer);
  g_mutex_unlock (&self->lock);
  if (silent)
    info->data = cs_mixer_make_stamped (cs_mixer_make_silence (GST_BUFFER_DURATION (buffer)), buffer);
  return GST_PAD_PROBE_OK;
}

static void
guard (CsMixer            *self,
       gpointer            element,
       const char         *name,
       GstPadProbeCallback callback)
{
  g_autoptr (GstPad) pad = gst_element_get_static_pad (element, name);

  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, callback, cs_mixer_ref (self), (GDestroyNotify) cs_mixer_unref);
}

static void
set_up_source (GstAppSrc *source,
               GstCaps   *caps) /* (transfer full) */
{
  gst_app_src_set_caps (source, caps);
  g_object_set (source, "format", GST_FORMAT_TIME, "is-live", TRUE, "block", FALSE, "max-bytes", (guint64) 0, NULL);
  gst_caps_unref (caps);
}

/**
 * cs_mixer_new:
 * @format: the size and rate of the pictures
 * @base_time: the moment that all pipelines count from
 *
 * Returns: (transfer full): a mixer without an encoder; its slate is black
 */
CsMixer *
cs_mixer_new (const CsFeedFormat *format,
              GstClockTime        base_time)
{
  CsMixer *self = g_atomic_rc_box_new0 (CsMixer);

  g_mutex_init (&self->lock);
  g_cond_init (&self->woken);
  self->format = *format;
  self->base_time = base_time;
  self->frame_time = gst_util_uint64_scale_int (GST_SECOND, 1, format->fps);
  gst_video_info_set_format (&self->info, GST_VIDEO_FORMAT_I420, format->width, format->height);
  self->info.fps_n = format->fps;
  self->slate = cs_mixer_make_black (&self->info);
  self->canvases = cs_mixer_make_canvases (&self->info);
  return self;
}

/**
 * cs_mixer_ref:
 * @self: a mixer
 *
 * Returns: (transfer full): the same
 */
CsMixer *
cs_mixer_ref (CsMixer *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * cs_mixer_unref:
 * @self: (transfer full): a mixer
 */
void
cs_mixer_unref (CsMixer *self)
{
  g_atomic_rc_box_release_full (self, mixer_clear);
}

/**
 * cs_mixer_get_format:
 * @self: a mixer
 *
 * Returns: (transfer none): the size and rate of the pictures
 */
const CsFeedFormat *
cs_mixer_get_format (CsMixer *self)
{
  return &self->format;
}

/**
 * cs_mixer_start:
 * @self: a mixer that was not started
 * @picture: the head of the encoder's way for pictures
 * @sound: the head of the encoder's way for sound
 *
 * From now on both get something all the time.
 */
void
cs_mixer_start (CsMixer   *self,
                GstAppSrc *picture,
                GstAppSrc *sound)
{
  set_up_source (picture, gst_video_info_to_caps (&self->info));
  set_up_source (sound, gst_caps_new_simple ("audio/x-raw", "format", G_TYPE_STRING, "S16LE", "layout", G_TYPE_STRING,
                                             "interleaved", "rate", G_TYPE_INT, CS_SOUND_RATE, "channels", G_TYPE_INT,
                                             CS_SOUND_CHANNELS, NULL));
  g_object_set (picture, "max-buffers", (guint64) QUEUE_BUFFERS, "leaky-type", LEAKY_DOWNSTREAM, NULL);
  guard (self, picture, "src", picture_cb);
  guard (self, sound, "src", sound_cb);

  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (self->stopped)
    return;
  self->picture = gst_object_ref (picture);
  self->sound = gst_object_ref (sound);
  self->picture_at = self->sound_end = get_now (self);
  self->running = TRUE;
  self->thread = g_thread_new ("cs-mixer", fill_main, self);
}

/**
 * cs_mixer_guard:
 * @self: a mixer
 * @encoder: an encoder of pictures that has a queue before it
 *
 * What waits in that queue when standby comes does not get into the encoder either.
 */
void
cs_mixer_guard (CsMixer    *self,
                GstElement *encoder)
{
  guard (self, encoder, "sink", waited_cb);
}

/**
 * cs_mixer_stop:
 * @self: a mixer
 *
 * Lets go of the encoder, for good. Idempotent.
 */
void
cs_mixer_stop (CsMixer *self)
{
  g_mutex_lock (&self->lock);
  self->running = FALSE;
  self->stopped = TRUE;
  g_cond_signal (&self->woken);
  g_mutex_unlock (&self->lock);
  if (self->thread == NULL)
    return;
  g_thread_join (g_steal_pointer (&self->thread));
  g_clear_pointer (&self->picture, gst_object_unref);
  g_clear_pointer (&self->sound, gst_object_unref);
}

/**
 * cs_mixer_take_picture:
 * @buffer: a picture of the mixer's size
 * @time: when it was taken, on the common clock
 * @mixer: a mixer
 */
void
cs_mixer_take_picture (GstBuffer   *buffer,
                       GstClockTime time,
                       gpointer     mixer)
{
  CsMixer *self = mixer;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  /* What is shown again when the camera is late must not be from standby. */
  gst_buffer_replace (&self->last, g_atomic_int_get (&self->standby) ? NULL : buffer);
  if (!self->running || !GST_CLOCK_TIME_IS_VALID (time) || time < self->picture_at + self->frame_time / 2)
    return;
  push_picture (self, buffer, time);
  self->stats.n_pictures++;
}

/**
 * cs_mixer_take_sound:
 * @buffer: a piece of sound, %CS_SOUND_CHANNELS of 16 bits at %CS_SOUND_RATE
 * @time: when it was taken, on the common clock
 * @mixer: a mixer
 */
void
cs_mixer_take_sound (GstBuffer   *buffer,
                     GstClockTime time,
                     gpointer     mixer)
{
  CsMixer *self = mixer;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (!self->running || !GST_CLOCK_TIME_IS_VALID (time) || time + SOUND_SLACK < self->sound_end)
    return;
  if (time > self->sound_end + SOUND_SLACK)
    push_silence_until (self, time);
  push_sound (self, gst_buffer_copy (buffer));
}

/**
 * cs_mixer_set_slate:
 * @self: a mixer
 * @slate: a picture of the mixer's size, never changed any more
 *
 * What standby shows.
 */
void
cs_mixer_set_slate (CsMixer   *self,
                    GstBuffer *slate)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  gst_buffer_replace (&self->slate, slate);
}

/**
 * cs_mixer_set_standby:
 * @self: a mixer
 * @standby: whether camera and microphone are cut
 *
 * When this returns, no picture and no sound that was not in the encoder already will get into it. What was taken
 * before standby ends never gets into it.
 */
void
cs_mixer_set_standby (CsMixer *self,
                      gboolean standby)
{
  g_autoptr (GMutexLocker) locker = NULL;

  /* Without waiting for the lock: it is on from here. */
  if (standby)
    g_atomic_int_set (&self->standby, TRUE);
  locker = g_mutex_locker_new (&self->lock);
  gst_clear_buffer (&self->last);
  if (standby || !g_atomic_int_get (&self->standby))
    return;
  /* A camera's pictures are brought to an even rate: one may carry the time of the next. */
  self->private_until = get_now (self) + 2 * self->frame_time;
  g_atomic_int_set (&self->standby, FALSE);
}

/**
 * cs_mixer_set_cards:
 * @self: a mixer
 * @cards: (nullable): what lies over the picture from the next one on, or %NULL for nothing
 */
void
cs_mixer_set_cards (CsMixer *self,
                    CsCards *cards)
{
  g_autoptr (CsCards) before = NULL;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  before = self->cards;
  self->cards = cards != NULL ? cs_cards_ref (cards) : NULL;
}

/**
 * cs_mixer_get_stats:
 * @self: a mixer
 * @stats: (out): how even the way to the encoder is
 */
void
cs_mixer_get_stats (CsMixer      *self,
                    CsMixerStats *stats)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  *stats = self->stats;
}

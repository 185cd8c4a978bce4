/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-line.h"

/* One track's end: the source it feeds, and what waits. */
typedef struct {
  GQueue waiting; /* GstSample, oldest first */
  GstAppSrc *source; /* (nullable): none while there is no pipeline */
  gboolean hungry; /* the source has asked for more and got nothing */
  gboolean ended;
} End;

struct _CsLine {
  CsTrack sound;
  GstClockTime limit;

  GMutex lock; /* for what follows; never held while waiting */
  End ends[CS_N_TRACKS];
  gboolean open;
  gboolean began; /* a key frame has passed since it was opened or cut */
  gboolean was_cut; /* pictures that do not pass now are a loss */
  GstClockTime began_at;
  GstClockTime newest; /* picture that was let in */
  GstClockTime not_before;
  GstClockTime until;
  CsLine *next; /* (nullable): goes on from the next key frame */
  gboolean from_zero; /* times count from the first picture */
  GstClockTime zero;
  guint64 n_passed;
  guint64 n_dropped;
};

/* A source and the line that feeds it, for the source's callbacks. */
typedef struct {
  CsLine *line;
  CsTrack track;
} Tap;

static void
line_clear (gpointer data)
{
  CsLine *self = data;

  for (guint i = 0; i < CS_N_TRACKS; i++) {
    g_queue_clear_full (&self->ends[i].waiting, (GDestroyNotify) gst_sample_unref);
    g_clear_pointer (&self->ends[i].source, gst_object_unref);
  }
  g_clear_pointer (&self->next, cs_line_unref);
  g_mutex_clear (&self->lock);
}

static GstClockTime
get_time (GstSample *sample)
{
  GstBuffer *buffer = gst_sample_get_buffer (sample);

  return GST_CLOCK_TIME_IS_VALID (GST_BUFFER_DTS (buffer)) ? GST_BUFFER_DTS (buffer) : GST_BUFFER_PTS (buffer);
}

static gboolean
is_key (GstSample *sample)
{
  return !GST_BUFFER_FLAG_IS_SET (gst_sample_get_buffer (sample), GST_BUFFER_FLAG_DELTA_UNIT);
}

static GstClockTime
get_level (CsLine *self)
{
  End *end = &self->ends[CS_TRACK_VIDEO];
  GstSample *first = g_queue_peek_head (&end->waiting);
  GstSample *last = g_queue_peek_tail (&end->waiting);

  return first != NULL && get_time (last) > get_time (first) ? get_time (last) - get_time (first) : 0;
}

static void
empty (CsLine *self)
{
  for (guint i = 0; i < CS_N_TRACKS; i++)
    g_queue_clear_full (&self->ends[i].waiting, (GDestroyNotify) gst_sample_unref);
  self->began = FALSE;
}

static GstSample *
count_from (GstSample   *sample, /* (transfer full) */
            GstClockTime zero)
{
  g_autoptr (GstBuffer) buffer = gst_buffer_copy (gst_sample_get_buffer (sample));
  GstSample *counted;

  GST_BUFFER_PTS (buffer) -= MIN (zero, GST_BUFFER_PTS (buffer));
  if (GST_CLOCK_TIME_IS_VALID (GST_BUFFER_DTS (buffer)))
    GST_BUFFER_DTS (buffer) -= MIN (zero, GST_BUFFER_DTS (buffer));
  counted = gst_sample_new (buffer, gst_sample_get_caps (sample), NULL, NULL);
  gst_sample_unref (sample);
  return counted;
}

/* The lock is held. */
static void
feed (CsLine *self,
      End    *end)
{
  GstSample *sample;

  if (!end->hungry || end->source == NULL)
    return;
  sample = g_queue_pop_head (&end->waiting);
  if (sample == NULL) {
    if (end->ended)
      gst_app_src_end_of_stream (end->source);
    return;
  }
  end->hungry = FALSE;
  if (end == &self->ends[CS_TRACK_VIDEO])
    self->n_passed++;
  if (self->from_zero)
    sample = count_from (sample, self->zero);
  gst_app_src_push_sample (end->source, sample);
  gst_sample_unref (sample);
}

static void
drop_sound_before (CsLine      *self,
                   GstClockTime time)
{
  End *end = &self->ends[self->sound];

  while (!g_queue_is_empty (&end->waiting) && get_time (g_queue_peek_head (&end->waiting)) < time)
    gst_sample_unref (g_queue_pop_head (&end->waiting));
}

/* Leaves out what waits, up to the newest key frame; without one, up to the next that comes. */
static void
cut (CsLine *self)
{
  End *end = &self->ends[CS_TRACK_VIDEO];
  GList *newest = g_queue_peek_tail_link (&end->waiting);

  while (newest != NULL && !is_key (newest->data))
    newest = newest->prev;
  if (newest == NULL || newest == g_queue_peek_head_link (&end->waiting)) {
    self->n_dropped += g_queue_get_length (&end->waiting);
    self->was_cut = TRUE;
    empty (self);
    return;
  }
  while (g_queue_peek_head_link (&end->waiting) != newest) {
    gst_sample_unref (g_queue_pop_head (&end->waiting));
    self->n_dropped++;
  }
  drop_sound_before (self, get_time (newest->data));
}

static void
begin (CsLine      *self,
       GstClockTime time)
{
  self->began = TRUE;
  self->was_cut = FALSE;
  self->began_at = time;
  if (self->zero == GST_CLOCK_TIME_NONE)
    self->zero = time;
}

static gboolean
admit_picture (CsLine    *self,
               GstSample *sample)
{
  GstClockTime time = get_time (sample);

  if (time < self->not_before || (self->newest != GST_CLOCK_TIME_NONE && time <= self->newest))
    return FALSE;
  if (!self->began && is_key (sample))
    begin (self, time);
  if (self->began)
    self->newest = time;
  return self->began;
}

/* The lock is held. Whether this sample may go on: pictures from a key frame on, sound from there on. */
static gboolean
admit (CsLine    *self,
       CsTrack    track,
       GstSample *sample)
{
  if (!self->open || self->ends[track].ended || (track != CS_TRACK_VIDEO && track != self->sound))
    return FALSE;
  if (get_time (sample) >= self->until) {
    self->ends[track].ended = TRUE;
    return FALSE;
  }
  if (track == CS_TRACK_VIDEO)
    return admit_picture (self, sample);
  return self->began && get_time (sample) >= self->began_at;
}

/* At a key frame the next line takes over: this one ends right before it, the other begins with it. */
static CsLine *
hand_over (CsLine    *self,
           GstSample *sample)
{
  CsLine *next = NULL;
  GstClockTime zero;

  g_mutex_lock (&self->lock);
  if (self->began && is_key (sample))
    next = g_steal_pointer (&self->next);
  if (next != NULL)
    self->until = get_time (sample);
  zero = self->zero;
  g_mutex_unlock (&self->lock);
  if (next == NULL)
    return NULL;
  g_mutex_lock (&next->lock);
  next->not_before = get_time (sample);
  next->zero = zero;
  g_mutex_unlock (&next->lock);
  return next;
}

static void
need_data_cb (GstAppSrc *source,
              guint      length,
              gpointer   data)
{
  Tap *tap = data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&tap->line->lock);

  if (tap->line->ends[tap->track].source != source)
    return;
  tap->line->ends[tap->track].hungry = TRUE;
  feed (tap->line, &tap->line->ends[tap->track]);
}

static void
tap_free (gpointer data)
{
  Tap *tap = data;

  cs_line_unref (tap->line);
  g_free (tap);
}

/**
 * cs_line_new:
 * @sound: which sound goes with the pictures
 * @limit_ms: how much may wait
 *
 * Returns: (transfer full): a line that is closed. All of its functions may be called from any thread.
 */
CsLine *
cs_line_new (CsTrack sound,
             guint   limit_ms)
{
  CsLine *self = g_atomic_rc_box_new0 (CsLine);

  g_mutex_init (&self->lock);
  self->sound = sound;
  self->newest = self->zero = GST_CLOCK_TIME_NONE;
  self->until = G_MAXUINT64;
  self->limit = limit_ms * GST_MSECOND;
  return self;
}

/**
 * cs_line_ref:
 * @self: a line
 *
 * Returns: (transfer full): the same
 */
CsLine *
cs_line_ref (CsLine *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * cs_line_unref:
 * @self: (transfer full): a line
 */
void
cs_line_unref (CsLine *self)
{
  g_atomic_rc_box_release_full (self, line_clear);
}

/**
 * cs_line_get_sound:
 * @self: a line
 *
 * Returns: which sound goes with its pictures
 */
CsTrack
cs_line_get_sound (CsLine *self)
{
  return self->sound;
}

/**
 * cs_line_push:
 * @self: a line
 * @track: what it is
 * @sample: (transfer none): one encoded picture or piece of sound, its times on the common clock
 *
 * Never waits.
 *
 * Returns: whether the line can only go on from a key frame, which is to be made soon
 */
gboolean
cs_line_push (CsLine    *self,
              CsTrack    track,
              GstSample *sample)
{
  g_autoptr (CsLine) next = track == CS_TRACK_VIDEO ? hand_over (self, sample) : NULL;
  g_autoptr (GMutexLocker) locker = NULL;

  if (next != NULL)
    cs_line_push (next, track, sample);
  locker = g_mutex_locker_new (&self->lock);
  if (admit (self, track, sample)) {
    g_queue_push_tail (&self->ends[track].waiting, gst_sample_ref (sample));
    if (track == CS_TRACK_VIDEO && get_level (self) > self->limit)
      cut (self);
    feed (self, &self->ends[track]);
  } else if (self->ends[track].ended) {
    feed (self, &self->ends[track]);
  } else if (self->open && track == CS_TRACK_VIDEO && self->was_cut) {
    self->n_dropped++;
  }
  return self->open && !self->began && track == CS_TRACK_VIDEO && self->not_before != G_MAXUINT64;
}

/**
 * cs_line_attach:
 * @self: a line
 * @track: what it takes
 * @source: the source at the head of an output's pipeline
 *
 * From now on the line feeds this source, and no other.
 */
void
cs_line_attach (CsLine    *self,
                CsTrack    track,
                GstAppSrc *source)
{
  static const GstAppSrcCallbacks callbacks = { .need_data = need_data_cb };
  Tap *tap = g_new0 (Tap, 1);

  tap->line = cs_line_ref (self);
  tap->track = track;
  g_object_set (source, "format", GST_FORMAT_TIME, "is-live", TRUE, "block", FALSE, "max-bytes", (guint64) 0, NULL);
  g_mutex_lock (&self->lock);
  gst_object_replace ((GstObject **) &self->ends[track].source, GST_OBJECT (source));
  self->ends[track].hungry = FALSE;
  g_mutex_unlock (&self->lock);
  gst_app_src_set_callbacks (source, (GstAppSrcCallbacks *) &callbacks, tap, tap_free);
}

/**
 * cs_line_open:
 * @self: a line
 *
 * Lets pictures in from the next key frame on. What waited is left out.
 */
void
cs_line_open (CsLine *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  empty (self);
  self->open = TRUE;
  self->was_cut = FALSE;
  self->newest = GST_CLOCK_TIME_NONE;
  for (guint i = 0; i < CS_N_TRACKS; i++)
    self->ends[i].ended = FALSE;
}

/**
 * cs_line_close:
 * @self: a line
 *
 * Lets nothing in, and lets go of the sources.
 */
void
cs_line_close (CsLine *self)
{
  GstAppSrc *sources[CS_N_TRACKS];

  g_mutex_lock (&self->lock);
  empty (self);
  self->open = FALSE;
  for (guint i = 0; i < CS_N_TRACKS; i++) {
    sources[i] = g_steal_pointer (&self->ends[i].source);
    self->ends[i].hungry = FALSE;
  }
  g_mutex_unlock (&self->lock);
  for (guint i = 0; i < CS_N_TRACKS; i++)
    g_clear_pointer (&sources[i], gst_object_unref);
}

/**
 * cs_line_flush:
 * @self: a line
 *
 * Leaves out everything that waits: not one picture of it goes out any more.
 */
void
cs_line_flush (CsLine *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->n_dropped += g_queue_get_length (&self->ends[CS_TRACK_VIDEO].waiting);
  empty (self);
  self->was_cut = self->open;
}

/**
 * cs_line_end:
 * @self: a line
 *
 * Hands on what waits and then the end.
 */
void
cs_line_end (CsLine *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  for (guint i = 0; i < CS_N_TRACKS; i++) {
    self->ends[i].ended = TRUE;
    feed (self, &self->ends[i]);
  }
}

/**
 * cs_line_count_from_zero:
 * @self: a line that was not opened yet
 *
 * The times of what comes out count from the first picture.
 */
void
cs_line_count_from_zero (CsLine *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->from_zero = TRUE;
}

/**
 * cs_line_succeed:
 * @self: a line that is in use
 * @next: a line that was not opened yet
 *
 * From the next key frame on @next goes on where @self ends: nothing comes twice and nothing is left out. Both have
 * to be fed by the encoder; its times go on counting from the same picture.
 */
void
cs_line_succeed (CsLine *self,
                 CsLine *next)
{
  cs_line_open (next);
  g_mutex_lock (&next->lock);
  next->not_before = G_MAXUINT64;
  g_mutex_unlock (&next->lock);

  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_clear_pointer (&self->next, cs_line_unref);
  self->next = cs_line_ref (next);
}

/**
 * cs_line_has_handed_over:
 * @self: a line that another one is to succeed
 *
 * Returns: whether the other one has taken over
 */
gboolean
cs_line_has_handed_over (CsLine *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->until != G_MAXUINT64;
}

/**
 * cs_line_get_stats:
 * @self: a line
 * @stats: (out): how it is doing
 */
void
cs_line_get_stats (CsLine      *self,
                   CsLineStats *stats)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  stats->n_passed = self->n_passed;
  stats->n_dropped = self->n_dropped;
  stats->level_ms = get_level (self) / GST_MSECOND;
}

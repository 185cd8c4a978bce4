/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-hls.h"

#include "cs-feed.h"
#include "cs-fragment.h"

#define LINE_LIMIT_MS 4000
#define END_MS 2000
/* The encoder makes a key frame every two seconds, and one more whenever an output has to begin. With this, no piece
 * is longer than two seconds when rounded. */
#define MIN_PIECE (450 * GST_MSECOND)
/* The sound of a piece comes a moment after its pictures; when it does not, they go without. */
#define SOUND_WAIT GST_SECOND
#define GAP (200 * GST_MSECOND)
#define MAX_WAITING 2000 /* samples */

/* What the pipeline's threads use; lives until the pipeline is gone. */
typedef struct {
  CsShelf *shelf;
  CsLine *line;

  GMutex lock; /* for what follows */
  guint run; /* which of the shelf's broadcasts it cuts */
  GQueue video; /* GstSample, oldest first */
  GQueue sound;
  GstCaps *video_caps; /* (nullable): of the head that was put last */
  GstCaps *sound_caps; /* (nullable): the newest */
  guint32 n_pieces;
  GstClockTime ended; /* where the last piece ended; none before the first */
  guint64 sound_ticks; /* where its sound ended */
} Knife;

struct _CsHls {
  CsOutlet parent_instance;

  Knife *knife;
};

/* An appsink and what comes out of it. */
typedef struct {
  Knife *knife;
  CsTrack track;
} Spout;

G_DEFINE_FINAL_TYPE (CsHls, cs_hls, CS_TYPE_OUTLET)

static void
knife_clear (gpointer data)
{
  Knife *knife = data;

  g_queue_clear_full (&knife->video, (GDestroyNotify) gst_sample_unref);
  g_queue_clear_full (&knife->sound, (GDestroyNotify) gst_sample_unref);
  gst_clear_caps (&knife->video_caps);
  gst_clear_caps (&knife->sound_caps);
  cs_line_unref (knife->line);
  cs_shelf_unref (knife->shelf);
  g_mutex_clear (&knife->lock);
}

static void
knife_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, knife_clear);
}

static GstClockTime
get_time (GstSample *sample)
{
  GstBuffer *buffer = gst_sample_get_buffer (sample);

  return GST_BUFFER_DTS_IS_VALID (buffer) ? GST_BUFFER_DTS (buffer) : GST_BUFFER_PTS (buffer);
}

static gboolean
is_key (GstSample *sample)
{
  return !GST_BUFFER_FLAG_IS_SET (gst_sample_get_buffer (sample), GST_BUFFER_FLAG_DELTA_UNIT);
}

static GPtrArray *
take_before (GQueue      *queue,
             GstClockTime until)
{
  GPtrArray *taken = g_ptr_array_new_with_free_func ((GDestroyNotify) gst_sample_unref);

  while (!g_queue_is_empty (queue) && get_time (g_queue_peek_head (queue)) < until)
    g_ptr_array_add (taken, g_queue_pop_head (queue));
  return taken;
}

static void
put_head (Knife   *knife,
          GstCaps *video_caps)
{
  g_autoptr (GBytes) head = NULL;

  if (knife->video_caps != NULL && gst_caps_is_equal (knife->video_caps, video_caps))
    return;
  gst_caps_replace (&knife->video_caps, video_caps);
  head = cs_fragment_make_head (video_caps, knife->sound_caps);
  cs_shelf_put_head (knife->shelf, head);
}

/* Sound goes on where it ended: what rounding adds or takes must not be heard. */
static guint64
find_sound_ticks (Knife     *knife,
                  GPtrArray *sound)
{
  guint64 ticks;

  if (sound->len == 0)
    return knife->sound_ticks;
  ticks = gst_util_uint64_scale_round (get_time (sound->pdata[0]), CS_SOUND_RATE, GST_SECOND);
  if (knife->sound_ticks != 0 && ABS ((gint64) (ticks - knife->sound_ticks)) < CS_SOUND_RATE / 20)
    ticks = knife->sound_ticks;
  knife->sound_ticks = ticks + sound->len * 1024;
  return ticks;
}

static void
cut_at (Knife       *knife,
        GstClockTime until)
{
  g_autoptr (GPtrArray) video = take_before (&knife->video, until);
  g_autoptr (GPtrArray) sound = take_before (&knife->sound, until);
  g_autoptr (GBytes) piece = NULL;
  GstClockTime from;
  gint64 duration_us;

  if (video->len == 0 || knife->sound_caps == NULL || !cs_shelf_is_in (knife->shelf, knife->run))
    return;
  from = get_time (video->pdata[0]);
  put_head (knife, gst_sample_get_caps (video->pdata[0]));
  piece = cs_fragment_make_piece (++knife->n_pieces, video, until, sound, find_sound_ticks (knife, sound));
  duration_us = (until - from) / GST_USECOND;
  cs_shelf_put_piece (knife->shelf, piece, duration_us, g_get_real_time () - duration_us,
                      GST_CLOCK_TIME_IS_VALID (knife->ended) && from > knife->ended + GAP);
  knife->ended = until;
}

/* Where the oldest pictures can be cut off: at a key frame, once the sound has got there. */
static gboolean
find_cut (Knife        *knife,
          GstClockTime *until)
{
  GList *first = g_queue_peek_head_link (&knife->video);
  GstSample *newest = g_queue_peek_tail (&knife->video);
  GstSample *heard = g_queue_peek_tail (&knife->sound);

  for (GList *l = first != NULL ? first->next : NULL; l != NULL; l = l->next) {
    *until = get_time (l->data);
    if (is_key (l->data) && *until >= get_time (first->data) + MIN_PIECE)
      return (heard != NULL && get_time (heard) >= *until) || get_time (newest) >= *until + SOUND_WAIT;
  }
  return FALSE;
}

static void
take_sample (Knife     *knife,
             CsTrack    track,
             GstSample *sample) /* (transfer full) */
{
  GstClockTime until;

  if (track == CS_TRACK_VIDEO) {
    g_queue_push_tail (&knife->video, sample);
  } else {
    gst_caps_replace (&knife->sound_caps, gst_sample_get_caps (sample));
    g_queue_push_tail (&knife->sound, sample);
  }
  while (find_cut (knife, &until))
    cut_at (knife, until);
  /* Never reached while the encoder makes key frames. */
  while (g_queue_get_length (&knife->video) > MAX_WAITING)
    gst_sample_unref (g_queue_pop_head (&knife->video));
  while (g_queue_get_length (&knife->sound) > MAX_WAITING)
    gst_sample_unref (g_queue_pop_head (&knife->sound));
}

static GstFlowReturn
new_sample_cb (GstAppSink *sink,
               gpointer    data)
{
  Spout *spout = data;
  GstSample *sample = gst_app_sink_pull_sample (sink);

  if (sample == NULL)
    return GST_FLOW_OK;
  g_mutex_lock (&spout->knife->lock);
  take_sample (spout->knife, spout->track, sample);
  g_mutex_unlock (&spout->knife->lock);
  return GST_FLOW_OK;
}

static void
spout_free (gpointer data)
{
  Spout *spout = data;

  knife_unref (spout->knife);
  g_free (spout);
}

static gboolean
build_track (Knife   *knife,
             CsTrack  track,
             GstBin  *bin,
             GError **error)
{
  static const GstAppSinkCallbacks callbacks = { .new_sample = new_sample_cb };
  GstElement *source = cs_pipe_make (bin, "appsrc", NULL, error);
  GstElement *sink = source != NULL ? cs_pipe_make (bin, "appsink", NULL, error) : NULL;
  Spout *spout;

  if (sink == NULL)
    return FALSE;
  spout = g_new (Spout, 1);
  *spout = (Spout){ g_atomic_rc_box_acquire (knife), track };
  g_object_set (sink, "sync", FALSE, "async", FALSE, "enable-last-sample", FALSE, NULL);
  gst_app_sink_set_callbacks (GST_APP_SINK (sink), (GstAppSinkCallbacks *) &callbacks, spout, spout_free);
  cs_line_attach (knife->line, track, GST_APP_SRC (source));
  return cs_pipe_chain (error, source, sink, NULL);
}

static gboolean
build (GstBin  *bin,
       gpointer data,
       GError **error)
{
  return build_track (data, CS_TRACK_VIDEO, bin, error) && build_track (data, CS_TRACK_AAC, bin, error);
}

/* What is left has no picture after it: it is as long as its pictures are apart. Ending takes a moment, in which the
 * page may have been switched on again. */
static void
cut_rest (Knife *knife)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&knife->lock);
  guint n = g_queue_get_length (&knife->video);

  if (n >= 2) {
    GstClockTime last = get_time (g_queue_peek_tail (&knife->video));
    GstClockTime step = last - get_time (g_queue_peek_nth (&knife->video, n - 2));

    cut_at (knife, last + step);
  }
  if (cs_shelf_is_in (knife->shelf, knife->run))
    cs_shelf_end (knife->shelf);
}

static void
cs_hls_failed (CsOutlet     *outlet,
               const GError *error)
{
  g_warning ("The page gets nothing more to play: %s", error->message);
}

static void
cs_hls_over (CsOutlet *outlet)
{
  cut_rest (CS_HLS (outlet)->knife);
}

static void
cs_hls_finalize (GObject *object)
{
  knife_unref (CS_HLS (object)->knife);
  G_OBJECT_CLASS (cs_hls_parent_class)->finalize (object);
}

static void
cs_hls_class_init (CsHlsClass *klass)
{
  CsOutletClass *outlet_class = CS_OUTLET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cs_hls_finalize;
  outlet_class->end_ms = END_MS;
  outlet_class->failed = cs_hls_failed;
  outlet_class->over = cs_hls_over;
}

static void
cs_hls_init (CsHls *self)
{
}

/**
 * cs_hls_new:
 * @shelf: gets the pieces
 * @base_time: the moment that all pipelines count from
 *
 * Returns: (transfer full): a cutter that has not started; main thread, GStreamer loaded
 */
CsHls *
cs_hls_new (CsShelf     *shelf,
            GstClockTime base_time)
{
  CsHls *self = g_object_new (CS_TYPE_HLS, NULL);
  Knife *knife = g_atomic_rc_box_new0 (Knife);

  g_mutex_init (&knife->lock);
  g_queue_init (&knife->video);
  g_queue_init (&knife->sound);
  knife->shelf = cs_shelf_ref (shelf);
  knife->line = cs_line_new (CS_TRACK_AAC, LINE_LIMIT_MS);
  knife->ended = GST_CLOCK_TIME_NONE;
  cs_line_count_from_zero (knife->line);
  self->knife = knife;
  cs_outlet_connect (CS_OUTLET (self), "page", knife->line, base_time, build, g_atomic_rc_box_acquire (knife),
                     knife_unref);
  return self;
}

/**
 * cs_hls_start:
 * @self: a cutter
 *
 * Empties the shelf and fills it with what the line gives.
 */
void
cs_hls_start (CsHls *self)
{
  g_return_if_fail (CS_IS_HLS (self));

  self->knife->run = cs_shelf_begin (self->knife->shelf);
  cs_line_open (self->knife->line);
  cs_outlet_start (CS_OUTLET (self));
}

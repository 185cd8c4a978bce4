/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-remux-feed.h"

/* Of one track, while the other is looked for: more than a minute has. */
#define MAX_WAITING_BYTES (256 * 1024 * 1024)

static const char *const kinds[CS_PART_N_TRACKS] = {
  "video/x-h264, stream-format=avc, alignment=au",
  "audio/mpeg, mpegversion=4, stream-format=raw, framed=true",
};

/* One track, for its source. */
typedef struct {
  CsRemuxFeed *feed;
  GstAppSrc *source; /* owned by the pipeline */
} Track;

struct _CsRemuxFeed {
  int n_moved; /* atomic */
  GMutex lock; /* of what follows, while the pipeline runs; taken before those of the sources */
  CsFootage *footage; /* not owned */
  Track tracks[CS_PART_N_TRACKS];
  gboolean known; /* the sources know what they carry */
};

static void
set_caps (GstAppSrc  *source,
          const char *kind,
          GBytes     *codec_data)
{
  g_autoptr (GstCaps) caps = gst_caps_from_string (kind);
  g_autoptr (GstBuffer) data = gst_buffer_new_wrapped_bytes (codec_data);

  gst_caps_set_simple (caps, "codec_data", GST_TYPE_BUFFER, data, NULL);
  gst_app_src_set_caps (source, caps);
}

static void
make_known (CsRemuxFeed *self)
{
  const CsPartHead *head = cs_footage_get_head (self->footage);

  if (self->known)
    return;
  for (guint i = 0; i < CS_PART_N_TRACKS; i++)
    if (head->codec_data[i] != NULL)
      set_caps (self->tracks[i].source, kinds[i], head->codec_data[i]);
  self->known = TRUE;
}

static void
push (CsRemuxFeed       *self,
      const CsPartBlock *block)
{
  GstBuffer *buffer = gst_buffer_new_memdup (block->bytes, block->n_bytes);
  guint64 duration_ns = cs_footage_get_head (self->footage)->durations_ns[block->track];

  make_known (self);
  GST_BUFFER_PTS (buffer) = block->at_ms * GST_MSECOND;
  if (duration_ns > 0)
    GST_BUFFER_DURATION (buffer) = duration_ns;
  if (!block->key)
    GST_BUFFER_FLAG_SET (buffer, GST_BUFFER_FLAG_DELTA_UNIT);
  gst_app_src_push_buffer (self->tracks[block->track].source, buffer);
  g_atomic_int_inc (&self->n_moved);
}

/* Both tracks come from one place, in the order of the file: whichever is hungry reads on until there is something for it. */
static void
need_data_cb (GstAppSrc *source,
              guint      n,
              gpointer   data)
{
  CsRemuxFeed *self = ((Track *) data)->feed;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  CsPartBlock block;

  while (cs_footage_next (self->footage, &block)) {
    GstAppSrc *fed = self->tracks[block.track].source;

    push (self, &block);
    if (fed == source)
      return;
    if (gst_app_src_get_current_level_bytes (fed) > MAX_WAITING_BYTES) {
      GST_ELEMENT_ERROR (source, STREAM, FAILED, (NULL), ("there is nothing for one of the tracks"));
      return;
    }
  }
  for (guint i = 0; i < CS_PART_N_TRACKS; i++)
    gst_app_src_end_of_stream (self->tracks[i].source);
}

static GstPadProbeReturn
moved_cb (GstPad          *pad,
          GstPadProbeInfo *info,
          gpointer         data)
{
  CsRemuxFeed *self = data;

  g_atomic_int_inc (&self->n_moved);
  return GST_PAD_PROBE_OK;
}

/**
 * cs_remux_feed_new:
 * @footage: what can be read; has to outlive it
 *
 * Returns: (transfer full): a feed
 */
CsRemuxFeed *
cs_remux_feed_new (CsFootage *footage)
{
  CsRemuxFeed *self = g_new0 (CsRemuxFeed, 1);

  g_mutex_init (&self->lock);
  self->footage = footage;
  return self;
}

/**
 * cs_remux_feed_free:
 * @self: (transfer full): a feed, the pipeline of which has ended
 */
void
cs_remux_feed_free (CsRemuxFeed *self)
{
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * cs_remux_feed_attach:
 * @self: a feed
 * @track: which track of a #CsPartBlock
 * @source: what takes it
 *
 * To be called for each track before the pipeline starts.
 */
void
cs_remux_feed_attach (CsRemuxFeed *self,
                      guint        track,
                      GstAppSrc   *source)
{
  static const GstAppSrcCallbacks callbacks = { .need_data = need_data_cb };

  self->tracks[track].feed = self;
  self->tracks[track].source = source;
  g_object_set (source, "format", GST_FORMAT_TIME, "block", FALSE, "max-bytes", (guint64) 0, NULL);
  gst_app_src_set_callbacks (source, (GstAppSrcCallbacks *) &callbacks, &self->tracks[track], NULL);
}

/**
 * cs_remux_feed_watch:
 * @self: a feed
 * @sink: where it ends
 *
 * Counts what arrives there, too.
 */
void
cs_remux_feed_watch (CsRemuxFeed *self,
                     GstElement  *sink)
{
  g_autoptr (GstPad) pad = gst_element_get_static_pad (sink, "sink");

  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_BUFFER_LIST, moved_cb, self, NULL);
}

/**
 * cs_remux_feed_get_n_moved:
 * @self: a feed
 *
 * Returns: how often something has moved, on any thread; wraps around
 */
guint
cs_remux_feed_get_n_moved (CsRemuxFeed *self)
{
  return (guint) g_atomic_int_get (&self->n_moved);
}

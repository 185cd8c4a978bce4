/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-attempt.h"

struct _CsAttempt {
  GMainContext *context;
  CsLine *line;
  CsAttemptLive live;
  CsAttemptFail fail;
  gpointer owner; /* (nullable): none once closed; main thread only */

  GMutex lock; /* for what follows; taken before the line's */
  gboolean closed;
  guint64 n_bytes;
  gboolean proved;
  CsGaugeRead read; /* (nullable): once set it stays */
  gpointer read_data;
  GDestroyNotify read_destroy;

  guint n_waited; /* buffers that the sink has held; its own thread only */
};

/* What one thread tells the main thread. */
typedef struct {
  CsAttempt *attempt;
  GError *error; /* (nullable): none when it went live */
} News;

static void
clear (gpointer data)
{
  CsAttempt *self = data;

  if (self->read_destroy != NULL)
    self->read_destroy (self->read_data);
  cs_line_unref (self->line);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->lock);
}

static void
news_free (gpointer data)
{
  News *news = data;

  cs_attempt_unref (news->attempt);
  g_clear_error (&news->error);
  g_free (news);
}

static gboolean
news_cb (gpointer data)
{
  News *news = data;
  CsAttempt *self = news->attempt;

  if (self->owner == NULL)
    return G_SOURCE_REMOVE;
  if (news->error != NULL)
    self->fail (news->error, self->owner);
  else
    self->live (self->owner);
  return G_SOURCE_REMOVE;
}

static void
tell (CsAttempt    *self,
      const GError *error)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  News *news = g_new (News, 1);

  *news = (News){ cs_attempt_ref (self), error != NULL ? g_error_copy (error) : NULL };
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, news_cb, news, news_free);
  g_source_attach (source, self->context);
}

static void
count (CsAttempt *self,
       gsize      n_bytes)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->n_bytes += n_bytes;
}

static gsize
list_size (GstBufferList *list)
{
  gsize size = 0;

  for (guint i = 0; i < gst_buffer_list_length (list); i++)
    size += gst_buffer_get_size (gst_buffer_list_get (list, i));
  return size;
}

static GstPadProbeReturn
counted_cb (GstPad          *pad,
            GstPadProbeInfo *info,
            gpointer         data)
{
  if (GST_PAD_PROBE_INFO_TYPE (info) & GST_PAD_PROBE_TYPE_BUFFER_LIST)
    count (data, list_size (GST_PAD_PROBE_INFO_BUFFER_LIST (info)));
  else
    count (data, gst_buffer_get_size (GST_PAD_PROBE_INFO_BUFFER (info)));
  return GST_PAD_PROBE_OK;
}

static gboolean
is_header (GstPadProbeInfo *info)
{
  return (GST_PAD_PROBE_INFO_TYPE (info) & GST_PAD_PROBE_TYPE_BUFFER) &&
         GST_BUFFER_FLAG_IS_SET (GST_PAD_PROBE_INFO_BUFFER (info), GST_BUFFER_FLAG_HEADER);
}

/* A sink lets headers pass, then holds the first real buffer until the server has taken the stream: the next one
 * proves it. */
static GstPadProbeReturn
proof_cb (GstPad          *pad,
          GstPadProbeInfo *info,
          gpointer         data)
{
  CsAttempt *self = data;

  if (is_header (info) || self->n_waited++ == 0)
    return GST_PAD_PROBE_OK;
  cs_attempt_prove (self);
  return GST_PAD_PROBE_REMOVE;
}

/**
 * cs_attempt_new:
 * @line: what is to be streamed
 * @live: told when the server takes it
 * @fail: told when it cannot go on
 * @owner: for both
 *
 * Returns: (transfer full): a new attempt; main thread
 */
CsAttempt *
cs_attempt_new (CsLine       *line,
                CsAttemptLive live,
                CsAttemptFail fail,
                gpointer      owner)
{
  CsAttempt *self = g_atomic_rc_box_new0 (CsAttempt);

  g_mutex_init (&self->lock);
  self->context = g_main_context_ref_thread_default ();
  self->line = cs_line_ref (line);
  self->live = live;
  self->fail = fail;
  self->owner = owner;
  return self;
}

/**
 * cs_attempt_ref:
 * @self: an attempt
 *
 * Returns: (transfer full): the same
 */
CsAttempt *
cs_attempt_ref (CsAttempt *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * cs_attempt_unref:
 * @self: (transfer full): an attempt
 */
void
cs_attempt_unref (gpointer self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/**
 * cs_attempt_close:
 * @self: an attempt
 *
 * Main thread. The owner hears nothing of it any more, and nothing of it takes hold of the line.
 */
void
cs_attempt_close (CsAttempt *self)
{
  self->owner = NULL;

  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->closed = TRUE;
}

/**
 * cs_attempt_attach:
 * @self: an attempt
 * @track: what it takes
 * @source: the source at the head of its pipeline
 *
 * Any thread. From now on the line feeds this source, unless the attempt was closed while its pipeline was still being
 * built: the line may belong to the next one by then.
 */
void
cs_attempt_attach (CsAttempt *self,
                   CsTrack    track,
                   GstAppSrc *source)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (!self->closed)
    cs_line_attach (self->line, track, source);
}

/**
 * cs_attempt_count:
 * @self: an attempt
 * @sink: the element that sends
 * @proves_live: whether it waits with the first buffers until the server has taken the stream
 *
 * Counts what goes into @sink.
 */
void
cs_attempt_count (CsAttempt  *self,
                  GstElement *sink,
                  gboolean    proves_live)
{
  const GstPadProbeType type = GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_BUFFER_LIST;
  g_autoptr (GstPad) pad = gst_element_get_static_pad (sink, "sink");

  gst_pad_add_probe (pad, type, counted_cb, cs_attempt_ref (self), cs_attempt_unref);
  if (proves_live)
    gst_pad_add_probe (pad, type, proof_cb, cs_attempt_ref (self), cs_attempt_unref);
}

/**
 * cs_attempt_prove:
 * @self: an attempt
 *
 * Tells that the server takes the stream. Any thread; only the first time counts.
 */
void
cs_attempt_prove (CsAttempt *self)
{
  gboolean again;

  g_mutex_lock (&self->lock);
  again = self->proved;
  self->proved = TRUE;
  g_mutex_unlock (&self->lock);
  if (!again)
    tell (self, NULL);
}

/**
 * cs_attempt_fail:
 * @self: an attempt
 * @error: why
 *
 * Tells that it cannot go on. Any thread.
 */
void
cs_attempt_fail (CsAttempt    *self,
                 const GError *error)
{
  tell (self, error);
}

/**
 * cs_attempt_get_n_bytes:
 * @self: an attempt
 *
 * Returns: how much went into the sink
 */
guint64
cs_attempt_get_n_bytes (CsAttempt *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->n_bytes;
}

/**
 * cs_attempt_set_gauge:
 * @self: an attempt that has none
 * @read: says what the network says about the connection
 * @data: for @read
 * @destroy: (nullable): frees @data, on any thread
 *
 * Any thread.
 */
void
cs_attempt_set_gauge (CsAttempt     *self,
                      CsGaugeRead    read,
                      gpointer       data,
                      GDestroyNotify destroy)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_return_if_fail (self->read == NULL);

  self->read_data = data;
  self->read_destroy = destroy;
  self->read = read;
}

/**
 * cs_attempt_read_gauge:
 * @self: an attempt
 * @gauge: (out): what the network says about the connection
 *
 * Main thread.
 */
void
cs_attempt_read_gauge (CsAttempt *self,
                       CsGauge   *gauge)
{
  CsGaugeRead read;

  *gauge = CS_GAUGE_UNKNOWN;
  g_mutex_lock (&self->lock);
  read = self->read;
  g_mutex_unlock (&self->lock);
  if (read != NULL)
    read (gauge, self->read_data);
}

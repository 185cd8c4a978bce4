/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-destination.h"
#include "cs-pipe.h"
#include "cs-tcp-gauge.h"

#define CS_TYPE_RTMP_DESTINATION (cs_rtmp_destination_get_type ())
G_DECLARE_FINAL_TYPE (CsRtmpDestination, cs_rtmp_destination, CS, RTMP_DESTINATION, CsDestination)

#define TIMEOUT_S 5
#define MUX_LATENCY (100 * GST_MSECOND)

struct _CsRtmpDestination {
  CsDestination parent_instance;
};

G_DEFINE_FINAL_TYPE (CsRtmpDestination, cs_rtmp_destination, CS_TYPE_DESTINATION)

static GstElement *
build_source (CsAttempt  *attempt,
              CsTrack     track,
              const char *parser,
              GstBin     *bin,
              GError    **error)
{
  GstElement *source = cs_pipe_make (bin, "appsrc", NULL, error);
  GstElement *parse = source != NULL ? cs_pipe_make (bin, parser, NULL, error) : NULL;
  GstElement *queue = parse != NULL ? cs_pipe_make (bin, "queue", NULL, error) : NULL;

  if (queue == NULL || !cs_pipe_chain (error, source, parse, queue, NULL))
    return NULL;
  g_object_set (queue, "max-size-buffers", 1, "max-size-bytes", 0, "max-size-time", (guint64) 0, NULL);
  cs_attempt_attach (attempt, track, GST_APP_SRC (source));
  return queue;
}

/* By properties, one by one: an address in one piece would show the key to whoever prints it. */
static void
set_up_sink (const CsTarget *target,
             GstElement     *sink)
{
  gst_util_set_object_arg (G_OBJECT (sink), "scheme", target->secure ? "rtmps" : "rtmp");
  g_object_set (sink, "host", target->host, "port", (guint) target->port, "application", target->path, "stream",
                target->key, "timeout", TIMEOUT_S, "sync", FALSE, "async", FALSE, "enable-last-sample", FALSE, NULL);
}

static gboolean
cs_rtmp_destination_build (CsDestination *destination,
                           CsAttempt     *attempt,
                           GstBin        *bin,
                           GError       **error)
{
  const CsTarget *target = cs_destination_get_target (destination);
  GstElement *video = build_source (attempt, CS_TRACK_VIDEO, "h264parse", bin, error);
  GstElement *sound = video != NULL ? build_source (attempt, CS_TRACK_AAC, "aacparse", bin, error) : NULL;
  GstElement *mux = sound != NULL ? cs_pipe_make (bin, "flvmux", NULL, error) : NULL;
  GstElement *sink = mux != NULL ? cs_pipe_make (bin, "rtmp2sink", NULL, error) : NULL;

  if (sink == NULL)
    return FALSE;
  g_object_set (mux, "streamable", TRUE, "latency", (guint64) MUX_LATENCY, NULL);
  set_up_sink (target, sink);
  cs_attempt_count (attempt, sink, TRUE);
  if (!cs_pipe_chain (error, video, mux, sink, NULL) || !cs_pipe_chain (error, sound, mux, NULL))
    return FALSE;
  cs_attempt_set_gauge (attempt, cs_tcp_gauge_read, cs_tcp_gauge_new (target->host, target->port), cs_tcp_gauge_unref);
  return TRUE;
}

static void
cs_rtmp_destination_class_init (CsRtmpDestinationClass *klass)
{
  CsDestinationClass *destination_class = CS_DESTINATION_CLASS (klass);

  destination_class->sound = CS_TRACK_AAC;
  destination_class->says_goodbye = TRUE;
  destination_class->build = cs_rtmp_destination_build;
}

static void
cs_rtmp_destination_init (CsRtmpDestination *self)
{
}

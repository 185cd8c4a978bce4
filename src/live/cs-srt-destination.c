/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-destination.h"
#include "cs-pipe.h"
#include "cs-srt-gauge.h"

#include <string.h>

#define CS_TYPE_SRT_DESTINATION (cs_srt_destination_get_type ())
G_DECLARE_FINAL_TYPE (CsSrtDestination, cs_srt_destination, CS, SRT_DESTINATION, CsDestination)

#define PACKETS_AT_ONCE 7 /* 188 bytes each: what one datagram takes */
#define KEY_BYTES 16
#define MUX_LATENCY (100 * GST_MSECOND)

struct _CsSrtDestination {
  CsDestination parent_instance;
};

G_DEFINE_FINAL_TYPE (CsSrtDestination, cs_srt_destination, CS_TYPE_DESTINATION)

/* The plugin shuts the SRT library down with its last element and starts it again with the next, and the library
 * (1.5.1) crashes when one meets the other. One element that is never used keeps it up. */
static gpointer
keep_library (gpointer data)
{
  GstElement *element = gst_element_factory_make ("srtsink", NULL);

  return element != NULL ? gst_object_ref_sink (element) : NULL;
}

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
  if (track == CS_TRACK_VIDEO)
    g_object_set (parse, "config-interval", -1, NULL);
  g_object_set (queue, "max-size-buffers", 1, "max-size-bytes", 0, "max-size-time", (guint64) 0, NULL);
  cs_attempt_attach (attempt, track, GST_APP_SRC (source));
  return queue;
}

/* The address holds no secret; the rest is set one by one. */
static void
set_up_sink (const CsTarget *target,
             GstElement     *sink)
{
  g_autofree char *uri = g_strdup_printf (g_hostname_is_ip_address (target->host) && strchr (target->host, ':')
                                              ? "srt://[%s]:%u"
                                              : "srt://%s:%u",
                                          target->host, target->port);

  g_object_set (sink, "uri", uri, "latency", (int) target->latency_ms, "auto-reconnect", FALSE, "sync", FALSE, "async",
                FALSE, "enable-last-sample", FALSE, "wait-for-connection", TRUE, NULL);
  gst_util_set_object_arg (G_OBJECT (sink), "mode", "caller");
  if (target->key != NULL)
    g_object_set (sink, "streamid", target->key, NULL);
  if (target->passphrase != NULL) {
    g_object_set (sink, "passphrase", target->passphrase, NULL);
    gst_util_set_object_arg (G_OBJECT (sink), "pbkeylen", G_STRINGIFY (KEY_BYTES));
  }
}

static gboolean
cs_srt_destination_build (CsDestination *destination,
                          CsAttempt     *attempt,
                          GstBin        *bin,
                          GError       **error)
{
  static GOnce kept = G_ONCE_INIT;
  GstElement *video = build_source (attempt, CS_TRACK_VIDEO, "h264parse", bin, error);
  GstElement *sound = video != NULL ? build_source (attempt, CS_TRACK_AAC, "aacparse", bin, error) : NULL;
  GstElement *mux = sound != NULL ? cs_pipe_make (bin, "mpegtsmux", NULL, error) : NULL;
  GstElement *sink = mux != NULL ? cs_pipe_make (bin, "srtsink", NULL, error) : NULL;

  if (sink == NULL)
    return FALSE;
  g_once (&kept, keep_library, NULL);
  g_object_set (mux, "alignment", PACKETS_AT_ONCE, "latency", (guint64) MUX_LATENCY, NULL);
  set_up_sink (cs_destination_get_target (destination), sink);
  cs_attempt_count (attempt, sink, TRUE);
  cs_srt_gauge_add (attempt, sink);
  return cs_pipe_chain (error, video, mux, sink, NULL) && cs_pipe_chain (error, sound, mux, NULL);
}

static void
cs_srt_destination_class_init (CsSrtDestinationClass *klass)
{
  CsDestinationClass *destination_class = CS_DESTINATION_CLASS (klass);

  destination_class->sound = CS_TRACK_AAC;
  destination_class->says_goodbye = TRUE;
  destination_class->build = cs_srt_destination_build;
}

static void
cs_srt_destination_init (CsSrtDestination *self)
{
}

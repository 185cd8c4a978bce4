/* SPDX-License-Identifier: GPL-3.0-or-later */
#define GST_USE_UNSTABLE_API
#include "cs-destination.h"

#include "cs-live.h"
#include "cs-pipe.h"
#include "cs-whip-call.h"
#include "cs-whip-gauge.h"

#include <gst/sdp/sdp.h>
#include <gst/webrtc/webrtc.h>
#include <string.h>

#define CS_TYPE_WHIP_DESTINATION (cs_whip_destination_get_type ())
G_DECLARE_FINAL_TYPE (CsWhipDestination, cs_whip_destination, CS, WHIP_DESTINATION, CsDestination)

#define VIDEO_PAYLOAD 96
#define SOUND_PAYLOAD 97

/* One attempt's way: webrtcbin on its own threads, the talk with the server on the main thread. */
typedef struct {
  CsAttempt *attempt;
  CsTarget *target;
  GMainContext *context;
  GWeakRef webrtc; /* its signals hold the way: a strong one would close a ring */

  GMutex lock; /* for what follows */
  gboolean closed;
  gboolean offered;

  CsWhipCall *call; /* (nullable): main thread only */
} Way;

struct _CsWhipDestination {
  CsDestination parent_instance;

  GMutex lock;
  Way *way; /* (nullable): of the newest attempt */
};

G_DEFINE_FINAL_TYPE (CsWhipDestination, cs_whip_destination, CS_TYPE_DESTINATION)

static void
way_clear (gpointer data)
{
  Way *way = data;

  cs_attempt_unref (way->attempt);
  cs_target_unref (way->target);
  g_weak_ref_clear (&way->webrtc);
  g_main_context_unref (way->context);
  g_mutex_clear (&way->lock);
}

static void
way_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, way_clear);
}

static void
closure_way_unref (gpointer  data,
                   GClosure *closure)
{
  way_unref (data);
}

static void
fail (Way        *way,
      CsLiveError code)
{
  g_autoptr (GError) error = g_error_new_literal (CS_LIVE_ERROR, code, "");

  cs_attempt_fail (way->attempt, error);
}

static void
take_answer (Way        *way,
             const char *text)
{
  g_autoptr (GstElement) webrtc = g_weak_ref_get (&way->webrtc);
  g_autoptr (GstWebRTCSessionDescription) answer = NULL;
  GstSDPMessage *message;

  if (webrtc == NULL)
    return;
  gst_sdp_message_new (&message);
  if (gst_sdp_message_parse_buffer ((const guint8 *) text, strlen (text), message) != GST_SDP_OK ||
      gst_sdp_message_medias_len (message) == 0) {
    gst_sdp_message_free (message);
    fail (way, CS_LIVE_ERROR_PROTOCOL);
    return;
  }
  answer = gst_webrtc_session_description_new (GST_WEBRTC_SDP_TYPE_ANSWER, message);
  g_signal_emit_by_name (webrtc, "set-remote-description", answer, NULL);
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  Way *way = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = cs_whip_call_offer_finish (CS_WHIP_CALL (object), result, &error);

  if (answer != NULL)
    take_answer (way, answer);
  else
    cs_attempt_fail (way->attempt, error);
  way_unref (way);
}

static char *
dup_offer (Way *way)
{
  g_autoptr (GstElement) webrtc = g_weak_ref_get (&way->webrtc);
  g_autoptr (GstWebRTCSessionDescription) local = NULL;
  g_autofree char *text = NULL;

  if (webrtc != NULL)
    g_object_get (webrtc, "local-description", &local, NULL);
  if (local == NULL)
    return NULL;
  text = gst_sdp_message_as_text (local->sdp);
  return cs_whip_call_polish (text);
}

/* Main thread. */
static gboolean
offer_cb (gpointer data)
{
  Way *way = data;
  g_autofree char *offer = NULL;
  gboolean closed;

  g_mutex_lock (&way->lock);
  closed = way->closed;
  g_mutex_unlock (&way->lock);
  if (closed)
    return G_SOURCE_REMOVE;
  offer = dup_offer (way);
  if (offer == NULL) {
    fail (way, CS_LIVE_ERROR_FAILED);
    return G_SOURCE_REMOVE;
  }
  way->call = cs_whip_call_new (way->target);
  cs_whip_call_offer_async (way->call, offer, answered_cb, g_atomic_rc_box_acquire (way));
  return G_SOURCE_REMOVE;
}

/* Without trickle: the offer goes when all of our addresses are in it. */
static void
gathering_cb (GstElement *webrtc,
              GParamSpec *pspec,
              gpointer    data)
{
  Way *way = data;
  GstWebRTCICEGatheringState state;
  g_autoptr (GSource) source = NULL;
  gboolean again;

  g_object_get (webrtc, "ice-gathering-state", &state, NULL);
  if (state != GST_WEBRTC_ICE_GATHERING_STATE_COMPLETE)
    return;
  g_mutex_lock (&way->lock);
  again = way->offered;
  way->offered = TRUE;
  g_mutex_unlock (&way->lock);
  if (again)
    return;
  source = g_idle_source_new ();
  g_source_set_callback (source, offer_cb, g_atomic_rc_box_acquire (way), way_unref);
  g_source_attach (source, way->context);
}

static void
connection_cb (GstElement *webrtc,
               GParamSpec *pspec,
               gpointer    data)
{
  Way *way = data;
  GstWebRTCPeerConnectionState state;

  g_object_get (webrtc, "connection-state", &state, NULL);
  switch (state) {
  case GST_WEBRTC_PEER_CONNECTION_STATE_CONNECTED:
    cs_attempt_prove (way->attempt);
    break;
  case GST_WEBRTC_PEER_CONNECTION_STATE_FAILED:
  case GST_WEBRTC_PEER_CONNECTION_STATE_DISCONNECTED:
  case GST_WEBRTC_PEER_CONNECTION_STATE_CLOSED:
    fail (way, CS_LIVE_ERROR_LOST);
    break;
  default:
    break;
  }
}

static void
offer_made_cb (GstPromise *promise,
               gpointer    data)
{
  Way *way = data;
  const GstStructure *reply = gst_promise_get_reply (promise);
  g_autoptr (GstElement) webrtc = g_weak_ref_get (&way->webrtc);
  g_autoptr (GstWebRTCSessionDescription) offer = NULL;

  if (reply != NULL)
    gst_structure_get (reply, "offer", GST_TYPE_WEBRTC_SESSION_DESCRIPTION, &offer, NULL);
  if (offer != NULL && webrtc != NULL)
    g_signal_emit_by_name (webrtc, "set-local-description", offer, NULL);
  else
    fail (way, CS_LIVE_ERROR_FAILED);
  gst_promise_unref (promise);
}

static void
negotiate_cb (GstElement *webrtc,
              gpointer    data)
{
  GstPromise *promise = gst_promise_new_with_change_func (offer_made_cb, g_atomic_rc_box_acquire (data), way_unref);

  g_signal_emit_by_name (webrtc, "create-offer", NULL, promise);
}

static void
only_send (GstElement *webrtc)
{
  GArray *transceivers = NULL;

  g_signal_emit_by_name (webrtc, "get-transceivers", &transceivers);
  for (guint i = 0; transceivers != NULL && i < transceivers->len; i++)
    g_object_set (g_array_index (transceivers, GstWebRTCRTPTransceiver *, i), "direction",
                  GST_WEBRTC_RTP_TRANSCEIVER_DIRECTION_SENDONLY, NULL);
  g_clear_pointer (&transceivers, g_array_unref);
}

static GstElement *
build_sender (CsAttempt  *attempt,
              CsTrack     track,
              const char *parser,
              const char *payloader,
              GstBin     *bin,
              GError    **error)
{
  GstElement *source = cs_pipe_make (bin, "appsrc", NULL, error);
  GstElement *parse = source != NULL ? cs_pipe_make (bin, parser, NULL, error) : NULL;
  GstElement *pay = parse != NULL ? cs_pipe_make (bin, payloader, NULL, error) : NULL;
  GstElement *filter = pay != NULL ? cs_pipe_make (bin, "capsfilter", NULL, error) : NULL;
  g_autoptr (GstCaps) caps = NULL;

  if (filter == NULL)
    return NULL;
  caps = gst_caps_new_simple ("application/x-rtp", "payload", G_TYPE_INT,
                              track == CS_TRACK_VIDEO ? VIDEO_PAYLOAD : SOUND_PAYLOAD, NULL);
  g_object_set (pay, "pt", track == CS_TRACK_VIDEO ? VIDEO_PAYLOAD : SOUND_PAYLOAD, NULL);
  g_object_set (filter, "caps", caps, NULL);
  if (track == CS_TRACK_VIDEO) {
    g_object_set (pay, "config-interval", -1, NULL);
    gst_util_set_object_arg (G_OBJECT (pay), "aggregate-mode", "zero-latency");
  }
  cs_attempt_attach (attempt, track, GST_APP_SRC (source));
  return cs_pipe_chain (error, source, parse, pay, filter, NULL) ? filter : NULL;
}

static Way *
make_way (CsWhipDestination *self,
          CsAttempt         *attempt,
          GstElement        *webrtc)
{
  Way *way = g_atomic_rc_box_new0 (Way);

  g_mutex_init (&way->lock);
  way->attempt = cs_attempt_ref (attempt);
  way->target = cs_target_ref (cs_destination_get_target (CS_DESTINATION (self)));
  way->context = g_main_context_ref (g_main_context_default ());
  g_weak_ref_init (&way->webrtc, webrtc);
  g_mutex_lock (&self->lock);
  if (self->way != NULL)
    way_unref (self->way);
  self->way = g_atomic_rc_box_acquire (way);
  g_mutex_unlock (&self->lock);
  return way;
}

static gboolean
cs_whip_destination_build (CsDestination *destination,
                           CsAttempt     *attempt,
                           GstBin        *bin,
                           GError       **error)
{
  static const struct {
    const char *name;
    GCallback callback;
  } handlers[] = {
    { "on-negotiation-needed", G_CALLBACK (negotiate_cb) },
    { "notify::ice-gathering-state", G_CALLBACK (gathering_cb) },
    { "notify::connection-state", G_CALLBACK (connection_cb) },
  };
  GstElement *video = build_sender (attempt, CS_TRACK_VIDEO, "h264parse", "rtph264pay", bin, error);
  GstElement *sound = video != NULL ? build_sender (attempt, CS_TRACK_OPUS, "opusparse", "rtpopuspay", bin, error) : NULL;
  GstElement *webrtc = sound != NULL ? cs_pipe_make (bin, "webrtcbin", NULL, error) : NULL;
  Way *way;

  if (webrtc == NULL)
    return FALSE;
  gst_util_set_object_arg (G_OBJECT (webrtc), "bundle-policy", "max-bundle");
  way = make_way (CS_WHIP_DESTINATION (destination), attempt, webrtc);
  for (guint i = 0; i < G_N_ELEMENTS (handlers); i++)
    g_signal_connect_data (webrtc, handlers[i].name, handlers[i].callback, g_atomic_rc_box_acquire (way),
                           closure_way_unref, 0);
  way_unref (way);
  if (!cs_pipe_chain (error, video, webrtc, NULL) || !cs_pipe_chain (error, sound, webrtc, NULL))
    return FALSE;
  only_send (webrtc);
  cs_attempt_count (attempt, video, FALSE);
  cs_whip_gauge_add (attempt, webrtc);
  return TRUE;
}

static void
cs_whip_destination_ended (CsDestination *destination)
{
  CsWhipDestination *self = CS_WHIP_DESTINATION (destination);
  Way *way;

  g_mutex_lock (&self->lock);
  way = g_steal_pointer (&self->way);
  g_mutex_unlock (&self->lock);
  if (way == NULL)
    return;
  g_mutex_lock (&way->lock);
  way->closed = TRUE;
  g_mutex_unlock (&way->lock);
  if (way->call != NULL)
    cs_whip_call_end (way->call);
  g_clear_object (&way->call);
  way_unref (way);
}

static void
cs_whip_destination_finalize (GObject *object)
{
  CsWhipDestination *self = CS_WHIP_DESTINATION (object);

  g_clear_pointer (&self->way, way_unref);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (cs_whip_destination_parent_class)->finalize (object);
}

static void
cs_whip_destination_class_init (CsWhipDestinationClass *klass)
{
  CsDestinationClass *destination_class = CS_DESTINATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cs_whip_destination_finalize;
  destination_class->sound = CS_TRACK_OPUS;
  destination_class->build = cs_whip_destination_build;
  destination_class->ended = cs_whip_destination_ended;
}

static void
cs_whip_destination_init (CsWhipDestination *self)
{
  g_mutex_init (&self->lock);
}

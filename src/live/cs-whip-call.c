/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-whip-call.h"

#include "cs-http-fetch.h"
#include "cs-live.h"

#include <string.h>

#define MAX_ANSWER_BYTES (64 * 1024)
#define OFFER_MS 8000
#define GOODBYE_MS 2000
#define STATUS_CREATED 201
#define STATUS_UNAUTHORIZED 401
#define STATUS_FORBIDDEN 403
#define STATUS_NOT_FOUND 404
#define STATUS_CONFLICT 409

struct _CsWhipCall {
  GObject parent_instance;

  CsTarget *target;
  SoupSession *session;
  char *resource; /* (nullable): what the server calls this stream */
  gboolean ended;
};

G_DEFINE_FINAL_TYPE (CsWhipCall, cs_whip_call, G_TYPE_OBJECT)

static CsLiveError
judge_http (const GError *error)
{
  if (error->domain != CS_HTTP_ERROR)
    return CS_LIVE_ERROR_UNREACHABLE;
  switch (error->code) {
  case CS_HTTP_ERROR_NOT_FOUND:
    return CS_LIVE_ERROR_NOT_FOUND;
  case CS_HTTP_ERROR_TLS:
    return CS_LIVE_ERROR_TLS;
  case CS_HTTP_ERROR_TIMED_OUT:
  case CS_HTTP_ERROR_UNREACHABLE:
    return CS_LIVE_ERROR_UNREACHABLE;
  default:
    return CS_LIVE_ERROR_PROTOCOL;
  }
}

static CsLiveError
judge_status (guint status)
{
  switch (status) {
  case STATUS_UNAUTHORIZED:
  case STATUS_FORBIDDEN:
    return CS_LIVE_ERROR_REFUSED;
  case STATUS_CONFLICT:
    return CS_LIVE_ERROR_IN_USE;
  case STATUS_NOT_FOUND:
    return CS_LIVE_ERROR_PROTOCOL;
  default:
    return status >= 500 ? CS_LIVE_ERROR_UNREACHABLE : CS_LIVE_ERROR_PROTOCOL;
  }
}

static SoupMessage *
make_message (CsWhipCall *self,
              const char *method,
              const char *url,
              GError    **error)
{
  g_autoptr (SoupMessage) message = cs_http_message_new (self->session, method, url, error);

  if (message == NULL ||
      (self->target->key != NULL && !cs_http_message_set_bearer (message, self->target->key, error)))
    return NULL;
  return g_steal_pointer (&message);
}

/* The server names the stream, often by a path only: it counts from where the offer went. */
static char *
read_resource (const CsHttpAnswer *answer)
{
  const char *location = soup_message_headers_get_one (answer->headers, "Location");

  return location != NULL ? g_uri_resolve_relative (answer->url, location, G_URI_FLAGS_NONE, NULL) : NULL;
}

static void
say_goodbye (CsWhipCall *self)
{
  g_autoptr (SoupMessage) message =
      self->resource != NULL ? make_message (self, "DELETE", self->resource, NULL) : NULL;

  if (message != NULL)
    cs_http_fetch_async (self->session, message, MAX_ANSWER_BYTES, GOODBYE_MS, NULL, NULL, NULL);
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GTask) task = data;
  CsWhipCall *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (CsHttpAnswer) answer = cs_http_fetch_finish (SOUP_SESSION (object), result, &error);
  const char *text;
  gsize length;

  if (answer == NULL) {
    g_task_return_new_error (task, CS_LIVE_ERROR, judge_http (error), "%s", error->message);
    return;
  }
  if (answer->status != STATUS_CREATED) {
    g_task_return_new_error (task, CS_LIVE_ERROR, judge_status (answer->status), "%u", answer->status);
    return;
  }
  self->resource = read_resource (answer);
  if (self->ended)
    say_goodbye (self);
  text = g_bytes_get_data (answer->body, &length);
  if (length == 0 || !g_utf8_validate (text, length, NULL))
    g_task_return_new_error (task, CS_LIVE_ERROR, CS_LIVE_ERROR_PROTOCOL, "no answer");
  else
    g_task_return_pointer (task, g_strndup (text, length), g_free);
}

static void
cs_whip_call_finalize (GObject *object)
{
  CsWhipCall *self = CS_WHIP_CALL (object);

  g_free (self->resource);
  g_object_unref (self->session);
  cs_target_unref (self->target);
  G_OBJECT_CLASS (cs_whip_call_parent_class)->finalize (object);
}

static void
cs_whip_call_class_init (CsWhipCallClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cs_whip_call_finalize;
}

static void
cs_whip_call_init (CsWhipCall *self)
{
}

/**
 * cs_whip_call_new:
 * @target: a WHIP target
 *
 * Returns: (transfer full): a talk that has not begun
 */
CsWhipCall *
cs_whip_call_new (CsTarget *target)
{
  CsWhipCall *self = g_object_new (CS_TYPE_WHIP_CALL, NULL);
  const char *const urls[] = { target->path, NULL };

  self->target = cs_target_ref (target);
  self->session = cs_http_api_session_new (urls, 2, CS_HTTP_DEFAULT);
  return self;
}

/**
 * cs_whip_call_offer_async:
 * @self: a talk that has not begun
 * @offer: our session description, all candidates in it
 * @callback: called when the server has answered
 * @user_data: for @callback
 */
void
cs_whip_call_offer_async (CsWhipCall         *self,
                          const char         *offer,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GBytes) body = g_bytes_new (offer, strlen (offer));
  g_autoptr (GError) error = NULL;

  g_task_set_source_tag (task, cs_whip_call_offer_async);
  message = make_message (self, "POST", self->target->path, &error);
  if (message == NULL) {
    g_task_return_new_error (task, CS_LIVE_ERROR, CS_LIVE_ERROR_REFUSED, "%s", error->message);
    return;
  }
  soup_message_set_request_body_from_bytes (message, "application/sdp", body);
  cs_http_fetch_async (self->session, message, MAX_ANSWER_BYTES, OFFER_MS, NULL, answered_cb, g_steal_pointer (&task));
}

/**
 * cs_whip_call_offer_finish:
 * @self: a talk
 * @result: as the callback got it
 * @error: why the server did not take the offer, a #CsLiveError to be put into words by cs_target_judge()
 *
 * Returns: (transfer full) (nullable): the server's session description, a stranger's text
 */
char *
cs_whip_call_offer_finish (CsWhipCall   *self,
                           GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * cs_whip_call_end:
 * @self: a talk
 *
 * Tells the server that the stream is over; does not wait for what it says.
 */
void
cs_whip_call_end (CsWhipCall *self)
{
  g_return_if_fail (CS_IS_WHIP_CALL (self));

  if (self->ended)
    return;
  self->ended = TRUE;
  say_goodbye (self);
}

/**
 * cs_whip_call_polish:
 * @offer: a session description of webrtcbin
 *
 * A bundled stream is written with port 0 there, which some servers take for “rejected”; RFC 9725 wants
 * the port in each of them.
 *
 * Returns: (transfer full): what to send
 */
char *
cs_whip_call_polish (const char *offer)
{
  g_auto (GStrv) lines = g_strsplit (offer, "\r\n", -1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++) {
    if (strcmp (lines[i], "a=bundle-only") == 0 || (lines[i][0] == '\0' && lines[i + 1] == NULL))
      continue;
    if (g_str_has_prefix (lines[i], "m=audio 0 "))
      g_string_append_printf (text, "m=audio 9 %s\r\n", lines[i] + strlen ("m=audio 0 "));
    else if (g_str_has_prefix (lines[i], "m=video 0 "))
      g_string_append_printf (text, "m=video 9 %s\r\n", lines[i] + strlen ("m=video 0 "));
    else
      g_string_append_printf (text, "%s\r\n", lines[i]);
  }
  return g_string_free (text, FALSE);
}

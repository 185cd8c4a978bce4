/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-http-fetch.h"

#include "cs-http-private.h"

#include <glib/gi18n-lib.h>

#define READ_BYTES (64 * 1024)
#define MAX_REDIRECTS 3
#define MIN_RETRY_US G_USEC_PER_SEC
#define MAX_RETRY_US (60 * 60 * (gint64) G_USEC_PER_SEC)
#define STATUS_TOO_MANY_REQUESTS 429

/* One fetch, over all its redirects. libsoup's own time-out is only an idle timer, and its own reading has
 * no limit: hence a deadline and a count of ours. */
typedef struct {
  SoupMessage *message;
  gsize max_bytes;
  guint n_redirects;
  gint64 deadline_us; /* g_get_monotonic_time() */
  gboolean late;
  GSource *timer;
  GCancellable *abort; /* ends the I/O: the deadline, the caller's cancellable and the address guard all cancel it */
  GCancellable *caller; /* (nullable) */
  gulong caller_id;
  GInputStream *stream; /* (nullable): the body being read */
  GByteArray *body;
  guint8 buffer[READ_BYTES];
} Fetch;

typedef struct {
  GAsyncResult *result;
} Wait;

G_DEFINE_BOXED_TYPE (CsHttpAnswer, cs_http_answer, cs_http_answer_ref, cs_http_answer_unref)

static void
answer_clear (CsHttpAnswer *self)
{
  g_free (self->reason);
  g_clear_pointer (&self->headers, soup_message_headers_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->url);
}

static void
fetch_stop (Fetch *fetch)
{
  if (fetch->timer != NULL)
    g_source_destroy (fetch->timer);
  g_clear_pointer (&fetch->timer, g_source_unref);
  if (fetch->caller != NULL)
    g_cancellable_disconnect (fetch->caller, fetch->caller_id);
  g_clear_object (&fetch->caller);
}

static void
fetch_free (Fetch *fetch)
{
  fetch_stop (fetch);
  g_clear_object (&fetch->stream);
  g_clear_object (&fetch->message);
  g_clear_object (&fetch->abort);
  g_byte_array_unref (fetch->body);
  g_free (fetch);
}

static gboolean
deadline_cb (gpointer user_data)
{
  Fetch *fetch = user_data;

  fetch->late = TRUE;
  g_cancellable_cancel (fetch->abort);
  return G_SOURCE_REMOVE;
}

static void
caller_cancelled_cb (GCancellable *caller,
                     gpointer      user_data)
{
  g_cancellable_cancel (user_data);
}

/* The one end of a fetch that failed; takes the task. */
static void
fail (GTask  *task,
      GError *error)
{
  Fetch *fetch = g_task_get_task_data (task);
  GError *sentence;

  fetch_stop (fetch);
  g_cancellable_cancel (fetch->abort); /* what is still unread is not worth reading */
  g_clear_object (&fetch->stream);
  if (fetch->late)
    sentence = g_error_new (CS_HTTP_ERROR, CS_HTTP_ERROR_TIMED_OUT, _("%s did not answer in time."),
                            g_uri_get_host (soup_message_get_uri (fetch->message)));
  else
    sentence = cs_http_error_from (error, fetch->message);
  g_error_free (error);
  g_task_return_error (task, sentence);
  g_object_unref (task);
}

/* libsoup takes an early end for the end, and a length it cannot read for none. */
static gboolean
is_truncated (Fetch *fetch)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (fetch->message);
  const char *announced = soup_message_headers_get_one (headers, "Content-Length");
  guint64 length;

  if (announced == NULL || soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CHUNKED ||
      soup_message_get_method (fetch->message) == SOUP_METHOD_HEAD ||
      soup_message_get_status (fetch->message) == SOUP_STATUS_NOT_MODIFIED)
    return FALSE;
  if (!g_ascii_string_to_unsigned (announced, 10, 0, G_MAXINT64, &length, NULL))
    return TRUE;
  return soup_message_metrics_get_response_body_bytes_received (soup_message_get_metrics (fetch->message)) < length;
}

static void
succeed (GTask *task)
{
  Fetch *fetch = g_task_get_task_data (task);
  CsHttpAnswer *answer = g_atomic_rc_box_new0 (CsHttpAnswer);

  fetch_stop (fetch);
  g_clear_object (&fetch->stream);
  answer->status = soup_message_get_status (fetch->message);
  answer->reason = g_strdup (soup_message_get_reason_phrase (fetch->message));
  answer->headers = soup_message_headers_ref (soup_message_get_response_headers (fetch->message));
  answer->body = g_bytes_new (fetch->body->data, fetch->body->len);
  answer->url = g_uri_to_string (soup_message_get_uri (fetch->message));
  g_task_return_pointer (task, answer, (GDestroyNotify) cs_http_answer_unref);
  g_object_unref (task);
}

static void send (GTask *task);

static gboolean
is_redirect (guint status)
{
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/* Each hop is a new message, so that it passes all the checks that the first one passed. */
static void
follow (GTask      *task,
        const char *location)
{
  Fetch *fetch = g_task_get_task_data (task);
  SoupSession *session = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (GUri) uri = NULL;
  g_autofree char *url = NULL;
  SoupMessage *next;

  if (fetch->n_redirects++ >= MAX_REDIRECTS) {
    fail (task, g_error_new (CS_HTTP_ERROR, CS_HTTP_ERROR_REDIRECTED, _("%s redirects again and again."),
                             g_uri_get_host (soup_message_get_uri (fetch->message))));
    return;
  }
  uri = g_uri_parse_relative (soup_message_get_uri (fetch->message), location, SOUP_HTTP_URI_FLAGS, NULL);
  url = uri != NULL ? g_uri_to_string (uri) : g_strdup (location);
  next = cs_http_message_new (session, "GET", url, &error);
  if (next == NULL) {
    fail (task, error);
    return;
  }
  g_object_unref (fetch->message);
  fetch->message = next;
  send (task);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  GTask *task = user_data;
  Fetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (object), result, &error);

  if (n < 0) {
    fail (task, error);
    return;
  }
  if (n == 0 && is_truncated (fetch)) {
    fail (task, g_error_new (CS_HTTP_ERROR, CS_HTTP_ERROR_TRUNCATED, _("%s stopped in the middle of its answer."),
                             g_uri_get_host (soup_message_get_uri (fetch->message))));
    return;
  }
  if (n == 0) {
    succeed (task);
    return;
  }
  if (fetch->body->len + (gsize) n > fetch->max_bytes) {
    fail (task, g_error_new (CS_HTTP_ERROR, CS_HTTP_ERROR_TOO_LARGE, _("%s answered with more than the limit allows."),
                             g_uri_get_host (soup_message_get_uri (fetch->message))));
    return;
  }
  /* A server that always has a byte ready may starve the timer. */
  if (g_get_monotonic_time () >= fetch->deadline_us)
    deadline_cb (fetch);
  g_byte_array_append (fetch->body, fetch->buffer, n);
  g_input_stream_read_async (fetch->stream, fetch->buffer, READ_BYTES, G_PRIORITY_DEFAULT, fetch->abort, read_cb,
                             task);
}

static void
sent_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  GTask *task = user_data;
  Fetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;
  const char *location;

  fetch->stream = soup_session_send_finish (SOUP_SESSION (object), result, &error);
  if (fetch->stream == NULL) {
    fail (task, error);
    return;
  }
  location = soup_message_headers_get_one (soup_message_get_response_headers (fetch->message), "Location");
  if (cs_http_session_is_media (SOUP_SESSION (object)) && location != NULL &&
      is_redirect (soup_message_get_status (fetch->message))) {
    g_clear_object (&fetch->stream);
    follow (task, location);
    return;
  }
  g_input_stream_read_async (fetch->stream, fetch->buffer, READ_BYTES, G_PRIORITY_DEFAULT, fetch->abort, read_cb,
                             task);
}

static void
send (GTask *task)
{
  Fetch *fetch = g_task_get_task_data (task);

  cs_http_message_set_abort (fetch->message, fetch->abort);
  soup_session_send_async (g_task_get_source_object (task), fetch->message, G_PRIORITY_DEFAULT, fetch->abort, sent_cb,
                           task);
}

static void
wait_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  Wait *wait = user_data;

  wait->result = g_object_ref (result);
}

static gint64
parse_seconds (const char *text)
{
  guint64 seconds;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64 / G_USEC_PER_SEC, &seconds, NULL))
    return -1;
  return (gint64) seconds;
}

static gint64
parse_date_us (const char *text)
{
  g_autoptr (GDateTime) date = text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;

  if (date == NULL && text != NULL)
    date = soup_date_time_new_from_http_string (text);
  return date != NULL ? g_date_time_to_unix (date) * G_USEC_PER_SEC : 0;
}

/* Seconds from now, seconds since 1970, or a date: services do not agree. */
static gint64
parse_moment_us (const char *text,
                 gint64      now_us)
{
  gint64 seconds = parse_seconds (text);

  if (seconds < 0)
    return parse_date_us (text);
  return seconds > G_GINT64_CONSTANT (1000000000) ? seconds * G_USEC_PER_SEC
                                                  : now_us + MIN (seconds * G_USEC_PER_SEC, MAX_RETRY_US);
}

/**
 * cs_http_answer_ref:
 * @self: an answer
 *
 * Returns: (transfer full): @self
 */
CsHttpAnswer *
cs_http_answer_ref (CsHttpAnswer *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * cs_http_answer_unref:
 * @self: (transfer full): an answer
 */
void
cs_http_answer_unref (CsHttpAnswer *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) answer_clear);
}

/**
 * cs_http_answer_check:
 * @self: an answer
 * @error: return location for a %CS_HTTP_ERROR_STATUS or %CS_HTTP_ERROR_REDIRECTED
 *
 * Returns: whether the server did what it was asked (2xx); else @error says what it answered
 */
gboolean
cs_http_answer_check (const CsHttpAnswer *self,
                      GError            **error)
{
  g_autoptr (GUri) uri = g_uri_parse (self->url, SOUP_HTTP_URI_FLAGS, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : "";

  if (SOUP_STATUS_IS_SUCCESSFUL (self->status))
    return TRUE;
  if (SOUP_STATUS_IS_REDIRECTION (self->status))
    g_set_error (error, CS_HTTP_ERROR, CS_HTTP_ERROR_REDIRECTED,
                 _("%s sends us to another address. Put that address into the settings."), host);
  else if (self->status == STATUS_TOO_MANY_REQUESTS)
    g_set_error (error, CS_HTTP_ERROR, CS_HTTP_ERROR_STATUS, _("%s says that we ask too often."), host);
  else if (self->status >= 500)
    g_set_error (error, CS_HTTP_ERROR, CS_HTTP_ERROR_STATUS, _("%s is in trouble (error %u)."), host, self->status);
  else
    g_set_error (error, CS_HTTP_ERROR, CS_HTTP_ERROR_STATUS, _("%s refused (error %u)."), host, self->status);
  return FALSE;
}

/**
 * cs_http_fetch_async:
 * @session: a session of cs-http.h, on the thread that made it
 * @message: a message made for @session by cs_http_message_new()
 * @max_bytes: the most that the body may have, after decoding
 * @deadline_ms: how long everything may take together, redirects included
 * @cancellable: (nullable): to give up
 * @callback: called on the thread-default main context
 * @user_data: for @callback
 *
 * Fetches a whole answer. A media session follows up to three redirects, each checked like the first
 * address; an API session follows none.
 */
void
cs_http_fetch_async (SoupSession        *session,
                     SoupMessage        *message,
                     gsize               max_bytes,
                     guint               deadline_ms,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  GTask *task = g_task_new (session, cancellable, callback, user_data);
  Fetch *fetch = g_new0 (Fetch, 1);
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();

  g_task_set_source_tag (task, cs_http_fetch_async);
  g_task_set_task_data (task, fetch, (GDestroyNotify) fetch_free);
  fetch->message = g_object_ref (message);
  fetch->max_bytes = max_bytes;
  fetch->deadline_us = g_get_monotonic_time () + deadline_ms * (gint64) 1000;
  fetch->abort = g_cancellable_new ();
  fetch->body = g_byte_array_new ();
  fetch->timer = g_timeout_source_new (deadline_ms);
  g_source_set_callback (fetch->timer, deadline_cb, fetch, NULL);
  g_source_attach (fetch->timer, context);
  if (cancellable != NULL) {
    fetch->caller = g_object_ref (cancellable);
    fetch->caller_id = g_cancellable_connect (cancellable, G_CALLBACK (caller_cancelled_cb),
                                              g_object_ref (fetch->abort), g_object_unref);
  }
  send (task);
}

/**
 * cs_http_fetch_finish:
 * @session: the session
 * @result: what the callback was given
 * @error: return location for a %CS_HTTP_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): the answer, whatever its status, or %NULL with @error set
 */
CsHttpAnswer *
cs_http_fetch_finish (SoupSession  *session,
                      GAsyncResult *result,
                      GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * cs_http_fetch_here:
 * @session: a session of cs-http.h, on the thread that made it
 * @message: a message made for @session
 * @max_bytes: the most that the body may have, after decoding
 * @deadline_ms: how long everything may take together
 * @cancellable: (nullable): to give up
 * @error: return location for a %CS_HTTP_ERROR or %G_IO_ERROR_CANCELLED
 *
 * cs_http_fetch_async() for a thread that has nothing else to do: runs its thread-default main context
 * (other streams on it go on) until the answer is there.
 *
 * Returns: (transfer full): the answer, whatever its status, or %NULL with @error set
 */
CsHttpAnswer *
cs_http_fetch_here (SoupSession  *session,
                    SoupMessage  *message,
                    gsize         max_bytes,
                    guint         deadline_ms,
                    GCancellable *cancellable,
                    GError      **error)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();
  g_autoptr (GAsyncResult) result = NULL;
  Wait wait = { NULL };

  cs_http_fetch_async (session, message, max_bytes, deadline_ms, cancellable, wait_cb, &wait);
  while (wait.result == NULL)
    g_main_context_iteration (context, TRUE);
  result = wait.result;
  return cs_http_fetch_finish (session, result, error);
}

/**
 * cs_http_retry_at_us:
 * @headers: the headers of a refusal
 * @now_us: microseconds since 1970 UTC
 *
 * Reads when a service wants to be asked again: Retry-After (RFC 9110, 10.2.3), X-RateLimit-Reset as Mastodon
 * writes it (https://docs.joinmastodon.org/api/rate-limits/), RateLimit-Reset as Bluesky writes it.
 *
 * Returns: microseconds since 1970 UTC, between a second and an hour from now, or 0 when the service
 *   does not say
 */
gint64
cs_http_retry_at_us (SoupMessageHeaders *headers,
                     gint64              now_us)
{
  static const char *const names[] = { "Retry-After", "X-RateLimit-Reset", "RateLimit-Reset" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    gint64 at_us = parse_moment_us (soup_message_headers_get_one (headers, names[i]), now_us);

    if (at_us > 0)
      return CLAMP (at_us, now_us + MIN_RETRY_US, now_us + MAX_RETRY_US);
  }
  return 0;
}

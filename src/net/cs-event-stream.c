/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-event-stream.h"

#include "cs-http-private.h"

#include <glib/gi18n-lib.h>

#define READ_BYTES (16 * 1024)
#define MAX_REFUSAL_BYTES (16 * 1024)

/* A long answer read as it comes. Opening has a deadline; afterwards silence is the owner's to judge, who
 * knows the service's heartbeat. */
struct _CsEventStream {
  GObject parent_instance;

  SoupMessage *message;
  const CsEventStreamFuncs *funcs;
  gpointer user_data;
  CsSseParser *parser;
  GCancellable *abort;
  GSource *timer; /* (nullable): until it is open */
  gboolean late;
  gboolean over; /* the owner has closed it or was told of the end: it hears nothing more */
  GInputStream *stream;
  GByteArray *refusal; /* (nullable): the body of an answer that is no stream */
  guint8 buffer[READ_BYTES];
};

G_DEFINE_FINAL_TYPE (CsEventStream, cs_event_stream, G_TYPE_OBJECT)

static void
stop_timer (CsEventStream *self)
{
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

static void
cs_event_stream_finalize (GObject *object)
{
  CsEventStream *self = CS_EVENT_STREAM (object);

  stop_timer (self);
  g_clear_object (&self->stream);
  g_clear_object (&self->message);
  g_clear_object (&self->abort);
  g_clear_pointer (&self->refusal, g_byte_array_unref);
  cs_sse_parser_free (self->parser);
  G_OBJECT_CLASS (cs_event_stream_parent_class)->finalize (object);
}

static void
cs_event_stream_class_init (CsEventStreamClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cs_event_stream_finalize;
}

static void
cs_event_stream_init (CsEventStream *self)
{
  self->abort = g_cancellable_new ();
}

static void
event_cb (const char *event,
          const char *data,
          gsize       length,
          gpointer    user_data)
{
  CsEventStream *self = user_data;

  if (!self->over)
    self->funcs->event (event, data, length, self->user_data);
}

static void
end (CsEventStream *self,
     const GError  *error)
{
  g_autoptr (GError) sentence = NULL;
  g_autoptr (GBytes) body = NULL;
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);

  stop_timer (self);
  g_cancellable_cancel (self->abort);
  g_clear_object (&self->stream);
  if (self->over)
    return;
  self->over = TRUE;

  if (self->late)
    g_set_error (&sentence, CS_HTTP_ERROR, CS_HTTP_ERROR_TIMED_OUT, _("%s did not answer in time."),
                 g_uri_get_host (soup_message_get_uri (self->message)));
  else if (error != NULL)
    sentence = cs_http_error_from (error, self->message);
  else
    g_set_error (&sentence, CS_HTTP_ERROR, CS_HTTP_ERROR_UNREACHABLE, _("%s ended the stream."),
                 g_uri_get_host (soup_message_get_uri (self->message)));
  if (self->refusal != NULL)
    body = g_bytes_new (self->refusal->data, self->refusal->len);
  self->funcs->closed (body != NULL ? soup_message_get_status (self->message) : 0, headers, body, sentence,
                       self->user_data);
}

static void read_more (CsEventStream *self);

/* Whether to read on. */
static gboolean
take (CsEventStream *self,
      gsize          length,
      GError       **error)
{
  if (self->refusal != NULL) {
    g_byte_array_append (self->refusal, self->buffer, length);
    return self->refusal->len <= MAX_REFUSAL_BYTES;
  }
  if (self->funcs->heard != NULL)
    self->funcs->heard (self->user_data);
  return cs_sse_parser_push (self->parser, self->buffer, length, error) && !self->over;
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (CsEventStream) self = user_data;
  g_autoptr (GError) error = NULL;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (object), result, &error);

  if (n > 0 && !self->over && take (self, n, &error))
    read_more (self);
  else
    end (self, error);
}

static void
read_more (CsEventStream *self)
{
  g_input_stream_read_async (self->stream, self->buffer, READ_BYTES, G_PRIORITY_DEFAULT, self->abort, read_cb,
                             g_object_ref (self));
}

static gboolean
is_stream (SoupMessage *message)
{
  const char *type = soup_message_headers_get_content_type (soup_message_get_response_headers (message), NULL);

  return soup_message_get_status (message) == SOUP_STATUS_OK && type != NULL &&
         g_ascii_strcasecmp (type, "text/event-stream") == 0;
}

static void
sent_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (CsEventStream) self = user_data;
  g_autoptr (GError) error = NULL;

  self->stream = soup_session_send_finish (SOUP_SESSION (object), result, &error);
  if (self->stream == NULL || self->over) {
    end (self, error);
    return;
  }
  if (is_stream (self->message)) {
    stop_timer (self);
    if (self->funcs->opened != NULL)
      self->funcs->opened (self->user_data);
  } else {
    self->refusal = g_byte_array_new (); /* read under the opening's deadline */
  }
  if (self->over)
    end (self, NULL);
  else
    read_more (self);
}

static gboolean
deadline_cb (gpointer user_data)
{
  CsEventStream *self = user_data;

  self->late = TRUE;
  g_cancellable_cancel (self->abort);
  return G_SOURCE_REMOVE;
}

/**
 * cs_event_stream_open:
 * @session: a session of cs-http.h, on the thread that made it
 * @message: a message made for @session by cs_http_message_new()
 * @deadline_ms: how long the server may take to agree, or to refuse
 * @funcs: what to call; must outlive the stream
 * @user_data: for @funcs
 *
 * Asks for an event stream and reads it for as long as it lasts, on the thread-default main context.
 *
 * Returns: (transfer full): the stream; close it before letting go of it
 */
CsEventStream *
cs_event_stream_open (SoupSession              *session,
                      SoupMessage              *message,
                      guint                     deadline_ms,
                      const CsEventStreamFuncs *funcs,
                      gpointer                  user_data)
{
  CsEventStream *self = g_object_new (CS_TYPE_EVENT_STREAM, NULL);
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();

  self->message = g_object_ref (message);
  self->funcs = funcs;
  self->user_data = user_data;
  self->parser = cs_sse_parser_new (event_cb, self);
  self->timer = g_timeout_source_new (deadline_ms);
  g_source_set_callback (self->timer, deadline_cb, self, NULL);
  g_source_attach (self->timer, context);

  soup_message_headers_replace (soup_message_get_request_headers (message), "Accept", "text/event-stream");
  soup_message_headers_replace (soup_message_get_request_headers (message), "Cache-Control", "no-store");
  cs_http_message_set_abort (message, self->abort);
  soup_session_send_async (session, message, G_PRIORITY_DEFAULT, self->abort, sent_cb, g_object_ref (self));
  return self;
}

/**
 * cs_event_stream_close:
 * @self: a stream
 *
 * Ends the stream; its functions are not called again. May be called more than once, and from inside them.
 */
void
cs_event_stream_close (CsEventStream *self)
{
  g_return_if_fail (CS_IS_EVENT_STREAM (self));

  self->over = TRUE;
  stop_timer (self);
  g_cancellable_cancel (self->abort);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-reader.h"

#include <string.h>

/* A reader that holds this much back, or takes nothing for this long, is not reading. */
#define MAX_QUEUED_BYTES (256 * 1024)
#define STALL_LIMIT_US (5 * G_TIME_SPAN_SECOND)

/* How soon a page that lost us tries again, by the stream's own means. */
#define RETRY_MS 500

struct _CsReader {
  SoupServerMessage *message;
  CsConnection *connection; /* lives as long as the message */
  CsReaderGoneFunc gone;
  gpointer user_data;
  gsize queued_bytes;
  gint64 stalled_since_us; /* 0: it reads */
  GBytes *waiting; /* (nullable): the newest program, for when it has read the last one */
};

static void
append (CsReader *self,
        GBytes   *event)
{
  gsize size = g_bytes_get_size (event);

  if (self->queued_bytes + size > MAX_QUEUED_BYTES) {
    cs_connection_shutdown (self->connection);
    return;
  }
  self->queued_bytes += size;
  soup_message_body_append_bytes (soup_server_message_get_response_body (self->message), event);
  soup_server_message_unpause (self->message);
}

static void
wrote_cb (SoupServerMessage *message,
          guint              size,
          CsReader          *self)
{
  g_autoptr (GBytes) next = NULL;

  self->queued_bytes -= MIN (size, self->queued_bytes);
  self->stalled_since_us = 0;
  if (self->queued_bytes > 0)
    return;
  next = g_steal_pointer (&self->waiting);
  if (next != NULL)
    append (self, next);
}

static void
finished_cb (SoupServerMessage *message,
             CsReader          *self)
{
  self->gone (self, self->user_data);
  cs_reader_free (self);
}

static void
prepare (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_message_headers_set_encoding (headers, SOUP_ENCODING_EOF);
  soup_message_headers_set_content_type (headers, "text/event-stream", NULL);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
}

/**
 * cs_reader_new:
 * @message: a request for events, not answered yet
 * @gone: called once when the reader is gone
 * @user_data: for @gone
 *
 * Turns a request into a reader that has no deadline.
 *
 * Returns: (transfer full): a reader; it frees itself when it goes
 */
CsReader *
cs_reader_new (SoupServerMessage *message,
               CsReaderGoneFunc   gone,
               gpointer           user_data)
{
  g_autofree char *retry = g_strdup_printf ("retry: %d\n\n", RETRY_MS);
  g_autoptr (GBytes) hello = g_bytes_new (retry, strlen (retry));
  CsReader *self = g_new0 (CsReader, 1);

  self->message = g_object_ref (message);
  self->connection = cs_connection_from_message (message);
  self->gone = gone;
  self->user_data = user_data;
  prepare (message);
  cs_connection_set_deadline (self->connection, 0);
  g_signal_connect (message, "wrote-body-data", G_CALLBACK (wrote_cb), self);
  g_signal_connect (message, "finished", G_CALLBACK (finished_cb), self);
  append (self, hello);
  return self;
}

/**
 * cs_reader_free:
 * @self: (transfer full): a reader
 */
void
cs_reader_free (CsReader *self)
{
  g_signal_handlers_disconnect_by_data (self->message, self);
  g_clear_pointer (&self->waiting, g_bytes_unref);
  g_object_unref (self->message);
  g_free (self);
}

/**
 * cs_reader_send_program:
 * @self: a reader
 * @program: an event that says what is on air
 *
 * Sends it, or keeps it in place of an older one until the reader has taken what is under way.
 */
void
cs_reader_send_program (CsReader *self,
                        GBytes   *program)
{
  if (self->queued_bytes == 0) {
    append (self, program);
    return;
  }
  g_clear_pointer (&self->waiting, g_bytes_unref);
  self->waiting = g_bytes_ref (program);
}

/**
 * cs_reader_send_beat:
 * @self: a reader
 * @beat: a heartbeat
 * @now_us: monotonic time, in microseconds
 *
 * Sends a heartbeat to a reader that has read everything before, and ends one that has stopped reading.
 */
void
cs_reader_send_beat (CsReader *self,
                     GBytes   *beat,
                     gint64    now_us)
{
  if (self->queued_bytes == 0)
    append (self, beat);
  else if (self->stalled_since_us == 0)
    self->stalled_since_us = now_us;
  else if (now_us - self->stalled_since_us > STALL_LIMIT_US)
    cs_connection_shutdown (self->connection);
}

/**
 * cs_reader_format:
 * @event: the event's name
 * @data: one line
 *
 * Returns: (transfer full): a server-sent event
 *   ([HTML, server-sent events](https://html.spec.whatwg.org/multipage/server-sent-events.html))
 */
GBytes *
cs_reader_format (const char *event,
                  const char *data)
{
  char *text = g_strdup_printf ("event: %s\ndata: %s\n\n", event, data);

  return g_bytes_new_take (text, strlen (text));
}

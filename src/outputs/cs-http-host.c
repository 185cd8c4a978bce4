/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-http-host.h"

#include "cs-http-answer.h"

#define BODY_DEADLINE_S 10
#define ANSWER_DEADLINE_S 30

struct _CsHttpHost {
  const CsHttpHostCalls *calls;
  gpointer user_data;
  SoupServer *server;
  CsConnections *connections; /* (nullable): closed */
};

static gboolean
has_body (SoupMessageHeaders *headers)
{
  const char *length = soup_message_headers_get_list (headers, "Content-Length");

  return soup_message_headers_get_list (headers, "Transfer-Encoding") != NULL ||
         (length != NULL && !g_str_equal (length, "0"));
}

/* A status keeps the request from being served once its body has come; a body is not even waited for. */
static void
refuse (SoupServerMessage *message,
        CsConnection      *connection,
        guint              status,
        const char        *reason)
{
  cs_http_answer_plain (message, status, reason);
  if (has_body (soup_server_message_get_request_headers (message)))
    cs_connection_refuse (connection, status, reason);
}

static void
got_headers_cb (SoupServerMessage *message,
                CsHttpHost        *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  CsConnection *connection = cs_connection_from_message (message);
  const char *reason = NULL;
  guint status;

  cs_connection_headers_done (connection);
  cs_connection_set_deadline (connection, BODY_DEADLINE_S);
  /* Overlapping ranges cost the library half a minute and gigabytes. */
  soup_message_headers_remove (headers, "Range");
  soup_message_headers_remove (headers, "If-Range");
  if (soup_server_message_get_status (message) != 0)
    return;
  status = self->calls->check (message, self->user_data, &reason);
  if (status != SOUP_STATUS_OK)
    refuse (message, connection, status, reason);
}

static void
got_chunk_cb (SoupServerMessage *message,
              GBytes            *chunk,
              CsHttpHost        *self)
{
  CsConnection *connection = cs_connection_from_message (message);

  if (!cs_connection_count_body (connection, g_bytes_get_size (chunk)))
    cs_connection_refuse (connection, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, self->calls->too_long);
}

static void
request_started_cb (SoupServer        *server,
                    SoupServerMessage *message,
                    CsHttpHost        *self)
{
  g_signal_connect (message, "got-headers", G_CALLBACK (got_headers_cb), self);
  g_signal_connect (message, "got-chunk", G_CALLBACK (got_chunk_cb), self);
}

static void
request_read_cb (SoupServer        *server,
                 SoupServerMessage *message,
                 CsHttpHost        *self)
{
  cs_connection_set_deadline (cs_connection_from_message (message), ANSWER_DEADLINE_S);
}

static void
request_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           data)
{
  CsHttpHost *self = data;

  self->calls->answer (message, self->user_data);
}

/**
 * cs_http_host_new:
 * @calls: (transfer none): what the site provides
 * @user_data: for @calls
 *
 * Makes a host in the thread-default main context.
 *
 * Returns: (transfer full): a host whose connections do not listen yet
 */
CsHttpHost *
cs_http_host_new (const CsHttpHostCalls *calls,
                  gpointer               user_data)
{
  CsHttpHost *self = g_new0 (CsHttpHost, 1);

  self->calls = calls;
  self->user_data = user_data;
  self->server = soup_server_new ("raw-paths", TRUE, NULL);
  soup_server_remove_websocket_extension (self->server, SOUP_TYPE_WEBSOCKET_EXTENSION_DEFLATE);
  g_signal_connect (self->server, "request-started", G_CALLBACK (request_started_cb), self);
  g_signal_connect (self->server, "request-read", G_CALLBACK (request_read_cb), self);
  soup_server_add_handler (self->server, NULL, request_cb, self, NULL);
  self->connections = cs_connections_new (self->server);
  return self;
}

/**
 * cs_http_host_close:
 * @self: a host
 *
 * Ends every connection. Idempotent.
 */
void
cs_http_host_close (CsHttpHost *self)
{
  g_clear_pointer (&self->connections, cs_connections_free);
}

/**
 * cs_http_host_free:
 * @self: (transfer full): a host
 *
 * Closes it.
 */
void
cs_http_host_free (CsHttpHost *self)
{
  cs_http_host_close (self);
  g_signal_handlers_disconnect_by_data (self->server, self);
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  g_free (self);
}

/**
 * cs_http_host_get_connections:
 * @self: a host that is not closed
 *
 * Returns: (transfer none): who may come in, and where it listens
 */
CsConnections *
cs_http_host_get_connections (CsHttpHost *self)
{
  return self->connections;
}

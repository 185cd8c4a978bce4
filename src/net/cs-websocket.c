/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-websocket.h"

#include "cs-http-private.h"

#include <glib/gi18n-lib.h>

#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/socket.h>

#define METER_INTERVAL_US (10 * 1000)
#define METER_SLACK_BYTES (64 * 1024) /* headers, and what TLS adds and buffers */

/* libsoup 3.2 collects the continuation frames of one message without any limit (CVE-2025-32049), and does so
 * inside one turn of the main loop, where no timer of that loop can stop it. So another thread measures what
 * the socket has handed over since the last whole message, and hangs up. */
typedef struct {
  GSocket *socket;
  gsize limit_bytes;
  gint n_messages; /* atomic: written by the reading thread */
  gint cut;        /* atomic: the meter hung up */
  GMutex lock;
  GCond stopped;
  gboolean stop; /* guarded by lock */
} Meter;

struct _CsWebsocket {
  GObject parent_instance;

  SoupWebsocketConnection *connection;
  SoupMessage *message;
  Meter *meter;
  gboolean over; /* "closed" was emitted, or we closed */
};

typedef struct {
  SoupMessage *message;
  gsize max_message_bytes;
  gboolean late;
  GSource *timer;
  GCancellable *abort;
  GCancellable *caller; /* (nullable) */
  gulong caller_id;
} Connect;

enum {
  SIGNAL_MESSAGE,
  SIGNAL_HEARD,
  SIGNAL_CLOSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CsWebsocket, cs_websocket, G_TYPE_OBJECT)

static void
meter_clear (Meter *meter)
{
  g_clear_object (&meter->socket);
  g_mutex_clear (&meter->lock);
  g_cond_clear (&meter->stopped);
}

/* What libsoup has taken from the socket: what came, less what the kernel still holds. While we are slow
 * ourselves it is the kernel that holds the flood, and that is no attack. Asked in this order, what arrives
 * between the two questions makes the answer too small, never too large. */
static gboolean
read_taken_bytes (GSocket *socket,
                  guint64 *taken)
{
  struct tcp_info info = { 0 };
  socklen_t length = sizeof info;
  gssize waiting;

  if (getsockopt (g_socket_get_fd (socket), IPPROTO_TCP, TCP_INFO, &info, &length) != 0 ||
      length < G_STRUCT_OFFSET (struct tcp_info, tcpi_bytes_received) + sizeof info.tcpi_bytes_received)
    return FALSE;
  waiting = g_socket_get_available_bytes (socket);
  if (waiting < 0)
    return FALSE;
  *taken = info.tcpi_bytes_received - MIN ((guint64) waiting, info.tcpi_bytes_received);
  return TRUE;
}

static gboolean
meter_wait (Meter *meter)
{
  gint64 until_us = g_get_monotonic_time () + METER_INTERVAL_US;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&meter->lock);

  while (!meter->stop) {
    if (!g_cond_wait_until (&meter->stopped, &meter->lock, until_us))
      return TRUE;
  }
  return FALSE;
}

static gpointer
meter_main (gpointer data)
{
  Meter *meter = data;
  gint seen = g_atomic_int_get (&meter->n_messages);
  guint64 base = 0;
  guint64 taken;

  if (!read_taken_bytes (meter->socket, &base))
    base = 0;
  while (meter_wait (meter)) {
    gint n;

    if (!read_taken_bytes (meter->socket, &taken))
      break; /* the socket is gone */
    n = g_atomic_int_get (&meter->n_messages); /* after the bytes: they must not outrun their messages */
    if (n != seen)
      base = taken;
    seen = n;
    if (taken - MIN (base, taken) > meter->limit_bytes) {
      g_atomic_int_set (&meter->cut, TRUE);
      g_socket_shutdown (meter->socket, TRUE, TRUE, NULL);
      break;
    }
  }
  g_atomic_rc_box_release_full (meter, (GDestroyNotify) meter_clear);
  return NULL;
}

static Meter *
meter_start (GSocket *socket,
             gsize    max_message_bytes)
{
  Meter *meter = g_atomic_rc_box_new0 (Meter);

  meter->socket = g_object_ref (socket);
  meter->limit_bytes = max_message_bytes + METER_SLACK_BYTES;
  g_mutex_init (&meter->lock);
  g_cond_init (&meter->stopped);
  g_thread_unref (g_thread_new ("ws-meter", meter_main, g_atomic_rc_box_acquire (meter)));
  return meter;
}

static void
meter_stop (Meter *meter)
{
  g_mutex_lock (&meter->lock);
  meter->stop = TRUE;
  g_cond_signal (&meter->stopped);
  g_mutex_unlock (&meter->lock);
  g_atomic_rc_box_release_full (meter, (GDestroyNotify) meter_clear);
}

static void
cs_websocket_dispose (GObject *object)
{
  CsWebsocket *self = CS_WEBSOCKET (object);

  if (self->connection != NULL) {
    g_signal_handlers_disconnect_by_data (self->connection, self);
    /* Without a word: a peer that does not answer the farewell would keep the socket. */
    g_io_stream_close (soup_websocket_connection_get_io_stream (self->connection), NULL, NULL);
  }
  g_clear_object (&self->connection);
  g_clear_object (&self->message);
  g_clear_pointer (&self->meter, meter_stop);
  G_OBJECT_CLASS (cs_websocket_parent_class)->dispose (object);
}

static void
cs_websocket_class_init (CsWebsocketClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cs_websocket_dispose;

  /**
   * CsWebsocket::message:
   * @self: the connection
   * @bytes: a whole message, followed by a NUL byte that does not count; a stranger's bytes
   * @binary: whether it came as a binary message
   *
   * A message came. On the thread that connected.
   */
  signals[SIGNAL_MESSAGE] = g_signal_new ("message", CS_TYPE_WEBSOCKET, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 2, G_TYPE_BYTES, G_TYPE_BOOLEAN);
  /**
   * CsWebsocket::heard:
   * @self: the connection
   *
   * The other side answered a keep-alive: it is there, though it has nothing to say.
   */
  signals[SIGNAL_HEARD] = g_signal_new ("heard", CS_TYPE_WEBSOCKET, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);
  /**
   * CsWebsocket::closed:
   * @self: the connection
   * @error: why, a sentence
   *
   * The connection is over, and not because we closed it.
   */
  signals[SIGNAL_CLOSED] = g_signal_new ("closed", CS_TYPE_WEBSOCKET, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
cs_websocket_init (CsWebsocket *self)
{
}

static void
message_cb (SoupWebsocketConnection *connection,
            gint                     type,
            GBytes                  *bytes,
            gpointer                 user_data)
{
  g_autoptr (CsWebsocket) self = g_object_ref (user_data);

  g_atomic_int_inc (&self->meter->n_messages);
  if (!self->over)
    g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, bytes, type == SOUP_WEBSOCKET_DATA_BINARY);
}

static void
pong_cb (SoupWebsocketConnection *connection,
         GBytes                  *bytes,
         gpointer                 user_data)
{
  CsWebsocket *self = user_data;

  if (!self->over)
    g_signal_emit (self, signals[SIGNAL_HEARD], 0);
}

static void
report_end (CsWebsocket  *self,
            const GError *error)
{
  g_autoptr (CsWebsocket) alive = g_object_ref (self);
  const char *host = g_uri_get_host (soup_message_get_uri (self->message));
  g_autoptr (GError) sentence = NULL;

  if (self->over)
    return;
  self->over = TRUE;
  if (g_atomic_int_get (&self->meter->cut) ||
      g_error_matches (error, SOUP_WEBSOCKET_ERROR, SOUP_WEBSOCKET_CLOSE_TOO_BIG))
    g_set_error (&sentence, CS_HTTP_ERROR, CS_HTTP_ERROR_TOO_LARGE, _("%s sent a longer message than it may."), host);
  else
    g_set_error (&sentence, CS_HTTP_ERROR, CS_HTTP_ERROR_UNREACHABLE, _("%s ended the stream."), host);
  g_signal_emit (self, signals[SIGNAL_CLOSED], 0, sentence);
}

static void
error_cb (SoupWebsocketConnection *connection,
          GError                  *error,
          gpointer                 user_data)
{
  report_end (user_data, error);
}

static void
closed_cb (SoupWebsocketConnection *connection,
           gpointer                 user_data)
{
  report_end (user_data, NULL);
}

static CsWebsocket *
websocket_new (SoupWebsocketConnection *connection,
               Connect                 *connect)
{
  CsWebsocket *self = g_object_new (CS_TYPE_WEBSOCKET, NULL);

  self->connection = g_object_ref (connection);
  self->message = g_object_ref (connect->message);
  self->meter = meter_start (cs_http_message_get_socket (connect->message), connect->max_message_bytes);
  /* 0 would mean no limit, and with it a crash in libsoup 3.2 (CVE-2026-0716). */
  soup_websocket_connection_set_max_incoming_payload_size (connection, MAX (connect->max_message_bytes, 1));
  soup_websocket_connection_set_keepalive_interval (connection, CS_WEBSOCKET_KEEPALIVE_S);
  g_signal_connect (connection, "message", G_CALLBACK (message_cb), self);
  g_signal_connect (connection, "pong", G_CALLBACK (pong_cb), self);
  g_signal_connect (connection, "error", G_CALLBACK (error_cb), self);
  g_signal_connect (connection, "closed", G_CALLBACK (closed_cb), self);
  return self;
}

static void
connect_free (Connect *connect)
{
  if (connect->timer != NULL)
    g_source_destroy (connect->timer);
  g_clear_pointer (&connect->timer, g_source_unref);
  if (connect->caller != NULL)
    g_cancellable_disconnect (connect->caller, connect->caller_id);
  g_clear_object (&connect->caller);
  g_clear_object (&connect->abort);
  g_clear_object (&connect->message);
  g_free (connect);
}

static gboolean
deadline_cb (gpointer user_data)
{
  Connect *connect = user_data;

  connect->late = TRUE;
  g_cancellable_cancel (connect->abort);
  return G_SOURCE_REMOVE;
}

static void
caller_cancelled_cb (GCancellable *caller,
                     gpointer      user_data)
{
  g_cancellable_cancel (user_data);
}

static GError *
connect_error (Connect      *connect,
               const GError *error)
{
  const char *host = g_uri_get_host (soup_message_get_uri (connect->message));
  guint status = soup_message_get_status (connect->message);

  if (connect->late)
    return g_error_new (CS_HTTP_ERROR, CS_HTTP_ERROR_TIMED_OUT, _("%s did not answer in time."), host);
  if (error->domain == SOUP_WEBSOCKET_ERROR && status != SOUP_STATUS_SWITCHING_PROTOCOLS && status != 0)
    return g_error_new (CS_HTTP_ERROR, CS_HTTP_ERROR_STATUS, _("%s refused (error %u)."), host, status);
  if (error->domain == SOUP_WEBSOCKET_ERROR)
    return g_error_new (CS_HTTP_ERROR, CS_HTTP_ERROR_PROTOCOL, _("What %s answered cannot be understood."), host);
  return cs_http_error_from (error, connect->message);
}

static void
connected_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Connect *connect = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (SoupWebsocketConnection) connection = NULL;

  connection = soup_session_websocket_connect_finish (SOUP_SESSION (object), result, &error);
  if (connection != NULL && cs_http_message_get_socket (connect->message) == NULL)
    g_task_return_new_error (task, CS_HTTP_ERROR, CS_HTTP_ERROR_PROTOCOL, _("This connection cannot be watched."));
  else if (connection != NULL)
    g_task_return_pointer (task, websocket_new (connection, connect), g_object_unref);
  else
    g_task_return_error (task, connect_error (connect, error));
}

/**
 * cs_websocket_connect_async:
 * @session: a session of cs-http.h, on the thread that made it
 * @message: a GET made for @session by cs_http_message_new(), signed when it has to be; holds the server's
 *   answer when it refused
 * @protocols: (nullable) (array zero-terminated=1): sub-protocols to offer
 * @max_message_bytes: the longest message taken, not 0; usually %CS_WEBSOCKET_MAX_MESSAGE_BYTES
 * @deadline_ms: how long the server may take to agree
 * @cancellable: (nullable): to give up
 * @callback: called on the thread-default main context
 * @user_data: for @callback
 *
 * Opens a WebSocket that a hostile server cannot use to fill our memory. No extension is offered: a
 * compressed frame may be a thousand times its size.
 */
void
cs_websocket_connect_async (SoupSession        *session,
                            SoupMessage        *message,
                            const char *const  *protocols,
                            gsize               max_message_bytes,
                            guint               deadline_ms,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  GTask *task = g_task_new (session, cancellable, callback, user_data);
  Connect *connect = g_new0 (Connect, 1);
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();

  g_return_if_fail (max_message_bytes > 0);

  g_task_set_source_tag (task, cs_websocket_connect_async);
  g_task_set_task_data (task, connect, (GDestroyNotify) connect_free);
  connect->message = g_object_ref (message);
  connect->max_message_bytes = max_message_bytes;
  connect->abort = g_cancellable_new ();
  connect->timer = g_timeout_source_new (deadline_ms);
  g_source_set_callback (connect->timer, deadline_cb, connect, NULL);
  g_source_attach (connect->timer, context);
  if (cancellable != NULL) {
    connect->caller = g_object_ref (cancellable);
    connect->caller_id = g_cancellable_connect (cancellable, G_CALLBACK (caller_cancelled_cb),
                                                g_object_ref (connect->abort), g_object_unref);
  }
  cs_http_message_set_abort (message, connect->abort);
  soup_session_websocket_connect_async (session, message, NULL, (char **) protocols, G_PRIORITY_DEFAULT, connect->abort,
                                        connected_cb, task);
}

/**
 * cs_websocket_connect_finish:
 * @session: the session
 * @result: what the callback was given
 * @error: return location for a %CS_HTTP_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): the open connection; connect to its signals before the main context runs
 *   again, or %NULL with @error set
 */
CsWebsocket *
cs_websocket_connect_finish (SoupSession  *session,
                             GAsyncResult *result,
                             GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * cs_websocket_close:
 * @self: a connection
 *
 * Says goodbye. No signal is emitted afterwards.
 */
void
cs_websocket_close (CsWebsocket *self)
{
  g_return_if_fail (CS_IS_WEBSOCKET (self));

  self->over = TRUE;
  if (soup_websocket_connection_get_state (self->connection) == SOUP_WEBSOCKET_STATE_OPEN)
    soup_websocket_connection_close (self->connection, SOUP_WEBSOCKET_CLOSE_NORMAL, NULL);
}

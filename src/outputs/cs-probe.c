/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-probe.h"

#include "cs-context-source.h"

#include <string.h>

#define INTERVAL_MS 5000
#define AGAIN_MS 500
#define ANSWER_TIMEOUT_S 2
#define FAILURES_TO_BE_DEAF 2
#define EXPECTED "HTTP/1.1 200"

struct _CsProbe {
  GInetAddress *address;
  guint16 port;
  CsProbeFunc deaf;
  gpointer user_data;

  GMainContext *context;
  GSource *timer; /* (nullable) */
  GCancellable *cancellable;
  guint failures;
};

/* One question; it outlives the probe when it is cancelled. */
typedef struct {
  CsProbe *probe;
  GCancellable *cancellable;
  GSocketConnection *connection; /* (nullable) */
  char *request;
  char answer[sizeof EXPECTED - 1];
} Question;

static void schedule (CsProbe *self,
                      guint    interval_ms);

static void
question_free (Question *question)
{
  g_clear_object (&question->connection);
  g_object_unref (question->cancellable);
  g_free (question->request);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

/* The probe is gone once its questions are cancelled. */
static void
finish (Question *owned,
        gboolean  well)
{
  g_autoptr (Question) question = owned;
  CsProbe *self = question->probe;

  if (g_cancellable_is_cancelled (question->cancellable))
    return;
  self->failures = well ? 0 : self->failures + 1;
  if (self->failures >= FAILURES_TO_BE_DEAF) {
    self->failures = 0;
    self->deaf (self->user_data);
  }
  schedule (self, self->failures > 0 ? AGAIN_MS : INTERVAL_MS);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  Question *question = data;
  gsize n_read = 0;
  gboolean read = g_input_stream_read_all_finish (G_INPUT_STREAM (source), result, &n_read, NULL);

  finish (question, read && n_read == sizeof question->answer && memcmp (question->answer, EXPECTED, n_read) == 0);
}

static void
asked_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  Question *question = data;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL)) {
    finish (question, FALSE);
    return;
  }
  g_input_stream_read_all_async (g_io_stream_get_input_stream (G_IO_STREAM (question->connection)),
                                 question->answer, sizeof question->answer, G_PRIORITY_DEFAULT,
                                 question->cancellable, answered_cb, question);
}

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  Question *question = data;

  question->connection = g_socket_client_connect_finish (G_SOCKET_CLIENT (source), result, NULL);
  if (question->connection == NULL) {
    finish (question, FALSE);
    return;
  }
  g_output_stream_write_all_async (g_io_stream_get_output_stream (G_IO_STREAM (question->connection)),
                                   question->request, strlen (question->request), G_PRIORITY_DEFAULT,
                                   question->cancellable, asked_cb, question);
}

static void
ask (CsProbe *self)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (self->address, self->port);
  g_autofree char *host = g_inet_address_to_string (self->address);
  Question *question = g_new0 (Question, 1);

  question->probe = self;
  question->cancellable = g_object_ref (self->cancellable);
  question->request = g_strdup_printf ("GET /health HTTP/1.1\r\nHost: %s:%u\r\n\r\n", host, self->port);
  g_socket_client_set_enable_proxy (client, FALSE);
  g_socket_client_set_timeout (client, ANSWER_TIMEOUT_S);
  g_socket_client_connect_async (client, G_SOCKET_CONNECTABLE (address), self->cancellable, connected_cb, question);
}

static gboolean
timer_cb (gpointer data)
{
  CsProbe *self = data;

  cs_context_source_clear (&self->timer);
  ask (self);
  return G_SOURCE_REMOVE;
}

static void
schedule (CsProbe *self,
          guint    interval_ms)
{
  self->timer = cs_context_source_add_timeout (self->context, interval_ms, timer_cb, self);
}

/**
 * cs_probe_new:
 * @address: where the server listens
 * @port: and its port
 * @deaf: called when it did not answer twice in a row
 * @user_data: for @deaf
 *
 * Starts asking, in the thread-default main context.
 *
 * Returns: (transfer full): a probe
 */
CsProbe *
cs_probe_new (GInetAddress *address,
              guint16       port,
              CsProbeFunc   deaf,
              gpointer      user_data)
{
  CsProbe *self = g_new0 (CsProbe, 1);

  self->address = g_object_ref (address);
  self->port = port;
  self->deaf = deaf;
  self->user_data = user_data;
  self->context = g_main_context_ref_thread_default ();
  self->cancellable = g_cancellable_new ();
  schedule (self, INTERVAL_MS);
  return self;
}

/**
 * cs_probe_free:
 * @self: (transfer full): a probe
 */
void
cs_probe_free (CsProbe *self)
{
  g_cancellable_cancel (self->cancellable);
  cs_context_source_clear (&self->timer);
  g_object_unref (self->cancellable);
  g_object_unref (self->address);
  g_main_context_unref (self->context);
  g_free (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-drand-relays.h"

#include "cs-draw-error.h"
#include "cs-http-fetch.h"
#include "cs-verdict.h"
#include "cs-worker.h"

#include <glib/gi18n-lib.h>

/* What one relay's thread owns. */
typedef struct {
  CsWorker *worker; /* (nullable): not asked yet */
  char *url;
  GMainContext *context;
  SoupSession *session; /* (nullable) */
} Relay;

struct _CsDrandRelays {
  GObject parent_instance;

  GStrv urls;
  GPtrArray *relays; /* Relay, in the order of urls */
};

typedef struct {
  Relay *relay;
  guint64 round;
} Question;

/* Plain http only to this very machine, for tests. */
static gboolean
may_ask (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  g_autoptr (GInetAddress) address = NULL;

  if (uri == NULL || g_uri_get_host (uri) == NULL)
    return FALSE;
  if (g_strcmp0 (g_uri_get_scheme (uri), "https") == 0)
    return TRUE;
  address = g_inet_address_new_from_string (g_uri_get_host (uri));
  return g_strcmp0 (g_uri_get_scheme (uri), "http") == 0 && address != NULL && g_inet_address_get_is_loopback (address);
}

static void
end_thread (GTask        *task,
            gpointer      source,
            gpointer      data,
            GCancellable *cancellable)
{
  Relay *relay = data;

  g_main_context_push_thread_default (relay->context);
  g_clear_object (&relay->session);
  g_main_context_pop_thread_default (relay->context);
  g_task_return_boolean (task, TRUE);
}

static void
relay_free (Relay *relay)
{
  if (relay->worker != NULL) {
    g_autoptr (GTask) ending = g_task_new (NULL, NULL, NULL, NULL);

    g_task_set_task_data (ending, relay, NULL);
    cs_worker_push (relay->worker, ending, end_thread);
    cs_worker_stop (relay->worker);
    g_object_unref (relay->worker);
  }
  g_main_context_unref (relay->context);
  g_free (relay->url);
  g_free (relay);
}

static gint64
read_date_s (const char *date)
{
  g_autoptr (GDateTime) time = date != NULL ? soup_date_time_new_from_http_string (date) : NULL;

  return time != NULL ? g_date_time_to_unix (time) : 0;
}

static CsHttpAnswer *
fetch (const Question *question,
       GCancellable   *cancellable,
       GError        **error)
{
  Relay *relay = question->relay;
  const char *const base[] = { relay->url, NULL };
  g_autofree char *path = cs_beacon_path (question->round);
  g_autofree char *url = g_strconcat (relay->url, path, NULL);
  g_autoptr (SoupMessage) message = NULL;

  if (relay->session == NULL)
    relay->session = cs_http_api_session_new (base, 1, CS_HTTP_DEFAULT);
  message = cs_http_message_new (relay->session, "GET", url, error);
  if (message == NULL)
    return NULL;
  soup_message_headers_replace (soup_message_get_request_headers (message), "Cache-Control", "no-cache");
  return cs_http_fetch_here (relay->session, message, CS_RELAY_MAX_BYTES, CS_RELAY_DEADLINE_MS, cancellable, error);
}

static void
ask_thread (GTask        *task,
            gpointer      source,
            gpointer      data,
            GCancellable *cancellable)
{
  Question *question = data;
  g_autoptr (CsHttpAnswer) answer = NULL;
  const char *date;
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  g_main_context_push_thread_default (question->relay->context);
  answer = fetch (question, cancellable, &error);
  g_main_context_pop_thread_default (question->relay->context);
  if (answer == NULL) {
    g_task_return_error (task, error);
    return;
  }
  date = soup_message_headers_get_one (answer->headers, "Date");
  g_task_return_pointer (task, cs_relay_answer_new (answer->status, date, read_date_s (date), answer->body),
                         (GDestroyNotify) cs_relay_answer_free);
}

static const char *const *
get_urls (CsRelays *relays)
{
  return (const char *const *) CS_DRAND_RELAYS (relays)->urls;
}

static void
ask_async (CsRelays           *relays,
           guint               index,
           guint64             round,
           GCancellable       *cancellable,
           GAsyncReadyCallback callback,
           gpointer            user_data)
{
  CsDrandRelays *self = CS_DRAND_RELAYS (relays);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Question *question = g_new0 (Question, 1);

  question->relay = self->relays->pdata[index];
  question->round = round;
  g_task_set_task_data (task, question, g_free);
  if (question->relay->worker == NULL)
    question->relay->worker = cs_worker_new ("relay");
  cs_worker_push (question->relay->worker, task, ask_thread);
}

static CsRelayAnswer *
ask_finish (CsRelays     *relays,
            GAsyncResult *result,
            GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
relays_init (CsRelaysInterface *iface)
{
  iface->get_urls = get_urls;
  iface->ask_async = ask_async;
  iface->ask_finish = ask_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (CsDrandRelays, cs_drand_relays, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CS_TYPE_RELAYS, relays_init))

static void
cs_drand_relays_finalize (GObject *object)
{
  CsDrandRelays *self = CS_DRAND_RELAYS (object);

  g_ptr_array_unref (self->relays);
  g_strfreev (self->urls);
  G_OBJECT_CLASS (cs_drand_relays_parent_class)->finalize (object);
}

static void
cs_drand_relays_class_init (CsDrandRelaysClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cs_drand_relays_finalize;
}

static void
cs_drand_relays_init (CsDrandRelays *self)
{
  self->relays = g_ptr_array_new_with_free_func ((GDestroyNotify) relay_free);
}

/**
 * cs_drand_relays_new:
 * @urls: (array zero-terminated=1): addresses without a path; what is not https is left out. The usual ones are
 *   cs_relays_known
 *
 * Returns: (transfer full): the relays
 */
CsDrandRelays *
cs_drand_relays_new (const char *const *urls)
{
  CsDrandRelays *self = g_object_new (CS_TYPE_DRAND_RELAYS, NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; urls[i] != NULL; i++) {
    Relay *relay;

    if (!may_ask (urls[i]))
      continue;
    relay = g_new0 (Relay, 1);
    relay->url = g_strdup (urls[i]);
    relay->context = g_main_context_new ();
    g_ptr_array_add (self->relays, relay);
    g_strv_builder_add (builder, urls[i]);
  }
  self->urls = g_strv_builder_end (builder);
  return self;
}

/**
 * cs_drand_relays_check:
 * @urls: (array zero-terminated=1): addresses as somebody typed them
 * @error: return location for %CS_DRAW_ERROR_RELAYS: what is wrong with them, in a sentence
 *
 * Returns: whether a draw could rely on them: each is asked over TLS, and they belong to two organisations at least
 */
gboolean
cs_drand_relays_check (const char *const *urls,
                       GError           **error)
{
  g_autoptr (CsCertificate) certificate = cs_certificate_new ();

  for (guint i = 0; urls[i] != NULL; i++) {
    CsRelayVisit *visit;

    if (!may_ask (urls[i]))
      return cs_draw_refuse (error, CS_DRAW_ERROR_RELAYS, _("“%s” is not the address of a relay: it begins with https://."), urls[i]);
    visit = g_new0 (CsRelayVisit, 1);
    visit->url = g_strdup (urls[i]);
    g_ptr_array_add (certificate->relays, visit);
  }
  if (cs_relays_count_independent (certificate->relays) < 2)
    return cs_draw_refuse (error, CS_DRAW_ERROR_RELAYS, _("Name relays of two different organisations at least."));
  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-bluesky-run.h"

#include "cs-backoff.h"
#include "cs-bluesky-confirm.h"
#include "cs-bluesky-intake.h"
#include "cs-jetstream-address.h"
#include "cs-websocket.h"

#include <glib/gi18n-lib.h>

#define CONNECT_DEADLINE_MS 15000
#define HEALTHY_US (60 * (gint64) G_USEC_PER_SEC)
#define REWIND_US (5 * (gint64) G_USEC_PER_SEC)
#define TICK_MS 1000
#define POSITION_US (5 * (gint64) G_USEC_PER_SEC)
#define HEARD_US (G_USEC_PER_SEC / 4)
#define STATUS_TOO_MANY_REQUESTS 429

/* Times are on the monotonic clock. */
struct _CsBlueskyRun {
  CsSource *source; /* not owned */
  char *jetstream;
  CsBlueskyTiming timing;
  CsClock *clock;
  GCancellable *cancellable;
  GCancellable *nudge; /* cancelled to make the run look again at once */
  SoupSession *session;
  CsBlueskyAppview *appview; /* (nullable) */
  CsBlueskyIntake *intake;
  CsBackoff *backoff;
  guint n_confirms; /* under way */

  CsWebsocket *socket; /* (nullable) */
  GAsyncResult *connected; /* (nullable): the answer to the connection under way */
  GError *lost; /* (nullable): why the connection is over */
  GError *failure; /* (nullable): why the run cannot go on */
  gint64 opened_us;
  gint64 heard_us;
  gint64 message_us;
  gint64 told_us; /* when the source was last told that the network speaks */
  gboolean catching_up;
  gboolean gap; /* was away: to be told */
};

typedef struct {
  CsBlueskyRun *run;
  GTask *task;
} Confirm;

static gint64
now_us (CsBlueskyRun *self)
{
  return cs_clock_monotonic_us (self->clock);
}

static void
hear (CsBlueskyRun *self)
{
  self->heard_us = now_us (self);
  if (self->heard_us - self->told_us < HEARD_US)
    return;
  self->told_us = self->heard_us;
  cs_source_heard (self->source);
}

static void
message_cb (CsWebsocket *socket,
            GBytes      *bytes,
            gboolean     binary,
            gpointer     user_data)
{
  CsBlueskyRun *self = user_data;
  gsize length;
  const char *frame = g_bytes_get_data (bytes, &length);

  hear (self);
  self->message_us = self->heard_us;
  if (binary)
    cs_source_count_refused (self->source); /* compression was not asked for */
  else
    cs_bluesky_intake_take_frame (self->intake, frame != NULL ? frame : "", length);
}

static void
heard_cb (CsWebsocket *socket,
          gpointer     user_data)
{
  hear (user_data);
}

static void
closed_cb (CsWebsocket  *socket,
           const GError *error,
           gpointer      user_data)
{
  CsBlueskyRun *self = user_data;

  if (self->lost == NULL)
    self->lost = g_error_copy (error);
  g_cancellable_cancel (self->nudge);
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_cancellable_cancel (user_data);
}

/* Ends early when something has happened. */
static void
wait_for_news (CsBlueskyRun *self,
               guint            timeout_ms)
{
  gulong id;

  if (g_cancellable_is_cancelled (self->nudge)) {
    g_object_unref (self->nudge);
    self->nudge = g_cancellable_new ();
    return;
  }
  id = g_cancellable_connect (self->cancellable, G_CALLBACK (cancelled_cb), self->nudge, NULL);
  cs_source_wait (self->source, timeout_ms, self->nudge);
  g_cancellable_disconnect (self->cancellable, id);
}

static void
connected_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  CsBlueskyRun *self = user_data;

  self->connected = g_object_ref (result);
  g_cancellable_cancel (self->nudge);
}

static gboolean
is_final (SoupMessage  *message,
          const GError *error)
{
  guint status = soup_message_get_status (message);

  return g_error_matches (error, CS_HTTP_ERROR, CS_HTTP_ERROR_ADDRESS) ||
         (g_error_matches (error, CS_HTTP_ERROR, CS_HTTP_ERROR_STATUS) && status >= 300 && status < 500 &&
          status != SOUP_STATUS_REQUEST_TIMEOUT && status != STATUS_TOO_MANY_REQUESTS);
}

static void
adopt (CsBlueskyRun *self,
       CsWebsocket     *socket,
       gboolean         replayed)
{
  self->socket = socket;
  self->opened_us = self->heard_us = self->message_us = now_us (self);
  self->catching_up = replayed;
  self->gap = self->gap || replayed;
  g_signal_connect (socket, "message", G_CALLBACK (message_cb), self);
  g_signal_connect (socket, "heard", G_CALLBACK (heard_cb), self);
  g_signal_connect (socket, "closed", G_CALLBACK (closed_cb), self);
}

static void
drop (CsBlueskyRun *self)
{
  if (self->socket == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->socket, self);
  g_clear_object (&self->socket);
  if (now_us (self) - self->opened_us >= HEALTHY_US)
    cs_backoff_reset (self->backoff);
}

/* Where to begin again: some seconds before the newest frame, because hosts do not agree to the microsecond. */
static gint64
next_cursor_us (CsBlueskyRun *self)
{
  gint64 cursor_us = cs_bluesky_intake_get_cursor_us (self->intake);

  return cursor_us > REWIND_US ? cursor_us - REWIND_US : 0;
}

static SoupMessage *
make_request (CsBlueskyRun *self,
              gint64           cursor_us)
{
  g_autofree char *url = cs_jetstream_subscription (self->jetstream, cursor_us);

  return cs_http_message_new (self->session, "GET", url, &self->failure);
}

static void
connect_stream (CsBlueskyRun *self)
{
  gint64 cursor_us = next_cursor_us (self);
  g_autoptr (SoupMessage) message = make_request (self, cursor_us);
  CsWebsocket *socket;

  g_clear_error (&self->lost);
  if (message == NULL)
    return;
  cs_source_set_state (self->source, CS_SOURCE_CONNECTING, NULL, 0);
  cs_websocket_connect_async (self->session, message, NULL, CS_WEBSOCKET_MAX_MESSAGE_BYTES, CONNECT_DEADLINE_MS,
                              self->cancellable, connected_cb, self);
  while (self->connected == NULL)
    g_main_context_iteration (g_main_context_get_thread_default (), TRUE);
  socket = cs_websocket_connect_finish (self->session, self->connected, &self->lost);
  g_clear_object (&self->connected);
  if (socket != NULL)
    adopt (self, socket, cursor_us > 0);
  else if (is_final (message, self->lost))
    self->failure = g_steal_pointer (&self->lost);
}

static void
check_silence (CsBlueskyRun *self)
{
  gint64 now = now_us (self);

  if (now - self->heard_us < self->timing.watchdog_ms * (gint64) 1000 &&
      now - self->message_us < self->timing.silence_ms * (gint64) 1000)
    return;
  g_set_error_literal (&self->lost, CS_HTTP_ERROR, CS_HTTP_ERROR_TIMED_OUT, _("The stream has fallen silent."));
}

static void
go_live (CsBlueskyRun *self)
{
  self->catching_up = FALSE;
  if (self->gap)
    cs_bluesky_intake_take_gap (self->intake);
  self->gap = FALSE;
  cs_source_set_state (self->source, CS_SOURCE_LIVE, NULL, 0);
}

/* While old frames are replayed, their time runs faster than ours. That tells more than comparing clocks, which may be
 * wrong. */
static void
watch_replay (CsBlueskyRun *self,
              gint64          *cursor_us,
              gint64          *at_us)
{
  gint64 cursor_now_us = cs_bluesky_intake_get_cursor_us (self->intake);
  gint64 now = now_us (self);

  if (now - *at_us < TICK_MS * (gint64) 1000 / 2)
    return;
  if (cursor_now_us - *cursor_us < (now - *at_us) * 3 / 2)
    go_live (self);
  *cursor_us = cursor_now_us;
  *at_us = now;
}

static void
read_stream (CsBlueskyRun *self)
{
  gint64 cursor_us = cs_bluesky_intake_get_cursor_us (self->intake);
  gint64 at_us = self->opened_us;
  gint64 flushed_us = self->opened_us;

  if (self->catching_up)
    cs_source_set_state (self->source, CS_SOURCE_CATCHING_UP, NULL, 0);
  else
    go_live (self);
  while (self->lost == NULL && !g_cancellable_is_cancelled (self->cancellable)) {
    wait_for_news (self, TICK_MS);
    if (self->lost != NULL)
      break;
    if (self->catching_up)
      watch_replay (self, &cursor_us, &at_us);
    if (now_us (self) - flushed_us >= POSITION_US) {
      flushed_us = now_us (self);
      cs_bluesky_intake_flush (self->intake);
    }
    check_silence (self);
  }
  drop (self);
  self->gap = TRUE;
}

static void
wait_to_retry (CsBlueskyRun *self)
{
  guint wait_ms = cs_backoff_next_ms (self->backoff);
  gint64 retry_at_us = cs_clock_now_us (self->clock) + wait_ms * (gint64) 1000;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  cs_source_set_state (self->source, CS_SOURCE_WAITING, self->lost != NULL ? self->lost->message : NULL, retry_at_us);
  cs_source_wait (self->source, wait_ms, self->cancellable);
}

static void
confirmed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  Confirm *confirm = user_data;
  g_autoptr (GTask) task = confirm->task;
  GError *error = NULL;
  gboolean done = cs_bluesky_confirm_finish (confirm->run->appview, result, &error);

  /* The answer comes after the events: who asked must know of a removal by then. */
  cs_bluesky_intake_flush (confirm->run->intake);
  confirm->run->n_confirms--;
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
  g_free (confirm);
}

/**
 * cs_bluesky_run_new:
 * @source: who reports; must outlive the run
 * @jetstream: the address to subscribe at
 * @appview: (nullable): the AppView's address
 * @matcher: which posts to follow; must outlive the run
 * @authors: (element-type utf8): set of the accounts whose posts are in the show; grows
 * @timing: how patient to be
 * @cancellable: ends the run
 *
 * Returns: (transfer full): a run that has not begun, for the source's thread
 */
CsBlueskyRun *
cs_bluesky_run_new (CsSource              *source,
                    const char            *jetstream,
                    const char            *appview,
                    const CsTagMatcher    *matcher,
                    GHashTable            *authors,
                    const CsBlueskyTiming *timing,
                    GCancellable          *cancellable)
{
  CsBlueskyRun *self = g_new0 (CsBlueskyRun, 1);
  const char *urls[] = { jetstream, NULL };
  const char *position = cs_source_get_position (source);
  gint64 cursor_us = position != NULL ? g_ascii_strtoll (position, NULL, 10) : 0;

  self->source = source;
  self->jetstream = g_strdup (jetstream);
  self->timing = *timing;
  self->clock = cs_source_get_clock (source);
  self->cancellable = cancellable;
  self->nudge = g_cancellable_new ();
  self->session = cs_http_api_session_new (urls, 2, CS_HTTP_DEFAULT);
  self->appview = appview != NULL ? cs_bluesky_appview_new (appview) : NULL;
  self->intake = cs_bluesky_intake_new (source, matcher, self->appview, authors,
                                        MAX (cursor_us, 0));
  self->backoff = cs_backoff_new (timing->retry_ms, timing->retry_cap_ms, g_rand_new ());
  return self;
}

/**
 * cs_bluesky_run_free:
 * @self: (transfer full): a run
 *
 * Ends what is under way, and reports what there is, also posts that still wait for a name.
 */
void
cs_bluesky_run_free (CsBlueskyRun *self)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();

  drop (self);
  cs_bluesky_intake_flush_held (self->intake);
  if (self->failure != NULL)
    cs_source_set_state (self->source, CS_SOURCE_FAILED, self->failure->message, 0);
  if (self->appview != NULL)
    cs_bluesky_appview_abort (self->appview);
  while (self->n_confirms > 0)
    g_main_context_iteration (context, TRUE);
  cs_bluesky_intake_free (self->intake);
  g_clear_pointer (&self->appview, cs_bluesky_appview_free);
  soup_session_abort (self->session);
  g_object_unref (self->session);
  cs_backoff_free (self->backoff);
  g_object_unref (self->nudge);
  g_clear_error (&self->lost);
  g_clear_error (&self->failure);
  g_free (self->jetstream);
  g_free (self);
}

/**
 * cs_bluesky_run_go:
 * @self: a run
 *
 * Follows the hashtags until the run is cancelled or cannot go on.
 */
void
cs_bluesky_run_go (CsBlueskyRun *self)
{
  while (!g_cancellable_is_cancelled (self->cancellable)) {
    connect_stream (self);
    if (self->failure != NULL)
      break;
    if (self->socket != NULL)
      read_stream (self);
    wait_to_retry (self);
  }
}

/**
 * cs_bluesky_run_add_known:
 * @self: a run
 * @id: an account that has posts in the show, or such a post
 */
void
cs_bluesky_run_add_known (CsBlueskyRun *self,
                          const char   *id)
{
  cs_bluesky_intake_add_known (self->intake, id);
}

/**
 * cs_bluesky_run_confirm:
 * @self: a run with an AppView
 * @uris: (array zero-terminated=1): posts
 * @task: (transfer full): answered with a boolean
 *
 * Asks whether the posts are still shown; what is not is reported before @task is answered.
 */
void
cs_bluesky_run_confirm (CsBlueskyRun *self,
                        char        **uris,
                        GTask        *task)
{
  Confirm *confirm = g_new0 (Confirm, 1);

  confirm->run = self;
  confirm->task = task;
  self->n_confirms++;
  cs_bluesky_confirm_async (self->appview, self->intake, uris, g_task_get_cancellable (task), confirmed_cb, confirm);
}

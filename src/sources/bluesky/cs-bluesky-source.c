/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-bluesky-source.h"

#include "cs-backoff.h"
#include "cs-bluesky-check.h"
#include "cs-bluesky-confirm.h"
#include "cs-bluesky-intake.h"
#include "cs-jetstream-address.h"
#include "cs-websocket.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#define CONNECT_DEADLINE_MS 15000
#define WATCHDOG_MS 75000 /* keep-alives go every 30 s; two that stay unanswered are enough */
#define SILENCE_MS 300000 /* the whole network never keeps silent that long */
#define RETRY_MS 1000
#define HEALTHY_US (60 * (gint64) G_USEC_PER_SEC)
#define REWIND_US (5 * (gint64) G_USEC_PER_SEC)
#define TICK_MS 1000
#define POSITION_US (5 * (gint64) G_USEC_PER_SEC)
#define HEARD_US (G_USEC_PER_SEC / 4)

struct _CsBlueskySource {
  CsSource parent_instance;

  char *jetstream;
  char *appview_url; /* (nullable) */
  CsTagMatcher *matcher;
  guint watchdog_ms;
  guint silence_ms;
  guint retry_ms;
  guint retry_cap_ms;

  GMutex lock; /* guards known */
  GPtrArray *known; /* element-type utf8: what the show has, not told to the run yet */

  /* Of the run, on its own thread; times on the monotonic clock. */
  CsClock *clock;
  GCancellable *cancellable;
  GCancellable *nudge;
  SoupSession *session;
  CsBlueskyAppview *appview; /* (nullable) */
  CsBlueskyIntake *intake;
  CsBackoff *backoff;
  CsWebsocket *socket; /* (nullable) */
  GAsyncResult *connected; /* (nullable): the answer to the connection under way */
  GError *lost; /* (nullable): why the connection is over */
  GError *failure; /* (nullable): why the run cannot go on */
  gint64 opened_us;
  gint64 heard_us;
  gint64 message_us;
  gint64 told_us; /* when the base was last told that the network speaks */
  gboolean catching_up;
  gboolean gap;
  guint n_confirms; /* under way */
};

typedef struct {
  CsBlueskySource *self;
  GStrv uris;
  GTask *task; /* (nullable): until it is answered */
} Confirm;

enum {
  PROP_WATCHDOG_MS = 1,
  PROP_SILENCE_MS,
  PROP_RETRY_MS,
  PROP_RETRY_CAP_MS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CsBlueskySource, cs_bluesky_source, CS_TYPE_SOURCE)

static gint64
now_us (CsBlueskySource *self)
{
  return cs_clock_monotonic_us (self->clock);
}

static void
hear (CsBlueskySource *self)
{
  self->heard_us = now_us (self);
  if (self->heard_us - self->told_us < HEARD_US)
    return;
  self->told_us = self->heard_us;
  cs_source_heard (CS_SOURCE (self));
}

static void
message_cb (CsWebsocket *socket,
            GBytes      *bytes,
            gboolean     binary,
            gpointer     user_data)
{
  CsBlueskySource *self = user_data;
  gsize length;
  const char *frame = g_bytes_get_data (bytes, &length);

  hear (self);
  self->message_us = self->heard_us;
  if (binary)
    cs_source_count_refused (CS_SOURCE (self)); /* compression was not asked for */
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
  CsBlueskySource *self = user_data;

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
wait_for_news (CsBlueskySource *self,
               guint            timeout_ms)
{
  gulong id;

  if (g_cancellable_is_cancelled (self->nudge)) {
    g_object_unref (self->nudge);
    self->nudge = g_cancellable_new ();
    return;
  }
  id = g_cancellable_connect (self->cancellable, G_CALLBACK (cancelled_cb), self->nudge, NULL);
  cs_source_wait (CS_SOURCE (self), timeout_ms, self->nudge);
  g_cancellable_disconnect (self->cancellable, id);
}

static void
learn_known (CsBlueskySource *self)
{
  g_autoptr (GPtrArray) ids = NULL;

  g_mutex_lock (&self->lock);
  ids = g_steal_pointer (&self->known);
  g_mutex_unlock (&self->lock);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    cs_bluesky_intake_add_known (self->intake, ids->pdata[i]);
}

/* The connection. */

static void
connected_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  CsBlueskySource *self = user_data;

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
          status != SOUP_STATUS_REQUEST_TIMEOUT && status != 429);
}

static void
adopt (CsBlueskySource *self,
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
drop (CsBlueskySource *self)
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
next_cursor_us (CsBlueskySource *self)
{
  gint64 cursor_us = cs_bluesky_intake_get_cursor_us (self->intake);

  return cursor_us > REWIND_US ? cursor_us - REWIND_US : 0;
}

static SoupMessage *
make_request (CsBlueskySource *self,
              gint64           cursor_us)
{
  g_autofree char *url = cs_jetstream_subscription (self->jetstream, cursor_us);

  return cs_http_message_new (self->session, "GET", url, &self->failure);
}

static void
connect_stream (CsBlueskySource *self)
{
  gint64 cursor_us = next_cursor_us (self);
  g_autoptr (SoupMessage) message = make_request (self, cursor_us);
  CsWebsocket *socket;

  g_clear_error (&self->lost);
  if (message == NULL)
    return;
  cs_source_set_state (CS_SOURCE (self), CS_SOURCE_CONNECTING, NULL, 0);
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
check_silence (CsBlueskySource *self)
{
  gint64 now = now_us (self);

  if (now - self->heard_us < self->watchdog_ms * (gint64) 1000 &&
      now - self->message_us < self->silence_ms * (gint64) 1000)
    return;
  g_set_error_literal (&self->lost, CS_HTTP_ERROR, CS_HTTP_ERROR_TIMED_OUT, _("The stream has fallen silent."));
}

static void
go_live (CsBlueskySource *self)
{
  self->catching_up = FALSE;
  if (self->gap)
    cs_bluesky_intake_take_gap (self->intake);
  self->gap = FALSE;
  cs_source_set_state (CS_SOURCE (self), CS_SOURCE_LIVE, NULL, 0);
}

/* While old frames are replayed, their time runs faster than ours. That tells more than comparing clocks, which may be
 * wrong. */
static void
watch_replay (CsBlueskySource *self,
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
read_stream (CsBlueskySource *self)
{
  gint64 cursor_us = cs_bluesky_intake_get_cursor_us (self->intake);
  gint64 at_us = self->opened_us;
  gint64 flushed_us = self->opened_us;

  if (self->catching_up)
    cs_source_set_state (CS_SOURCE (self), CS_SOURCE_CATCHING_UP, NULL, 0);
  else
    go_live (self);
  while (self->lost == NULL && !g_cancellable_is_cancelled (self->cancellable)) {
    wait_for_news (self, TICK_MS);
    learn_known (self);
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
wait_to_retry (CsBlueskySource *self)
{
  guint wait_ms = cs_backoff_next_ms (self->backoff);
  gint64 retry_at_us = cs_clock_now_us (self->clock) + wait_ms * (gint64) 1000;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  cs_source_set_state (CS_SOURCE (self), CS_SOURCE_WAITING, self->lost != NULL ? self->lost->message : NULL, retry_at_us);
  cs_source_wait (CS_SOURCE (self), wait_ms, self->cancellable);
}

static void
begin (CsBlueskySource *self,
       GCancellable    *cancellable)
{
  const char *urls[] = { self->jetstream, NULL };
  const char *position = cs_source_get_position (CS_SOURCE (self));
  gint64 cursor_us = position != NULL ? g_ascii_strtoll (position, NULL, 10) : 0;

  self->clock = cs_source_get_clock (CS_SOURCE (self));
  self->cancellable = cancellable;
  self->nudge = g_cancellable_new ();
  self->session = cs_http_api_session_new (urls, 2, CS_HTTP_DEFAULT);
  self->appview = self->appview_url != NULL ? cs_bluesky_appview_new (self->appview_url) : NULL;
  self->intake = cs_bluesky_intake_new (CS_SOURCE (self), self->matcher, self->appview, MAX (cursor_us, 0));
  self->backoff = cs_backoff_new (self->retry_ms, self->retry_cap_ms, g_rand_new ());
  self->gap = FALSE;
  learn_known (self);
}

static void
end (CsBlueskySource *self)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();

  drop (self);
  cs_bluesky_intake_flush_held (self->intake);
  if (self->failure != NULL)
    cs_source_set_state (CS_SOURCE (self), CS_SOURCE_FAILED, self->failure->message, 0);
  if (self->appview != NULL)
    cs_bluesky_appview_abort (self->appview);
  while (self->n_confirms > 0)
    g_main_context_iteration (context, TRUE);
  g_clear_pointer (&self->intake, cs_bluesky_intake_free);
  g_clear_pointer (&self->appview, cs_bluesky_appview_free);
  soup_session_abort (self->session);
  g_clear_object (&self->session);
  g_clear_pointer (&self->backoff, cs_backoff_free);
  g_clear_object (&self->nudge);
  g_clear_error (&self->lost);
  g_clear_error (&self->failure);
}

static void
cs_bluesky_source_run (CsSource     *source,
                       GCancellable *cancellable)
{
  CsBlueskySource *self = CS_BLUESKY_SOURCE (source);

  begin (self, cancellable);
  while (!g_cancellable_is_cancelled (cancellable)) {
    connect_stream (self);
    if (self->failure != NULL)
      break;
    if (self->socket != NULL)
      read_stream (self);
    wait_to_retry (self);
  }
  end (self);
}

/* Trying and asking. */

static void
check_thread (GTask        *task,
              gpointer      object,
              gpointer      data,
              GCancellable *cancellable)
{
  CsBlueskySource *self = object;
  g_autoptr (GMainContext) context = g_main_context_new ();
  GError *error = NULL;
  char *found;

  g_main_context_push_thread_default (context);
  found = cs_bluesky_check_here (self->jetstream, self->appview_url, cancellable, &error);
  g_main_context_pop_thread_default (context);
  if (found != NULL)
    g_task_return_pointer (task, found, g_free);
  else
    g_task_return_error (task, error);
}

static void
cs_bluesky_source_check_async (CsSource           *source,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  CsBlueskySource *self = CS_BLUESKY_SOURCE (source);
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, user_data);

  g_task_set_source_tag (task, cs_bluesky_source_check_async);
  if (cs_tag_matcher_get_any (self->matcher)[0] == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("Name at least one hashtag to follow."));
  else
    g_task_run_in_thread (task, check_thread);
}

static void
confirm_free (Confirm *confirm)
{
  if (confirm->task != NULL)
    g_task_return_new_error (confirm->task, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED, _("The source is not running."));
  g_clear_object (&confirm->task);
  g_strfreev (confirm->uris);
  g_object_unref (confirm->self);
  g_free (confirm);
}

static void
confirmed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  Confirm *confirm = user_data;
  CsBlueskySource *self = confirm->self;
  g_autoptr (GTask) task = g_steal_pointer (&confirm->task);
  GError *error = NULL;
  gboolean done = cs_bluesky_confirm_finish (self->appview, result, &error);

  /* The answer comes after the events: who asked must know of a removal by then. */
  cs_bluesky_intake_flush (self->intake);
  self->n_confirms--;
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
  confirm_free (confirm);
}

static gboolean
confirm_cb (gpointer user_data)
{
  Confirm *confirm = user_data;
  CsBlueskySource *self = confirm->self;
  Confirm *going;

  if (self->intake == NULL || self->appview == NULL)
    return G_SOURCE_REMOVE;
  going = g_new0 (Confirm, 1);
  going->self = g_object_ref (self);
  going->task = g_steal_pointer (&confirm->task);
  self->n_confirms++;
  cs_bluesky_confirm_async (self->appview, self->intake, confirm->uris, g_task_get_cancellable (going->task), confirmed_cb,
                            going);
  return G_SOURCE_REMOVE;
}

static void
cs_bluesky_source_confirm_async (CsSource           *source,
                                 char              **native_ids,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  CsBlueskySource *self = CS_BLUESKY_SOURCE (source);
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, user_data);
  Confirm *confirm;

  g_task_set_source_tag (task, cs_bluesky_source_confirm_async);
  if (self->appview_url == NULL) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                             _("Without an AppView nobody can say whether a post is still there."));
    return;
  }
  confirm = g_new0 (Confirm, 1);
  confirm->self = g_object_ref (self);
  confirm->uris = g_strdupv (native_ids);
  confirm->task = g_steal_pointer (&task);
  cs_source_invoke (source, confirm_cb, confirm, (GDestroyNotify) confirm_free);
}

static guint *
timing_field (CsBlueskySource *self,
              guint            id)
{
  switch (id) {
  case PROP_WATCHDOG_MS:
    return &self->watchdog_ms;
  case PROP_SILENCE_MS:
    return &self->silence_ms;
  case PROP_RETRY_MS:
    return &self->retry_ms;
  case PROP_RETRY_CAP_MS:
    return &self->retry_cap_ms;
  default:
    return NULL;
  }
}

static void
cs_bluesky_source_set_property (GObject      *object,
                                guint         id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  guint *field = timing_field (CS_BLUESKY_SOURCE (object), id);

  if (field != NULL)
    *field = g_value_get_uint (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
cs_bluesky_source_get_property (GObject    *object,
                                guint       id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  guint *field = timing_field (CS_BLUESKY_SOURCE (object), id);

  if (field != NULL)
    g_value_set_uint (value, *field);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
cs_bluesky_source_finalize (GObject *object)
{
  CsBlueskySource *self = CS_BLUESKY_SOURCE (object);

  g_free (self->jetstream);
  g_free (self->appview_url);
  g_clear_pointer (&self->matcher, cs_tag_matcher_free);
  g_clear_pointer (&self->known, g_ptr_array_unref);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (cs_bluesky_source_parent_class)->finalize (object);
}

static GParamSpec *
timing_spec (const char *name,
             guint       otherwise)
{
  return g_param_spec_uint (name, NULL, NULL, 1, G_MAXINT32, otherwise,
                            G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS);
}

static void
cs_bluesky_source_class_init (CsBlueskySourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  CsSourceClass *source_class = CS_SOURCE_CLASS (klass);

  object_class->set_property = cs_bluesky_source_set_property;
  object_class->get_property = cs_bluesky_source_get_property;
  object_class->finalize = cs_bluesky_source_finalize;
  source_class->run = cs_bluesky_source_run;
  source_class->check_async = cs_bluesky_source_check_async;
  source_class->confirm_async = cs_bluesky_source_confirm_async;

  /**
   * CsBlueskySource:watchdog-ms:
   *
   * How long the other side may leave even keep-alives unanswered, in milliseconds. Set before the start.
   */
  properties[PROP_WATCHDOG_MS] = timing_spec ("watchdog-ms", WATCHDOG_MS);
  /**
   * CsBlueskySource:silence-ms:
   *
   * How long no message may come although the other side is there, in milliseconds. Set before the start.
   */
  properties[PROP_SILENCE_MS] = timing_spec ("silence-ms", SILENCE_MS);
  /**
   * CsBlueskySource:retry-ms:
   *
   * How long to wait after the connection was lost, at first, in milliseconds. Set before the start.
   */
  properties[PROP_RETRY_MS] = timing_spec ("retry-ms", RETRY_MS);
  /**
   * CsBlueskySource:retry-cap-ms:
   *
   * How long to wait at most, in milliseconds. Set before the start.
   */
  properties[PROP_RETRY_CAP_MS] = timing_spec ("retry-cap-ms", CS_BACKOFF_CAP_MS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cs_bluesky_source_init (CsBlueskySource *self)
{
  g_mutex_init (&self->lock);
}

/**
 * cs_bluesky_source_new:
 * @clock: tells the time
 * @id: names the source in the show file
 * @jetstream_url: the Jetstream, as a person types it; its host is enough
 * @appview_url: (nullable): the AppView that knows names and labels; without one posts show DIDs and nobody can say
 *   whether a post is still there
 * @match: which hashtags to follow; copied
 *
 * Makes a source that follows hashtags on Bluesky. The Jetstream has no filter for them: the posts of the whole network
 * pass through here. An address that is none shows when the source is checked or started.
 *
 * Returns: (transfer full): a new source, not started
 */
CsSource *
cs_bluesky_source_new (CsClock          *clock,
                       const char       *id,
                       const char       *jetstream_url,
                       const char       *appview_url,
                       const CsTagMatch *match)
{
  CsTagMatcher *matcher = cs_tag_matcher_new (match, cs_tag_fold_case);
  g_autofree char *tags = cs_tag_matcher_to_title (matcher);
  g_autofree char *title = g_strdup_printf ("Bluesky %s", tags);
  g_autofree char *jetstream = cs_jetstream_normalize (jetstream_url, NULL);
  CsBlueskySource *self = g_object_new (CS_TYPE_BLUESKY_SOURCE, "clock", clock, "id", id, "title", title, "network",
                                        CS_NETWORK_BLUESKY, NULL);

  self->jetstream = jetstream != NULL ? g_steal_pointer (&jetstream) : g_strdup (jetstream_url);
  self->appview_url = appview_url != NULL && *appview_url != '\0' ? g_strdup (appview_url) : NULL;
  self->matcher = matcher;
  return CS_SOURCE (self);
}

/**
 * cs_bluesky_source_add_known:
 * @self: a source
 * @ids: (array zero-terminated=1): accounts that have posts in the show, or such posts
 *
 * Tells whose removals matter. The source knows of those it has reported itself; after a restart it has to be told.
 * Main thread, at any time.
 */
void
cs_bluesky_source_add_known (CsBlueskySource   *self,
                             const char *const *ids)
{
  g_return_if_fail (CS_IS_BLUESKY_SOURCE (self));

  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  if (self->known == NULL)
    self->known = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; ids[i] != NULL; i++)
    g_ptr_array_add (self->known, g_strdup (ids[i]));
}

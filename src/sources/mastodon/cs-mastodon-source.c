/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-mastodon-source.h"

#include "cs-backoff.h"
#include "cs-mastodon-check.h"
#include "cs-mastodon-confirm.h"
#include "cs-mastodon-tag.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#define MAX_TAGS 20
#define POLL_MS 10000
#define PROBE_MS 60000
#define WATCHDOG_MS 45000
#define SETTLE_MS 30000
#define RETRY_MS 1000
#define MAX_WAIT_MS 5000 /* positions move on at least as often */

struct _CsMastodonSource {
  CsSource parent_instance;

  char *server;
  char *token; /* (nullable) */
  CsTagMatcher *matcher;
  CsMastodonTiming timing;

  /* Of the run, on its own thread. */
  CsMastodonLink link;
  GPtrArray *tags; /* (nullable): element-type CsMastodonTag */
  CsBackoff *backoff; /* of the first question */
  guint n_confirms; /* under way */
  CsSourceState state;
  char *reason; /* (nullable) */
  gint64 retry_at_us;
};

typedef struct {
  CsMastodonSource *self;
  GStrv ids;
  GTask *task; /* (nullable): until it is answered */
} Confirm;

enum {
  PROP_POLL_MS = 1,
  PROP_PROBE_MS,
  PROP_WATCHDOG_MS,
  PROP_SETTLE_MS,
  PROP_RETRY_MS,
  PROP_RETRY_CAP_MS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CsMastodonSource, cs_mastodon_source, CS_TYPE_SOURCE)

static void
set_state (CsMastodonSource *self,
           CsSourceState     state,
           const char       *reason,
           gint64            retry_at_us)
{
  g_autofree char *before = self->reason;

  self->reason = g_strdup (reason);
  if (state == self->state && g_strcmp0 (before, reason) == 0 && retry_at_us == self->retry_at_us)
    return;
  self->state = state;
  self->retry_at_us = retry_at_us;
  cs_source_set_state (CS_SOURCE (self), state, reason, retry_at_us);
}

/* The position: {"tag": "id"…}, by folded tags, so that another spelling of a tag goes on where it was. */

static char *
position_cb (gpointer user_data)
{
  CsMastodonSource *self = user_data;
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) root = json_node_alloc ();

  for (guint i = 0; self->tags != NULL && i < self->tags->len; i++) {
    const char *id = cs_mastodon_tag_get_position (self->tags->pdata[i]);
    g_autofree char *folded = cs_tag_fold_ascii (cs_mastodon_tag_get_name (self->tags->pdata[i]));

    if (id != NULL)
      json_object_set_string_member (object, folded, id);
  }
  if (json_object_get_size (object) == 0)
    return NULL;
  json_node_init_object (root, object);
  return cs_json_to_string (root, NULL);
}

static char *
position_of (JsonObject *positions,
             const char *tag)
{
  g_autofree char *folded = cs_tag_fold_ascii (tag);

  return cs_json_get_id (positions, folded);
}

static void
make_tags (CsMastodonSource *self)
{
  const char *const *names = cs_tag_matcher_get_any (self->matcher);
  const char *text = cs_source_get_position (CS_SOURCE (self));
  g_autoptr (JsonNode) root = text != NULL ? cs_json_parse (text, strlen (text), NULL, NULL) : NULL;

  self->tags = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_mastodon_tag_free);
  for (guint i = 0; names[i] != NULL && i < MAX_TAGS; i++) {
    g_autofree char *position = position_of (cs_json_root_object (root), names[i]);

    g_ptr_array_add (self->tags, cs_mastodon_tag_new (&self->link, names[i], position));
  }
}

static void
wait_to_retry (CsMastodonSource *self,
               const GError     *error)
{
  gint64 now_us = cs_clock_now_us (self->link.clock);
  gint64 wait_ms = cs_backoff_next_ms (self->backoff);

  if (g_error_matches (error, CS_MASTODON_ERROR, CS_MASTODON_ERROR_BUSY))
    wait_ms = MAX (wait_ms, (cs_mastodon_client_get_retry_at_us (self->link.client) - now_us) / 1000);
  set_state (self, CS_SOURCE_WAITING, error->message, now_us + wait_ms * 1000);
  cs_source_wait (CS_SOURCE (self), (guint) wait_ms, self->link.cancellable);
}

static gboolean
is_final (const GError *error)
{
  return g_error_matches (error, CS_MASTODON_ERROR, CS_MASTODON_ERROR_SIGN_IN) ||
         g_error_matches (error, CS_MASTODON_ERROR, CS_MASTODON_ERROR_SCOPE) ||
         g_error_matches (error, CS_MASTODON_ERROR, CS_MASTODON_ERROR_FOREIGN) ||
         g_error_matches (error, CS_HTTP_ERROR, CS_HTTP_ERROR_ADDRESS) ||
         g_error_matches (error, CS_HTTP_ERROR, CS_HTTP_ERROR_REDIRECTED);
}

/* Asks the server what it is until it answers. Whether to go on. */
static gboolean
discover (CsMastodonSource *self)
{
  while (self->link.instance == NULL && !g_cancellable_is_cancelled (self->link.cancellable)) {
    g_autoptr (GError) error = NULL;

    set_state (self, CS_SOURCE_CONNECTING, NULL, 0);
    self->link.instance = cs_mastodon_instance_read (self->link.client, self->link.cancellable, &error);
    if (self->link.instance == NULL && is_final (error)) {
      g_propagate_error (&self->link.failure, g_steal_pointer (&error));
      return FALSE;
    }
    if (self->link.instance == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      wait_to_retry (self, error);
  }
  return self->link.instance != NULL;
}

static void
show_phases (CsMastodonSource *self)
{
  static const CsSourceState states[] = {
    [CS_MASTODON_LIVE] = CS_SOURCE_LIVE,
    [CS_MASTODON_CATCHING_UP] = CS_SOURCE_CATCHING_UP,
    [CS_MASTODON_CONNECTING] = CS_SOURCE_CONNECTING,
    [CS_MASTODON_WAITING] = CS_SOURCE_WAITING,
  };
  CsMastodonPhase worst = CS_MASTODON_LIVE;
  const char *reason = self->link.instance->closed ? _("The server shows no posts by hashtag.") : NULL;
  gint64 retry_us = 0;

  for (guint i = 0; i < self->tags->len; i++) {
    const char *why;
    gint64 when_us;
    CsMastodonPhase phase = cs_mastodon_tag_get_phase (self->tags->pdata[i], &why, &when_us);

    if (phase > worst || reason == NULL)
      reason = why;
    if (phase >= worst)
      retry_us = retry_us == 0 ? when_us : MIN (retry_us, when_us);
    worst = MAX (worst, phase);
  }
  if (retry_us > 0)
    retry_us += cs_clock_now_us (self->link.clock) - cs_clock_monotonic_us (self->link.clock);
  if (worst == CS_MASTODON_WAITING && self->state == CS_SOURCE_WAITING)
    retry_us = ABS (retry_us - self->retry_at_us) < G_USEC_PER_SEC / 10 ? self->retry_at_us : retry_us;
  set_state (self, states[worst], reason, worst == CS_MASTODON_WAITING ? retry_us : 0);
}

static void
tell_gaps (CsMastodonSource *self)
{
  gboolean gap = FALSE;

  for (guint i = 0; i < self->tags->len; i++)
    gap = cs_mastodon_tag_take_gap (self->tags->pdata[i]) || gap;
  if (gap)
    cs_mastodon_intake_take_gap (self->link.intake);
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_cancellable_cancel (user_data);
}

/* Until something is due or a stream has news; answers whether the wait was ended by hand. */
static gboolean
wait_for_work (CsMastodonSource *self)
{
  gint64 start_us = cs_clock_monotonic_us (self->link.clock);
  gint64 wait_us = MAX_WAIT_MS * (gint64) 1000;
  gulong id;

  for (guint i = 0; i < self->tags->len; i++)
    wait_us = MIN (wait_us, cs_mastodon_tag_get_due_us (self->tags->pdata[i]) - start_us);
  if (wait_us <= 0 || g_cancellable_is_cancelled (self->link.nudge))
    return FALSE;

  id = g_cancellable_connect (self->link.cancellable, G_CALLBACK (cancelled_cb), self->link.nudge, NULL);
  cs_source_wait (CS_SOURCE (self), (guint) (wait_us / 1000) + 1, self->link.nudge);
  g_cancellable_disconnect (self->link.cancellable, id);
  return !g_cancellable_is_cancelled (self->link.nudge) && cs_clock_monotonic_us (self->link.clock) < start_us + wait_us;
}

static void
follow (CsMastodonSource *self)
{
  while (!g_cancellable_is_cancelled (self->link.cancellable) && self->link.failure == NULL) {
    g_set_object (&self->link.nudge, NULL);
    self->link.nudge = g_cancellable_new ();
    for (guint i = 0; i < self->tags->len && self->link.failure == NULL; i++) {
      cs_mastodon_tag_step (self->tags->pdata[i]);
      show_phases (self);
    }
    tell_gaps (self);
    cs_batch_flush_position (cs_mastodon_intake_get_batch (self->link.intake));
    if (self->link.failure == NULL && wait_for_work (self)) {
      self->link.paused_until_us = 0;
      for (guint i = 0; i < self->tags->len; i++)
        cs_mastodon_tag_retry_now (self->tags->pdata[i]);
    }
  }
}

static void
begin (CsMastodonSource *self,
       GCancellable     *cancellable)
{
  self->link.source = CS_SOURCE (self);
  self->link.clock = cs_source_get_clock (CS_SOURCE (self));
  self->link.timing = self->timing;
  self->link.cancellable = cancellable;
  self->link.client = cs_mastodon_client_new (self->link.clock, self->server, self->token);
  self->link.intake = cs_mastodon_intake_new (CS_SOURCE (self), cs_mastodon_client_get_host (self->link.client),
                                              self->matcher, position_cb, self);
  self->link.paused_until_us = 0;
  self->backoff = cs_backoff_new (self->timing.retry_ms, self->timing.retry_cap_ms, g_rand_new ());
  self->state = CS_SOURCE_STOPPED;
}

static void
end (CsMastodonSource *self)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();

  cs_batch_flush_position (cs_mastodon_intake_get_batch (self->link.intake));
  if (self->link.failure != NULL)
    set_state (self, CS_SOURCE_FAILED, self->link.failure->message, 0);
  g_clear_pointer (&self->tags, g_ptr_array_unref);
  cs_mastodon_client_abort (self->link.client);
  while (self->n_confirms > 0)
    g_main_context_iteration (context, TRUE);
  if (self->link.streams != NULL)
    soup_session_abort (self->link.streams);
  g_clear_object (&self->link.streams);
  g_clear_pointer (&self->link.instance, cs_mastodon_instance_free);
  g_clear_pointer (&self->link.intake, cs_mastodon_intake_free);
  g_clear_pointer (&self->link.client, cs_mastodon_client_free);
  g_clear_pointer (&self->backoff, cs_backoff_free);
  g_clear_object (&self->link.nudge);
  g_clear_error (&self->link.failure);
  g_clear_pointer (&self->reason, g_free);
}

static void
cs_mastodon_source_run (CsSource     *source,
                        GCancellable *cancellable)
{
  CsMastodonSource *self = CS_MASTODON_SOURCE (source);

  begin (self, cancellable);
  if (discover (self)) {
    guint n_tags = g_strv_length ((char **) cs_tag_matcher_get_any (self->matcher));

    /* A stream holds its connection for good: as many as there are hashtags, and one to spare. */
    self->link.streams =
        cs_mastodon_instance_session_new (self->link.instance, self->server, MIN (n_tags, MAX_TAGS) + 1);
    make_tags (self);
    follow (self);
  }
  end (self);
}

static void
check_thread (GTask        *task,
              gpointer      object,
              gpointer      data,
              GCancellable *cancellable)
{
  CsMastodonSource *self = object;
  g_autoptr (GMainContext) context = g_main_context_new ();
  const char *const *tags = cs_tag_matcher_get_any (self->matcher);
  GError *error = NULL;
  CsMastodonClient *client;
  char *found;

  g_main_context_push_thread_default (context);
  client = cs_mastodon_client_new (cs_source_get_clock (CS_SOURCE (self)), self->server, self->token);
  found = cs_mastodon_check_here (client, tags[0] != NULL ? tags[0] : "", cancellable, &error);
  cs_mastodon_client_free (client);
  g_main_context_pop_thread_default (context);

  if (found != NULL)
    g_task_return_pointer (task, found, g_free);
  else
    g_task_return_error (task, error);
}

static void
cs_mastodon_source_check_async (CsSource           *source,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  CsMastodonSource *self = CS_MASTODON_SOURCE (source);
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, user_data);

  g_task_set_source_tag (task, cs_mastodon_source_check_async);
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
  g_strfreev (confirm->ids);
  g_object_unref (confirm->self);
  g_free (confirm);
}

static void
confirmed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  Confirm *confirm = user_data;
  CsMastodonSource *self = confirm->self;
  g_autoptr (GTask) task = g_steal_pointer (&confirm->task);
  GError *error = NULL;
  gboolean done = cs_mastodon_confirm_finish (self->link.client, result, &error);

  /* The answer comes after the events: who asked must know of a deletion by then. */
  cs_batch_flush (cs_mastodon_intake_get_batch (self->link.intake));
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
  CsMastodonSource *self = confirm->self;
  Confirm *going;

  if (self->link.instance == NULL || self->tags == NULL)
    return G_SOURCE_REMOVE;
  going = g_new0 (Confirm, 1);
  going->self = g_object_ref (self);
  going->task = g_steal_pointer (&confirm->task);
  self->n_confirms++;
  cs_mastodon_confirm_async (self->link.client, self->link.intake, confirm->ids, self->link.instance->api_version >= 2,
                             g_task_get_cancellable (going->task), confirmed_cb, going);
  return G_SOURCE_REMOVE;
}

static void
cs_mastodon_source_confirm_async (CsSource           *source,
                                  char              **native_ids,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  Confirm *confirm = g_new0 (Confirm, 1);

  confirm->self = g_object_ref (CS_MASTODON_SOURCE (source));
  confirm->ids = g_strdupv (native_ids);
  confirm->task = g_task_new (source, cancellable, callback, user_data);
  g_task_set_source_tag (confirm->task, cs_mastodon_source_confirm_async);
  cs_source_invoke (source, confirm_cb, confirm, (GDestroyNotify) confirm_free);
}

static guint *
timing_field (CsMastodonSource *self,
              guint             id)
{
  switch (id) {
  case PROP_POLL_MS:
    return &self->timing.poll_ms;
  case PROP_PROBE_MS:
    return &self->timing.probe_ms;
  case PROP_WATCHDOG_MS:
    return &self->timing.watchdog_ms;
  case PROP_SETTLE_MS:
    return &self->timing.settle_ms;
  case PROP_RETRY_MS:
    return &self->timing.retry_ms;
  case PROP_RETRY_CAP_MS:
    return &self->timing.retry_cap_ms;
  default:
    return NULL;
  }
}

static void
cs_mastodon_source_set_property (GObject      *object,
                                 guint         id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  guint *field = timing_field (CS_MASTODON_SOURCE (object), id);

  if (field != NULL)
    *field = g_value_get_uint (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
cs_mastodon_source_get_property (GObject    *object,
                                 guint       id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  guint *field = timing_field (CS_MASTODON_SOURCE (object), id);

  if (field != NULL)
    g_value_set_uint (value, *field);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
cs_mastodon_source_finalize (GObject *object)
{
  CsMastodonSource *self = CS_MASTODON_SOURCE (object);

  g_free (self->server);
  if (self->token != NULL)
    explicit_bzero (self->token, strlen (self->token));
  g_free (self->token);
  g_clear_pointer (&self->matcher, cs_tag_matcher_free);
  G_OBJECT_CLASS (cs_mastodon_source_parent_class)->finalize (object);
}

static GParamSpec *
timing_spec (const char *name,
             guint       otherwise)
{
  return g_param_spec_uint (name, NULL, NULL, 1, G_MAXINT32, otherwise,
                            G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS);
}

static void
install_properties (GObjectClass *object_class)
{
  /**
   * CsMastodonSource:poll-ms:
   *
   * How often to ask for new posts where the server does not stream, in milliseconds. Set before the start.
   */
  properties[PROP_POLL_MS] = timing_spec ("poll-ms", POLL_MS);
  /**
   * CsMastodonSource:probe-ms:
   *
   * How often to look beside a stream whether it leaves something out, in milliseconds. Set before the start.
   */
  properties[PROP_PROBE_MS] = timing_spec ("probe-ms", PROBE_MS);
  /**
   * CsMastodonSource:watchdog-ms:
   *
   * How long a stream may be silent, in milliseconds; servers send a heartbeat every 15 s. Set before the start.
   */
  properties[PROP_WATCHDOG_MS] = timing_spec ("watchdog-ms", WATCHDOG_MS);
  /**
   * CsMastodonSource:settle-ms:
   *
   * How long posts may overtake each other on a stream, in milliseconds: what was streamed longer ago is certain. Set
   * before the start.
   */
  properties[PROP_SETTLE_MS] = timing_spec ("settle-ms", SETTLE_MS);
  /**
   * CsMastodonSource:retry-ms:
   *
   * How long to wait after a connection was lost, at first, in milliseconds. Set before the start.
   */
  properties[PROP_RETRY_MS] = timing_spec ("retry-ms", RETRY_MS);
  /**
   * CsMastodonSource:retry-cap-ms:
   *
   * How long to wait at most, in milliseconds. Set before the start.
   */
  properties[PROP_RETRY_CAP_MS] = timing_spec ("retry-cap-ms", CS_BACKOFF_CAP_MS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cs_mastodon_source_class_init (CsMastodonSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  CsSourceClass *source_class = CS_SOURCE_CLASS (klass);

  object_class->set_property = cs_mastodon_source_set_property;
  object_class->get_property = cs_mastodon_source_get_property;
  object_class->finalize = cs_mastodon_source_finalize;
  source_class->run = cs_mastodon_source_run;
  source_class->check_async = cs_mastodon_source_check_async;
  source_class->confirm_async = cs_mastodon_source_confirm_async;
  install_properties (object_class);
}

static void
cs_mastodon_source_init (CsMastodonSource *self)
{
}

/**
 * cs_mastodon_source_new:
 * @clock: tells the time
 * @id: names the source in the show file
 * @server_url: the server, as a person types it
 * @token: (nullable): an access token with the right read:statuses; without one there are no streams
 * @match: which hashtags to follow; copied
 *
 * Makes a source that follows hashtags on a Mastodon server: by event streams where it can, by asking for pages where
 * it must, and by both together where only that loses nothing. An address that is none shows when the source is
 * checked or started.
 *
 * Returns: (transfer full): a new source, not started
 */
CsSource *
cs_mastodon_source_new (CsClock          *clock,
                        const char       *id,
                        const char       *server_url,
                        const char       *token,
                        const CsTagMatch *match)
{
  CsTagMatcher *matcher = cs_tag_matcher_new (match, cs_tag_fold_ascii);
  g_autofree char *tags = cs_tag_matcher_to_title (matcher);
  g_autofree char *server = cs_mastodon_normalize_server (server_url, NULL);
  g_autoptr (GUri) uri = server != NULL ? g_uri_parse (server, SOUP_HTTP_URI_FLAGS, NULL) : NULL;
  g_autofree char *title =
      g_strdup_printf ("Mastodon %s %s", uri != NULL ? g_uri_get_host (uri) : server_url, tags);
  CsMastodonSource *self =
      g_object_new (CS_TYPE_MASTODON_SOURCE, "clock", clock, "id", id, "title", title, "network", CS_NETWORK_MASTODON,
                    "host", uri != NULL ? g_uri_get_host (uri) : "", NULL);

  self->server = server != NULL ? g_steal_pointer (&server) : g_strdup (server_url);
  self->token = token != NULL && *token != '\0' ? g_strdup (token) : NULL;
  self->matcher = matcher;
  return CS_SOURCE (self);
}

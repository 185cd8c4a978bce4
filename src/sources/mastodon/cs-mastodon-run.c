/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-mastodon-run.h"

#include "cs-backoff.h"
#include "cs-mastodon-confirm.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#define MAX_TAGS 20
#define MAX_WAIT_MS 5000 /* positions move on at least as often */

struct _CsMastodonRun {
  char *server;
  const CsTagMatcher *matcher; /* not owned */
  CsMastodonLink link;
  GPtrArray *tags; /* (nullable): element-type CsMastodonTag; once the server has answered */
  CsBackoff *backoff; /* of the first question */
  guint n_confirms; /* under way */
  GError *refusal; /* (nullable): why it goes on without the token that it was given */
  CsSourceState state; /* what was said last */
  char *reason; /* (nullable) */
  gint64 retry_at_us;
};

typedef struct {
  CsMastodonRun *run;
  GTask *task;
} Confirm;

static void
set_state (CsMastodonRun *self,
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
  cs_source_set_state (self->link.source, state, reason, retry_at_us);
}

/* The position: {"tag": "id"…}, by folded tags, so that another spelling of a tag goes on where it was. */

static char *
position_cb (gpointer user_data)
{
  CsMastodonRun *self = user_data;
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
make_tags (CsMastodonRun *self)
{
  const char *const *names = cs_tag_matcher_get_any (self->matcher);
  const char *text = cs_source_get_position (self->link.source);
  g_autoptr (JsonNode) root = text != NULL ? cs_json_parse (text, strlen (text), NULL, NULL) : NULL;

  self->tags = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_mastodon_tag_free);
  for (guint i = 0; names[i] != NULL && i < MAX_TAGS; i++) {
    g_autofree char *position = position_of (cs_json_root_object (root), names[i]);

    g_ptr_array_add (self->tags, cs_mastodon_tag_new (&self->link, names[i], position));
  }
}

static void
wait_to_retry (CsMastodonRun *self,
               const GError     *error)
{
  gint64 now_us = cs_clock_now_us (self->link.clock);
  gint64 wait_ms = cs_backoff_next_ms (self->backoff);

  if (g_error_matches (error, CS_MASTODON_ERROR, CS_MASTODON_ERROR_BUSY))
    wait_ms = MAX (wait_ms, (cs_mastodon_client_get_retry_at_us (self->link.client) - now_us) / 1000);
  set_state (self, CS_SOURCE_WAITING, error->message, now_us + wait_ms * 1000);
  cs_source_wait (self->link.source, (guint) wait_ms, self->link.cancellable);
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
discover (CsMastodonRun *self)
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

static const char *
find_standing_reason (CsMastodonRun *self)
{
  if (self->link.instance->closed)
    return _("The server shows no posts by hashtag.");
  return self->refusal != NULL ? self->refusal->message : NULL;
}

static void
show_phases (CsMastodonRun *self)
{
  static const CsSourceState states[] = {
    [CS_MASTODON_LIVE] = CS_SOURCE_LIVE,
    [CS_MASTODON_CATCHING_UP] = CS_SOURCE_CATCHING_UP,
    [CS_MASTODON_CONNECTING] = CS_SOURCE_CONNECTING,
    [CS_MASTODON_WAITING] = CS_SOURCE_WAITING,
  };
  CsMastodonPhase worst = CS_MASTODON_LIVE;
  const char *reason = find_standing_reason (self);
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
tell_gaps (CsMastodonRun *self)
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
wait_for_work (CsMastodonRun *self)
{
  gint64 start_us = cs_clock_monotonic_us (self->link.clock);
  gint64 wait_us = MAX_WAIT_MS * (gint64) 1000;
  gulong id;

  for (guint i = 0; i < self->tags->len; i++)
    wait_us = MIN (wait_us, cs_mastodon_tag_get_due_us (self->tags->pdata[i]) - start_us);
  if (wait_us <= 0 || g_cancellable_is_cancelled (self->link.nudge))
    return FALSE;

  id = g_cancellable_connect (self->link.cancellable, G_CALLBACK (cancelled_cb), self->link.nudge, NULL);
  cs_source_wait (self->link.source, (guint) (wait_us / 1000) + 1, self->link.nudge);
  g_cancellable_disconnect (self->link.cancellable, id);
  return !g_cancellable_is_cancelled (self->link.nudge) && cs_clock_monotonic_us (self->link.clock) < start_us + wait_us;
}

static void
follow (CsMastodonRun *self)
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
try_to_follow (CsMastodonRun *self)
{
  guint n_tags = g_strv_length ((char **) cs_tag_matcher_get_any (self->matcher));

  if (!discover (self))
    return;
  /* A stream holds its connection for good: as many as there are hashtags, and one to spare. */
  self->link.streams = cs_mastodon_instance_session_new (self->link.instance, self->server, MIN (n_tags, MAX_TAGS) + 1);
  make_tags (self);
  follow (self);
}

static gboolean
must_sign_in (CsMastodonRun *self)
{
  return g_error_matches (self->link.failure, CS_MASTODON_ERROR, CS_MASTODON_ERROR_SIGN_IN);
}

static void
end_streams (CsMastodonRun *self)
{
  g_clear_pointer (&self->tags, g_ptr_array_unref);
  if (self->link.streams != NULL)
    soup_session_abort (self->link.streams);
  g_clear_object (&self->link.streams);
}

/* What everybody may read is read on, from where it was, until somebody has signed in again. */
static void
go_on_as_stranger (CsMastodonRun *self)
{
  g_autoptr (GError) failure = g_steal_pointer (&self->link.failure);

  cs_batch_flush_position (cs_mastodon_intake_get_batch (self->link.intake));
  end_streams (self);
  cs_mastodon_client_forget_token (self->link.client);
  g_set_error (&self->refusal, CS_MASTODON_ERROR, CS_MASTODON_ERROR_SIGN_IN,
               _("%s does not accept the access token any more. Until you sign in again, new posts are asked for every few "
                 "seconds."), cs_mastodon_client_get_host (self->link.client));
  cs_source_ask_to_sign_in (self->link.source);
  try_to_follow (self);
  if (must_sign_in (self)) {
    g_clear_error (&self->link.failure);
    self->link.failure = g_steal_pointer (&failure);
  }
}

static void
confirmed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  Confirm *confirm = user_data;
  g_autoptr (GTask) task = confirm->task;
  GError *error = NULL;
  gboolean done = cs_mastodon_confirm_finish (confirm->run->link.client, result, &error);

  /* The answer comes after the events: who asked must know of a deletion by then. */
  cs_batch_flush (cs_mastodon_intake_get_batch (confirm->run->link.intake));
  confirm->run->n_confirms--;
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
  g_free (confirm);
}

/**
 * cs_mastodon_run_new:
 * @source: who reports; must outlive the run
 * @server: the server's address
 * @token: (nullable): an access token
 * @matcher: which posts to follow; must outlive the run
 * @timing: how patient to be
 * @cancellable: ends the run
 *
 * Returns: (transfer full): a run that has not begun, for the source's thread
 */
CsMastodonRun *
cs_mastodon_run_new (CsSource               *source,
                     const char             *server,
                     const char             *token,
                     const CsTagMatcher     *matcher,
                     const CsMastodonTiming *timing,
                     GCancellable           *cancellable)
{
  CsMastodonRun *self = g_new0 (CsMastodonRun, 1);

  self->server = g_strdup (server);
  self->matcher = matcher;
  self->link.source = source;
  self->link.clock = cs_source_get_clock (source);
  self->link.timing = *timing;
  self->link.cancellable = cancellable;
  self->link.client = cs_mastodon_client_new (self->link.clock, server, token);
  self->link.intake = cs_mastodon_intake_new (source, cs_mastodon_client_get_host (self->link.client), matcher,
                                              position_cb, self);
  self->backoff = cs_backoff_new (timing->retry_ms, timing->retry_cap_ms, g_rand_new ());
  self->state = CS_SOURCE_STOPPED;
  return self;
}

/**
 * cs_mastodon_run_free:
 * @self: (transfer full): a run
 *
 * Ends what is under way, and reports what there is.
 */
void
cs_mastodon_run_free (CsMastodonRun *self)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();

  cs_batch_flush_position (cs_mastodon_intake_get_batch (self->link.intake));
  if (must_sign_in (self) || g_error_matches (self->link.failure, CS_MASTODON_ERROR, CS_MASTODON_ERROR_SCOPE))
    cs_source_ask_to_sign_in (self->link.source);
  if (self->link.failure != NULL)
    set_state (self, CS_SOURCE_FAILED, self->link.failure->message, 0);
  g_clear_pointer (&self->tags, g_ptr_array_unref);
  cs_mastodon_client_abort (self->link.client);
  while (self->n_confirms > 0)
    g_main_context_iteration (context, TRUE);
  end_streams (self);
  g_clear_pointer (&self->link.instance, cs_mastodon_instance_free);
  cs_mastodon_intake_free (self->link.intake);
  cs_mastodon_client_free (self->link.client);
  cs_backoff_free (self->backoff);
  g_clear_object (&self->link.nudge);
  g_clear_error (&self->link.failure);
  g_clear_error (&self->refusal);
  g_free (self->reason);
  g_free (self->server);
  g_free (self);
}

/**
 * cs_mastodon_run_miss_token:
 * @self: a run without a token that has not begun
 *
 * Says that there was one, which nobody has kept, and asks for it.
 */
void
cs_mastodon_run_miss_token (CsMastodonRun *self)
{
  g_set_error (&self->refusal, CS_MASTODON_ERROR, CS_MASTODON_ERROR_SIGN_IN,
               _("Nobody is signed in at %s any more. Until you sign in again, new posts are asked for every few seconds."),
               cs_mastodon_client_get_host (self->link.client));
  cs_source_ask_to_sign_in (self->link.source);
}

/**
 * cs_mastodon_run_go:
 * @self: a run
 *
 * Follows the hashtags until the run is cancelled or cannot go on. When the access token is not accepted, it goes on
 * without one where that is enough, and asks for another.
 */
void
cs_mastodon_run_go (CsMastodonRun *self)
{
  try_to_follow (self);
  if (must_sign_in (self) && cs_mastodon_client_get_token (self->link.client) != NULL)
    go_on_as_stranger (self);
}

/**
 * cs_mastodon_run_confirm:
 * @self: a run
 * @ids: (array zero-terminated=1): posts of this server
 * @task: (transfer full): answered with a boolean
 *
 * Asks whether the posts are still there; what is not is reported before @task is answered.
 */
void
cs_mastodon_run_confirm (CsMastodonRun *self,
                         char         **ids,
                         GTask         *task)
{
  Confirm *confirm;

  if (self->link.instance == NULL) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED, _("The source is not running."));
    g_object_unref (task);
    return;
  }
  confirm = g_new0 (Confirm, 1);
  confirm->run = self;
  confirm->task = task;
  self->n_confirms++;
  cs_mastodon_confirm_async (self->link.client, self->link.intake, ids, self->link.instance->api_version >= 2,
                             g_task_get_cancellable (task), confirmed_cb, confirm);
}

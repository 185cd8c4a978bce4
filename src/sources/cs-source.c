/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-source.h"

#include "cs-source-private.h"

#include <glib/gi18n-lib.h>

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (CsSource, cs_source, G_TYPE_OBJECT)

enum {
  PROP_ID = 1,
  PROP_TITLE,
  PROP_HOST,
  PROP_NETWORK,
  PROP_CLOCK,
  PROP_STATE,
  PROP_REASON,
  PROP_RETRY_AT_US,
  PROP_HEARD_US,
  PROP_N_POSTS,
  PROP_N_REFUSED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
drain_clear (CsSourceDrain *drain)
{
  if (drain->destroy != NULL)
    drain->destroy (drain->user_data);
}

static gboolean
is_ending (CsSource *self)
{
  CsSourcePrivate *priv = cs_source_get_private (self);

  return cs_source_is_cancelled (self) || priv->shown.state == CS_SOURCE_STOPPED ||
         priv->shown.state == CS_SOURCE_FAILED;
}

static void
notify_changes (CsSource    *self,
                const CsSourceFacts *before,
                const CsSourceFacts *now)
{
  GObject *object = G_OBJECT (self);

  g_object_freeze_notify (object);
  if (before->state != now->state)
    g_object_notify_by_pspec (object, properties[PROP_STATE]);
  if (g_strcmp0 (before->reason, now->reason) != 0)
    g_object_notify_by_pspec (object, properties[PROP_REASON]);
  if (before->retry_at_us != now->retry_at_us)
    g_object_notify_by_pspec (object, properties[PROP_RETRY_AT_US]);
  if (before->heard_us != now->heard_us)
    g_object_notify_by_pspec (object, properties[PROP_HEARD_US]);
  if (before->n_posts != now->n_posts)
    g_object_notify_by_pspec (object, properties[PROP_N_POSTS]);
  if (before->n_refused != now->n_refused)
    g_object_notify_by_pspec (object, properties[PROP_N_REFUSED]);
  g_object_thaw_notify (object);
}

static void
cs_source_real_check_async (CsSource           *self,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_task_report_new_error (self, callback, user_data, cs_source_real_check_async, G_IO_ERROR,
                           G_IO_ERROR_NOT_SUPPORTED, _("This source cannot be tried beforehand"));
}

static char *
cs_source_real_check_finish (CsSource     *self,
                             GAsyncResult *result,
                             GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
cs_source_real_confirm_async (CsSource           *self,
                              char              **native_ids,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_task_report_new_error (self, callback, user_data, cs_source_real_confirm_async, G_IO_ERROR,
                           G_IO_ERROR_NOT_SUPPORTED, _("This network cannot say whether a post is still there"));
}

static void
cs_source_constructed (GObject *object)
{
  CsSourcePrivate *priv = cs_source_get_private (CS_SOURCE (object));

  G_OBJECT_CLASS (cs_source_parent_class)->constructed (object);
  if (priv->clock == NULL)
    priv->clock = cs_clock_new ();
}

static void
cs_source_finalize (GObject *object)
{
  CsSourcePrivate *priv = cs_source_get_private (CS_SOURCE (object));

  g_assert (priv->run == NULL);
  g_clear_pointer (&priv->drain, cs_source_drain_unref);
  g_free (priv->facts.reason);
  g_free (priv->shown.reason);
  g_free (priv->position);
  g_free (priv->id);
  g_free (priv->title);
  g_free (priv->host);
  g_clear_object (&priv->clock);
  g_main_context_unref (priv->main_context);
  g_mutex_clear (&priv->lock);
  G_OBJECT_CLASS (cs_source_parent_class)->finalize (object);
}

static void
cs_source_get_property (GObject    *object,
                        guint       id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  CsSourcePrivate *priv = cs_source_get_private (CS_SOURCE (object));

  switch (id) {
  case PROP_ID:
    g_value_set_string (value, priv->id);
    break;
  case PROP_TITLE:
    g_value_set_string (value, priv->title);
    break;
  case PROP_HOST:
    g_value_set_string (value, priv->host);
    break;
  case PROP_NETWORK:
    g_value_set_uint (value, priv->network);
    break;
  case PROP_CLOCK:
    g_value_set_object (value, priv->clock);
    break;
  case PROP_STATE:
    g_value_set_uint (value, priv->shown.state);
    break;
  case PROP_REASON:
    g_value_set_string (value, priv->shown.reason);
    break;
  case PROP_RETRY_AT_US:
    g_value_set_int64 (value, priv->shown.retry_at_us);
    break;
  case PROP_HEARD_US:
    g_value_set_int64 (value, priv->shown.heard_us);
    break;
  case PROP_N_POSTS:
    g_value_set_uint (value, priv->shown.n_posts);
    break;
  case PROP_N_REFUSED:
    g_value_set_uint (value, priv->shown.n_refused);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
cs_source_set_property (GObject      *object,
                        guint         id,
                        const GValue *value,
                        GParamSpec   *pspec)
{
  CsSourcePrivate *priv = cs_source_get_private (CS_SOURCE (object));

  switch (id) {
  case PROP_ID:
    priv->id = g_value_dup_string (value);
    break;
  case PROP_TITLE:
    priv->title = g_value_dup_string (value);
    break;
  case PROP_HOST:
    priv->host = g_value_dup_string (value);
    break;
  case PROP_NETWORK:
    priv->network = g_value_get_uint (value);
    break;
  case PROP_CLOCK:
    priv->clock = g_value_dup_object (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags given = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;
  const GParamFlags told = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  /**
   * CsSource:id:
   *
   * Names the source in the show file, the same each time the show is opened.
   */
  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, "", given);
  /**
   * CsSource:title:
   *
   * What a person calls it.
   */
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", given);
  /**
   * CsSource:host:
   *
   * The server whose posts it reports, as #CsPost names it; "" on networks with a single one.
   */
  properties[PROP_HOST] = g_param_spec_string ("host", NULL, NULL, "", given);
  /**
   * CsSource:network:
   *
   * The #CsNetwork it listens to.
   */
  properties[PROP_NETWORK] = g_param_spec_uint ("network", NULL, NULL, 0, CS_N_NETWORKS - 1, 0, given);
  /**
   * CsSource:clock:
   *
   * Tells it the time; the machine's when none is given.
   */
  properties[PROP_CLOCK] = g_param_spec_object ("clock", NULL, NULL, CS_TYPE_CLOCK, given);
  /**
   * CsSource:state:
   *
   * Its #CsSourceState.
   */
  properties[PROP_STATE] =
      g_param_spec_uint ("state", NULL, NULL, CS_SOURCE_STOPPED, CS_SOURCE_FAILED, CS_SOURCE_STOPPED, told);
  /**
   * CsSource:reason: (nullable)
   *
   * Why it is in that state, as a sentence, where there is something to say.
   */
  properties[PROP_REASON] = g_param_spec_string ("reason", NULL, NULL, NULL, told);
  /**
   * CsSource:retry-at-us:
   *
   * When it will try again, in microseconds since 1970 UTC, or 0.
   */
  properties[PROP_RETRY_AT_US] = g_param_spec_int64 ("retry-at-us", NULL, NULL, 0, G_MAXINT64, 0, told);
  /**
   * CsSource:heard-us:
   *
   * When the network last said anything, also only that it is there, in microseconds since 1970 UTC, or 0.
   */
  properties[PROP_HEARD_US] = g_param_spec_int64 ("heard-us", NULL, NULL, G_MININT64, G_MAXINT64, 0, told);
  /**
   * CsSource:n-posts:
   *
   * How many posts it has reported since it was made.
   */
  properties[PROP_N_POSTS] = g_param_spec_uint ("n-posts", NULL, NULL, 0, G_MAXUINT, 0, told);
  /**
   * CsSource:n-refused:
   *
   * How many things it could not read and left out since it was made.
   */
  properties[PROP_N_REFUSED] = g_param_spec_uint ("n-refused", NULL, NULL, 0, G_MAXUINT, 0, told);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cs_source_class_init (CsSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = cs_source_constructed;
  object_class->finalize = cs_source_finalize;
  object_class->get_property = cs_source_get_property;
  object_class->set_property = cs_source_set_property;
  klass->check_async = cs_source_real_check_async;
  klass->check_finish = cs_source_real_check_finish;
  klass->confirm_async = cs_source_real_confirm_async;
  install_properties (object_class);
}

static void
cs_source_init (CsSource *self)
{
  CsSourcePrivate *priv = cs_source_get_private (self);

  g_mutex_init (&priv->lock);
  priv->main_context = g_main_context_ref_thread_default ();
}

CsSourcePrivate *
cs_source_get_private (CsSource *self)
{
  return cs_source_get_instance_private (self);
}

void
cs_source_drain_unref (CsSourceDrain *drain)
{
  g_atomic_rc_box_release_full (drain, (GDestroyNotify) drain_clear);
}

/* Main thread: makes what the source last said of itself what can be seen. */
void
cs_source_show_facts (CsSource *self)
{
  CsSourcePrivate *priv = cs_source_get_private (self);
  CsSourceFacts before = priv->shown;

  g_mutex_lock (&priv->lock);
  g_clear_pointer (&priv->telling, g_source_unref);
  priv->shown = priv->facts;
  priv->shown.reason = g_strdup (priv->facts.reason);
  g_mutex_unlock (&priv->lock);

  notify_changes (self, &before, &priv->shown);
  g_free (before.reason);
}

/**
 * cs_source_set_sink:
 * @self: a source
 * @sink: (nullable): takes batches from now on; %NULL lets them go nowhere
 * @user_data: for @sink
 * @destroy: (nullable): frees @user_data once no call can use it any more, on whatever thread that is
 *
 * Says where events go. A call that is under way when another sink is set goes on to its end. Main thread.
 */
void
cs_source_set_sink (CsSource      *self,
                    CsSourceSink   sink,
                    gpointer       user_data,
                    GDestroyNotify destroy)
{
  CsSourcePrivate *priv;
  CsSourceDrain *drain = NULL;
  CsSourceDrain *before;

  g_return_if_fail (CS_IS_SOURCE (self));

  priv = cs_source_get_private (self);
  if (sink != NULL) {
    drain = g_atomic_rc_box_new0 (CsSourceDrain);
    *drain = (CsSourceDrain){ sink, user_data, destroy };
  }
  g_mutex_lock (&priv->lock);
  before = g_steal_pointer (&priv->drain);
  priv->drain = drain;
  g_mutex_unlock (&priv->lock);
  g_clear_pointer (&before, cs_source_drain_unref);
}

/**
 * cs_source_set_position:
 * @self: a source
 * @position: (nullable): as it was last handed to the sink and stored, %NULL to begin anew
 *
 * Says where the next run goes on from. Main thread.
 */
void
cs_source_set_position (CsSource   *self,
                        const char *position)
{
  CsSourcePrivate *priv;

  g_return_if_fail (CS_IS_SOURCE (self));

  priv = cs_source_get_private (self);
  g_free (priv->position);
  priv->position = g_strdup (position);
  priv->moved = TRUE;
}

/**
 * cs_source_start:
 * @self: a source
 *
 * Lets it run. A source that is running is left alone; one that is just stopping starts again when it has
 * stopped. Main thread.
 */
void
cs_source_start (CsSource *self)
{
  CsSourcePrivate *priv;

  g_return_if_fail (CS_IS_SOURCE (self));

  priv = cs_source_get_private (self);
  if (priv->run == NULL)
    cs_source_begin_run (self);
  else
    priv->again = is_ending (self);
}

/**
 * cs_source_stop:
 * @self: a source
 *
 * Tells it to end, and does not wait for that: its thread keeps a reference until it has. From here on it hands
 * over nothing and says nothing, apart from a call of the sink that is already under way. Main thread.
 */
void
cs_source_stop (CsSource *self)
{
  CsSourcePrivate *priv;

  g_return_if_fail (CS_IS_SOURCE (self));

  priv = cs_source_get_private (self);
  priv->again = FALSE;
  if (priv->run != NULL)
    g_cancellable_cancel (priv->run->cancellable);
  g_mutex_lock (&priv->lock);
  cs_source_note_state (self, CS_SOURCE_STOPPED, NULL, 0);
  g_mutex_unlock (&priv->lock);
  cs_source_show_facts (self);
}

/**
 * cs_source_retry_now:
 * @self: a source
 *
 * Ends a wait at once. A source that has failed is started again. Main thread.
 */
void
cs_source_retry_now (CsSource *self)
{
  CsSourcePrivate *priv;

  g_return_if_fail (CS_IS_SOURCE (self));

  priv = cs_source_get_private (self);
  if (priv->shown.state == CS_SOURCE_FAILED)
    cs_source_start (self);
  if (priv->run == NULL)
    return;
  g_atomic_int_set (&priv->retry, TRUE);
  g_main_context_wakeup (priv->run->context);
}

/**
 * cs_source_get_id:
 * @self: a source
 *
 * Returns: (transfer none): see #CsSource:id. Any thread
 */
const char *
cs_source_get_id (CsSource *self)
{
  g_return_val_if_fail (CS_IS_SOURCE (self), NULL);

  return cs_source_get_private (self)->id;
}

/**
 * cs_source_get_host:
 * @self: a source
 *
 * Returns: (transfer none): see #CsSource:host. Any thread
 */
const char *
cs_source_get_host (CsSource *self)
{
  g_return_val_if_fail (CS_IS_SOURCE (self), NULL);

  return cs_source_get_private (self)->host;
}

/**
 * cs_source_get_title:
 * @self: a source
 *
 * Returns: (transfer none): see #CsSource:title. Any thread
 */
const char *
cs_source_get_title (CsSource *self)
{
  g_return_val_if_fail (CS_IS_SOURCE (self), NULL);

  return cs_source_get_private (self)->title;
}

/**
 * cs_source_get_network:
 * @self: a source
 *
 * Returns: see #CsSource:network. Any thread
 */
CsNetwork
cs_source_get_network (CsSource *self)
{
  g_return_val_if_fail (CS_IS_SOURCE (self), CS_NETWORK_MASTODON);

  return cs_source_get_private (self)->network;
}

/**
 * cs_source_get_clock:
 * @self: a source
 *
 * Returns: (transfer none): see #CsSource:clock. Any thread
 */
CsClock *
cs_source_get_clock (CsSource *self)
{
  g_return_val_if_fail (CS_IS_SOURCE (self), NULL);

  return cs_source_get_private (self)->clock;
}

/**
 * cs_source_get_state:
 * @self: a source
 *
 * Returns: see #CsSource:state. Main thread
 */
CsSourceState
cs_source_get_state (CsSource *self)
{
  g_return_val_if_fail (CS_IS_SOURCE (self), CS_SOURCE_STOPPED);

  return cs_source_get_private (self)->shown.state;
}

/**
 * cs_source_get_reason:
 * @self: a source
 *
 * Returns: (transfer none) (nullable): see #CsSource:reason. Main thread
 */
const char *
cs_source_get_reason (CsSource *self)
{
  g_return_val_if_fail (CS_IS_SOURCE (self), NULL);

  return cs_source_get_private (self)->shown.reason;
}

/**
 * cs_source_get_retry_at_us:
 * @self: a source
 *
 * Returns: see #CsSource:retry-at-us. Main thread
 */
gint64
cs_source_get_retry_at_us (CsSource *self)
{
  g_return_val_if_fail (CS_IS_SOURCE (self), 0);

  return cs_source_get_private (self)->shown.retry_at_us;
}

/**
 * cs_source_get_heard_us:
 * @self: a source
 *
 * Returns: see #CsSource:heard-us. Main thread
 */
gint64
cs_source_get_heard_us (CsSource *self)
{
  g_return_val_if_fail (CS_IS_SOURCE (self), 0);

  return cs_source_get_private (self)->shown.heard_us;
}

/**
 * cs_source_get_n_posts:
 * @self: a source
 *
 * Returns: see #CsSource:n-posts. Main thread
 */
guint
cs_source_get_n_posts (CsSource *self)
{
  g_return_val_if_fail (CS_IS_SOURCE (self), 0);

  return cs_source_get_private (self)->shown.n_posts;
}

/**
 * cs_source_get_n_refused:
 * @self: a source
 *
 * Returns: see #CsSource:n-refused. Main thread
 */
guint
cs_source_get_n_refused (CsSource *self)
{
  g_return_val_if_fail (CS_IS_SOURCE (self), 0);

  return cs_source_get_private (self)->shown.n_refused;
}

/**
 * cs_source_check_async:
 * @self: a source
 * @cancellable: (nullable): ends the try
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Tries the settings once, without starting anything.
 */
void
cs_source_check_async (CsSource           *self,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  g_return_if_fail (CS_IS_SOURCE (self));

  CS_SOURCE_GET_CLASS (self)->check_async (self, cancellable, callback, user_data);
}

/**
 * cs_source_check_finish:
 * @self: a source
 * @result: what the callback got
 * @error: return location for an error that says what to do
 *
 * Returns: (transfer full): a sentence that says what was found, or %NULL with @error set
 */
char *
cs_source_check_finish (CsSource     *self,
                        GAsyncResult *result,
                        GError      **error)
{
  g_return_val_if_fail (CS_IS_SOURCE (self), NULL);

  if (g_async_result_is_tagged (result, cs_source_real_check_async))
    return g_task_propagate_pointer (G_TASK (result), error);
  return CS_SOURCE_GET_CLASS (self)->check_finish (self, result, error);
}

/**
 * cs_source_confirm_async:
 * @self: a source
 * @native_ids: (array zero-terminated=1): posts that came from this source
 * @cancellable: (nullable): ends the question
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Asks the network whether these posts are still there and public. What is not comes out of the sink as deleted.
 */
void
cs_source_confirm_async (CsSource           *self,
                         char              **native_ids,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_return_if_fail (CS_IS_SOURCE (self));

  CS_SOURCE_GET_CLASS (self)->confirm_async (self, native_ids, cancellable, callback, user_data);
}

/**
 * cs_source_confirm_finish:
 * @self: a source
 * @result: a #GTask that returns a boolean
 * @error: return location for an error; %G_IO_ERROR_NOT_SUPPORTED where the network cannot say
 *
 * Returns: whether the network has answered for all of them
 */
gboolean
cs_source_confirm_finish (CsSource     *self,
                          GAsyncResult *result,
                          GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * cs_source_invoke:
 * @self: a source
 * @func: what to do; its answer is as for any #GSource
 * @data: for @func
 * @destroy: (nullable): frees @data, also when @func could not be called any more
 *
 * Does something on the source's own thread, as soon as its main context turns. Main thread.
 *
 * Returns: whether there is such a thread; if not, @data was freed already
 */
gboolean
cs_source_invoke (CsSource      *self,
                  GSourceFunc    func,
                  gpointer       data,
                  GDestroyNotify destroy)
{
  CsSourcePrivate *priv;
  g_autoptr (GSource) call = NULL;

  g_return_val_if_fail (CS_IS_SOURCE (self), FALSE);

  priv = cs_source_get_private (self);
  if (priv->run == NULL || cs_source_is_cancelled (self)) {
    if (destroy != NULL)
      destroy (data);
    return FALSE;
  }
  call = g_idle_source_new ();
  g_source_set_priority (call, G_PRIORITY_DEFAULT);
  g_source_set_callback (call, func, data, destroy);
  g_source_attach (call, priv->run->context);
  return TRUE;
}

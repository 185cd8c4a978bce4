/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-source-private.h"

/* What a source was given, and what can be seen of it. */

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
  PROP_SIGN_IN,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

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
  case PROP_SIGN_IN:
    g_value_set_boolean (value, priv->shown.sign_in);
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
specify_given (void)
{
  const GParamFlags given = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

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
}

static void
specify_told (void)
{
  const GParamFlags told = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

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
  /**
   * CsSource:sign-in:
   *
   * Whether somebody has to sign in (again) for it to go on, or to go on as before; #CsSource:reason says why.
   */
  properties[PROP_SIGN_IN] = g_param_spec_boolean ("sign-in", NULL, NULL, FALSE, told);
}

static void
notify_changes (CsSource            *self,
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
  if (before->sign_in != now->sign_in)
    g_object_notify_by_pspec (object, properties[PROP_SIGN_IN]);
  g_object_thaw_notify (object);
}

void
cs_source_install_properties (GObjectClass *object_class)
{
  object_class->get_property = cs_source_get_property;
  object_class->set_property = cs_source_set_property;
  specify_given ();
  specify_told ();
  g_object_class_install_properties (object_class, N_PROPS, properties);
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
 * cs_source_get_sign_in:
 * @self: a source
 *
 * Returns: see #CsSource:sign-in. Main thread
 */
gboolean
cs_source_get_sign_in (CsSource *self)
{
  g_return_val_if_fail (CS_IS_SOURCE (self), FALSE);

  return cs_source_get_private (self)->shown.sign_in;
}

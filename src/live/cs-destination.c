/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-destination-private.h"

#define LINE_LIMIT_MS 2500
#define GOODBYE_MS 2000

enum { PROP_0, PROP_STATE, PROP_REASON, N_PROPS };
enum { MEASURED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (CsDestination, cs_destination, G_TYPE_OBJECT)

void
cs_destination_set_state (CsDestination     *self,
                          CsDestinationState state,
                          const GError      *reason)
{
  CsDestinationPrivate *priv = cs_destination_get_private (self);
  GError *copy = reason != NULL ? g_error_copy (reason) : NULL;

  g_clear_error (&priv->reason);
  priv->reason = copy;
  priv->state = state;
  if (state != CS_DESTINATION_WAITING && state != CS_DESTINATION_REFUSED)
    priv->retry_at_us = 0;
  if (state != CS_DESTINATION_LIVE)
    priv->since_us = 0;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REASON]);
}

static gboolean
goodbye_cb (gpointer data)
{
  CsDestination *self = data;

  cs_destination_get_private (self)->goodbye_id = 0;
  cs_destination_drop_attempt (self);
  cs_destination_set_state (self, CS_DESTINATION_IDLE, NULL);
  return G_SOURCE_REMOVE;
}

static void
cs_destination_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  CsDestinationPrivate *priv = cs_destination_get_private (CS_DESTINATION (object));

  switch (prop_id) {
  case PROP_STATE:
    g_value_set_uint (value, priv->state);
    break;
  case PROP_REASON:
    g_value_set_boxed (value, priv->reason);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_destination_constructed (GObject *object)
{
  CsDestination *self = CS_DESTINATION (object);

  G_OBJECT_CLASS (cs_destination_parent_class)->constructed (object);
  cs_destination_get_private (self)->line = cs_line_new (CS_DESTINATION_GET_CLASS (self)->sound, LINE_LIMIT_MS);
  cs_destination_get_private (self)->meter = cs_meter_new (cs_destination_get_private (self)->line);
}

static void
cs_destination_finalize (GObject *object)
{
  CsDestinationPrivate *priv = cs_destination_get_private (CS_DESTINATION (object));

  g_assert (priv->attempt == NULL && priv->retry_id == 0 && priv->settle_id == 0);
  cs_meter_free (priv->meter);
  cs_line_unref (priv->line);
  cs_patience_free (priv->patience);
  g_clear_error (&priv->reason);
  g_clear_pointer (&priv->target, cs_target_unref);
  G_OBJECT_CLASS (cs_destination_parent_class)->finalize (object);
}

static void
cs_destination_class_init (CsDestinationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = cs_destination_get_property;
  object_class->constructed = cs_destination_constructed;
  object_class->finalize = cs_destination_finalize;

  /**
   * CsDestination:state:
   *
   * How it stands: a #CsDestinationState.
   */
  properties[PROP_STATE] = g_param_spec_uint ("state", NULL, NULL, CS_DESTINATION_IDLE, CS_DESTINATION_REFUSED,
                                              CS_DESTINATION_IDLE, flags);
  /**
   * CsDestination:reason: (nullable)
   *
   * Why it waits or was refused: a sentence that a person can act on.
   */
  properties[PROP_REASON] = g_param_spec_boxed ("reason", NULL, NULL, G_TYPE_ERROR, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * CsDestination::measured:
   *
   * The figures of cs_destination_get_stats() are new, about once a second while it is live.
   */
  signals[MEASURED] =
      g_signal_new ("measured", CS_TYPE_DESTINATION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cs_destination_init (CsDestination *self)
{
  cs_destination_get_private (self)->patience = cs_patience_new ();
}

CsDestinationPrivate *
cs_destination_get_private (CsDestination *self)
{
  return cs_destination_get_instance_private (self);
}

void
cs_destination_emit_measured (CsDestination *self)
{
  g_signal_emit (self, signals[MEASURED], 0);
}

/**
 * cs_destination_new:
 * @target: where to stream to
 *
 * Returns: (transfer full): a destination of the kind that @target asks for; main thread only
 */
CsDestination *
cs_destination_new (CsTarget *target)
{
  static GType (*const get_types[]) (void) = { cs_rtmp_destination_get_type, cs_srt_destination_get_type,
                                              cs_whip_destination_get_type };
  CsDestination *self = g_object_new (get_types[target->kind](), NULL);

  cs_destination_get_private (self)->target = cs_target_ref (target);
  return self;
}

/**
 * cs_destination_get_target:
 * @self: a destination
 *
 * Returns: (transfer none): where it streams to; any thread
 */
CsTarget *
cs_destination_get_target (CsDestination *self)
{
  g_return_val_if_fail (CS_IS_DESTINATION (self), NULL);

  return cs_destination_get_private (self)->target;
}

/**
 * cs_destination_get_line:
 * @self: a destination
 *
 * Returns: (transfer none): what the encoder has to feed
 */
CsLine *
cs_destination_get_line (CsDestination *self)
{
  g_return_val_if_fail (CS_IS_DESTINATION (self), NULL);

  return cs_destination_get_private (self)->line;
}

/**
 * cs_destination_start:
 * @self: a destination that does not stream
 * @base_time: the moment that all pipelines count from
 *
 * Streams, and comes back by itself, until it is stopped. GStreamer must have been loaded.
 */
void
cs_destination_start (CsDestination *self,
                      GstClockTime   base_time)
{
  CsDestinationPrivate *priv;

  g_return_if_fail (CS_IS_DESTINATION (self));

  priv = cs_destination_get_private (self);
  if (priv->wanted || priv->stopping != NULL)
    return;
  priv->wanted = TRUE;
  priv->base_time = base_time;
  cs_patience_begin (priv->patience);
  cs_destination_watch_network (self);
  cs_destination_attempt (self);
}

/**
 * cs_destination_stop_async:
 * @self: a destination
 * @callback: called when nothing of it runs any more
 * @user_data: for @callback
 *
 * Ends the stream, with a goodbye to the server where that is possible within two seconds.
 */
void
cs_destination_stop_async (CsDestination      *self,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  CsDestinationPrivate *priv;
  GTask *task;

  g_return_if_fail (CS_IS_DESTINATION (self) && cs_destination_get_private (self)->stopping == NULL);

  priv = cs_destination_get_private (self);
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, cs_destination_stop_async);
  priv->wanted = FALSE;
  cs_destination_forget_plans (self);
  if (priv->state == CS_DESTINATION_LIVE && CS_DESTINATION_GET_CLASS (self)->says_goodbye) {
    cs_line_end (priv->line);
    priv->goodbye_id = g_timeout_add (GOODBYE_MS, goodbye_cb, self);
    priv->stopping = task;
    return;
  }
  cs_destination_drop_attempt (self);
  cs_destination_set_state (self, CS_DESTINATION_IDLE, NULL);
  if (priv->n_ending > 0) {
    priv->stopping = task;
    return;
  }
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/**
 * cs_destination_stop_finish:
 * @self: a destination
 * @result: as the callback got it
 * @error: never set
 *
 * Returns: %TRUE
 */
gboolean
cs_destination_stop_finish (CsDestination *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * cs_destination_retry_now:
 * @self: a destination
 *
 * Tries again at once if it waits.
 */
void
cs_destination_retry_now (CsDestination *self)
{
  g_return_if_fail (CS_IS_DESTINATION (self));

  if (cs_destination_get_private (self)->retry_id == 0)
    return;
  cs_patience_hurry (cs_destination_get_private (self)->patience);
  cs_destination_attempt (self);
}

/**
 * cs_destination_get_state:
 * @self: a destination
 *
 * Returns: how it stands
 */
CsDestinationState
cs_destination_get_state (CsDestination *self)
{
  g_return_val_if_fail (CS_IS_DESTINATION (self), CS_DESTINATION_IDLE);

  return cs_destination_get_private (self)->state;
}

/**
 * cs_destination_get_reason:
 * @self: a destination
 *
 * Returns: (transfer none) (nullable): why it waits or was refused
 */
const GError *
cs_destination_get_reason (CsDestination *self)
{
  g_return_val_if_fail (CS_IS_DESTINATION (self), NULL);

  return cs_destination_get_private (self)->reason;
}

/**
 * cs_destination_get_since_us:
 * @self: a destination
 *
 * Returns: since when it is live, as by g_get_monotonic_time(); 0 when it is not
 */
gint64
cs_destination_get_since_us (CsDestination *self)
{
  g_return_val_if_fail (CS_IS_DESTINATION (self), 0);

  return cs_destination_get_private (self)->since_us;
}

/**
 * cs_destination_get_retry_at_us:
 * @self: a destination
 *
 * Returns: when it is tried again, as by g_get_monotonic_time(); 0 when it does not wait
 */
gint64
cs_destination_get_retry_at_us (CsDestination *self)
{
  g_return_val_if_fail (CS_IS_DESTINATION (self), 0);

  return cs_destination_get_private (self)->retry_at_us;
}

/**
 * cs_destination_get_stats:
 * @self: a destination
 * @stats: (out): how it is doing, as it was measured last
 */
void
cs_destination_get_stats (CsDestination      *self,
                          CsDestinationStats *stats)
{
  g_return_if_fail (CS_IS_DESTINATION (self));

  *stats = *cs_meter_get_stats (cs_destination_get_private (self)->meter);
}

/**
 * cs_destination_get_sample:
 * @self: a destination
 * @sample: (out): how its connection copes
 *
 * Returns: whether it is live; @sample is not set otherwise
 */
gboolean
cs_destination_get_sample (CsDestination *self,
                           CsPaceSample  *sample)
{
  g_return_val_if_fail (CS_IS_DESTINATION (self), FALSE);

  if (cs_destination_get_private (self)->state != CS_DESTINATION_LIVE)
    return FALSE;
  cs_meter_get_sample (cs_destination_get_private (self)->meter, sample);
  return TRUE;
}

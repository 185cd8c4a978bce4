/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-destination.h"

#include "cs-backoff.h"
#include "cs-live.h"
#include "cs-pipe.h"

#include <glib/gi18n-lib.h>

#define LINE_LIMIT_MS 2500
#define LOOK_MS 250
#define TELL_EVERY 4 /* looks */
#define CONNECT_MS 12000
/* Short waits while it may be a moment's trouble, longer ones after a minute, long ones where nobody wants us. */
#define FLOOR_MS 500
#define SOON_CAP_MS 1800
#define LATER_CAP_MS 8000
#define REFUSED_MS 15000
#define SOON_US (60 * G_TIME_SPAN_SECOND)
#define HEALTHY_US (5 * G_TIME_SPAN_SECOND)
/* A server keeps a broken stream for a while and then refuses its own publisher. */
#define GHOST_US (120 * G_TIME_SPAN_SECOND)
#define GHOST_MS 1000
#define REFUSALS 3
#define GOODBYE_MS 2000
#define STALE_US (300 * G_TIME_SPAN_MILLISECOND)
/* A network that has just come back loses what is sent in its first moments, and asks again only after a second. */
#define SETTLE_MS 100

typedef struct {
  CsTarget *target;
  CsLine *line;
  GstClockTime base_time;
  gboolean wanted;
  CsDestinationState state;
  GError *reason; /* (nullable) */
  gint64 since_us;
  gint64 retry_at_us;

  CsAttempt *attempt; /* (nullable) */
  gint64 attempted_us;
  CsPipe *pipe; /* (nullable) */
  CsBackoff *soon;
  CsBackoff *later;
  gint64 trouble_us; /* since when it is not live; 0 while it is */
  gint64 live_us; /* when it was live last */
  guint n_refusals;
  guint retry_id;
  guint settle_id; /* the network has changed a moment ago */
  guint connect_id;
  guint look_id;

  CsMeter *meter;
  guint n_looks;

  guint n_ending;
  GTask *stopping; /* (nullable) */
  guint goodbye_id;
} CsDestinationPrivate;

enum { PROP_0, PROP_STATE, PROP_REASON, N_PROPS };
enum { MEASURED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (CsDestination, cs_destination, G_TYPE_OBJECT)

#define PRIV(self) ((CsDestinationPrivate *) cs_destination_get_instance_private (self))

static void attempt (CsDestination *self);

static void
set_state (CsDestination     *self,
           CsDestinationState state,
           const GError      *reason)
{
  CsDestinationPrivate *priv = PRIV (self);
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

static void
settle (CsDestination *self)
{
  CsDestinationPrivate *priv = PRIV (self);

  if (--priv->n_ending == 0 && priv->stopping != NULL) {
    g_autoptr (GTask) task = g_steal_pointer (&priv->stopping);

    g_task_return_boolean (task, TRUE);
  }
}

static void
ended_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (CsDestination) self = data;

  settle (self);
}

/* The pipeline is thrown away on another thread, however long its socket makes it wait. */
static void
drop_attempt (CsDestination *self)
{
  CsDestinationPrivate *priv = PRIV (self);

  g_clear_handle_id (&priv->connect_id, g_source_remove);
  g_clear_handle_id (&priv->look_id, g_source_remove);
  g_clear_handle_id (&priv->goodbye_id, g_source_remove);
  if (priv->attempt == NULL)
    return;
  cs_meter_over (priv->meter, priv->attempt);
  cs_attempt_close (priv->attempt);
  cs_line_close (priv->line);
  g_clear_pointer (&priv->attempt, cs_attempt_unref);
  if (CS_DESTINATION_GET_CLASS (self)->ended != NULL)
    CS_DESTINATION_GET_CLASS (self)->ended (self);
  g_signal_handlers_disconnect_by_data (priv->pipe, self);
  priv->n_ending++;
  cs_pipe_end_async (priv->pipe, ended_cb, g_object_ref (self));
  g_clear_object (&priv->pipe);
}

static gboolean
retry_cb (gpointer data)
{
  CsDestination *self = data;

  PRIV (self)->retry_id = 0;
  attempt (self);
  return G_SOURCE_REMOVE;
}

static gboolean
is_refusal (const GError *reason)
{
  return reason->code == CS_LIVE_ERROR_REFUSED || reason->code == CS_LIVE_ERROR_TLS ||
         reason->code == CS_LIVE_ERROR_PROTOCOL || reason->code == CS_LIVE_ERROR_MISSING;
}

static gboolean
is_ghost (CsDestinationPrivate *priv,
          const GError         *reason)
{
  return reason->code == CS_LIVE_ERROR_IN_USE && priv->live_us != 0 &&
         g_get_monotonic_time () - priv->live_us < GHOST_US;
}

static guint
find_wait_ms (CsDestinationPrivate *priv,
              const GError         *reason)
{
  gint64 now_us = g_get_monotonic_time ();

  if (is_ghost (priv, reason))
    return GHOST_MS;
  if (priv->n_refusals >= REFUSALS)
    return REFUSED_MS;
  if (priv->trouble_us == 0)
    priv->trouble_us = now_us;
  return now_us - priv->trouble_us < SOON_US ? cs_backoff_next_ms (priv->soon) : cs_backoff_next_ms (priv->later);
}

static void
fail (CsDestination *self,
      const GError  *reason)
{
  CsDestinationPrivate *priv = PRIV (self);
  guint wait_ms;

  if (priv->state == CS_DESTINATION_LIVE)
    priv->live_us = g_get_monotonic_time ();
  drop_attempt (self);
  if (!priv->wanted) {
    set_state (self, CS_DESTINATION_IDLE, NULL);
    return;
  }
  priv->n_refusals = is_refusal (reason) ? priv->n_refusals + 1 : 0;
  wait_ms = find_wait_ms (priv, reason);
  priv->retry_at_us = g_get_monotonic_time () + wait_ms * G_TIME_SPAN_MILLISECOND;
  priv->retry_id = g_timeout_add (wait_ms, retry_cb, self);
  set_state (self, priv->n_refusals >= REFUSALS ? CS_DESTINATION_REFUSED : CS_DESTINATION_WAITING, reason);
}

static void
fail_with (CsDestination *self,
           CsLiveError    code)
{
  g_autoptr (GError) raw = g_error_new_literal (CS_LIVE_ERROR, code, "");
  g_autoptr (GError) reason = cs_target_judge (PRIV (self)->target, raw, NULL);

  fail (self, reason);
}

static void
pipe_failed_cb (CsPipe        *pipe,
                GError        *error,
                const char    *debug,
                CsDestination *self)
{
  g_autoptr (GError) reason = cs_target_judge (PRIV (self)->target, error, debug);

  fail (self, reason);
}

static void
pipe_ended_cb (CsPipe        *pipe,
               CsDestination *self)
{
  if (PRIV (self)->wanted) {
    fail_with (self, CS_LIVE_ERROR_LOST);
    return;
  }
  drop_attempt (self);
  set_state (self, CS_DESTINATION_IDLE, NULL);
}

static void
attempt_failed_cb (const GError *error,
                   gpointer      owner)
{
  g_autoptr (GError) reason = cs_target_judge (PRIV (owner)->target, error, NULL);

  fail (owner, reason);
}

static gboolean
connect_late_cb (gpointer data)
{
  CsDestination *self = data;

  PRIV (self)->connect_id = 0;
  fail_with (self, CS_LIVE_ERROR_UNREACHABLE);
  return G_SOURCE_REMOVE;
}

static gboolean
look_cb (gpointer data)
{
  CsDestination *self = data;
  CsDestinationPrivate *priv = PRIV (self);

  cs_meter_look (priv->meter, priv->attempt);
  if (g_get_monotonic_time () - priv->since_us > HEALTHY_US) {
    cs_backoff_reset (priv->soon);
    cs_backoff_reset (priv->later);
    priv->trouble_us = 0;
    priv->n_refusals = 0;
  }
  if (++priv->n_looks % TELL_EVERY == 0)
    g_signal_emit (self, signals[MEASURED], 0);
  /* Whoever was told may have ended it. */
  if (priv->look_id == 0)
    return G_SOURCE_REMOVE;
  if (cs_meter_is_dead (priv->meter)) {
    fail_with (self, CS_LIVE_ERROR_LOST);
    return G_SOURCE_REMOVE;
  }
  return G_SOURCE_CONTINUE;
}

static void
attempt_live_cb (gpointer owner)
{
  CsDestinationPrivate *priv = PRIV (owner);

  g_clear_handle_id (&priv->connect_id, g_source_remove);
  priv->since_us = g_get_monotonic_time ();
  cs_meter_connected (priv->meter);
  priv->look_id = g_timeout_add (LOOK_MS, look_cb, owner);
  set_state (owner, CS_DESTINATION_LIVE, NULL);
}

/* What the thread that builds holds: the destination is not let go of on that thread. */
typedef struct {
  CsDestination *destination;
  CsAttempt *attempt;
  GMainContext *context;
} Site;

static gboolean
build (GstBin  *bin,
       gpointer data,
       GError **error)
{
  Site *site = data;

  return CS_DESTINATION_GET_CLASS (site->destination)->build (site->destination, site->attempt, bin, error);
}

static gboolean
site_free_cb (gpointer data)
{
  Site *site = data;

  g_object_unref (site->destination);
  cs_attempt_unref (site->attempt);
  g_main_context_unref (site->context);
  g_free (site);
  return G_SOURCE_REMOVE;
}

static void
site_free (gpointer data)
{
  Site *site = data;
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_callback (source, site_free_cb, site, NULL);
  g_source_attach (source, site->context);
}

static void
attempt (CsDestination *self)
{
  CsDestinationPrivate *priv = PRIV (self);
  Site *site = g_new (Site, 1);

  g_clear_handle_id (&priv->retry_id, g_source_remove);
  g_clear_handle_id (&priv->settle_id, g_source_remove);
  priv->attempted_us = g_get_monotonic_time ();
  priv->attempt = cs_attempt_new (priv->line, attempt_live_cb, attempt_failed_cb, self);
  *site = (Site){ g_object_ref (self), cs_attempt_ref (priv->attempt), g_main_context_ref_thread_default () };
  priv->pipe = cs_pipe_new ("destination", priv->base_time, build, site, site_free);
  g_signal_connect (priv->pipe, "failed", G_CALLBACK (pipe_failed_cb), self);
  g_signal_connect (priv->pipe, "ended", G_CALLBACK (pipe_ended_cb), self);
  priv->connect_id = g_timeout_add (CONNECT_MS, connect_late_cb, self);
  cs_line_open (priv->line);
  set_state (self, CS_DESTINATION_CONNECTING, NULL);
  cs_pipe_start (priv->pipe);
}

static gboolean
settled_cb (gpointer data)
{
  CsDestination *self = data;

  PRIV (self)->settle_id = 0;
  cs_backoff_reset (PRIV (self)->soon);
  attempt (self);
  return G_SOURCE_REMOVE;
}

static void
network_changed_cb (GNetworkMonitor *monitor,
                    gboolean         available,
                    CsDestination   *self)
{
  CsDestinationPrivate *priv = PRIV (self);

  if (priv->settle_id != 0)
    return;
  /* What was asked for while there was no network is asked for again only after seconds. */
  if (priv->state == CS_DESTINATION_CONNECTING && g_get_monotonic_time () - priv->attempted_us > STALE_US)
    drop_attempt (self);
  /* Whether it says that the whole Internet is there: the server may stand next door. */
  if (priv->attempt == NULL && priv->wanted)
    priv->settle_id = g_timeout_add (SETTLE_MS, settled_cb, self);
}

static gboolean
goodbye_cb (gpointer data)
{
  CsDestination *self = data;

  PRIV (self)->goodbye_id = 0;
  drop_attempt (self);
  set_state (self, CS_DESTINATION_IDLE, NULL);
  return G_SOURCE_REMOVE;
}

static void
cs_destination_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  CsDestinationPrivate *priv = PRIV (CS_DESTINATION (object));

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
  PRIV (self)->line = cs_line_new (CS_DESTINATION_GET_CLASS (self)->sound, LINE_LIMIT_MS);
  PRIV (self)->meter = cs_meter_new (PRIV (self)->line);
}

static void
cs_destination_finalize (GObject *object)
{
  CsDestinationPrivate *priv = PRIV (CS_DESTINATION (object));

  g_assert (priv->attempt == NULL && priv->retry_id == 0 && priv->settle_id == 0);
  cs_meter_free (priv->meter);
  cs_line_unref (priv->line);
  cs_backoff_free (priv->soon);
  cs_backoff_free (priv->later);
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
  CsDestinationPrivate *priv = PRIV (self);

  priv->soon = cs_backoff_new (FLOOR_MS, SOON_CAP_MS, g_rand_new ());
  priv->later = cs_backoff_new (SOON_CAP_MS, LATER_CAP_MS, g_rand_new ());
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

  PRIV (self)->target = cs_target_ref (target);
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

  return PRIV (self)->target;
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

  return PRIV (self)->line;
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

  priv = PRIV (self);
  if (priv->wanted || priv->stopping != NULL)
    return;
  priv->wanted = TRUE;
  priv->base_time = base_time;
  priv->n_refusals = 0;
  cs_backoff_reset (priv->soon);
  cs_backoff_reset (priv->later);
  g_signal_connect_object (g_network_monitor_get_default (), "network-changed", G_CALLBACK (network_changed_cb), self,
                           0);
  attempt (self);
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

  g_return_if_fail (CS_IS_DESTINATION (self) && PRIV (self)->stopping == NULL);

  priv = PRIV (self);
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, cs_destination_stop_async);
  priv->wanted = FALSE;
  g_signal_handlers_disconnect_by_func (g_network_monitor_get_default (), network_changed_cb, self);
  g_clear_handle_id (&priv->retry_id, g_source_remove);
  g_clear_handle_id (&priv->settle_id, g_source_remove);
  if (priv->state == CS_DESTINATION_LIVE && CS_DESTINATION_GET_CLASS (self)->says_goodbye) {
    cs_line_end (priv->line);
    priv->goodbye_id = g_timeout_add (GOODBYE_MS, goodbye_cb, self);
    priv->stopping = task;
    return;
  }
  drop_attempt (self);
  set_state (self, CS_DESTINATION_IDLE, NULL);
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

  if (PRIV (self)->retry_id == 0)
    return;
  cs_backoff_reset (PRIV (self)->soon);
  attempt (self);
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

  return PRIV (self)->state;
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

  return PRIV (self)->reason;
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

  return PRIV (self)->since_us;
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

  return PRIV (self)->retry_at_us;
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

  *stats = *cs_meter_get_stats (PRIV (self)->meter);
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

  if (PRIV (self)->state != CS_DESTINATION_LIVE)
    return FALSE;
  cs_meter_get_sample (PRIV (self)->meter, sample);
  return TRUE;
}

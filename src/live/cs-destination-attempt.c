/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-destination-private.h"

#include "cs-live.h"

/* One attempt after the other: built, looked after while it is live, thrown away, tried again. */

#define LOOK_MS 250
#define TELL_EVERY 4 /* looks */
#define CONNECT_MS 12000
#define HEALTHY_US (5 * G_TIME_SPAN_SECOND)
#define STALE_US (300 * G_TIME_SPAN_MILLISECOND)
/* A network that has just come back loses what is sent in its first moments, and asks again only after a second. */
#define SETTLE_MS 100

/* What the thread that builds holds: the destination is not let go of on that thread. */
typedef struct {
  CsDestination *destination;
  CsAttempt *attempt;
  GMainContext *context;
} Site;

static void
settle (CsDestination *self)
{
  CsDestinationPrivate *priv = cs_destination_get_private (self);

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
void
cs_destination_drop_attempt (CsDestination *self)
{
  CsDestinationPrivate *priv = cs_destination_get_private (self);

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

  cs_destination_get_private (self)->retry_id = 0;
  cs_destination_attempt (self);
  return G_SOURCE_REMOVE;
}

static void
fail (CsDestination *self,
      const GError  *reason)
{
  CsDestinationPrivate *priv = cs_destination_get_private (self);
  guint wait_ms;

  if (priv->state == CS_DESTINATION_LIVE)
    cs_patience_was_live (priv->patience);
  cs_destination_drop_attempt (self);
  if (!priv->wanted) {
    cs_destination_set_state (self, CS_DESTINATION_IDLE, NULL);
    return;
  }
  wait_ms = cs_patience_next_ms (priv->patience, reason);
  priv->retry_at_us = g_get_monotonic_time () + wait_ms * G_TIME_SPAN_MILLISECOND;
  priv->retry_id = g_timeout_add (wait_ms, retry_cb, self);
  cs_destination_set_state (self,
                            cs_patience_is_refused (priv->patience) ? CS_DESTINATION_REFUSED : CS_DESTINATION_WAITING,
                            reason);
}

static void
fail_with (CsDestination *self,
           CsLiveError    code)
{
  g_autoptr (GError) raw = g_error_new_literal (CS_LIVE_ERROR, code, "");
  g_autoptr (GError) reason = cs_target_judge (cs_destination_get_private (self)->target, raw, NULL);

  fail (self, reason);
}

static void
pipe_failed_cb (CsPipe        *pipe,
                GError        *error,
                const char    *debug,
                CsDestination *self)
{
  g_autoptr (GError) reason = cs_target_judge (cs_destination_get_private (self)->target, error, debug);

  fail (self, reason);
}

static void
pipe_ended_cb (CsPipe        *pipe,
               CsDestination *self)
{
  if (cs_destination_get_private (self)->wanted) {
    fail_with (self, CS_LIVE_ERROR_LOST);
    return;
  }
  cs_destination_drop_attempt (self);
  cs_destination_set_state (self, CS_DESTINATION_IDLE, NULL);
}

static void
attempt_failed_cb (const GError *error,
                   gpointer      owner)
{
  g_autoptr (GError) reason = cs_target_judge (cs_destination_get_private (owner)->target, error, NULL);

  fail (owner, reason);
}

static gboolean
connect_late_cb (gpointer data)
{
  CsDestination *self = data;

  cs_destination_get_private (self)->connect_id = 0;
  fail_with (self, CS_LIVE_ERROR_UNREACHABLE);
  return G_SOURCE_REMOVE;
}

static gboolean
look_cb (gpointer data)
{
  CsDestination *self = data;
  CsDestinationPrivate *priv = cs_destination_get_private (self);

  cs_meter_look (priv->meter, priv->attempt);
  if (g_get_monotonic_time () - priv->since_us > HEALTHY_US)
    cs_patience_is_well (priv->patience);
  if (++priv->n_looks % TELL_EVERY == 0)
    cs_destination_emit_measured (self);
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
  CsDestinationPrivate *priv = cs_destination_get_private (owner);

  g_clear_handle_id (&priv->connect_id, g_source_remove);
  priv->since_us = g_get_monotonic_time ();
  cs_meter_connected (priv->meter);
  priv->look_id = g_timeout_add (LOOK_MS, look_cb, owner);
  cs_destination_set_state (owner, CS_DESTINATION_LIVE, NULL);
}

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

void
cs_destination_attempt (CsDestination *self)
{
  CsDestinationPrivate *priv = cs_destination_get_private (self);
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
  cs_destination_set_state (self, CS_DESTINATION_CONNECTING, NULL);
  cs_pipe_start (priv->pipe);
}

static gboolean
settled_cb (gpointer data)
{
  CsDestination *self = data;

  cs_destination_get_private (self)->settle_id = 0;
  cs_patience_hurry (cs_destination_get_private (self)->patience);
  cs_destination_attempt (self);
  return G_SOURCE_REMOVE;
}

static void
network_changed_cb (GNetworkMonitor *monitor,
                    gboolean         available,
                    CsDestination   *self)
{
  CsDestinationPrivate *priv = cs_destination_get_private (self);

  if (priv->settle_id != 0)
    return;
  /* What was asked for while there was no network is asked for again only after seconds. */
  if (priv->state == CS_DESTINATION_CONNECTING && g_get_monotonic_time () - priv->attempted_us > STALE_US)
    cs_destination_drop_attempt (self);
  /* Whether it says that the whole Internet is there: the server may stand next door. */
  if (priv->attempt == NULL && priv->wanted)
    priv->settle_id = g_timeout_add (SETTLE_MS, settled_cb, self);
}

void
cs_destination_watch_network (CsDestination *self)
{
  g_signal_connect_object (g_network_monitor_get_default (), "network-changed", G_CALLBACK (network_changed_cb), self,
                           0);
}

/* From here on it is not tried again by itself. */
void
cs_destination_forget_plans (CsDestination *self)
{
  CsDestinationPrivate *priv = cs_destination_get_private (self);

  g_signal_handlers_disconnect_by_func (g_network_monitor_get_default (), network_changed_cb, self);
  g_clear_handle_id (&priv->retry_id, g_source_remove);
  g_clear_handle_id (&priv->settle_id, g_source_remove);
}

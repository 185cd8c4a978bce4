/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-source.h"

#include "cs-source-private.h"

/* The source's own thread, and what its life says to the main one. */

static void
run_free (CsSourceRun *run)
{
  g_object_unref (run->cancellable);
  g_main_context_unref (run->context);
  g_free (run->position);
  g_free (run);
}

static gboolean
show_facts_cb (gpointer data)
{
  cs_source_show_facts (data);
  return G_SOURCE_REMOVE;
}

/* With the lock held. */
static void
tell (CsSource *self)
{
  CsSourcePrivate *priv = cs_source_get_private (self);

  if (priv->telling != NULL)
    return;
  priv->telling = g_idle_source_new ();
  g_source_set_priority (priv->telling, G_PRIORITY_DEFAULT);
  g_source_set_callback (priv->telling, show_facts_cb, g_object_ref (self), g_object_unref);
  g_source_attach (priv->telling, priv->main_context);
}

static CsSourceDrain *
dup_drain (CsSource *self)
{
  CsSourcePrivate *priv = cs_source_get_private (self);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&priv->lock);

  return priv->drain != NULL ? g_atomic_rc_box_acquire (priv->drain) : NULL;
}

static guint
count_posts (GPtrArray *events)
{
  guint n = 0;

  for (guint i = 0; i < events->len; i++)
    n += ((const CsEvent *) events->pdata[i])->kind == CS_EVENT_POST;
  return n;
}

static gboolean
raise_flag_cb (gpointer data)
{
  gboolean *flag = data;

  *flag = TRUE;
  return G_SOURCE_REMOVE;
}

static void
wake_cb (GCancellable *cancellable,
         gpointer      data)
{
  g_main_context_wakeup (data);
}

/* Main thread. A source that has failed stays failed until it is asked to run again. */
static gboolean
ended_cb (gpointer data)
{
  CsSource *self = data;
  CsSourcePrivate *priv = cs_source_get_private (self);

  if (!priv->moved) {
    g_free (priv->position);
    priv->position = g_steal_pointer (&priv->run->position);
  }
  g_clear_pointer (&priv->run, run_free);
  cs_source_show_facts (self);
  if (priv->again)
    cs_source_begin_run (self);
  return G_SOURCE_REMOVE;
}

static void
end_run (CsSource *self)
{
  CsSourcePrivate *priv = cs_source_get_private (self);
  g_autoptr (GSource) ended = g_idle_source_new ();

  g_mutex_lock (&priv->lock);
  if (priv->facts.state != CS_SOURCE_FAILED && priv->facts.state != CS_SOURCE_STOPPED)
    cs_source_note_state (self, CS_SOURCE_STOPPED, NULL, 0);
  g_mutex_unlock (&priv->lock);

  /* The thread's reference goes along: the last one must not be dropped here. */
  g_source_set_priority (ended, G_PRIORITY_DEFAULT);
  g_source_set_callback (ended, ended_cb, self, g_object_unref);
  g_source_attach (ended, priv->main_context);
}

static gpointer
thread_main (gpointer data)
{
  CsSource *self = data;
  CsSourcePrivate *priv = cs_source_get_private (self);
  g_autoptr (GMainContext) context = g_main_context_ref (priv->run->context);
  g_autoptr (GCancellable) cancellable = g_object_ref (priv->run->cancellable);

  g_main_context_push_thread_default (context);
  CS_SOURCE_GET_CLASS (self)->run (self, cancellable);
  /* What the source has closed may still have to say so. */
  for (guint i = 0; i < 1000 && g_main_context_iteration (context, FALSE); i++)
    ;
  g_main_context_pop_thread_default (context);
  end_run (self);
  return NULL;
}

void
cs_source_note_state (CsSource     *self,
                      CsSourceState state,
                      const char   *reason,
                      gint64        retry_at_us)
{
  CsSourcePrivate *priv = cs_source_get_private (self);
  g_autofree char *before = priv->facts.reason;

  priv->facts.state = state;
  priv->facts.reason = g_strdup (reason);
  priv->facts.retry_at_us = retry_at_us;
}

gboolean
cs_source_is_cancelled (CsSource *self)
{
  return g_cancellable_is_cancelled (cs_source_get_private (self)->run->cancellable);
}

void
cs_source_begin_run (CsSource *self)
{
  CsSourcePrivate *priv = cs_source_get_private (self);

  priv->run = g_new0 (CsSourceRun, 1);
  priv->run->cancellable = g_cancellable_new ();
  priv->run->context = g_main_context_new ();
  priv->run->position = g_strdup (priv->position);
  priv->moved = FALSE;
  priv->again = FALSE;
  g_atomic_int_set (&priv->retry, FALSE);

  g_mutex_lock (&priv->lock);
  cs_source_note_state (self, CS_SOURCE_CONNECTING, NULL, 0);
  priv->facts.sign_in = FALSE;
  g_mutex_unlock (&priv->lock);
  cs_source_show_facts (self);
  g_thread_unref (g_thread_new ("source", thread_main, g_object_ref (self)));
}

/**
 * cs_source_report:
 * @self: a source
 * @events: (element-type CsEvent): what happened, in order; may be empty
 * @position: (nullable): where to go on from once @events are stored; %NULL leaves that as it was
 *
 * Hands over a batch; may block while the queue behind the sink is full. Does nothing once the source was told
 * to stop. On the source's own thread.
 */
void
cs_source_report (CsSource   *self,
                  GPtrArray  *events,
                  const char *position)
{
  CsSourcePrivate *priv = cs_source_get_private (self);
  CsSourceDrain *drain;

  if (cs_source_is_cancelled (self))
    return;
  drain = dup_drain (self);
  if (drain != NULL) {
    drain->func (self, events, position, drain->user_data);
    cs_source_drain_unref (drain);
  }
  if (position != NULL && position != priv->run->position) {
    g_free (priv->run->position);
    priv->run->position = g_strdup (position);
  }
  g_mutex_lock (&priv->lock);
  priv->facts.n_posts += count_posts (events);
  tell (self);
  g_mutex_unlock (&priv->lock);
}

/**
 * cs_source_set_state:
 * @self: a source
 * @state: how it is
 * @reason: (nullable): why, as a sentence for a person
 * @retry_at_us: for %CS_SOURCE_WAITING, when it will try again, in microseconds since 1970 UTC; otherwise 0
 *
 * Says how the source is. Ignored once it was told to stop. On the source's own thread.
 */
void
cs_source_set_state (CsSource     *self,
                     CsSourceState state,
                     const char   *reason,
                     gint64        retry_at_us)
{
  CsSourcePrivate *priv = cs_source_get_private (self);

  g_return_if_fail (state <= CS_SOURCE_FAILED);

  /* A wish to retry from before this wait was known belongs to an earlier one. */
  if (state == CS_SOURCE_WAITING)
    g_atomic_int_set (&priv->retry, FALSE);
  g_mutex_lock (&priv->lock);
  if (!cs_source_is_cancelled (self)) {
    cs_source_note_state (self, state, reason, retry_at_us);
    tell (self);
  }
  g_mutex_unlock (&priv->lock);
}

/**
 * cs_source_ask_to_sign_in:
 * @self: a source
 *
 * Notes that the network wants somebody to sign in (again): what there was is not accepted. Holds until the source is
 * started anew. On the source's own thread.
 */
void
cs_source_ask_to_sign_in (CsSource *self)
{
  CsSourcePrivate *priv = cs_source_get_private (self);

  g_mutex_lock (&priv->lock);
  if (!cs_source_is_cancelled (self)) {
    priv->facts.sign_in = TRUE;
    tell (self);
  }
  g_mutex_unlock (&priv->lock);
}

/**
 * cs_source_heard:
 * @self: a source
 *
 * Notes that the network has just said something, if only that it is there. On the source's own thread.
 */
void
cs_source_heard (CsSource *self)
{
  CsSourcePrivate *priv = cs_source_get_private (self);
  gint64 now_us = cs_clock_now_us (priv->clock);

  g_mutex_lock (&priv->lock);
  priv->facts.heard_us = now_us;
  tell (self);
  g_mutex_unlock (&priv->lock);
}

/**
 * cs_source_count_refused:
 * @self: a source
 *
 * Notes that something could not be read and was left out. On the source's own thread.
 */
void
cs_source_count_refused (CsSource *self)
{
  CsSourcePrivate *priv = cs_source_get_private (self);

  g_mutex_lock (&priv->lock);
  priv->facts.n_refused++;
  tell (self);
  g_mutex_unlock (&priv->lock);
}

/**
 * cs_source_wait:
 * @self: a source
 * @timeout_ms: how long
 * @cancellable: as given to run
 *
 * Waits, and meanwhile turns the source's main context. Ends early when the source is told to stop or to retry
 * now. On the source's own thread.
 *
 * Returns: whether to go on; %FALSE when the source was told to stop
 */
gboolean
cs_source_wait (CsSource     *self,
                guint         timeout_ms,
                GCancellable *cancellable)
{
  CsSourcePrivate *priv = cs_source_get_private (self);
  GMainContext *context = priv->run->context;
  g_autoptr (GSource) timeout = g_timeout_source_new (timeout_ms);
  gboolean over = FALSE;
  gulong cancelled;

  g_source_set_callback (timeout, raise_flag_cb, &over, NULL);
  g_source_attach (timeout, context);
  /* Only wakes the context: the loop looks itself. Not a cancellable's source: GLib 2.74 leaks one that is
   * destroyed while another thread cancels. */
  cancelled = g_cancellable_connect (cancellable, G_CALLBACK (wake_cb), context, NULL);
  while (!over && !g_cancellable_is_cancelled (cancellable) &&
         !g_atomic_int_compare_and_exchange (&priv->retry, TRUE, FALSE))
    g_main_context_iteration (context, TRUE);
  g_source_destroy (timeout);
  g_cancellable_disconnect (cancellable, cancelled);
  return !g_cancellable_is_cancelled (cancellable);
}

/**
 * cs_source_get_position:
 * @self: a source
 *
 * Returns: (transfer none) (nullable): where to go on from, until the next report. On the source's own thread
 */
const char *
cs_source_get_position (CsSource *self)
{
  return cs_source_get_private (self)->run->position;
}

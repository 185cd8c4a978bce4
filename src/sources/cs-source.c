/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-source.h"

#include "cs-source-private.h"

#include <glib/gi18n-lib.h>

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (CsSource, cs_source, G_TYPE_OBJECT)

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
cs_source_class_init (CsSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = cs_source_constructed;
  object_class->finalize = cs_source_finalize;
  klass->check_async = cs_source_real_check_async;
  klass->check_finish = cs_source_real_check_finish;
  klass->confirm_async = cs_source_real_confirm_async;
  cs_source_install_properties (object_class);
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

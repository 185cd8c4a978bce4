/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-outlet.h"

typedef struct {
  CsLine *line;
  CsPipe *pipe; /* (nullable): none once it has ended */
  gboolean over;
  guint late_id;
  GTask *ending; /* (nullable) */
} CsOutletPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (CsOutlet, cs_outlet, G_TYPE_OBJECT)

#define PRIV(self) ((CsOutletPrivate *) cs_outlet_get_instance_private (self))

static void
settle (CsOutlet *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&PRIV (self)->ending);

  if (task != NULL)
    g_task_return_boolean (task, TRUE);
}

static void
pipe_over_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (CsOutlet) self = data;

  PRIV (self)->over = TRUE;
  /* A pipeline that was still being built when it was ended has taken hold of it since. */
  cs_line_close (PRIV (self)->line);
  CS_OUTLET_GET_CLASS (self)->over (self);
  settle (self);
}

static void
end_pipe (CsOutlet *self)
{
  CsOutletPrivate *priv = PRIV (self);

  g_clear_handle_id (&priv->late_id, g_source_remove);
  if (priv->pipe == NULL)
    return;
  cs_line_close (priv->line);
  g_signal_handlers_disconnect_by_data (priv->pipe, self);
  cs_pipe_end_async (priv->pipe, pipe_over_cb, g_object_ref (self));
  g_clear_object (&priv->pipe);
}

static void
failed_cb (CsPipe     *pipe,
           GError     *error,
           const char *debug,
           CsOutlet   *self)
{
  g_autoptr (CsOutlet) keep = g_object_ref (self);

  end_pipe (self);
  CS_OUTLET_GET_CLASS (self)->failed (self, error);
}

static gboolean
late_cb (gpointer data)
{
  CsOutlet *self = data;

  PRIV (self)->late_id = 0;
  end_pipe (self);
  return G_SOURCE_REMOVE;
}

static void
cs_outlet_dispose (GObject *object)
{
  CsOutletPrivate *priv = PRIV (CS_OUTLET (object));

  g_clear_handle_id (&priv->late_id, g_source_remove);
  if (priv->pipe != NULL)
    cs_line_close (priv->line);
  g_clear_object (&priv->pipe);
  G_OBJECT_CLASS (cs_outlet_parent_class)->dispose (object);
}

static void
cs_outlet_finalize (GObject *object)
{
  g_clear_pointer (&PRIV (CS_OUTLET (object))->line, cs_line_unref);
  G_OBJECT_CLASS (cs_outlet_parent_class)->finalize (object);
}

static void
cs_outlet_class_init (CsOutletClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cs_outlet_dispose;
  object_class->finalize = cs_outlet_finalize;
}

static void
cs_outlet_init (CsOutlet *self)
{
}

/**
 * cs_outlet_connect:
 * @self: an outlet that is being made
 * @name: what the pipeline is called
 * @line: what the encoder feeds
 * @base_time: the moment that all pipelines count from
 * @build: makes the pipeline that empties the line, on a thread of GStreamer's
 * @data: for @build
 * @destroy: (nullable): frees @data, on any thread
 */
void
cs_outlet_connect (CsOutlet      *self,
                   const char    *name,
                   CsLine        *line,
                   GstClockTime   base_time,
                   CsPipeBuild    build,
                   gpointer       data,
                   GDestroyNotify destroy)
{
  CsOutletPrivate *priv;

  g_return_if_fail (CS_IS_OUTLET (self) && PRIV (self)->pipe == NULL);

  priv = PRIV (self);
  priv->line = cs_line_ref (line);
  priv->pipe = cs_pipe_new (name, base_time, build, data, destroy);
  g_signal_connect (priv->pipe, "failed", G_CALLBACK (failed_cb), self);
  g_signal_connect_swapped (priv->pipe, "ended", G_CALLBACK (end_pipe), self);
}

/**
 * cs_outlet_get_line:
 * @self: an outlet
 *
 * Returns: (transfer none): what the encoder has to feed
 */
CsLine *
cs_outlet_get_line (CsOutlet *self)
{
  g_return_val_if_fail (CS_IS_OUTLET (self), NULL);

  return PRIV (self)->line;
}

/**
 * cs_outlet_start:
 * @self: an outlet that was not started yet
 *
 * Takes what its line gives.
 */
void
cs_outlet_start (CsOutlet *self)
{
  g_return_if_fail (CS_IS_OUTLET (self) && PRIV (self)->pipe != NULL);

  cs_pipe_start (PRIV (self)->pipe);
}

/**
 * cs_outlet_end_async:
 * @self: an outlet
 * @callback: called when nothing of it runs any more
 * @user_data: for @callback
 *
 * Takes what is still to come, as long as that does not last too long. To be called once.
 */
void
cs_outlet_end_async (CsOutlet           *self,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  CsOutletPrivate *priv;

  g_return_if_fail (CS_IS_OUTLET (self) && PRIV (self)->ending == NULL);

  priv = PRIV (self);
  priv->ending = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (priv->ending, cs_outlet_end_async);
  if (priv->over) {
    settle (self);
    return;
  }
  if (priv->pipe == NULL)
    return;
  priv->late_id = g_timeout_add (CS_OUTLET_GET_CLASS (self)->end_ms, late_cb, self);
  cs_line_end (priv->line);
}

/**
 * cs_outlet_end_finish:
 * @self: an outlet
 * @result: as the callback got it
 * @error: never set
 *
 * Returns: %TRUE
 */
gboolean
cs_outlet_end_finish (CsOutlet     *self,
                      GAsyncResult *result,
                      GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

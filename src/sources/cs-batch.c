/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-batch.h"

/* Collects what a source sees and reports it at most 50 ms later: one crossing of threads and one
 * transaction for many posts. */
struct _CsBatch {
  CsSource *source; /* not owned: the source owns the batch */
  CsBatchPosition position;
  gpointer user_data;
  GPtrArray *events; /* (nullable): element-type CsEvent */
  GSource *timer; /* (nullable): while something waits */
  char *reported; /* (nullable): the newest position that was reported */
};

static void
stop_timer (CsBatch *self)
{
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

static gboolean
flush_cb (gpointer user_data)
{
  cs_batch_flush (user_data);
  return G_SOURCE_REMOVE;
}

static void
start_timer (CsBatch *self)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();

  self->timer = g_timeout_source_new (CS_BATCH_INTERVAL_MS);
  g_source_set_callback (self->timer, flush_cb, self, NULL);
  g_source_attach (self->timer, context);
}

static void
report (CsBatch   *self,
        GPtrArray *events)
{
  g_autofree char *position = self->position (self->user_data);

  cs_source_report (self->source, events, position);
  g_free (self->reported);
  self->reported = g_steal_pointer (&position);
}

/**
 * cs_batch_new:
 * @source: who reports; must outlive the batch
 * @position: asked at each report
 * @user_data: for @position
 *
 * Returns: (transfer full): an empty batch, for the source's thread
 */
CsBatch *
cs_batch_new (CsSource       *source,
              CsBatchPosition position,
              gpointer        user_data)
{
  CsBatch *self = g_new0 (CsBatch, 1);

  self->source = source;
  self->position = position;
  self->user_data = user_data;
  return self;
}

/**
 * cs_batch_free:
 * @self: (transfer full): a batch; what is still in it is given up
 */
void
cs_batch_free (CsBatch *self)
{
  stop_timer (self);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_free (self->reported);
  g_free (self);
}

/**
 * cs_batch_add:
 * @self: a batch
 * @event: (transfer full): what happened
 *
 * Adds an event. A full batch is reported at once, which may block until the sink takes it.
 */
void
cs_batch_add (CsBatch *self,
              CsEvent *event)
{
  if (self->events == NULL)
    self->events = cs_event_batch_new ();
  g_ptr_array_add (self->events, event);
  if (self->events->len >= CS_BATCH_MAX_EVENTS)
    cs_batch_flush (self);
  else if (self->timer == NULL)
    start_timer (self);
}

/**
 * cs_batch_flush:
 * @self: a batch
 *
 * Reports what there is.
 */
void
cs_batch_flush (CsBatch *self)
{
  g_autoptr (GPtrArray) events = g_steal_pointer (&self->events);

  stop_timer (self);
  if (events != NULL)
    report (self, events);
}

/**
 * cs_batch_flush_position:
 * @self: a batch
 *
 * Reports what there is, and the position alone when nothing is there but the position has moved on.
 */
void
cs_batch_flush_position (CsBatch *self)
{
  g_autofree char *position = NULL;

  cs_batch_flush (self);
  position = self->position (self->user_data);
  if (position != NULL && g_strcmp0 (position, self->reported) != 0) {
    g_autoptr (GPtrArray) nothing = cs_event_batch_new ();

    report (self, nothing);
  }
}

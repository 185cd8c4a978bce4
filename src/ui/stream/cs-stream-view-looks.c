/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-stream-view-private.h"

/* What all rows are drawn with: the time, pictures, hints and the cued post. */

static void
for_each_row (CsStreamView *self,
              void        (*func) (CsStreamRow *row))
{
  for (guint i = 0; i < self->rows->len; i++)
    func (self->rows->pdata[i]);
}

/**
 * cs_stream_view_read_clock:
 * @self: a view
 *
 * Rows that are drawn from now on count ages up to now.
 */
void
cs_stream_view_read_clock (CsStreamView *self)
{
  self->context.now_us = self->clock != NULL ? cs_clock_now_us (self->clock) : g_get_real_time ();
}

/**
 * cs_stream_view_update_ages:
 * @self: a view
 *
 * Shows how old each post is now.
 */
void
cs_stream_view_update_ages (CsStreamView *self)
{
  cs_stream_view_read_clock (self);
  for_each_row (self, cs_stream_row_update_age);
}

/**
 * cs_stream_view_refresh_rows:
 * @self: a view
 *
 * Draws all rows anew.
 */
void
cs_stream_view_refresh_rows (CsStreamView *self)
{
  for_each_row (self, cs_stream_row_refresh);
}

/**
 * cs_stream_view_set_clock:
 * @self: a view
 * @clock: what ages are counted by; without one it is the machine's
 */
void
cs_stream_view_set_clock (CsStreamView *self,
                          CsClock      *clock)
{
  g_return_if_fail (CS_IS_STREAM_VIEW (self));

  if (g_set_object (&self->clock, clock))
    cs_stream_view_update_ages (self);
}

/**
 * cs_stream_view_set_picture_loader:
 * @self: a view
 * @loader: (nullable): where pictures come from; without one there are initials and placeholders
 */
void
cs_stream_view_set_picture_loader (CsStreamView    *self,
                                   CsPictureLoader *loader)
{
  g_return_if_fail (CS_IS_STREAM_VIEW (self));

  if (g_set_object (&self->context.loader, loader))
    cs_stream_view_refresh_rows (self);
}

/**
 * cs_stream_view_set_hint_count_func:
 * @self: a view
 * @func: (nullable) (scope notified): counts the hints about a post
 * @user_data: for @func
 * @destroy: frees @user_data
 */
void
cs_stream_view_set_hint_count_func (CsStreamView   *self,
                                    CsHintCountFunc func,
                                    gpointer        user_data,
                                    GDestroyNotify  destroy)
{
  g_return_if_fail (CS_IS_STREAM_VIEW (self));

  if (self->context.hint_count_destroy != NULL)
    self->context.hint_count_destroy (self->context.hint_count_data);
  self->context.hint_count = func;
  self->context.hint_count_data = user_data;
  self->context.hint_count_destroy = destroy;
  cs_stream_view_refresh_rows (self);
}

/**
 * cs_stream_view_set_cued_id:
 * @self: a view
 * @post_id: the post that goes on air next, or 0
 */
void
cs_stream_view_set_cued_id (CsStreamView *self,
                            gint64        post_id)
{
  g_return_if_fail (CS_IS_STREAM_VIEW (self));

  if (self->context.cued_id == post_id)
    return;
  self->context.cued_id = post_id;
  cs_stream_view_refresh_rows (self);
  g_object_notify (G_OBJECT (self), "cued-id");
}

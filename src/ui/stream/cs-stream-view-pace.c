/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-stream-view-private.h"

/* When rows and scroll bar follow the model. */

#define SETTLE_EVERY_MS 100

/**
 * cs_stream_view_request_update:
 * @self: a view
 *
 * Asks for a frame, in which rows follow if they have to.
 */
void
cs_stream_view_request_update (CsStreamView *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));

  if (clock != NULL)
    gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_UPDATE);
}

static gboolean
settle_due_cb (gpointer user_data)
{
  CsStreamView *self = user_data;

  self->settle_id = 0;
  cs_stream_view_request_update (self);
  return G_SOURCE_REMOVE;
}

static gint64
get_wait_ms (CsStreamView *self)
{
  if (self->urgent)
    return 0;
  return SETTLE_EVERY_MS - (g_get_monotonic_time () - self->settled_us) / 1000;
}

/* Runs after every handler that scrolls in this frame, or rows would jump by what came in between. */
static void
updated_cb (GdkFrameClock *clock,
            gpointer       user_data)
{
  CsStreamView *self = user_data;

  if (!self->dirty || get_wait_ms (self) > 0)
    return;
  cs_stream_view_read_clock (self);
  cs_stream_view_settle (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/**
 * cs_stream_view_queue_settle:
 * @self: a view
 * @urgent: a person did something: in the next frame, not in the next tenth of a second
 *
 * Asks for rows and scroll bar to follow.
 */
void
cs_stream_view_queue_settle (CsStreamView *self,
                             gboolean      urgent)
{
  gint64 wait_ms;

  self->dirty = TRUE;
  self->urgent |= urgent;
  wait_ms = get_wait_ms (self);
  if (wait_ms <= 0)
    cs_stream_view_request_update (self);
  else if (self->settle_id == 0)
    self->settle_id = g_timeout_add (wait_ms, settle_due_cb, self);
}

/**
 * cs_stream_view_start_pace:
 * @self: a view that is realized
 *
 * Follows the frame clock.
 */
void
cs_stream_view_start_pace (CsStreamView *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));

  self->update_handler = g_signal_connect_after (clock, "update", G_CALLBACK (updated_cb), self);
}

/**
 * cs_stream_view_stop_pace:
 * @self: a view that is about to be unrealized
 */
void
cs_stream_view_stop_pace (CsStreamView *self)
{
  g_clear_signal_handler (&self->update_handler, gtk_widget_get_frame_clock (GTK_WIDGET (self)));
}

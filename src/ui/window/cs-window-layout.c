/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-window-private.h"

/* Widths in pixels at scale 1. */
#define WIDE_WIDTH 1800
#define NARROW_WIDTH 1100
#define BOTH_WIDTH 1050
#define LEAST_WIDTH 720
#define STREAM_WIDTH 336
#define STREAM_WIDTH_WIDE 400
#define SIDE_WIDTH 316
#define SIDE_WIDTH_WIDE 420

static void
set_class (GtkWidget  *widget,
           const char *css_class,
           gboolean    on)
{
  if (on)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}

/* The pictures of the tabs give their room to the word about the last act. */
static void
show_tab_pictures (CsWindow *self,
                   gboolean  visible)
{
  for (GtkWidget *tab = gtk_widget_get_first_child (self->tabs); GTK_IS_TOGGLE_BUTTON (tab);
       tab = gtk_widget_get_next_sibling (tab))
    gtk_widget_set_visible (gtk_widget_get_first_child (gtk_button_get_child (GTK_BUTTON (tab))), visible);
}

/* Narrow: one pane at a time beside the centre, and in its place where there is no room for both. */
static void
place_panes (CsWindow *self,
             int       width)
{
  gboolean wide = width >= WIDE_WIDTH;
  gboolean stream = !self->narrow || self->stream_asked;
  gboolean side = !self->narrow || self->side_asked;
  gboolean centre = !self->narrow || width >= BOTH_WIDTH || !(stream || side);

  set_class (GTK_WIDGET (self), "wide", wide);
  show_tab_pictures (self, wide);
  gtk_widget_set_visible (self->stream_pane, stream);
  gtk_widget_set_visible (self->centre, centre);
  gtk_widget_set_visible (self->side, side);
  gtk_widget_set_visible (self->next_view, wide);
  gtk_widget_set_visible (self->beside_view, wide);
  gtk_widget_set_visible (self->stream_button, self->narrow && self->desk != NULL);
  gtk_widget_set_visible (self->side_button, self->narrow && self->desk != NULL);
  gtk_widget_set_size_request (self->stream_pane, wide ? STREAM_WIDTH_WIDE : STREAM_WIDTH - 40, -1);
  gtk_widget_set_size_request (self->side, wide ? SIDE_WIDTH_WIDE : SIDE_WIDTH, -1);
  if (stream)
    gtk_paned_set_position (GTK_PANED (self->outer_paned), wide ? STREAM_WIDTH_WIDE : STREAM_WIDTH);
}

static gboolean
layout_cb (gpointer data)
{
  CsWindow *self = data;
  int width = gtk_widget_get_width (GTK_WIDGET (self));

  self->layout_id = 0;
  self->narrow = width < NARROW_WIDTH;
  place_panes (self, width);
  return G_SOURCE_REMOVE;
}

/* The surface tells its size while it is being laid out: widgets may only change afterwards. */
static void
surface_layout_cb (GdkSurface *surface,
                   int         width,
                   int         height,
                   CsWindow   *self)
{
  gboolean wide = gtk_widget_has_css_class (GTK_WIDGET (self), "wide");
  gboolean both = gtk_widget_get_visible (self->centre) || width < BOTH_WIDTH;

  if (self->layout_id == 0 && (wide != (width >= WIDE_WIDTH) || self->narrow != (width < NARROW_WIDTH) || !both ||
                               (self->narrow && width < BOTH_WIDTH)))
    self->layout_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, layout_cb, self, NULL);
}

static void
realized_cb (CsWindow *self)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (self));

  self->layout_handler = g_signal_connect (surface, "layout", G_CALLBACK (surface_layout_cb), self);
}

static void
unrealized_cb (CsWindow *self)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (self));

  if (surface != NULL && self->layout_handler != 0)
    g_signal_handler_disconnect (surface, self->layout_handler);
  self->layout_handler = 0;
}

void
cs_window_init_layout (CsWindow *self)
{
  g_signal_connect (self, "realize", G_CALLBACK (realized_cb), NULL);
  g_signal_connect (self, "unrealize", G_CALLBACK (unrealized_cb), NULL);
  gtk_scrolled_window_set_min_content_width (GTK_SCROLLED_WINDOW (self->panes), LEAST_WIDTH);
  place_panes (self, NARROW_WIDTH);
}

void
cs_window_drop_layout (CsWindow *self)
{
  g_clear_handle_id (&self->layout_id, g_source_remove);
}

void
cs_window_show_pane (CsWindow *self,
                     gboolean  stream)
{
  gboolean asked = stream ? !self->stream_asked : !self->side_asked;

  self->stream_asked = stream && asked;
  self->side_asked = !stream && asked;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->stream_button), self->stream_asked);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->side_button), self->side_asked);
  place_panes (self, gtk_widget_get_width (GTK_WIDGET (self)));
}

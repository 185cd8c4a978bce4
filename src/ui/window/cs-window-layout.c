/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-window-private.h"

/* Widths in pixels at scale 1. */
#define WIDE_WIDTH 1800
#define CLOCK_WIDTH 960 /* below it the clock gives its room to the tally */
#define LEAST_WIDTH 720
#define STREAM_WIDTH 336
#define STREAM_WIDTH_LEAST 296
#define STREAM_WIDTH_WIDE 400
#define SIDE_WIDTH 316
#define SIDE_WIDTH_WIDE 420
#define LINE_WIDTH 1

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

/* Hidden, the centre needs nothing: what it needed last counts then. */
static int
centre_width (CsWindow *self)
{
  int least = 0;

  gtk_widget_measure (self->centre, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  if (least > 0)
    self->centre_width = least;
  return self->centre_width;
}

/* What the centre needs depends on language and size of letters, so it is asked. */
static CsRoom
find_room (CsWindow *self,
           int       width)
{
  gboolean wide = width >= WIDE_WIDTH;
  int stream = wide ? STREAM_WIDTH_WIDE : STREAM_WIDTH_LEAST;
  int side = wide ? SIDE_WIDTH_WIDE : SIDE_WIDTH;
  int centre = centre_width (self);

  if (width >= stream + centre + side + 2 * LINE_WIDTH)
    return CS_ROOM_FOR_ALL;
  return width >= centre + MAX (stream, side) + LINE_WIDTH ? CS_ROOM_FOR_TWO : CS_ROOM_FOR_ONE;
}

static void
press_pane_buttons (CsWindow *self)
{
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->stream_button), self->stream_asked);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->side_button), self->side_asked);
}

/* Beside the centre stands the stream, until the other pane is asked for. */
static void
set_room (CsWindow *self,
          CsRoom    room)
{
  if (room == self->room)
    return;
  self->room = room;
  self->stream_asked = room == CS_ROOM_FOR_TWO;
  self->side_asked = FALSE;
  press_pane_buttons (self);
}

/* Where there is no room for all: one pane at a time beside the centre, or in its place. */
static void
place_panes (CsWindow *self,
             int       width)
{
  gboolean wide = width >= WIDE_WIDTH;
  gboolean narrow = self->room != CS_ROOM_FOR_ALL;
  gboolean stream = !narrow || self->stream_asked;
  gboolean side = !narrow || self->side_asked;
  gboolean centre = self->room != CS_ROOM_FOR_ONE || !(stream || side);

  set_class (GTK_WIDGET (self), "wide", wide);
  show_tab_pictures (self, wide);
  gtk_widget_set_visible (self->clock_label, width >= CLOCK_WIDTH);
  gtk_widget_set_visible (self->stream_pane, stream);
  gtk_widget_set_visible (self->centre, centre);
  gtk_widget_set_visible (self->side, side);
  gtk_widget_set_visible (self->next_view, wide);
  gtk_widget_set_visible (self->beside_view, wide);
  gtk_widget_set_visible (self->stream_button, narrow && self->desk != NULL);
  gtk_widget_set_visible (self->side_button, narrow && self->desk != NULL);
  gtk_widget_set_size_request (self->stream_pane, wide ? STREAM_WIDTH_WIDE : STREAM_WIDTH_LEAST, -1);
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
  set_room (self, find_room (self, width));
  place_panes (self, width);
  return G_SOURCE_REMOVE;
}

/* The surface tells its size while it is being laid out: widgets may only change afterwards. */
static void
surface_layout_cb (GdkSurface *surface,
                   int         surface_width,
                   int         surface_height,
                   CsWindow   *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  gboolean wide = gtk_widget_has_css_class (GTK_WIDGET (self), "wide");
  gboolean clock = gtk_widget_get_visible (self->clock_label);

  if (self->layout_id == 0 && (wide != (width >= WIDE_WIDTH) || clock != (width >= CLOCK_WIDTH) ||
                               find_room (self, width) != self->room))
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
  self->room = CS_ROOM_FOR_ALL;
  place_panes (self, WIDE_WIDTH - 1);
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
  press_pane_buttons (self);
  place_panes (self, gtk_widget_get_width (GTK_WIDGET (self)));
}

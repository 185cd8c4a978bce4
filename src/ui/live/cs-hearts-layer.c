/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-hearts-layer.h"

#include "cs-viewers.h"

#include <math.h>

#define MAX_FLYING 24
#define SIZE 22
#define LIFE_US (2200 * G_TIME_SPAN_MILLISECOND)
#define STAY_US (900 * G_TIME_SPAN_MILLISECOND) /* of one that does not move */
#define BUNCH_US (150 * G_TIME_SPAN_MILLISECOND)
#define MARGIN 14
#define LANES 5
#define LANE 16

typedef struct {
  gint64 born_us; /* by the frame clock; may be a moment ahead */
  guint hue;
  guint lane;
} Heart;

struct _CsHeartsLayer {
  GtkWidget parent_instance;

  CsPageServer *server; /* (nullable) */
  GdkTexture *shapes[CS_N_HUES]; /* (nullable): drawn when first needed */
  Heart flying[MAX_FLYING];
  guint n_flying;
  guint n_seen;
  guint tick_id;
};

G_DEFINE_FINAL_TYPE (CsHeartsLayer, cs_hearts_layer, GTK_TYPE_WIDGET)

static gboolean
moves (CsHeartsLayer *self)
{
  gboolean animations;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &animations, NULL);
  return animations;
}

static GdkTexture *
draw_shape (guint32 colour)
{
  const int size = SIZE * 2; /* for screens of twice the pixels */
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, size, size);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GBytes) bytes = NULL;
  GdkTexture *texture;

  cairo_scale (cr, size / 24.0, size / 24.0);
  cairo_move_to (cr, 12, 21);
  cairo_curve_to (cr, 12, 21, 4, 15.7, 4, 9.8);
  cairo_curve_to (cr, 4, 5, 9.8, 3.8, 12, 7.2);
  cairo_curve_to (cr, 14.2, 3.8, 20, 5, 20, 9.8);
  cairo_curve_to (cr, 20, 15.7, 12, 21, 12, 21);
  cairo_set_source_rgb (cr, (colour >> 16 & 0xff) / 255.0, (colour >> 8 & 0xff) / 255.0, (colour & 0xff) / 255.0);
  cairo_fill_preserve (cr);
  cairo_set_source_rgba (cr, 0, 0, 0, 0.55);
  cairo_set_line_width (cr, 1.2);
  cairo_stroke (cr);
  cairo_surface_flush (surface);
  bytes = g_bytes_new (cairo_image_surface_get_data (surface),
                       (gsize) cairo_image_surface_get_stride (surface) * (gsize) size);
  texture = gdk_memory_texture_new (size, size, GDK_MEMORY_DEFAULT, bytes,
                                    (gsize) cairo_image_surface_get_stride (surface));
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return texture;
}

static gint64
get_now_us (CsHeartsLayer *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));

  return clock != NULL ? gdk_frame_clock_get_frame_time (clock) : 0;
}

static void
snapshot_heart (CsHeartsLayer *self,
                GtkSnapshot   *snapshot,
                const Heart   *heart,
                gint64         age_us)
{
  double part = (double) age_us / LIFE_US;
  gboolean moving = moves (self);
  double rise = moving ? part * (gtk_widget_get_height (GTK_WIDGET (self)) - SIZE - MARGIN) : heart->lane * LANE;
  double sway = moving ? 5 * sin (part * 8 + heart->lane) : 0;
  float x = (float) (gtk_widget_get_width (GTK_WIDGET (self)) - MARGIN - SIZE - (double) heart->lane * LANE + sway);
  float y = (float) (gtk_widget_get_height (GTK_WIDGET (self)) - MARGIN - SIZE - rise);

  if (self->shapes[heart->hue] == NULL)
    self->shapes[heart->hue] = draw_shape (cs_viewers_get_colour (heart->hue));
  gtk_snapshot_push_opacity (snapshot, moving ? 1 - part * part : 1);
  gtk_snapshot_append_texture (snapshot, self->shapes[heart->hue], &GRAPHENE_RECT_INIT (x, y, SIZE, SIZE));
  gtk_snapshot_pop (snapshot);
}

static void
cs_hearts_layer_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  CsHeartsLayer *self = CS_HEARTS_LAYER (widget);
  gint64 now_us = get_now_us (self);

  for (guint i = 0; i < self->n_flying; i++)
    if (now_us >= self->flying[i].born_us)
      snapshot_heart (self, snapshot, &self->flying[i], now_us - self->flying[i].born_us);
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  CsHeartsLayer *self = CS_HEARTS_LAYER (widget);
  gint64 dead_us = gdk_frame_clock_get_frame_time (clock) - (moves (self) ? LIFE_US : STAY_US);
  guint n = 0;

  for (guint i = 0; i < self->n_flying; i++)
    if (self->flying[i].born_us > dead_us)
      self->flying[n++] = self->flying[i];
  self->n_flying = n;
  gtk_widget_queue_draw (widget);
  if (n > 0)
    return G_SOURCE_CONTINUE;
  self->tick_id = 0;
  return G_SOURCE_REMOVE;
}

/* As many as can be told apart; where motion is not wanted they appear and go. */
static void
let_rise (CsHeartsLayer *self,
          guint          hue,
          guint          n)
{
  gint64 now_us;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  now_us = get_now_us (self);
  for (guint i = 0; i < n && self->n_flying < MAX_FLYING; i++)
    self->flying[self->n_flying++] =
        (Heart){ now_us + i * BUNCH_US / MIN (n, MAX_FLYING), hue, self->n_seen++ % LANES };
  if (self->tick_id == 0 && self->n_flying > 0)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

static void
hearts_cb (CsPageServer  *server,
           const guint   *counts,
           CsHeartsLayer *self)
{
  for (guint hue = 0; hue < CS_N_HUES; hue++)
    if (counts[hue] > 0)
      let_rise (self, hue, counts[hue]);
}

static void
cs_hearts_layer_dispose (GObject *object)
{
  CsHeartsLayer *self = CS_HEARTS_LAYER (object);

  cs_hearts_layer_set_server (self, NULL);
  for (guint i = 0; i < CS_N_HUES; i++)
    g_clear_object (&self->shapes[i]);
  G_OBJECT_CLASS (cs_hearts_layer_parent_class)->dispose (object);
}

static void
cs_hearts_layer_class_init (CsHeartsLayerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_hearts_layer_dispose;
  widget_class->snapshot = cs_hearts_layer_snapshot;
  gtk_widget_class_set_css_name (widget_class, "heartslayer");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
cs_hearts_layer_init (CsHeartsLayer *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * cs_hearts_layer_set_server:
 * @self: a layer
 * @server: (nullable): whose viewers' hearts to show
 */
void
cs_hearts_layer_set_server (CsHeartsLayer *self,
                            CsPageServer  *server)
{
  g_return_if_fail (CS_IS_HEARTS_LAYER (self));

  if (self->server != NULL)
    g_signal_handlers_disconnect_by_data (self->server, self);
  g_set_object (&self->server, server);
  if (server != NULL)
    g_signal_connect (server, "hearts", G_CALLBACK (hearts_cb), self);
}

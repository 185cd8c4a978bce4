/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-slot-bar.h"

#define HEIGHT 6
#define WIDTH 110

struct _CsSlotBar {
  GtkWidget parent_instance;

  CsSlotTimes times;
};

G_DEFINE_FINAL_TYPE (CsSlotBar, cs_slot_bar, GTK_TYPE_WIDGET)

static GdkRGBA
find_colour (GtkWidget  *widget,
             const char *name)
{
  GdkRGBA colour;

  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), name, &colour))
    gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  return colour;
}

static void
append (GtkWidget   *widget,
        GtkSnapshot *snapshot,
        const char  *colour_name,
        float       *from,
        float        width)
{
  GdkRGBA colour = find_colour (widget, colour_name);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  float x = rtl ? gtk_widget_get_width (widget) - *from - width : *from;

  if (width > 0)
    gtk_snapshot_append_color (snapshot, &colour, &GRAPHENE_RECT_INIT (x, 0, width, HEIGHT));
  *from += width;
}

/* What aired, what is on air, what is planned, and what is too much; the whole is what it has, or what it needs. */
static void
cs_slot_bar_snapshot (GtkWidget   *widget,
                      GtkSnapshot *snapshot)
{
  const CsSlotTimes *times = &CS_SLOT_BAR (widget)->times;
  float width = gtk_widget_get_width (widget);
  float per_ms = width / MAX (MAX (times->length_ms, times->planned_ms), 1);
  float y = (gtk_widget_get_height (widget) - HEIGHT) / 2.f;
  float within = MIN (times->planned_ms, times->length_ms) * per_ms;
  float aired = MIN (times->aired_ms * per_ms, within);
  float on_air = MIN (times->on_air_ms * per_ms, within - aired);
  float at = 0;
  GskRoundedRect outline;

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, y));
  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (0, 0, width, HEIGHT), HEIGHT / 2.f);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  append (widget, snapshot, "cs_quiet_color", &at, aired);
  append (widget, snapshot, "cs_on_air_bg", &at, on_air);
  append (widget, snapshot, "cs_selected_bg", &at, within - aired - on_air);
  append (widget, snapshot, times->planned_ms > times->length_ms ? "cs_attention_bg" : "cs_track_color", &at, width - at);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_restore (snapshot);
}

static void
cs_slot_bar_measure (GtkWidget     *widget,
                     GtkOrientation orientation,
                     int            for_size,
                     int           *minimum,
                     int           *natural,
                     int           *minimum_baseline,
                     int           *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : HEIGHT;
}

static void
cs_slot_bar_class_init (CsSlotBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = cs_slot_bar_snapshot;
  widget_class->measure = cs_slot_bar_measure;
  gtk_widget_class_set_css_name (widget_class, "slotbar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
cs_slot_bar_init (CsSlotBar *self)
{
}

/**
 * cs_slot_bar_set_times:
 * @self: a bar
 * @times: the times of the session; copied
 */
void
cs_slot_bar_set_times (CsSlotBar         *self,
                       const CsSlotTimes *times)
{
  g_return_if_fail (CS_IS_SLOT_BAR (self));

  self->times = *times;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

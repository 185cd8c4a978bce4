/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-level-meter.h"

#include <glib/gi18n-lib.h>

#define BAR_HEIGHT 6
#define GAP 5
#define LETTER_WIDTH 18
#define PEAK_HOLD_US (1500 * G_TIME_SPAN_MILLISECOND)
#define LOUD_DB (-6.0)

typedef struct {
  double level_db;
  double peak_db;
  gint64 peak_us; /* monotonic */
} Channel;

struct _CsLevelMeter {
  GtkWidget parent_instance;

  Channel channels[2];
};

G_DEFINE_FINAL_TYPE (CsLevelMeter, cs_level_meter, GTK_TYPE_WIDGET)

static double
to_fraction (double db)
{
  return CLAMP (1 - db / CS_LEVEL_SILENT_DB, 0, 1);
}

static void
update_channel (Channel *channel,
                double   db,
                gint64   now_us)
{
  channel->level_db = MAX (db, CS_LEVEL_SILENT_DB);
  if (channel->level_db >= channel->peak_db || now_us - channel->peak_us > PEAK_HOLD_US) {
    channel->peak_db = channel->level_db;
    channel->peak_us = now_us;
  }
}

static void
snapshot_letter (GtkWidget   *widget,
                 GtkSnapshot *snapshot,
                 const char  *letter,
                 float        y)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, letter);
  GdkRGBA colour;
  int height;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  colour.alpha *= 0.72f;
  pango_layout_get_pixel_size (layout, NULL, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, y + (BAR_HEIGHT - height) / 2.f));
  gtk_snapshot_append_layout (snapshot, layout, &colour);
  gtk_snapshot_restore (snapshot);
}

static void
snapshot_channel (GtkWidget     *widget,
                  GtkSnapshot   *snapshot,
                  const Channel *channel,
                  float          y)
{
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  float width = gtk_widget_get_width (widget) - LETTER_WIDTH;
  float filled = width * to_fraction (channel->level_db);
  float loud = width * to_fraction (LOUD_DB);
  float peak = width * to_fraction (channel->peak_db);
  GdkRGBA text, good, hot;

  gtk_style_context_get_color (context, &text);
  if (!gtk_style_context_lookup_color (context, "cs_level_color", &good))
    good = text;
  if (!gtk_style_context_lookup_color (context, "cs_attention_color", &hot))
    hot = text;
  text.alpha = 0.15f;
  gtk_snapshot_append_color (snapshot, &text, &GRAPHENE_RECT_INIT (LETTER_WIDTH, y, width, BAR_HEIGHT));
  gtk_snapshot_append_color (snapshot, &good,
                             &GRAPHENE_RECT_INIT (LETTER_WIDTH, y, MIN (filled, loud), BAR_HEIGHT));
  if (filled > loud)
    gtk_snapshot_append_color (snapshot, &hot,
                               &GRAPHENE_RECT_INIT (LETTER_WIDTH + loud, y, filled - loud, BAR_HEIGHT));
  text.alpha = 1;
  if (peak > 0)
    gtk_snapshot_append_color (snapshot, &text,
                               &GRAPHENE_RECT_INIT (LETTER_WIDTH + MIN (peak, width - 2), y - 1, 2, BAR_HEIGHT + 2));
}

static void
cs_level_meter_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  CsLevelMeter *self = CS_LEVEL_METER (widget);
  float first = (gtk_widget_get_height (widget) - 2 * BAR_HEIGHT - GAP) / 2.f;

  /* Translators: one letter for the left and the right channel of a sound meter */
  snapshot_letter (widget, snapshot, C_("channel", "L"), first);
  snapshot_channel (widget, snapshot, &self->channels[0], first);
  snapshot_letter (widget, snapshot, C_("channel", "R"), first + BAR_HEIGHT + GAP);
  snapshot_channel (widget, snapshot, &self->channels[1], first + BAR_HEIGHT + GAP);
}

static void
cs_level_meter_measure (GtkWidget     *widget,
                        GtkOrientation orientation,
                        int            for_size,
                        int           *minimum,
                        int           *natural,
                        int           *minimum_baseline,
                        int           *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 100 : 2 * BAR_HEIGHT + GAP + 4;
}

static void
cs_level_meter_class_init (CsLevelMeterClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = cs_level_meter_snapshot;
  widget_class->measure = cs_level_meter_measure;
  gtk_widget_class_set_css_name (widget_class, "levelmeter");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_METER);
}

static void
cs_level_meter_init (CsLevelMeter *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->channels); i++)
    self->channels[i] = (Channel){ CS_LEVEL_SILENT_DB, CS_LEVEL_SILENT_DB, 0 };
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Sound level"),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, CS_LEVEL_SILENT_DB,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 0.0, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW,
                                  CS_LEVEL_SILENT_DB, -1);
}

/**
 * cs_level_meter_set_levels:
 * @self: a meter
 * @left_db: the left channel's peak of the latest tenth of a second, in decibels below full scale
 * @right_db: the right channel's
 */
void
cs_level_meter_set_levels (CsLevelMeter *self,
                           double        left_db,
                           double        right_db)
{
  gint64 now_us = g_get_monotonic_time ();

  g_return_if_fail (CS_IS_LEVEL_METER (self));

  update_channel (&self->channels[0], left_db, now_us);
  update_channel (&self->channels[1], right_db, now_us);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-destination-row.h"

#include "cs-display.h"
#include "cs-live-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_NAME 60

static const char *const looks[] = {
  [CS_LIVE_LOOK_PLAIN] = "dim",
  [CS_LIVE_LOOK_GOOD] = "text-approved",
  [CS_LIVE_LOOK_ON] = "text-on-air",
  [CS_LIVE_LOOK_ATTENTION] = "text-attention",
};

struct _CsDestinationRow {
  GtkListBoxRow parent_instance;

  CsLiveDestination *destination;

  GtkWidget *icon;
  GtkWidget *name_label;
  GtkWidget *state_label;
  GtkWidget *figures_label;
  GtkWidget *retry_button;
};

G_DEFINE_FINAL_TYPE (CsDestinationRow, cs_destination_row, GTK_TYPE_LIST_BOX_ROW)

static void
retry_clicked_cb (CsDestinationRow *self)
{
  CsDestination *stream = cs_live_destination_get_stream (self->destination);

  if (stream != NULL)
    cs_destination_retry_now (stream);
}

static void
set_look (GtkWidget *widget,
          CsLiveLook look)
{
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    gtk_widget_remove_css_class (widget, looks[i]);
  gtk_widget_add_css_class (widget, looks[look]);
}

/* Figures change each second: the name that is read out only tells the state. */
static void
name_row (CsDestinationRow  *self,
          const CsLiveFacts *facts,
          const char        *state,
          const char        *figures)
{
  const char *name = cs_live_destination_get_settings (self->destination)->name;
  gboolean live = facts->streaming && facts->state == CS_DESTINATION_LIVE;
  g_autofree char *label =
    live || *figures == '\0' ? g_strdup_printf ("%s: %s", name, state) : g_strdup_printf ("%s: %s. %s", name, state, figures);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
cs_destination_row_dispose (GObject *object)
{
  CsDestinationRow *self = CS_DESTINATION_ROW (object);

  if (self->destination != NULL)
    g_signal_handlers_disconnect_by_data (self->destination, self);
  g_clear_object (&self->destination);
  gtk_widget_dispose_template (GTK_WIDGET (self), CS_TYPE_DESTINATION_ROW);
  G_OBJECT_CLASS (cs_destination_row_parent_class)->dispose (object);
}

static void
cs_destination_row_class_init (CsDestinationRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_destination_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/app/coulisses/Coulisses/live/cs-destination-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CsDestinationRow, icon);
  gtk_widget_class_bind_template_child (widget_class, CsDestinationRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, CsDestinationRow, state_label);
  gtk_widget_class_bind_template_child (widget_class, CsDestinationRow, figures_label);
  gtk_widget_class_bind_template_child (widget_class, CsDestinationRow, retry_button);
  gtk_widget_class_bind_template_callback (widget_class, retry_clicked_cb);
}

static void
cs_destination_row_init (CsDestinationRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_destination_row_new:
 * @destination: a destination
 *
 * Returns: (transfer floating): a row about it
 */
GtkWidget *
cs_destination_row_new (CsLiveDestination *destination)
{
  CsDestinationRow *self = g_object_new (CS_TYPE_DESTINATION_ROW, NULL);

  self->destination = g_object_ref (destination);
  g_signal_connect_swapped (destination, "changed", G_CALLBACK (cs_destination_row_tick), self);
  cs_destination_row_tick (self);
  return GTK_WIDGET (self);
}

/**
 * cs_destination_row_get_destination:
 * @self: a row
 *
 * Returns: (transfer none): what it is about
 */
CsLiveDestination *
cs_destination_row_get_destination (CsDestinationRow *self)
{
  g_return_val_if_fail (CS_IS_DESTINATION_ROW (self), NULL);

  return self->destination;
}

/**
 * cs_destination_row_tick:
 * @self: a row
 *
 * Shows how the destination stands now.
 */
void
cs_destination_row_tick (CsDestinationRow *self)
{
  const CsLiveSettings *settings;
  g_autofree char *obstacle = NULL;
  g_autofree char *name = NULL;
  g_autofree char *state = NULL;
  g_autofree char *figures = NULL;
  gint64 now_us = g_get_monotonic_time ();
  CsLiveFacts facts;

  g_return_if_fail (CS_IS_DESTINATION_ROW (self));

  settings = cs_live_destination_get_settings (self->destination);
  obstacle = cs_live_destination_find_obstacle (self->destination);
  facts = cs_live_words_read (self->destination, obstacle);
  name = cs_display_line (settings->name, MAX_NAME);
  state = cs_live_words_state (&facts, now_us);
  figures = cs_live_words_figures (&facts, now_us);
  if (strcmp (name, gtk_label_get_text (GTK_LABEL (self->name_label))) != 0) {
    gtk_label_set_text (GTK_LABEL (self->name_label), name);
    gtk_widget_set_tooltip_text (self->name_label, name);
  }
  gtk_label_set_text (GTK_LABEL (self->state_label), state);
  gtk_label_set_text (GTK_LABEL (self->figures_label), figures);
  gtk_widget_set_visible (self->figures_label, *figures != '\0');
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), cs_live_words_icon (&facts));
  set_look (self->icon, cs_live_words_look (&facts));
  set_look (self->state_label, cs_live_words_look (&facts));
  gtk_widget_set_visible (self->retry_button, facts.streaming && facts.retry_at_us != 0);
  name_row (self, &facts, state, figures);
}

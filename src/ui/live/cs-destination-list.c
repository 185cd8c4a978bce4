/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-destination-list.h"

#include "cs-destination-row.h"
#include "cs-dispose.h"
#include "cs-look.h"
#include "cs-one-stop.h"

#include <glib/gi18n-lib.h>

#define TICK_MS 500
/* Two destinations and a half: that there are more is seen. */
#define MAX_HEIGHT 104
#define MAX_HEIGHT_TALL 300
#define TALL 900 /* a window that has room */

struct _CsDestinationList {
  GtkWidget parent_instance;

  CsDeskLive *live; /* (nullable) */
  guint tick_id;

  GtkWidget *scroller;
  GtkWidget *list;
  GtkWidget *record_icon;
  GtkWidget *record_label;
  GtkWidget *add_button;
};

G_DEFINE_FINAL_TYPE (CsDestinationList, cs_destination_list, GTK_TYPE_WIDGET)

static GtkWidget *
create_row (gpointer item,
            gpointer data)
{
  return cs_destination_row_new (CS_LIVE_DESTINATION (item));
}

static void
row_activated_cb (CsDestinationList *self,
                  CsDestinationRow  *row)
{
  const CsLiveSettings *settings =
    cs_live_destination_get_settings (cs_destination_row_get_destination (row));

  gtk_widget_activate_action (GTK_WIDGET (self), "live.change-destination", "s", settings->id);
}

/* Not all rows are on the screen: how many destinations are live is said where it is always seen. */
static char *
describe_live (CsDestinationList *self)
{
  GListModel *streams = cs_broadcast_get_destinations (cs_desk_live_get_broadcast (self->live));
  guint n = 0, n_live = 0;

  for (guint i = 0; i < g_list_model_get_n_items (streams); i++) {
    g_autoptr (CsDestination) stream = g_list_model_get_item (streams, i);

    /* One that was taken out of the broadcast is there until its end. */
    n += cs_destination_get_state (stream) != CS_DESTINATION_IDLE;
    n_live += cs_destination_get_state (stream) == CS_DESTINATION_LIVE;
  }
  if (n < 2)
    return g_strdup ("");
  /* Translators: of several destinations, before what is said of the recording: "2 of 3 live · Recording" */
  return g_strdup_printf (_("%u of %u live · "), n_live, n);
}

static char *
describe_recorder (CsRecorder *recorder)
{
  const GError *reason = cs_recorder_get_reason (recorder);
  guint64 free_bytes = cs_recorder_get_free_bytes (recorder);
  g_autofree char *size = g_format_size (free_bytes);

  if (reason != NULL)
    return g_strdup (reason->message);
  if (free_bytes == 0)
    return g_strdup (_("Recording"));
  /* Translators: how much room there still is on the disk */
  return g_strdup_printf (_("Recording · %s free"), size);
}

static void
show_recording (CsDestinationList *self)
{
  CsRecorder *recorder = cs_broadcast_get_recorder (cs_desk_live_get_broadcast (self->live));
  gboolean wanted = cs_desk_live_get_sheet (self->live)->record;
  gboolean trouble = recorder != NULL && cs_recorder_get_reason (recorder) != NULL;
  gboolean on = cs_desk_live_get_state (self->live) != CS_DESK_LIVE_OFF;
  g_autofree char *live = describe_live (self);
  g_autofree char *recording = recorder != NULL ? describe_recorder (recorder)
                               : g_strdup (!wanted ? (on ? _("Not recorded") : _("Will not be recorded"))
                                                   : _("Will be recorded here"));
  g_autofree char *text = g_strconcat (live, recording, NULL);

  if (g_strcmp0 (text, gtk_label_get_text (GTK_LABEL (self->record_label))) != 0)
    gtk_label_set_text (GTK_LABEL (self->record_label), text);
  cs_look_set_icon (GTK_IMAGE (self->record_icon), trouble ? "cs-triangle-symbolic" : "drive-harddisk-symbolic");
  if (trouble)
    gtk_widget_add_css_class (self->record_label, "text-attention");
  else
    gtk_widget_remove_css_class (self->record_label, "text-attention");
}

/* What wraps does not tell how high it will be until its width is known. */
static void
fit (CsDestinationList *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  gboolean tall = root != NULL && gtk_widget_get_height (GTK_WIDGET (root)) >= TALL;
  int most = tall ? MAX_HEIGHT_TALL : MAX_HEIGHT;
  int width = gtk_widget_get_width (self->list);
  int height;

  gtk_widget_set_visible (self->scroller, gtk_widget_get_first_child (self->list) != NULL);
  if (width <= 0)
    return;
  gtk_widget_measure (self->list, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  /* Either may never pass the other. */
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (self->scroller), -1);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scroller), most);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (self->scroller), MIN (height, most));
}

/* Seconds go by in the rows also when nothing is measured. */
static gboolean
tick_cb (gpointer data)
{
  CsDestinationList *self = data;
  GtkWidget *row = gtk_widget_get_first_child (self->list);

  for (; row != NULL; row = gtk_widget_get_next_sibling (row))
    if (CS_IS_DESTINATION_ROW (row))
      cs_destination_row_tick (CS_DESTINATION_ROW (row));
  fit (self);
  show_recording (self);
  return G_SOURCE_CONTINUE;
}

static void
drop_live (CsDestinationList *self)
{
  g_clear_handle_id (&self->tick_id, g_source_remove);
  if (self->live != NULL)
    gtk_list_box_bind_model (GTK_LIST_BOX (self->list), NULL, NULL, NULL, NULL);
  g_clear_object (&self->live);
}

static void
cs_destination_list_dispose (GObject *object)
{
  drop_live (CS_DESTINATION_LIST (object));
  cs_dispose_template (GTK_WIDGET (object), CS_TYPE_DESTINATION_LIST);
  G_OBJECT_CLASS (cs_destination_list_parent_class)->dispose (object);
}

static void
cs_destination_list_class_init (CsDestinationListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_destination_list_dispose;

  g_type_ensure (CS_TYPE_ONE_STOP);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/coulisses/Coulisses/live/cs-destination-list.ui");
  gtk_widget_class_bind_template_child (widget_class, CsDestinationList, scroller);
  gtk_widget_class_bind_template_child (widget_class, CsDestinationList, list);
  gtk_widget_class_bind_template_child (widget_class, CsDestinationList, record_icon);
  gtk_widget_class_bind_template_child (widget_class, CsDestinationList, record_label);
  gtk_widget_class_bind_template_child (widget_class, CsDestinationList, add_button);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_set_css_name (widget_class, "destinationlist");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
cs_destination_list_init (CsDestinationList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_destination_list_set_live:
 * @self: a list
 * @live: (nullable): the show's broadcasts
 */
void
cs_destination_list_set_live (CsDestinationList *self,
                              CsDeskLive        *live)
{
  g_return_if_fail (CS_IS_DESTINATION_LIST (self));

  drop_live (self);
  if (live == NULL)
    return;
  self->live = g_object_ref (live);
  gtk_list_box_bind_model (GTK_LIST_BOX (self->list), cs_desk_live_get_destinations (live), create_row, NULL, NULL);
  self->tick_id = g_timeout_add (TICK_MS, tick_cb, self);
  tick_cb (self);
}

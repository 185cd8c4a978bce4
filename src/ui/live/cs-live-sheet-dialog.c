/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-live-sheet-dialog.h"

#include "cs-field-row.h"
#include "cs-source-config.h"

#define MINUTE_S 60

struct _CsLiveSheetDialog {
  AdwWindow parent_instance;

  CsDeskLive *live;

  GtkWidget *save_button;
  GtkWidget *title_row;
  GtkWidget *tags_row;
  GtkWidget *language_row;
  GtkWidget *private_switch;
  GtkWidget *countdown_switch;
  GtkWidget *record_switch;
  GtkWidget *limit_button;
};

G_DEFINE_FINAL_TYPE (CsLiveSheetDialog, cs_live_sheet_dialog, ADW_TYPE_WINDOW)

static char *
dup_text (GtkWidget *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

static void
save_clicked_cb (CsLiveSheetDialog *self)
{
  g_autoptr (CsLiveSheet) sheet = g_new0 (CsLiveSheet, 1);

  sheet->title = dup_text (self->title_row);
  sheet->language = dup_text (self->language_row);
  sheet->hashtags = cs_source_config_split_tags (gtk_editable_get_text (GTK_EDITABLE (self->tags_row)));
  sheet->only_private = gtk_switch_get_active (GTK_SWITCH (self->private_switch));
  sheet->countdown = gtk_switch_get_active (GTK_SWITCH (self->countdown_switch));
  sheet->record = gtk_switch_get_active (GTK_SWITCH (self->record_switch));
  sheet->limit_s = gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->limit_button)) * MINUTE_S;
  cs_desk_live_set_sheet (self->live, sheet);
  gtk_window_close (GTK_WINDOW (self));
}

static void
fill (CsLiveSheetDialog *self)
{
  const CsLiveSheet *sheet = cs_desk_live_get_sheet (self->live);
  g_autofree char *tags = g_strjoinv (" ", sheet->hashtags);

  gtk_editable_set_text (GTK_EDITABLE (self->title_row), sheet->title);
  gtk_editable_set_text (GTK_EDITABLE (self->language_row), sheet->language);
  gtk_editable_set_text (GTK_EDITABLE (self->tags_row), tags);
  gtk_switch_set_active (GTK_SWITCH (self->private_switch), sheet->only_private);
  gtk_switch_set_active (GTK_SWITCH (self->countdown_switch), sheet->countdown);
  gtk_switch_set_active (GTK_SWITCH (self->record_switch), sheet->record);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->limit_button), (sheet->limit_s + MINUTE_S - 1) / MINUTE_S);
}

static void
cs_live_sheet_dialog_dispose (GObject *object)
{
  CsLiveSheetDialog *self = CS_LIVE_SHEET_DIALOG (object);

  g_clear_object (&self->live);
  G_OBJECT_CLASS (cs_live_sheet_dialog_parent_class)->dispose (object);
}

static void
cs_live_sheet_dialog_class_init (CsLiveSheetDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_live_sheet_dialog_dispose;

  g_type_ensure (CS_TYPE_FIELD_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/coulisses/Coulisses/live/cs-live-sheet-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CsLiveSheetDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, CsLiveSheetDialog, title_row);
  gtk_widget_class_bind_template_child (widget_class, CsLiveSheetDialog, tags_row);
  gtk_widget_class_bind_template_child (widget_class, CsLiveSheetDialog, language_row);
  gtk_widget_class_bind_template_child (widget_class, CsLiveSheetDialog, private_switch);
  gtk_widget_class_bind_template_child (widget_class, CsLiveSheetDialog, countdown_switch);
  gtk_widget_class_bind_template_child (widget_class, CsLiveSheetDialog, record_switch);
  gtk_widget_class_bind_template_child (widget_class, CsLiveSheetDialog, limit_button);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
cs_live_sheet_dialog_init (CsLiveSheetDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_live_sheet_dialog_new:
 * @parent: the window it belongs to
 * @live: the show's broadcasts
 *
 * Returns: (transfer none): a dialog, not shown yet
 */
GtkWidget *
cs_live_sheet_dialog_new (GtkWindow  *parent,
                          CsDeskLive *live)
{
  CsLiveSheetDialog *self = g_object_new (CS_TYPE_LIVE_SHEET_DIALOG, "transient-for", parent, NULL);

  self->live = g_object_ref (live);
  fill (self);
  gtk_window_set_focus (GTK_WINDOW (self), self->title_row);
  return GTK_WIDGET (self);
}

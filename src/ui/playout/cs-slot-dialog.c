/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-slot-dialog.h"

#include "cs-field-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _CsSlotDialog {
  AdwMessageDialog parent_instance;

  GtkWidget *name_row;
  GtkWidget *place_row;
  GtkWidget *length_spin;
};

enum { SIGNAL_GIVEN, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CsSlotDialog, cs_slot_dialog, ADW_TYPE_MESSAGE_DIALOG)

static char *
dup_text (GtkWidget *editable)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (editable))));
}

static void
name_changed_cb (CsSlotDialog *self)
{
  g_autofree char *name = dup_text (self->name_row);

  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self), "accept", *name != '\0');
}

static void
cs_slot_dialog_response (AdwMessageDialog *dialog,
                         const char       *response)
{
  CsSlotDialog *self = CS_SLOT_DIALOG (dialog);
  g_autofree char *name = NULL;
  g_autofree char *place = NULL;
  guint length_ms;

  if (strcmp (response, "accept") != 0)
    return;
  name = dup_text (self->name_row);
  place = dup_text (self->place_row);
  /* What was typed and not left yet counts too. */
  gtk_spin_button_update (GTK_SPIN_BUTTON (self->length_spin));
  length_ms = gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->length_spin)) * 1000;
  if (*name != '\0')
    g_signal_emit (self, signals[SIGNAL_GIVEN], 0, name, place, length_ms);
}

static void
cs_slot_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CS_TYPE_SLOT_DIALOG);
  G_OBJECT_CLASS (cs_slot_dialog_parent_class)->dispose (object);
}

static void
cs_slot_dialog_class_init (CsSlotDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_slot_dialog_dispose;
  ADW_MESSAGE_DIALOG_CLASS (klass)->response = cs_slot_dialog_response;

  /**
   * CsSlotDialog::given:
   * @name: the session's name, never empty
   * @place: where it stands in the show
   * @length_ms: its length
   *
   * The person has answered.
   */
  signals[SIGNAL_GIVEN] = g_signal_new ("given", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_UINT);

  g_type_ensure (CS_TYPE_FIELD_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/coulisses/Coulisses/playout/cs-slot-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CsSlotDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, CsSlotDialog, place_row);
  gtk_widget_class_bind_template_child (widget_class, CsSlotDialog, length_spin);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
}

static void
cs_slot_dialog_init (CsSlotDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_slot_dialog_new:
 * @parent: the window it belongs to
 * @heading: what is asked
 * @accept: the button that answers
 * @name: the session's name to begin with
 * @place: its place in the show to begin with
 * @length_ms: its length to begin with
 *
 * Returns: (transfer none): a dialog, not shown yet
 */
CsSlotDialog *
cs_slot_dialog_new (GtkWindow  *parent,
                    const char *heading,
                    const char *accept,
                    const char *name,
                    const char *place,
                    guint       length_ms)
{
  CsSlotDialog *self = g_object_new (CS_TYPE_SLOT_DIALOG, "transient-for", parent, "heading", heading, NULL);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (self), "cancel", _("Cancel"), "accept", accept, NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (self), "accept", ADW_RESPONSE_SUGGESTED);
  gtk_editable_set_text (GTK_EDITABLE (self->name_row), name);
  gtk_editable_set_text (GTK_EDITABLE (self->place_row), place);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->length_spin), length_ms / 1000);
  name_changed_cb (self);
  gtk_window_set_focus (GTK_WINDOW (self), self->name_row);
  return self;
}

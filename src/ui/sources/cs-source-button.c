/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-source-button.h"

#include "cs-dispose.h"
#include "cs-hush.h"
#include "cs-look.h"
#include "cs-one-stop.h"
#include "cs-sign-in-dialog.h"
#include "cs-source-row.h"
#include "cs-source-words.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _CsSourceButton {
  GtkWidget parent_instance;

  CsDesk *desk; /* (nullable) */

  GtkWidget *button;
  GtkWidget *popover;
  GtkWidget *icon;
  GtkWidget *summary_label;
  GtkWidget *trouble_label;
  GtkWidget *list_box;
};

G_DEFINE_FINAL_TYPE (CsSourceButton, cs_source_button, GTK_TYPE_WIDGET)

static gint64
get_now_us (CsSourceButton *self)
{
  return cs_clock_now_us (cs_desk_get_clock (self->desk));
}

static void
removal_answered_cb (AdwMessageDialog *dialog,
                     const char       *response,
                     CsSourceButton   *self)
{
  CsSource *source = g_object_get_data (G_OBJECT (dialog), "cs-source");

  if (self->desk != NULL && strcmp (response, "remove") == 0)
    cs_desk_remove_source (self->desk, source);
}

static void
remove_cb (CsSourceRow    *row,
           CsSourceButton *self)
{
  CsSource *source = cs_source_row_get_source (row);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                              _("Remove this source?"), NULL);

  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog),
                                  _("“%s” brings nothing any more. Its posts stay in the show."),
                                  cs_source_get_title (source));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "keep", _("_Keep"), "remove", _("_Remove"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "remove", ADW_RESPONSE_DESTRUCTIVE);
  g_object_set_data_full (G_OBJECT (dialog), "cs-source", g_object_ref (source), g_object_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (removal_answered_cb), self, 0);
  gtk_popover_popdown (GTK_POPOVER (self->popover));
  g_signal_connect_after (dialog, "map", G_CALLBACK (cs_hush_type_names), NULL);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
sign_in_cb (CsSourceRow    *row,
            CsSourceButton *self)
{
  GtkWidget *dialog = cs_sign_in_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->desk,
                                             cs_source_row_get_source (row));

  gtk_popover_popdown (GTK_POPOVER (self->popover));
  g_signal_connect_after (dialog, "map", G_CALLBACK (cs_hush_type_names), NULL);
  gtk_window_present (GTK_WINDOW (dialog));
}

static GtkWidget *
create_row_cb (gpointer item,
               gpointer data)
{
  CsSourceButton *self = data;
  GtkWidget *row = cs_source_row_new (item);

  cs_source_row_tick (CS_SOURCE_ROW (row), get_now_us (self));
  cs_hush_type_names (row);
  g_signal_connect_object (row, "sign-in", G_CALLBACK (sign_in_cb), self, 0);
  g_signal_connect_object (row, "remove", G_CALLBACK (remove_cb), self, 0);
  return row;
}

/* The first source in trouble speaks for all; the list has every one. */
static char *
find_trouble (CsSourceButton *self,
              guint          *n_well,
              char          **brief)
{
  GListModel *sources = cs_desk_get_sources (self->desk);
  guint n = g_list_model_get_n_items (sources);
  g_autofree char *trouble = NULL;

  *n_well = 0;
  *brief = NULL;
  for (guint i = 0; i < n; i++) {
    g_autoptr (CsSource) source = g_list_model_get_item (sources, i);
    CsSourceFacts facts = cs_source_words_read (source);

    if (cs_source_words_is_well (&facts, get_now_us (self))) {
      (*n_well)++;
    } else if (trouble == NULL) {
      trouble = cs_source_words_state (&facts, get_now_us (self));
      *brief = cs_source_words_brief (&facts, get_now_us (self));
    }
  }
  return g_steal_pointer (&trouble);
}

static void
update_rows (CsSourceButton *self)
{
  GtkWidget *child = gtk_widget_get_first_child (self->list_box);

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    if (CS_IS_SOURCE_ROW (child))
      cs_source_row_tick (CS_SOURCE_ROW (child), get_now_us (self));
}

/* As they are when the list opens; the next second may be far. */
static void
mapped_cb (CsSourceButton *self)
{
  if (self->desk != NULL)
    update_rows (self);
}

/* A dialog comes; what is behind it shall not wait open. */
static void
add_clicked_cb (CsSourceButton *self)
{
  gtk_popover_popdown (GTK_POPOVER (self->popover));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.add-source", NULL);
}

static void
cs_source_button_dispose (GObject *object)
{
  CsSourceButton *self = CS_SOURCE_BUTTON (object);

  if (self->list_box != NULL)
    gtk_list_box_bind_model (GTK_LIST_BOX (self->list_box), NULL, NULL, NULL, NULL);
  g_clear_object (&self->desk);
  cs_dispose_template (GTK_WIDGET (self), CS_TYPE_SOURCE_BUTTON);
  G_OBJECT_CLASS (cs_source_button_parent_class)->dispose (object);
}

static void
cs_source_button_class_init (CsSourceButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_source_button_dispose;

  g_type_ensure (CS_TYPE_ONE_STOP);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/coulisses/Coulisses/sources/cs-source-button.ui");
  gtk_widget_class_bind_template_child (widget_class, CsSourceButton, button);
  gtk_widget_class_bind_template_child (widget_class, CsSourceButton, popover);
  gtk_widget_class_bind_template_child (widget_class, CsSourceButton, icon);
  gtk_widget_class_bind_template_child (widget_class, CsSourceButton, summary_label);
  gtk_widget_class_bind_template_child (widget_class, CsSourceButton, trouble_label);
  gtk_widget_class_bind_template_child (widget_class, CsSourceButton, list_box);
  gtk_widget_class_bind_template_callback (widget_class, mapped_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
}

static void
cs_source_button_init (CsSourceButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_source_button_set_desk:
 * @self: a source button
 * @desk: (nullable): the running show
 */
void
cs_source_button_set_desk (CsSourceButton *self,
                           CsDesk         *desk)
{
  g_return_if_fail (CS_IS_SOURCE_BUTTON (self));

  gtk_list_box_bind_model (GTK_LIST_BOX (self->list_box), NULL, NULL, NULL, NULL);
  g_set_object (&self->desk, desk);
  if (desk != NULL)
    gtk_list_box_bind_model (GTK_LIST_BOX (self->list_box), cs_desk_get_sources (desk), create_row_cb, self, NULL);
  cs_source_button_tick (self);
}

/**
 * cs_source_button_tick:
 * @self: a source button
 *
 * Once a second: how the sources are now.
 */
void
cs_source_button_tick (CsSourceButton *self)
{
  guint n_sources;
  guint n_well = 0;
  g_autofree char *trouble = NULL;
  g_autofree char *brief = NULL;
  g_autofree char *summary = NULL;
  g_autofree char *label = NULL;

  g_return_if_fail (CS_IS_SOURCE_BUTTON (self));

  if (self->desk == NULL)
    return;
  n_sources = g_list_model_get_n_items (cs_desk_get_sources (self->desk));
  trouble = find_trouble (self, &n_well, &brief);
  summary = cs_source_words_summary (n_sources, n_well);
  gtk_label_set_text (GTK_LABEL (self->summary_label), summary);
  gtk_label_set_text (GTK_LABEL (self->trouble_label), brief != NULL ? brief : "");
  gtk_widget_set_visible (self->trouble_label, trouble != NULL);
  cs_look_set_icon (GTK_IMAGE (self->icon), trouble != NULL || n_sources == 0 ? "cs-triangle-symbolic" : "cs-check-symbolic");
  if (trouble != NULL || n_sources == 0)
    gtk_widget_add_css_class (self->icon, "text-attention");
  else
    gtk_widget_remove_css_class (self->icon, "text-attention");
  label = g_strdup_printf (_("Sources: %s %s"), summary, trouble != NULL ? trouble : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  if (gtk_widget_get_mapped (self->popover))
    update_rows (self);
}

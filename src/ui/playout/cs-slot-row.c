/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-slot-row.h"

#include "cs-display.h"
#include "cs-dispose.h"
#include "cs-slot-bar.h"
#include "cs-slot-words.h"

#include <glib/gi18n-lib.h>

struct _CsSlotRow {
  GtkWidget parent_instance;

  CsSlot *slot;
  gboolean folded;
  gboolean current;

  GtkWidget *name_label;
  GtkWidget *place_label;
  GtkWidget *buttons;
  GtkWidget *choose_button;
  GtkWidget *edit_button;
  GtkWidget *remove_button;
  GtkWidget *current_label;
  GtkWidget *bar;
  GtkWidget *time_label;
  GtkWidget *room_box;
  GtkWidget *room_icon;
  GtkWidget *room_label;
  GtkWidget *fold_button;
  GtkWidget *fold_icon;
};

G_DEFINE_FINAL_TYPE (CsSlotRow, cs_slot_row, GTK_TYPE_WIDGET)

static void
show_room (CsSlotRow         *self,
           const CsSlotTimes *times,
           CsSlotState        state)
{
  const char *classes[] = { cs_slot_words_room_class (times, state), NULL };
  g_autofree char *time = cs_slot_words_time (times);
  g_autofree char *room = cs_slot_words_room (times, state);

  cs_slot_bar_set_times (CS_SLOT_BAR (self->bar), times);
  gtk_label_set_text (GTK_LABEL (self->time_label), time);
  gtk_label_set_text (GTK_LABEL (self->room_label), room);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->room_icon), cs_slot_words_room_icon (times));
  gtk_widget_set_css_classes (self->room_box, classes);
}

static void
label_row (CsSlotRow *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  const char *place = gtk_label_get_text (GTK_LABEL (self->place_label));
  g_autofree char *label = NULL;

  if (parent == NULL)
    return;
  label = g_strdup_printf ("%s%s%s, %s, %s", cs_slot_get_name (self->slot), place[0] != '\0' ? ", " : "", place,
                           gtk_label_get_text (GTK_LABEL (self->time_label)), gtk_label_get_text (GTK_LABEL (self->room_label)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
update (CsSlotRow *self)
{
  guint n_posts = g_list_model_get_n_items (G_LIST_MODEL (self->slot));
  g_autofree char *place = cs_slot_words_place (cs_slot_get_place (self->slot), n_posts, self->folded);

  gtk_label_set_text (GTK_LABEL (self->name_label), cs_slot_get_name (self->slot));
  gtk_label_set_text (GTK_LABEL (self->place_label), place);
  show_room (self, cs_slot_get_times (self->slot), cs_slot_get_state (self->slot));
  gtk_image_set_from_icon_name (GTK_IMAGE (self->fold_icon), self->folded ? "cs-chevron-symbolic" : "cs-chevron-down-symbolic");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->fold_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->folded ? _("Show the posts of this session") : _("Fold this session"), -1);
  label_row (self);
}

static void
cs_slot_row_dispose (GObject *object)
{
  CsSlotRow *self = CS_SLOT_ROW (object);

  if (self->slot != NULL)
    g_signal_handlers_disconnect_by_func (self->slot, update, self);
  g_clear_object (&self->slot);
  cs_dispose_template (GTK_WIDGET (self), CS_TYPE_SLOT_ROW);
  G_OBJECT_CLASS (cs_slot_row_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CsSlotRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, CsSlotRow, place_label);
  gtk_widget_class_bind_template_child (widget_class, CsSlotRow, buttons);
  gtk_widget_class_bind_template_child (widget_class, CsSlotRow, choose_button);
  gtk_widget_class_bind_template_child (widget_class, CsSlotRow, edit_button);
  gtk_widget_class_bind_template_child (widget_class, CsSlotRow, remove_button);
  gtk_widget_class_bind_template_child (widget_class, CsSlotRow, current_label);
  gtk_widget_class_bind_template_child (widget_class, CsSlotRow, bar);
  gtk_widget_class_bind_template_child (widget_class, CsSlotRow, time_label);
  gtk_widget_class_bind_template_child (widget_class, CsSlotRow, room_box);
  gtk_widget_class_bind_template_child (widget_class, CsSlotRow, room_icon);
  gtk_widget_class_bind_template_child (widget_class, CsSlotRow, room_label);
  gtk_widget_class_bind_template_child (widget_class, CsSlotRow, fold_button);
  gtk_widget_class_bind_template_child (widget_class, CsSlotRow, fold_icon);
}

static void
cs_slot_row_class_init (CsSlotRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_slot_row_dispose;

  g_type_ensure (CS_TYPE_SLOT_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/coulisses/Coulisses/playout/cs-slot-row.ui");
  bind_children (widget_class);
  gtk_widget_class_set_css_name (widget_class, "slotrow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
cs_slot_row_init (CsSlotRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::parent", G_CALLBACK (label_row), NULL);
}

/**
 * cs_slot_row_new:
 * @slot: a session
 *
 * Returns: (transfer floating): its head, which follows it
 */
GtkWidget *
cs_slot_row_new (CsSlot *slot)
{
  CsSlotRow *self = g_object_new (CS_TYPE_SLOT_ROW, NULL);
  GtkWidget *const buttons[] = { self->choose_button, self->edit_button, self->remove_button, self->fold_button };

  self->slot = g_object_ref (slot);
  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (buttons[i]), "x", cs_slot_get_id (slot));
  g_signal_connect_swapped (slot, "changed", G_CALLBACK (update), self);
  update (self);
  return GTK_WIDGET (self);
}

/**
 * cs_slot_row_get_slot:
 * @self: a row
 *
 * Returns: (transfer none): the session it shows
 */
CsSlot *
cs_slot_row_get_slot (CsSlotRow *self)
{
  g_return_val_if_fail (CS_IS_SLOT_ROW (self), NULL);

  return self->slot;
}

/**
 * cs_slot_row_set_folded:
 * @self: a row
 * @folded: whether the posts of its session are out of sight
 */
void
cs_slot_row_set_folded (CsSlotRow *self,
                        gboolean   folded)
{
  g_return_if_fail (CS_IS_SLOT_ROW (self));

  self->folded = folded;
  gtk_widget_set_visible (self->bar, !folded);
  update (self);
}

/**
 * cs_slot_row_set_current:
 * @self: a row
 * @current: whether the show is at its session
 */
void
cs_slot_row_set_current (CsSlotRow *self,
                         gboolean   current)
{
  g_return_if_fail (CS_IS_SLOT_ROW (self));

  self->current = current;
  gtk_widget_set_visible (self->current_label, current);
  gtk_widget_set_visible (self->choose_button, !current);
}

/**
 * cs_slot_row_set_selected:
 * @self: a row
 * @selected: whether to show what can be done with it
 */
void
cs_slot_row_set_selected (CsSlotRow *self,
                          gboolean   selected)
{
  g_return_if_fail (CS_IS_SLOT_ROW (self));

  gtk_widget_set_visible (self->buttons, selected);
}

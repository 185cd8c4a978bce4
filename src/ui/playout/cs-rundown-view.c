/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-rundown-view-private.h"

#include "cs-display.h"
#include "cs-dispose.h"
#include "cs-one-stop.h"
#include "cs-queue-row.h"
#include "cs-slot-row.h"

#include <glib/gi18n-lib.h>

enum { PROP_0, PROP_CARD, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CsRundownView, cs_rundown_view, GTK_TYPE_WIDGET)

static gpointer
get_selected (CsRundownView *self,
              GType          type)
{
  GtkListBoxRow *row = self->list != NULL ? gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list)) : NULL;
  g_autoptr (GObject) object = NULL;

  if (row == NULL)
    return NULL;
  object = g_list_model_get_item (G_LIST_MODEL (self->rows), gtk_list_box_row_get_index (row));
  return G_TYPE_CHECK_INSTANCE_TYPE (object, type) ? object : NULL; /* the list keeps it */
}

static GtkWidget *
create_row (gpointer object,
            gpointer data)
{
  GtkWidget *row;

  if (CS_IS_SLOT (object)) {
    row = cs_slot_row_new (object);
  } else {
    row = cs_queue_row_new ();
    cs_queue_row_set_by_visible (CS_QUEUE_ROW (row), FALSE);
    cs_queue_row_set_item (CS_QUEUE_ROW (row), object, 0);
  }
  cs_rundown_view_add_drag (row);
  return row;
}

static void
show_total (CsRundownView *self)
{
  GListModel *slots = G_LIST_MODEL (self->rundown);
  guint n = self->rundown != NULL ? g_list_model_get_n_items (slots) : 0;
  g_autofree char *sessions = g_strdup_printf (ngettext ("%u session", "%u sessions", n), n);
  g_autofree char *length = NULL;
  g_autofree char *total = NULL;
  gint64 length_ms = 0;

  for (guint i = 0; i < n; i++) {
    g_autoptr (CsSlot) slot = g_list_model_get_item (slots, i);

    length_ms += cs_slot_get_times (slot)->length_ms;
  }
  length = cs_display_length (length_ms);
  total = g_strdup_printf ("%s · %s", sessions, length);
  gtk_label_set_text (GTK_LABEL (self->total_label), n > 0 ? total : "");
}

static void
rundown_changed_cb (CsRundownView *self)
{
  cs_rundown_view_fill (self);
  show_total (self);
}

/* A card follows the show: what was unfolded in it was for the session before. */
static void
current_changed_cb (CsRundownView *self)
{
  if (self->card)
    g_hash_table_remove_all (self->folds);
}

static void
selection_changed_cb (CsRundownView *self)
{
  if (self->rundown != NULL && !self->filling)
    cs_rundown_view_update_rows (self);
}

static void
row_activated_cb (CsRundownView *self)
{
  CsSlot *slot = cs_rundown_view_get_selected_slot (self);
  CsPostItem *item = cs_rundown_view_get_selected (self);

  if (slot != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "rundown.choose-slot", "x", cs_slot_get_id (slot));
  else if (item != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "program.cue", "x", cs_post_item_get_id (item));
}

static void
set_folded (CsRundownView *self,
            CsSlot        *slot,
            gboolean       folded)
{
  gint64 id = cs_slot_get_id (slot);

  g_hash_table_insert (self->folds, g_memdup2 (&id, sizeof id), GINT_TO_POINTER (folded));
  cs_rundown_view_fill (self);
}

static void
fold (GtkWidget  *widget,
      const char *name,
      GVariant   *target)
{
  CsRundownView *self = CS_RUNDOWN_VIEW (widget);
  CsSlot *slot = self->rundown != NULL ? cs_rundown_find_slot (self->rundown, g_variant_get_int64 (target)) : NULL;

  if (slot != NULL)
    set_folded (self, slot, !cs_rundown_view_is_folded (self, slot));
}

/* Left folds, right unfolds, as in any tree; the other way round where writing runs the other way. */
static gboolean
fold_key_cb (GtkWidget *widget,
             GVariant  *arguments,
             gpointer   data)
{
  CsRundownView *self = CS_RUNDOWN_VIEW (widget);
  CsSlot *slot = cs_rundown_view_get_selected_slot (self);
  gboolean right = g_variant_get_boolean (arguments);

  if (slot == NULL)
    return FALSE;
  set_folded (self, slot, right == (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL));
  return TRUE;
}

static gboolean
edit_key_cb (GtkWidget *widget,
             GVariant  *arguments,
             gpointer   data)
{
  CsSlot *slot = cs_rundown_view_get_selected_slot (CS_RUNDOWN_VIEW (widget));

  return slot != NULL && gtk_widget_activate_action (widget, "rundown.edit-slot", "x", cs_slot_get_id (slot));
}

static void
drop_desk (CsRundownView *self)
{
  if (self->rundown != NULL) {
    g_signal_handlers_disconnect_by_func (self->rundown, rundown_changed_cb, self);
    g_signal_handlers_disconnect_by_func (self->rundown, current_changed_cb, self);
  }
  self->filling = TRUE;
  g_list_store_remove_all (self->rows);
  self->filling = FALSE;
  g_hash_table_remove_all (self->folds);
  g_clear_object (&self->rundown);
  g_clear_object (&self->desk);
}

static void
cs_rundown_view_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  CsRundownView *self = CS_RUNDOWN_VIEW (object);

  switch (prop_id) {
  case PROP_CARD:
    self->card = g_value_get_boolean (value);
    gtk_widget_set_visible (self->foot, !self->card);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_rundown_view_dispose (GObject *object)
{
  CsRundownView *self = CS_RUNDOWN_VIEW (object);

  drop_desk (self);
  cs_dispose_template (GTK_WIDGET (self), CS_TYPE_RUNDOWN_VIEW);
  G_OBJECT_CLASS (cs_rundown_view_parent_class)->dispose (object);
}

static void
cs_rundown_view_finalize (GObject *object)
{
  CsRundownView *self = CS_RUNDOWN_VIEW (object);

  g_object_unref (self->rows);
  g_hash_table_unref (self->folds);
  G_OBJECT_CLASS (cs_rundown_view_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (CS_TYPE_ONE_STOP);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/coulisses/Coulisses/playout/cs-rundown-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CsRundownView, stack);
  gtk_widget_class_bind_template_child (widget_class, CsRundownView, list);
  gtk_widget_class_bind_template_child (widget_class, CsRundownView, foot);
  gtk_widget_class_bind_template_child (widget_class, CsRundownView, total_label);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, selection_changed_cb);
}

static void
cs_rundown_view_class_init (CsRundownViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = cs_rundown_view_set_property;
  object_class->dispose = cs_rundown_view_dispose;
  object_class->finalize = cs_rundown_view_finalize;

  /**
   * CsRundownView:card:
   *
   * Whether it is the small one: from the current session on, and nothing that changes sessions.
   */
  properties[PROP_CARD] = g_param_spec_boolean ("card", NULL, NULL, FALSE,
                                                G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "rundown-view.fold", "x", fold);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, 0, fold_key_cb, "b", FALSE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, 0, fold_key_cb, "b", TRUE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F2, 0, edit_key_cb, NULL);
  gtk_widget_class_set_css_name (widget_class, "rundownview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
cs_rundown_view_init (CsRundownView *self)
{
  self->rows = g_list_store_new (G_TYPE_OBJECT);
  self->folds = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_bind_model (GTK_LIST_BOX (self->list), G_LIST_MODEL (self->rows), create_row, self, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Rundown"), -1);
}

/**
 * cs_rundown_view_set_desk:
 * @self: a rundown view
 * @desk: (nullable): the running show
 */
void
cs_rundown_view_set_desk (CsRundownView *self,
                          CsDesk        *desk)
{
  g_return_if_fail (CS_IS_RUNDOWN_VIEW (self));

  drop_desk (self);
  if (desk == NULL)
    return;
  self->desk = g_object_ref (desk);
  self->rundown = g_object_ref (cs_desk_get_rundown (desk));
  g_signal_connect_swapped (self->rundown, "notify::current", G_CALLBACK (current_changed_cb), self);
  g_signal_connect_swapped (self->rundown, "changed", G_CALLBACK (rundown_changed_cb), self);
  rundown_changed_cb (self);
}

/**
 * cs_rundown_view_get_selected:
 * @self: a rundown view
 *
 * Returns: (transfer none) (nullable): the post of the selected row
 */
CsPostItem *
cs_rundown_view_get_selected (CsRundownView *self)
{
  g_return_val_if_fail (CS_IS_RUNDOWN_VIEW (self), NULL);

  return get_selected (self, CS_TYPE_POST_ITEM);
}

/**
 * cs_rundown_view_get_selected_slot:
 * @self: a rundown view
 *
 * Returns: (transfer none) (nullable): the session whose head is selected
 */
CsSlot *
cs_rundown_view_get_selected_slot (CsRundownView *self)
{
  g_return_val_if_fail (CS_IS_RUNDOWN_VIEW (self), NULL);

  return get_selected (self, CS_TYPE_SLOT);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-one-stop.h"

struct _CsOneStop {
  AdwBin parent_instance;

  GtkWidget *row; /* (nullable): the one that Tab left; weak */
};

G_DEFINE_FINAL_TYPE (CsOneStop, cs_one_stop, ADW_TYPE_BIN)

static GtkWidget *
find_list (GtkWidget *widget)
{
  if (GTK_IS_LIST_BOX (widget) || GTK_IS_LIST_VIEW (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *list = find_list (child);

    if (list != NULL)
      return list;
  }
  return NULL;
}

static gboolean
is_empty (GtkWidget *list)
{
  if (GTK_IS_LIST_VIEW (list)) {
    GtkSelectionModel *model = gtk_list_view_get_model (GTK_LIST_VIEW (list));

    return model == NULL || g_list_model_get_n_items (G_LIST_MODEL (model)) == 0;
  }
  return gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0) == NULL;
}

/* The selected row, the one that was left, or the first; a list view finds it by itself. */
static gboolean
enter (CsOneStop       *self,
       GtkWidget       *list,
       GtkDirectionType direction)
{
  GtkWidget *row = NULL;

  if (GTK_IS_LIST_BOX (list)) {
    row = GTK_WIDGET (gtk_list_box_get_selected_row (GTK_LIST_BOX (list)));
    if (row == NULL && self->row != NULL && gtk_widget_is_ancestor (self->row, list))
      row = self->row;
    if (row == NULL)
      row = GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0));
  }
  if (row != NULL && gtk_widget_get_mapped (row) && gtk_widget_grab_focus (row))
    return TRUE;
  return GTK_WIDGET_CLASS (cs_one_stop_parent_class)->focus (GTK_WIDGET (self), direction);
}

static gboolean
cs_one_stop_focus (GtkWidget       *widget,
                   GtkDirectionType direction)
{
  CsOneStop *self = CS_ONE_STOP (widget);
  GtkWidget *list = find_list (widget);
  GtkWidget *row;

  if (list == NULL || (direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD))
    return GTK_WIDGET_CLASS (cs_one_stop_parent_class)->focus (widget, direction);
  row = gtk_widget_get_focus_child (list);
  /* Else what scrolls it would be a stop, with nothing to tell. */
  if (row == NULL && is_empty (list))
    return FALSE;
  if (row == NULL)
    return gtk_widget_get_focus_child (widget) == NULL && enter (self, list, direction);
  g_set_weak_pointer (&self->row, row);
  return gtk_widget_child_focus (row, direction);
}

static void
cs_one_stop_finalize (GObject *object)
{
  g_clear_weak_pointer (&CS_ONE_STOP (object)->row);
  G_OBJECT_CLASS (cs_one_stop_parent_class)->finalize (object);
}

static void
cs_one_stop_class_init (CsOneStopClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cs_one_stop_finalize;
  GTK_WIDGET_CLASS (klass)->focus = cs_one_stop_focus;
}

static void
cs_one_stop_init (CsOneStop *self)
{
}

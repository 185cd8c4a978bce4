/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-field-row.h"

struct _CsFieldRow {
  AdwActionRow parent_instance;
};

G_DEFINE_FINAL_TYPE (CsFieldRow, cs_field_row, ADW_TYPE_ACTION_ROW)

static gboolean
cs_field_row_focus (GtkWidget       *widget,
                    GtkDirectionType direction)
{
  gboolean inside = gtk_widget_get_focus_child (widget) != NULL;
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD)
    return GTK_WIDGET_CLASS (cs_field_row_parent_class)->focus (widget, direction);
  if (gtk_widget_is_focus (widget) && direction == GTK_DIR_TAB_BACKWARD)
    return FALSE;
  if (child != NULL && gtk_widget_child_focus (child, direction))
    return TRUE;
  /* A control that cannot be used now: a list would stop here, and leave out what comes after. */
  return !inside && !gtk_widget_is_focus (widget) && GTK_WIDGET_CLASS (cs_field_row_parent_class)->focus (widget, direction);
}

static void
cs_field_row_class_init (CsFieldRowClass *klass)
{
  GTK_WIDGET_CLASS (klass)->focus = cs_field_row_focus;
}

static void
cs_field_row_init (CsFieldRow *self)
{
}

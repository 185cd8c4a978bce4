/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-plain-row.h"

struct _CsPlainRow {
  AdwActionRow parent_instance;
};

G_DEFINE_FINAL_TYPE (CsPlainRow, cs_plain_row, ADW_TYPE_ACTION_ROW)

/* The next row on the way that is no stop with those before it. */
static GtkWidget *
find_other (GtkWidget       *row,
            GtkDirectionType direction)
{
  do
    row = direction == GTK_DIR_TAB_FORWARD ? gtk_widget_get_next_sibling (row) : gtk_widget_get_prev_sibling (row);
  while (row != NULL && (CS_IS_PLAIN_ROW (row) || !gtk_widget_get_mapped (row) || !gtk_widget_is_sensitive (row)));
  return row;
}

static gboolean
cs_plain_row_focus (GtkWidget       *widget,
                    GtkDirectionType direction)
{
  GtkWidget *list = gtk_widget_get_parent (widget);
  /* A list asks the row that is left first, and then the one after it. */
  GtkWidget *left = list != NULL ? gtk_widget_get_focus_child (list) : NULL;
  gboolean tab = direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD;
  GtkWidget *other;

  if (!tab || left == widget || !CS_IS_PLAIN_ROW (left))
    return GTK_WIDGET_CLASS (cs_plain_row_parent_class)->focus (widget, direction);
  other = find_other (widget, direction);
  return other != NULL && gtk_widget_child_focus (other, direction);
}

static void
cs_plain_row_class_init (CsPlainRowClass *klass)
{
  GTK_WIDGET_CLASS (klass)->focus = cs_plain_row_focus;
}

static void
cs_plain_row_init (CsPlainRow *self)
{
  /* Before any text is set. */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
}

/**
 * cs_plain_row_new:
 * @title: the first line
 * @subtitle: (nullable): what stands under it
 *
 * Returns: (transfer none): a row
 */
GtkWidget *
cs_plain_row_new (const char *title,
                  const char *subtitle)
{
  GtkWidget *row = g_object_new (CS_TYPE_PLAIN_ROW, NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "");
  return row;
}

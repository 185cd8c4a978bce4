/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-hush.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* A button with a picture is labelled by the picture, which says nothing. */
static gboolean
has_name (GtkAccessible *accessible)
{
  if (gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL))
    return TRUE;
  if (GTK_IS_BUTTON (accessible) && gtk_button_get_icon_name (GTK_BUTTON (accessible)) != NULL)
    return FALSE;
  return gtk_test_accessible_has_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

/* What libadwaita puts into its rows has pictures and no names. */
static const char *
find_name (GtkAccessible *accessible)
{
  const char *tooltip = GTK_IS_BUTTON (accessible) ? gtk_widget_get_tooltip_text (GTK_WIDGET (accessible)) : NULL;

  if (tooltip != NULL)
    return tooltip;
  if (GTK_IS_SEARCH_ENTRY (accessible))
    return _("Search");
  if (GTK_IS_BUTTON (accessible) && gtk_widget_get_ancestor (GTK_WIDGET (accessible), ADW_TYPE_ENTRY_ROW) != NULL)
    return _("Change");
  return "";
}

static void
hush (GtkAccessible *accessible)
{
  if (has_name (accessible))
    return;
  gtk_accessible_reset_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL, find_name (accessible), -1);
}

/* The title of such a row is drawn beside the field, and not told of it. */
static void
name_field (AdwEntryRow *row)
{
  GtkEditable *field = gtk_editable_get_delegate (GTK_EDITABLE (row));

  if (field != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), -1);
}

/* The button within a menu button is what has the focus, and knows nothing of the name outside. */
static void
name_inner_button (GtkWidget *menu_button)
{
  GtkWidget *button = gtk_widget_get_first_child (menu_button);

  if (button != NULL)
    gtk_accessible_update_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY, menu_button, NULL, -1);
}

static GtkWidget *
find_label (GtkWidget *widget)
{
  if (widget == NULL || GTK_IS_LABEL (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *label = find_label (child);

    if (label != NULL)
      return label;
  }
  return NULL;
}

static GtkWidget *
find_stack (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *stack = GTK_IS_STACK (child) ? child : find_stack (child);

    if (stack != NULL)
      return stack;
  }
  return NULL;
}

/* So it is with the button of a list of choices, which also shows what is chosen: "item" is that in GTK's own template. */
static void
name_choice (GtkWidget *drop_down)
{
  GtkWidget *button = gtk_widget_get_first_child (drop_down);
  GtkWidget *stack = button != NULL ? find_stack (button) : NULL;
  GtkWidget *label = stack != NULL ? find_label (gtk_stack_get_child_by_name (GTK_STACK (stack), "item")) : NULL;

  if (label != NULL)
    gtk_accessible_update_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY, drop_down, label, NULL, -1);
  else if (button != NULL)
    name_inner_button (drop_down);
}

/* GTK names a button twice, by its text with the mark of the key and by its label. */
static void
name_once (GtkButton *button)
{
  const char *text = gtk_button_get_label (button);
  g_auto (GStrv) parts = NULL;
  g_autofree char *name = NULL;
  g_autofree char *other = NULL; /* a name that is not its text */

  if (text == NULL || !gtk_button_get_use_underline (button))
    return;
  other = gtk_test_accessible_check_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  if (other != NULL)
    return;
  parts = g_strsplit (text, "_", 2);
  name = g_strjoinv ("", parts);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* The pages of a stack stand between it and its children, and are no widgets. */
static void
hush_pages (GtkStack *stack)
{
  g_autoptr (GListModel) pages = G_LIST_MODEL (gtk_stack_get_pages (stack));
  guint n = g_list_model_get_n_items (pages);

  for (guint i = 0; i < n; i++) {
    g_autoptr (GtkAccessible) page = g_list_model_get_item (pages, i);

    hush (page);
  }
}

/**
 * cs_hush_type_names:
 * @root: a widget
 *
 * GTK 4.8 tells a screen reader the name of the type of every widget that has no label, "GtkBox" for example. Widgets
 * within @root that have no name of their own say nothing instead. Fields of rows get the row's title.
 */
void
cs_hush_type_names (GtkWidget *root)
{
  hush (GTK_ACCESSIBLE (root));
  if (GTK_IS_STACK (root))
    hush_pages (GTK_STACK (root));
  if (GTK_IS_MENU_BUTTON (root))
    name_inner_button (root);
  if (GTK_IS_DROP_DOWN (root))
    name_choice (root);
  if (GTK_IS_BUTTON (root))
    name_once (GTK_BUTTON (root));
  if (ADW_IS_ENTRY_ROW (root))
    name_field (ADW_ENTRY_ROW (root));
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    cs_hush_type_names (child);
}

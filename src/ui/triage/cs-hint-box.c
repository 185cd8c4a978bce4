/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-hint-box.h"

#include "cs-hint.h"

#include <glib/gi18n-lib.h>

struct _CsHintBox {
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (CsHintBox, cs_hint_box, GTK_TYPE_WIDGET)

static const char *
get_icon_name (CsHintKind kind)
{
  switch (kind) {
  case CS_HINT_EDITED:
    return "cs-pencil-symbolic";
  case CS_HINT_WITHDRAWN:
    return "cs-withdrawn-symbolic";
  case CS_HINT_LINK:
    return "insert-link-symbolic";
  default:
    return "cs-triangle-symbolic";
  }
}

static void
clear (CsHintBox *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}

/* The fact keeps its full width; the reason gives way first. */
static GtkWidget *
create_row (const CsHint *hint)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *icon = gtk_image_new_from_icon_name (get_icon_name (hint->kind));
  GtkWidget *fact = gtk_label_new (hint->fact);
  g_autofree char *text = NULL;

  gtk_widget_add_css_class (row, "hint");
  gtk_widget_add_css_class (icon, "hint-icon");
  gtk_widget_add_css_class (fact, "hint-fact");
  gtk_label_set_ellipsize (GTK_LABEL (fact), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (row), icon);
  gtk_box_append (GTK_BOX (words), fact);
  if (hint->detail != NULL) {
    GtkWidget *detail;

    /* Translators: what follows a hint's fact: "Looks like @show: it is another account" */
    text = g_strdup_printf (_(": %s"), hint->detail);
    detail = gtk_label_new (text);
    gtk_label_set_ellipsize (GTK_LABEL (detail), PANGO_ELLIPSIZE_END);
    gtk_box_append (GTK_BOX (words), detail);
  }
  gtk_box_append (GTK_BOX (row), words);
  return row;
}

static void
cs_hint_box_dispose (GObject *object)
{
  clear (CS_HINT_BOX (object));
  G_OBJECT_CLASS (cs_hint_box_parent_class)->dispose (object);
}

static void
cs_hint_box_class_init (CsHintBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_hint_box_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "hintbox");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
cs_hint_box_init (CsHintBox *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("What to look at"), -1);
}

/**
 * cs_hint_box_show:
 * @self: a hint box
 * @hints: (element-type CsHint): what to show; with none the box hides
 */
void
cs_hint_box_show (CsHintBox *self,
                  GPtrArray *hints)
{
  GString *all = g_string_new (NULL);

  g_return_if_fail (CS_IS_HINT_BOX (self));

  clear (self);
  for (guint i = 0; i < hints->len; i++) {
    const CsHint *hint = hints->pdata[i];

    gtk_widget_set_parent (create_row (hint), GTK_WIDGET (self));
    g_string_append_printf (all, "%s%s", all->len > 0 ? ". " : "", hint->fact);
    if (hint->detail != NULL)
      g_string_append_printf (all, _(": %s"), hint->detail);
  }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, all->str, -1);
  gtk_widget_set_visible (GTK_WIDGET (self), hints->len > 0);
  g_string_free (all, TRUE);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-dispose.h"

/**
 * cs_dispose_template:
 * @widget: a widget that has a template
 * @type: the type whose template it is
 *
 * For the dispose function of such a widget: its bound children become %NULL, and all its children leave it.
 */
void
cs_dispose_template (GtkWidget *widget,
                     GType      type)
{
  GtkWidget *child;

  gtk_widget_dispose_template (widget, type);
  while ((child = gtk_widget_get_first_child (widget)) != NULL)
    gtk_widget_unparent (child);
}

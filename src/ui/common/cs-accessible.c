/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-accessible.h"

#include <glib/gi18n-lib.h>

static void
name (GtkWidget *widget)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Scroll bar"), -1);
}

/**
 * cs_accessible_name_scrollbars:
 * @scroller: a scrolled window
 *
 * Gives its scroll bars a name: GTK 4.8 calls what has none by its type.
 */
void
cs_accessible_name_scrollbars (GtkScrolledWindow *scroller)
{
  GtkWidget *bars[] = { gtk_scrolled_window_get_hscrollbar (scroller),
                        gtk_scrolled_window_get_vscrollbar (scroller) };

  for (guint i = 0; i < G_N_ELEMENTS (bars); i++) {
    name (bars[i]);
    name (gtk_widget_get_first_child (bars[i]));
  }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-window-private.h"

#include "cs-broadcasts-dialog.h"
#include "cs-live-pane.h"

static void
show_log (GtkWidget  *widget,
          const char *name,
          GVariant   *target)
{
  CsWindow *self = CS_WINDOW (widget);

  cs_window_show_dialog (self, GTK_WINDOW (cs_broadcasts_dialog_new (GTK_WINDOW (self), cs_desk_get_store (self->desk),
                                                                     cs_desk_get_live_log (self->desk))));
}

void
cs_window_install_page_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "live.log", NULL, show_log);
}

void
cs_window_update_page_actions (CsWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "live.log", self->desk != NULL);
}

/* The page for those near by, in the live pane. */
void
cs_window_fill_page (CsWindow *self)
{
  cs_live_pane_set_page (CS_LIVE_PANE (self->live_pane), self->desk != NULL ? cs_desk_get_page (self->desk) : NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-window-private.h"

#include "cs-replay-window.h"

static void
show_replays (GtkWidget  *widget,
              const char *name,
              GVariant   *target)
{
  CsWindow *self = CS_WINDOW (widget);

  cs_window_show_dialog (self, GTK_WINDOW (cs_replay_window_new (GTK_WINDOW (self), cs_desk_get_replays (self->desk))));
}

void
cs_window_install_replay_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "live.replays", NULL, show_replays);
}

void
cs_window_update_replay_actions (CsWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "live.replays", self->desk != NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-window-private.h"

#include "cs-contest-panel.h"

static void
show_account (GtkWidget  *widget,
              const char *name,
              GVariant   *target)
{
  CsWindow *self = CS_WINDOW (widget);
  GtkWidget *dialog = cs_contest_panel_create_account_dialog (CS_CONTEST_PANEL (self->contest_panel), GTK_WINDOW (self),
                                                              g_variant_get_int64 (target));

  if (dialog != NULL)
    cs_window_show_dialog (self, GTK_WINDOW (dialog));
}

static void
set_up (GtkWidget  *widget,
        const char *name,
        GVariant   *target)
{
  CsWindow *self = CS_WINDOW (widget);

  cs_window_show_dialog (self, GTK_WINDOW (cs_contest_panel_create_setup_dialog (CS_CONTEST_PANEL (self->contest_panel), GTK_WINDOW (self))));
}

static const struct {
  const char *name;
  const char *type; /* (nullable) */
  GtkWidgetActionActivateFunc func;
} actions[] = {
  { "contest.account", "x", show_account },
  { "contest.set-up", NULL, set_up },
};

void
cs_window_install_contest_actions (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].type, actions[i].func);
}

void
cs_window_update_contest_actions (CsWindow *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i].name, self->desk != NULL);
}

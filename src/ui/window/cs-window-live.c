/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-window-private.h"

#include "cs-destination-dialog.h"
#include "cs-display.h"
#include "cs-live-badge.h"
#include "cs-live-pane.h"
#include "cs-live-sheet-dialog.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static CsDeskLive *
get_live (CsWindow *self)
{
  return cs_desk_get_live (self->desk);
}

static void
begin (CsWindow *self,
       gboolean  clip)
{
  g_autoptr (GError) error = NULL;

  if (cs_desk_live_go (get_live (self), clip, &error))
    return;
  if (!clip && g_list_model_get_n_items (cs_desk_live_get_destinations (get_live (self))) == 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "live.add-destination", NULL);
  else
    cs_window_say (self, error->message);
}

static void
end_answered_cb (AdwMessageDialog *dialog,
                 const char       *response,
                 CsWindow         *self)
{
  if (strcmp (response, "end") == 0 && self->desk != NULL)
    cs_desk_live_end_async (get_live (self), NULL, NULL);
}

void
cs_window_ask_to_end (CsWindow *self)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _("End the broadcast?"),
                                              _("All destinations are told goodbye. The recording is kept."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "stay", _("Stay Live"), "end", _("End Live"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "end", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "stay");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "stay");
  g_signal_connect_object (dialog, "response", G_CALLBACK (end_answered_cb), self, 0);
  cs_window_show_dialog (self, GTK_WINDOW (dialog));
}

static void
toggle (GtkWidget  *widget,
        const char *name,
        GVariant   *target)
{
  CsWindow *self = CS_WINDOW (widget);

  switch (cs_desk_live_get_state (get_live (self))) {
  case CS_DESK_LIVE_OFF:
    begin (self, FALSE);
    break;
  case CS_DESK_LIVE_COUNTING:
    cs_desk_live_end_async (get_live (self), NULL, NULL);
    cs_window_tell (self, "cs-cross-symbolic", _("Not going live"));
    break;
  case CS_DESK_LIVE_ENDING:
    break;
  default:
    cs_window_ask_to_end (self);
  }
}

/* What began with a press of its own is not ended by letting go. */
static void
hold (GtkWidget  *widget,
      const char *name,
      GVariant   *target)
{
  CsWindow *self = CS_WINDOW (widget);
  CsDeskLive *live = get_live (self);
  const CsLiveReport *report = cs_desk_live_get_report (live);

  if (g_variant_get_boolean (target)) {
    if (cs_desk_live_get_state (live) == CS_DESK_LIVE_OFF)
      begin (self, TRUE);
  } else if (cs_desk_live_get_state (live) != CS_DESK_LIVE_OFF && report != NULL && report->clip) {
    cs_desk_live_end_async (live, NULL, NULL);
  }
}

static void
standby (GtkWidget  *widget,
         const char *name,
         GVariant   *target)
{
  CsWindow *self = CS_WINDOW (widget);
  gboolean wanted = !cs_desk_live_get_standby (get_live (self));

  cs_desk_live_set_standby (get_live (self), wanted);
  cs_window_tell (self, "cs-pause-symbolic", wanted ? _("Standby: camera and microphone are cut")
                                                    : _("Camera and microphone are back"));
}

static void
show_sheet (GtkWidget  *widget,
            const char *name,
            GVariant   *target)
{
  CsWindow *self = CS_WINDOW (widget);

  cs_window_show_dialog (self, GTK_WINDOW (cs_live_sheet_dialog_new (GTK_WINDOW (self), get_live (self))));
}

static void
add_destination (GtkWidget  *widget,
                 const char *name,
                 GVariant   *target)
{
  CsWindow *self = CS_WINDOW (widget);

  cs_window_show_dialog (self, GTK_WINDOW (cs_destination_dialog_new (GTK_WINDOW (self), self->desk, NULL)));
}

static void
change_destination (GtkWidget  *widget,
                    const char *name,
                    GVariant   *target)
{
  CsWindow *self = CS_WINDOW (widget);
  GListModel *model = cs_desk_live_get_destinations (get_live (self));

  for (guint i = 0; i < g_list_model_get_n_items (model); i++) {
    g_autoptr (CsLiveDestination) destination = g_list_model_get_item (model, i);

    if (strcmp (cs_live_destination_get_settings (destination)->id, g_variant_get_string (target, NULL)) == 0)
      cs_window_show_dialog (self,
                             GTK_WINDOW (cs_destination_dialog_new (GTK_WINDOW (self), self->desk, destination)));
  }
}

static void
ended_cb (CsDeskLive         *live,
          const CsLiveReport *report,
          CsWindow           *self)
{
  g_autofree char *file = report->recording != NULL ? g_path_get_basename (report->recording) : NULL;
  g_autofree char *what = NULL;

  if (report->trouble != NULL) {
    cs_window_say (self, report->trouble);
    return;
  }
  /* Translators: a broadcast is over; the name of the file follows */
  what = file != NULL ? g_strdup_printf (_("The broadcast has ended. Recording: %s"), file)
                      : g_strdup (_("The broadcast has ended."));
  cs_window_tell (self, "media-playback-stop-symbolic", what);
}

static void
limit_near_cb (CsDeskLive *live,
               CsWindow   *self)
{
  gint64 left_us = cs_desk_live_get_ends_at_us (live) - g_get_monotonic_time ();
  g_autofree char *sentence =
    g_strdup_printf (_("The broadcast ends by itself in %d s. To go on, set another time limit."),
                     (int) ((left_us + G_USEC_PER_SEC / 2) / G_USEC_PER_SEC));

  cs_window_say (self, sentence);
}

static const struct {
  const char *name;
  const char *type; /* (nullable) */
  GtkWidgetActionActivateFunc func;
} actions[] = {
  { "live.toggle", NULL, toggle },
  { "live.hold", "b", hold },
  { "live.standby", NULL, standby },
  { "live.sheet", NULL, show_sheet },
  { "live.add-destination", NULL, add_destination },
  { "live.change-destination", "s", change_destination },
};

void
cs_window_install_live_actions (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].type, actions[i].func);
  cs_window_install_device_actions (widget_class);
  cs_window_install_page_actions (widget_class);
  cs_window_install_picture_actions (widget_class);
}

void
cs_window_update_live_actions (CsWindow *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i].name, self->desk != NULL);
  cs_window_update_device_actions (self);
  cs_window_update_page_actions (self);
  cs_window_update_picture_actions (self);
}

void
cs_window_fill_live (CsWindow *self)
{
  cs_window_choose_devices (self);
  cs_live_pane_set_capture (CS_LIVE_PANE (self->live_pane), cs_desk_get_capture (self->desk));
  cs_live_pane_set_live (CS_LIVE_PANE (self->live_pane), get_live (self));
  cs_window_fill_page (self);
  cs_live_pane_set_picture (CS_LIVE_PANE (self->live_pane), cs_desk_get_picture (self->desk),
                            cs_desk_get_page (self->desk));
  cs_live_badge_set_live (CS_LIVE_BADGE (self->live_badge), get_live (self));
  g_signal_connect (get_live (self), "ended", G_CALLBACK (ended_cb), self);
  g_signal_connect (get_live (self), "limit-near", G_CALLBACK (limit_near_cb), self);
}

void
cs_window_drop_live (CsWindow *self)
{
  g_signal_handlers_disconnect_by_data (get_live (self), self);
  cs_live_badge_set_live (CS_LIVE_BADGE (self->live_badge), NULL);
  cs_live_pane_set_live (CS_LIVE_PANE (self->live_pane), NULL);
  cs_live_pane_set_page (CS_LIVE_PANE (self->live_pane), NULL);
  cs_live_pane_set_picture (CS_LIVE_PANE (self->live_pane), NULL, NULL);
  cs_live_pane_set_capture (CS_LIVE_PANE (self->live_pane), NULL);
}

/* Whether something leaves this machine, or is about to. */
gboolean
cs_window_is_live (CsWindow *self)
{
  CsDeskLiveState state = self->desk != NULL ? cs_desk_live_get_state (get_live (self)) : CS_DESK_LIVE_OFF;

  return state != CS_DESK_LIVE_OFF && state != CS_DESK_LIVE_ENDING;
}

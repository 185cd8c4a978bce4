/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-replay-window.h"

#include "cs-ask-delete.h"
#include "cs-file-pictures.h"
#include "cs-notice.h"
#include "cs-one-stop.h"
#include "cs-replay-player.h"
#include "cs-replay-row.h"
#include "cs-replay-words.h"
#include "cs-show-in-folder.h"

#include <glib/gi18n-lib.h>

#define NOTICE_ABOVE_BUTTONS 128
#define NOTICE_ALONE 24

static const gint64 lives_s[] = { 3600, 24 * 3600, 3 * 24 * 3600, 7 * 24 * 3600, 30 * 24 * 3600 };

struct _CsReplayWindow {
  AdwWindow parent_instance;

  CsReplays *replays;
  CsReplay *replay; /* (nullable): the one that is shown */
  gint64 start_ms; /* of what is exported */
  gint64 end_ms; /* -1 for its end */
  char *exported; /* (nullable): the file that was made last */
  GCancellable *cancellable;
  CsPictureLoader *loader; /* of the small pictures */
  gboolean updating; /* the window itself moves its controls */

  GtkWidget *notice;
  GtkWidget *life_drop;
  GtkWidget *trouble_label;
  GtkWidget *stack;
  GtkWidget *list;
  GtkWidget *player;
  GtkWidget *range_label;
  GtkWidget *keep_button;
  GtkWidget *spinner;
};

G_DEFINE_FINAL_TYPE (CsReplayWindow, cs_replay_window, ADW_TYPE_WINDOW)

static void
say (CsReplayWindow *self,
     const char     *words)
{
  cs_notice_say (CS_NOTICE (self->notice), words);
}

static void
show_range (CsReplayWindow *self)
{
  gint64 length_ms = self->replay != NULL ? MAX (cs_replay_get_note (self->replay)->length_ms, 0) : 0;
  g_autofree char *start = cs_replay_words_place (self->start_ms);
  g_autofree char *end = cs_replay_words_place (self->end_ms >= 0 ? self->end_ms : length_ms);
  g_autofree char *range = g_strdup_printf ("%s – %s", start, end);

  gtk_label_set_text (GTK_LABEL (self->range_label), range);
  cs_replay_player_set_range (CS_REPLAY_PLAYER (self->player), self->start_ms, self->end_ms);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "replay.whole", self->start_ms > 0 || self->end_ms >= 0);
}

static void
show_keep (CsReplayWindow *self)
{
  self->updating = TRUE;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->keep_button),
                                self->replay != NULL && cs_replay_get_note (self->replay)->keep);
  self->updating = FALSE;
}

static void
show_replay (CsReplayWindow *self,
             CsReplay       *replay)
{
  static const char *const actions[] = { "replay.start-here", "replay.end-here", "replay.export", "replay.delete" };

  if (self->replay == replay && replay != NULL)
    return;
  if (self->replay != NULL)
    g_signal_handlers_disconnect_by_data (self->replay, self);
  g_set_object (&self->replay, replay);
  if (replay != NULL)
    g_signal_connect_swapped (replay, "notify::length-ms", G_CALLBACK (show_range), self);
  self->start_ms = 0;
  self->end_ms = -1;
  cs_replay_player_set_path (CS_REPLAY_PLAYER (self->player), replay != NULL ? cs_replay_get_path (replay) : NULL);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i], replay != NULL);
  gtk_widget_set_sensitive (self->keep_button, replay != NULL);
  show_keep (self);
  show_range (self);
}

static void
row_selected_cb (GtkListBox     *list,
                 GtkListBoxRow  *row,
                 CsReplayWindow *self)
{
  show_replay (self, row != NULL ? cs_replay_row_get_replay (CS_REPLAY_ROW (row)) : NULL);
}

/* Enter, or a double click. */
static void
row_activated_cb (CsReplayWindow *self)
{
  cs_replay_player_toggle (CS_REPLAY_PLAYER (self->player));
}

static void
show_list (CsReplayWindow *self)
{
  gboolean any = g_list_model_get_n_items (cs_replays_get_model (self->replays)) > 0;

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), any ? "list" : "empty");
  /* Above the buttons, or where there are none under the words. */
  gtk_widget_set_margin_bottom (self->notice, any ? NOTICE_ABOVE_BUTTONS : NOTICE_ALONE);
  if (any && gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list)) == NULL)
    gtk_list_box_select_row (GTK_LIST_BOX (self->list), gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0));
}

static void
show_trouble (CsReplayWindow *self)
{
  const char *trouble = cs_replays_get_trouble (self->replays);

  gtk_label_set_text (GTK_LABEL (self->trouble_label), trouble != NULL ? trouble : "");
  gtk_widget_set_visible (self->trouble_label, trouble != NULL);
}

static void
keep_toggled_cb (CsReplayWindow *self)
{
  if (!self->updating && self->replay != NULL)
    cs_replays_set_keep (self->replays, self->replay,
                         gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->keep_button)));
}

static void
life_selected_cb (CsReplayWindow *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->life_drop));

  if (!self->updating && self->replays != NULL && selected < G_N_ELEMENTS (lives_s))
    cs_replays_set_life_s (self->replays, lives_s[selected]);
}

static void
show_life (CsReplayWindow *self)
{
  const char *const names[] = { _("1 hour"), _("24 hours"), _("3 days"), _("7 days"), _("30 days"), NULL };
  g_autoptr (GtkStringList) model = gtk_string_list_new (names);
  guint selected = 1;

  for (guint i = 0; i < G_N_ELEMENTS (lives_s); i++)
    if (cs_replays_get_life_s (self->replays) >= lives_s[i])
      selected = i;
  self->updating = TRUE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->life_drop), G_LIST_MODEL (model));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->life_drop), selected);
  self->updating = FALSE;
}

static gint64
get_place_ms (CsReplayWindow *self)
{
  return cs_replay_player_get_place_ms (CS_REPLAY_PLAYER (self->player));
}

static void
play (GtkWidget  *widget,
      const char *name,
      GVariant   *target)
{
  cs_replay_player_toggle (CS_REPLAY_PLAYER (CS_REPLAY_WINDOW (widget)->player));
}

/* By so many seconds, forward or back. */
static void
seek_by (GtkWidget  *widget,
         const char *name,
         GVariant   *target)
{
  CsReplayWindow *self = CS_REPLAY_WINDOW (widget);

  cs_replay_player_seek (CS_REPLAY_PLAYER (self->player), get_place_ms (self) + 1000 * g_variant_get_int32 (target));
}

static void
mark_start (GtkWidget  *widget,
            const char *name,
            GVariant   *target)
{
  CsReplayWindow *self = CS_REPLAY_WINDOW (widget);

  self->start_ms = get_place_ms (self);
  if (self->end_ms >= 0 && self->end_ms <= self->start_ms)
    self->end_ms = -1;
  show_range (self);
}

static void
mark_end (GtkWidget  *widget,
          const char *name,
          GVariant   *target)
{
  CsReplayWindow *self = CS_REPLAY_WINDOW (widget);

  self->end_ms = get_place_ms (self);
  if (self->end_ms <= self->start_ms)
    self->start_ms = 0;
  show_range (self);
}

static void
take_whole (GtkWidget  *widget,
            const char *name,
            GVariant   *target)
{
  CsReplayWindow *self = CS_REPLAY_WINDOW (widget);

  self->start_ms = 0;
  self->end_ms = -1;
  show_range (self);
}

static void
shown_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (CsReplayWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (!cs_show_in_folder_finish (result, &error) && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    say (self, error->message);
}

static void
show_exported (GtkWidget  *widget,
               const char *name,
               GVariant   *target)
{
  CsReplayWindow *self = CS_REPLAY_WINDOW (widget);

  if (self->exported != NULL)
    cs_show_in_folder_async (self->exported, self->cancellable, shown_cb, g_object_ref (self));
}

static void
exported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (CsReplayWindow) self = data;
  g_autoptr (GError) error = NULL;
  gboolean done = cs_replays_export_finish (CS_REPLAYS (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_spinner_stop (GTK_SPINNER (self->spinner));
  if (done)
    cs_notice_offer (CS_NOTICE (self->notice), _("Exported"), _("Show in Folder"), "replay.show-exported");
  else
    say (self, error->message);
}

static void
chosen_cb (GtkFileChooserNative *chooser,
           int                   response,
           CsReplayWindow       *self)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL && g_file_peek_path (file) != NULL && self->replay != NULL) {
    g_free (self->exported);
    self->exported = g_strdup (g_file_peek_path (file));
    gtk_spinner_start (GTK_SPINNER (self->spinner));
    cs_replays_export_async (self->replays, self->replay, self->start_ms, self->end_ms, self->exported,
                             self->cancellable, exported_cb, g_object_ref (self));
  }
  g_object_unref (chooser);
}

/* Not the folder of the recordings, where films are deleted after a while. */
static GFile *
find_folder (void)
{
  const char *videos = g_get_user_special_dir (G_USER_DIRECTORY_VIDEOS);

  return g_file_new_for_path (videos != NULL ? videos : g_get_home_dir ());
}

static void
export_it (GtkWidget  *widget,
           const char *name,
           GVariant   *target)
{
  CsReplayWindow *self = CS_REPLAY_WINDOW (widget);
  GtkFileChooserNative *chooser =
      gtk_file_chooser_native_new (_("Export the Recording"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  g_autofree char *file = cs_replay_words_file (cs_replay_get_path (self->replay), self->start_ms, self->end_ms);
  g_autoptr (GFile) folder = find_folder ();

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), file);
  gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (chooser), folder, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
deleted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (CsReplayWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (cs_replays_delete_finish (CS_REPLAYS (object), result, &error))
    say (self, _("Deleted"));
  else
    say (self, error->message);
}

static void
delete_cb (CsReplayWindow *self)
{
  g_autoptr (CsReplay) replay = self->replay != NULL ? g_object_ref (self->replay) : NULL;

  if (replay == NULL)
    return;
  /* The player lets go of the file first. */
  show_replay (self, NULL);
  cs_replays_delete_async (self->replays, replay, deleted_cb, g_object_ref (self));
}

static void
delete_it (GtkWidget  *widget,
           const char *name,
           GVariant   *target)
{
  cs_ask_delete (GTK_WINDOW (widget), _("Delete the Recording?"), _("It cannot be brought back."), _("Delete"),
                 G_CALLBACK (delete_cb), widget);
}

static GtkWidget *
make_row (gpointer item,
          gpointer data)
{
  return cs_replay_row_new (CS_REPLAY (item), CS_REPLAY_WINDOW (data)->loader);
}

static void
cs_replay_window_dispose (GObject *object)
{
  CsReplayWindow *self = CS_REPLAY_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  if (self->replay != NULL)
    g_signal_handlers_disconnect_by_data (self->replay, self);
  if (self->replays != NULL) {
    g_signal_handlers_disconnect_by_data (self->replays, self);
    g_signal_handlers_disconnect_by_data (cs_replays_get_model (self->replays), self);
    gtk_list_box_bind_model (GTK_LIST_BOX (self->list), NULL, NULL, NULL, NULL);
  }
  g_clear_object (&self->replays);
  g_clear_object (&self->replay);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->loader);
  g_clear_pointer (&self->exported, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), CS_TYPE_REPLAY_WINDOW);
  G_OBJECT_CLASS (cs_replay_window_parent_class)->dispose (object);
}

/* Where a button has the focus, Space is its own. */
static void
bind_keys (GtkWidgetClass *widget_class)
{
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_space, 0, "replay.play", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_i, 0, "replay.start-here", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, 0, "replay.end-here", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "replay.delete", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "replay.play", NULL, play);
  gtk_widget_class_install_action (widget_class, "replay.seek", "i", seek_by);
  gtk_widget_class_install_action (widget_class, "replay.start-here", NULL, mark_start);
  gtk_widget_class_install_action (widget_class, "replay.end-here", NULL, mark_end);
  gtk_widget_class_install_action (widget_class, "replay.whole", NULL, take_whole);
  gtk_widget_class_install_action (widget_class, "replay.export", NULL, export_it);
  gtk_widget_class_install_action (widget_class, "replay.show-exported", NULL, show_exported);
  gtk_widget_class_install_action (widget_class, "replay.delete", NULL, delete_it);
}

static void
cs_replay_window_class_init (CsReplayWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_replay_window_dispose;
  g_type_ensure (CS_TYPE_NOTICE);
  g_type_ensure (CS_TYPE_REPLAY_PLAYER);
  g_type_ensure (CS_TYPE_ONE_STOP);

  gtk_widget_class_set_template_from_resource (widget_class, "/app/coulisses/Coulisses/live/cs-replay-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CsReplayWindow, notice);
  gtk_widget_class_bind_template_child (widget_class, CsReplayWindow, life_drop);
  gtk_widget_class_bind_template_child (widget_class, CsReplayWindow, trouble_label);
  gtk_widget_class_bind_template_child (widget_class, CsReplayWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, CsReplayWindow, list);
  gtk_widget_class_bind_template_child (widget_class, CsReplayWindow, player);
  gtk_widget_class_bind_template_child (widget_class, CsReplayWindow, range_label);
  gtk_widget_class_bind_template_child (widget_class, CsReplayWindow, keep_button);
  gtk_widget_class_bind_template_child (widget_class, CsReplayWindow, spinner);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, life_selected_cb);
  install_actions (widget_class);
  bind_keys (widget_class);
}

static void
cs_replay_window_init (CsReplayWindow *self)
{
  self->end_ms = -1;
  self->cancellable = g_cancellable_new ();
  self->loader = cs_file_pictures_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_replay_window_new:
 * @parent: the window it belongs to
 * @replays: the recordings
 *
 * Returns: (transfer floating): a window that lists them
 */
GtkWidget *
cs_replay_window_new (GtkWindow *parent,
                      CsReplays *replays)
{
  CsReplayWindow *self = g_object_new (CS_TYPE_REPLAY_WINDOW, "transient-for", parent, NULL);

  self->replays = g_object_ref (replays);
  show_replay (self, NULL);
  show_life (self);
  gtk_list_box_bind_model (GTK_LIST_BOX (self->list), cs_replays_get_model (replays), make_row, self, NULL);
  g_signal_connect_object (cs_replays_get_model (replays), "items-changed", G_CALLBACK (show_list), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (replays, "notify::trouble", G_CALLBACK (show_trouble), self, G_CONNECT_SWAPPED);
  show_list (self);
  show_trouble (self);
  if (gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list)) != NULL)
    gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list))));
  return GTK_WIDGET (self);
}

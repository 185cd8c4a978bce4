/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-replay-window.h"

#include "cs-live.h"
#include "cs-replay-player.h"
#include "cs-replay-row.h"
#include "cs-replay-words.h"
#include "cs-ui-test.h"

#include <glib/gstdio.h>
#include <gst/gst.h>
#include <string.h>

#define NOW_US (G_GINT64_CONSTANT (1795291200) * G_USEC_PER_SEC)

static gboolean
is_ready (gpointer replays)
{
  return cs_replays_get_ready (replays);
}

static gboolean
is_empty (gpointer replays)
{
  return g_list_model_get_n_items (cs_replays_get_model (replays)) == 0;
}

static GtkWidget *
find (GtkWidget  *widget,
      GType       type,
      const char *label)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) &&
      (label == NULL || (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find (child, type, label);

    if (found != NULL)
      return found;
  }
  return NULL;
}

static void
say_yes (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

    if (ADW_IS_MESSAGE_DIALOG (window)) {
      adw_message_dialog_response (ADW_MESSAGE_DIALOG (window), "delete");
      return;
    }
  }
  g_assert_not_reached ();
}

/* Listed, kept, and gone when it is deleted after a question. */
/* A note that was being written when the window closed may come yet. */
static gboolean
is_removed (gpointer folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    g_remove (path);
  }
  return g_rmdir (folder) == 0;
}

static void
test_window (void)
{
  g_autofree char *folder = g_dir_make_tmp ("coulisses-replay-window-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "2026-11-22 21h14m07.mp4", NULL);
  g_autoptr (CsClock) clock = cs_clock_new_manual (NOW_US);
  g_autoptr (CsReplays) replays = cs_replays_new (clock);
  GtkWidget *parent = gtk_window_new (), *window, *keep;
  g_autoptr (CsReplay) replay = NULL;

  g_assert_true (g_file_set_contents (path, "not a film", -1, NULL));
  cs_replays_open (replays, folder);
  window = cs_replay_window_new (GTK_WINDOW (parent), replays);
  gtk_window_present (GTK_WINDOW (window));
  g_assert_true (cs_ui_test_wait_until (is_ready, replays));
  replay = g_list_model_get_item (cs_replays_get_model (replays), 0);
  g_assert_nonnull (find (window, CS_TYPE_REPLAY_ROW, NULL));
  keep = find (window, GTK_TYPE_TOGGLE_BUTTON, "_Keep");
  g_assert_nonnull (keep);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (keep), TRUE);
  g_assert_true (cs_replay_get_note (replay)->keep);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (keep), FALSE);
  g_assert_false (cs_replay_get_note (replay)->keep);
  g_assert_true (gtk_widget_activate_action (window, "replay.delete", NULL));
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  say_yes ();
  g_assert_true (cs_ui_test_wait_until (is_empty, replays));
  gtk_window_destroy (GTK_WINDOW (window));
  gtk_window_destroy (GTK_WINDOW (parent));
  cs_replays_close (replays);
  g_object_run_dispose (G_OBJECT (replays));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (cs_ui_test_wait_until (is_removed, folder));
}

/* Ten seconds. */
static void
make_film (const char *path)
{
  g_autofree char *description = g_strdup_printf (
      "videotestsrc num-buffers=100 ! video/x-raw,width=160,height=90,framerate=10/1 ! x264enc key-int-max=10 "
      "speed-preset=ultrafast ! mp4mux ! filesink location=\"%s\"", path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GstElement) pipeline = gst_parse_launch (description, &error);
  g_autoptr (GstBus) bus = NULL;
  g_autoptr (GstMessage) message = NULL;

  g_assert_no_error (error);
  bus = gst_element_get_bus (pipeline);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  message = gst_bus_timed_pop_filtered (bus, 30 * GST_SECOND, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  g_assert_nonnull (message);
  g_assert_cmpint (GST_MESSAGE_TYPE (message), ==, GST_MESSAGE_EOS);
  gst_element_set_state (pipeline, GST_STATE_NULL);
}

static gboolean
can_move (gpointer player)
{
  cs_replay_player_seek (player, 2000);
  return cs_replay_player_get_place_ms (player) == 2000;
}

static gboolean
is_playing (gpointer player)
{
  return cs_replay_player_get_playing (player);
}

static gboolean
is_marked (gpointer window)
{
  return find (window, GTK_TYPE_BUTTON, "_Whole") != NULL && gtk_widget_is_sensitive (find (window, GTK_TYPE_BUTTON, "_Whole"));
}

/* Played, moved and cut by the actions that keys are bound to. */
static void
test_keys (void)
{
  g_autofree char *folder = g_dir_make_tmp ("coulisses-replay-window-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "2026-11-22 21h14m07.mp4", NULL);
  g_autoptr (CsClock) clock = cs_clock_new_manual (NOW_US);
  g_autoptr (CsReplays) replays = cs_replays_new (clock);
  GtkWidget *window;
  CsReplayPlayer *player;

  make_film (path);
  cs_replays_open (replays, folder);
  window = cs_replay_window_new (NULL, replays);
  gtk_window_present (GTK_WINDOW (window));
  g_assert_true (cs_ui_test_wait_until (is_ready, replays));
  player = CS_REPLAY_PLAYER (find (window, CS_TYPE_REPLAY_PLAYER, NULL));
  g_assert_true (cs_ui_test_wait_until (can_move, player));
  gtk_widget_activate_action (window, "replay.seek", "i", 5);
  g_assert_cmpint (cs_replay_player_get_place_ms (player), ==, 7000);
  gtk_widget_activate_action (window, "replay.seek", "i", -1);
  g_assert_cmpint (cs_replay_player_get_place_ms (player), ==, 6000);
  g_assert_false (is_marked (window));
  gtk_widget_activate_action (window, "replay.start-here", NULL);
  g_assert_true (is_marked (window));
  gtk_widget_activate_action (window, "replay.seek", "i", -60);
  g_assert_cmpint (cs_replay_player_get_place_ms (player), ==, 0);
  gtk_widget_activate_action (window, "replay.play", NULL);
  g_assert_true (cs_ui_test_wait_until (is_playing, player));
  gtk_widget_activate_action (window, "replay.play", NULL);
  g_assert_false (cs_replay_player_get_playing (player));
  gtk_window_destroy (GTK_WINDOW (window));
  cs_replays_close (replays);
  g_object_run_dispose (G_OBJECT (replays));
  g_assert_true (cs_ui_test_wait_until (is_removed, folder));
}

static void
test_words (void)
{
  static const char *const where[] = { "Owncast", "Archive", NULL };
  g_autoptr (CsReplayNote) note = cs_replay_note_new ("Show", "Backstage", where, NOW_US);
  g_autofree char *left = NULL;
  g_autofree char *days = NULL;
  g_autofree char *about = NULL;
  g_autofree char *places = NULL;
  g_autofree char *whole = NULL;
  g_autofree char *piece = NULL;

  note->left_s = 3 * 3600 + 7 * 60 + 59;
  left = cs_replay_words_left (note);
  g_assert_cmpstr (left, ==, "3 h 07 min left");
  note->left_s = 5 * 24 * 3600;
  days = cs_replay_words_left (note);
  g_assert_cmpstr (days, ==, "5 days left");
  note->length_ms = 3723000;
  about = cs_replay_words_about (note, 1000000);
  g_assert_nonnull (strstr (about, "1:02:03"));
  places = cs_replay_words_where (note);
  g_assert_cmpstr (places, ==, "Owncast, Archive");
  whole = cs_replay_words_file ("/films/2026-11-22 21h14m07.mp4", 0, -1);
  g_assert_cmpstr (whole, ==, "2026-11-22 21h14m07.mp4");
  piece = cs_replay_words_file ("/films/2026-11-22 21h14m07.mp4", 83000, -1);
  g_assert_cmpstr (piece, ==, "2026-11-22 21h14m07 from 1m23.mp4");
}

/* For a person to look at: test-ui-replay-window --show FOLDER, for some seconds. */
static int
show_folder (const char *folder,
             guint       seconds)
{
  g_autoptr (CsClock) clock = cs_clock_new ();
  g_autoptr (CsReplays) replays = cs_replays_new (clock);
  GtkWidget *window = cs_replay_window_new (NULL, replays);
  gint64 until_us = g_get_monotonic_time () + seconds * G_TIME_SPAN_SECOND;

  cs_replays_open (replays, folder);
  gtk_window_present (GTK_WINDOW (window));
  while (g_get_monotonic_time () < until_us) {
    g_main_context_iteration (NULL, FALSE);
    g_usleep (1000);
  }
  return 0;
}

int
main (int   argc,
      char *argv[])
{
  if (argc == 3 && strcmp (argv[1], "--show") == 0) {
    adw_init ();
    return show_folder (argv[2], 8);
  }
  cs_ui_test_init (&argc, &argv);
  g_assert_true (cs_live_load (NULL));
  g_test_add_func ("/ui/replay-window/words", test_words);
  g_test_add_func ("/ui/replay-window/window", test_window);
  g_test_add_func ("/ui/replay-window/keys", test_keys);
  return g_test_run ();
}

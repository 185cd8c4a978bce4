/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws the stream with a post in every state, to be looked at: stream-gallery FOLDER writes pictures in
 * both widths, dark and light. Run it on a screen of its own: tests/support/with-display.sh. */
#include "cs-stream-samples.h"
#include "cs-stream-pane.h"
#include "cs-stream-tag.h"
#include "cs-ui-test.h"

static GListModel *
make_tags (void)
{
  const struct {
    const char *name;
    guint last_minute;
    guint late_s;
  } tags[] = { { "Victoires2026", 412, 0 }, { "LiveReact", 38, 0 }, { "Duo", 6, 40 } };
  GListStore *store = g_list_store_new (CS_TYPE_STREAM_TAG);

  for (guint i = 0; i < G_N_ELEMENTS (tags); i++) {
    g_autoptr (CsStreamTag) tag = cs_stream_tag_new (tags[i].name);

    cs_stream_tag_update (tag, tags[i].last_minute, tags[i].late_s);
    g_list_store_append (store, tag);
  }
  return G_LIST_MODEL (store);
}

static GtkWidget *
make_pane (void)
{
  g_autoptr (GListStore) evening = cs_sample_evening_new ();
  g_autoptr (GListModel) tags = make_tags ();
  g_autoptr (CsClock) clock = cs_clock_new_manual (CS_SAMPLE_NOW_US);
  g_autoptr (CsPictureLoader) loader = cs_sample_loader_new ();
  GtkWidget *pane = cs_stream_pane_new ();
  CsStreamView *view = cs_stream_pane_get_view (CS_STREAM_PANE (pane));

  cs_stream_view_set_clock (view, clock);
  cs_stream_view_set_picture_loader (view, loader);
  cs_stream_view_set_hint_count_func (view, cs_sample_count_hints, NULL, NULL);
  cs_stream_view_set_cued_id (view, CS_SAMPLE_CUED_ID);
  cs_stream_pane_set_model (CS_STREAM_PANE (pane), G_LIST_MODEL (evening));
  cs_stream_pane_set_tags (CS_STREAM_PANE (pane), tags);
  cs_stream_view_select (view, CS_SAMPLE_SELECTED_ID);
  cs_stream_pane_set_n_waiting (CS_STREAM_PANE (pane), 12);
  return pane;
}

static void
add_actions (GtkWidget *window)
{
  static const GActionEntry entries[] = { { "approve", NULL, "x" }, { "reject", NULL, "x" }, { "hold", NULL, "x" } };
  g_autoptr (GSimpleActionGroup) triage = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (triage), entries, G_N_ELEMENTS (entries), NULL);
  gtk_widget_insert_action_group (window, "triage", G_ACTION_GROUP (triage));
}

static void
draw (const char *folder,
      int         width,
      int         height,
      gboolean    dark)
{
  g_autofree char *name = g_strdup_printf ("stream-%d-%s.png", width, dark ? "dark" : "light");
  g_autofree char *path = g_build_filename (folder, name, NULL);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *pane = make_pane ();

  cs_ui_test_set_dark (dark);
  add_actions (window);
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_set_child (GTK_WINDOW (window), pane);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  cs_ui_test_wait_frame (window);
  cs_ui_test_save_png (pane, path);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int   argc,
      char *argv[])
{
  cs_ui_test_init (&argc, &argv);
  if (argc != 2)
    g_error ("Give the folder to write the pictures to.");
  draw (argv[1], 336, 1200, TRUE);
  draw (argv[1], 336, 1200, FALSE);
  draw (argv[1], 400, 1200, TRUE);
  draw (argv[1], 400, 1200, FALSE);
  return 0;
}

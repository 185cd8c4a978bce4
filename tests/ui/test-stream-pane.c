/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-stream-filter.h"
#include "cs-stream-pane.h"
#include "cs-stream-samples.h"
#include "cs-tag-chip.h"
#include "cs-ui-test.h"

typedef struct {
  GtkWidget *window;
  CsStreamPane *pane;
  CsStreamView *view;
  GListStore *store;
  GListStore *tags;
  guint n_queries;
} Fixture;

static void
count_query_cb (Fixture *f)
{
  f->n_queries++;
}

static void
add_tag (Fixture    *f,
         const char *name)
{
  g_autoptr (CsStreamTag) tag = cs_stream_tag_new (name);

  g_list_store_append (f->tags, tag);
}

static void
set_up (Fixture      *f,
        gconstpointer data)
{
  f->window = gtk_window_new ();
  f->pane = CS_STREAM_PANE (cs_stream_pane_new ());
  f->view = cs_stream_pane_get_view (f->pane);
  f->store = cs_sample_evening_new ();
  f->tags = g_list_store_new (CS_TYPE_STREAM_TAG);
  add_tag (f, "Victoires2026");
  add_tag (f, "Duo");
  cs_stream_pane_set_model (f->pane, G_LIST_MODEL (f->store));
  cs_stream_pane_set_tags (f->pane, G_LIST_MODEL (f->tags));
  g_signal_connect_swapped (f->pane, "query-changed", G_CALLBACK (count_query_cb), f);
  gtk_window_set_decorated (GTK_WINDOW (f->window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (f->window), 336, 700);
  gtk_window_set_child (GTK_WINDOW (f->window), GTK_WIDGET (f->pane));
  gtk_window_present (GTK_WINDOW (f->window));
  gtk_test_widget_wait_for_draw (f->window);
  cs_ui_test_wait_frame (f->window);
}

static void
tear_down (Fixture      *f,
           gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  g_assert_finalize_object (f->store);
  g_assert_finalize_object (f->tags);
}

/* The widget of a name in a template, wherever it is. */
static GtkWidget *
get_part (gpointer    widget,
          const char *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (widget, G_OBJECT_TYPE (widget), name));
}

static const char *
get_text (Fixture    *f,
          const char *name)
{
  return gtk_label_get_text (GTK_LABEL (get_part (f->pane, name)));
}

static void
test_held_while_a_post_is_open (Fixture      *f,
                                gconstpointer data)
{
  g_assert_false (cs_stream_pane_get_held (f->pane));
  g_object_set (f->pane, "selected-id", G_GINT64_CONSTANT (2), NULL);
  g_assert_true (cs_stream_pane_get_held (f->pane));
  g_assert_cmpstr (get_text (f, "hold_label"), ==, "List held");
  g_assert_cmpstr (get_text (f, "hold_reason"), ==, "a post is open");
  cs_stream_view_select (f->view, 0);
  g_assert_false (cs_stream_pane_get_held (f->pane));
}

static void
test_held_while_scrolled (Fixture      *f,
                          gconstpointer data)
{
  GtkScrolledWindow *scroller = GTK_SCROLLED_WINDOW (get_part (f->pane, "scroller"));

  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (scroller), 120);
  cs_ui_test_wait_frame (f->window);
  g_assert_true (cs_stream_pane_get_held (f->pane));
  g_assert_cmpstr (get_text (f, "hold_reason"), ==, "scrolled away");
  gtk_widget_activate_action (GTK_WIDGET (f->pane), "stream.release", NULL);
  cs_ui_test_wait_frame (f->window);
  g_assert_false (cs_stream_pane_get_held (f->pane));
  g_assert_true (cs_stream_view_get_at_newest (f->view));
}

static void
test_release_beats_an_open_post (Fixture      *f,
                                 gconstpointer data)
{
  cs_stream_view_select (f->view, 2);
  cs_stream_pane_set_n_waiting (f->pane, 1284);
  g_assert_true (gtk_widget_get_visible (get_part (f->pane, "new_button")));
  g_assert_cmpstr (get_text (f, "new_label"), ==, "1,284 new");
  g_signal_emit_by_name (get_part (f->pane, "new_button"), "clicked");
  g_assert_false (cs_stream_pane_get_held (f->pane));
  g_assert_false (gtk_widget_get_visible (get_part (f->pane, "new_button")));
  g_assert_cmpint (cs_stream_view_get_selected_id (f->view), ==, 2);
  /* Another post is opened: it must not move away either. */
  cs_stream_view_select (f->view, 3);
  g_assert_true (cs_stream_pane_get_held (f->pane));
}

/* The line never comes and goes: what is under it would jump. */
static void
test_hold_line_keeps_its_height (Fixture      *f,
                                 gconstpointer data)
{
  GtkWidget *line = gtk_widget_get_parent (get_part (f->pane, "hold_label"));
  graphene_rect_t bounds;
  int height;

  g_assert_true (gtk_widget_compute_bounds (line, line, &bounds));
  height = bounds.size.height;
  g_assert_cmpint (height, ==, 36);
  cs_stream_view_select (f->view, 2);
  cs_stream_pane_set_n_waiting (f->pane, 12);
  cs_ui_test_wait_frame (f->window);
  g_assert_true (gtk_widget_compute_bounds (line, line, &bounds));
  g_assert_cmpint (bounds.size.height, ==, height);
}

static GtkWidget *
get_chip (Fixture *f,
          guint    n)
{
  GtkWidget *chip = gtk_widget_get_first_child (get_part (get_part (f->pane, "chips"), "box"));

  while (n-- > 0)
    chip = gtk_widget_get_next_sibling (chip);
  return chip;
}

static void
test_chips_choose_one_tag (Fixture      *f,
                           gconstpointer data)
{
  CsPostQuery query;

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (get_chip (f, 0)), TRUE);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (get_chip (f, 1)), TRUE);
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (get_chip (f, 0))));
  g_assert_cmpuint (f->n_queries, ==, 2);
  cs_stream_pane_fill_query (f->pane, &query);
  g_assert_cmpstr (query.tag, ==, "Duo");

  /* Another hashtag is followed: the chosen one stays chosen, and nothing is asked again. */
  add_tag (f, "LiveReact");
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (get_chip (f, 1))));
  g_assert_cmpuint (f->n_queries, ==, 2);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (get_chip (f, 1)), FALSE);
  cs_stream_pane_fill_query (f->pane, &query);
  g_assert_null (query.tag);
  g_assert_cmpuint (f->n_queries, ==, 3);
}

static void
test_chosen_tag_goes (Fixture      *f,
                      gconstpointer data)
{
  CsPostQuery query;

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (get_chip (f, 0)), TRUE);
  g_list_store_remove (f->tags, 0);
  cs_stream_pane_fill_query (f->pane, &query);
  g_assert_null (query.tag);
  g_assert_cmpuint (f->n_queries, ==, 2);
}

static void
test_late_tag (Fixture      *f,
               gconstpointer data)
{
  g_autoptr (CsStreamTag) tag = g_list_model_get_item (G_LIST_MODEL (f->tags), 1);
  GtkWidget *chip = get_chip (f, 1);

  cs_stream_tag_update (tag, 38, 0);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "#Duo: 38 posts in the last minute");
  g_assert_false (gtk_widget_get_visible (get_part (chip, "late_icon")));
  cs_stream_tag_update (tag, 2, 40);
  g_assert_true (gtk_widget_get_visible (get_part (chip, "late_icon")));
  g_assert_true (gtk_widget_has_css_class (chip, "attention"));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (get_part (chip, "count_label"))), ==, "40\u00a0s");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "#Duo: no answer for 40 seconds");
}

static gboolean
was_asked (gpointer user_data)
{
  return ((Fixture *) user_data)->n_queries > 0;
}

static void
test_search (Fixture      *f,
             gconstpointer data)
{
  GtkWidget *search = get_part (f->pane, "search");
  CsPostQuery query;

  g_assert_true (gtk_widget_get_visible (get_part (f->pane, "search_key")));
  gtk_widget_activate_action (GTK_WIDGET (f->pane), "stream.search", NULL);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (f->window)), search));
  gtk_editable_set_text (GTK_EDITABLE (search), "dawn cho");
  g_assert_false (gtk_widget_get_visible (get_part (f->pane, "search_key")));
  g_assert_true (cs_ui_test_wait_until (was_asked, f));
  cs_stream_pane_fill_query (f->pane, &query);
  g_assert_cmpstr (query.search, ==, "dawn cho");
  g_list_store_remove_all (f->store);
  g_assert_cmpstr (get_text (f, "empty_label"), ==, "No post matches");
  g_signal_emit_by_name (search, "stop-search");
  cs_stream_pane_fill_query (f->pane, &query);
  g_assert_null (query.search);
}

static void
tick (Fixture    *f,
      const char *name,
      gboolean    active)
{
  gtk_check_button_set_active (GTK_CHECK_BUTTON (get_part (get_part (f->pane, "filter"), name)), active);
}

static void
test_filter (Fixture      *f,
             gconstpointer data)
{
  CsStreamFilter *filter = CS_STREAM_FILTER (get_part (f->pane, "filter"));
  CsPostQuery query;

  cs_stream_pane_fill_query (f->pane, &query);
  g_assert_cmpuint (query.states, ==, 0);
  g_assert_cmpuint (query.networks, ==, 0);
  g_assert_true (query.with_withdrawn);
  g_assert_false (cs_stream_filter_get_active (filter));

  tick (f, "rejected", FALSE);
  tick (f, "withdrawn", FALSE);
  tick (f, "with_media", TRUE);
  tick (f, "oldest", TRUE);
  cs_stream_pane_fill_query (f->pane, &query);
  g_assert_cmphex (query.states, ==,
                   1 << CS_STATE_INCOMING | 1 << CS_STATE_APPROVED | 1 << CS_STATE_HELD);
  g_assert_false (query.with_withdrawn);
  g_assert_true (query.with_media);
  g_assert_cmpint (query.order, ==, CS_POST_ORDER_OLDEST);
  g_assert_true (gtk_widget_has_css_class (get_part (f->pane, "filter_button"), "active-filter"));

  f->n_queries = 0;
  cs_stream_filter_reset (filter);
  g_assert_cmpuint (f->n_queries, ==, 1);
  g_assert_false (cs_stream_filter_get_active (filter));
  g_assert_false (gtk_widget_has_css_class (get_part (f->pane, "filter_button"), "active-filter"));
}

static void
test_empty (Fixture      *f,
            gconstpointer data)
{
  g_assert_false (gtk_widget_get_visible (get_part (f->pane, "empty_label")));
  g_list_store_remove_all (f->store);
  g_assert_true (gtk_widget_get_visible (get_part (f->pane, "empty_label")));
  g_assert_cmpstr (get_text (f, "empty_label"), ==, "Posts show up here as they arrive");
}

/* A real pointer, since GTK has no other. */
static void
use_pointer (const char *first,
             ...)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  va_list args;
  int status;

  g_ptr_array_add (argv, (char *) "xdotool");
  va_start (args, first);
  for (const char *word = first; word != NULL; word = va_arg (args, const char *))
    g_ptr_array_add (argv, (char *) word);
  va_end (args);
  g_ptr_array_add (argv, NULL);
  g_spawn_sync (NULL, (char **) argv->pdata, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, NULL));
}

static gboolean
is_held (gpointer user_data)
{
  return cs_stream_pane_get_held (user_data);
}

static gboolean
is_not_held (gpointer user_data)
{
  return !cs_stream_pane_get_held (user_data);
}

static gboolean
has_selection (gpointer user_data)
{
  return cs_stream_view_get_selected_id (user_data) != 0;
}

static void
test_pointer (Fixture      *f,
              gconstpointer data)
{
  g_autofree char *xdotool = g_find_program_in_path ("xdotool");

  if (xdotool == NULL) {
    g_test_skip ("xdotool is not installed");
    return;
  }
  use_pointer ("mousemove", "1500", "1000", NULL);
  use_pointer ("mousemove", "150", "400", NULL);
  g_assert_true (cs_ui_test_wait_until (is_held, f->pane));
  g_assert_cmpstr (get_text (f, "hold_reason"), ==, "the pointer is in it");
  use_pointer ("mousemove", "1500", "1000", NULL);
  g_assert_true (cs_ui_test_wait_until (is_not_held, f->pane));
  use_pointer ("mousemove", "150", "400", "click", "1", NULL);
  g_assert_true (cs_ui_test_wait_until (has_selection, f->view));
  cs_ui_test_wait_frame (f->window);
  use_pointer ("mousemove", "1500", "1000", NULL);
}

static void
add (const char *path,
     void (*test) (Fixture *f, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  cs_ui_test_init (&argc, &argv);
  add ("/stream-pane/held/open-post", test_held_while_a_post_is_open);
  add ("/stream-pane/held/scrolled", test_held_while_scrolled);
  add ("/stream-pane/held/released", test_release_beats_an_open_post);
  add ("/stream-pane/held/height", test_hold_line_keeps_its_height);
  add ("/stream-pane/chips/one", test_chips_choose_one_tag);
  add ("/stream-pane/chips/goes", test_chosen_tag_goes);
  add ("/stream-pane/chips/late", test_late_tag);
  add ("/stream-pane/search", test_search);
  add ("/stream-pane/filter", test_filter);
  add ("/stream-pane/empty", test_empty);
  add ("/stream-pane/pointer", test_pointer);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-stream-samples.h"
#include "cs-stream-view-private.h"
#include "cs-ui-test.h"

#define WIDTH 336
#define HEIGHT 640
#define MAX_ROWS (HEIGHT / CS_STREAM_ROW_HEIGHT + 3)

typedef struct {
  GtkWidget *window;
  CsStreamView *view;
  GtkAdjustment *adjustment;
  GListStore *store;
  GRand *random;
  gint64 next_id;
} Fixture;

static void
insert (Fixture *f,
        guint    position,
        guint    n)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (items, cs_sample_item_new (f->next_id++));
  g_list_store_splice (f->store, position, 0, items->pdata, n);
}

static void
set_up (Fixture      *f,
        gconstpointer data)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  f->next_id = 1;
  f->store = g_list_store_new (CS_TYPE_POST_ITEM);
  f->view = CS_STREAM_VIEW (cs_stream_view_new ());
  f->random = g_rand_new_with_seed (GPOINTER_TO_UINT (data));
  f->window = gtk_window_new ();
  insert (f, 0, 1000);
  cs_stream_view_set_model (f->view, G_LIST_MODEL (f->store));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_ALWAYS);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (f->view));
  f->adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  gtk_window_set_decorated (GTK_WINDOW (f->window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (f->window), WIDTH, HEIGHT);
  gtk_window_set_child (GTK_WINDOW (f->window), scroller);
  gtk_window_present (GTK_WINDOW (f->window));
  gtk_test_widget_wait_for_draw (f->window);
  cs_ui_test_wait_frame (f->window);
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (f->view)), ==, HEIGHT);
}

static void
tear_down (Fixture      *f,
           gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  g_assert_finalize_object (f->store);
  g_rand_free (f->random);
}

static void
settle (Fixture *f)
{
  cs_stream_view_queue_settle (f->view, TRUE);
  cs_ui_test_wait_next_frame (f->window);
  g_assert_false (f->view->dirty);
}

/* Where a post's row is on screen. */
static gboolean
find_row (Fixture *f,
          gint64   post_id,
          double  *y)
{
  for (guint i = 0; i < f->view->rows->len; i++) {
    graphene_rect_t bounds;

    if (cs_post_item_get_id (cs_stream_row_get_item (f->view->rows->pdata[i])) != post_id)
      continue;
    g_assert_true (gtk_widget_compute_bounds (f->view->rows->pdata[i], GTK_WIDGET (f->view), &bounds));
    *y = bounds.origin.y;
    return TRUE;
  }
  return FALSE;
}

static void
assert_row_shows (CsStreamRow *row,
                  CsPostItem  *item)
{
  CsEntry *entry = cs_post_item_get_entry (item);
  g_autofree char *label = g_strdup_printf ("%s: %s", entry->post->name, entry->post->text);

  g_assert_true (cs_stream_row_get_item (row) == item);
  g_assert_cmpstr (cs_stream_row_get_label (row), ==, label);
  g_assert_nonnull (strstr (cs_stream_row_get_body (row), entry->post->text));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label);
}

/* Every row on screen shows the post that the model has there, and no part of the view is bare. */
static void
assert_like_the_model (Fixture *f)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (f->store));
  guint position = f->view->first;
  float bottom = 0;

  g_assert_cmpuint (cs_stream_view_count_rows (f->view), <=, MAX_ROWS);
  g_assert_cmpfloat (gtk_adjustment_get_value (f->adjustment), ==, f->view->value);
  for (guint i = 0; i < f->view->rows->len; i++, position++) {
    g_autoptr (CsPostItem) item = g_list_model_get_item (G_LIST_MODEL (f->store), position);
    GtkWidget *row = f->view->rows->pdata[i];
    gboolean selected = cs_post_item_get_id (item) == cs_stream_view_get_selected_id (f->view);
    graphene_rect_t bounds;

    assert_row_shows (f->view->rows->pdata[i], item);
    g_assert_true (gtk_widget_compute_bounds (row, GTK_WIDGET (f->view), &bounds));
    if (i == 0)
      g_assert_cmpfloat (bounds.origin.y, <=, 0);
    else
      g_assert_cmpfloat (bounds.origin.y, ==, bottom);
    g_assert_cmpfloat (bounds.size.height, ==, selected ? CS_STREAM_TALL_HEIGHT : CS_STREAM_ROW_HEIGHT);
    g_assert_true (gtk_widget_get_mapped (row));
    bottom = bounds.origin.y + bounds.size.height;
  }
  g_assert_true (bottom >= HEIGHT || n == 0 || position == n);
}

static void
change_text (Fixture *f,
             guint    position)
{
  g_autoptr (CsPostItem) item = g_list_model_get_item (G_LIST_MODEL (f->store), position);
  CsEntry *before = cs_post_item_get_entry (item);
  g_autoptr (CsPost) post = cs_post_new (before->post->network, "scene.example", before->post->native_id);
  g_autoptr (CsEntry) entry = NULL;

  post->account = cs_account_ref (before->post->account);
  post->raw_text = g_strdup_printf ("Edited %u", g_rand_int (f->random));
  cs_post_seal (post);
  entry = cs_entry_new (before->id, post);
  cs_post_item_set_entry (item, entry);
}

static int
compare_cb (gconstpointer a,
            gconstpointer b,
            gpointer      data)
{
  guint first = cs_post_item_get_id ((CsPostItem *) a) * 2654435761u;
  guint second = cs_post_item_get_id ((CsPostItem *) b) * 2654435761u;

  return first < second ? -1 : first > second;
}

static void
edit (Fixture *f)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (f->store));
  guint position = n > 0 ? g_rand_int_range (f->random, 0, n) : 0;
  guint count = g_rand_int_range (f->random, 1, 40);

  switch (g_rand_int_range (f->random, 0, 9)) {
  case 0:
  case 1:
    insert (f, 0, g_rand_int_range (f->random, 1, 50));
    break;
  case 2:
    insert (f, position, g_rand_int_range (f->random, 1, 50));
    break;
  case 3:
  case 4:
    g_list_store_splice (f->store, position, MIN (count, n - position), NULL, 0);
    break;
  case 5:
    if (f->view->first != CS_STREAM_NONE && n > 0)
      g_list_store_remove (f->store, MIN (f->view->first + position % 8, n - 1));
    break;
  case 6:
    if (n > 0)
      change_text (f, MIN (f->view->first == CS_STREAM_NONE ? 0 : f->view->first + position % 8, n - 1));
    break;
  case 7:
    if (g_rand_int_range (f->random, 0, 4) == 0)
      g_list_store_sort (f->store, compare_cb, NULL);
    break;
  default:
    if (g_rand_int_range (f->random, 0, 30) == 0)
      g_list_store_remove_all (f->store);
  }
}

static void
act (Fixture *f)
{
  double most = gtk_adjustment_get_upper (f->adjustment) - gtk_adjustment_get_page_size (f->adjustment);

  switch (g_rand_int_range (f->random, 0, 6)) {
  case 0:
    gtk_adjustment_set_value (f->adjustment, g_rand_double (f->random) * most);
    break;
  case 1:
    gtk_adjustment_set_value (f->adjustment,
                              gtk_adjustment_get_value (f->adjustment) + g_rand_int_range (f->random, -200, 200));
    break;
  case 2:
    cs_stream_view_select (f->view, g_rand_int_range (f->random, 0, f->next_id));
    break;
  case 3:
    cs_stream_view_select_by (f->view, g_rand_int_range (f->random, -3, 4));
    break;
  case 4:
    cs_stream_view_go_to_newest (f->view);
    break;
  default:
    break;
  }
}

/* Edits of every kind, several between two frames, with a person scrolling and choosing all the while. */
static void
test_random_edits (Fixture      *f,
                   gconstpointer data)
{
  for (guint step = 0; step < 60; step++) {
    guint n = g_rand_int_range (f->random, 1, 6);

    for (guint i = 0; i < n; i++) {
      edit (f);
      if (g_rand_boolean (f->random))
        act (f);
    }
    settle (f);
    assert_like_the_model (f);
  }
}

/* The list widget of GTK 4.8 keeps rows of removed posts here. */
static void
test_range_removal (Fixture      *f,
                    gconstpointer data)
{
  gtk_adjustment_set_value (f->adjustment, 298 * CS_STREAM_ROW_HEIGHT);
  settle (f);
  g_assert_cmpuint (f->view->first, ==, 298);
  g_list_store_splice (f->store, 290, 20, NULL, 0);
  settle (f);
  g_assert_cmpuint (f->view->first, ==, 290);
  assert_like_the_model (f);
}

typedef struct {
  Fixture *f;
  gint64 post_id;
  double y;
  double step;
  guint frames;
  guint wanted;
  double worst;
} Watch;

static void
watch_cb (GdkFrameClock *clock,
          gpointer       user_data)
{
  Watch *watch = user_data;
  double y = 0;

  watch->frames++;
  watch->y -= watch->step;
  g_assert_true (find_row (watch->f, watch->post_id, &y));
  watch->worst = MAX (watch->worst, ABS (y - watch->y));

  insert (watch->f, 0, 17);
  g_list_store_splice (watch->f->store, g_rand_int_range (watch->f->random, 0, 10), 2, NULL, 0);
}

static gboolean
scroll_cb (GtkWidget     *widget,
           GdkFrameClock *clock,
           gpointer       user_data)
{
  Watch *watch = user_data;

  gtk_adjustment_set_value (watch->f->adjustment, gtk_adjustment_get_value (watch->f->adjustment) + watch->step);
  return G_SOURCE_CONTINUE;
}

static gboolean
is_watched (gpointer user_data)
{
  Watch *watch = user_data;

  return watch->frames >= watch->wanted;
}

static void
watch_a_row (Fixture *f,
             double   step)
{
  Watch watch = { f, 0, 0, step, 0, 90, 0 };
  GdkFrameClock *clock = gtk_widget_get_frame_clock (f->window);
  guint before = g_list_model_get_n_items (G_LIST_MODEL (f->store));
  guint tick_id;
  gulong handler;

  gtk_adjustment_set_value (f->adjustment, 500 * CS_STREAM_ROW_HEIGHT + 31);
  settle (f);
  watch.post_id = cs_stream_view_get_id_at (f->view, 300, &watch.y);
  tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (f->view), scroll_cb, &watch, NULL);
  handler = g_signal_connect (clock, "after-paint", G_CALLBACK (watch_cb), &watch);
  g_assert_true (cs_ui_test_wait_until (is_watched, &watch));
  g_signal_handler_disconnect (clock, handler);
  gtk_widget_remove_tick_callback (GTK_WIDGET (f->view), tick_id);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (f->store)), >, before + 1000);
  g_assert_cmpfloat (watch.worst, ==, 0);
}

/* Thousands of posts come in above: what a person reads does not move by one pixel. */
static void
test_holds_its_place (Fixture      *f,
                      gconstpointer data)
{
  watch_a_row (f, 0);
}

static void
test_scrolls_evenly (Fixture      *f,
                     gconstpointer data)
{
  watch_a_row (f, 1);
}

static void
test_follows_at_top (Fixture      *f,
                     gconstpointer data)
{
  g_assert_true (cs_stream_view_get_at_newest (f->view));
  insert (f, 0, 30);
  settle (f);
  g_assert_cmpuint (f->view->first, ==, 0);
  assert_like_the_model (f);
  gtk_adjustment_set_value (f->adjustment, 100);
  settle (f);
  g_assert_false (cs_stream_view_get_at_newest (f->view));
  insert (f, 0, 30);
  settle (f);
  g_assert_cmpuint (f->view->first, ==, 31);
  cs_stream_view_go_to_newest (f->view);
  settle (f);
  g_assert_cmpuint (f->view->first, ==, 0);
  g_assert_cmpfloat (gtk_adjustment_get_value (f->adjustment), ==, 0);
}

static gint64
id_at (Fixture *f,
       guint    position)
{
  return cs_stream_view_get_id (f->view, position);
}

static void
test_selects_posts_not_rows (Fixture      *f,
                             gconstpointer data)
{
  gint64 post_id = id_at (f, 3);
  double y, before;

  cs_stream_view_select (f->view, post_id);
  settle (f);
  g_assert_true (find_row (f, post_id, &before));
  g_assert_cmpfloat (before, ==, 3 * CS_STREAM_ROW_HEIGHT);
  insert (f, 0, 2);
  g_list_store_remove (f->store, 3);
  settle (f);
  g_assert_cmpint (cs_stream_view_get_selected_id (f->view), ==, post_id);
  g_assert_true (find_row (f, post_id, &y));
  g_assert_cmpint (id_at (f, f->view->geometry.tall), ==, post_id);
  assert_like_the_model (f);
}

/* Choosing a row makes it taller and another one lower: the chosen one stays under the pointer. */
static void
test_chosen_row_stays (Fixture      *f,
                       gconstpointer data)
{
  gint64 post_id;
  double before, y;

  gtk_adjustment_set_value (f->adjustment, 5000);
  settle (f);
  cs_stream_view_select (f->view, id_at (f, f->view->first + 1));
  settle (f);
  post_id = id_at (f, f->view->first + 4);
  g_assert_true (find_row (f, post_id, &before));
  cs_stream_view_select (f->view, post_id);
  settle (f);
  g_assert_true (find_row (f, post_id, &y));
  g_assert_cmpfloat (y, ==, before);
}

static void
test_selection_survives_removal (Fixture      *f,
                                 gconstpointer data)
{
  g_autoptr (CsPostItem) item = g_list_model_get_item (G_LIST_MODEL (f->store), 4);
  gint64 next = id_at (f, 5);

  cs_stream_view_select (f->view, cs_post_item_get_id (item));
  settle (f);
  g_list_store_remove (f->store, 4);
  settle (f);
  g_assert_cmpint (cs_stream_view_get_selected_id (f->view), ==, cs_post_item_get_id (item));
  g_assert_true (cs_stream_view_get_selected_item (f->view) == item);
  g_assert_null (cs_stream_view_get_selected_row (f->view));
  g_assert_false (gtk_widget_get_child_visible (f->view->actions));
  g_list_store_insert (f->store, 2, item);
  settle (f);
  g_assert_nonnull (cs_stream_view_get_selected_row (f->view));
  g_list_store_remove (f->store, 2);
  insert (f, 0, 1);
  g_assert_true (cs_stream_view_select_by (f->view, 1));
  g_assert_cmpint (cs_stream_view_get_selected_id (f->view), ==, id_at (f, 3));
  g_assert_cmpint (cs_stream_view_get_selected_id (f->view), !=, next);
}

static gboolean
press (GtkWidget *widget,
       guint      keyval)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
    guint n = GTK_IS_SHORTCUT_CONTROLLER (controller) ? g_list_model_get_n_items (G_LIST_MODEL (controller)) : 0;

    for (guint j = 0; j < n; j++) {
      g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);
      GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

      if (GTK_IS_KEYVAL_TRIGGER (trigger) &&
          gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == keyval)
        return gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget,
                                             gtk_shortcut_get_arguments (shortcut));
    }
  }
  return FALSE;
}

static guint
get_selected (Fixture *f)
{
  settle (f);
  assert_like_the_model (f);
  g_assert_nonnull (cs_stream_view_get_selected_row (f->view));
  return f->view->geometry.tall;
}

static void
test_keys (Fixture      *f,
           gconstpointer data)
{
  GtkWidget *view = GTK_WIDGET (f->view);

  g_assert_true (press (view, GDK_KEY_Down));
  g_assert_cmpuint (get_selected (f), ==, 0);
  press (view, GDK_KEY_Down);
  g_assert_cmpuint (get_selected (f), ==, 1);
  press (view, GDK_KEY_Up);
  press (view, GDK_KEY_Up);
  g_assert_cmpuint (get_selected (f), ==, 0);
  press (view, GDK_KEY_Page_Down);
  g_assert_cmpuint (get_selected (f), ==, HEIGHT / CS_STREAM_ROW_HEIGHT - 1);
  press (view, GDK_KEY_End);
  g_assert_cmpuint (get_selected (f), ==, 999);
  press (view, GDK_KEY_Down);
  g_assert_cmpuint (get_selected (f), ==, 999);
  press (view, GDK_KEY_Page_Up);
  g_assert_cmpuint (get_selected (f), ==, 999 - HEIGHT / CS_STREAM_ROW_HEIGHT + 1);
  /* Enter and Space put things on air: they are never the list's. */
  g_assert_false (press (view, GDK_KEY_Return));
  g_assert_false (press (view, GDK_KEY_space));
  g_assert_false (press (view, GDK_KEY_Escape));
}

static void
test_focus_follows (Fixture      *f,
                    gconstpointer data)
{
  GtkWidget *view = GTK_WIDGET (f->view);

  gtk_widget_grab_focus (view);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (f->window)) == f->view->rows->pdata[0]);
  for (guint i = 0; i < 30; i++)
    press (view, GDK_KEY_Down);
  settle (f);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (f->window)) ==
                 GTK_WIDGET (cs_stream_view_get_selected_row (f->view)));
  /* Scrolled away: the row goes to another post, the keyboard stays with the list, and comes back. */
  gtk_adjustment_set_value (f->adjustment, 0);
  settle (f);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (f->window)) == view);
  press (view, GDK_KEY_Down);
  settle (f);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (f->window)) ==
                 GTK_WIDGET (cs_stream_view_get_selected_row (f->view)));
  g_assert_cmpuint (f->view->geometry.tall, ==, 30);
}

static void
test_tab_stops (Fixture      *f,
                gconstpointer data)
{
  GtkWidget *view = GTK_WIDGET (f->view);
  g_autoptr (GSimpleActionGroup) triage = g_simple_action_group_new ();
  static const GActionEntry entries[] = { { "approve", NULL, "x" }, { "reject", NULL, "x" }, { "hold", NULL, "x" } };

  g_action_map_add_action_entries (G_ACTION_MAP (triage), entries, G_N_ELEMENTS (entries), NULL);
  gtk_widget_insert_action_group (f->window, "triage", G_ACTION_GROUP (triage));
  cs_stream_view_select (f->view, id_at (f, 1));
  settle (f);
  gtk_widget_grab_focus (view);
  g_assert_true (gtk_widget_child_focus (view, GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_widget_get_focus_child (view) == f->view->actions);
  g_assert_true (gtk_widget_child_focus (view, GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_widget_child_focus (view, GTK_DIR_TAB_FORWARD));
  g_assert_false (gtk_widget_child_focus (view, GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_widget_child_focus (view, GTK_DIR_TAB_BACKWARD));
  g_assert_true (gtk_widget_child_focus (view, GTK_DIR_TAB_BACKWARD));
  g_assert_true (gtk_widget_child_focus (view, GTK_DIR_TAB_BACKWARD));
  g_assert_true (gtk_widget_get_focus_child (view) == GTK_WIDGET (cs_stream_view_get_selected_row (f->view)));
  g_assert_false (gtk_widget_child_focus (view, GTK_DIR_TAB_BACKWARD));
}

static void
approve_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  *(gint64 *) user_data = g_variant_get_int64 (parameter);
}

/* The button was shown for one post; others have come in between since. */
static void
test_acts_on_the_post (Fixture      *f,
                       gconstpointer data)
{
  g_autoptr (GSimpleActionGroup) triage = g_simple_action_group_new ();
  static const GActionEntry entries[] = { { "approve", approve_cb, "x" } };
  gint64 approved = 0;
  gint64 post_id = id_at (f, 2);
  GtkWidget *approve;

  g_action_map_add_action_entries (G_ACTION_MAP (triage), entries, 1, &approved);
  gtk_widget_insert_action_group (f->window, "triage", G_ACTION_GROUP (triage));
  cs_stream_view_select (f->view, post_id);
  settle (f);
  approve = gtk_widget_get_first_child (f->view->actions);
  insert (f, 0, 3);
  g_signal_emit_by_name (approve, "clicked");
  g_assert_cmpint (approved, ==, post_id);
}

static void
test_withdrawn_has_no_buttons (Fixture      *f,
                               gconstpointer data)
{
  g_autoptr (CsPostItem) item = g_list_model_get_item (G_LIST_MODEL (f->store), 0);
  g_autoptr (CsEntry) entry = cs_entry_new (cs_post_item_get_id (item), cs_post_item_get_entry (item)->post);

  cs_stream_view_select (f->view, cs_post_item_get_id (item));
  settle (f);
  g_assert_true (gtk_widget_get_child_visible (f->view->actions));
  entry->withdrawn_us = 1;
  cs_post_item_set_entry (item, entry);
  settle (f);
  g_assert_false (gtk_widget_get_child_visible (f->view->actions));
}

static void
test_accessible (Fixture      *f,
                 gconstpointer data)
{
  CsStreamRow *row;

  cs_stream_view_select (f->view, id_at (f, 1));
  settle (f);
  row = cs_stream_view_get_selected_row (f->view);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (f->view), GTK_ACCESSIBLE_ROLE_LIST);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_SELECTED, TRUE);
  gtk_test_accessible_assert_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_POS_IN_SET, 2);
  gtk_test_accessible_assert_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_SET_SIZE, 1000);
  g_assert_true (gtk_widget_get_next_sibling (GTK_WIDGET (row)) == f->view->actions);
  g_assert_null (gtk_widget_get_tooltip_text (GTK_WIDGET (row)));
  for (guint i = 1; i < f->view->rows->len; i++)
    g_assert_false (gtk_widget_get_has_tooltip (f->view->rows->pdata[i]));
}

/* At this value the last row on screen ends less than a pixel above the edge of the view. */
static void
test_between_pixels (Fixture      *f,
                     gconstpointer data)
{
  double value = 10 * CS_STREAM_ROW_HEIGHT + CS_STREAM_ROW_HEIGHT - HEIGHT % CS_STREAM_ROW_HEIGHT;

  gtk_adjustment_set_value (f->adjustment, value + .6);
  settle (f);
  assert_like_the_model (f);
  gtk_adjustment_set_value (f->adjustment, value + .4);
  settle (f);
  assert_like_the_model (f);
}

static void
test_not_loaded_yet (Fixture      *f,
                     gconstpointer data)
{
  g_autoptr (CsPostItem) known = cs_sample_item_new (5000);
  g_autoptr (CsPostItem) item = cs_post_item_new (5000, NULL);

  g_list_store_insert (f->store, 0, item);
  settle (f);
  g_assert_null (cs_stream_row_get_body (f->view->rows->pdata[0]));
  cs_stream_view_select (f->view, 5000);
  settle (f);
  cs_post_item_set_entry (item, cs_post_item_get_entry (known));
  settle (f);
  assert_like_the_model (f);
}

static void
show_with_picture (Fixture         *f,
                   CsPictureLoader *loader,
                   gboolean         sensitive)
{
  g_autoptr (CsPost) post = cs_post_new (CS_NETWORK_MASTODON, "scene.example", "9");
  g_autoptr (CsMedia) media = cs_media_new (CS_MEDIA_IMAGE);
  g_autoptr (CsEntry) entry = NULL;
  g_autoptr (CsPostItem) item = NULL;

  media->thumb_url = g_strdup_printf ("https://scene.example/%d", sensitive);
  g_ptr_array_add (post->media, cs_media_ref (media));
  post->account = cs_account_new (CS_NETWORK_MASTODON, "scene.example", "9");
  post->sensitive = sensitive;
  cs_post_seal (post);
  entry = cs_entry_new (7000 + sensitive, post);
  item = cs_post_item_new (entry->id, entry);
  g_list_store_insert (f->store, 0, item);
  settle (f);
}

/* What its author or the network hides is not even fetched for a list. */
static void
test_hides_sensitive_pictures (Fixture      *f,
                               gconstpointer data)
{
  g_autoptr (CsPictureLoader) loader = cs_sample_loader_new ();

  cs_stream_view_set_picture_loader (f->view, loader);
  show_with_picture (f, loader, TRUE);
  cs_ui_test_wait_frame (f->window);
  g_assert_cmpuint (cs_picture_loader_get_size_bytes (loader), ==, 0);
  show_with_picture (f, loader, FALSE);
  cs_ui_test_wait_frame (f->window);
  g_assert_cmpuint (cs_picture_loader_get_size_bytes (loader), >, 0);
}

static void
test_smaller_than_the_view (Fixture      *f,
                            gconstpointer data)
{
  g_list_store_splice (f->store, 2, 998, NULL, 0);
  settle (f);
  assert_like_the_model (f);
  g_assert_cmpuint (f->view->rows->len, ==, 2);
  g_list_store_remove_all (f->store);
  settle (f);
  g_assert_cmpuint (f->view->rows->len, ==, 0);
  g_assert_false (cs_stream_view_select_by (f->view, 1));
  insert (f, 0, 1);
  settle (f);
  assert_like_the_model (f);
}

static void
test_letters_twice_as_large (Fixture      *f,
                             gconstpointer data)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  cs_ui_test_wait_frame (f->window);
  settle (f);
  g_assert_cmpint (gtk_widget_get_height (f->view->rows->pdata[0]), ==, 2 * CS_STREAM_ROW_HEIGHT);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024, NULL);
  cs_ui_test_wait_frame (f->window);
  settle (f);
  assert_like_the_model (f);
}

static gboolean
is_settled (gpointer user_data)
{
  return !CS_STREAM_VIEW (user_data)->dirty;
}

/* Without anybody asking, at the latest a tenth of a second later. */
static void
test_settles_by_itself (Fixture      *f,
                        gconstpointer data)
{
  settle (f);
  insert (f, 0, 1);
  g_assert_true (f->view->dirty);
  g_assert_true (cs_ui_test_wait_until (is_settled, f->view));
  cs_ui_test_wait_frame (f->window);
  assert_like_the_model (f);
}

static void
add (const char *path,
     void (*test) (Fixture *f, gconstpointer data))
{
  g_test_add (path, Fixture, GUINT_TO_POINTER (1), set_up, test, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  cs_ui_test_init (&argc, &argv);
  for (guint seed = 1; seed <= 10; seed++) {
    g_autofree char *path = g_strdup_printf ("/stream-view/random-edits/%u", seed);

    g_test_add (path, Fixture, GUINT_TO_POINTER (seed), set_up, test_random_edits, tear_down);
  }
  add ("/stream-view/range-removal", test_range_removal);
  add ("/stream-view/holds-its-place", test_holds_its_place);
  add ("/stream-view/scrolls-evenly", test_scrolls_evenly);
  add ("/stream-view/follows-at-top", test_follows_at_top);
  add ("/stream-view/selects-posts", test_selects_posts_not_rows);
  add ("/stream-view/chosen-row-stays", test_chosen_row_stays);
  add ("/stream-view/selection-survives-removal", test_selection_survives_removal);
  add ("/stream-view/keys", test_keys);
  add ("/stream-view/focus-follows", test_focus_follows);
  add ("/stream-view/tab-stops", test_tab_stops);
  add ("/stream-view/acts-on-the-post", test_acts_on_the_post);
  add ("/stream-view/withdrawn", test_withdrawn_has_no_buttons);
  add ("/stream-view/accessible", test_accessible);
  add ("/stream-view/between-pixels", test_between_pixels);
  add ("/stream-view/not-loaded-yet", test_not_loaded_yet);
  add ("/stream-view/sensitive", test_hides_sensitive_pictures);
  add ("/stream-view/small", test_smaller_than_the_view);
  add ("/stream-view/large-letters", test_letters_twice_as_large);
  add ("/stream-view/settles-by-itself", test_settles_by_itself);
  return g_test_run ();
}

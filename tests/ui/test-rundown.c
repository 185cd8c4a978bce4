/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-queue-row.h"
#include "cs-rundown-view.h"
#include "cs-show-test.h"
#include "cs-slot-dialog.h"
#include "cs-slot-row.h"
#include "cs-ui-test.h"

/* What one step of a test waits for; tests run one after the other. */
static const char *expected;

/* "1: 3 5 | 2: | 3: | 4:" */
static char *
describe (CsShowTest *show)
{
  GListModel *rundown = G_LIST_MODEL (cs_desk_get_rundown (show->desk));
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (rundown); i++) {
    g_autoptr (CsSlot) slot = g_list_model_get_item (rundown, i);

    g_string_append_printf (text, "%s%s:", i > 0 ? " | " : "", cs_slot_get_name (slot) + strlen ("Session "));
    for (guint k = 0; k < g_list_model_get_n_items (G_LIST_MODEL (slot)); k++) {
      g_autoptr (CsPostItem) item = g_list_model_get_item (G_LIST_MODEL (slot), k);

      g_string_append_printf (text, " %d", (int) cs_post_item_get_id (item));
    }
  }
  return g_string_free (text, FALSE);
}

static gboolean
is_as_expected (CsShowTest *show)
{
  g_autofree char *found = describe (show);

  return g_strcmp0 (found, expected) == 0;
}

static void
wait_for_rundown (CsShowTest *show,
                  const char *rundown)
{
  expected = rundown;
  cs_show_test_wait (show, is_as_expected);
}

static gboolean
three_are_queued (CsShowTest *show)
{
  CsCounts counts;

  cs_store_get_counts (cs_desk_get_store (show->desk), &counts);
  return counts.queued == 3;
}

static gboolean
is_open (CsShowTest *show)
{
  return cs_show_test_open_entry (show) != NULL;
}

/* Three approved posts, the newest first: 4, 3, 2. */
static CsShowTest *
create_show (void)
{
  CsShowTest *show = cs_show_test_new (NULL);

  wait_for_rundown (show, "1: | 2: | 3: | 4:");
  cs_show_test_fill (show, 4);
  cs_show_test_press (show, "j");
  cs_show_test_wait (show, is_open);
  cs_show_test_press (show, "a");
  cs_show_test_let_pass (400);
  cs_show_test_press (show, "a");
  cs_show_test_let_pass (400);
  cs_show_test_press (show, "a");
  cs_show_test_wait (show, three_are_queued);
  return show;
}

static CsRundownView *
find_page (CsShowTest *show)
{
  GtkWidget *pages = cs_show_test_find (GTK_WIDGET (show->window), ADW_TYPE_VIEW_STACK, NULL);
  GtkWidget *view;

  cs_show_test_press (show, "alt+3");
  cs_show_test_let_pass (200);
  pages = adw_view_stack_get_visible_child (ADW_VIEW_STACK (pages));
  view = cs_show_test_find (pages, CS_TYPE_RUNDOWN_VIEW, NULL);
  g_assert_nonnull (view);
  return CS_RUNDOWN_VIEW (view);
}

static GtkWidget *
find_row (CsRundownView *view,
          GType          type,
          const char    *label)
{
  GtkWidget *row = cs_show_test_find (GTK_WIDGET (view), type, label);

  g_assert_nonnull (row);
  return row;
}

/* P sends what was approved to the current session; from the page it moves on with the keyboard alone. */
static void
test_keys (void)
{
  g_autoptr (CsShowTest) show = create_show ();
  CsRundownView *view;

  cs_show_test_press (show, "p");
  wait_for_rundown (show, "1: 4 | 2: | 3: | 4:");
  cs_show_test_press (show, "p");
  wait_for_rundown (show, "1: 4 3 | 2: | 3: | 4:");
  view = find_page (show);
  cs_show_test_click (show, find_row (view, CS_TYPE_SLOT_ROW, "Session 1"), "click 1");
  cs_show_test_press (show, "Down");
  cs_show_test_let_pass (100);
  g_assert_cmpint (cs_post_item_get_id (cs_rundown_view_get_selected (view)), ==, 4);
  /* The moved post keeps selection and focus: the next press is about it again. */
  cs_show_test_press (show, "alt+Down");
  wait_for_rundown (show, "1: 3 4 | 2: | 3: | 4:");
  cs_show_test_press (show, "alt+Down");
  wait_for_rundown (show, "1: 3 | 2: 4 | 3: | 4:");
  cs_show_test_press (show, "alt+Up");
  wait_for_rundown (show, "1: 3 4 | 2: | 3: | 4:");
  g_assert_cmpint (cs_post_item_get_id (cs_rundown_view_get_selected (view)), ==, 4);
  cs_show_test_press (show, "Delete");
  wait_for_rundown (show, "1: 3 | 2: | 3: | 4:");
}

static void
test_sessions (void)
{
  g_autoptr (CsShowTest) show = create_show ();
  CsRundownView *view = find_page (show);

  cs_show_test_click (show, find_row (view, CS_TYPE_SLOT_ROW, "Session 2"), "click 1");
  cs_show_test_press (show, "alt+Up");
  wait_for_rundown (show, "2: | 1: | 3: | 4:");
  g_assert_cmpstr (cs_slot_get_name (cs_rundown_view_get_selected_slot (view)), ==, "Session 2");
  cs_show_test_press (show, "alt+Down");
  wait_for_rundown (show, "1: | 2: | 3: | 4:");
  /* A person's choice: what is planned goes there. */
  gtk_widget_activate_action (GTK_WIDGET (view), "rundown.choose-slot", "x",
                              cs_slot_get_id (cs_rundown_view_get_selected_slot (view)));
  gtk_widget_activate_action (GTK_WIDGET (view), "rundown.plan", "x", (gint64) 3);
  wait_for_rundown (show, "1: | 2: 3 | 3: | 4:");
  cs_show_test_press (show, "Delete");
  wait_for_rundown (show, "1: | 3: | 4:");
  cs_show_test_wait (show, three_are_queued);
}

static GtkWidget *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

    if (CS_IS_SLOT_DIALOG (window))
      return window; /* GTK keeps it */
  }
  return NULL;
}

static gboolean
dialog_is_there (CsShowTest *show)
{
  return find_dialog () != NULL;
}

static void
answer_dialog (CsShowTest *show,
               const char *name,
               double      length_s)
{
  GtkWidget *dialog, *row;

  cs_show_test_wait (show, dialog_is_there);
  dialog = find_dialog ();
  row = cs_show_test_find (dialog, ADW_TYPE_ENTRY_ROW, NULL);
  gtk_editable_set_text (GTK_EDITABLE (row), name);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (cs_show_test_find (dialog, GTK_TYPE_SPIN_BUTTON, NULL)), length_s);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "accept");
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
test_words (void)
{
  g_autoptr (CsShowTest) show = create_show ();
  CsRundownView *view = find_page (show);
  CsSlot *slot;

  cs_show_test_click (show, find_row (view, CS_TYPE_SLOT_ROW, "Session 2"), "click 1");
  cs_show_test_press (show, "F2");
  answer_dialog (show, "Session encore", 90);
  wait_for_rundown (show, "1: | encore: | 3: | 4:");
  slot = cs_rundown_view_get_selected_slot (view);
  g_assert_cmpuint (cs_slot_get_times (slot)->length_ms, ==, 90000);
  gtk_widget_activate_action (GTK_WIDGET (view), "rundown.add-slot", NULL);
  answer_dialog (show, "Session 5", 45);
  wait_for_rundown (show, "1: | encore: | 3: | 4: | 5:");
}

static guint
count_rows (CsRundownView *view,
            GType          type)
{
  GtkWidget *list = gtk_widget_get_ancestor (find_row (view, CS_TYPE_SLOT_ROW, NULL), GTK_TYPE_LIST_BOX);
  guint n = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL; row = gtk_widget_get_next_sibling (row))
    if (G_TYPE_CHECK_INSTANCE_TYPE (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row)), type))
      n++;
  return n;
}

typedef struct {
  CsRundownView *view;
  guint n;
} Folded;

static gboolean
shows_rows (gpointer data)
{
  const Folded *folded = data;

  return count_rows (folded->view, CS_TYPE_QUEUE_ROW) == folded->n;
}

static void
wait_for_rows (CsRundownView *view,
               guint          n)
{
  Folded folded = { view, n };

  g_assert_true (cs_ui_test_wait_until (shows_rows, &folded));
}

static void
test_folds (void)
{
  g_autoptr (CsShowTest) show = create_show ();
  CsRundownView *view = find_page (show);

  gtk_widget_activate_action (GTK_WIDGET (view), "rundown.plan", "x", (gint64) 3);
  wait_for_rundown (show, "1: 3 | 2: | 3: | 4:");
  wait_for_rows (view, 1);
  cs_show_test_click (show, find_row (view, CS_TYPE_SLOT_ROW, "Session 1"), "click 1");
  cs_show_test_press (show, "Left");
  wait_for_rows (view, 0);
  cs_show_test_press (show, "Right");
  wait_for_rows (view, 1);
  g_assert_cmpuint (count_rows (view, CS_TYPE_SLOT_ROW), ==, 4);
}

static gboolean
is_on_air (CsShowTest *show)
{
  return cs_program_get_on_air (cs_desk_get_program (show->desk)) != NULL;
}

static gint64 next_id;

static gboolean
next_is_cued (CsShowTest *show)
{
  CsPostItem *cued = cs_program_get_cued (cs_desk_get_program (show->desk));

  return cued != NULL && cs_post_item_get_id (cued) == next_id;
}

/* Space cues the session's first, N takes it and cues its next; nothing of the queue comes between. */
static void
test_on_air (void)
{
  g_autoptr (CsShowTest) show = create_show ();

  gtk_widget_activate_action (GTK_WIDGET (show->window), "rundown.plan", "x", (gint64) 3);
  gtk_widget_activate_action (GTK_WIDGET (show->window), "rundown.plan", "x", (gint64) 2);
  wait_for_rundown (show, "1: 3 2 | 2: | 3: | 4:");
  cs_show_test_press (show, "space");
  next_id = 3;
  cs_show_test_wait (show, next_is_cued);
  cs_show_test_press (show, "n");
  cs_show_test_wait (show, is_on_air);
  next_id = 2;
  cs_show_test_wait (show, next_is_cued);
}

/* Its author edits it: it leaves the session in front of everybody's eyes. */
static void
test_edited (void)
{
  g_autoptr (CsShowTest) show = create_show ();
  g_autoptr (CsPost) post = cs_show_test_make_post (show, 3, "Another text");
  CsRundownView *view = find_page (show);

  gtk_widget_activate_action (GTK_WIDGET (show->window), "rundown.plan", "x", (gint64) 3);
  wait_for_rundown (show, "1: 3 | 2: | 3: | 4:");
  cs_show_test_ingest (show, CS_EVENT_EDIT, post);
  wait_for_rundown (show, "1: | 2: | 3: | 4:");
  g_assert_cmpuint (count_rows (view, CS_TYPE_QUEUE_ROW), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  cs_ui_test_init (&argc, &argv);

  g_test_add_func ("/rundown/keys", test_keys);
  g_test_add_func ("/rundown/sessions", test_sessions);
  g_test_add_func ("/rundown/words", test_words);
  g_test_add_func ("/rundown/folds", test_folds);
  g_test_add_func ("/rundown/on-air", test_on_air);
  g_test_add_func ("/rundown/edited", test_edited);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random edits of a show while the real window looks at it, and after every frame every row on the screen against what it
 * should show. CS_LISTS_SEEDS runs of CS_LISTS_SECONDS each; CS_LISTS_SEED is the first. */
#include "cs-event.h"
#include "cs-list-oracle.h"
#include "cs-queue-view.h"
#include "cs-queue-row.h"
#include "cs-store-rundown.h"
#include "cs-stream-pane.h"
#include "cs-ui-test.h"

#include <stdlib.h>

#define MAX_IN_WORK 3
#define EDIT_EVERY_MS 4
#define REST_MS 1500

typedef struct {
  CsShowTest *show;
  GRand *random;
  guint n_made;
  GArray *wordings; /* of guint: of post number i + 1; 0 when it was deleted */
  guint in_work;    /* batches on their way into the file */
  guint n_frames;
  guint n_rows;
  guint wrong;
  gboolean sabotage;
} Run;

static guint
read_number (const char *name,
             guint       fallback)
{
  const char *text = g_getenv (name);

  return text != NULL ? strtoul (text, NULL, 10) : fallback;
}

static guint
draw (Run  *run,
      guint n)
{
  return n > 0 ? g_rand_int_range (run->random, 0, n) : 0;
}

static void
ingested_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  Run *run = data;
  CsIngestResult counts;

  g_assert_true (cs_store_ingest_finish (CS_STORE (source), result, &counts, NULL));
  run->in_work--;
}

static void
send (Run       *run,
      GPtrArray *events)
{
  run->in_work++;
  cs_store_ingest_async (cs_desk_get_store (run->show->desk), events, NULL, ingested_cb, run);
}

static void
add_wording (Run        *run,
             GPtrArray  *events,
             CsEventKind kind,
             guint       number)
{
  guint *wording = &g_array_index (run->wordings, guint, number - 1);
  g_autofree char *text = g_strdup_printf ("N%uv%u says something about the show", number, ++*wording);
  g_autoptr (CsPost) post = cs_show_test_make_post (run->show, number, text);

  g_ptr_array_add (events, cs_event_new_post (kind, post));
}

static void
write_posts (Run *run)
{
  g_autoptr (GPtrArray) events = cs_event_batch_new ();
  guint n = 1 + draw (run, 30);

  for (guint i = 0; i < n; i++) {
    g_array_set_size (run->wordings, ++run->n_made);
    add_wording (run, events, CS_EVENT_POST, run->n_made);
  }
  send (run, events);
}

static guint
draw_recent (Run *run)
{
  return run->n_made - draw (run, MIN (run->n_made, 200));
}

static void
edit_post (Run *run)
{
  g_autoptr (GPtrArray) events = cs_event_batch_new ();
  guint number = draw_recent (run);

  if (g_array_index (run->wordings, guint, number - 1) == 0)
    return;
  add_wording (run, events, CS_EVENT_EDIT, number);
  send (run, events);
}

static void
delete_post (Run *run)
{
  g_autoptr (GPtrArray) events = cs_event_batch_new ();
  guint number = draw_recent (run);
  g_autofree char *id = g_strdup_printf ("%u", number);

  g_array_index (run->wordings, guint, number - 1) = 0;
  g_ptr_array_add (events, cs_event_new_id (CS_EVENT_DELETE, CS_NETWORK_MASTODON, "scene.example", id,
                                            cs_clock_now_us (run->show->clock)));
  send (run, events);
}

static void
decide (Run *run)
{
  const CsVerb verbs[] = { CS_VERB_APPROVE, CS_VERB_APPROVE, CS_VERB_APPROVE, CS_VERB_REJECT, CS_VERB_HOLD };
  GListModel *stream = cs_stream_view_get_model (
    CS_STREAM_VIEW (cs_show_test_find (GTK_WIDGET (run->show->window), CS_TYPE_STREAM_VIEW, NULL)));
  guint n = MIN (g_list_model_get_n_items (stream), 100);
  g_autoptr (CsPostItem) item = n > 0 ? g_list_model_get_item (stream, draw (run, n)) : NULL;
  CsEntry *entry = item != NULL ? cs_post_item_get_entry (item) : NULL;

  if (entry != NULL)
    cs_triage_decide_async (cs_desk_get_triage (run->show->desk), entry, verbs[draw (run, G_N_ELEMENTS (verbs))], NULL, NULL, NULL,
                            NULL);
}

static CsPostItem *
draw_queued (Run   *run,
             guint *n)
{
  GtkWidget *view = cs_show_test_find (GTK_WIDGET (run->show->window), CS_TYPE_QUEUE_VIEW, NULL);
  GtkWidget *list = cs_show_test_find (view, GTK_TYPE_LIST_VIEW, NULL);
  GListModel *queue = G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)));

  *n = queue != NULL ? g_list_model_get_n_items (queue) : 0;
  return *n > 0 ? g_list_model_get_item (queue, draw (run, *n)) : NULL;
}

static void
move_in_queue (Run *run)
{
  guint n;
  g_autoptr (CsPostItem) item = draw_queued (run, &n);

  if (item == NULL)
    return;
  if (draw (run, 4) == 0)
    cs_store_leave_queue_async (cs_desk_get_store (run->show->desk), cs_post_item_get_id (item), NULL, NULL, NULL);
  else
    cs_store_move_in_queue_async (cs_desk_get_store (run->show->desk), cs_post_item_get_id (item), 1 + draw (run, n), NULL, NULL,
                                  NULL);
}

static CsSlot *
draw_slot (Run   *run,
           guint *n)
{
  GListModel *slots = G_LIST_MODEL (cs_desk_get_rundown (run->show->desk));

  *n = g_list_model_get_n_items (slots);
  return *n > 0 ? g_list_model_get_item (slots, draw (run, *n)) : NULL;
}

static void
change_slots (Run *run)
{
  CsStore *store = cs_desk_get_store (run->show->desk);
  guint n;
  g_autoptr (CsSlot) slot = draw_slot (run, &n);
  g_autofree char *name = g_strdup_printf ("Session %u", draw (run, 1000));

  if (slot == NULL || (n < 6 && draw (run, 3) == 0))
    cs_store_add_slot_async (store, name, "", CS_SLOT_LENGTH_MS, 1 + draw (run, n), NULL, NULL, NULL);
  else if (draw (run, 4) == 0)
    cs_store_remove_slot_async (store, cs_slot_get_id (slot), NULL, NULL, NULL);
  else if (draw (run, 2) == 0)
    cs_store_move_slot_async (store, cs_slot_get_id (slot), 1 + draw (run, n), NULL, NULL, NULL);
  else
    cs_store_change_slot_async (store, cs_slot_get_id (slot), name, "", CS_SLOT_LENGTH_MS, NULL, NULL, NULL);
}

static void
plan (Run *run)
{
  CsStore *store = cs_desk_get_store (run->show->desk);
  guint n, n_slots;
  g_autoptr (CsPostItem) item = draw_queued (run, &n);
  g_autoptr (CsSlot) slot = draw_slot (run, &n_slots);
  g_autoptr (CsPostItem) planned = NULL;

  if (slot == NULL)
    return;
  if (item != NULL)
    cs_store_plan_async (store, cs_post_item_get_id (item), cs_slot_get_id (slot), 1 + draw (run, 5), NULL, NULL, NULL);
  planned = g_list_model_get_item (G_LIST_MODEL (slot), 0);
  if (planned != NULL && draw (run, 2) == 0)
    cs_store_unplan_async (store, cs_post_item_get_id (planned), NULL, NULL, NULL);
}

static void
air (Run *run)
{
  CsProgram *program = cs_desk_get_program (run->show->desk);
  guint n;
  g_autoptr (CsPostItem) item = draw_queued (run, &n);

  if (item != NULL && cs_program_cue (program, item, NULL) && draw (run, 2) == 0)
    cs_program_take_async (program, "Léa", NULL, NULL, NULL);
  else if (draw (run, 3) == 0)
    cs_program_out (program);
}

static void
scroll (GtkWidget *root,
        Run       *run)
{
  if (GTK_IS_SCROLLED_WINDOW (root) && gtk_widget_get_mapped (root)) {
    GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (root));
    double room = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);

    gtk_adjustment_set_value (adjustment, draw (run, 3) == 0 ? 0 : g_rand_double (run->random) * MIN (room, 3000));
  }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    scroll (child, run);
}

static void
look_around (Run *run)
{
  static const char *const pages[] = { "triage", "queue", "rundown", "as-run" };
  GtkWidget *window = GTK_WIDGET (run->show->window);

  switch (draw (run, 4)) {
  case 0:
    g_object_set (window, "page", pages[draw (run, G_N_ELEMENTS (pages))], NULL);
    break;
  case 1:
    gtk_widget_activate_action (window, draw (run, 2) == 0 ? "triage.next" : "triage.previous", NULL);
    break;
  case 2:
    gtk_widget_activate_action (window, "stream.release", NULL);
    break;
  default:
    scroll (window, run);
    break;
  }
}

/* To be seen to fail: a row that shows another post than its own. */
static void
sabotage (GtkWidget *root)
{
  if (CS_IS_QUEUE_ROW (root)) {
    for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
      if (GTK_IS_INSCRIPTION (child))
        gtk_inscription_set_text (GTK_INSCRIPTION (child), "N999999v1");
    return;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    sabotage (child);
}

static void (*const edits[]) (Run *run) = {
  write_posts, write_posts, edit_post, edit_post, delete_post, decide, decide, decide, decide, decide, move_in_queue, move_in_queue,
  change_slots, plan, plan, air, look_around,
};

static gboolean
edit_cb (gpointer data)
{
  Run *run = data;

  if (run->in_work < MAX_IN_WORK)
    edits[draw (run, G_N_ELEMENTS (edits))] (run);
  return G_SOURCE_CONTINUE;
}

static void
after_paint_cb (GdkFrameClock *clock,
                Run           *run)
{
  run->n_frames++;
  if (run->sabotage)
    sabotage (GTK_WIDGET (run->show->window));
  run->wrong += cs_list_oracle_look (run->show);
  run->n_rows += cs_list_oracle_count_rows (run->show);
}

static gboolean
is_idle (CsShowTest *show)
{
  Run *run = g_object_get_data (G_OBJECT (show->window), "run");

  return run->in_work == 0;
}

static sqlite3 *
open_file (CsShowTest *show)
{
  g_autofree char *path = g_build_filename (show->folder, "show.coulisses", NULL);
  sqlite3 *file;

  g_assert_cmpint (sqlite3_open_v2 (path, &file, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  return file;
}

/* On every page, when the dust has settled. */
static void
look_at_rest (Run *run)
{
  static const char *const pages[] = { "triage", "queue", "rundown", "as-run" };
  sqlite3 *file = open_file (run->show);

  cs_show_test_wait (run->show, is_idle);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++) {
    g_object_set (run->show->window, "page", pages[i], NULL);
    gtk_widget_activate_action (GTK_WIDGET (run->show->window), "stream.release", NULL);
    cs_show_test_let_pass (i == 0 ? REST_MS : 400);
    run->wrong += cs_list_oracle_look_at_rest (run->show, file);
  }
  sqlite3_close (file);
}

static void
run_seed (Run  *run,
          guint seed,
          guint time_ms)
{
  GdkFrameClock *clock;
  guint edit_id;

  run->show = cs_show_test_new (NULL);
  run->random = g_rand_new_with_seed (seed);
  run->wordings = g_array_new (FALSE, TRUE, sizeof (guint));
  g_object_set_data (G_OBJECT (run->show->window), "run", run);
  write_posts (run);
  clock = gtk_widget_get_frame_clock (GTK_WIDGET (run->show->window));
  g_signal_connect_after (clock, "after-paint", G_CALLBACK (after_paint_cb), run);
  edit_id = g_timeout_add (EDIT_EVERY_MS, edit_cb, run);
  cs_show_test_let_pass (time_ms);
  g_source_remove (edit_id);
  look_at_rest (run);
  g_signal_handlers_disconnect_by_data (clock, run);
  g_test_message ("seed %u: %u posts, %u frames, %u rows looked at, %u wrong", seed, run->n_made, run->n_frames, run->n_rows,
                  run->wrong);
  g_assert_cmpuint (run->n_rows, >, run->n_frames);
  cs_show_test_free (run->show);
  g_rand_free (run->random);
  g_array_unref (run->wordings);
}

static void
test_no_wrong_rows (void)
{
  guint first = read_number ("CS_LISTS_SEED", 1);
  guint n = read_number ("CS_LISTS_SEEDS", 2);
  guint seconds = read_number ("CS_LISTS_SECONDS", 2);

  for (guint seed = first; seed < first + n; seed++) {
    Run run = { 0 };

    run_seed (&run, seed, seconds * 1000);
    g_assert_cmpuint (run.wrong, ==, 0);
  }
}

static void
test_oracle_sees (void)
{
  guint wrong = 0;

  /* On a slow machine little is edited in a moment. */
  for (guint seed = 1; seed <= 10 && wrong == 0; seed++) {
    Run run = { .sabotage = TRUE };

    run_seed (&run, seed, 1500);
    wrong = run.wrong;
  }
  g_assert_cmpuint (wrong, >, 0);
}

int
main (int   argc,
      char *argv[])
{
  cs_ui_test_init (&argc, &argv);
  g_test_add_func ("/lists/oracle-sees-a-wrong-row", test_oracle_sees);
  g_test_add_func ("/lists/no-wrong-rows", test_no_wrong_rows);
  return g_test_run ();
}

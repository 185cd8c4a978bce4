/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-rundown.h"

#include "cs-snapshot.h"
#include "cs-store-rundown.h"
#include "cs-store-test.h"

#define BY "Léa"

#define SHORT_TEXT "Cette voix… des frissons de la tête aux pieds. Et puis cette lumière, ces lucioles partout. Encore, encore un !"
#define ENDLESS_TEXT_CHARS 600

typedef struct {
  CsStoreTest base;
  CsProgram *program;
  CsRundown *rundown;
  CsPostList *queue;
  gint64 slots[3];
} Fixture;

static guint
get_epoch (gpointer data)
{
  return 0;
}

static gboolean
show (gpointer    data,
      CsSnapshot *snapshot,
      guint       epoch)
{
  return TRUE;
}

static void
out (gpointer data,
     gint64   post_id)
{
}

static void
clear (gpointer data)
{
}

static const CsOutlet outlet = { get_epoch, show, out, clear };

/* Looking at an item has it read. */
static gboolean
queue_is_read (CsPostList *queue)
{
  gboolean read = TRUE;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (queue)); i++) {
    g_autoptr (CsPostItem) item = g_list_model_get_item (G_LIST_MODEL (queue), i);

    read &= cs_post_item_get_entry (item) != NULL;
  }
  return read;
}

static gboolean
is_settled (gpointer data)
{
  Fixture *fixture = data;

  return !cs_rundown_get_loading (fixture->rundown) && !cs_post_list_get_loading (fixture->queue) &&
         queue_is_read (fixture->queue);
}

/* What was written has reached the rundown and the queue. */
static void
settle (Fixture *fixture)
{
  cs_test_settle (fixture->base.store, fixture->queue);
  cs_post_list_flush (fixture->queue);
  g_assert_true (cs_test_wait (is_settled, fixture));
}

static gint64
add_slot (Fixture    *fixture,
          const char *name)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  cs_store_add_slot_async (fixture->base.store, name, "", 60000, G_MAXUINT, NULL, cs_test_answered_cb, &answer);
  result = cs_test_await (&answer);
  return cs_store_add_slot_finish (fixture->base.store, result, NULL);
}

static gint64
add_post (Fixture    *fixture,
          const char *native_id,
          const char *text)
{
  gint64 id = cs_test_add (fixture->base.store, native_id, text);

  cs_test_must_decide (fixture->base.store, id, CS_VERB_APPROVE, BY);
  return id;
}

static void
plan (Fixture *fixture,
      gint64   post_id,
      guint    slot)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  cs_store_plan_async (fixture->base.store, post_id, fixture->slots[slot], G_MAXUINT, NULL, cs_test_answered_cb, &answer);
  result = cs_test_await (&answer);
  g_assert_true (cs_store_change_rundown_finish (fixture->base.store, result, NULL));
}

static gint64
add_planned (Fixture    *fixture,
             const char *native_id,
             guint       slot)
{
  gint64 id = add_post (fixture, native_id, SHORT_TEXT);

  plan (fixture, id, slot);
  return id;
}

static void
cue (Fixture *fixture,
     gint64   post_id)
{
  g_autoptr (CsEntry) entry = cs_test_read (fixture->base.store, post_id);
  g_autoptr (CsPostItem) item = cs_store_get_item (fixture->base.store, post_id);

  cs_post_item_set_entry (item, entry);
  g_assert_true (cs_program_cue (fixture->program, item, NULL));
}

static void
air (Fixture *fixture,
     gint64   post_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *answer = NULL;

  cue (fixture, post_id);
  cs_clock_advance (fixture->base.clock, G_USEC_PER_SEC);
  cs_program_take_async (fixture->program, BY, NULL, cs_test_answered_cb, &answer);
  result = cs_test_await (&answer);
  g_assert_true (cs_program_take_finish (fixture->program, result, NULL));
  settle (fixture);
}

static void
go_dark (Fixture *fixture)
{
  cs_program_out (fixture->program);
  settle (fixture);
}

static CsSlot *
get_slot (Fixture *fixture,
          guint    number)
{
  return cs_rundown_find_slot (fixture->rundown, fixture->slots[number]);
}

static gint64
find_next (Fixture *fixture)
{
  g_autoptr (CsPostItem) next = cs_rundown_find_next (fixture->rundown, G_LIST_MODEL (fixture->queue));

  return next != NULL ? cs_post_item_get_id (next) : 0;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  const CsPostQuery query = { .states = 1 << CS_STATE_APPROVED, .order = CS_POST_ORDER_QUEUE };

  cs_store_test_set_up (&fixture->base);
  fixture->program = cs_program_new (fixture->base.store, fixture->base.clock, &outlet, fixture);
  fixture->rundown = cs_rundown_new (fixture->base.store, fixture->program);
  fixture->queue = cs_post_list_new (fixture->base.store, &query);
  fixture->slots[0] = add_slot (fixture, "S1");
  fixture->slots[1] = add_slot (fixture, "S2");
  fixture->slots[2] = add_slot (fixture, "S3");
  settle (fixture);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_assert_finalize_object (fixture->rundown);
  g_assert_finalize_object (fixture->program);
  g_clear_object (&fixture->queue);
  cs_store_test_tear_down (&fixture->base);
}

static void
test_times (Fixture      *fixture,
            gconstpointer data)
{
  const guint each_ms = cs_snapshot_guess_duration_ms (SHORT_TEXT);
  gint64 first = add_planned (fixture, "a", 0);
  CsSlot *slot = get_slot (fixture, 0);
  const CsSlotTimes *times = cs_slot_get_times (slot);

  g_assert_cmpuint (each_ms, >, 8000);
  add_planned (fixture, "b", 0);
  settle (fixture);
  g_assert_cmpuint (times->length_ms, ==, 60000);
  g_assert_cmpuint (times->planned_ms, ==, 2 * each_ms);
  g_assert_cmpuint (times->aired_ms + times->on_air_ms, ==, 0);
  g_assert_cmpint (cs_slot_get_state (slot), ==, CS_SLOT_FREE);
  air (fixture, first);
  g_assert_cmpuint (times->on_air_ms, ==, each_ms);
  g_assert_cmpint (cs_slot_get_state (slot), ==, CS_SLOT_ON_AIR);
  go_dark (fixture);
  g_assert_cmpuint (times->on_air_ms, ==, 0);
  g_assert_cmpuint (times->aired_ms, ==, each_ms);
  g_assert_cmpuint (times->n_aired, ==, 1);
  g_assert_cmpint (cs_slot_get_state (slot), ==, CS_SLOT_FREE);
}

static void
test_states (Fixture      *fixture,
             gconstpointer data)
{
  g_autofree char *endless = g_strnfill (ENDLESS_TEXT_CHARS, 'x');
  CsSlot *slot = get_slot (fixture, 0);
  gint64 ids[4];

  g_assert_cmpint (cs_slot_get_state (slot), ==, CS_SLOT_FREE);
  for (guint i = 0; i < 3; i++) {
    g_autofree char *native_id = g_strdup_printf ("long-%u", i);

    ids[i] = add_post (fixture, native_id, endless);
    plan (fixture, ids[i], 0);
  }
  settle (fixture);
  g_assert_cmpint (cs_slot_get_state (slot), ==, CS_SLOT_FULL);
  ids[3] = add_planned (fixture, "one too many", 0);
  settle (fixture);
  g_assert_cmpint (cs_slot_get_state (slot), ==, CS_SLOT_OVER);
  for (guint i = 0; i < 4; i++)
    air (fixture, ids[i]);
  g_assert_cmpint (cs_slot_get_state (slot), ==, CS_SLOT_ON_AIR);
  go_dark (fixture);
  g_assert_cmpint (cs_slot_get_state (slot), ==, CS_SLOT_AIRED);
}

/* Take and next: through the slot, and no further. */
static void
test_next_in_slot (Fixture      *fixture,
                   gconstpointer data)
{
  gint64 passed_over = add_planned (fixture, "a", 0);
  gint64 first = add_planned (fixture, "b", 0);
  gint64 second = add_planned (fixture, "c", 0);

  add_planned (fixture, "other slot", 1);
  add_post (fixture, "in the queue", SHORT_TEXT);
  settle (fixture);
  air (fixture, first);
  g_assert_cmpint (find_next (fixture), ==, second);
  air (fixture, second);
  g_assert_cmpint (find_next (fixture), ==, passed_over);
  air (fixture, passed_over);
  g_assert_cmpint (find_next (fixture), ==, 0);
}

/* What is cued already is not the next after it. */
static void
test_next_is_not_cued (Fixture      *fixture,
                       gconstpointer data)
{
  gint64 first = add_planned (fixture, "a", 0);
  gint64 second = add_planned (fixture, "b", 0);

  settle (fixture);
  g_assert_cmpint (find_next (fixture), ==, first);
  cue (fixture, first);
  g_assert_cmpint (find_next (fixture), ==, second);
}

static void
test_next_in_queue (Fixture      *fixture,
                    gconstpointer data)
{
  gint64 first = add_post (fixture, "a", SHORT_TEXT);
  gint64 second = add_post (fixture, "b", SHORT_TEXT);
  gint64 planned = add_planned (fixture, "c", 0);

  settle (fixture);
  g_assert_cmpint (find_next (fixture), ==, planned);
  air (fixture, first);
  g_assert_cmpint (find_next (fixture), ==, second);
  air (fixture, second);
  g_assert_cmpint (find_next (fixture), ==, planned);
}

static void
assert_current (Fixture *fixture,
                guint    number)
{
  CsSlot *current = cs_rundown_get_current (fixture->rundown);

  g_assert_nonnull (current);
  g_assert_cmpint (cs_slot_get_id (current), ==, fixture->slots[number]);
}

static void
test_current (Fixture      *fixture,
              gconstpointer data)
{
  gint64 a = add_planned (fixture, "a", 0);
  gint64 b = add_planned (fixture, "b", 0);
  gint64 c = add_planned (fixture, "c", 1);

  settle (fixture);
  assert_current (fixture, 0);
  cue (fixture, c);
  assert_current (fixture, 1);
  cs_program_uncue (fixture->program);
  assert_current (fixture, 0);
  air (fixture, a);
  go_dark (fixture);
  assert_current (fixture, 0);
  air (fixture, b);
  assert_current (fixture, 0);
  go_dark (fixture);
  assert_current (fixture, 1);
  air (fixture, c);
  assert_current (fixture, 1);
  go_dark (fixture);
  assert_current (fixture, 2);
}

/* What somebody chose holds until the show goes on in another slot. */
static void
test_chosen (Fixture      *fixture,
             gconstpointer data)
{
  gint64 a = add_planned (fixture, "a", 0);
  gint64 c = add_planned (fixture, "c", 2);

  settle (fixture);
  cs_rundown_choose (fixture->rundown, fixture->slots[2]);
  assert_current (fixture, 2);
  g_assert_cmpint (find_next (fixture), ==, c);
  cue (fixture, a);
  assert_current (fixture, 2);
  air (fixture, a);
  assert_current (fixture, 0);
}

static void
test_leaves (Fixture      *fixture,
             gconstpointer data)
{
  gint64 first = add_planned (fixture, "a", 0);
  gint64 second = add_planned (fixture, "b", 0);

  settle (fixture);
  g_assert_cmpuint (cs_slot_find (get_slot (fixture, 0), second), ==, 1);
  cs_test_ingest_one (fixture->base.store, cs_test_event_delete ("a"));
  settle (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (get_slot (fixture, 0))), ==, 1);
  g_assert_null (cs_rundown_find_slot_of (fixture->rundown, first));
  g_assert_true (cs_rundown_find_slot_of (fixture->rundown, second) == get_slot (fixture, 0));
}

static void
count_cb (guint *n)
{
  ++*n;
}

/* A slot that moves is the same object, and the list says that it moved. */
static void
test_moved (Fixture      *fixture,
            gconstpointer data)
{
  CsSlot *last = get_slot (fixture, 2);
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  guint n_changes = 0;

  g_signal_connect_swapped (fixture->rundown, "items-changed", G_CALLBACK (count_cb), &n_changes);
  cs_store_move_slot_async (fixture->base.store, fixture->slots[2], 1, NULL, cs_test_answered_cb, &answer);
  result = cs_test_await (&answer);
  settle (fixture);
  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_cmpuint (cs_rundown_find_position (fixture->rundown, last), ==, 0);
}

static void
add (const char *path,
     void (*func) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, func, tear_down);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/rundown/times", test_times);
  add ("/rundown/states", test_states);
  add ("/rundown/next-in-slot", test_next_in_slot);
  add ("/rundown/next-is-not-cued", test_next_is_not_cued);
  add ("/rundown/next-in-queue", test_next_in_queue);
  add ("/rundown/current", test_current);
  add ("/rundown/chosen", test_chosen);
  add ("/rundown/leaves", test_leaves);
  add ("/rundown/moved", test_moved);
  return g_test_run ();
}

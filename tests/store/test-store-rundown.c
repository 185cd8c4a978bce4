/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-store-rundown.h"

#include "cs-slots.h"
#include "cs-snapshot.h"
#include "cs-store-test.h"

#define BY "Léa"

static GPtrArray *
read_rundown (CsStore *store)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *plans;

  cs_store_read_rundown_async (store, NULL, cs_test_answered_cb, &answer);
  result = cs_test_await (&answer);
  plans = cs_store_read_rundown_finish (store, result, &error);
  g_assert_no_error (error);
  return plans;
}

static CsSlotPlan *
read_slot (CsStore *store,
           gint64   slot_id)
{
  g_autoptr (GPtrArray) plans = read_rundown (store);

  for (guint i = 0; i < plans->len; i++)
    if (((CsSlotPlan *) plans->pdata[i])->id == slot_id)
      return cs_slot_plan_ref (plans->pdata[i]);
  return NULL;
}

/* "Session 1: 3 5; Session 2:" */
static char *
describe (CsStore *store)
{
  g_autoptr (GPtrArray) plans = read_rundown (store);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < plans->len; i++) {
    CsSlotPlan *plan = plans->pdata[i];

    g_string_append_printf (text, "%s%s:", i > 0 ? "; " : "", plan->name);
    for (guint k = 0; k < plan->entries->len; k++)
      g_string_append_printf (text, " %d", (int) ((CsEntry *) plan->entries->pdata[k])->id);
  }
  return g_string_free (text, FALSE);
}

static void
assert_rundown (CsStore    *store,
                const char *expected)
{
  g_autofree char *found = describe (store);

  g_assert_cmpstr (found, ==, expected);
}

static gint64
add_slot (CsStore    *store,
          const char *name,
          guint       length_ms,
          guint       position,
          GError    **error)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  cs_store_add_slot_async (store, name, "after the best album", length_ms, position, NULL, cs_test_answered_cb, &answer);
  result = cs_test_await (&answer);
  return cs_store_add_slot_finish (store, result, error);
}

static gint64
must_add_slot (CsStore    *store,
               const char *name)
{
  g_autoptr (GError) error = NULL;
  gint64 id = add_slot (store, name, CS_SLOT_LENGTH_MS, G_MAXUINT, &error);

  g_assert_no_error (error);
  g_assert_cmpint (id, >, 0);
  return id;
}

static gboolean
finish (CsStore       *store,
        GAsyncResult **answer,
        GError       **error)
{
  g_autoptr (GAsyncResult) result = cs_test_await (answer);

  return cs_store_change_rundown_finish (store, result, error);
}

static gboolean
plan (CsStore *store,
      gint64   post_id,
      gint64   slot_id,
      guint    position,
      GError **error)
{
  GAsyncResult *answer = NULL;

  cs_store_plan_async (store, post_id, slot_id, position, NULL, cs_test_answered_cb, &answer);
  return finish (store, &answer, error);
}

static void
must_plan (CsStore *store,
           gint64   post_id,
           gint64   slot_id,
           guint    position)
{
  g_autoptr (GError) error = NULL;

  plan (store, post_id, slot_id, position, &error);
  g_assert_no_error (error);
}

static void
must_unplan (CsStore *store,
             gint64   post_id)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GError) error = NULL;

  cs_store_unplan_async (store, post_id, NULL, cs_test_answered_cb, &answer);
  finish (store, &answer, &error);
  g_assert_no_error (error);
}

static void
must_move_slot (CsStore *store,
                gint64   slot_id,
                guint    position)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GError) error = NULL;

  cs_store_move_slot_async (store, slot_id, position, NULL, cs_test_answered_cb, &answer);
  finish (store, &answer, &error);
  g_assert_no_error (error);
}

static void
must_move_in_queue (CsStore *store,
                    gint64   post_id,
                    guint    position)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  cs_store_move_in_queue_async (store, post_id, position, NULL, cs_test_answered_cb, &answer);
  result = cs_test_await (&answer);
  g_assert_true (cs_store_move_in_queue_finish (store, result, NULL));
}

static gboolean
remove_slot (CsStore *store,
             gint64   slot_id,
             GError **error)
{
  GAsyncResult *answer = NULL;

  cs_store_remove_slot_async (store, slot_id, NULL, cs_test_answered_cb, &answer);
  return finish (store, &answer, error);
}

static gint64
add_approved (CsStore    *store,
              const char *native_id)
{
  gint64 id = cs_test_add (store, native_id, "Bonsoir");

  cs_test_must_decide (store, id, CS_VERB_APPROVE, BY);
  return id;
}

/* Where the post is: its slot and its place in the queue, as its entry has them. */
static void
assert_entry (CsStore *store,
              gint64   post_id,
              gint64   slot_id,
              guint    queue_position)
{
  g_autoptr (CsEntry) entry = cs_test_read (store, post_id);

  g_assert_cmpint (entry->slot_id, ==, slot_id);
  g_assert_cmpuint (entry->queue_position, ==, queue_position);
}

static void
test_slots (CsStoreTest  *test,
            gconstpointer data)
{
  gint64 first = must_add_slot (test->store, "Session 1");
  gint64 second = must_add_slot (test->store, "  Session 2 ");
  g_autoptr (GError) error = NULL;
  g_autoptr (CsSlotPlan) changed = NULL;
  GAsyncResult *answer = NULL;
  gint64 between = add_slot (test->store, "Bis", 45000, 2, &error);

  g_assert_no_error (error);
  assert_rundown (test->store, "Session 1:; Bis:; Session 2:");
  must_move_slot (test->store, second, 1);
  assert_rundown (test->store, "Session 2:; Session 1:; Bis:");
  must_move_slot (test->store, second, 99);
  assert_rundown (test->store, "Session 1:; Bis:; Session 2:");

  cs_store_change_slot_async (test->store, between, "Rappel", "à la fin", 90000, NULL, cs_test_answered_cb, &answer);
  g_assert_true (finish (test->store, &answer, &error));
  g_assert_true (remove_slot (test->store, first, &error));
  cs_store_test_reopen (test);
  assert_rundown (test->store, "Rappel:; Session 2:");
  changed = read_slot (test->store, between);
  g_assert_cmpstr (changed->place, ==, "à la fin");
  g_assert_cmpuint (changed->length_ms, ==, 90000);
}

static void
test_refused (CsStoreTest  *test,
              gconstpointer data)
{
  g_autofree char *endless = g_strnfill (201, 'x');
  const struct {
    const char *name;
    guint length_ms;
  } slots[] = { { " ", 60000 }, { "Session", 0 }, { "Session", 3600001 }, { endless, 60000 } };
  GAsyncResult *answer = NULL;
  g_autoptr (GError) gone = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (slots); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_cmpint (add_slot (test->store, slots[i].name, slots[i].length_ms, 1, &error), ==, 0);
    g_assert_error (error, CS_STORE_ERROR, CS_STORE_ERROR_REFUSED);
  }
  assert_rundown (test->store, "");
  g_assert_false (remove_slot (test->store, 7, &gone));
  g_assert_error (gone, CS_STORE_ERROR, CS_STORE_ERROR_NOT_FOUND);
  g_clear_error (&gone);
  cs_store_move_slot_async (test->store, 7, 1, NULL, cs_test_answered_cb, &answer);
  g_assert_false (finish (test->store, &answer, &gone));
  g_assert_error (gone, CS_STORE_ERROR, CS_STORE_ERROR_NOT_FOUND);
}

static void
test_crowded (CsStoreTest  *test,
              gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < CS_MAX_SLOTS; i++)
    must_add_slot (test->store, "Session");
  g_assert_cmpint (add_slot (test->store, "Session", 60000, 1, &error), ==, 0);
  g_assert_error (error, CS_STORE_ERROR, CS_STORE_ERROR_REFUSED);
}

/* What does not fit into a session stays where it was. */
static void
test_crowded_session (CsStoreTest  *test,
                      gconstpointer data)
{
  gint64 slot = must_add_slot (test->store, "S1");
  g_autoptr (GError) error = NULL;
  g_autoptr (CsSlotPlan) found = NULL;

  for (guint i = 1; i <= CS_MAX_PLANNED + 1; i++) {
    g_autofree char *id = g_strdup_printf ("%u", i);

    add_approved (test->store, id);
    if (i <= CS_MAX_PLANNED)
      must_plan (test->store, i, slot, G_MAXUINT);
  }
  g_assert_false (plan (test->store, CS_MAX_PLANNED + 1, slot, 1, &error));
  g_assert_error (error, CS_STORE_ERROR, CS_STORE_ERROR_REFUSED);
  found = read_slot (test->store, slot);
  g_assert_cmpuint (found->entries->len, ==, CS_MAX_PLANNED);
  assert_entry (test->store, CS_MAX_PLANNED + 1, 0, 1);
}

static void
test_start (CsStoreTest  *test,
            gconstpointer data)
{
  const char *const names[] = { "Session 1", "Session 2", NULL };
  g_autoptr (GPtrArray) plans = NULL;

  for (guint i = 0; i < 2; i++) {
    GAsyncResult *answer = NULL;

    cs_store_start_rundown_async (test->store, names, NULL, cs_test_answered_cb, &answer);
    g_assert_true (finish (test->store, &answer, NULL));
    assert_rundown (test->store, i == 0 ? "Session 1:; Session 2:" : "");
    plans = read_rundown (test->store);
    for (guint k = 0; k < plans->len; k++) {
      CsSlotPlan *found = plans->pdata[k];

      g_assert_cmpuint (found->length_ms, ==, 60000);
      g_assert_true (remove_slot (test->store, found->id, NULL));
    }
    g_clear_pointer (&plans, g_ptr_array_unref);
    cs_store_test_reopen (test);
  }
}

static void
test_plan (CsStoreTest  *test,
           gconstpointer data)
{
  gint64 slot = must_add_slot (test->store, "S1");
  gint64 other = must_add_slot (test->store, "S2");
  g_autoptr (CsSlotPlan) found = NULL;

  for (guint i = 0; i < 4; i++) {
    const char *const ids[] = { "a", "b", "c", "d" };

    add_approved (test->store, ids[i]);
  }
  must_plan (test->store, 2, slot, 1);
  must_plan (test->store, 3, slot, 99);
  must_plan (test->store, 1, slot, 2);
  assert_rundown (test->store, "S1: 2 1 3; S2:");
  assert_entry (test->store, 1, slot, 0);
  assert_entry (test->store, 4, 0, 1);
  g_assert_cmpuint (cs_test_count (test->store).queued, ==, 1);

  must_plan (test->store, 2, slot, 99);
  assert_rundown (test->store, "S1: 1 3 2; S2:");
  must_plan (test->store, 3, other, 1);
  assert_rundown (test->store, "S1: 1 2; S2: 3");
  cs_store_test_reopen (test);
  assert_rundown (test->store, "S1: 1 2; S2: 3");
  found = read_slot (test->store, slot);
  g_assert_cmpuint (found->planned_ms, ==, 2 * cs_snapshot_guess_duration_ms ("Bonsoir"));
}

static void
test_unplan (CsStoreTest  *test,
             gconstpointer data)
{
  gint64 slot = must_add_slot (test->store, "S1");

  add_approved (test->store, "a");
  add_approved (test->store, "b");
  must_plan (test->store, 1, slot, 1);
  must_plan (test->store, 2, slot, 1);
  must_unplan (test->store, 1);
  /* Pressed twice it is one act. */
  must_unplan (test->store, 1);
  assert_entry (test->store, 1, 0, 1);
  g_assert_cmpuint (cs_test_count (test->store).queued, ==, 1);
  /* Where it was, before the other; and a place in the queue is a place in no slot. */
  must_move_in_queue (test->store, 2, 2);
  assert_entry (test->store, 1, 0, 1);
  assert_entry (test->store, 2, 0, 2);
  assert_rundown (test->store, "S1:");
  g_assert_cmpuint (cs_test_count (test->store).queued, ==, 2);
}

static void
test_remove_filled (CsStoreTest  *test,
                    gconstpointer data)
{
  gint64 slot = must_add_slot (test->store, "S1");

  add_approved (test->store, "a");
  add_approved (test->store, "b");
  must_plan (test->store, 1, slot, 1);
  must_plan (test->store, 2, slot, 2);
  g_assert_true (remove_slot (test->store, slot, NULL));
  assert_entry (test->store, 1, 0, 1);
  assert_entry (test->store, 2, 0, 2);
  assert_rundown (test->store, "");
}

static void
test_not_approved (CsStoreTest  *test,
                   gconstpointer data)
{
  gint64 slot = must_add_slot (test->store, "S1");
  gint64 post_id = cs_test_add (test->store, "a", "Bonsoir");
  g_autoptr (GError) error = NULL;

  g_assert_false (plan (test->store, post_id, slot, 1, &error));
  g_assert_error (error, CS_STORE_ERROR, CS_STORE_ERROR_NOT_APPROVED);
  g_clear_error (&error);
  cs_test_must_decide (test->store, post_id, CS_VERB_APPROVE, BY);
  g_assert_false (plan (test->store, post_id, slot + 1, 1, &error));
  g_assert_error (error, CS_STORE_ERROR, CS_STORE_ERROR_NOT_FOUND);
  /* What was refused left everything as it was. */
  assert_entry (test->store, post_id, 0, 1);
  g_assert_cmpuint (cs_test_count (test->store).queued, ==, 1);
}

static void
reject (CsStoreTest *test)
{
  cs_test_must_decide (test->store, 1, CS_VERB_REJECT, BY);
}

static void
undo (CsStoreTest *test)
{
  g_autoptr (CsEntry) entry = cs_test_undo (test->store, 1, BY, NULL);

  g_assert_nonnull (entry);
}

static void
edit (CsStoreTest *test)
{
  cs_test_ingest_one (test->store, cs_test_event_edit ("a", "Bonjour", CS_TEST_START_US + 1));
}

static void
withdraw (CsStoreTest *test)
{
  cs_test_ingest_one (test->store, cs_test_event_delete ("a"));
}

static void
note_rundown_cb (CsStore        *store,
                 const CsChange *change,
                 gboolean       *told)
{
  *told |= change->rundown;
}

static gboolean
is_set (gpointer data)
{
  return *(gboolean *) data;
}

/* Whatever ends the approval takes the post out of its slot, and says so. */
static void
test_left (CsStoreTest  *test,
           gconstpointer data)
{
  void (*end) (CsStoreTest *) = data;
  gint64 slot = must_add_slot (test->store, "S1");
  gboolean told = FALSE;

  add_approved (test->store, "a");
  add_approved (test->store, "b");
  must_plan (test->store, 1, slot, 1);
  must_plan (test->store, 2, slot, 2);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_signal_connect (test->store, "changed", G_CALLBACK (note_rundown_cb), &told);
  end (test);
  g_assert_true (cs_test_wait (is_set, &told));
  assert_rundown (test->store, "S1: 2");
  assert_entry (test->store, 1, 0, 0);
}

static void
test_moved_is_told (CsStoreTest  *test,
                    gconstpointer data)
{
  gint64 slot = must_add_slot (test->store, "S1");
  gboolean told = FALSE;

  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_signal_connect (test->store, "changed", G_CALLBACK (note_rundown_cb), &told);
  must_move_slot (test->store, slot, 1);
  g_assert_true (cs_test_wait (is_set, &told));
}

static void
test_read_only (CsStoreTest  *test,
                gconstpointer data)
{
  g_autoptr (CsStore) reader = cs_store_new (test->clock);
  g_autoptr (GError) error = NULL;

  must_add_slot (test->store, "S1");
  g_assert_true (cs_test_open (reader, test->path, CS_STORE_READ, NULL));
  assert_rundown (reader, "S1:");
  g_assert_cmpint (add_slot (reader, "S2", 60000, 1, &error), ==, 0);
  g_assert_error (error, CS_STORE_ERROR, CS_STORE_ERROR_READ_ONLY);
  cs_test_close (reader);
}

static void
add (const char *path,
     void (*func) (CsStoreTest *, gconstpointer),
     gconstpointer data)
{
  g_test_add (path, CsStoreTest, data, cs_store_test_set_up_cb, func, cs_store_test_tear_down_cb);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/rundown/slots", test_slots, NULL);
  add ("/rundown/refused", test_refused, NULL);
  add ("/rundown/crowded", test_crowded, NULL);
  add ("/rundown/crowded-session", test_crowded_session, NULL);
  add ("/rundown/start", test_start, NULL);
  add ("/rundown/plan", test_plan, NULL);
  add ("/rundown/unplan", test_unplan, NULL);
  add ("/rundown/remove-filled", test_remove_filled, NULL);
  add ("/rundown/not-approved", test_not_approved, NULL);
  add ("/rundown/left/rejected", test_left, reject);
  add ("/rundown/left/undone", test_left, undo);
  add ("/rundown/left/edited", test_left, edit);
  add ("/rundown/left/withdrawn", test_left, withdraw);
  add ("/rundown/moved-is-told", test_moved_is_told, NULL);
  add ("/rundown/read-only", test_read_only, NULL);
  return g_test_run ();
}

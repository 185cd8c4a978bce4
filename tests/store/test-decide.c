/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-store-test.h"

static void
assert_state (CsStoreTest *self,
              gint64       post_id,
              CsState      state)
{
  g_autoptr (CsEntry) entry = cs_test_read (self->store, post_id);

  g_assert_cmpint (entry->state, ==, state);
}

static void
undo (CsStoreTest *self,
      gint64       post_id,
      const char  *by,
      gint64       expected_id,
      CsState      expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CsEntry) entry = cs_test_undo (self->store, post_id, by, &error);

  g_assert_no_error (error);
  g_assert_cmpint (entry->id, ==, expected_id);
  g_assert_cmpint (entry->state, ==, expected);
}

static void
assert_nothing_to_undo (CsStoreTest *self,
                        gint64       post_id,
                        const char  *by)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CsEntry) entry = cs_test_undo (self->store, post_id, by, &error);

  g_assert_null (entry);
  g_assert_error (error, CS_STORE_ERROR, CS_STORE_ERROR_NOTHING);
}

static void
test_states (CsStoreTest  *self,
             gconstpointer data)
{
  gint64 id = cs_test_add (self->store, "1", "decide on me");
  g_autoptr (CsEntry) entry = NULL;
  CsCounts counts;

  cs_clock_advance (self->clock, 7);
  cs_test_must_decide (self->store, id, CS_VERB_HOLD, "anna");
  assert_state (self, id, CS_STATE_HELD);
  cs_test_must_decide (self->store, id, CS_VERB_APPROVE, "bob");
  entry = cs_test_read (self->store, id);
  g_assert_cmpint (entry->state, ==, CS_STATE_APPROVED);
  g_assert_cmpstr (entry->decided_by, ==, "bob");
  g_assert_cmpint (entry->decided_us, ==, CS_TEST_START_US + 7);
  g_assert_cmpuint (entry->account_approved, ==, 1);
  cs_test_must_decide (self->store, id, CS_VERB_REJECT, "anna");
  counts = cs_test_count (self->store);
  g_assert_cmpuint (counts.by_state[CS_STATE_REJECTED], ==, 1);
  g_assert_cmpuint (counts.by_state[CS_STATE_APPROVED], ==, 0);
  g_assert_cmpuint (counts.queued, ==, 0);
}

static void
test_stale (CsStoreTest  *self,
            gconstpointer data)
{
  gint64 id = cs_test_add (self->store, "1", "as it was shown");
  g_autoptr (CsEntry) shown = cs_test_read (self->store, id);
  g_autoptr (GError) error = NULL;

  g_assert_null (cs_test_decide (self->store, 999, shown->post->version, CS_VERB_APPROVE, "anna", &error));
  g_assert_error (error, CS_STORE_ERROR, CS_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (cs_test_decide (self->store, id, "not a version", CS_VERB_APPROVE, "anna", &error));
  g_assert_error (error, CS_STORE_ERROR, CS_STORE_ERROR_STALE);
  g_clear_error (&error);

  cs_test_ingest_one (self->store, cs_test_event_edit ("1", "as it is now", CS_TEST_START_US + 9));
  g_assert_null (cs_test_decide (self->store, id, shown->post->version, CS_VERB_APPROVE, "anna", &error));
  g_assert_error (error, CS_STORE_ERROR, CS_STORE_ERROR_STALE);
  g_clear_error (&error);
  assert_state (self, id, CS_STATE_INCOMING);

  g_clear_pointer (&shown, cs_entry_unref);
  shown = cs_test_read (self->store, id);
  cs_test_ingest_one (self->store, cs_test_event_delete ("1"));
  g_assert_null (cs_test_decide (self->store, id, shown->post->version, CS_VERB_APPROVE, "anna", &error));
  g_assert_error (error, CS_STORE_ERROR, CS_STORE_ERROR_STALE);
}

static void
test_twice_is_once (CsStoreTest  *self,
                    gconstpointer data)
{
  gint64 id = cs_test_add (self->store, "1", "pressed twice");

  cs_test_must_decide (self->store, id, CS_VERB_APPROVE, "anna");
  cs_test_must_decide (self->store, id, CS_VERB_APPROVE, "anna");
  undo (self, 0, "anna", id, CS_STATE_INCOMING);
  assert_nothing_to_undo (self, 0, "anna");
}

static void
test_undo_chain (CsStoreTest  *self,
                 gconstpointer data)
{
  for (guint i = 1; i <= 30; i++) {
    g_autofree char *native_id = g_strdup_printf ("%u", i);
    gint64 id = cs_test_add (self->store, native_id, "to be undone");

    cs_test_must_decide (self->store, id, CS_VERB_HOLD, "anna");
    cs_test_must_decide (self->store, id, CS_VERB_APPROVE, "anna");
  }
  cs_store_test_reopen (self);
  for (gint64 id = 30; id >= 1; id--) {
    undo (self, 0, "anna", id, CS_STATE_HELD);
    undo (self, 0, "anna", id, CS_STATE_INCOMING);
    if (id == 15)
      cs_store_test_reopen (self);
  }
  assert_nothing_to_undo (self, 0, "anna");
  g_assert_cmpuint (cs_test_count (self->store).by_state[CS_STATE_INCOMING], ==, 30);
}

static void
test_undo_by_another (CsStoreTest  *self,
                      gconstpointer data)
{
  gint64 first = cs_test_add (self->store, "1", "both decide on this");
  gint64 second = cs_test_add (self->store, "2", "anna alone decides on this");

  cs_test_must_decide (self->store, second, CS_VERB_REJECT, "anna");
  cs_test_must_decide (self->store, first, CS_VERB_APPROVE, "anna");
  cs_test_must_decide (self->store, first, CS_VERB_REJECT, "bob");
  assert_nothing_to_undo (self, first, "anna");
  undo (self, 0, "anna", second, CS_STATE_INCOMING);
  assert_state (self, first, CS_STATE_REJECTED);
  undo (self, 0, "bob", first, CS_STATE_APPROVED);
  undo (self, 0, "anna", first, CS_STATE_INCOMING);
}

static void
test_undo_of_one_post (CsStoreTest  *self,
                       gconstpointer data)
{
  gint64 first = cs_test_add (self->store, "1", "the first of them");
  gint64 second = cs_test_add (self->store, "2", "the second of them");

  cs_test_must_decide (self->store, first, CS_VERB_APPROVE, "anna");
  cs_test_must_decide (self->store, second, CS_VERB_APPROVE, "anna");
  undo (self, first, "anna", first, CS_STATE_INCOMING);
  assert_state (self, second, CS_STATE_APPROVED);
  assert_nothing_to_undo (self, first, "anna");
}

static void
test_undo_after_edit (CsStoreTest  *self,
                      gconstpointer data)
{
  gint64 id = cs_test_add (self->store, "1", "the first version");

  cs_test_must_decide (self->store, id, CS_VERB_APPROVE, "anna");
  cs_test_ingest_one (self->store, cs_test_event_edit ("1", "the second version", CS_TEST_START_US + 9));
  assert_nothing_to_undo (self, 0, "anna");
  cs_test_must_decide (self->store, id, CS_VERB_REJECT, "anna");
  undo (self, 0, "anna", id, CS_STATE_INCOMING);
  assert_nothing_to_undo (self, 0, "anna");
}

/* Back to the words that were approved: approved they are not, somebody has to look again. */
static void
test_edit_to_and_fro (CsStoreTest  *self,
                      gconstpointer data)
{
  gint64 id = cs_test_add (self->store, "1", "the first version");
  g_autoptr (CsEntry) entry = NULL;
  g_autoptr (GError) error = NULL;

  cs_test_must_decide (self->store, id, CS_VERB_APPROVE, "anna");
  cs_test_ingest_one (self->store, cs_test_event_edit ("1", "the second version", CS_TEST_START_US + 1));
  cs_test_ingest_one (self->store, cs_test_event_edit ("1", "the first version", CS_TEST_START_US + 2));
  entry = cs_test_read (self->store, id);
  g_assert_cmpint (entry->state, ==, CS_STATE_INCOMING);
  g_assert_cmpstr (entry->approved_text, ==, "the first version");
  g_assert_null (cs_test_take (self->store, id, entry->post->version, &error));
  g_assert_error (error, CS_STORE_ERROR, CS_STORE_ERROR_NOT_APPROVED);
}

static void
test_undo_after_removal (CsStoreTest  *self,
                         gconstpointer data)
{
  gint64 id = cs_test_add (self->store, "1", "removed afterwards");

  cs_test_must_decide (self->store, id, CS_VERB_REJECT, "anna");
  cs_test_ingest_one (self->store, cs_test_event_delete ("1"));
  assert_nothing_to_undo (self, 0, "anna");
  assert_nothing_to_undo (self, id, "anna");
}

/* Ten people, one post, one moment: the file has one history, and each of them was told the truth. */
static void
test_race (CsStoreTest  *self,
           gconstpointer data)
{
  gint64 id = cs_test_add (self->store, "1", "everybody wants to decide on this");
  g_autoptr (CsEntry) shown = cs_test_read (self->store, id);
  g_autoptr (CsEntry) last = NULL;
  GAsyncResult *answers[40] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++) {
    g_autofree char *who = g_strdup_printf ("seat %u", i % 10);

    cs_store_decide_async (self->store, id, shown->post->version, 1 + i % 3, who, NULL, NULL, cs_test_answered_cb,
                           &answers[i]);
  }
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++) {
    g_autoptr (GAsyncResult) result = cs_test_await (&answers[i]);

    g_clear_pointer (&last, cs_entry_unref);
    last = cs_store_decide_finish (self->store, result, NULL);
    g_assert_nonnull (last);
    g_assert_cmpint (last->state, ==, i % 3 == 0 ? CS_STATE_APPROVED : i % 3 == 1 ? CS_STATE_REJECTED : CS_STATE_HELD);
  }
  assert_state (self, id, last->state);
}

static void
test_cancelled (CsStoreTest  *self,
                gconstpointer data)
{
  gint64 id = cs_test_add (self->store, "1", "never mind");
  g_autoptr (CsEntry) shown = cs_test_read (self->store, id);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *answer = NULL;

  g_cancellable_cancel (cancellable);
  cs_store_decide_async (self->store, id, shown->post->version, CS_VERB_APPROVE, "anna", NULL, cancellable,
                         cs_test_answered_cb, &answer);
  result = cs_test_await (&answer);
  g_assert_null (cs_store_decide_finish (self->store, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_state (self, id, CS_STATE_INCOMING);
}

static void
add (const char *name,
     void (*test) (CsStoreTest  *self,
                   gconstpointer data))
{
  g_test_add (name, CsStoreTest, NULL, cs_store_test_set_up_cb, test, cs_store_test_tear_down_cb);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("/decide/states", test_states);
  add ("/decide/stale", test_stale);
  add ("/decide/twice-is-once", test_twice_is_once);
  add ("/decide/undo-chain", test_undo_chain);
  add ("/decide/undo-by-another", test_undo_by_another);
  add ("/decide/undo-of-one-post", test_undo_of_one_post);
  add ("/decide/undo-after-edit", test_undo_after_edit);
  add ("/decide/edit-to-and-fro", test_edit_to_and_fro);
  add ("/decide/undo-after-removal", test_undo_after_removal);
  add ("/decide/race", test_race);
  add ("/decide/cancelled", test_cancelled);
  return g_test_run ();
}

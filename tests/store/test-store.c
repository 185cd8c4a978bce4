/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-store-test.h"

static void
test_path (CsStoreTest  *self,
           gconstpointer data)
{
  gint64 id = cs_test_add (self->store, "1", "Bravo à toute l’équipe #victoires");
  g_autoptr (CsEntry) entry = cs_test_read (self->store, id);
  g_autoptr (CsSnapshot) snapshot = NULL;
  g_autoptr (GError) error = NULL;
  CsCounts counts;

  g_assert_cmpint (entry->state, ==, CS_STATE_INCOMING);
  g_assert_cmpstr (entry->post->text, ==, "Bravo à toute l’équipe #victoires");

  snapshot = cs_test_take (self->store, id, entry->post->version, &error);
  g_assert_error (error, CS_STORE_ERROR, CS_STORE_ERROR_NOT_APPROVED);
  g_assert_null (snapshot);
  g_clear_error (&error);

  cs_test_must_decide (self->store, id, CS_VERB_APPROVE, "anna");
  snapshot = cs_test_take (self->store, id, entry->post->version, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (snapshot->post->version, ==, entry->post->version);
  counts = cs_test_count (self->store);
  g_assert_cmpuint (counts.by_state[CS_STATE_APPROVED], ==, 1);
  g_assert_cmpuint (counts.queued, ==, 1);
  g_assert_cmpuint (counts.aired, ==, 1);

  cs_store_test_reopen (self);
  g_clear_pointer (&entry, cs_entry_unref);
  entry = cs_test_read (self->store, id);
  g_assert_cmpint (entry->state, ==, CS_STATE_APPROVED);
  g_assert_cmpuint (entry->queue_position, ==, 1);
  g_assert_false (entry->on_air);
  g_assert_cmpint (entry->aired_us, ==, CS_TEST_START_US);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store/path", CsStoreTest, NULL, cs_store_test_set_up_cb, test_path, cs_store_test_tear_down_cb);
  return g_test_run ();
}

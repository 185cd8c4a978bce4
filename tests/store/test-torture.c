/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The disk fails, or is full, at each call in turn: no crash, no answer that says saved when it is not, every request
 * answered with a sentence, and a whole file once the disk works again. CS_TORTURE_STEP says how many calls are left
 * out between two (11); 1 tries all. */
#include "cs-fault-vfs.h"
#include "cs-store-check.h"
#include "cs-store-test.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#define N_POSTS 12

typedef struct {
  gboolean opened;
  gboolean ingested;
  guint decided; /* bits, by post */
  gboolean taken;
  guint failed;
} Told;

static void
assert_sentence (Told   *told,
                 GError *error)
{
  g_assert_nonnull (error);
  g_assert_cmpuint (error->domain, ==, CS_STORE_ERROR);
  g_assert_cmpint (strlen (error->message), >, 20);
  told->failed++;
}

static void
play_ingest (CsStore *store,
             Told    *told)
{
  g_autoptr (GPtrArray) events = cs_event_batch_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *answer = NULL;

  for (guint i = 1; i <= N_POSTS; i++) {
    g_autofree char *native_id = g_strdup_printf ("%u", i);

    g_ptr_array_add (events, cs_test_event_post (native_id, native_id));
  }
  cs_store_ingest_async (store, events, NULL, cs_test_answered_cb, &answer);
  result = cs_test_await (&answer);
  told->ingested = cs_store_ingest_finish (store, result, NULL, &error);
  if (!told->ingested)
    assert_sentence (told, error);
}

static void
play_decide (CsStore *store,
             Told    *told,
             guint    n)
{
  g_autofree char *native_id = g_strdup_printf ("%u", n);
  g_autoptr (CsPost) post = cs_test_post (native_id, native_id);
  g_autoptr (GError) error = NULL;
  g_autoptr (CsEntry) entry = cs_test_decide (store, n, post->version, CS_VERB_APPROVE, "anna", &error);

  if (entry != NULL)
    told->decided |= 1u << n;
  else
    assert_sentence (told, error);
}

static void
play_take (CsStore *store,
           Told    *told)
{
  g_autoptr (CsPost) post = cs_test_post ("1", "1");
  g_autoptr (GError) error = NULL;
  g_autoptr (CsSnapshot) snapshot = cs_test_take (store, 1, post->version, &error);

  told->taken = snapshot != NULL;
  if (snapshot == NULL)
    assert_sentence (told, error);
}

static Told
play (CsClock    *clock,
      const char *path)
{
  CsStore *store = cs_store_new (clock);
  g_autoptr (GError) error = NULL;
  Told told = { 0 };

  told.opened = cs_test_open (store, path, CS_STORE_CREATE, &error);
  if (!told.opened)
    assert_sentence (&told, error);
  if (told.opened) {
    play_ingest (store, &told);
    for (guint n = 1; n <= N_POSTS; n++)
      play_decide (store, &told, n);
    play_take (store, &told);
  }
  cs_test_close (store);
  cs_test_assert_gone (store);
  return told;
}

static void
assert_whole (CsStore *store)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CsCheckReport) report = NULL;

  cs_store_check_async (store, NULL, cs_test_answered_cb, &answer);
  result = cs_test_await (&answer);
  report = cs_store_check_finish (store, result, NULL);
  g_assert_nonnull (report);
  g_assert_cmpstrv (report->problems, ((const char *[]){ NULL }));
}

static void
assert_told_the_truth (CsClock    *clock,
                       const char *path,
                       const Told *told)
{
  CsStore *store = cs_store_new (clock);
  g_autoptr (GError) error = NULL;

  cs_test_open (store, path, CS_STORE_CREATE, &error);
  g_assert_no_error (error);
  if (told->ingested)
    g_assert_cmpuint (cs_test_count (store).posts, ==, N_POSTS);
  for (guint n = 1; n <= N_POSTS; n++)
    if (told->decided >> n & 1) {
      g_autoptr (CsEntry) entry = cs_test_read (store, n);

      g_assert_cmpint (entry->state, ==, CS_STATE_APPROVED);
    }
  if (told->taken)
    g_assert_cmpuint (cs_test_count (store).aired, ==, 1);
  assert_whole (store);
  cs_test_close (store);
  cs_test_assert_gone (store);
}

static void
clear_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    g_unlink (path);
  }
}

static guint
get_step (void)
{
  const char *wanted = g_getenv ("CS_TORTURE_STEP");

  return wanted != NULL ? MAX (strtoul (wanted, NULL, 10), 1) : 11;
}

static void
test_each_call (gconstpointer data)
{
  CsFaultKind kind = GPOINTER_TO_INT (data);
  g_autofree char *folder = g_dir_make_tmp ("coulisses-torture-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "evening.coulisses", NULL);
  g_autoptr (CsClock) clock = cs_clock_new_manual (CS_TEST_START_US);
  guint n_calls, n_failed = 0, n_rounds = 0;

  cs_fault_vfs_install ();
  cs_fault_vfs_arm (kind, 0, FALSE);
  g_assert_cmpuint (play (clock, path).failed, ==, 0);
  n_calls = cs_fault_vfs_get_calls ();
  clear_folder (folder);
  for (guint call = 1 + g_test_rand_int_range (0, get_step ()); call <= n_calls; call += get_step ())
    for (guint for_good = 0; for_good < 2; for_good++) {
      Told told;

      cs_fault_vfs_arm (kind, call, for_good);
      told = play (clock, path);
      cs_fault_vfs_arm (CS_FAULT_NONE, 0, FALSE);
      assert_told_the_truth (clock, path, &told);
      n_failed += told.failed;
      n_rounds++;
      clear_folder (folder);
    }
  cs_fault_vfs_uninstall ();
  g_test_message ("%u calls, %u rounds, %u requests answered with an error", n_calls, n_rounds, n_failed);
  g_assert_cmpuint (n_failed, >, n_rounds / 2);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/torture/failing", GINT_TO_POINTER (CS_FAULT_IO), test_each_call);
  g_test_add_data_func ("/torture/full", GINT_TO_POINTER (CS_FAULT_FULL), test_each_call);
  return g_test_run ();
}

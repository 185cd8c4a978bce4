/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-keeper.h"

#include "cs-copy-folder.h"
#include "cs-store-test.h"
#include "scratch.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#define MINUTE_US (G_GINT64_CONSTANT (60) * G_USEC_PER_SEC)
#define HOUR_US (60 * MINUTE_US)
#define DAY_US (24 * HOUR_US)

static gboolean
is_idle (gpointer data)
{
  return !cs_keeper_get_busy (CS_KEEPER (data));
}

/* What is due after so much time, until it is done. */
static void
pass (CsStoreTest *self,
      CsKeeper    *keeper,
      gint64       by_us)
{
  cs_clock_advance (self->clock, by_us);
  cs_keeper_look (keeper);
  g_assert_true (cs_test_wait (is_idle, keeper));
}

static char *
copy_path (CsStoreTest *self)
{
  return cs_copy_folder_name_for (self->path, cs_clock_now_us (self->clock));
}

static gboolean
has_copy (CsStoreTest *self)
{
  g_autofree char *path = copy_path (self);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static char *
copies_folder (CsStoreTest *self)
{
  g_autofree char *path = copy_path (self);

  return g_path_get_dirname (path);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
test_copy (CsStoreTest  *self,
           gconstpointer data)
{
  g_autoptr (CsKeeper) keeper = cs_keeper_new (self->store, self->clock);
  g_autoptr (CsStore) other = cs_store_new (self->clock);
  g_autofree char *path = copy_path (self);
  g_autofree char *folder = copies_folder (self);
  CsCounts counts;

  cs_test_add (self->store, "1", "seen");
  pass (self, keeper, 9 * MINUTE_US); /* only the look at the file */
  g_assert_false (has_copy (self));
  pass (self, keeper, MINUTE_US);
  g_assert_true (has_copy (self));
  g_assert_null (cs_keeper_get_trouble (keeper));
  g_assert_true (cs_test_open (other, path, CS_STORE_READ, NULL));
  cs_store_get_counts (other, &counts);
  g_assert_cmpuint (counts.posts, ==, 1);
  cs_test_close (other);
  scratch_remove (folder);
}

/* Each day one, and only so many; what else lies there stays. */
static void
test_days (CsStoreTest  *self,
           gconstpointer data)
{
  g_autoptr (CsKeeper) keeper = cs_keeper_new (self->store, self->clock);
  g_autofree char *first = copy_path (self);
  g_autofree char *folder = copies_folder (self);
  g_autofree char *foreign = g_build_filename (folder, "another show 2020-01-01.coulisses", NULL);

  pass (self, keeper, MINUTE_US);
  for (guint day = 0; day < CS_KEEPER_COPIES + 2; day++) {
    pass (self, keeper, day == 0 ? HOUR_US : DAY_US);
    g_assert_true (has_copy (self));
    if (day == 0)
      g_assert_true (g_file_set_contents (foreign, "x", -1, NULL));
  }
  g_assert_cmpuint (count_files (folder), ==, CS_KEEPER_COPIES + 1);
  g_assert_true (g_file_test (foreign, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (first, G_FILE_TEST_EXISTS));
  scratch_remove (folder);
}

/* Time that is corrected by an hour, and by months, makes no copies one after another. */
static void
test_clock_steps (CsStoreTest  *self,
                  gconstpointer data)
{
  g_autoptr (CsKeeper) keeper = cs_keeper_new (self->store, self->clock);
  g_autofree char *folder = copies_folder (self);

  pass (self, keeper, MINUTE_US);
  cs_clock_step (self->clock, -12 * HOUR_US);
  pass (self, keeper, 8 * MINUTE_US);
  g_assert_cmpuint (count_files (folder), ==, 0);
  pass (self, keeper, 2 * MINUTE_US);
  for (guint i = 0; i < 20; i++) {
    cs_clock_step (self->clock, i % 2 == 0 ? HOUR_US / 60 : -HOUR_US / 60);
    pass (self, keeper, MINUTE_US);
  }
  g_assert_cmpuint (count_files (folder), ==, 1);
  cs_clock_step (self->clock, -100 * DAY_US);
  pass (self, keeper, HOUR_US);
  pass (self, keeper, HOUR_US);
  g_assert_cmpuint (count_files (folder), ==, 2);
  scratch_remove (folder);
}

/* Somebody's file is where the folder belongs: said, tried again later, and then no longer said. */
static void
test_in_the_way (CsStoreTest  *self,
                 gconstpointer data)
{
  g_autoptr (CsKeeper) keeper = cs_keeper_new (self->store, self->clock);
  g_autofree char *folder = copies_folder (self);

  g_assert_true (g_file_set_contents (folder, "x", -1, NULL));
  pass (self, keeper, MINUTE_US);
  pass (self, keeper, HOUR_US);
  g_assert_nonnull (strstr (cs_keeper_get_trouble (keeper), "cannot be made"));
  g_unlink (folder);
  pass (self, keeper, MINUTE_US);
  g_assert_false (has_copy (self));
  pass (self, keeper, HOUR_US / 2);
  g_assert_true (has_copy (self));
  g_assert_null (cs_keeper_get_trouble (keeper));
  scratch_remove (folder);
}

/* A row of the journal is changed behind the desk's back. */
static void
spoil (CsStoreTest *self)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (self->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "DROP TRIGGER decision_not_changed; UPDATE decision SET who = 'nobody' WHERE id = 1", NULL,
                                 NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

static void
test_damaged (CsStoreTest  *self,
              gconstpointer data)
{
  g_autoptr (CsKeeper) keeper = cs_keeper_new (self->store, self->clock);
  g_autofree char *folder = copies_folder (self);

  cs_test_add (self->store, "1", "approved");
  cs_test_must_decide (self->store, 1, CS_VERB_APPROVE, "me");
  spoil (self);
  g_assert_null (cs_keeper_get_trouble (keeper));
  pass (self, keeper, MINUTE_US);
  g_assert_nonnull (strstr (cs_keeper_get_trouble (keeper), "DAMAGED"));
  scratch_remove (folder);
}

static void
close_it (CsKeeper *keeper)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  cs_keeper_close_async (keeper, cs_test_answered_cb, &answer);
  result = cs_test_await (&answer);
  cs_keeper_close_finish (keeper, result);
}

static void
test_close (CsStoreTest  *self,
            gconstpointer data)
{
  g_autoptr (CsKeeper) brief = cs_keeper_new (self->store, self->clock);
  g_autoptr (CsKeeper) lengthy = cs_keeper_new (self->store, self->clock);
  g_autofree char *folder = copies_folder (self);

  cs_clock_advance (self->clock, 59 * MINUTE_US);
  close_it (brief);
  g_assert_false (has_copy (self));
  cs_clock_advance (self->clock, MINUTE_US);
  close_it (lengthy);
  g_assert_true (has_copy (self));
  cs_keeper_look (lengthy);
  scratch_remove (folder);
}

static void
test_stopped (CsStoreTest  *self,
              gconstpointer data)
{
  g_autoptr (CsKeeper) keeper = cs_keeper_new (self->store, self->clock);

  cs_clock_advance (self->clock, HOUR_US);
  cs_keeper_look (keeper);
  cs_keeper_stop (keeper);
  g_assert_true (cs_test_wait (is_idle, keeper));
  cs_keeper_look (keeper);
  g_assert_false (cs_keeper_get_busy (keeper));
  g_assert_null (cs_keeper_get_trouble (keeper));
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
  add ("/desk/keeper/copy", test_copy);
  add ("/desk/keeper/days", test_days);
  add ("/desk/keeper/clock-steps", test_clock_steps);
  add ("/desk/keeper/in-the-way", test_in_the_way);
  add ("/desk/keeper/damaged", test_damaged);
  add ("/desk/keeper/close", test_close);
  add ("/desk/keeper/stopped", test_stopped);
  return g_test_run ();
}

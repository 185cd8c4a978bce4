/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-checkpoint.h"

#include "cs-store-test.h"

#include <glib/gstdio.h>

#define ROWS 200
#define ROUNDS 150

typedef struct {
  CsStoreTest test;
  CsDatabase *writing;
  CsCheckpoint *checkpoint;
} Fixture;

static void
run (Fixture    *fixture,
     const char *sql)
{
  g_autoptr (GError) error = NULL;

  cs_database_run (fixture->writing, sql, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  cs_store_test_set_up (&fixture->test);
  cs_test_close (fixture->test.store);
  g_unlink (fixture->test.path);
  fixture->writing = cs_database_open (fixture->test.path, CS_DATABASE_CREATE, &error);
  g_assert_no_error (error);
  run (fixture, "PRAGMA journal_mode = WAL");
  run (fixture, "CREATE TABLE heavy (id INTEGER PRIMARY KEY, load BLOB)");
  fixture->checkpoint = cs_checkpoint_new (fixture->test.path, fixture->writing, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_clear_pointer (&fixture->checkpoint, cs_checkpoint_free);
  cs_database_close (fixture->writing);
  cs_store_test_tear_down (&fixture->test);
}

/* About two hundred pages. */
static void
write_much (Fixture *fixture)
{
  run (fixture, "BEGIN IMMEDIATE");
  for (guint i = 0; i < ROWS; i++)
    run (fixture, "INSERT INTO heavy (load) VALUES (randomblob (3500))");
  run (fixture, "COMMIT");
}

static gsize
get_log_size (Fixture *fixture)
{
  g_autofree char *path = g_strconcat (fixture->test.path, "-wal", NULL);
  GStatBuf stat_buf;

  return g_stat (path, &stat_buf) == 0 ? stat_buf.st_size : 0;
}

static gboolean
is_copied (gpointer data)
{
  return cs_checkpoint_get_n_done (data) > 0;
}

/* Nothing is copied within a commit before there is much, and then by the thread. */
static void
test_beside (Fixture      *fixture,
             gconstpointer data)
{
  GStatBuf stat_buf;

  write_much (fixture);
  g_usleep (50000);
  g_assert_cmpuint (cs_checkpoint_get_n_done (fixture->checkpoint), ==, 0);
  for (guint i = 0; i < 6; i++)
    write_much (fixture);
  g_assert_true (cs_test_wait (is_copied, fixture->checkpoint));
  g_assert_cmpint (g_stat (fixture->test.path, &stat_buf), ==, 0);
  g_assert_cmpint (stat_buf.st_size, >, 3500 * ROWS);
}

/* However busily something is written and read, the log stays bounded and everything is there. */
static void
test_bounded (Fixture      *fixture,
              gconstpointer data)
{
  gint64 rows = 0;

  for (guint i = 0; i < ROUNDS; i++)
    write_much (fixture);
  g_assert_cmpuint (get_log_size (fixture), <, 64 * 1024 * 1024);
  g_clear_pointer (&fixture->checkpoint, cs_checkpoint_free);
  g_assert_true (cs_database_read_int (fixture->writing, "SELECT count(*) FROM heavy", &rows, NULL));
  g_assert_cmpint (rows, ==, ROWS * ROUNDS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store/checkpoint/beside", Fixture, NULL, set_up, test_beside, tear_down);
  g_test_add ("/store/checkpoint/bounded", Fixture, NULL, set_up, test_bounded, tear_down);
  return g_test_run ();
}

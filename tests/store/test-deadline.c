/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-deadline.h"
#include "cs-store-test.h"

#define NEVER_US G_MAXINT64

/* Goes on for as long as it is let. */
static const char endless[] = "WITH RECURSIVE n (i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM n) SELECT max (i) FROM n";

static void
test_interrupted (CsStoreTest  *self,
                  gconstpointer data)
{
  g_autoptr (CsDatabase) db = cs_database_open (self->path, CS_DATABASE_READ, NULL);
  g_autoptr (GError) error = NULL;
  CsDeadline *deadline;
  gint64 value;

  deadline = cs_deadline_new (db, g_get_monotonic_time () + 20 * 1000);
  g_assert_false (cs_database_read_int (db, endless, &value, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  cs_deadline_free (deadline);
  g_assert_true (cs_database_read_int (db, "SELECT count (*) FROM tally", &value, NULL));
  g_assert_cmpint (value, ==, 1);
}

static void
test_in_time (CsStoreTest  *self,
              gconstpointer data)
{
  g_autoptr (CsDatabase) db = cs_database_open (self->path, CS_DATABASE_READ, NULL);
  CsDeadline *deadline = cs_deadline_new (db, NEVER_US);
  gint64 value;

  g_assert_true (cs_database_read_int (db, "SELECT count (*) FROM tally", &value, NULL));
  cs_deadline_free (deadline);
  g_assert_cmpint (value, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/deadline/interrupted", CsStoreTest, NULL, cs_store_test_set_up_cb, test_interrupted,
              cs_store_test_tear_down_cb);
  g_test_add ("/deadline/in-time", CsStoreTest, NULL, cs_store_test_set_up_cb, test_in_time, cs_store_test_tear_down_cb);
  return g_test_run ();
}

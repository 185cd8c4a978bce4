/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The power is cut at any moment of an evening: whatever was acknowledged by then is there, and the file is whole.
 * The same with synchronous = NORMAL must lose something, or this test would have no teeth. CS_CUTS says how often. */
#include "cs-audit.h"
#include "cs-decide.h"
#include "cs-fault-vfs.h"
#include "cs-ingest.h"
#include "cs-schema.h"
#include "cs-store-test.h"

#include <glib/gstdio.h>
#include <stdlib.h>

#define N_DECISIONS 150

typedef struct {
  char *folder;
  char *path;
  guint made;                      /* when the file was there */
  guint acknowledged[N_DECISIONS]; /* the moment of each decision's answer */
} Evening;

static void
commit (CsWriter *writer)
{
  g_autoptr (CsChange) change = cs_writer_commit (writer, NULL);

  g_assert_nonnull (change);
}

static void
ingest (CsWriter *writer,
        guint     n)
{
  CsIngestResult result = { 0 };

  g_assert_true (cs_writer_begin (writer, NULL));
  for (guint i = 0; i < 5; i++) {
    g_autofree char *native_id = g_strdup_printf ("%u-%u", n, i);
    g_autoptr (CsEvent) event = cs_test_event_post (native_id, native_id);

    g_assert_true (cs_ingest_event (writer, event, &result, NULL));
  }
  commit (writer);
}

static void
decide (CsWriter *writer,
        guint     n)
{
  g_autofree char *native_id = g_strdup_printf ("%u-0", n);
  g_autofree char *who = g_strdup_printf ("decision %u", n);
  g_autoptr (CsPost) post = cs_test_post (native_id, native_id);

  g_assert_true (cs_writer_begin (writer, NULL));
  g_assert_true (cs_decide (writer, 1 + 5 * n, post->version, CS_VERB_APPROVE, who, NULL, NULL));
  commit (writer);
}

static void
play (Evening    *evening,
      const char *synchronous)
{
  g_autoptr (CsClock) clock = cs_clock_new_manual (CS_TEST_START_US);
  g_autoptr (CsDatabase) db = cs_database_open (evening->path, CS_DATABASE_CREATE, NULL);
  g_autoptr (CsWriter) writer = NULL;

  if (synchronous != NULL)
    g_assert_true (cs_database_run (db, synchronous, NULL));
  g_assert_true (cs_database_run (db, "PRAGMA journal_mode = WAL", NULL));
  /* Often, so that the cuts fall into checkpoints too. */
  g_assert_true (cs_database_run (db, "PRAGMA wal_autocheckpoint = 60", NULL));
  g_assert_true (cs_schema_prepare (db, NULL));
  writer = cs_writer_new (db, clock, NULL);
  evening->made = cs_fault_vfs_get_moment ();
  for (guint n = 0; n < N_DECISIONS; n++) {
    ingest (writer, n);
    decide (writer, n);
    evening->acknowledged[n] = cs_fault_vfs_get_moment ();
  }
}

static void
remove_all (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    g_unlink (path);
  }
}

/* How many acknowledged decisions are not there after a cut; -1 when the file cannot be used at all. */
static int
count_lost (Evening    *evening,
            const char *folder,
            guint       moment)
{
  g_autofree char *path = g_build_filename (folder, "evening.coulisses", NULL);
  g_autoptr (CsDatabase) db = NULL;
  g_autoptr (CsCheckReport) report = NULL;
  guint acknowledged = 0;

  cs_fault_vfs_cut (moment, folder);
  while (acknowledged < N_DECISIONS && evening->acknowledged[acknowledged] <= moment)
    acknowledged++;
  db = cs_database_open (path, CS_DATABASE_WRITE, NULL);
  if (db == NULL || !cs_schema_check (db, NULL))
    return -1;
  report = cs_audit (db, NULL);
  if (report == NULL || report->problems[0] != NULL)
    return -1;
  return MAX ((int) acknowledged - (int) report->decisions, 0);
}

static void
cut_often (const char *synchronous,
           guint       n_cuts,
           guint      *n_losing,
           guint      *n_broken)
{
  Evening evening = { .folder = g_dir_make_tmp ("coulisses-power-XXXXXX", NULL) };
  g_autofree char *after = g_dir_make_tmp ("coulisses-power-after-XXXXXX", NULL);

  *n_losing = *n_broken = 0;
  evening.path = g_build_filename (evening.folder, "evening.coulisses", NULL);
  cs_fault_vfs_install ();
  cs_fault_vfs_record (TRUE);
  play (&evening, synchronous);
  cs_fault_vfs_record (FALSE);
  for (guint i = 0; i < n_cuts; i++) {
    guint moment = g_test_rand_int_range (evening.made, evening.acknowledged[N_DECISIONS - 1] + 1);
    int lost = count_lost (&evening, after, moment);

    *n_losing += lost > 0;
    *n_broken += lost < 0;
    remove_all (after);
  }
  cs_fault_vfs_uninstall ();
  remove_all (evening.folder);
  g_assert_cmpint (g_rmdir (evening.folder) + g_rmdir (after), ==, 0);
  g_free (evening.folder);
  g_free (evening.path);
}

static guint
get_cuts (void)
{
  const char *wanted = g_getenv ("CS_CUTS");

  return wanted != NULL ? strtoul (wanted, NULL, 10) : 100;
}

static void
test_nothing_lost (void)
{
  guint n_losing, n_broken;

  cut_often (NULL, get_cuts (), &n_losing, &n_broken);
  g_test_message ("%u cuts: %u lost a decision, %u broke the file", get_cuts (), n_losing, n_broken);
  g_assert_cmpuint (n_losing, ==, 0);
  g_assert_cmpuint (n_broken, ==, 0);
}

static void
test_has_teeth (void)
{
  guint n_losing, n_broken;

  cut_often ("PRAGMA synchronous = NORMAL", get_cuts (), &n_losing, &n_broken);
  g_test_message ("%u cuts with synchronous = NORMAL: %u lost a decision", get_cuts (), n_losing);
  g_assert_cmpuint (n_losing, >, get_cuts () / 4);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/power-cut/nothing-lost", test_nothing_lost);
  g_test_add_func ("/power-cut/has-teeth", test_has_teeth);
  return g_test_run ();
}

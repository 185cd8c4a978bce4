/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The power is cut at any moment of an evening: whatever was acknowledged by then is there, and the file is whole.
 * The same with synchronous = NORMAL must lose something, or this test would have no teeth; and so must an evening in
 * which the copying thread leaves out its sync. CS_CUTS says how often. */
#include "cs-audit.h"
#include "cs-checkpoint.h"
#include "cs-decide.h"
#include "cs-fault-vfs.h"
#include "cs-ingest.h"
#include "cs-schema.h"
#include "cs-store-test.h"

#include <glib/gstdio.h>
#include <stdlib.h>

#define N_DECISIONS 150
#define SHOW "evening.coulisses"
/* Posts that come between two decisions: with as many, the log is copied several times in an evening. */
#define FEW_POSTS 5
#define MANY_POSTS 40
#define MAX_DRAWS 10000
#define BETWEEN_PAUSES 40
#define PAUSE_MS 10000

typedef struct {
  char *folder;
  char *path;
  const char *synchronous;         /* (nullable): a pragma */
  gboolean beside;                 /* the log is copied by a thread of its own, while posts and decisions are written */
  gboolean unsynced;               /* and that thread's syncs are left out */
  guint n_posts;                   /* between two decisions */
  guint n_meanwhile;               /* decisions acknowledged while the log was being copied */
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
        guint     n,
        guint     n_posts)
{
  CsIngestResult result = { 0 };

  g_assert_true (cs_writer_begin (writer, NULL));
  for (guint i = 0; i < n_posts; i++) {
    g_autofree char *native_id = g_strdup_printf ("%u-%u", n, i);
    g_autoptr (CsEvent) event = cs_test_event_post (native_id, native_id);

    g_assert_true (cs_ingest_event (writer, event, &result, NULL));
  }
  commit (writer);
}

static void
decide (CsWriter *writer,
        guint     n,
        guint     n_posts)
{
  g_autofree char *native_id = g_strdup_printf ("%u-0", n);
  g_autofree char *who = g_strdup_printf ("decision %u", n);
  g_autoptr (CsPost) post = cs_test_post (native_id, native_id);

  g_assert_true (cs_writer_begin (writer, NULL));
  g_assert_true (cs_decide (writer, 1 + n_posts * n, post->version, CS_VERB_APPROVE, who, NULL, NULL));
  commit (writer);
}

static CsDatabase *
open_evening (Evening *evening)
{
  CsDatabase *db = cs_database_open (evening->path, CS_DATABASE_CREATE, NULL);

  g_assert_nonnull (db);
  if (evening->synchronous != NULL)
    g_assert_true (cs_database_run (db, evening->synchronous, NULL));
  g_assert_true (cs_database_run (db, "PRAGMA journal_mode = WAL", NULL));
  /* Often, so that the cuts fall into checkpoints too. */
  g_assert_true (cs_database_run (db, "PRAGMA wal_autocheckpoint = 60", NULL));
  g_assert_true (cs_schema_prepare (db, NULL));
  return db;
}

/* Waits until all of the log is copied: with the next post it begins anew. */
static void
pause_evening (CsDatabase *db)
{
  int n_pages, n_copied, code;

  for (guint i = 0; i < PAUSE_MS; i++) {
    code = sqlite3_wal_checkpoint_v2 (cs_database_get_handle (db), NULL, SQLITE_CHECKPOINT_PASSIVE, &n_pages, &n_copied);
    if (code == SQLITE_OK && n_copied == n_pages)
      return;
    g_usleep (1000);
  }
  g_error ("The log was not copied.");
}

static void
play (Evening *evening)
{
  g_autoptr (CsClock) clock = cs_clock_new_manual (CS_TEST_START_US);
  g_autoptr (CsDatabase) db = open_evening (evening);
  g_autoptr (CsWriter) writer = cs_writer_new (db, clock, NULL);
  g_autoptr (CsCheckpoint) checkpoint = NULL;

  if (evening->beside) {
    cs_fault_vfs_slow_down (SHOW);
    checkpoint = cs_checkpoint_new (evening->path, db, NULL);
    g_assert_nonnull (checkpoint);
  }
  evening->made = cs_fault_vfs_get_moment ();
  for (guint n = 0; n < N_DECISIONS; n++) {
    ingest (writer, n, evening->n_posts);
    decide (writer, n, evening->n_posts);
    evening->acknowledged[n] = cs_fault_vfs_get_moment ();
    if (evening->beside && n % BETWEEN_PAUSES == BETWEEN_PAUSES - 1)
      pause_evening (db);
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
  g_autofree char *path = g_build_filename (folder, SHOW, NULL);
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

static guint
draw_moment (Evening *evening,
             gboolean copying)
{
  for (guint i = 0; i < MAX_DRAWS; i++) {
    guint moment = g_test_rand_int_range (evening->made, evening->acknowledged[N_DECISIONS - 1] + 1);

    if (!copying || cs_fault_vfs_is_unsynced (SHOW, moment))
      return moment;
  }
  g_error ("The log was hardly ever copied.");
}

static void
cut_often (Evening *evening,
           guint    n_cuts,
           guint   *n_losing,
           guint   *n_broken)
{
  g_autofree char *after = g_dir_make_tmp ("coulisses-power-after-XXXXXX", NULL);

  *n_losing = *n_broken = 0;
  for (guint i = 0; i < n_cuts; i++) {
    /* Every other one while the log is being copied. */
    int lost = count_lost (evening, after, draw_moment (evening, evening->beside && i % 2 == 0));


    *n_losing += lost > 0;
    *n_broken += lost < 0;
    remove_all (after);
  }
  g_assert_cmpint (g_rmdir (after), ==, 0);
}

static guint
count_acknowledged_meanwhile (Evening *evening)
{
  guint n = 0;

  for (guint i = 0; i < N_DECISIONS; i++)
    n += cs_fault_vfs_is_unsynced (SHOW, evening->acknowledged[i]);
  return n;
}

static guint
get_cuts (void)
{
  const char *wanted = g_getenv ("CS_CUTS");

  return wanted != NULL ? strtoul (wanted, NULL, 10) : 100;
}

/* The evening is played, and its power cut as often as wanted. */
static void
run (Evening *evening,
     guint   *n_losing,
     guint   *n_broken)
{
  evening->folder = g_dir_make_tmp ("coulisses-power-XXXXXX", NULL);
  evening->path = g_build_filename (evening->folder, SHOW, NULL);
  cs_fault_vfs_install ();
  if (evening->unsynced)
    cs_fault_vfs_leave_out_syncs (SHOW);
  cs_fault_vfs_record (TRUE);
  play (evening);
  cs_fault_vfs_record (FALSE);
  cut_often (evening, get_cuts (), n_losing, n_broken);
  evening->n_meanwhile = count_acknowledged_meanwhile (evening);
  cs_fault_vfs_uninstall ();
  remove_all (evening->folder);
  g_assert_cmpint (g_rmdir (evening->folder), ==, 0);
  g_free (evening->folder);
  g_free (evening->path);
  g_test_message ("%u cuts: %u lost a decision, %u broke the file; %u decisions acknowledged while the show file was being written",
                  get_cuts (), *n_losing, *n_broken, evening->n_meanwhile);
}

static void
test_nothing_lost (void)
{
  Evening evening = { .n_posts = FEW_POSTS };
  guint n_losing, n_broken;

  run (&evening, &n_losing, &n_broken);
  g_assert_cmpuint (n_losing, ==, 0);
  g_assert_cmpuint (n_broken, ==, 0);
}

static void
test_has_teeth (void)
{
  Evening evening = { .n_posts = FEW_POSTS, .synchronous = "PRAGMA synchronous = NORMAL" };
  guint n_losing, n_broken;

  run (&evening, &n_losing, &n_broken);
  g_assert_cmpuint (n_losing, >, get_cuts () / 4);
}

/* The power is cut while the thread copies the log and decisions go on being acknowledged. */
static void
test_copying (void)
{
  Evening evening = { .n_posts = MANY_POSTS, .beside = TRUE };
  guint n_losing, n_broken;

  run (&evening, &n_losing, &n_broken);
  g_assert_cmpuint (evening.n_meanwhile, >, 0);
  g_assert_cmpuint (n_losing, ==, 0);
  g_assert_cmpuint (n_broken, ==, 0);
}

static void
test_copying_has_teeth (void)
{
  Evening evening = { .n_posts = MANY_POSTS, .beside = TRUE, .unsynced = TRUE };
  guint n_losing, n_broken;

  run (&evening, &n_losing, &n_broken);
  g_assert_cmpuint (n_losing + n_broken, >, get_cuts () / 4);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/power-cut/nothing-lost", test_nothing_lost);
  g_test_add_func ("/power-cut/has-teeth", test_has_teeth);
  g_test_add_func ("/power-cut/copying", test_copying);
  g_test_add_func ("/power-cut/copying-has-teeth", test_copying_has_teeth);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-store-test.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

/* Of every show file. */
#define PAGE_SIZE 4096

static void
run_sql (const char *path,
         const char *sql)
{
  sqlite3 *handle = NULL;
  char *message = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  sqlite3_exec (handle, sql, NULL, NULL, &message);
  g_assert_null (message);
  sqlite3_close (handle);
}

static char *
read_bytes (const char *path,
            gsize      *size)
{
  char *bytes = NULL;

  g_assert_true (g_file_get_contents (path, &bytes, size, NULL));
  return bytes;
}

/* A refusal has its code, a sentence that names the file, and leaves the file alone. */
static void
assert_refused (const char  *path,
                CsStoreMode  mode,
                CsStoreError code,
                const char  *words)
{
  g_autoptr (CsClock) clock = cs_clock_new_manual (CS_TEST_START_US);
  g_autoptr (CsStore) store = cs_store_new (clock);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *left = g_strconcat (path, "-lease", NULL);
  g_autoptr (GError) error = NULL;
  gsize size_before = 0, size_after = 0;
  gboolean there = g_file_test (path, G_FILE_TEST_IS_REGULAR);

  if (there)
    before = read_bytes (path, &size_before);
  g_assert_false (cs_test_open (store, path, mode, &error));
  g_assert_error (error, CS_STORE_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, name));
  g_assert_nonnull (strstr (error->message, words));
  g_assert_null (cs_store_get_path (store));
  if (there) {
    after = read_bytes (path, &size_after);
    g_assert_cmpmem (before, size_before, after, size_after);
  }
  if (code != CS_STORE_ERROR_BUSY)
    g_assert_false (g_file_test (left, G_FILE_TEST_EXISTS));
}

static char *
beside (CsStoreTest *self,
        const char  *name)
{
  return g_build_filename (self->folder, name, NULL);
}

static void
test_missing (CsStoreTest  *self,
              gconstpointer data)
{
  g_autofree char *path = beside (self, "nowhere.coulisses");
  g_autofree char *deep = g_build_filename (self->folder, "no-folder", "evening.coulisses", NULL);

  assert_refused (path, CS_STORE_OPEN, CS_STORE_ERROR_NOT_FOUND, "There is no show file");
  assert_refused (path, CS_STORE_READ, CS_STORE_ERROR_NOT_FOUND, "There is no show file");
  assert_refused (deep, CS_STORE_CREATE, CS_STORE_ERROR_NOT_FOUND, "There is no folder");
  assert_refused (self->folder, CS_STORE_OPEN, CS_STORE_ERROR_DAMAGED, "is not a show file");
}

static void
test_foreign (CsStoreTest  *self,
              gconstpointer data)
{
  g_autofree char *text = beside (self, "text.coulisses");
  g_autofree char *empty = beside (self, "empty.coulisses");
  g_autofree char *other = beside (self, "other.coulisses");

  g_assert_true (g_file_set_contents (text, "Dear diary, this is not a show file but a letter. "
                                            "It goes on for a while so that it has more than a header.",
                                      -1, NULL));
  assert_refused (text, CS_STORE_OPEN, CS_STORE_ERROR_DAMAGED, "is not a show file");
  assert_refused (text, CS_STORE_CREATE, CS_STORE_ERROR_DAMAGED, "is not a show file");
  assert_refused (text, CS_STORE_READ, CS_STORE_ERROR_DAMAGED, "is not a show file");
  g_assert_true (g_file_set_contents (empty, "", 0, NULL));
  assert_refused (empty, CS_STORE_OPEN, CS_STORE_ERROR_DAMAGED, "is not a show file");
  run_sql (other, "CREATE TABLE recipe (id, name); INSERT INTO recipe VALUES (1, 'soup')");
  assert_refused (other, CS_STORE_OPEN, CS_STORE_ERROR_DAMAGED, "is not a show file");
  assert_refused (other, CS_STORE_CREATE, CS_STORE_ERROR_DAMAGED, "is not a show file");
  g_assert_cmpint (g_unlink (text) + g_unlink (empty) + g_unlink (other), ==, 0);
}

static void
test_newer (CsStoreTest  *self,
            gconstpointer data)
{
  cs_test_close (self->store);
  run_sql (self->path, "PRAGMA user_version = 99");
  assert_refused (self->path, CS_STORE_OPEN, CS_STORE_ERROR_NEWER, "newer Coulisses");
  assert_refused (self->path, CS_STORE_CREATE, CS_STORE_ERROR_NEWER, "newer Coulisses");
  assert_refused (self->path, CS_STORE_READ, CS_STORE_ERROR_NEWER, "newer Coulisses");
}

static void
test_truncated (CsStoreTest  *self,
                gconstpointer data)
{
  struct stat info;

  for (guint i = 0; i < 40; i++) {
    g_autofree char *id = g_strdup_printf ("%u", i);

    cs_test_add (self->store, id, "a text long enough to need some room on the disk of this machine");
  }
  cs_test_close (self->store);
  g_assert_cmpint (stat (self->path, &info), ==, 0);
  for (guint quarter = 3; quarter > 0; quarter--) {
    g_assert_cmpint (truncate (self->path, info.st_size / 4 * quarter), ==, 0);
    assert_refused (self->path, CS_STORE_OPEN, CS_STORE_ERROR_DAMAGED, "is damaged");
    assert_refused (self->path, CS_STORE_READ, CS_STORE_ERROR_DAMAGED, "is damaged");
  }
}

/* Whatever stands in the file: an answer, never a crash, and the file as it was when it is refused. */
static void
test_flipped (CsStoreTest  *self,
              gconstpointer data)
{
  g_autofree char *bytes = NULL;
  guint refused = 0;
  gsize size;

  for (guint i = 0; i < 40; i++) {
    g_autofree char *id = g_strdup_printf ("%u", i);
    gint64 post_id = cs_test_add (self->store, id, "a text long enough to need some room on the disk");

    cs_test_must_decide (self->store, post_id, CS_VERB_APPROVE, "anna");
  }
  cs_test_close (self->store);
  bytes = read_bytes (self->path, &size);
  for (guint i = 0; i < 100; i++) {
    g_autofree char *spoilt = g_memdup2 (bytes, size);
    g_autoptr (CsStore) store = cs_store_new (self->clock);
    g_autoptr (GError) error = NULL;

    for (guint j = 0; j < 30; j++)
      spoilt[g_test_rand_int_range (0, size)] ^= 1 << g_test_rand_int_range (0, 8);
    g_assert_true (g_file_set_contents (self->path, spoilt, size, NULL));
    if (cs_test_open (store, self->path, CS_STORE_OPEN, &error)) {
      cs_test_close (store);
    } else {
      g_assert_cmpuint (error->domain, ==, CS_STORE_ERROR);
      g_assert_cmpint (strlen (error->message), >, 20);
      refused++;
    }
  }
  g_assert_cmpuint (refused, >, 50);
}

/* Damage in a page that nothing needs until late in the evening: it is found before the show, not on air. */
static void
test_damaged_page (CsStoreTest  *self,
                   gconstpointer data)
{
  static const char noise[16] = { 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55 };
  g_autofree char *bytes = NULL;
  guint tried = 0;
  gsize size;

  for (guint i = 0; i < 200; i++) {
    g_autofree char *id = g_strdup_printf ("%u", i);
    gint64 post_id = cs_test_add (self->store, id, "a text long enough to need some room on the disk of this machine");

    cs_test_must_decide (self->store, post_id, CS_VERB_APPROVE, "anna");
  }
  cs_test_close (self->store);
  bytes = read_bytes (self->path, &size);
  for (gsize page = PAGE_SIZE; page + PAGE_SIZE <= size; page += 3 * PAGE_SIZE) {
    g_autofree char *spoilt = g_memdup2 (bytes, size);

    memcpy (spoilt + page, noise, sizeof noise);
    g_assert_true (g_file_set_contents (self->path, spoilt, size, NULL));
    g_test_message ("page %" G_GSIZE_FORMAT, page / PAGE_SIZE);
    assert_refused (self->path, CS_STORE_OPEN, CS_STORE_ERROR_DAMAGED, "is damaged");
    tried++;
  }
  g_assert_cmpuint (tried, >, 10);
}

static void
test_open_elsewhere (CsStoreTest  *self,
                     gconstpointer data)
{
  g_autoptr (CsStore) other = cs_store_new (self->clock);

  assert_refused (self->path, CS_STORE_OPEN, CS_STORE_ERROR_BUSY, "already open in another Coulisses");
  assert_refused (self->path, CS_STORE_CREATE, CS_STORE_ERROR_BUSY, g_get_host_name ());
  cs_test_add (self->store, "1", "still writing");
  cs_test_close (self->store);
  g_assert_true (cs_test_open (other, self->path, CS_STORE_OPEN, NULL));
  cs_test_close (other);
  g_assert_true (cs_test_open (self->store, self->path, CS_STORE_OPEN, NULL));
}

/* Two desks on one show would each believe that nobody else writes it. */
static void
test_open_by_another_name (CsStoreTest  *self,
                           gconstpointer data)
{
  g_autofree char *link = beside (self, "tonight.coulisses");

  g_assert_cmpint (symlink (self->path, link), ==, 0);
  assert_refused (link, CS_STORE_OPEN, CS_STORE_ERROR_BUSY, "already open in another Coulisses");
  g_unlink (link);
}

static void
test_twice (CsStoreTest  *self,
            gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (cs_test_open (self->store, self->path, CS_STORE_OPEN, &error));
  g_assert_error (error, CS_STORE_ERROR, CS_STORE_ERROR_BUSY);
  cs_test_add (self->store, "1", "the first one is still open");
}

static void
test_read_beside (CsStoreTest  *self,
                  gconstpointer data)
{
  g_autoptr (CsStore) looker = cs_store_new (self->clock);
  g_autoptr (CsEntry) entry = NULL;
  g_autoptr (CsEntry) decided = NULL;
  g_autoptr (GError) error = NULL;

  cs_test_add (self->store, "1", "seen from outside");
  g_assert_true (cs_test_open (looker, self->path, CS_STORE_READ, NULL));
  entry = cs_test_read (looker, 1);
  g_assert_cmpstr (entry->post->text, ==, "seen from outside");
  cs_test_add (self->store, "2", "written meanwhile");
  g_assert_cmpuint (cs_test_count (looker).posts, ==, 2);

  decided = cs_test_decide (looker, 1, entry->post->version, CS_VERB_APPROVE, "anna", &error);
  g_assert_error (error, CS_STORE_ERROR, CS_STORE_ERROR_READ_ONLY);
  g_assert_null (decided);
  cs_test_close (looker);
  cs_test_add (self->store, "3", "and still writing");
}

static void
test_read_closed (CsStoreTest  *self,
                  gconstpointer data)
{
  g_autoptr (CsStore) looker = cs_store_new (self->clock);

  cs_test_add (self->store, "1", "left behind");
  cs_test_close (self->store);
  g_assert_true (cs_test_open (looker, self->path, CS_STORE_READ, NULL));
  g_assert_cmpuint (cs_test_count (looker).posts, ==, 1);
  cs_test_close (looker);
}

static void
test_closed (CsStoreTest  *self,
             gconstpointer data)
{
  g_autoptr (CsStore) store = cs_store_new (self->clock);
  g_autoptr (GError) error = NULL;
  g_autoptr (CsEntry) entry = cs_test_decide (store, 1, "", CS_VERB_APPROVE, "anna", &error);
  g_autoptr (GPtrArray) events = cs_event_batch_new ();
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *answer = NULL;

  g_assert_error (error, CS_STORE_ERROR, CS_STORE_ERROR_CLOSED);
  g_assert_null (entry);
  g_clear_error (&error);
  g_ptr_array_add (events, cs_test_event_post ("1", "into nothing"));
  cs_store_ingest_async (store, events, NULL, cs_test_answered_cb, &answer);
  result = cs_test_await (&answer);
  g_assert_false (cs_store_ingest_finish (store, result, NULL, &error));
  g_assert_error (error, CS_STORE_ERROR, CS_STORE_ERROR_CLOSED);
}

/* The rest runs as somebody to whom permissions apply. */
static void
drop_rights (void)
{
  if (geteuid () == 0)
    g_assert_cmpint (seteuid (65534), ==, 0);
}

/* The leak checker looks into its own process when it ends. */
static void
take_rights_back (void)
{
  if (getuid () == 0)
    g_assert_cmpint (seteuid (0), ==, 0);
  g_assert_cmpint (prctl (PR_SET_DUMPABLE, 1), ==, 0);
}

static void
test_read_only_child (void)
{
  const char *file = g_getenv ("CS_TEST_FILE");
  g_autofree char *folder = g_path_get_dirname (file);
  g_autoptr (CsClock) clock = cs_clock_new_manual (CS_TEST_START_US);
  g_autoptr (CsStore) looker = cs_store_new (clock);
  g_autofree char *fresh = g_build_filename (folder, "fresh.coulisses", NULL);

  drop_rights ();
  assert_refused (file, CS_STORE_OPEN, CS_STORE_ERROR_READ_ONLY, "cannot be written");
  assert_refused (file, CS_STORE_CREATE, CS_STORE_ERROR_READ_ONLY, "cannot be written");
  assert_refused (fresh, CS_STORE_CREATE, CS_STORE_ERROR_READ_ONLY, "cannot be written");
  g_assert_true (cs_test_open (looker, file, CS_STORE_READ, NULL));
  g_assert_cmpuint (cs_test_count (looker).posts, ==, 1);
  cs_test_close (looker);
  take_rights_back ();
}

static void
test_read_only (CsStoreTest  *self,
                gconstpointer data)
{
  cs_test_add (self->store, "1", "nobody may write here");
  cs_test_close (self->store);
  g_assert_cmpint (chmod (self->path, 0444) + chmod (self->folder, 0555), ==, 0);
  g_setenv ("CS_TEST_FILE", self->path, TRUE);
  g_test_trap_subprocess ("/store-open/read-only/subprocess", 60 * G_USEC_PER_SEC, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_assert_cmpint (chmod (self->folder, 0755), ==, 0);
  g_test_trap_assert_passed ();
}

static void
test_read_only_file_child (void)
{
  drop_rights ();
  assert_refused (g_getenv ("CS_TEST_FILE"), CS_STORE_OPEN, CS_STORE_ERROR_READ_ONLY, "cannot be written");
  take_rights_back ();
}

static void
test_read_only_file (CsStoreTest  *self,
                     gconstpointer data)
{
  cs_test_close (self->store);
  g_assert_cmpint (chmod (self->path, 0444) + chmod (self->folder, 0777), ==, 0);
  g_setenv ("CS_TEST_FILE", self->path, TRUE);
  g_test_trap_subprocess ("/store-open/read-only-file/subprocess", 60 * G_USEC_PER_SEC,
                          G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
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
  add ("/store-open/missing", test_missing);
  add ("/store-open/foreign", test_foreign);
  add ("/store-open/newer", test_newer);
  add ("/store-open/truncated", test_truncated);
  add ("/store-open/flipped", test_flipped);
  add ("/store-open/damaged-page", test_damaged_page);
  add ("/store-open/open-elsewhere", test_open_elsewhere);
  add ("/store-open/open-by-another-name", test_open_by_another_name);
  add ("/store-open/twice", test_twice);
  add ("/store-open/read-beside", test_read_beside);
  add ("/store-open/read-closed", test_read_closed);
  add ("/store-open/closed", test_closed);
  add ("/store-open/read-only", test_read_only);
  add ("/store-open/read-only-file", test_read_only_file);
  g_test_add_func ("/store-open/read-only/subprocess", test_read_only_child);
  g_test_add_func ("/store-open/read-only-file/subprocess", test_read_only_file_child);
  return g_test_run ();
}

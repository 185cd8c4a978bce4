/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A disk of a few megabytes that really fills up, mounted where nobody else sees it. */
#define _GNU_SOURCE /* unshare */
#include "cs-ballast.h"
#include "cs-store-test.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#define DISK_BYTES (64 * 1024 * 1024)
#define SMALL_BYTES (8 * 1024 * 1024)
/* A quarter of the larger disk in whole pieces, with what is on it already. One piece is taken as soon as the disk is
 * full, and a log that grows to its thousand pages needs about another. */
#define KEPT_BYTES (12 * 1024 * 1024)
#define N_POSTS 400

typedef struct {
  CsStoreTest base;
  char *disk;
  char *path;
  char *ballast;
  char *filler;
} Fixture;

static gboolean can_mount;

static gboolean
write_map (const char *path,
           const char *line)
{
  int fd = g_open (path, O_WRONLY);
  gboolean done = fd >= 0 && write (fd, line, strlen (line)) == (gssize) strlen (line);

  if (fd >= 0)
    close (fd);
  return done;
}

/* Before there is any thread. */
static gboolean
leave_for_own_mounts (void)
{
  g_autofree char *users = g_strdup_printf ("0 %u 1", (guint) getuid ());
  g_autofree char *groups = g_strdup_printf ("0 %u 1", (guint) getgid ());

  if (getuid () == 0 ? unshare (CLONE_NEWNS) != 0 : unshare (CLONE_NEWUSER | CLONE_NEWNS) != 0)
    return FALSE;
  if (getuid () != 0 &&
      (!write_map ("/proc/self/setgroups", "deny") || !write_map ("/proc/self/uid_map", users) ||
       !write_map ("/proc/self/gid_map", groups)))
    return FALSE;
  return mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0;
}

static gboolean
mount_disk (Fixture *self,
            guint    n_bytes)
{
  g_autofree char *options = g_strdup_printf ("size=%u", n_bytes);

  return can_mount && mount ("tmpfs", self->disk, "tmpfs", 0, options) == 0;
}

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  cs_store_test_set_up (&self->base);
  cs_test_close (self->base.store);
  self->disk = g_dir_make_tmp ("coulisses-disk-XXXXXX", NULL);
  self->path = g_build_filename (self->disk, "evening.coulisses", NULL);
  self->ballast = g_strconcat (self->path, "-ballast", NULL);
  self->filler = g_build_filename (self->disk, "somebody-else", NULL);
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  umount2 (self->disk, MNT_DETACH);
  g_assert_cmpint (g_rmdir (self->disk), ==, 0);
  g_free (self->disk);
  g_free (self->path);
  g_free (self->ballast);
  g_free (self->filler);
  cs_store_test_tear_down (&self->base);
}

static guint64
get_length (const char *path)
{
  GStatBuf found;

  return g_stat (path, &found) == 0 ? (guint64) found.st_size : 0;
}

static gboolean
is_kept (gpointer data)
{
  return get_length (data) == KEPT_BYTES;
}

/* Not a byte is left. */
static void
fill_disk (Fixture *self)
{
  g_autofree char *bytes = g_malloc0 (1 << 20);
  int fd = g_open (self->filler, O_WRONLY | O_CREAT | O_APPEND, 0600);
  gsize size = 1 << 20;

  g_assert_cmpint (fd, >=, 0);
  while (size > 0)
    if (write (fd, bytes, size) < (gssize) size)
      size /= 2;
  g_assert_cmpint (errno, ==, ENOSPC);
  close (fd);
}

static void
add_posts (CsStore *store,
           guint    first,
           guint    n_posts)
{
  g_autoptr (GPtrArray) events = cs_event_batch_new ();

  for (guint n = first; n < first + n_posts; n++) {
    g_autofree char *id = g_strdup_printf ("%u", n);

    g_ptr_array_add (events, cs_test_event_post (id, "before"));
  }
  cs_test_ingest (store, events);
}

static gboolean
offer_post (CsStore *store,
            GError **error)
{
  g_autoptr (GPtrArray) events = cs_event_batch_new ();
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *answer = NULL;

  g_ptr_array_add (events, cs_test_event_post ("late", "meanwhile"));
  cs_store_ingest_async (store, events, NULL, cs_test_answered_cb, &answer);
  result = cs_test_await (&answer);
  return cs_store_ingest_finish (store, result, NULL, error);
}

static gboolean
is_in_trouble (gpointer store)
{
  return cs_store_get_trouble (store) != NULL;
}

static gboolean
is_out_of_trouble (gpointer store)
{
  return cs_store_get_trouble (store) == NULL;
}

static void
assert_all_approved (CsStore *store)
{
  for (guint n = 1; n <= N_POSTS; n++) {
    g_autoptr (CsEntry) entry = cs_test_read (store, n);

    g_assert_cmpint (entry->state, ==, CS_STATE_APPROVED);
  }
}

static void
assert_said (const char *sentence)
{
  g_assert_nonnull (sentence);
  g_assert_nonnull (strstr (sentence, "THE DISK THAT HOLDS “evening.coulisses” IS FULL"));
}

static void
test_full (Fixture      *self,
           gconstpointer data)
{
  CsStore *store = self->base.store;
  g_autoptr (GError) late = NULL;

  if (!mount_disk (self, DISK_BYTES)) {
    g_test_skip ("No disk of our own may be mounted here.");
    g_assert_true (cs_test_open (store, self->base.path, CS_STORE_OPEN, NULL));
    return;
  }
  g_assert_true (cs_test_open (store, self->path, CS_STORE_CREATE, NULL));
  add_posts (store, 1, N_POSTS);
  g_assert_true (cs_test_wait (is_kept, self->ballast));
  fill_disk (self);

  for (guint n = 1; n <= N_POSTS; n++)
    cs_test_must_decide (store, n, CS_VERB_APPROVE, "anna");
  g_assert_true (cs_test_wait (is_in_trouble, store));
  assert_said (cs_store_get_trouble (store));
  /* What was kept is not for posts, however often they are offered. */
  for (guint i = 0; i < 20; i++, g_clear_error (&late)) {
    g_assert_false (offer_post (store, &late));
    g_assert_error (late, CS_STORE_ERROR, CS_STORE_ERROR_FULL);
    assert_said (late->message);
  }
  g_assert_cmpuint (get_length (self->ballast), >=, CS_BALLAST_PIECE_BYTES);

  g_assert_cmpint (g_unlink (self->filler), ==, 0);
  g_assert_true (cs_test_wait (is_out_of_trouble, store));
  g_assert_true (is_kept (self->ballast));
  g_assert_true (offer_post (store, NULL));

  cs_test_close (store);
  g_assert_false (g_file_test (self->ballast, G_FILE_TEST_EXISTS));
  g_assert_true (cs_test_open (store, self->path, CS_STORE_OPEN, NULL));
  assert_all_approved (store);
  cs_test_close (store);
  g_assert_true (cs_test_open (store, self->base.path, CS_STORE_OPEN, NULL));
}

static void
ignore_cb (gpointer    data,
           const char *sentence)
{
}

/* A desk that was killed has left it; meanwhile the disk filled up. */
static void
test_left_over (Fixture      *self,
                gconstpointer data)
{
  CsBallast *ballast;
  int fd;

  g_assert_true (cs_test_open (self->base.store, self->base.path, CS_STORE_OPEN, NULL));
  if (!mount_disk (self, DISK_BYTES)) {
    g_test_skip ("No disk of our own may be mounted here.");
    return;
  }
  fd = g_open (self->ballast, O_WRONLY | O_CREAT, 0600);
  g_assert_cmpint (posix_fallocate (fd, 0, KEPT_BYTES), ==, 0);
  close (fd);
  fill_disk (self);
  ballast = cs_ballast_new (self->path, ignore_cb, NULL);
  g_assert_cmpuint (cs_ballast_get_bytes (ballast), ==, KEPT_BYTES - CS_BALLAST_PIECE_BYTES);
  g_assert_true (cs_ballast_is_short (ballast));
  for (guint64 left = KEPT_BYTES - CS_BALLAST_PIECE_BYTES; left > 0; left -= CS_BALLAST_PIECE_BYTES)
    g_assert_true (cs_ballast_give_back (ballast));
  g_assert_false (cs_ballast_give_back (ballast));
  cs_ballast_free (ballast);
  g_assert_false (g_file_test (self->ballast, G_FILE_TEST_EXISTS));
}

static gboolean
has_passed (gpointer data)
{
  return g_get_monotonic_time () > *(gint64 *) data;
}

/* A disk that is nearly full already keeps what it has; and a name that leads elsewhere leads nowhere. */
static void
test_none (Fixture      *self,
           gconstpointer data)
{
  g_autofree char *other = g_build_filename (self->disk, "other", NULL);
  gint64 until_us = g_get_monotonic_time () + 3 * G_USEC_PER_SEC;
  CsBallast *ballast;

  g_assert_true (cs_test_open (self->base.store, self->base.path, CS_STORE_OPEN, NULL));
  if (!mount_disk (self, SMALL_BYTES)) {
    g_test_skip ("No disk of our own may be mounted here.");
    return;
  }
  g_assert_true (g_file_set_contents (other, "precious", -1, NULL));
  ballast = cs_ballast_new (self->path, ignore_cb, NULL);
  g_assert_true (cs_test_wait (has_passed, &until_us));
  g_assert_cmpuint (cs_ballast_get_bytes (ballast), ==, 0);
  g_assert_false (cs_ballast_give_back (ballast));
  g_assert_false (cs_ballast_is_short (ballast));
  cs_ballast_free (ballast);
  g_assert_cmpint (symlink (other, self->ballast), ==, 0);
  cs_ballast_free (cs_ballast_new (self->path, ignore_cb, NULL));
  g_assert_cmpuint (get_length (other), ==, strlen ("precious"));
  g_assert_true (g_file_test (self->ballast, G_FILE_TEST_IS_SYMLINK));
}

int
main (int   argc,
      char *argv[])
{
  can_mount = leave_for_own_mounts ();
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store/ballast/full", Fixture, NULL, set_up, test_full, tear_down);
  g_test_add ("/store/ballast/left-over", Fixture, NULL, set_up, test_left_over, tear_down);
  g_test_add ("/store/ballast/none", Fixture, NULL, set_up, test_none, tear_down);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* fallocate */
#include "cs-ballast.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define SUFFIX "-ballast"
/* A file that is only opened for a moment needs none. */
#define FIRST_LOOK_US (2 * G_USEC_PER_SEC)
#define LOOK_INTERVAL_US (5 * G_USEC_PER_SEC)
/* Of the free space at most one part in so many is kept. */
#define SHARE 4
#define ZEROES_BYTES (64 * 1024)

struct _CsBallast {
  char *path;
  char *name; /* the show's, to be shown */
  CsBallastTell tell;
  gpointer data;
  GThread *thread;

  GMutex lock; /* guards what follows, and the file's length */
  GCond changed_cond; /* some was given back, or it is to end */
  int fd; /* or -1: there is nothing yet, or it cannot be made */
  guint64 n_bytes;
  guint64 goal_bytes; /* 0: not known yet */
  gboolean is_short; /* some was given back, and the disk has no room to fill it up again */
  gboolean ending;
};

static char *
make_path (const char *show_path)
{
  char *real = realpath (show_path, NULL);
  char *path = g_strconcat (real != NULL ? real : show_path, SUFFIX, NULL);

  free (real);
  return path;
}

static gboolean
is_ours (const struct stat *found)
{
  return S_ISREG (found->st_mode) && found->st_nlink == 1 && found->st_size <= CS_BALLAST_BYTES;
}

static guint64
free_bytes (CsBallast *self)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  struct statvfs disk;

  return statvfs (folder, &disk) == 0 ? (guint64) disk.f_bavail * disk.f_frsize : 0;
}

/* Left by a desk that was killed, or new. Nothing else of that name is touched. */
static gboolean
open_file (CsBallast *self,
           int        extra_flags)
{
  struct stat found;
  int fd = g_open (self->path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | extra_flags, 0600);

  if (fd < 0)
    return FALSE;
  if (fstat (fd, &found) != 0 || !is_ours (&found)) {
    g_debug ("%s is not ours", self->path);
    close (fd);
    return FALSE;
  }
  self->fd = fd;
  /* What is not a whole piece is filled again. */
  self->n_bytes = (guint64) found.st_size / CS_BALLAST_PIECE_BYTES * CS_BALLAST_PIECE_BYTES;
  return TRUE;
}

/* For file systems that cannot set space apart. */
static gboolean
write_zeroes (int   fd,
              off_t from,
              off_t n_bytes)
{
  g_autofree char *zeroes = g_malloc0 (ZEROES_BYTES);

  for (off_t done = 0; done < n_bytes;) {
    gssize n = pwrite (fd, zeroes, MIN (ZEROES_BYTES, n_bytes - done), from + done);

    if (n <= 0)
      return FALSE;
    done += n;
  }
  return TRUE;
}

/* With the lock held. Not posix_fallocate(), which would only touch each block where space cannot be set apart. */
static gboolean
add_piece (CsBallast *self)
{
  off_t from = (off_t) self->n_bytes;
  gboolean done = fallocate (self->fd, 0, from, CS_BALLAST_PIECE_BYTES) == 0;

  if (!done && errno == EOPNOTSUPP)
    done = write_zeroes (self->fd, from, CS_BALLAST_PIECE_BYTES);
  if (done)
    self->n_bytes += CS_BALLAST_PIECE_BYTES;
  else if (ftruncate (self->fd, from) != 0)
    g_debug ("ballast: %s", g_strerror (errno));
  return done;
}

/* With the lock held. */
static void
set_goal (CsBallast *self)
{
  guint64 share = (free_bytes (self) + self->n_bytes) / SHARE / CS_BALLAST_PIECE_BYTES * CS_BALLAST_PIECE_BYTES;

  self->goal_bytes = MAX (self->n_bytes, MIN (share, CS_BALLAST_BYTES));
}

/* With the lock held. Half as much again has to stay free: else posts would only fill up what decisions are to have. */
static gboolean
has_room (CsBallast *self)
{
  guint64 missing = self->goal_bytes - self->n_bytes;

  return missing == 0 || !self->is_short || free_bytes (self) >= missing + self->goal_bytes / 2;
}

/* With the lock held. */
static gboolean
is_whole (CsBallast *self)
{
  return self->goal_bytes > 0 && self->n_bytes >= self->goal_bytes;
}

/* The lock is let go between two pieces, so that whoever needs them does not wait for all of them. */
static void
fill (CsBallast *self)
{
  gboolean was_short;

  g_mutex_lock (&self->lock);
  if (self->goal_bytes == 0)
    set_goal (self);
  if (self->goal_bytes == 0 || !has_room (self) || (self->fd < 0 && !open_file (self, O_CREAT))) {
    g_mutex_unlock (&self->lock);
    return;
  }
  while (!self->ending && !is_whole (self) && add_piece (self)) {
    g_mutex_unlock (&self->lock);
    g_mutex_lock (&self->lock);
  }
  was_short = self->is_short && is_whole (self);
  if (was_short)
    self->is_short = FALSE;
  g_mutex_unlock (&self->lock);
  if (was_short)
    self->tell (self->data, NULL);
}

static gboolean
wait_until_due (CsBallast *self,
                gint64     delay_us)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  gint64 until_us;

  while (!self->ending && is_whole (self))
    g_cond_wait (&self->changed_cond, &self->lock);
  until_us = g_get_monotonic_time () + delay_us;
  while (!self->ending && g_cond_wait_until (&self->changed_cond, &self->lock, until_us))
    continue;
  return !self->ending;
}

static gpointer
thread_main (gpointer data)
{
  CsBallast *self = data;

  for (gint64 delay_us = FIRST_LOOK_US; wait_until_due (self, delay_us); delay_us = LOOK_INTERVAL_US)
    fill (self);
  return NULL;
}

/**
 * cs_ballast_new:
 * @show_path: the show file, of which the caller has the lease
 * @tell: called when space is given back, and when all of it is there again
 * @data: for @tell; has to live until the ballast is freed
 *
 * Keeps space beside the show, in a moment and on a thread of its own: at most a quarter of what is free. Where there is
 * too little of it, or none can be kept, there is no ballast. One that was left by a desk that was killed is there at
 * once, and on a full disk makes room for the show to be opened.
 *
 * Returns: (transfer full): a ballast
 */
CsBallast *
cs_ballast_new (const char   *show_path,
                CsBallastTell tell,
                gpointer      data)
{
  CsBallast *self = g_new0 (CsBallast, 1);

  self->path = make_path (show_path);
  self->name = g_filename_display_basename (show_path);
  self->tell = tell;
  self->data = data;
  self->fd = -1;
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed_cond);
  if (open_file (self, 0) && free_bytes (self) < CS_BALLAST_PIECE_BYTES)
    cs_ballast_give_back (self);
  self->thread = g_thread_new ("ballast", thread_main, self);
  return self;
}

/**
 * cs_ballast_free:
 * @self: (transfer full): a ballast
 *
 * Gives back all of it.
 */
void
cs_ballast_free (CsBallast *self)
{
  g_mutex_lock (&self->lock);
  self->ending = TRUE;
  g_cond_signal (&self->changed_cond);
  g_mutex_unlock (&self->lock);
  g_thread_join (self->thread);
  if (self->fd >= 0) {
    g_unlink (self->path);
    close (self->fd);
  }
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed_cond);
  g_free (self->path);
  g_free (self->name);
  g_free (self);
}

/**
 * cs_ballast_give_back:
 * @self: a ballast
 *
 * Gives the disk a piece of it. Any thread.
 *
 * Returns: whether the disk has more room now
 */
gboolean
cs_ballast_give_back (CsBallast *self)
{
  g_autofree char *sentence = NULL;

  g_mutex_lock (&self->lock);
  if (self->n_bytes == 0 || ftruncate (self->fd, (off_t) (self->n_bytes - CS_BALLAST_PIECE_BYTES)) != 0) {
    g_mutex_unlock (&self->lock);
    return FALSE;
  }
  self->goal_bytes = MAX (self->goal_bytes, self->n_bytes);
  self->n_bytes -= CS_BALLAST_PIECE_BYTES;
  self->is_short = TRUE;
  g_cond_signal (&self->changed_cond);
  g_mutex_unlock (&self->lock);
  sentence = cs_ballast_describe (self);
  g_message ("the disk is full: %" G_GUINT64_FORMAT " bytes are kept for decisions", cs_ballast_get_bytes (self));
  self->tell (self->data, sentence);
  return TRUE;
}

/**
 * cs_ballast_is_short:
 * @self: a ballast
 *
 * Returns: whether some was given back and the disk still has no room for it: then nothing is to be written but what a
 *   person has decided; any thread
 */
gboolean
cs_ballast_is_short (CsBallast *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->is_short;
}

/**
 * cs_ballast_get_bytes:
 * @self: a ballast
 *
 * Returns: how much can still be given back; any thread
 */
guint64
cs_ballast_get_bytes (CsBallast *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->n_bytes;
}

/**
 * cs_ballast_describe:
 * @self: a ballast, of a disk that is full
 *
 * Returns: (transfer full): what that means for the show, and what to do; any thread
 */
char *
cs_ballast_describe (CsBallast *self)
{
  guint64 n_bytes = cs_ballast_get_bytes (self);
  g_autofree char *left = g_format_size (n_bytes);

  if (n_bytes == 0)
    /* Translators: %s is a show file */
    return g_strdup_printf (_("THE DISK THAT HOLDS “%s” IS FULL, and the space that was kept for decisions is used up. "
                              "New posts wait. Free some space now."), self->name);
  /* Translators: the first %s is a show file, the second a size like 60 MB */
  return g_strdup_printf (_("THE DISK THAT HOLDS “%s” IS FULL. Decisions are still saved, in %s that were kept for them; "
                            "new posts wait. Free some space, and they come in by themselves."), self->name, left);
}

/**
 * cs_ballast_look:
 * @show_path: a show file, whoever has it open
 *
 * Returns: (transfer full) (nullable): a sentence about the space that is kept beside it, or about what stands in its
 *   place; %NULL when there is neither, as beside a show that is closed
 */
char *
cs_ballast_look (const char *show_path)
{
  g_autofree char *path = make_path (show_path);
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *size = NULL;
  struct stat found;

  if (lstat (path, &found) != 0)
    return NULL;
  if (!is_ours (&found))
    /* Translators: %s is a file beside a show */
    return g_strdup_printf (_("“%s” is not Coulisses’s own: no space is kept for decisions on a full disk. Move that file away."),
                            name);
  size = g_format_size (found.st_size);
  /* Translators: the first %s is a size like 67 MB, the second a file beside a show */
  return g_strdup_printf (_("%s are kept for decisions on a full disk, in “%s”; they are given back when the show is closed."),
                          size, name);
}

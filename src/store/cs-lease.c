/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-lease.h"

#include "cs-store.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

/* A file of its own beside the show: closing any descriptor of the show file itself would silently drop
 * the locks that SQLite holds on it in this process. */
#define LEASE_SUFFIX "-lease"
#define MAX_HOLDER 200
#define MAX_TRIES 10

struct _CsLease {
  char *path;
  int fd;
};

static void
fail (const char *path,
      int         saved_errno,
      GError    **error)
{
  g_autofree char *name = g_filename_display_basename (path);

  if (saved_errno == EROFS || saved_errno == EACCES || saved_errno == EPERM)
    g_set_error (error, CS_STORE_ERROR, CS_STORE_ERROR_READ_ONLY,
                 _("“%s” cannot be written. Allow writing to the file and its folder, or copy it elsewhere."),
                 name);
  else if (saved_errno == ENOSPC || saved_errno == EDQUOT)
    g_set_error (error, CS_STORE_ERROR, CS_STORE_ERROR_FULL,
                 _("NOT SAVED: the disk that holds “%s” is full. Free some space, then do it again."), name);
  else if (saved_errno == ENOENT || saved_errno == ENOTDIR)
    g_set_error (error, CS_STORE_ERROR, CS_STORE_ERROR_NOT_FOUND,
                 _("There is no folder to put “%s” in. Make it first, or choose another."), name);
  else
    g_set_error (error, CS_STORE_ERROR, CS_STORE_ERROR_IO,
                 _("“%s” could not be read or written (%s). Check the disk, then try again."), name,
                 g_strerror (saved_errno));
}

static void
fail_taken (const char *path,
            int         fd,
            GError    **error)
{
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *holder = NULL;
  char raw[MAX_HOLDER + 1] = "";

  if (pread (fd, raw, MAX_HOLDER, 0) < 0)
    raw[0] = '\0';
  holder = g_utf8_make_valid (raw, -1);
  g_strdelimit (holder, "\n\r\t", ' ');
  g_set_error (error, CS_STORE_ERROR, CS_STORE_ERROR_BUSY,
               _("“%s” is already open in another Coulisses (%s). Close it there, then try again."), name,
               *holder != '\0' ? g_strstrip (holder) : "?");
}

/* Whoever let go may have removed the file between our open and our lock: then we hold a lock on nothing. */
static gboolean
is_still_there (const char *path,
                int         fd)
{
  GStatBuf here, there;

  return fstat (fd, &here) == 0 && g_stat (path, &there) == 0 && here.st_ino == there.st_ino &&
         here.st_dev == there.st_dev;
}

static void
sign (int fd)
{
  g_autofree char *holder = g_strdup_printf (_("%s, process %d"), g_get_host_name (), (int) getpid ());

  /* Only for the sentence that others will read. */
  if (ftruncate (fd, 0) != 0 || pwrite (fd, holder, strlen (holder), 0) < 0)
    g_debug ("lease left unsigned: %s", g_strerror (errno));
}

/* A show that is reached by another name is the same show. */
static char *
make_lease_path (const char *path)
{
  char *real = realpath (path, NULL);
  char *lease_path = g_strconcat (real != NULL ? real : path, LEASE_SUFFIX, NULL);

  free (real);
  return lease_path;
}

/**
 * cs_lease_take:
 * @path: a show file that is about to be written
 * @error: return location
 *
 * Takes the lease, or says who has it (%CS_STORE_ERROR_BUSY). Never waits.
 *
 * Returns: (transfer full) (nullable): the lease, to be kept until the file is closed
 */
CsLease *
cs_lease_take (const char *path,
               GError    **error)
{
  g_autofree char *lease_path = make_lease_path (path);

  for (guint i = 0; i < MAX_TRIES; i++) {
    int fd = g_open (lease_path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);

    if (fd < 0) {
      fail (path, errno, error);
      return NULL;
    }
    if (flock (fd, LOCK_EX | LOCK_NB) != 0) {
      int saved_errno = errno;

      if (saved_errno == EWOULDBLOCK)
        fail_taken (path, fd, error);
      else
        fail (path, saved_errno, error);
      close (fd);
      return NULL;
    }
    if (is_still_there (lease_path, fd)) {
      CsLease *self = g_new0 (CsLease, 1);

      self->path = g_steal_pointer (&lease_path);
      self->fd = fd;
      sign (fd);
      return self;
    }
    close (fd);
  }
  fail (path, EAGAIN, error);
  return NULL;
}

/**
 * cs_lease_release:
 * @self: (transfer full): a lease
 *
 * Lets another Coulisses have the file.
 */
void
cs_lease_release (CsLease *self)
{
  /* In this order: removed while still locked, so that nobody can lock a file that is going away. */
  g_unlink (self->path);
  close (self->fd);
  g_free (self->path);
  g_free (self);
}

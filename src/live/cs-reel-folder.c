/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-reel-folder.h"

#include "cs-live.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define FILM ".mp4"
#define MAX_SAME 99

struct _CsReelFolder {
  char *parent;
  char *wanted;

  GMutex lock; /* for what follows */
  char *path; /* (nullable): once it is made; never changed afterwards */
};

static void
clear (gpointer data)
{
  CsReelFolder *self = data;

  g_free (self->parent);
  g_free (self->wanted);
  g_free (self->path);
  g_mutex_clear (&self->lock);
}

/* The folder first: whoever makes a film of its own keeps its folder until the film is there. */
static gboolean
try_path (const char *path)
{
  g_autofree char *film = g_strconcat (path, FILM, NULL);

  if (g_mkdir (path, 0700) != 0)
    return FALSE;
  if (!g_file_test (film, G_FILE_TEST_EXISTS))
    return TRUE;
  g_rmdir (path);
  errno = EEXIST;
  return FALSE;
}

/* A second has room for two broadcasts, and an hour comes twice when summer time ends. The number is not written as file
 * managers write it: recordings go by themselves, and the copies that people make of them do not. */
static gboolean
make (CsReelFolder *self)
{
  if (g_mkdir_with_parents (self->parent, 0700) != 0)
    return FALSE;
  for (guint i = 1; i <= MAX_SAME; i++) {
    g_autofree char *path = i == 1 ? g_strdup (self->wanted) : g_strdup_printf ("%s-%u", self->wanted, i);

    if (try_path (path)) {
      self->path = g_steal_pointer (&path);
      return TRUE;
    }
    if (errno != EEXIST)
      return FALSE;
  }
  return FALSE;
}

/**
 * cs_reel_folder_new:
 * @parent: where recordings are kept; made when there is none
 * @name: what to call this one; a number is added when there is one of that name
 *
 * Returns: (transfer full): a folder that is not there yet
 */
CsReelFolder *
cs_reel_folder_new (const char *parent,
                    const char *name)
{
  CsReelFolder *self = g_atomic_rc_box_new0 (CsReelFolder);

  g_mutex_init (&self->lock);
  self->parent = g_strdup (parent);
  self->wanted = g_build_filename (parent, name, NULL);
  return self;
}

/**
 * cs_reel_folder_ref:
 * @self: a folder
 *
 * Returns: (transfer full): @self
 */
CsReelFolder *
cs_reel_folder_ref (CsReelFolder *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * cs_reel_folder_unref:
 * @self: (transfer full): a folder; what is on the disk stays
 */
void
cs_reel_folder_unref (CsReelFolder *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/**
 * cs_reel_folder_take:
 * @self: a folder
 * @error: a sentence that says why not
 *
 * Makes it, unless an earlier part did. Waits for the disk: not for the main thread.
 *
 * Returns: whether it is there
 */
gboolean
cs_reel_folder_take (CsReelFolder *self,
                     GError      **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (self->path != NULL || make (self))
    return TRUE;
  g_set_error (error, CS_LIVE_ERROR, CS_LIVE_ERROR_DENIED, _("The recording cannot be kept in %s (%s)."), self->wanted,
               g_strerror (errno));
  return FALSE;
}

/**
 * cs_reel_folder_get_parent:
 * @self: a folder
 *
 * Returns: (transfer none): where recordings are kept
 */
const char *
cs_reel_folder_get_parent (CsReelFolder *self)
{
  return self->parent;
}

/**
 * cs_reel_folder_get_path:
 * @self: a folder
 *
 * Returns: (transfer none): where it is, or is meant to be while it has not been taken
 */
const char *
cs_reel_folder_get_path (CsReelFolder *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->path != NULL ? self->path : self->wanted;
}

/**
 * cs_reel_folder_make_film_path:
 * @self: a folder
 *
 * Returns: (transfer full): what becomes of the parts, beside it
 */
char *
cs_reel_folder_make_film_path (CsReelFolder *self)
{
  return g_strconcat (cs_reel_folder_get_path (self), FILM, NULL);
}

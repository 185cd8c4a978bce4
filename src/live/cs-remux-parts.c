/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* memmem() */
#include "cs-remux.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What stands before the first picture is a kilobyte at most. */
#define MAX_HEAD_BYTES (64 * 1024)

/* The two ids of a Matroska file that matter here (RFC 8794, RFC 9559): what it begins with, and what pictures and sound
 * are in. */
static const guint8 ebml_id[] = { 0x1a, 0x45, 0xdf, 0xa3 };
static const guint8 cluster_id[] = { 0x1f, 0x43, 0xb6, 0x75 };

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* A part is opened a moment before it is needed: a recording that ends in this moment leaves one with a head at most. */
static gboolean
is_only_begun (const char *path)
{
  g_autofree guint8 *head = g_malloc (MAX_HEAD_BYTES);
  struct stat info;
  /* Whoever feeds a pipe would lose its reader again when only a look was taken at it. */
  gboolean small = g_lstat (path, &info) == 0 && S_ISREG (info.st_mode) && info.st_size < MAX_HEAD_BYTES;
  int fd = small ? g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0) : -1;
  gssize n = fd >= 0 ? read (fd, head, MAX_HEAD_BYTES) : -1;

  if (fd >= 0)
    close (fd);
  return n == 0 || (n >= (gssize) sizeof ebml_id && memcmp (head, ebml_id, sizeof ebml_id) == 0 &&
                    memmem (head, n, cluster_id, sizeof cluster_id) == NULL);
}

/**
 * cs_remux_list_parts:
 * @folder: a recording's folder
 *
 * Reads the disk: not for the main thread.
 *
 * Returns: (transfer full) (element-type filename): the parts in it, in order
 */
GPtrArray *
cs_remux_list_parts (const char *folder)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, CS_REMUX_PART_PREFIX) && g_str_has_suffix (name, CS_REMUX_PART_SUFFIX))
      g_ptr_array_add (parts, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (parts, compare_names);
  return parts;
}

/**
 * cs_remux_take_parts:
 * @folder: the folder of a recording that nobody is making any more
 *
 * As cs_remux_list_parts(), and removes those in which there is nothing yet: no picture, no sound.
 *
 * Returns: (transfer full) (element-type filename): the other parts, in order
 */
GPtrArray *
cs_remux_take_parts (const char *folder)
{
  GPtrArray *parts = cs_remux_list_parts (folder);

  for (guint i = parts->len; i > 0; i--) {
    const char *path = g_ptr_array_index (parts, i - 1);

    if (is_only_begun (path)) {
      g_unlink (path);
      g_ptr_array_remove_index (parts, i - 1);
    }
  }
  return parts;
}

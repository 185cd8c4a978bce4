/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* memmem() */
#include "cs-remux-parts.h"

#include "cs-remux.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What stands before the first picture is a kilobyte at most. */
#define MAX_HEAD_BYTES (64 * 1024)

/* What becomes of a part of which not all could be read; and the list of them, which says that the film is made. */
#define ASIDE_PREFIX "damaged-"
#define MADE "made"

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

static gboolean
is_part (const char *name)
{
  return g_str_has_prefix (name, CS_REMUX_PART_PREFIX) && g_str_has_suffix (name, CS_REMUX_PART_SUFFIX) &&
         strchr (name, G_DIR_SEPARATOR) == NULL;
}

static gboolean
is_ours (const char *name)
{
  return is_part (name) || strcmp (name, MADE) == 0 ||
         (g_str_has_prefix (name, ASIDE_PREFIX) && g_str_has_suffix (name, CS_REMUX_PART_SUFFIX));
}

static GPtrArray *
list (const char *folder,
      gboolean (*wanted) (const char *name))
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (wanted (name))
      g_ptr_array_add (found, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (found, compare_names);
  return found;
}

static gboolean
set_aside (const char *folder,
           const char *name)
{
  g_autofree char *aside = cs_remux_make_aside_name (name);
  g_autofree char *from = g_build_filename (folder, name, NULL);
  g_autofree char *to = g_build_filename (folder, aside, NULL);

  return g_rename (from, to) == 0 || errno == ENOENT;
}

/**
 * cs_remux_list_parts:
 * @folder: a recording's folder
 *
 * Returns: (transfer full) (element-type filename): the parts in it, in order
 */
GPtrArray *
cs_remux_list_parts (const char *folder)
{
  return list (folder, is_part);
}

/**
 * cs_remux_list_all:
 * @folder: a recording's folder
 *
 * Returns: (transfer full) (element-type filename): all that was ever put there: parts, and what became of them
 */
GPtrArray *
cs_remux_list_all (const char *folder)
{
  return list (folder, is_ours);
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

/**
 * cs_remux_make_aside_name:
 * @part: the name of a part, without its folder
 *
 * Returns: (transfer full): what it is called once it was set aside
 */
char *
cs_remux_make_aside_name (const char *part)
{
  return g_strconcat (ASIDE_PREFIX, part + strlen (CS_REMUX_PART_PREFIX), NULL);
}

/**
 * cs_remux_note_made:
 * @folder: a recording's folder
 * @damaged: (element-type filename): the parts of which not all could be read
 * @error: why it cannot be noted
 *
 * Notes that all that can be read is in one file on the disk, which needs only be put in its place.
 *
 * Returns: whether it is noted
 */
gboolean
cs_remux_note_made (const char *folder,
                    GPtrArray  *damaged,
                    GError    **error)
{
  g_autofree char *path = g_build_filename (folder, MADE, NULL);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < damaged->len; i++) {
    g_autofree char *name = g_path_get_basename (g_ptr_array_index (damaged, i));

    g_string_append_printf (names, "%s\n", name);
  }
  return g_file_set_contents_full (path, names->str, names->len, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, error);
}

/**
 * cs_remux_is_made:
 * @folder: a recording's folder
 * @film: the one file of it
 *
 * Returns: whether the film is in its place, and only what it was made of has not been cleared away
 */
gboolean
cs_remux_is_made (const char *folder,
                  const char *film)
{
  g_autofree char *made = g_build_filename (folder, MADE, NULL);

  return g_file_test (made, G_FILE_TEST_IS_REGULAR) && g_file_test (film, G_FILE_TEST_IS_REGULAR);
}

/**
 * cs_remux_tidy:
 * @folder: a recording's folder, the film of which is in its place
 *
 * Sets aside the parts of which not all could be read, under another name, so that nobody tries again; and removes the
 * others, with the folder if nothing is left in it. When one cannot be set aside, all stay until the next time.
 */
void
cs_remux_tidy (const char *folder)
{
  g_autofree char *made = g_build_filename (folder, MADE, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) names = NULL;
  g_autoptr (GPtrArray) parts = NULL;

  if (!g_file_get_contents (made, &text, NULL, NULL))
    return;
  names = g_strsplit (text, "\n", -1);
  for (guint i = 0; names[i] != NULL; i++)
    if (is_part (names[i]) && !set_aside (folder, names[i]))
      return;
  parts = cs_remux_list_parts (folder);
  for (guint i = 0; i < parts->len; i++)
    g_unlink (g_ptr_array_index (parts, i));
  g_unlink (made);
  g_rmdir (folder);
}

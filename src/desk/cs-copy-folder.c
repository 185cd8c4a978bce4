/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-copy-folder.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define SUFFIX ".coulisses"
/* As it stands between a show's name and the suffix: " 2026-11-22". */
#define DATE_LENGTH 11
/* The show goes on growing in what the copy leaves. */
#define SPARE_BYTES (G_GUINT64_CONSTANT (256) * 1024 * 1024)

static char *
stem_of (const char *show_path)
{
  return g_str_has_suffix (show_path, SUFFIX) ? g_strndup (show_path, strlen (show_path) - strlen (SUFFIX))
                                              : g_strdup (show_path);
}

static guint64
size_of (const char *path)
{
  GStatBuf found;

  return g_stat (path, &found) == 0 ? (guint64) found.st_size : 0;
}

static guint64
show_size (const char *show_path)
{
  g_autofree char *log = g_strconcat (show_path, "-wal", NULL);

  return size_of (show_path) + size_of (log);
}

/* The show's name up to the date, to which all its copies agree. */
static gboolean
is_copy (const char *name,
         const char *newest)
{
  gsize length = strlen (newest), common = length - strlen (SUFFIX) - DATE_LENGTH;

  return strlen (name) == length && strncmp (name, newest, common) == 0 && g_str_has_suffix (name, SUFFIX) &&
         name[common] == ' ' && strspn (name + common + 1, G_CSET_DIGITS "-") == DATE_LENGTH - 1;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * cs_copy_folder_name_for:
 * @show_path: a show file
 * @now_us: the wall time
 *
 * Returns: (transfer full): where the copy of that day, as the calendar on the wall has it, belongs
 */
char *
cs_copy_folder_name_for (const char *show_path,
                         gint64      now_us)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (now_us / G_USEC_PER_SEC);
  g_autofree char *day = now != NULL ? g_date_time_format (now, "%Y-%m-%d") : g_strdup ("0000-00-00");
  g_autofree char *stem = stem_of (show_path);
  g_autofree char *base = g_path_get_basename (stem);

  return g_strdup_printf ("%s.copies" G_DIR_SEPARATOR_S "%s %s" SUFFIX, stem, base, day);
}

/**
 * cs_copy_folder_prepare:
 * @show_path: a show file
 * @copy_path: where its copy is going to be, as cs_copy_folder_name_for() names it
 * @error: a sentence that says what is in the way
 *
 * Makes the folder, and refuses when a copy would leave the show too little room to grow.
 *
 * Returns: whether a copy may be made
 */
gboolean
cs_copy_folder_prepare (const char *show_path,
                        const char *copy_path,
                        GError    **error)
{
  g_autofree char *folder = g_path_get_dirname (copy_path);
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  g_autoptr (GFileInfo) info = NULL;
  guint64 room;

  if (g_mkdir_with_parents (folder, 0700) != 0) {
    g_autofree char *name = g_filename_display_basename (folder);

    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
                 _("No copy of the show is being made: the folder “%s” cannot be made beside it (%s)."), name,
                 g_strerror (errno));
    return FALSE;
  }
  info = g_file_query_filesystem_info (file, G_FILE_ATTRIBUTE_FILESYSTEM_FREE, NULL, NULL);
  room = info != NULL ? g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_FILESYSTEM_FREE) : G_MAXUINT64;
  if (room < show_size (show_path) + SPARE_BYTES) {
    g_autofree char *left = g_format_size (room);

    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                 _("No copy of the show is being made: the disk has only %s left. Free some space."), left);
    return FALSE;
  }
  return TRUE;
}

/**
 * cs_copy_folder_prune:
 * @copy_path: the copy that was made last
 * @n_kept: how many of the newest are kept
 *
 * Removes older copies of the same show, and nothing else.
 */
void
cs_copy_folder_prune (const char *copy_path,
                      guint       n_kept)
{
  g_autofree char *folder = g_path_get_dirname (copy_path);
  g_autofree char *newest = g_path_get_basename (copy_path);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (is_copy (name, newest))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i + n_kept < names->len; i++) {
    g_autofree char *old = g_build_filename (folder, names->pdata[i], NULL);

    if (strcmp (names->pdata[i], newest) != 0)
      g_unlink (old);
  }
}

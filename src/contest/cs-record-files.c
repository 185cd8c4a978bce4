/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* renameat2() */
#include "cs-record-files.h"

#include "cs-draw-files.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void
file_free (CsRecordFile *file)
{
  g_free (file->name);
  g_bytes_unref (file->bytes);
  g_free (file);
}

/**
 * cs_record_files_new:
 *
 * Returns: (transfer full) (element-type CsRecordFile): no files yet
 */
GPtrArray *
cs_record_files_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) file_free);
}

/**
 * cs_record_files_add:
 * @files: (element-type CsRecordFile): files
 * @name: where it lies; at most one folder deep
 * @bytes: what is in it
 */
void
cs_record_files_add (GPtrArray  *files,
                     const char *name,
                     GBytes     *bytes)
{
  CsRecordFile *file = g_new (CsRecordFile, 1);

  file->name = g_strdup (name);
  file->bytes = g_bytes_ref (bytes);
  g_ptr_array_add (files, file);
}

/**
 * cs_record_files_add_text:
 * @files: (element-type CsRecordFile): files
 * @name: where it lies
 * @text: what is in it
 */
void
cs_record_files_add_text (GPtrArray  *files,
                          const char *name,
                          const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  cs_record_files_add (files, name, bytes);
}

/**
 * cs_record_files_find:
 * @files: (element-type CsRecordFile): files
 * @name: of one
 *
 * Returns: (transfer none) (nullable): it
 */
const CsRecordFile *
cs_record_files_find (GPtrArray  *files,
                      const char *name)
{
  for (guint i = 0; i < files->len; i++)
    if (strcmp (((const CsRecordFile *) files->pdata[i])->name, name) == 0)
      return files->pdata[i];
  return NULL;
}

static gboolean
is_private (const CsRecordFile *file)
{
  return g_str_has_prefix (file->name, CS_RECORD_PRIVATE);
}

static char *
list_sums (GPtrArray *files,
           gboolean   secret)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < files->len; i++) {
    const CsRecordFile *file = files->pdata[i];
    CsHex digest;

    if (is_private (file) != secret)
      continue;
    cs_digest_of_bytes (g_bytes_get_data (file->bytes, NULL), g_bytes_get_size (file->bytes), digest);
    g_string_append_printf (text, "%s  %s\n", digest, file->name + (secret ? strlen (CS_RECORD_PRIVATE) : 0));
  }
  return g_string_free (text, FALSE);
}

/**
 * cs_record_files_add_sums:
 * @files: (element-type CsRecordFile): files, complete
 *
 * Adds the digests of the public files, and those of the others in their folder, as sha256sum -c reads them.
 */
void
cs_record_files_add_sums (GPtrArray *files)
{
  g_autofree char *public = list_sums (files, FALSE);
  g_autofree char *secret = list_sums (files, TRUE);

  cs_record_files_add_text (files, CS_RECORD_SUMS, public);
  if (secret[0] != '\0')
    cs_record_files_add_text (files, CS_RECORD_PRIVATE CS_RECORD_SUMS, secret);
}

static gboolean
is_ours (const char *folder)
{
  g_autofree char *sums = g_build_filename (folder, CS_RECORD_SUMS, NULL);
  g_autofree char *readme = g_build_filename (folder, "draw-verifier.html", NULL);

  return g_file_test (sums, G_FILE_TEST_IS_REGULAR) && g_file_test (readme, G_FILE_TEST_IS_REGULAR);
}

static gboolean
write_all (GPtrArray  *files,
           const char *folder,
           GError    **error)
{
  for (guint i = 0; i < files->len; i++) {
    const CsRecordFile *file = files->pdata[i];
    g_autofree char *path = g_build_filename (folder, file->name, NULL);
    g_autofree char *parent = g_path_get_dirname (path);
    g_autofree char *base = g_path_get_basename (path);

    if (!cs_draw_file_write (parent, base, file->bytes, error))
      return FALSE;
    if (!is_private (file))
      g_chmod (path, 0644);
  }
  return TRUE;
}

/* A record holds files and one folder of files. */
static void
remove_record (const char *folder,
               guint       depth)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    if (depth > 0 && g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
      remove_record (path, depth - 1);
    else
      g_unlink (path);
  }
  g_rmdir (folder);
}

static void
sync_folder (const char *folder)
{
  int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  if (fd < 0)
    return;
  fsync (fd);
  close (fd);
}

/* From one moment to the next the whole record is there; an earlier revision of it goes at that same moment. */
static gboolean
put_in_place (const char *made,
              const char *folder,
              GError    **error)
{
  gboolean ours = is_ours (folder);
  int code = 0;

  /* A plain rename takes the place of nothing, or of an empty folder. */
  if (ours ? renameat2 (AT_FDCWD, made, AT_FDCWD, folder, RENAME_EXCHANGE) != 0 : g_rename (made, folder) != 0)
    code = errno;
  if (!ours && (code == ENOTEMPTY || code == EEXIST || code == ENOTDIR))
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST, _("“%s” holds something else than a record. Choose a new folder."),
                 folder);
  else if (code != 0)
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), _("The record cannot be put into “%s”: %s"), folder,
                 g_strerror (code));
  return code == 0;
}

/**
 * cs_record_files_write:
 * @files: (element-type CsRecordFile): files
 * @folder: where; an earlier revision of a record there is replaced, anything else is not
 * @error: return location
 *
 * Writes all of a record, or nothing. What is private is readable by its user alone.
 *
 * Returns: whether it is all there and on disk
 */
gboolean
cs_record_files_write (GPtrArray  *files,
                       const char *folder,
                       GError    **error)
{
  g_autofree char *parent = g_path_get_dirname (folder);
  g_autofree char *made = g_build_filename (parent, ".coulisses-record-XXXXXX", NULL);
  gboolean done;

  if (g_mkdir_with_parents (parent, 0700) != 0 || g_mkdtemp_full (made, 0700) == NULL) {
    int code = errno;

    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), _("No folder can be made beside “%s”: %s"), folder,
                 g_strerror (code));
    return FALSE;
  }
  done = write_all (files, made, error);
  if (done) {
    g_chmod (made, 0755);
    sync_folder (made);
    done = put_in_place (made, folder, error);
    sync_folder (parent);
  }
  remove_record (made, 1); /* what is left of a failed one, or the earlier revision */
  return done;
}

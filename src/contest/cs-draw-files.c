/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-draw-files.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define FOLDER_MODE 0700
#define FILE_MODE 0600

static GBytes *
read_file (const char *folder,
           const char *name,
           GError    **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char *contents;
  gsize length;

  if (!g_file_get_contents (path, &contents, &length, error))
    return NULL;
  return g_bytes_new_take (contents, length);
}

/**
 * cs_draw_files_new:
 *
 * Returns: (transfer full): no files yet
 */
CsDrawFiles *
cs_draw_files_new (void)
{
  return g_new0 (CsDrawFiles, 1);
}

/**
 * cs_draw_files_free:
 * @self: (transfer full) (nullable): files
 */
void
cs_draw_files_free (CsDrawFiles *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->seal, g_bytes_unref);
  g_clear_pointer (&self->list, g_bytes_unref);
  g_clear_pointer (&self->activity, g_bytes_unref);
  g_clear_pointer (&self->rules, g_bytes_unref);
  g_clear_pointer (&self->nonce, g_bytes_unref);
  g_free (self);
}

/**
 * cs_draw_file_write:
 * @folder: made when it is not there
 * @name: of the file
 * @bytes: what is in it
 * @error: return location
 *
 * Writes a file that its user alone can read. It is whole and on disk, or it is as it was.
 *
 * Returns: whether it is on disk
 */
gboolean
cs_draw_file_write (const char *folder,
                    const char *name,
                    GBytes     *bytes,
                    GError    **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  if (g_mkdir_with_parents (folder, FOLDER_MODE) != 0) {
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), _("The folder “%s” cannot be made: %s"), folder,
                 g_strerror (errno));
    return FALSE;
  }
  return g_file_set_contents_full (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, FILE_MODE, error);
}

/**
 * cs_draw_files_write:
 * @self: files
 * @folder: where
 * @error: return location
 *
 * Returns: whether all of them are on disk
 */
gboolean
cs_draw_files_write (const CsDrawFiles *self,
                     const char        *folder,
                     GError           **error)
{
  return cs_draw_file_write (folder, "rules.txt", self->rules, error) &&
         cs_draw_file_write (folder, "activity.txt", self->activity, error) &&
         cs_draw_file_write (folder, "list.txt", self->list, error) &&
         (self->nonce == NULL || cs_draw_file_write (folder, "secret-number.txt", self->nonce, error)) &&
         cs_draw_file_write (folder, "seal.txt", self->seal, error);
}

/**
 * cs_draw_files_read:
 * @folder: where cs_draw_files_write() wrote
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what is on disk, or %NULL with @error set when anything but the secret number
 *   is missing
 */
CsDrawFiles *
cs_draw_files_read (const char *folder,
                    GError    **error)
{
  g_autoptr (CsDrawFiles) self = cs_draw_files_new ();

  self->seal = read_file (folder, "seal.txt", error);
  if (self->seal != NULL)
    self->list = read_file (folder, "list.txt", error);
  if (self->list != NULL)
    self->activity = read_file (folder, "activity.txt", error);
  if (self->activity != NULL)
    self->rules = read_file (folder, "rules.txt", error);
  if (self->rules == NULL)
    return NULL;
  self->nonce = read_file (folder, "secret-number.txt", NULL);
  return g_steal_pointer (&self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-live-logo.h"

#include "cs-decoder.h"
#include "cs-drawing-gate.h"
#include "cs-text.h"

#include <glib/gi18n-lib.h>

#define LOGO_PX 640

static void
logo_clear (gpointer data)
{
  CsLiveLogo *self = data;

  g_clear_pointer (&self->bitmap, cs_bitmap_unref);
  g_clear_pointer (&self->file, g_bytes_unref);
  g_free (self->name);
}

static void
decoded_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GTask) task = data;
  CsLiveLogo *logo = g_task_get_task_data (task);
  GError *error = NULL;

  logo->bitmap = cs_decoder_decode_finish (CS_DECODER (object), result, &error);
  if (logo->bitmap == NULL) {
    g_task_return_error (task, error);
    return;
  }
  g_task_return_pointer (task, g_rc_box_acquire (logo), (GDestroyNotify) cs_live_logo_unref);
}

/* Even a person's own file is a stranger's: it goes through the sandbox. Takes @task. */
static void
decode (GTask *task)
{
  g_autoptr (CsDecoder) decoder = cs_decoder_new ();
  GCancellable *cancellable = g_task_get_cancellable (task);
  CsLiveLogo *logo = g_task_get_task_data (task);
  gsize length;
  const guint8 *data = g_bytes_get_data (logo->file, &length);

  if (cs_drawing_gate_is_markup (data, length))
    cs_decoder_draw_async (decoder, logo->file, LOGO_PX, LOGO_PX, cancellable, decoded_cb, task);
  else
    cs_decoder_decode_async (decoder, logo->file, LOGO_PX, LOGO_PX, cancellable, decoded_cb, task);
}

static GTask *
make_task (const char         *name,
           gpointer            tag,
           GCancellable       *cancellable,
           GAsyncReadyCallback callback,
           gpointer            user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  CsLiveLogo *logo = g_rc_box_new0 (CsLiveLogo);

  logo->name = cs_text_clean (name, CS_TEXT_NAME);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, logo, (GDestroyNotify) cs_live_logo_unref);
  return task;
}

/* Reading ends where it is known to be too much. */
static gboolean
read_more_cb (const char *contents,
              goffset     size,
              gpointer    data)
{
  return size <= CS_LIVE_LOGO_MAX_BYTES;
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GTask) task = data;
  CsLiveLogo *logo = g_task_get_task_data (task);
  GError *error = NULL;
  char *contents;
  gsize size;

  if (!g_file_load_partial_contents_finish (G_FILE (object), result, &contents, &size, NULL, &error)) {
    g_task_return_error (task, error);
    return;
  }
  logo->file = g_bytes_new_take (contents, size);
  if (size > CS_LIVE_LOGO_MAX_BYTES)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                             _("%s is larger than %d KiB. Choose a smaller picture for the logo."), logo->name,
                             CS_LIVE_LOGO_MAX_BYTES / 1024);
  else
    decode (g_steal_pointer (&task));
}

/**
 * cs_live_logo_read_async:
 * @file: a PNG, JPEG, GIF or WebP picture, or a drawing (SVG), of at most %CS_LIVE_LOGO_MAX_BYTES
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is decoded, or cannot be
 * @user_data: for @callback
 *
 * Reads a logo that a person chose.
 */
void
cs_live_logo_read_async (GFile              *file,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *name = g_filename_display_name (base);

  g_file_load_partial_contents_async (file, cancellable, read_more_cb, read_cb,
                                      make_task (name, cs_live_logo_read_async, cancellable, callback, user_data));
}

/**
 * cs_live_logo_unpack_async:
 * @saved: what cs_live_logo_pack() made, of the right type; a show file may hold anything in it
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is decoded, or cannot be
 * @user_data: for @callback
 *
 * Takes a logo out of a show.
 */
void
cs_live_logo_unpack_async (GVariant           *saved,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  const char *name, *file;
  GTask *task;
  CsLiveLogo *logo;
  guchar *bytes;
  gsize size;

  g_return_if_fail (g_variant_is_of_type (saved, CS_LIVE_LOGO_TYPE));

  g_variant_get (saved, "(&s&s)", &name, &file);
  bytes = g_base64_decode (file, &size);
  task = make_task (name, cs_live_logo_unpack_async, cancellable, callback, user_data);
  logo = g_task_get_task_data (task);
  logo->file = g_bytes_new_take (bytes, size);
  decode (task);
}

/**
 * cs_live_logo_finish:
 * @result: as the callback got it
 * @error: a sentence that says why this is no logo
 *
 * Returns: (transfer full) (nullable): the logo
 */
CsLiveLogo *
cs_live_logo_finish (GAsyncResult *result,
                     GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * cs_live_logo_pack:
 * @self: a logo
 *
 * Settings are text: the file goes in as base64.
 *
 * Returns: (transfer floating): a value of %CS_LIVE_LOGO_TYPE
 */
GVariant *
cs_live_logo_pack (const CsLiveLogo *self)
{
  gsize size;
  const guchar *data = g_bytes_get_data (self->file, &size);
  g_autofree char *file = g_base64_encode (data, size);

  return g_variant_new ("(ss)", self->name, file);
}

/**
 * cs_live_logo_unref:
 * @self: (transfer full): a logo
 */
void
cs_live_logo_unref (CsLiveLogo *self)
{
  g_rc_box_release_full (self, logo_clear);
}

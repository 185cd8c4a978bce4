/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-photo-row.h"

#include "cs-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _CsPhotoRow {
  CsMediaRow parent_instance;

  CsAlbumPhoto *photo;
};

G_DEFINE_FINAL_TYPE (CsPhotoRow, cs_photo_row, CS_TYPE_MEDIA_ROW)

/* Without its ending. */
static char *
make_title (CsAlbumPhoto *photo)
{
  g_autofree char *file = g_path_get_basename (cs_album_photo_get_path (photo));

  *strrchr (file, '.') = '\0';
  return cs_text_clean (file, CS_TEXT_NAME);
}

static void
show (CsPhotoRow *self)
{
  g_autoptr (GDateTime) made = g_date_time_new_from_unix_local (cs_album_photo_get_made_us (self->photo) / G_USEC_PER_SEC);
  g_autofree char *title = make_title (self->photo);
  /* Translators: when a photo was taken; strftime(3) */
  g_autofree char *when = g_date_time_format (made, _("%-d %b, %H:%M:%S"));
  g_autofree char *size = g_format_size (cs_album_photo_get_n_bytes (self->photo));

  cs_media_row_set_words (CS_MEDIA_ROW (self), title, when, size);
}

static void
cs_photo_row_dispose (GObject *object)
{
  g_clear_object (&CS_PHOTO_ROW (object)->photo);
  G_OBJECT_CLASS (cs_photo_row_parent_class)->dispose (object);
}

static void
cs_photo_row_class_init (CsPhotoRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cs_photo_row_dispose;
}

static void
cs_photo_row_init (CsPhotoRow *self)
{
}

/**
 * cs_photo_row_new:
 * @photo: a photo
 * @loader: where its small picture comes from
 *
 * Returns: (transfer floating): a row that shows it
 */
GtkWidget *
cs_photo_row_new (CsAlbumPhoto    *photo,
                  CsPictureLoader *loader)
{
  CsPhotoRow *self = g_object_new (CS_TYPE_PHOTO_ROW, NULL);

  self->photo = g_object_ref (photo);
  show (self);
  cs_media_row_show_file (CS_MEDIA_ROW (self), loader, cs_album_photo_get_path (photo));
  return GTK_WIDGET (self);
}

/**
 * cs_photo_row_get_photo:
 * @self: a row
 *
 * Returns: (transfer none): its photo
 */
CsAlbumPhoto *
cs_photo_row_get_photo (CsPhotoRow *self)
{
  g_return_val_if_fail (CS_IS_PHOTO_ROW (self), NULL);

  return self->photo;
}

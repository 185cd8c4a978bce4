/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-picture-loader.h"

G_BEGIN_DECLS

/* A recording or a photo in a list: a small picture and three lines. */
#define CS_TYPE_MEDIA_ROW (cs_media_row_get_type ())
G_DECLARE_DERIVABLE_TYPE (CsMediaRow, cs_media_row, CS, MEDIA_ROW, GtkListBoxRow)

struct _CsMediaRowClass {
  GtkListBoxRowClass parent_class;

  /*< private >*/
  gpointer padding[4];
};

void cs_media_row_set_words (CsMediaRow *self,
                             const char *title,
                             const char *about,
                             const char *note);
void cs_media_row_show_file (CsMediaRow      *self,
                             CsPictureLoader *loader,
                             const char      *path);

G_END_DECLS

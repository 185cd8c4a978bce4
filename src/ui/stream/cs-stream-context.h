/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-look.h"
#include "cs-picture-loader.h"

G_BEGIN_DECLS

/**
 * CsHintCountFunc:
 * @entry: a post
 * @user_data: what was given with the function
 *
 * Returns: how many hints there are about it
 */
typedef guint (*CsHintCountFunc) (const CsEntry *entry,
                                  gpointer       user_data);

/* What all rows of one stream view share: its style looked up once, and what it was given. */
typedef struct {
  CsPictureLoader *loader;
  CsHintCountFunc hint_count;
  gpointer hint_count_data;
  GDestroyNotify hint_count_destroy;
  gint64 cued_id;
  gint64 now_us;

  int device_scale;
  double scale; /* of the system's letters: every measure is multiplied by it */
  GdkRGBA text;
  GdkRGBA dim;
  GdkRGBA field;
  GdkRGBA attention;
  GdkRGBA looks[CS_N_LOOKS];
  GtkIconPaintable *look_icons[CS_N_LOOKS];
  GtkIconPaintable *hint_icon;
  GtkIconPaintable *picture_icon;
  GtkIconPaintable *video_icon;
} CsStreamContext;

gboolean cs_stream_context_restyle (CsStreamContext *self,
                                    GtkWidget       *widget);
void cs_stream_context_clear (CsStreamContext *self);
int cs_stream_context_scale (const CsStreamContext *self,
                             double                 length);
guint cs_stream_context_count_hints (const CsStreamContext *self,
                                     const CsEntry         *entry);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define CS_TYPE_MEDIA (cs_media_get_type ())

typedef struct _CsMedia CsMedia;

/**
 * CsMediaKind:
 * @CS_MEDIA_IMAGE: a still picture
 * @CS_MEDIA_VIDEO: a video
 * @CS_MEDIA_GIFV: a short silent loop
 * @CS_MEDIA_AUDIO: sound
 * @CS_MEDIA_UNKNOWN: the network did not say
 *
 * What is attached. The numbers are stored in show files.
 */
typedef enum {
  CS_MEDIA_IMAGE = 0,
  CS_MEDIA_VIDEO = 1,
  CS_MEDIA_GIFV = 2,
  CS_MEDIA_AUDIO = 3,
  CS_MEDIA_UNKNOWN = 4,
} CsMediaKind;

/**
 * CsMedia:
 * @kind: what it is
 * @url: (nullable): the full thing; %NULL while the server still works on it
 * @thumb_url: (nullable): a small still picture of it
 * @alt: (nullable): description by its author, made safe to show by cs_post_seal()
 * @width: in pixels, or 0 when unknown
 * @height: in pixels, or 0 when unknown
 *
 * Something attached to a post. Filled in before it is shared, then never changed.
 */
struct _CsMedia {
  CsMediaKind kind;
  char *url;
  char *thumb_url;
  char *alt;
  guint width;
  guint height;
};

GType cs_media_get_type (void);

CsMedia *cs_media_new (CsMediaKind kind) G_GNUC_WARN_UNUSED_RESULT;
CsMedia *cs_media_ref (CsMedia *self);
void cs_media_unref (CsMedia *self);

const char *cs_media_kind_to_id (CsMediaKind kind);
CsMediaKind cs_media_kind_from_id (const char *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsMedia, cs_media_unref)

G_END_DECLS

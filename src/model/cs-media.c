/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-media.h"

G_DEFINE_BOXED_TYPE (CsMedia, cs_media, cs_media_ref, cs_media_unref)

static const char *const kinds[] = { "image", "video", "gifv", "audio", "unknown" };

static void
media_clear (CsMedia *self)
{
  g_free (self->url);
  g_free (self->thumb_url);
  g_free (self->alt);
}

/**
 * cs_media_new:
 * @kind: what it is
 *
 * Returns: (transfer full): a new attachment, to be filled in before it is shared
 */
CsMedia *
cs_media_new (CsMediaKind kind)
{
  CsMedia *self = g_atomic_rc_box_new0 (CsMedia);

  self->kind = kind;
  return self;
}

/**
 * cs_media_ref:
 * @self: an attachment
 *
 * Returns: (transfer full): @self
 */
CsMedia *
cs_media_ref (CsMedia *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * cs_media_unref:
 * @self: (transfer full): an attachment
 */
void
cs_media_unref (CsMedia *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) media_clear);
}

/**
 * cs_media_kind_to_id:
 * @kind: a kind
 *
 * Returns: (transfer none): its name in files
 */
const char *
cs_media_kind_to_id (CsMediaKind kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (kinds), "unknown");

  return kinds[kind];
}

/**
 * cs_media_kind_from_id:
 * @id: (nullable): a name as networks and files use it
 *
 * Returns: the kind, %CS_MEDIA_UNKNOWN for any other name
 */
CsMediaKind
cs_media_kind_from_id (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (id, kinds[i]) == 0)
      return i;
  return CS_MEDIA_UNKNOWN;
}

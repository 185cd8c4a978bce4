/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-seen-pictures.h"

#define CHANGES "" /* no file has this digest */
#define MAX_YOUNG 8192 /* of a hundred-odd bytes each */

struct _CsSeenPictures {
  GObject parent_instance;

  GMutex lock;
  GHashTable *young; /* address to digest */
  GHashTable *old; /* what was young before; forgotten when the young have grown up */
};

G_DEFINE_FINAL_TYPE (CsSeenPictures, cs_seen_pictures, G_TYPE_OBJECT)

static GHashTable *
make_table (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static const char *
look_up (CsSeenPictures *self,
         const char     *url)
{
  const char *digest = g_hash_table_lookup (self->young, url);

  return digest != NULL ? digest : g_hash_table_lookup (self->old, url);
}

static void
cs_seen_pictures_finalize (GObject *object)
{
  CsSeenPictures *self = CS_SEEN_PICTURES (object);

  g_hash_table_unref (self->young);
  g_hash_table_unref (self->old);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (cs_seen_pictures_parent_class)->finalize (object);
}

static void
cs_seen_pictures_class_init (CsSeenPicturesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cs_seen_pictures_finalize;
}

static void
cs_seen_pictures_init (CsSeenPictures *self)
{
  g_mutex_init (&self->lock);
  self->young = make_table ();
  self->old = make_table ();
}

/**
 * cs_seen_pictures_new:
 *
 * Returns: (transfer full): a desk that has seen nothing yet
 */
CsSeenPictures *
cs_seen_pictures_new (void)
{
  return g_object_new (CS_TYPE_SEEN_PICTURES, NULL);
}

/**
 * cs_seen_pictures_note:
 * @self: what was seen
 * @url: where a picture came from
 * @file: the picture as it came
 *
 * Remembers that the desk shows this picture. An address that was seen to give one picture and then another is trusted no more,
 * for which of them was looked at nobody knows. After many thousand others an address is forgotten.
 */
void
cs_seen_pictures_note (CsSeenPictures *self,
                       const char     *url,
                       GBytes         *file)
{
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, file);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  const char *before = look_up (self, url);
  gboolean changes = before != NULL && !g_str_equal (before, digest);

  if (g_hash_table_size (self->young) >= MAX_YOUNG) {
    g_hash_table_unref (self->old);
    self->old = g_steal_pointer (&self->young);
    self->young = make_table ();
  }
  g_hash_table_replace (self->young, g_strdup (url), changes ? g_strdup (CHANGES) : g_steal_pointer (&digest));
}

/**
 * cs_seen_pictures_has:
 * @self: what was seen
 * @url: where a picture came from
 * @file: the picture as it came
 *
 * Returns: whether this very file, and no other, is what the desk showed for this address
 */
gboolean
cs_seen_pictures_has (CsSeenPictures *self,
                      const char     *url,
                      GBytes         *file)
{
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, file);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  const char *seen = look_up (self, url);

  return seen != NULL && g_str_equal (seen, digest);
}

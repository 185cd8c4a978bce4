/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-snapshot.h"

G_DEFINE_BOXED_TYPE (CsSnapshot, cs_snapshot, cs_snapshot_ref, cs_snapshot_unref)

/* Reading aloud at 14 characters a second, between 8 and 20 seconds: what French on-air rules
 * and readers of a lower third bear. */
#define MIN_DURATION_MS 8000
#define MAX_DURATION_MS 20000
#define CHARACTERS_PER_S 14

static void
snapshot_clear (CsSnapshot *self)
{
  g_clear_pointer (&self->post, cs_post_unref);
}

/**
 * cs_snapshot_new:
 * @post_id: the post's row in the show file
 * @post: the post in exactly the approved version
 *
 * Returns: (transfer full): a new snapshot, to be filled in before it is shared
 */
CsSnapshot *
cs_snapshot_new (gint64  post_id,
                 CsPost *post)
{
  CsSnapshot *self = g_atomic_rc_box_new0 (CsSnapshot);

  self->post_id = post_id;
  self->post = cs_post_ref (post);
  self->duration_ms = cs_snapshot_guess_duration_ms (post->text);
  return self;
}

/**
 * cs_snapshot_ref:
 * @self: a snapshot
 *
 * Returns: (transfer full): @self
 */
CsSnapshot *
cs_snapshot_ref (CsSnapshot *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * cs_snapshot_unref:
 * @self: (transfer full): a snapshot
 */
void
cs_snapshot_unref (CsSnapshot *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) snapshot_clear);
}

/**
 * cs_snapshot_guess_duration_ms:
 * @text: what is shown
 *
 * How long viewers need for it.
 *
 * Returns: a duration in milliseconds, in whole seconds
 */
guint
cs_snapshot_guess_duration_ms (const char *text)
{
  glong characters = g_utf8_strlen (text, -1);

  return CLAMP (characters / CHARACTERS_PER_S * 1000 + 4000, MIN_DURATION_MS, MAX_DURATION_MS);
}

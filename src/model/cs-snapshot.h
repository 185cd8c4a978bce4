/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-post.h"

G_BEGIN_DECLS

#define CS_TYPE_SNAPSHOT (cs_snapshot_get_type ())

typedef struct _CsSnapshot CsSnapshot;

/**
 * CsSnapshot:
 * @post_id: the post's row in the show file
 * @airing_id: the row of the as-run log that tells of this airing, or 0
 * @post: the post in exactly the approved version
 * @taken_us: when it was taken, microseconds since 1970 UTC
 * @duration_ms: how long it is meant to stay
 *
 * What viewers see. Made by the take, which has checked the approval; everything that draws on air
 * draws from here and from nothing else. Never changed once made; it may be read from any thread.
 */
struct _CsSnapshot {
  gint64 post_id;
  gint64 airing_id;
  CsPost *post;
  gint64 taken_us;
  guint duration_ms;
};

GType cs_snapshot_get_type (void);

CsSnapshot *cs_snapshot_new (gint64  post_id,
                             CsPost *post) G_GNUC_WARN_UNUSED_RESULT;
CsSnapshot *cs_snapshot_ref (CsSnapshot *self);
void cs_snapshot_unref (CsSnapshot *self);

guint cs_snapshot_guess_duration_ms (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsSnapshot, cs_snapshot_unref)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CsPaceSample:
 * @now_us: when, monotonic
 * @behind_ms: how much waits to go out beyond what has to
 * @confirmed_kbps: what the server confirmed in the last second; 0 when not known
 * @silent: whether something waits and the server confirmed nothing at all: gone rather than slow
 * @losing: whether packets were given up since the sample before
 *
 * How a connection copes.
 */
typedef struct {
  gint64 now_us;
  guint behind_ms;
  guint confirmed_kbps;
  gboolean silent;
  gboolean losing;
} CsPaceSample;

/* How much the pictures may take, so that a connection copes: down at once, up with care. Pure. */
typedef struct _CsPace CsPace;

CsPace *cs_pace_new (guint most_kbps,
                     guint sound_kbps) G_GNUC_WARN_UNUSED_RESULT;
void cs_pace_free (CsPace *self);

guint cs_pace_take (CsPace             *self,
                    const CsPaceSample *sample);
void cs_pace_forget (CsPace *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsPace, cs_pace_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-cards.h"
#include "cs-feed.h"

#include <gst/app/app.h>
#include <gst/video/video.h>

G_BEGIN_DECLS

/**
 * CsMixerStats:
 * @n_pictures: pictures that came from a camera and went to the encoder
 * @n_repeated: pictures shown again because none came in time
 * @n_skipped: pictures the encoder was too slow for
 * @n_silences: pieces of silence put in because no sound came in time
 *
 * How even the way to the encoder is.
 */
typedef struct {
  guint64 n_pictures;
  guint64 n_repeated;
  guint64 n_skipped;
  guint64 n_silences;
} CsMixerStats;

/* What goes into the encoder: pictures and sound without a gap, whatever cameras and microphones do; the cards over
 * the picture; and standby, which cuts camera and microphone at the encoder's own door. All functions may be
 * called from any thread, and none waits. */
typedef struct _CsMixer CsMixer;

CsMixer *cs_mixer_new (const CsFeedFormat *format,
                       GstClockTime        base_time) G_GNUC_WARN_UNUSED_RESULT;
CsMixer *cs_mixer_ref (CsMixer *self);
void cs_mixer_unref (CsMixer *self);

const CsFeedFormat *cs_mixer_get_format (CsMixer *self);
void cs_mixer_start (CsMixer   *self,
                     GstAppSrc *picture,
                     GstAppSrc *sound);
void cs_mixer_guard (CsMixer    *self,
                     GstElement *encoder);
void cs_mixer_stop (CsMixer *self);

/* Both are a #CsFeedTap, the mixer their data. */
void cs_mixer_take_picture (GstBuffer   *buffer,
                            GstClockTime time,
                            gpointer     mixer);
void cs_mixer_take_sound (GstBuffer   *buffer,
                          GstClockTime time,
                          gpointer     mixer);

void cs_mixer_set_slate (CsMixer   *self,
                         GstBuffer *slate);
void cs_mixer_set_standby (CsMixer *self,
                           gboolean standby);
void cs_mixer_set_cards (CsMixer *self,
                         CsCards *cards);
void cs_mixer_get_stats (CsMixer      *self,
                         CsMixerStats *stats);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsMixer, cs_mixer_unref)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-cards.h"
#include "cs-feed.h"

#include <gst/video/video.h>

G_BEGIN_DECLS

#define CS_MIXER_FRAME_BYTES (CS_SOUND_CHANNELS * 2)

/* The pictures and the sound that a mixer makes itself. Private to the mixer; no state, any thread. */
GstBuffer *cs_mixer_make_black (const GstVideoInfo *info) G_GNUC_WARN_UNUSED_RESULT;
GstBuffer *cs_mixer_make_silence (GstClockTime length) G_GNUC_WARN_UNUSED_RESULT;
GstBuffer *cs_mixer_make_stamped (GstBuffer *content,
                                  GstBuffer *stamp) G_GNUC_WARN_UNUSED_RESULT;

GstBufferPool *cs_mixer_make_canvases (const GstVideoInfo *info) G_GNUC_WARN_UNUSED_RESULT;
GstBuffer *cs_mixer_draw_cards (GstBufferPool      *canvases,
                                const GstVideoInfo *info,
                                CsCards            *cards,
                                GstBuffer          *picture) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

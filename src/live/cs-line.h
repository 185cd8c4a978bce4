/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/app/app.h>
#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * CsTrack:
 * @CS_TRACK_VIDEO: H.264
 * @CS_TRACK_AAC: sound for RTMP, SRT and files
 * @CS_TRACK_OPUS: sound for WHIP
 *
 * What the encoder makes.
 */
typedef enum {
  CS_TRACK_VIDEO,
  CS_TRACK_AAC,
  CS_TRACK_OPUS,
} CsTrack;

#define CS_N_TRACKS 3

/**
 * CsLineStats:
 * @n_passed: pictures handed on since the line was made
 * @n_dropped: pictures left out because the other end was too slow
 * @level_ms: how much waits now
 *
 * How a line is doing.
 */
typedef struct {
  guint64 n_passed;
  guint64 n_dropped;
  guint level_ms;
} CsLineStats;

/* What stands between the encoder and one output: a queue with a limit. The encoder never waits for it; when the
 * output is too slow, whole groups of pictures are left out, up to the next key frame. */
typedef struct _CsLine CsLine;

CsLine *cs_line_new (CsTrack sound,
                     guint   limit_ms) G_GNUC_WARN_UNUSED_RESULT;
CsLine *cs_line_ref (CsLine *self);
void cs_line_unref (CsLine *self);

CsTrack cs_line_get_sound (CsLine *self);
gboolean cs_line_push (CsLine    *self,
                       CsTrack    track,
                       GstSample *sample);
void cs_line_attach (CsLine    *self,
                     CsTrack    track,
                     GstAppSrc *source);
void cs_line_open (CsLine *self);
void cs_line_close (CsLine *self);
void cs_line_flush (CsLine *self);
void cs_line_end (CsLine *self);
void cs_line_count_from_zero (CsLine *self);
void cs_line_succeed (CsLine *self,
                      CsLine *next);
gboolean cs_line_has_handed_over (CsLine *self);
void cs_line_get_stats (CsLine      *self,
                        CsLineStats *stats);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsLine, cs_line_unref)

G_END_DECLS

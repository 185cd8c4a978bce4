/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

#define CS_FRAGMENT_VIDEO_RATE 90000 /* ticks a second */

/* The tracks, as the head numbers them. */
#define CS_FRAGMENT_VIDEO_ID 1
#define CS_FRAGMENT_SOUND_ID 2

/* The two kinds of pieces that a fragmented MP4 has, for H.264 and AAC. Debian's GStreamer has no muxer whose fragments
 * hold both tracks and can be had one by one, so they are written here. Boxes and their fields as in ISO/IEC 14496-12,
 * -14 (esds) and -15 (avcC). */
GBytes *cs_fragment_make_head (GstCaps *video,
                               GstCaps *sound) G_GNUC_WARN_UNUSED_RESULT;
GBytes *cs_fragment_make_piece (guint32      number,
                                GPtrArray   *video,
                                GstClockTime until,
                                GPtrArray   *sound,
                                guint64      sound_ticks) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-fragment.h"

#include "cs-box.h"
#include "cs-feed.h"

#define AAC_FRAME 1024
#define KEY_FLAGS 0x02000000   /* depends on no other */
#define DELTA_FLAGS 0x01010000 /* depends on others, and is not a place to begin */
#define DEFAULT_BASE_IS_MOOF 0x020000
#define TRUN_VIDEO 0x000f01 /* data offset; per sample: duration, size, flags, composition offset */
#define TRUN_SOUND 0x000301 /* data offset; per sample: duration, size */

static guint64
to_ticks (GstClockTime time,
          guint32      rate)
{
  return gst_util_uint64_scale_round (time, rate, GST_SECOND);
}

static GstClockTime
get_dts (GstSample *sample)
{
  GstBuffer *buffer = gst_sample_get_buffer (sample);

  return GST_BUFFER_DTS_IS_VALID (buffer) ? GST_BUFFER_DTS (buffer) : GST_BUFFER_PTS (buffer);
}

static void
put_picture (GByteArray  *out,
             GstSample   *sample,
             GstClockTime next)
{
  GstBuffer *buffer = gst_sample_get_buffer (sample);
  gboolean delta = GST_BUFFER_FLAG_IS_SET (buffer, GST_BUFFER_FLAG_DELTA_UNIT);
  guint64 ticks = to_ticks (get_dts (sample), CS_FRAGMENT_VIDEO_RATE);

  cs_box_put_32 (out, (guint32) (to_ticks (next, CS_FRAGMENT_VIDEO_RATE) - ticks));
  cs_box_put_32 (out, (guint32) gst_buffer_get_size (buffer));
  cs_box_put_32 (out, delta ? DELTA_FLAGS : KEY_FLAGS);
  cs_box_put_32 (out, (guint32) (to_ticks (GST_BUFFER_PTS (buffer), CS_FRAGMENT_VIDEO_RATE) - ticks));
}

static guint
begin_traf (GByteArray *out,
            guint32     id,
            guint64     ticks)
{
  guint traf = cs_box_begin (out, "traf");
  guint tfhd = cs_box_begin_full (out, "tfhd", 0, DEFAULT_BASE_IS_MOOF);
  guint tfdt;

  cs_box_put_32 (out, id);
  cs_box_end (out, tfhd);
  tfdt = cs_box_begin_full (out, "tfdt", 1, 0);
  cs_box_put_64 (out, ticks);
  cs_box_end (out, tfdt);
  return traf;
}

/* Returns: where the offset of the data goes, once it is known */
static guint
put_video_traf (GByteArray  *out,
                GPtrArray   *video,
                GstClockTime until)
{
  guint traf = begin_traf (out, CS_FRAGMENT_VIDEO_ID, to_ticks (get_dts (video->pdata[0]), CS_FRAGMENT_VIDEO_RATE));
  guint trun = cs_box_begin_full (out, "trun", 1, TRUN_VIDEO);
  guint offset_at;

  cs_box_put_32 (out, video->len);
  offset_at = out->len;
  cs_box_put_32 (out, 0);
  for (guint i = 0; i < video->len; i++)
    put_picture (out, video->pdata[i], i + 1 < video->len ? get_dts (video->pdata[i + 1]) : until);
  cs_box_end (out, trun);
  cs_box_end (out, traf);
  return offset_at;
}

static guint
put_sound_traf (GByteArray *out,
                GPtrArray  *sound,
                guint64     ticks)
{
  guint traf = begin_traf (out, CS_FRAGMENT_SOUND_ID, ticks);
  guint trun = cs_box_begin_full (out, "trun", 1, TRUN_SOUND);
  guint offset_at;

  cs_box_put_32 (out, sound->len);
  offset_at = out->len;
  cs_box_put_32 (out, 0);
  for (guint i = 0; i < sound->len; i++) {
    cs_box_put_32 (out, AAC_FRAME);
    cs_box_put_32 (out, (guint32) gst_buffer_get_size (gst_sample_get_buffer (sound->pdata[i])));
  }
  cs_box_end (out, trun);
  cs_box_end (out, traf);
  return offset_at;
}

static void
put_data (GByteArray *out,
          GPtrArray  *samples)
{
  for (guint i = 0; i < samples->len; i++) {
    GstBuffer *buffer = gst_sample_get_buffer (samples->pdata[i]);
    GstMapInfo map;

    if (!gst_buffer_map (buffer, &map, GST_MAP_READ))
      continue;
    cs_box_put_bytes (out, map.data, map.size);
    gst_buffer_unmap (buffer, &map);
  }
}

/**
 * cs_fragment_make_piece:
 * @number: counts pieces
 * @video: (element-type GstSample): pictures, the first a key frame; at least one
 * @until: when the picture after the last comes
 * @sound: (element-type GstSample): the sound that goes with them; may be empty
 * @sound_ticks: when the sound begins, in ticks of its rate
 *
 * Returns: (transfer full): `moof` and `mdat`
 */
GBytes *
cs_fragment_make_piece (guint32      number,
                        GPtrArray   *video,
                        GstClockTime until,
                        GPtrArray   *sound,
                        guint64      sound_ticks)
{
  GByteArray *out = g_byte_array_new ();
  guint moof = cs_box_begin (out, "moof");
  guint mfhd = cs_box_begin_full (out, "mfhd", 0, 0);
  guint video_at, sound_at = 0, mdat;

  cs_box_put_32 (out, number);
  cs_box_end (out, mfhd);
  video_at = put_video_traf (out, video, until);
  if (sound->len > 0)
    sound_at = put_sound_traf (out, sound, sound_ticks);
  cs_box_end (out, moof);
  mdat = cs_box_begin (out, "mdat");
  cs_box_set_32 (out, video_at, out->len - moof);
  put_data (out, video);
  if (sound->len > 0)
    cs_box_set_32 (out, sound_at, out->len - moof);
  put_data (out, sound);
  cs_box_end (out, mdat);
  return g_byte_array_free_to_bytes (out);
}

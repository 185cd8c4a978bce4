/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-fragment.h"

#include "cs-feed.h"

#include <string.h>

/* Debian's GStreamer has no muxer whose fragments hold both tracks and can be had one by one, so they are written
 * here. Boxes and their fields as in ISO/IEC 14496-12, -14 (esds) and -15 (avcC). */

#define VIDEO_ID 1
#define SOUND_ID 2
#define AAC_FRAME 1024
#define KEY_FLAGS 0x02000000   /* depends on no other */
#define DELTA_FLAGS 0x01010000 /* depends on others, and is not a place to begin */
#define DEFAULT_BASE_IS_MOOF 0x020000
#define TRUN_VIDEO 0x000f01 /* data offset; per sample: duration, size, flags, composition offset */
#define TRUN_SOUND 0x000301 /* data offset; per sample: duration, size */

static void
put_bytes (GByteArray   *out,
           gconstpointer bytes,
           gsize         size)
{
  g_byte_array_append (out, bytes, size);
}

static void
put_8 (GByteArray *out,
       guint8      value)
{
  put_bytes (out, &value, 1);
}

static void
put_16 (GByteArray *out,
        guint16     value)
{
  guint16 big = GUINT16_TO_BE (value);

  put_bytes (out, &big, sizeof big);
}

static void
put_32 (GByteArray *out,
        guint32     value)
{
  guint32 big = GUINT32_TO_BE (value);

  put_bytes (out, &big, sizeof big);
}

static void
put_64 (GByteArray *out,
        guint64     value)
{
  guint64 big = GUINT64_TO_BE (value);

  put_bytes (out, &big, sizeof big);
}

static void
put_zeros (GByteArray *out,
           guint       n)
{
  for (guint i = 0; i < n; i++)
    put_8 (out, 0);
}

static guint
begin_box (GByteArray *out,
           const char *type)
{
  guint at = out->len;

  put_32 (out, 0);
  put_bytes (out, type, 4);
  return at;
}

static guint
begin_full_box (GByteArray *out,
                const char *type,
                guint8      version,
                guint32     flags)
{
  guint at = begin_box (out, type);

  put_32 (out, (guint32) version << 24 | flags);
  return at;
}

static void
set_32 (GByteArray *out,
        guint       at,
        guint32     value)
{
  guint32 big = GUINT32_TO_BE (value);

  memcpy (out->data + at, &big, sizeof big);
}

static void
end_box (GByteArray *out,
         guint       at)
{
  set_32 (out, at, out->len - at);
}

static void
put_matrix (GByteArray *out)
{
  static const guint32 unity[] = { 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000 };

  for (guint i = 0; i < G_N_ELEMENTS (unity); i++)
    put_32 (out, unity[i]);
}

static void
put_ftyp (GByteArray *out)
{
  guint box = begin_box (out, "ftyp");

  put_bytes (out, "iso6", 4);
  put_32 (out, 0);
  put_bytes (out, "iso6mp41", 8);
  end_box (out, box);
}

static void
put_mvhd (GByteArray *out)
{
  guint box = begin_full_box (out, "mvhd", 0, 0);

  put_zeros (out, 8);
  put_32 (out, 1000);
  put_32 (out, 0); /* no length: it is being made */
  put_32 (out, 0x10000);
  put_16 (out, 0x100);
  put_zeros (out, 10);
  put_matrix (out);
  put_zeros (out, 24);
  put_32 (out, SOUND_ID + 1);
  end_box (out, box);
}

static void
put_tkhd (GByteArray *out,
          guint32     id,
          int         width,
          int         height)
{
  guint box = begin_full_box (out, "tkhd", 0, 7);

  put_zeros (out, 8);
  put_32 (out, id);
  put_zeros (out, 8);
  put_zeros (out, 12);
  put_16 (out, id == SOUND_ID ? 0x100 : 0);
  put_16 (out, 0);
  put_matrix (out);
  put_32 (out, (guint32) width << 16);
  put_32 (out, (guint32) height << 16);
  end_box (out, box);
}

static void
put_mdhd (GByteArray *out,
          guint32     rate)
{
  guint box = begin_full_box (out, "mdhd", 0, 0);

  put_zeros (out, 8);
  put_32 (out, rate);
  put_32 (out, 0);
  put_16 (out, 0x55c4); /* "und" */
  put_16 (out, 0);
  end_box (out, box);
}

static void
put_hdlr (GByteArray *out,
          const char *type)
{
  guint box = begin_full_box (out, "hdlr", 0, 0);

  put_32 (out, 0);
  put_bytes (out, type, 4);
  put_zeros (out, 12);
  put_8 (out, 0);
  end_box (out, box);
}

static void
put_dinf (GByteArray *out)
{
  guint dinf = begin_box (out, "dinf");
  guint dref = begin_full_box (out, "dref", 0, 0);
  guint url;

  put_32 (out, 1);
  url = begin_full_box (out, "url ", 0, 1);
  end_box (out, url);
  end_box (out, dref);
  end_box (out, dinf);
}

static void
put_codec_data (GByteArray *out,
                GstCaps    *caps)
{
  const GValue *value = gst_structure_get_value (gst_caps_get_structure (caps, 0), "codec_data");
  GstMapInfo map;

  if (value == NULL || !gst_buffer_map (gst_value_get_buffer (value), &map, GST_MAP_READ))
    return;
  put_bytes (out, map.data, map.size);
  gst_buffer_unmap (gst_value_get_buffer (value), &map);
}

static void
put_avc1 (GByteArray *out,
          GstCaps    *caps,
          int         width,
          int         height)
{
  guint box = begin_box (out, "avc1");
  guint avcc;

  put_zeros (out, 6);
  put_16 (out, 1);
  put_zeros (out, 16);
  put_16 (out, width);
  put_16 (out, height);
  put_32 (out, 0x480000); /* 72 dots an inch */
  put_32 (out, 0x480000);
  put_32 (out, 0);
  put_16 (out, 1);
  put_zeros (out, 32);
  put_16 (out, 24);
  put_16 (out, 0xffff);
  avcc = begin_box (out, "avcC");
  put_codec_data (out, caps);
  end_box (out, avcc);
  end_box (out, box);
}

/* Descriptors inside each other, each with its own length. */
static void
put_esds (GByteArray *out,
          GstCaps    *caps)
{
  g_autoptr (GByteArray) config = g_byte_array_new ();
  guint box = begin_full_box (out, "esds", 0, 0);

  put_codec_data (config, caps);
  put_8 (out, 3);
  put_8 (out, 3 + 2 + 13 + 2 + config->len + 3);
  put_16 (out, SOUND_ID);
  put_8 (out, 0);
  put_8 (out, 4);
  put_8 (out, 13 + 2 + config->len);
  put_8 (out, 0x40); /* AAC */
  put_8 (out, 0x15); /* sound */
  put_zeros (out, 3);
  put_zeros (out, 8);
  put_8 (out, 5);
  put_8 (out, config->len);
  put_bytes (out, config->data, config->len);
  put_8 (out, 6);
  put_8 (out, 1);
  put_8 (out, 2);
  end_box (out, box);
}

static void
put_mp4a (GByteArray *out,
          GstCaps    *caps)
{
  guint box = begin_box (out, "mp4a");

  put_zeros (out, 6);
  put_16 (out, 1);
  put_zeros (out, 8);
  put_16 (out, CS_SOUND_CHANNELS);
  put_16 (out, 16);
  put_32 (out, 0);
  put_32 (out, (guint32) CS_SOUND_RATE << 16);
  put_esds (out, caps);
  end_box (out, box);
}

/* What a file without fragments would hold here stays empty. */
static void
put_empty_tables (GByteArray *out)
{
  static const char *const names[] = { "stts", "stsc", "stsz", "stco" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    guint box = begin_full_box (out, names[i], 0, 0);

    if (strcmp (names[i], "stsz") == 0)
      put_32 (out, 0);
    put_32 (out, 0);
    end_box (out, box);
  }
}

static void
put_stbl (GByteArray *out,
          guint32     id,
          GstCaps    *caps,
          int         width,
          int         height)
{
  guint stbl = begin_box (out, "stbl");
  guint stsd = begin_full_box (out, "stsd", 0, 0);

  put_32 (out, 1);
  if (id == VIDEO_ID)
    put_avc1 (out, caps, width, height);
  else
    put_mp4a (out, caps);
  end_box (out, stsd);
  put_empty_tables (out);
  end_box (out, stbl);
}

static void
put_media_header (GByteArray *out,
                  guint32     id)
{
  guint box = id == VIDEO_ID ? begin_full_box (out, "vmhd", 0, 1) : begin_full_box (out, "smhd", 0, 0);

  put_zeros (out, id == VIDEO_ID ? 8 : 4);
  end_box (out, box);
}

static void
put_trak (GByteArray *out,
          guint32     id,
          GstCaps    *caps)
{
  guint trak = begin_box (out, "trak");
  guint mdia, minf;
  int width = 0, height = 0;

  gst_structure_get_int (gst_caps_get_structure (caps, 0), "width", &width);
  gst_structure_get_int (gst_caps_get_structure (caps, 0), "height", &height);
  put_tkhd (out, id, width, height);
  mdia = begin_box (out, "mdia");
  put_mdhd (out, id == VIDEO_ID ? CS_FRAGMENT_VIDEO_RATE : CS_SOUND_RATE);
  put_hdlr (out, id == VIDEO_ID ? "vide" : "soun");
  minf = begin_box (out, "minf");
  put_media_header (out, id);
  put_dinf (out);
  put_stbl (out, id, caps, width, height);
  end_box (out, minf);
  end_box (out, mdia);
  end_box (out, trak);
}

static void
put_mvex (GByteArray *out)
{
  guint mvex = begin_box (out, "mvex");

  for (guint32 id = VIDEO_ID; id <= SOUND_ID; id++) {
    guint trex = begin_full_box (out, "trex", 0, 0);

    put_32 (out, id);
    put_32 (out, 1);
    put_zeros (out, 12);
    end_box (out, trex);
  }
  end_box (out, mvex);
}

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

  put_32 (out, (guint32) (to_ticks (next, CS_FRAGMENT_VIDEO_RATE) - ticks));
  put_32 (out, (guint32) gst_buffer_get_size (buffer));
  put_32 (out, delta ? DELTA_FLAGS : KEY_FLAGS);
  put_32 (out, (guint32) (to_ticks (GST_BUFFER_PTS (buffer), CS_FRAGMENT_VIDEO_RATE) - ticks));
}

static guint
begin_traf (GByteArray *out,
            guint32     id,
            guint64     ticks)
{
  guint traf = begin_box (out, "traf");
  guint tfhd = begin_full_box (out, "tfhd", 0, DEFAULT_BASE_IS_MOOF);
  guint tfdt;

  put_32 (out, id);
  end_box (out, tfhd);
  tfdt = begin_full_box (out, "tfdt", 1, 0);
  put_64 (out, ticks);
  end_box (out, tfdt);
  return traf;
}

/* Returns: where the offset of the data goes, once it is known */
static guint
put_video_traf (GByteArray  *out,
                GPtrArray   *video,
                GstClockTime until)
{
  guint traf = begin_traf (out, VIDEO_ID, to_ticks (get_dts (video->pdata[0]), CS_FRAGMENT_VIDEO_RATE));
  guint trun = begin_full_box (out, "trun", 1, TRUN_VIDEO);
  guint offset_at;

  put_32 (out, video->len);
  offset_at = out->len;
  put_32 (out, 0);
  for (guint i = 0; i < video->len; i++)
    put_picture (out, video->pdata[i], i + 1 < video->len ? get_dts (video->pdata[i + 1]) : until);
  end_box (out, trun);
  end_box (out, traf);
  return offset_at;
}

static guint
put_sound_traf (GByteArray *out,
                GPtrArray  *sound,
                guint64     ticks)
{
  guint traf = begin_traf (out, SOUND_ID, ticks);
  guint trun = begin_full_box (out, "trun", 1, TRUN_SOUND);
  guint offset_at;

  put_32 (out, sound->len);
  offset_at = out->len;
  put_32 (out, 0);
  for (guint i = 0; i < sound->len; i++) {
    put_32 (out, AAC_FRAME);
    put_32 (out, (guint32) gst_buffer_get_size (gst_sample_get_buffer (sound->pdata[i])));
  }
  end_box (out, trun);
  end_box (out, traf);
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
    put_bytes (out, map.data, map.size);
    gst_buffer_unmap (buffer, &map);
  }
}

/**
 * cs_fragment_make_head:
 * @video: caps of H.264 with `codec_data`, width and height
 * @sound: caps of AAC with `codec_data`
 *
 * Returns: (transfer full): what a player reads first: `ftyp` and `moov`
 */
GBytes *
cs_fragment_make_head (GstCaps *video,
                       GstCaps *sound)
{
  GByteArray *out = g_byte_array_new ();
  guint moov;

  put_ftyp (out);
  moov = begin_box (out, "moov");
  put_mvhd (out);
  put_trak (out, VIDEO_ID, video);
  put_trak (out, SOUND_ID, sound);
  put_mvex (out);
  end_box (out, moov);
  return g_byte_array_free_to_bytes (out);
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
  guint moof = begin_box (out, "moof");
  guint mfhd = begin_full_box (out, "mfhd", 0, 0);
  guint video_at, sound_at = 0, mdat;

  put_32 (out, number);
  end_box (out, mfhd);
  video_at = put_video_traf (out, video, until);
  if (sound->len > 0)
    sound_at = put_sound_traf (out, sound, sound_ticks);
  end_box (out, moof);
  mdat = begin_box (out, "mdat");
  set_32 (out, video_at, out->len - moof);
  put_data (out, video);
  if (sound->len > 0)
    set_32 (out, sound_at, out->len - moof);
  put_data (out, sound);
  end_box (out, mdat);
  return g_byte_array_free_to_bytes (out);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-fragment.h"

#include "cs-box.h"
#include "cs-feed.h"

#include <string.h>

static void
put_matrix (GByteArray *out)
{
  static const guint32 unity[] = { 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000 };

  for (guint i = 0; i < G_N_ELEMENTS (unity); i++)
    cs_box_put_32 (out, unity[i]);
}

static void
put_ftyp (GByteArray *out)
{
  guint box = cs_box_begin (out, "ftyp");

  cs_box_put_bytes (out, "iso6", 4);
  cs_box_put_32 (out, 0);
  cs_box_put_bytes (out, "iso6mp41", 8);
  cs_box_end (out, box);
}

static void
put_mvhd (GByteArray *out)
{
  guint box = cs_box_begin_full (out, "mvhd", 0, 0);

  cs_box_put_zeros (out, 8);
  cs_box_put_32 (out, 1000);
  cs_box_put_32 (out, 0); /* no length: it is being made */
  cs_box_put_32 (out, 0x10000);
  cs_box_put_16 (out, 0x100);
  cs_box_put_zeros (out, 10);
  put_matrix (out);
  cs_box_put_zeros (out, 24);
  cs_box_put_32 (out, CS_FRAGMENT_SOUND_ID + 1);
  cs_box_end (out, box);
}

static void
put_tkhd (GByteArray *out,
          guint32     id,
          int         width,
          int         height)
{
  guint box = cs_box_begin_full (out, "tkhd", 0, 7);

  cs_box_put_zeros (out, 8);
  cs_box_put_32 (out, id);
  cs_box_put_zeros (out, 8);
  cs_box_put_zeros (out, 12);
  cs_box_put_16 (out, id == CS_FRAGMENT_SOUND_ID ? 0x100 : 0);
  cs_box_put_16 (out, 0);
  put_matrix (out);
  cs_box_put_32 (out, (guint32) width << 16);
  cs_box_put_32 (out, (guint32) height << 16);
  cs_box_end (out, box);
}

static void
put_mdhd (GByteArray *out,
          guint32     rate)
{
  guint box = cs_box_begin_full (out, "mdhd", 0, 0);

  cs_box_put_zeros (out, 8);
  cs_box_put_32 (out, rate);
  cs_box_put_32 (out, 0);
  cs_box_put_16 (out, 0x55c4); /* "und" */
  cs_box_put_16 (out, 0);
  cs_box_end (out, box);
}

static void
put_hdlr (GByteArray *out,
          const char *type)
{
  guint box = cs_box_begin_full (out, "hdlr", 0, 0);

  cs_box_put_32 (out, 0);
  cs_box_put_bytes (out, type, 4);
  cs_box_put_zeros (out, 12);
  cs_box_put_8 (out, 0);
  cs_box_end (out, box);
}

static void
put_dinf (GByteArray *out)
{
  guint dinf = cs_box_begin (out, "dinf");
  guint dref = cs_box_begin_full (out, "dref", 0, 0);
  guint url;

  cs_box_put_32 (out, 1);
  url = cs_box_begin_full (out, "url ", 0, 1);
  cs_box_end (out, url);
  cs_box_end (out, dref);
  cs_box_end (out, dinf);
}

static void
put_codec_data (GByteArray *out,
                GstCaps    *caps)
{
  const GValue *value = gst_structure_get_value (gst_caps_get_structure (caps, 0), "codec_data");
  GstMapInfo map;

  if (value == NULL || !gst_buffer_map (gst_value_get_buffer (value), &map, GST_MAP_READ))
    return;
  cs_box_put_bytes (out, map.data, map.size);
  gst_buffer_unmap (gst_value_get_buffer (value), &map);
}

static void
put_avc1 (GByteArray *out,
          GstCaps    *caps,
          int         width,
          int         height)
{
  guint box = cs_box_begin (out, "avc1");
  guint avcc;

  cs_box_put_zeros (out, 6);
  cs_box_put_16 (out, 1);
  cs_box_put_zeros (out, 16);
  cs_box_put_16 (out, width);
  cs_box_put_16 (out, height);
  cs_box_put_32 (out, 0x480000); /* 72 dots an inch */
  cs_box_put_32 (out, 0x480000);
  cs_box_put_32 (out, 0);
  cs_box_put_16 (out, 1);
  cs_box_put_zeros (out, 32);
  cs_box_put_16 (out, 24);
  cs_box_put_16 (out, 0xffff);
  avcc = cs_box_begin (out, "avcC");
  put_codec_data (out, caps);
  cs_box_end (out, avcc);
  cs_box_end (out, box);
}

/* Descriptors inside each other, each with its own length. */
static void
put_esds (GByteArray *out,
          GstCaps    *caps)
{
  g_autoptr (GByteArray) config = g_byte_array_new ();
  guint box = cs_box_begin_full (out, "esds", 0, 0);

  put_codec_data (config, caps);
  cs_box_put_8 (out, 3);
  cs_box_put_8 (out, 3 + 2 + 13 + 2 + config->len + 3);
  cs_box_put_16 (out, CS_FRAGMENT_SOUND_ID);
  cs_box_put_8 (out, 0);
  cs_box_put_8 (out, 4);
  cs_box_put_8 (out, 13 + 2 + config->len);
  cs_box_put_8 (out, 0x40); /* AAC */
  cs_box_put_8 (out, 0x15); /* sound */
  cs_box_put_zeros (out, 3);
  cs_box_put_zeros (out, 8);
  cs_box_put_8 (out, 5);
  cs_box_put_8 (out, config->len);
  cs_box_put_bytes (out, config->data, config->len);
  cs_box_put_8 (out, 6);
  cs_box_put_8 (out, 1);
  cs_box_put_8 (out, 2);
  cs_box_end (out, box);
}

static void
put_mp4a (GByteArray *out,
          GstCaps    *caps)
{
  guint box = cs_box_begin (out, "mp4a");

  cs_box_put_zeros (out, 6);
  cs_box_put_16 (out, 1);
  cs_box_put_zeros (out, 8);
  cs_box_put_16 (out, CS_SOUND_CHANNELS);
  cs_box_put_16 (out, 16);
  cs_box_put_32 (out, 0);
  cs_box_put_32 (out, (guint32) CS_SOUND_RATE << 16);
  put_esds (out, caps);
  cs_box_end (out, box);
}

/* What a file without fragments would hold here stays empty. */
static void
put_empty_tables (GByteArray *out)
{
  static const char *const names[] = { "stts", "stsc", "stsz", "stco" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    guint box = cs_box_begin_full (out, names[i], 0, 0);

    if (strcmp (names[i], "stsz") == 0)
      cs_box_put_32 (out, 0);
    cs_box_put_32 (out, 0);
    cs_box_end (out, box);
  }
}

static void
put_stbl (GByteArray *out,
          guint32     id,
          GstCaps    *caps,
          int         width,
          int         height)
{
  guint stbl = cs_box_begin (out, "stbl");
  guint stsd = cs_box_begin_full (out, "stsd", 0, 0);

  cs_box_put_32 (out, 1);
  if (id == CS_FRAGMENT_VIDEO_ID)
    put_avc1 (out, caps, width, height);
  else
    put_mp4a (out, caps);
  cs_box_end (out, stsd);
  put_empty_tables (out);
  cs_box_end (out, stbl);
}

static void
put_media_header (GByteArray *out,
                  guint32     id)
{
  guint box = id == CS_FRAGMENT_VIDEO_ID ? cs_box_begin_full (out, "vmhd", 0, 1) : cs_box_begin_full (out, "smhd", 0, 0);

  cs_box_put_zeros (out, id == CS_FRAGMENT_VIDEO_ID ? 8 : 4);
  cs_box_end (out, box);
}

static void
put_trak (GByteArray *out,
          guint32     id,
          GstCaps    *caps)
{
  guint trak = cs_box_begin (out, "trak");
  guint mdia, minf;
  int width = 0, height = 0;

  gst_structure_get_int (gst_caps_get_structure (caps, 0), "width", &width);
  gst_structure_get_int (gst_caps_get_structure (caps, 0), "height", &height);
  put_tkhd (out, id, width, height);
  mdia = cs_box_begin (out, "mdia");
  put_mdhd (out, id == CS_FRAGMENT_VIDEO_ID ? CS_FRAGMENT_VIDEO_RATE : CS_SOUND_RATE);
  put_hdlr (out, id == CS_FRAGMENT_VIDEO_ID ? "vide" : "soun");
  minf = cs_box_begin (out, "minf");
  put_media_header (out, id);
  put_dinf (out);
  put_stbl (out, id, caps, width, height);
  cs_box_end (out, minf);
  cs_box_end (out, mdia);
  cs_box_end (out, trak);
}

static void
put_mvex (GByteArray *out)
{
  guint mvex = cs_box_begin (out, "mvex");

  for (guint32 id = CS_FRAGMENT_VIDEO_ID; id <= CS_FRAGMENT_SOUND_ID; id++) {
    guint trex = cs_box_begin_full (out, "trex", 0, 0);

    cs_box_put_32 (out, id);
    cs_box_put_32 (out, 1);
    cs_box_put_zeros (out, 12);
    cs_box_end (out, trex);
  }
  cs_box_end (out, mvex);
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
  moov = cs_box_begin (out, "moov");
  put_mvhd (out);
  put_trak (out, CS_FRAGMENT_VIDEO_ID, video);
  put_trak (out, CS_FRAGMENT_SOUND_ID, sound);
  put_mvex (out);
  cs_box_end (out, moov);
  return g_byte_array_free_to_bytes (out);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-mixer-buffers.h"

#include <string.h>

/* The camera's own picture is shown elsewhere, too: drawn on is a copy. */
static GstBuffer *
dup_picture (GstBufferPool *canvases,
             GstBuffer     *picture)
{
  GstBuffer *canvas = NULL;
  GstMapInfo from;

  if (gst_buffer_pool_acquire_buffer (canvases, &canvas, NULL) != GST_FLOW_OK)
    return gst_buffer_copy_deep (picture);
  if (gst_buffer_map (picture, &from, GST_MAP_READ)) {
    gst_buffer_fill (canvas, 0, from.data, from.size);
    gst_buffer_unmap (picture, &from);
  }
  gst_buffer_copy_into (canvas, picture, GST_BUFFER_COPY_FLAGS | GST_BUFFER_COPY_TIMESTAMPS, 0, -1);
  return canvas;
}

/**
 * cs_mixer_make_black:
 * @info: the mixer's size, planes of 8 bits
 *
 * Returns: (transfer full): a black picture
 */
GstBuffer *
cs_mixer_make_black (const GstVideoInfo *info)
{
  GstBuffer *buffer = gst_buffer_new_allocate (NULL, GST_VIDEO_INFO_SIZE (info), NULL);
  GstVideoFrame frame;

  gst_video_frame_map (&frame, info, buffer, GST_MAP_WRITE);
  for (guint i = 0; i < 3; i++)
    memset (GST_VIDEO_FRAME_PLANE_DATA (&frame, i), i == 0 ? 16 : 128,
            (gsize) GST_VIDEO_FRAME_PLANE_STRIDE (&frame, i) * GST_VIDEO_FRAME_COMP_HEIGHT (&frame, i));
  gst_video_frame_unmap (&frame);
  return buffer;
}

/**
 * cs_mixer_make_silence:
 * @length: how long
 *
 * Returns: (transfer full): sound of this length, of whole frames
 */
GstBuffer *
cs_mixer_make_silence (GstClockTime length)
{
  gsize size = gst_util_uint64_scale (length, CS_SOUND_RATE, GST_SECOND) * CS_MIXER_FRAME_BYTES;
  GstBuffer *buffer = gst_buffer_new_allocate (NULL, size, NULL);

  gst_buffer_memset (buffer, 0, 0, size);
  return buffer;
}

/**
 * cs_mixer_make_stamped:
 * @content: (transfer full): what is to be seen or heard
 * @stamp: (transfer full): whose place in time it takes
 *
 * Returns: (transfer full): @content with the times of @stamp
 */
GstBuffer *
cs_mixer_make_stamped (GstBuffer *content,
                       GstBuffer *stamp)
{
  GstBuffer *made = gst_buffer_copy (content);

  gst_buffer_copy_into (made, stamp, GST_BUFFER_COPY_TIMESTAMPS, 0, -1);
  gst_buffer_unref (content);
  gst_buffer_unref (stamp);
  return made;
}

/**
 * cs_mixer_make_canvases:
 * @info: the mixer's size
 *
 * Returns: (transfer full): an active pool of pictures to draw on
 */
GstBufferPool *
cs_mixer_make_canvases (const GstVideoInfo *info)
{
  GstBufferPool *pool = gst_video_buffer_pool_new ();
  GstStructure *config = gst_buffer_pool_get_config (pool);
  g_autoptr (GstCaps) caps = gst_video_info_to_caps (info);

  gst_buffer_pool_config_set_params (config, caps, GST_VIDEO_INFO_SIZE (info), 0, 0);
  gst_buffer_pool_set_config (pool, config);
  gst_buffer_pool_set_active (pool, TRUE);
  return pool;
}

/**
 * cs_mixer_draw_cards:
 * @canvases: pictures to draw on
 * @info: their size
 * @cards: what lies over the picture
 * @picture: (transfer full): a picture, never changed: it is shown elsewhere, too
 *
 * Returns: (transfer full): a copy with the cards on it
 */
GstBuffer *
cs_mixer_draw_cards (GstBufferPool      *canvases,
                     const GstVideoInfo *info,
                     CsCards            *cards,
                     GstBuffer          *picture)
{
  GstBuffer *drawn = dup_picture (canvases, picture);
  GstVideoFrame frame;

  if (gst_video_frame_map (&frame, info, drawn, GST_MAP_READWRITE)) {
    cs_cards_draw (cards, &frame, GST_BUFFER_PTS (picture));
    gst_video_frame_unmap (&frame);
  }
  gst_buffer_unref (picture);
  return drawn;
}

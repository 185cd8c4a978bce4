/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-camera-mode.h"

#include <stdlib.h>

#define MAX_HEIGHT 4320
#define FLUID_FPS 24

/* One thing a camera can do, brought as near to what is wanted as it goes. */
typedef struct {
  int width;
  int height;
  int fps;
  gboolean jpeg;
} Offer;

static int
nearest_int (const GstStructure *structure,
             const char         *field,
             int                 wanted)
{
  const GValue *value = gst_structure_get_value (structure, field);
  int best = wanted;

  if (value == NULL)
    return wanted;
  if (G_VALUE_HOLDS_INT (value))
    return g_value_get_int (value);
  if (GST_VALUE_HOLDS_INT_RANGE (value))
    return CLAMP (wanted, gst_value_get_int_range_min (value), gst_value_get_int_range_max (value));
  for (guint i = 0; GST_VALUE_HOLDS_LIST (value) && i < gst_value_list_get_size (value); i++) {
    const GValue *item = gst_value_list_get_value (value, i);
    int number = G_VALUE_HOLDS_INT (item) ? g_value_get_int (item) : wanted;

    if (i == 0 || abs (number - wanted) < abs (best - wanted))
      best = number;
  }
  return best;
}

static int
to_fps (const GValue *value)
{
  if (!GST_VALUE_HOLDS_FRACTION (value) || gst_value_get_fraction_denominator (value) <= 0)
    return 0;
  return (gst_value_get_fraction_numerator (value) + gst_value_get_fraction_denominator (value) / 2) /
         gst_value_get_fraction_denominator (value);
}

static int
nearest_fps (const GstStructure *structure,
             int                 wanted)
{
  const GValue *value = gst_structure_get_value (structure, "framerate");
  int best = 0;

  if (value == NULL)
    return wanted;
  if (GST_VALUE_HOLDS_FRACTION_RANGE (value))
    return CLAMP (wanted, to_fps (gst_value_get_fraction_range_min (value)),
                  to_fps (gst_value_get_fraction_range_max (value)));
  if (!GST_VALUE_HOLDS_LIST (value))
    return to_fps (value);
  for (guint i = 0; i < gst_value_list_get_size (value); i++) {
    int fps = to_fps (gst_value_list_get_value (value, i));

    if (i == 0 || abs (fps - wanted) < abs (best - wanted))
      best = fps;
  }
  return best;
}

/* A picture that is too slow is worse than one that is too small; decoding JPEG costs a little. */
static int
cost (const Offer *offer,
      int          height,
      int          fps)
{
  int slow = MAX (0, fps - offer->fps) * 200;
  int small = MAX (0, height - offer->height) * 4;
  int large = MAX (0, offer->height - height) * 2;
  int odd = abs (offer->width * 9 - offer->height * 16) / 16;

  return slow + small + large + odd + (offer->jpeg ? 300 : 0);
}

static gboolean
read_offer (const GstStructure *structure,
            int                 height,
            int                 fps,
            Offer              *offer)
{
  offer->jpeg = gst_structure_has_name (structure, "image/jpeg");
  if (!offer->jpeg && !gst_structure_has_name (structure, "video/x-raw"))
    return FALSE;
  offer->height = nearest_int (structure, "height", height);
  offer->width = nearest_int (structure, "width", height * 16 / 9);
  offer->fps = nearest_fps (structure, fps);
  return offer->fps > 0;
}

/**
 * cs_camera_mode_choose:
 * @offered: what the camera says it can do
 * @height: how high the picture should be, in pixels
 * @fps: how many pictures a second there should be
 *
 * Picks the size and rate that come nearest to what is wanted. Only plain and JPEG pictures are taken: nothing
 * else that a camera may send is ever decoded.
 *
 * Returns: (transfer full): how to run it; its caps are %NULL when it offers nothing that can be chosen
 */
CsCameraMode
cs_camera_mode_choose (const GstCaps *offered,
                       int            height,
                       int            fps)
{
  int best_cost = G_MAXINT;
  CsCameraMode mode = { NULL, FALSE };

  for (guint i = 0; i < gst_caps_get_size (offered); i++) {
    const GstStructure *structure = gst_caps_get_structure (offered, i);
    Offer offer;

    /* Pictures in the memory of a graphics card are another matter. */
    if (!gst_caps_features_is_equal (gst_caps_get_features (offered, i), GST_CAPS_FEATURES_MEMORY_SYSTEM_MEMORY))
      continue;
    if (!read_offer (structure, height, fps, &offer) || cost (&offer, height, fps) >= best_cost)
      continue;
    best_cost = cost (&offer, height, fps);
    g_clear_pointer (&mode.caps, gst_caps_unref);
    mode.jpeg = offer.jpeg;
    mode.caps = gst_caps_new_simple (gst_structure_get_name (structure), "width", G_TYPE_INT, offer.width, "height",
                                     G_TYPE_INT, offer.height, NULL);
    if (gst_structure_has_field (structure, "framerate"))
      gst_caps_set_simple (mode.caps, "framerate", GST_TYPE_FRACTION_RANGE, MAX (offer.fps - 1, 1), 1, offer.fps + 1,
                           1, NULL);
  }
  return mode;
}

/**
 * cs_camera_mode_find_height:
 * @offered: what a camera says it can do
 *
 * Returns: the height of the largest picture that it gives at a rate that looks like movement; 0 when it does not say
 */
int
cs_camera_mode_find_height (const GstCaps *offered)
{
  int best = 0;

  for (guint i = 0; i < gst_caps_get_size (offered); i++) {
    const GstStructure *structure = gst_caps_get_structure (offered, i);
    Offer offer;

    if (gst_structure_has_field (structure, "height") && read_offer (structure, MAX_HEIGHT, FLUID_FPS, &offer) &&
        offer.fps >= FLUID_FPS)
      best = MAX (best, offer.height);
  }
  return best;
}

/**
 * cs_camera_mode_clear:
 * @self: a mode
 */
void
cs_camera_mode_clear (CsCameraMode *self)
{
  g_clear_pointer (&self->caps, gst_caps_unref);
}

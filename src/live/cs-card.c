/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-card.h"

#define N_PLANES 3
#define BLACK_LUMA 16
#define LUMA_RANGE 219
#define GREY_CHROMA 128
#define CHROMA_RANGE 224

/* The planes of I420, each with how opaque it is; colours hold their share of it already. */
typedef struct {
  int width;
  int height;
  guint8 *colour;
  guint8 *alpha; /* of the first two planes; the third shares the second's */
} Plane;

struct _CsCard {
  int width; /* even, as is the height */
  int height;
  Plane planes[N_PLANES];
};

/* One pixel, its colours times its opacity, 0 to 255. */
typedef struct {
  double red;
  double green;
  double blue;
  double alpha;
} Pixel;

static void
clear (gpointer data)
{
  CsCard *self = data;

  for (guint i = 0; i < N_PLANES; i++)
    g_free (self->planes[i].colour);
  for (guint i = 0; i < 2; i++)
    g_free (self->planes[i].alpha);
}

/* Outside there is nothing. */
static Pixel
read_pixel (const guint32 *row,
            int            width,
            int            x)
{
  guint32 value = row != NULL && x < width ? row[x] : 0;

  return (Pixel){ value >> 16 & 0xff, value >> 8 & 0xff, value & 0xff, value >> 24 };
}

static guint8
to_byte (double value)
{
  return CLAMP (value + 0.5, 0, 255);
}

typedef struct {
  double red;
  double green;
  double blue;
} Weights;

static double
get_light (const Weights *weights,
           const Pixel   *pixel)
{
  return weights->red * pixel->red + weights->green * pixel->green + weights->blue * pixel->blue;
}

static void
fill_luma (CsCard        *self,
           const Weights *weights,
           const guint32 *row,
           int            width,
           int            y)
{
  Plane *plane = &self->planes[0];

  for (int x = 0; x < self->width; x++) {
    Pixel pixel = read_pixel (row, width, x);

    plane->colour[y * plane->width + x] =
        to_byte ((BLACK_LUMA * pixel.alpha + LUMA_RANGE * get_light (weights, &pixel)) / 255);
    plane->alpha[y * plane->width + x] = pixel.alpha;
  }
}

static Pixel
read_four (const guint32 *above,
           const guint32 *below,
           int            width,
           int            x)
{
  const Pixel pixels[] = { read_pixel (above, width, x), read_pixel (above, width, x + 1),
                           read_pixel (below, width, x), read_pixel (below, width, x + 1) };
  Pixel mean = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (pixels); i++) {
    mean.red += pixels[i].red / 4;
    mean.green += pixels[i].green / 4;
    mean.blue += pixels[i].blue / 4;
    mean.alpha += pixels[i].alpha / 4;
  }
  return mean;
}

static void
fill_chroma (CsCard        *self,
             const Weights *weights,
             const guint32 *above,
             const guint32 *below,
             int            width,
             int            y)
{
  for (int x = 0; x < self->width / 2; x++) {
    Pixel pixel = read_four (above, below, width, 2 * x);
    double light = get_light (weights, &pixel);
    double blue = (pixel.blue - light) / (2 * (1 - weights->blue)), red = (pixel.red - light) / (2 * (1 - weights->red));
    int at = y * self->width / 2 + x;

    self->planes[1].colour[at] = to_byte ((GREY_CHROMA * pixel.alpha + CHROMA_RANGE * blue) / 255);
    self->planes[2].colour[at] = to_byte ((GREY_CHROMA * pixel.alpha + CHROMA_RANGE * red) / 255);
    self->planes[1].alpha[at] = to_byte (pixel.alpha);
  }
}

static Weights
find_weights (const GstVideoInfo *info)
{
  Weights weights = { 0.2126, 0, 0.0722 };

  gst_video_color_matrix_get_Kr_Kb (info->colorimetry.matrix, &weights.red, &weights.blue);
  weights.green = 1 - weights.red - weights.blue;
  return weights;
}

/* Short and without a branch: the compiler makes it work on many pixels at once. */
static void
lay_row (guint8       *below,
         const guint8 *colour,
         const guint8 *alpha,
         int           n,
         guint16       opacity)
{
  for (int i = 0; i < n; i++) {
    guint16 covers = (guint16) (alpha[i] * opacity) >> 8;
    guint16 shines = 255 - covers;
    guint16 rest = (guint16) (below[i] * shines + 128);

    below[i] = (guint8) ((guint16) ((colour[i] * opacity) >> 8) + ((rest + (rest >> 8)) >> 8));
  }
}

static void
lay_plane (const Plane   *plane,
           const guint8  *alpha,
           GstVideoFrame *frame,
           guint          i,
           int            x,
           int            y,
           guint          opacity)
{
  int stride = GST_VIDEO_FRAME_PLANE_STRIDE (frame, i);
  int left = MAX (x, 0), right = MIN (x + plane->width, GST_VIDEO_FRAME_COMP_WIDTH (frame, i));
  int top = MAX (y, 0), bottom = MIN (y + plane->height, GST_VIDEO_FRAME_COMP_HEIGHT (frame, i));
  guint8 *below = GST_VIDEO_FRAME_PLANE_DATA (frame, i);

  for (int row = top; row < bottom && left < right; row++) {
    gsize from = (gsize) (row - y) * plane->width + (left - x);

    lay_row (below + (gsize) row * stride + left, plane->colour + from, alpha + from, right - left, opacity);
  }
}

/**
 * cs_card_new:
 * @info: the pictures that it is for: I420
 * @width: in pixels
 * @height: in pixels
 * @pixels: as Cairo's ARGB32
 * @stride: bytes from one row to the next
 *
 * Returns: (transfer full): a card with a copy of @pixels
 */
CsCard *
cs_card_new (const GstVideoInfo *info,
             int                 width,
             int                 height,
             const guint8       *pixels,
             gsize               stride)
{
  CsCard *self = g_atomic_rc_box_new0 (CsCard);
  Weights weights = find_weights (info);

  self->width = GST_ROUND_UP_2 (width);
  self->height = GST_ROUND_UP_2 (height);
  for (guint i = 0; i < N_PLANES; i++) {
    Plane *plane = &self->planes[i];

    plane->width = i == 0 ? self->width : self->width / 2;
    plane->height = i == 0 ? self->height : self->height / 2;
    plane->colour = g_malloc ((gsize) plane->width * plane->height);
    plane->alpha = i < 2 ? g_malloc ((gsize) plane->width * plane->height) : NULL;
  }
  for (int y = 0; y < self->height; y += 2) {
    const guint32 *above = (const guint32 *) (const void *) (pixels + y * stride);
    const guint32 *below = y + 1 < height ? (const guint32 *) (const void *) (pixels + (y + 1) * stride) : NULL;

    fill_luma (self, &weights, above, width, y);
    fill_luma (self, &weights, below, width, y + 1);
    fill_chroma (self, &weights, above, below, width, y / 2);
  }
  return self;
}

/**
 * cs_card_ref:
 * @self: a card
 *
 * Returns: (transfer full): the same
 */
CsCard *
cs_card_ref (CsCard *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * cs_card_unref:
 * @self: (transfer full): a card
 */
void
cs_card_unref (CsCard *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/**
 * cs_card_lay:
 * @self: a card
 * @frame: a picture, mapped for writing
 * @x: where, in pixels; what is outside of the picture is left out
 * @y: where, in pixels
 * @opacity: from 0 to %CS_CARD_OPAQUE
 */
void
cs_card_lay (const CsCard  *self,
             GstVideoFrame *frame,
             int            x,
             int            y,
             guint          opacity)
{
  x &= ~1;
  y &= ~1;
  for (guint i = 0; i < N_PLANES; i++) {
    const Plane *plane = &self->planes[i];

    lay_plane (plane, self->planes[MIN (i, 1)].alpha, frame, i, i == 0 ? x : x / 2, i == 0 ? y : y / 2, opacity);
  }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-titler-draw.h"

#include "cs-titler-canvas.h"
#include "cs-text.h"

#include <string.h>

/* The same measures as the overlay's own style sheet. */
#define SAFE_X 0.05
#define SAFE_Y 0.05
#define LIFT 26.0
#define BAR 8.0
#define RADIUS 10.0
#define PAD_NEAR 27.0
#define PAD_FAR 35.0
#define PAD_TOP 20.0
#define PAD_BOTTOM 23.0
#define NAME_SIZE 30.0
#define HANDLE_SIZE 24.0
#define TEXT_SIZE 44.0
#define SMALLEST_TEXT_SIZE 32.0
#define TEXT_LINES 2
#define MAX_NAME 1000.0
#define GAP 16.0
#define AVATAR 104.0
#define AVATAR_GAP 24.0
#define TITLE_SIZE 30.0
#define MAX_TITLE 900.0
#define LOGO_WIDTH 300.0
#define LOGO_HEIGHT 130.0
#define MARK_SIZE 24.0
#define SHOW_SIZE 84.0
#define WORDS_SIZE 36.0
#define HEART 56.0

#define ACCENT 0xf6d32dffu
#define BACKGROUND 0x0e0f18f0u
#define BACKDROP 0x0e0f18ffu
#define WHITE 0xffffffffu
#define DIM 0xc9c8d2ffu
#define REHEARSAL 0x9141acffu

/* What the lower third says, laid out. */
typedef struct {
  PangoLayout *name;
  PangoLayout *handle; /* (nullable) */
  PangoLayout *text;
  double name_width;
  double name_height;
  double handle_width;
  double handle_height;
  double text_width;
  double text_height;
  double avatar; /* width and gap; 0 for none */
  gboolean mirrored;
  double width;
  double height;
} Third;

static double
get_width (const GstVideoInfo *info)
{
  return CS_CANVAS_LINES * GST_VIDEO_INFO_WIDTH (info) / GST_VIDEO_INFO_HEIGHT (info);
}

/* As large as it can be read, as small as it must be. */
static PangoLayout *
fit_text (CsCanvas   *canvas,
          const char *text,
          double      width)
{
  g_autofree char *line = g_strdelimit (g_strdup (text), "\n", ' ');

  for (double size = TEXT_SIZE;; size -= 4) {
    PangoLayout *layout = cs_canvas_lay_out (canvas, line, size, TRUE, width, TEXT_LINES);

    if (!pango_layout_is_ellipsized (layout) || size <= SMALLEST_TEXT_SIZE)
      return layout;
    g_object_unref (layout);
  }
}

/* Each layout only as wide as its text: right-to-left text stands at the right edge of its layout. */
static void
shrink (PangoLayout *layout,
        double      *width,
        double      *height)
{
  cs_canvas_measure (layout, width, height);
  pango_layout_set_width (layout, (*width + 1) * PANGO_SCALE);
  *width += 1;
}

static void
third_lay_out (Third            *third,
               CsCanvas         *canvas,
               const CsSnapshot *snapshot,
               gboolean          avatar,
               double            room)
{
  const CsPost *post = snapshot->post;
  g_autofree char *handle = g_strconcat ("@", post->handle[0] == '@' ? post->handle + 1 : post->handle, NULL);

  third->avatar = avatar ? AVATAR + AVATAR_GAP : 0;
  room -= BAR + PAD_NEAR + PAD_FAR + third->avatar;
  third->mirrored = cs_text_get_direction (post->text) == CS_TEXT_RIGHT_TO_LEFT;
  third->name = cs_canvas_lay_out (canvas, post->name, NAME_SIZE, TRUE, MAX_NAME, 1);
  shrink (third->name, &third->name_width, &third->name_height);
  if (post->handle[0] != '\0' && strcmp (post->handle, post->name) != 0) {
    third->handle = cs_canvas_lay_out (canvas, handle, HANDLE_SIZE, FALSE, room - third->name_width - GAP, 1);
    shrink (third->handle, &third->handle_width, &third->handle_height);
    third->handle_width += GAP;
  }
  third->text = fit_text (canvas, post->text, room);
  shrink (third->text, &third->text_width, &third->text_height);
  third->width = BAR + PAD_NEAR + PAD_FAR + third->avatar + MAX (third->name_width + third->handle_width, third->text_width);
  third->height = PAD_TOP + PAD_BOTTOM + MAX (third->name_height + third->text_height, avatar ? AVATAR : 0);
}

static void
third_clear (Third *third)
{
  g_clear_object (&third->name);
  g_clear_object (&third->handle);
  g_clear_object (&third->text);
}

/* From the edge where reading begins. */
static double
get_x (const Third *third,
       double       from,
       double       width)
{
  return third->mirrored ? third->width - from - width : from;
}

static void
draw_panel (const Third *third,
            CsCanvas    *canvas)
{
  cs_canvas_trace_round (canvas, 0, 0, third->width, third->height, RADIUS);
  cairo_clip (canvas->cairo);
  cs_canvas_set_colour (canvas, BACKGROUND);
  cairo_paint (canvas->cairo);
  cs_canvas_set_colour (canvas, ACCENT);
  cairo_rectangle (canvas->cairo, get_x (third, 0, BAR), 0, BAR, third->height);
  cairo_fill (canvas->cairo);
}

static void
draw_avatar (const Third          *third,
             CsCanvas             *canvas,
             const CsTitlerBitmap *avatar)
{
  double x = get_x (third, BAR + PAD_NEAR, AVATAR), y = (third->height - AVATAR) / 2;

  cairo_save (canvas->cairo);
  cairo_arc (canvas->cairo, x + AVATAR / 2, y + AVATAR / 2, AVATAR / 2, 0, 2 * G_PI);
  cairo_clip (canvas->cairo);
  cs_canvas_paint (canvas, avatar, x, y, AVATAR, AVATAR);
  cairo_restore (canvas->cairo);
}

static void
write_third (const Third *third,
             CsCanvas    *canvas)
{
  double from = BAR + PAD_NEAR + third->avatar;
  double top = (third->height - third->name_height - third->text_height - PAD_BOTTOM + PAD_TOP) / 2;
  double base = top + (double) pango_layout_get_baseline (third->name) / PANGO_SCALE;

  cs_canvas_set_colour (canvas, WHITE);
  cs_canvas_write (canvas, third->name, get_x (third, from, third->name_width), top);
  cs_canvas_write (canvas, third->text, get_x (third, from, third->text_width), top + third->name_height);
  if (third->handle == NULL)
    return;
  cs_canvas_set_colour (canvas, DIM);
  cs_canvas_write (canvas, third->handle,
                   get_x (third, from + third->name_width + GAP, third->handle_width - GAP),
                   base - (double) pango_layout_get_baseline (third->handle) / PANGO_SCALE);
}

static CsTitlerDrawn *
make_drawn (CsCanvas           *canvas,
            const GstVideoInfo *info,
            double              x,
            double              y)
{
  CsTitlerDrawn *drawn = g_new (CsTitlerDrawn, 1);

  *drawn = (CsTitlerDrawn){ cs_canvas_make_card (canvas, info), x * canvas->scale, y * canvas->scale };
  cs_canvas_close (canvas);
  return drawn;
}

/* A line of text on a ground of its own. */
static CsTitlerDrawn *
draw_label (const GstVideoInfo *info,
            const char         *text,
            double              size,
            guint32             ground,
            guint32             edge,
            double              x,
            double              y)
{
  CsCanvas canvas, ruler;
  PangoLayout *layout;
  double width, height;

  cs_canvas_open (&ruler, info, 1, 1);
  layout = cs_canvas_lay_out (&ruler, text, size, TRUE, MAX_TITLE, 1);
  shrink (layout, &width, &height);
  cs_canvas_open (&canvas, info, width + size * 1.4 + BAR, height + size * 0.5);
  cs_canvas_trace_round (&canvas, 0, 0, width + size * 1.4 + BAR, height + size * 0.5, RADIUS);
  cairo_clip (canvas.cairo);
  cs_canvas_set_colour (&canvas, ground);
  cairo_paint (canvas.cairo);
  cs_canvas_set_colour (&canvas, edge);
  cairo_rectangle (canvas.cairo, 0, 0, BAR, height + size);
  cairo_fill (canvas.cairo);
  cs_canvas_set_colour (&canvas, WHITE);
  cs_canvas_write (&canvas, layout, BAR + size * 0.7, size * 0.25);
  g_object_unref (layout);
  cs_canvas_close (&ruler);
  return make_drawn (&canvas, info, x, y);
}

/* Returns: where it ends. */
static double
write_centred (CsCanvas   *canvas,
               const char *text,
               double      size,
               gboolean    bold,
               double      y,
               double      width)
{
  PangoLayout *layout = cs_canvas_lay_out (canvas, text, size, bold, width * (1 - 4 * SAFE_X), 2);

  double text_width, height;

  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  cs_canvas_write (canvas, layout, width * 2 * SAFE_X, y);
  cs_canvas_measure (layout, &text_width, &height);
  g_object_unref (layout);
  return y + height;
}

/**
 * cs_titler_bitmap_copy:
 * @self: a bitmap that holds nothing
 * @other: another bitmap
 *
 * Makes it the same; the pixels are shared.
 */
void
cs_titler_bitmap_copy (CsTitlerBitmap       *self,
                       const CsTitlerBitmap *other)
{
  *self = *other;
  if (other->pixels != NULL)
    g_bytes_ref (other->pixels);
}

/**
 * cs_titler_bitmap_clear:
 * @self: a bitmap
 */
void
cs_titler_bitmap_clear (CsTitlerBitmap *self)
{
  g_clear_pointer (&self->pixels, g_bytes_unref);
}

/**
 * cs_titler_drawn_free:
 * @self: (transfer full): a drawing
 */
void
cs_titler_drawn_free (gpointer self)
{
  cs_card_unref (((CsTitlerDrawn *) self)->card);
  g_free (self);
}

/**
 * cs_titler_draw_post:
 * @info: the pictures that it is for
 * @snapshot: a post, as the program took it
 * @avatar: (nullable): its author's picture
 *
 * Returns: (transfer full): the lower third
 */
CsTitlerDrawn *
cs_titler_draw_post (const GstVideoInfo   *info,
                     const CsSnapshot     *snapshot,
                     const CsTitlerBitmap *avatar)
{
  double width = get_width (info);
  Third third = { NULL };
  CsCanvas canvas, ruler;

  cs_canvas_open (&ruler, info, 1, 1);
  third_lay_out (&third, &ruler, snapshot, avatar != NULL, width * (1 - 2 * SAFE_X));
  cs_canvas_open (&canvas, info, third.width, third.height);
  draw_panel (&third, &canvas);
  if (avatar != NULL)
    draw_avatar (&third, &canvas, avatar);
  write_third (&third, &canvas);
  third_clear (&third);
  cs_canvas_close (&ruler);
  return make_drawn (&canvas, info, third.mirrored ? width * (1 - SAFE_X) - third.width : width * SAFE_X,
                     CS_CANVAS_LINES * (1 - SAFE_Y) - LIFT - third.height);
}

/**
 * cs_titler_draw_title:
 * @info: the pictures that it is for
 * @title: the show's own words, made safe
 *
 * Returns: (transfer full): the title bar
 */
CsTitlerDrawn *
cs_titler_draw_title (const GstVideoInfo *info,
                      const char         *title)
{
  return draw_label (info, title, TITLE_SIZE, BACKGROUND, ACCENT, get_width (info) * SAFE_X, CS_CANVAS_LINES * SAFE_Y);
}

/**
 * cs_titler_draw_logo:
 * @info: the pictures that it is for
 * @logo: the show's logo
 *
 * Returns: (transfer full): the same, where it belongs
 */
CsTitlerDrawn *
cs_titler_draw_logo (const GstVideoInfo   *info,
                     const CsTitlerBitmap *logo)
{
  double scale = MIN (LOGO_WIDTH / MAX (logo->width, 1), LOGO_HEIGHT / MAX (logo->height, 1));
  double width = logo->width * scale, height = logo->height * scale;
  CsCanvas canvas;

  cs_canvas_open (&canvas, info, width, height);
  cs_canvas_paint (&canvas, logo, 0, 0, width, height);
  return make_drawn (&canvas, info, get_width (info) * (1 - SAFE_X) - width, CS_CANVAS_LINES * SAFE_Y);
}

/**
 * cs_titler_draw_mark:
 * @info: the pictures that it is for
 * @words: that it is a rehearsal
 *
 * Returns: (transfer full): a mark at the lower left, under the lower third
 */
CsTitlerDrawn *
cs_titler_draw_mark (const GstVideoInfo *info,
                     const char         *words)
{
  return draw_label (info, words, MARK_SIZE, REHEARSAL, REHEARSAL, get_width (info) * SAFE_X, CS_CANVAS_LINES * 0.13);
}

/**
 * cs_titler_draw_slate:
 * @info: the pictures that it is for
 * @show: the show's name, made safe
 * @words: what to say to viewers
 *
 * Returns: (transfer full): the picture of standby
 */
GstBuffer *
cs_titler_draw_slate (const GstVideoInfo *info,
                      const char         *show,
                      const char         *words)
{
  GstBuffer *buffer = gst_buffer_new_allocate (NULL, GST_VIDEO_INFO_SIZE (info), NULL);
  double width = get_width (info);
  g_autoptr (CsCard) card = NULL;
  GstVideoFrame frame;
  CsCanvas canvas;
  double bottom;

  cs_canvas_open (&canvas, info, width, CS_CANVAS_LINES);
  cs_canvas_set_colour (&canvas, BACKDROP);
  cairo_paint (canvas.cairo);
  cs_canvas_set_colour (&canvas, ACCENT);
  cairo_rectangle (canvas.cairo, width / 2 - 90, CS_CANVAS_LINES * 0.40 - 40, 180, BAR);
  cairo_fill (canvas.cairo);
  cs_canvas_set_colour (&canvas, WHITE);
  bottom = write_centred (&canvas, show, SHOW_SIZE, TRUE, CS_CANVAS_LINES * 0.40, width);
  cs_canvas_set_colour (&canvas, DIM);
  write_centred (&canvas, words, WORDS_SIZE, FALSE, bottom + WORDS_SIZE, width);
  card = cs_canvas_make_card (&canvas, info);
  cs_canvas_close (&canvas);
  if (gst_video_frame_map (&frame, info, buffer, GST_MAP_WRITE)) {
    cs_card_lay (card, &frame, 0, 0, CS_CARD_OPAQUE);
    gst_video_frame_unmap (&frame);
  }
  return buffer;
}

/**
 * cs_titler_draw_heart:
 * @info: the pictures that it is for
 * @rgb: its colour, 0xrrggbb
 *
 * Returns: (transfer full): a heart
 */
CsCard *
cs_titler_draw_heart (const GstVideoInfo *info,
                      guint32             rgb)
{
  CsCanvas canvas;
  CsCard *card;

  cs_canvas_open (&canvas, info, HEART, HEART);
  cairo_scale (canvas.cairo, HEART / 24, HEART / 24);
  cairo_move_to (canvas.cairo, 12, 21.5);
  cairo_curve_to (canvas.cairo, 4, 15, 1.5, 11.5, 1.5, 8);
  cairo_curve_to (canvas.cairo, 1.5, 4.5, 4.2, 2.5, 7, 2.5);
  cairo_curve_to (canvas.cairo, 9.2, 2.5, 11, 3.8, 12, 5.6);
  cairo_curve_to (canvas.cairo, 13, 3.8, 14.8, 2.5, 17, 2.5);
  cairo_curve_to (canvas.cairo, 19.8, 2.5, 22.5, 4.5, 22.5, 8);
  cairo_curve_to (canvas.cairo, 22.5, 11.5, 20, 15, 12, 21.5);
  cairo_close_path (canvas.cairo);
  cs_canvas_set_colour (&canvas, rgb << 8 | 0xff);
  cairo_fill_preserve (canvas.cairo);
  cs_canvas_set_colour (&canvas, 0xffffffd0u);
  cairo_set_line_width (canvas.cairo, 1.4);
  cairo_stroke (canvas.cairo);
  card = cs_canvas_make_card (&canvas, info);
  cs_canvas_close (&canvas);
  return card;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-stream-face-private.h"

#include "cs-avatar.h"
#include "cs-paint.h"
#include "cs-picture.h"

#define AVATAR_X 12
#define AVATAR_Y 8
#define HEAD_BASELINE 22
#define BODY_Y 28
#define SECOND_BASELINE 59
#define THUMB_Y 29
#define ICON_SIZE 14
#define GAP 6

/* A word or number with its icon, ending at @right; answers where it begins. */
static int
draw_word (const CsStreamContext *context,
           GtkSnapshot           *snapshot,
           PangoLayout           *layout,
           GtkIconPaintable      *icon,
           int                    right,
           const GdkRGBA         *colour)
{
  int size = cs_stream_context_scale (context, ICON_SIZE);
  int baseline = cs_stream_context_scale (context, HEAD_BASELINE);
  int x = right - cs_paint_get_width (layout);

  cs_paint_text (snapshot, layout, x, baseline, colour);
  x -= size + cs_stream_context_scale (context, 4);
  cs_paint_icon (snapshot, icon, x, baseline - size + cs_stream_context_scale (context, 2), size, colour);
  return x - cs_stream_context_scale (context, GAP + 1);
}

static int
draw_mark (CsStreamFace          *self,
           const CsStreamContext *context,
           GtkSnapshot           *snapshot,
           int                    right)
{
  int width = cs_paint_get_width (self->texts[CS_STREAM_TEXT_MARK]) + cs_stream_context_scale (context, 8);
  int baseline = cs_stream_context_scale (context, HEAD_BASELINE);

  cs_paint_frame (snapshot,
                 &GRAPHENE_RECT_INIT (right - width, baseline - cs_stream_context_scale (context, 13), width,
                                      cs_stream_context_scale (context, 17)),
                 4, &context->dim);
  cs_paint_text (snapshot, self->texts[CS_STREAM_TEXT_MARK], right - width + cs_stream_context_scale (context, 4),
             baseline - cs_stream_context_scale (context, 1), &context->dim);
  return right - width - cs_stream_context_scale (context, GAP);
}

static int
draw_alike (CsStreamFace          *self,
            const CsStreamContext *context,
            GtkSnapshot           *snapshot,
            int                    right)
{
  int height = cs_stream_context_scale (context, 19);
  int width = cs_paint_get_width (self->texts[CS_STREAM_TEXT_ALIKE]) + cs_stream_context_scale (context, 15);
  int baseline = cs_stream_context_scale (context, HEAD_BASELINE);
  GdkRGBA fill = context->text;

  fill.alpha *= .16f;
  cs_paint_fill (snapshot,
                &GRAPHENE_RECT_INIT (right - width, baseline - cs_stream_context_scale (context, 14), width,
                                     height),
                height / 2.f, &fill);
  cs_paint_text (snapshot, self->texts[CS_STREAM_TEXT_ALIKE], right - width + cs_stream_context_scale (context, 7.5), baseline,
             &context->text);
  return right - width - cs_stream_context_scale (context, GAP + 1);
}

/* From the right edge inwards; answers where the name has to end. */
static int
draw_head_end (CsStreamFace          *self,
               const CsStreamContext *context,
               GtkSnapshot           *snapshot,
               int                    width)
{
  int x = width - cs_stream_context_scale (context, CS_STREAM_EDGE);

  x = draw_mark (self, context, snapshot, x);
  x -= cs_paint_get_width (self->texts[CS_STREAM_TEXT_AGE]);
  cs_paint_text (snapshot, self->texts[CS_STREAM_TEXT_AGE], x, cs_stream_context_scale (context, HEAD_BASELINE), &context->dim);
  x -= cs_stream_context_scale (context, GAP + 1);
  if (self->texts[CS_STREAM_TEXT_WORD] != NULL)
    x = draw_word (context, snapshot, self->texts[CS_STREAM_TEXT_WORD], context->look_icons[self->look], x,
                   &context->looks[self->look]);
  if (self->texts[CS_STREAM_TEXT_HINTS] != NULL)
    x = draw_word (context, snapshot, self->texts[CS_STREAM_TEXT_HINTS], context->hint_icon, x, &context->attention);
  if (self->texts[CS_STREAM_TEXT_ALIKE] != NULL)
    x = draw_alike (self, context, snapshot, x);
  return x;
}

static void
fit (PangoLayout *layout,
     int          width)
{
  pango_layout_set_width (layout, -1);
  if (cs_paint_get_width (layout) > width)
    pango_layout_set_width (layout, width * PANGO_SCALE);
}

/* The name first: the handle has what the name leaves, and goes when that is next to nothing. */
static void
draw_name (CsStreamFace          *self,
           const CsStreamContext *context,
           GtkSnapshot           *snapshot,
           int                    right)
{
  int x = cs_stream_context_scale (context, CS_STREAM_TEXT_LEFT);
  int baseline = cs_stream_context_scale (context, HEAD_BASELINE);

  fit (self->texts[CS_STREAM_TEXT_NAME], MAX (right - x, 1));
  cs_paint_text (snapshot, self->texts[CS_STREAM_TEXT_NAME], x, baseline, self->dim ? &context->dim : &context->text);
  x += cs_paint_get_width (self->texts[CS_STREAM_TEXT_NAME]) + cs_stream_context_scale (context, GAP);
  if (self->texts[CS_STREAM_TEXT_HANDLE] == NULL || right - x < cs_stream_context_scale (context, 30))
    return;
  fit (self->texts[CS_STREAM_TEXT_HANDLE], right - x);
  cs_paint_text (snapshot, self->texts[CS_STREAM_TEXT_HANDLE], x, baseline, &context->dim);
}

static void
draw_thumb (CsStreamFace          *self,
            const CsStreamContext *context,
            GtkSnapshot           *snapshot,
            int                    x,
            GdkTexture            *texture)
{
  int y = cs_stream_context_scale (context, THUMB_Y);
  int icon = cs_stream_context_scale (context, ICON_SIZE);
  int icon_x = x + (CS_STREAM_THUMB_WIDTH - icon) / 2;
  int icon_y = y + (CS_STREAM_THUMB_HEIGHT - icon) / 2;
  graphene_rect_t area = GRAPHENE_RECT_INIT (x, y, CS_STREAM_THUMB_WIDTH, CS_STREAM_THUMB_HEIGHT);

  if (texture != NULL && !self->sensitive)
    cs_picture_snapshot_cover (snapshot, texture, &area, 6);
  else
    cs_paint_fill (snapshot, &area, 6, &context->field);
  if (self->sensitive)
    cs_paint_icon (snapshot, context->hint_icon, icon_x, icon_y, icon, &context->attention);
  else if (self->has_video)
    cs_paint_icon (snapshot, context->video_icon, icon_x, icon_y, icon,
               texture != NULL ? &(GdkRGBA){ 1, 1, 1, 1 } : &context->dim);
  else if (texture == NULL)
    cs_paint_icon (snapshot, context->picture_icon, icon_x, icon_y, icon, &context->dim);
}

static void
draw_body (CsStreamFace          *self,
           const CsStreamContext *context,
           GtkSnapshot           *snapshot,
           int                    right)
{
  int x = cs_stream_context_scale (context, CS_STREAM_TEXT_LEFT);
  const GdkRGBA *colour = self->dim ? &context->dim : &context->text;

  pango_layout_set_width (self->texts[CS_STREAM_TEXT_BODY], MAX (right - x, 1) * PANGO_SCALE);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, cs_stream_context_scale (context, BODY_Y)));
  gtk_snapshot_append_layout (snapshot, self->texts[CS_STREAM_TEXT_BODY], colour);
  gtk_snapshot_restore (snapshot);
  cs_paint_text (snapshot, self->texts[CS_STREAM_TEXT_SECOND], x, cs_stream_context_scale (context, SECOND_BASELINE),
             &context->dim);
}

/* A row whose post has not been read from the show file yet: its places, without anything in them. */
static void
draw_placeholder (const CsStreamContext *context,
                  GtkSnapshot           *snapshot,
                  int                    width)
{
  int x = cs_stream_context_scale (context, CS_STREAM_TEXT_LEFT);
  int right = width - cs_stream_context_scale (context, CS_STREAM_EDGE);
  int height = cs_stream_context_scale (context, 9);

  cs_paint_fill (snapshot,
                &GRAPHENE_RECT_INIT (AVATAR_X, AVATAR_Y, CS_STREAM_AVATAR_SIZE, CS_STREAM_AVATAR_SIZE),
                CS_STREAM_AVATAR_SIZE / 2.f, &context->field);
  cs_paint_fill (snapshot,
                &GRAPHENE_RECT_INIT (x, cs_stream_context_scale (context, 13), (right - x) / 2, height), 4,
                &context->field);
  cs_paint_fill (snapshot, &GRAPHENE_RECT_INIT (x, cs_stream_context_scale (context, 35), right - x, height), 4,
                &context->field);
}

/**
 * cs_stream_face_snapshot:
 * @self: a face
 * @context: what the rows share
 * @snapshot: where to draw
 * @width: of the row, in pixels
 * @avatar: (nullable): the author's picture
 * @thumb: (nullable): the first attachment's picture
 */
void
cs_stream_face_snapshot (CsStreamFace          *self,
                         const CsStreamContext *context,
                         GtkSnapshot           *snapshot,
                         int                    width,
                         GdkTexture            *avatar,
                         GdkTexture            *thumb)
{
  int right = width - cs_stream_context_scale (context, CS_STREAM_EDGE);

  if (!self->loaded) {
    draw_placeholder (context, snapshot, width);
    return;
  }
  cs_avatar_snapshot (snapshot, &GRAPHENE_POINT_INIT (AVATAR_X, AVATAR_Y), CS_STREAM_AVATAR_SIZE, self->colour,
                      self->texts[CS_STREAM_TEXT_INITIALS], avatar);
  draw_name (self, context, snapshot, draw_head_end (self, context, snapshot, width));
  if (self->has_thumb) {
    right -= CS_STREAM_THUMB_WIDTH;
    draw_thumb (self, context, snapshot, right, thumb);
    right -= cs_stream_context_scale (context, GAP);
  }
  draw_body (self, context, snapshot, right);
}

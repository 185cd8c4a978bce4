/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-frame.h"

#define TEST_WIDTH 1280
#define TEST_HEIGHT 720
#define N_BARS 7

/* Muted bars: nothing in the window may be louder than what is on air. */
static const GdkRGBA bars[N_BARS] = {
  { 0.52f, 0.52f, 0.54f, 1 }, { 0.50f, 0.47f, 0.26f, 1 }, { 0.24f, 0.45f, 0.47f, 1 }, { 0.25f, 0.42f, 0.28f, 1 },
  { 0.43f, 0.28f, 0.45f, 1 }, { 0.44f, 0.29f, 0.28f, 1 }, { 0.25f, 0.29f, 0.47f, 1 },
};

struct _CsFrame {
  GObject parent_instance;

  GdkTexture *texture; /* (nullable) */
  gboolean mirrored;
};

static void
snapshot_test (GdkSnapshot *snapshot,
               double       width,
               double       height)
{
  float bar = width / N_BARS;

  for (int i = 0; i < N_BARS; i++) {
    gtk_snapshot_append_color (snapshot, &bars[i], &GRAPHENE_RECT_INIT (i * bar, 0, bar + 1, height * 0.75f));
    gtk_snapshot_append_color (snapshot,
                               &(GdkRGBA){ i / (N_BARS - 1.f) * 0.6f, i / (N_BARS - 1.f) * 0.6f,
                                           i / (N_BARS - 1.f) * 0.6f, 1 },
                               &GRAPHENE_RECT_INIT (i * bar, height * 0.75f, bar + 1, height * 0.25f));
  }
}

static void
cs_frame_snapshot (GdkPaintable *paintable,
                   GdkSnapshot  *snapshot,
                   double        width,
                   double        height)
{
  CsFrame *self = CS_FRAME (paintable);

  if (self->texture == NULL) {
    snapshot_test (snapshot, width, height);
    return;
  }
  gtk_snapshot_save (snapshot);
  if (self->mirrored) {
    gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (width, 0));
    gtk_snapshot_scale (snapshot, -1, 1);
  }
  gdk_paintable_snapshot (GDK_PAINTABLE (self->texture), snapshot, width, height);
  gtk_snapshot_restore (snapshot);
}

/* Always the same, though the pictures come in the size in which they are shown: the layout must not follow them. */
static int
cs_frame_get_intrinsic_width (GdkPaintable *paintable)
{
  return TEST_WIDTH;
}

static int
cs_frame_get_intrinsic_height (GdkPaintable *paintable)
{
  return TEST_HEIGHT;
}

static void
cs_frame_paintable_init (GdkPaintableInterface *iface)
{
  iface->snapshot = cs_frame_snapshot;
  iface->get_intrinsic_width = cs_frame_get_intrinsic_width;
  iface->get_intrinsic_height = cs_frame_get_intrinsic_height;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (CsFrame, cs_frame, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GDK_TYPE_PAINTABLE, cs_frame_paintable_init))

static void
cs_frame_finalize (GObject *object)
{
  CsFrame *self = CS_FRAME (object);

  g_clear_object (&self->texture);
  G_OBJECT_CLASS (cs_frame_parent_class)->finalize (object);
}

static void
cs_frame_class_init (CsFrameClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cs_frame_finalize;
}

static void
cs_frame_init (CsFrame *self)
{
}

/**
 * cs_frame_new:
 *
 * Returns: (transfer full): a test picture
 */
CsFrame *
cs_frame_new (void)
{
  return g_object_new (CS_TYPE_FRAME, NULL);
}

/**
 * cs_frame_show:
 * @self: a frame
 * @texture: (nullable): the newest picture; none goes back to the test picture
 *
 * Main thread. The one before it is dropped: nothing queues.
 */
void
cs_frame_show (CsFrame    *self,
               GdkTexture *texture)
{
  g_return_if_fail (CS_IS_FRAME (self));

  if (g_set_object (&self->texture, texture))
    gdk_paintable_invalidate_contents (GDK_PAINTABLE (self));
}

/**
 * cs_frame_set_mirrored:
 * @self: a frame
 * @mirrored: whether pictures are drawn as in a mirror; the test picture never is
 */
void
cs_frame_set_mirrored (CsFrame *self,
                       gboolean mirrored)
{
  g_return_if_fail (CS_IS_FRAME (self));

  if (self->mirrored == mirrored)
    return;
  self->mirrored = mirrored;
  gdk_paintable_invalidate_contents (GDK_PAINTABLE (self));
}

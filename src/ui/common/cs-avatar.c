/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-avatar.h"

#include "cs-display.h"
#include "cs-picture.h"

struct _CsAvatar {
  GtkWidget parent_instance;

  int size; /* application pixels */
  CsPost *post;
  CsPicture *picture;
  PangoLayout *initials;
};

G_DEFINE_FINAL_TYPE (CsAvatar, cs_avatar, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_SIZE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* White initials stand out on each; none is a colour that has a meaning here. */
static const GdkRGBA colours[CS_DISPLAY_N_COLOURS] = {
  { .69, .32, .60, 1 }, { .25, .56, .36, 1 }, { .48, .45, .42, 1 }, { .36, .56, .83, 1 },
  { .84, .38, .23, 1 }, { .77, .51, .18, 1 }, { .76, .30, .34, 1 }, { .49, .38, .77, 1 },
  { .19, .54, .60, 1 }, { .60, .54, .17, 1 },
};

static void
cs_avatar_measure (GtkWidget     *widget,
                   GtkOrientation orientation,
                   int            for_size,
                   int           *minimum,
                   int           *natural,
                   int           *minimum_baseline,
                   int           *natural_baseline)
{
  *minimum = *natural = CS_AVATAR (widget)->size;
}

static void
cs_avatar_draw (GtkWidget   *widget,
                GtkSnapshot *snapshot)
{
  CsAvatar *self = CS_AVATAR (widget);
  graphene_point_t origin = GRAPHENE_POINT_INIT ((gtk_widget_get_width (widget) - self->size) / 2,
                                                 (gtk_widget_get_height (widget) - self->size) / 2);

  if (self->post == NULL)
    return;
  if (self->initials == NULL)
    self->initials = cs_avatar_create_initials (widget, self->post, self->size);
  cs_avatar_snapshot (snapshot, &origin, self->size, cs_display_colour (self->post->account),
                      self->initials, cs_picture_get_texture (self->picture));
}

static void
cs_avatar_css_changed (GtkWidget         *widget,
                       GtkCssStyleChange *change)
{
  g_clear_object (&CS_AVATAR (widget)->initials);
  GTK_WIDGET_CLASS (cs_avatar_parent_class)->css_changed (widget, change);
}

static void
make_picture (CsAvatar *self)
{
  g_clear_object (&self->picture);
  self->picture = cs_picture_new (self->size, self->size);
  g_signal_connect_object (self->picture, "notify::texture", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
}

static void
cs_avatar_get_property (GObject    *object,
                        guint       prop_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  CsAvatar *self = CS_AVATAR (object);

  switch (prop_id) {
  case PROP_SIZE:
    g_value_set_int (value, self->size);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_avatar_set_property (GObject      *object,
                        guint         prop_id,
                        const GValue *value,
                        GParamSpec   *pspec)
{
  CsAvatar *self = CS_AVATAR (object);

  switch (prop_id) {
  case PROP_SIZE:
    cs_avatar_set_size (self, g_value_get_int (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_avatar_dispose (GObject *object)
{
  CsAvatar *self = CS_AVATAR (object);

  g_clear_object (&self->picture);
  g_clear_object (&self->initials);
  g_clear_pointer (&self->post, cs_post_unref);
  G_OBJECT_CLASS (cs_avatar_parent_class)->dispose (object);
}

static void
cs_avatar_class_init (CsAvatarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = cs_avatar_get_property;
  object_class->set_property = cs_avatar_set_property;
  object_class->dispose = cs_avatar_dispose;
  widget_class->measure = cs_avatar_measure;
  widget_class->snapshot = cs_avatar_draw;
  widget_class->css_changed = cs_avatar_css_changed;

  /**
   * CsAvatar:size:
   *
   * Its diameter in application pixels.
   */
  properties[PROP_SIZE] =
    g_param_spec_int ("size", NULL, NULL, 8, 512, 32,
                      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "csavatar");
  /* The name always stands beside it. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
cs_avatar_init (CsAvatar *self)
{
  self->size = 32;
  make_picture (self);
}

/**
 * cs_avatar_new:
 * @size: its diameter in application pixels
 *
 * Returns: (transfer floating): an avatar that shows nobody yet
 */
GtkWidget *
cs_avatar_new (int size)
{
  return g_object_new (CS_TYPE_AVATAR, "size", size, NULL);
}

/**
 * cs_avatar_set_size:
 * @self: an avatar that shows nobody yet
 * @size: its diameter in application pixels
 */
void
cs_avatar_set_size (CsAvatar *self,
                    int       size)
{
  g_return_if_fail (CS_IS_AVATAR (self) && size > 0);

  if (self->size == size)
    return;
  self->size = size;
  make_picture (self);
  g_clear_object (&self->initials);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIZE]);
}

/**
 * cs_avatar_show:
 * @self: an avatar
 * @loader: (nullable): where pictures come from; without one there are only initials
 * @post: (nullable): whose author to show, or none
 */
void
cs_avatar_show (CsAvatar        *self,
                CsPictureLoader *loader,
                CsPost          *post)
{
  g_return_if_fail (CS_IS_AVATAR (self));

  if (post != NULL)
    cs_post_ref (post);
  g_clear_pointer (&self->post, cs_post_unref);
  self->post = post;
  g_clear_object (&self->initials);
  cs_picture_show (self->picture, loader, post != NULL ? post->account->avatar_url : NULL,
                   gtk_widget_get_scale_factor (GTK_WIDGET (self)));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * cs_avatar_create_initials:
 * @widget: where they are drawn
 * @post: a sealed post
 * @size: the avatar's diameter in application pixels
 *
 * Returns: (transfer full): the initials of the post's author, for cs_avatar_snapshot()
 */
PangoLayout *
cs_avatar_create_initials (GtkWidget    *widget,
                           const CsPost *post,
                           int           size)
{
  g_autofree char *initials = cs_display_initials (post->name);
  PangoLayout *layout = gtk_widget_create_pango_layout (widget, initials);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_attr_list_insert (attributes, pango_attr_size_new_absolute (size * 13 / 32 * PANGO_SCALE));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  return layout;
}

/**
 * cs_avatar_snapshot:
 * @snapshot: where to draw
 * @origin: its top left corner
 * @size: its diameter in application pixels
 * @colour: as cs_display_colour() gives it
 * @initials: from cs_avatar_create_initials()
 * @texture: (nullable): the picture; without it the initials are drawn
 *
 * Draws an avatar where a widget of its own would cost too much.
 */
void
cs_avatar_snapshot (GtkSnapshot            *snapshot,
                    const graphene_point_t *origin,
                    int                     size,
                    guint                   colour,
                    PangoLayout            *initials,
                    GdkTexture             *texture)
{
  graphene_rect_t area = GRAPHENE_RECT_INIT (origin->x, origin->y, size, size);
  GskRoundedRect circle;
  PangoRectangle ink;

  if (texture != NULL) {
    cs_picture_snapshot_cover (snapshot, texture, &area, size / 2.f);
    return;
  }
  gsk_rounded_rect_init_from_rect (&circle, &area, size / 2.f);
  gtk_snapshot_push_rounded_clip (snapshot, &circle);
  gtk_snapshot_append_color (snapshot, &colours[colour], &area);
  gtk_snapshot_pop (snapshot);

  pango_layout_get_pixel_extents (initials, &ink, NULL);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (origin->x + (size - ink.width) / 2 - ink.x,
                                                          origin->y + (size - ink.height) / 2 - ink.y));
  gtk_snapshot_append_layout (snapshot, initials, &(GdkRGBA){ 1, 1, 1, 1 });
  gtk_snapshot_restore (snapshot);
}

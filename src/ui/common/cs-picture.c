/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-picture.h"

/* One place for one picture by a stranger: shows nothing until the loader has it. */
struct _CsPicture {
  GObject parent_instance;

  int width; /* application pixels */
  int height;
  char *url;
  int scale;
  gpointer loader; /* only compared */
  GdkTexture *texture;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (CsPicture, cs_picture, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_TEXTURE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (CsPicture) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture =
    cs_picture_loader_load_finish (CS_PICTURE_LOADER (source), result, &error);

  /* Cancelled means that another picture is wanted by now; any other failure leaves the placeholder. */
  if (texture == NULL) {
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      g_debug ("no picture: %s", error->message);
    return;
  }
  if (g_set_object (&self->texture, texture))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXTURE]);
}

static void
stop_waiting (CsPicture *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
cs_picture_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  CsPicture *self = CS_PICTURE (object);

  switch (prop_id) {
  case PROP_TEXTURE:
    g_value_set_object (value, self->texture);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_picture_dispose (GObject *object)
{
  CsPicture *self = CS_PICTURE (object);

  stop_waiting (self);
  g_clear_object (&self->texture);
  g_clear_pointer (&self->url, g_free);
  G_OBJECT_CLASS (cs_picture_parent_class)->dispose (object);
}

static void
cs_picture_class_init (CsPictureClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cs_picture_get_property;
  object_class->dispose = cs_picture_dispose;

  /**
   * CsPicture:texture: (nullable)
   *
   * The picture, once it is there.
   */
  properties[PROP_TEXTURE] = g_param_spec_object ("texture", NULL, NULL, GDK_TYPE_TEXTURE,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS |
                                                  G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cs_picture_init (CsPicture *self)
{
}

/**
 * cs_picture_new:
 * @width: in application pixels
 * @height: in application pixels
 *
 * Returns: (transfer full): a place of that size for a picture
 */
CsPicture *
cs_picture_new (int width,
                int height)
{
  CsPicture *self = g_object_new (CS_TYPE_PICTURE, NULL);

  self->width = width;
  self->height = height;
  return self;
}

/**
 * cs_picture_show:
 * @self: a place for a picture
 * @loader: (nullable): where pictures come from
 * @url: (nullable): the picture to show, or none
 * @scale: device pixels per application pixel
 *
 * Shows the picture at once when it is in memory, else as soon as it is loaded.
 */
void
cs_picture_show (CsPicture       *self,
                 CsPictureLoader *loader,
                 const char      *url,
                 int              scale)
{
  GdkTexture *texture = NULL;

  g_return_if_fail (CS_IS_PICTURE (self));

  if (g_strcmp0 (self->url, url) == 0 && self->scale == scale && self->loader == loader)
    return;
  stop_waiting (self);
  self->loader = loader;
  g_free (self->url);
  self->url = g_strdup (url);
  self->scale = scale;
  if (loader != NULL && url != NULL)
    texture = cs_picture_loader_peek (loader, url, self->width * scale, self->height * scale);
  if (g_set_object (&self->texture, texture))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXTURE]);
  if (loader == NULL || url == NULL || texture != NULL)
    return;
  self->cancellable = g_cancellable_new ();
  cs_picture_loader_load_async (loader, url, self->width * scale, self->height * scale, self->cancellable,
                                loaded_cb, g_object_ref (self));
}

/**
 * cs_picture_get_texture:
 * @self: a place for a picture
 *
 * Returns: (transfer none) (nullable): the picture, once it is there
 */
GdkTexture *
cs_picture_get_texture (CsPicture *self)
{
  g_return_val_if_fail (CS_IS_PICTURE (self), NULL);

  return self->texture;
}

/**
 * cs_picture_snapshot_cover:
 * @snapshot: where to draw
 * @texture: a picture
 * @area: the place to cover
 * @radius: of its corners
 *
 * Draws the middle of the picture so that it covers @area without being stretched.
 */
void
cs_picture_snapshot_cover (GtkSnapshot           *snapshot,
                           GdkTexture            *texture,
                           const graphene_rect_t *area,
                           float                  radius)
{
  float width = gdk_texture_get_width (texture);
  float height = gdk_texture_get_height (texture);
  float scale = MAX (area->size.width / width, area->size.height / height);
  graphene_rect_t whole;
  GskRoundedRect clip;

  graphene_rect_init (&whole, area->origin.x + (area->size.width - width * scale) / 2,
                      area->origin.y + (area->size.height - height * scale) / 2, width * scale,
                      height * scale);
  gsk_rounded_rect_init_from_rect (&clip, area, radius);
  gtk_snapshot_push_rounded_clip (snapshot, &clip);
  gtk_snapshot_append_texture (snapshot, texture, &whole);
  gtk_snapshot_pop (snapshot);
}

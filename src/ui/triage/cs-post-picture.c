/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-post-picture.h"

#include "cs-display.h"
#include "cs-media.h"
#include "cs-picture.h"

#include <glib/gi18n-lib.h>

/* The largest the style sheet asks for: one decoded size serves both window widths. */
#define LOAD_WIDTH 330
#define LOAD_HEIGHT 186
#define RADIUS 8
#define MAX_ALT 300

struct _CsPostPicture {
  GtkWidget parent_instance;

  CsPicture *picture;
  char *note; /* (nullable): what the picture alone does not tell */
};

G_DEFINE_FINAL_TYPE (CsPostPicture, cs_post_picture, GTK_TYPE_WIDGET)

static const CsMedia *
find_media (CsPost *post)
{
  for (guint i = 0; i < post->media->len; i++) {
    const CsMedia *media = post->media->pdata[i];

    if (media->thumb_url != NULL || (media->kind == CS_MEDIA_IMAGE && media->url != NULL))
      return media;
  }
  return post->media->len > 0 ? post->media->pdata[0] : NULL;
}

static char *
describe_kind (const CsMedia *media,
               guint          n_media)
{
  g_autofree char *more = n_media > 1 ? g_strdup_printf (_("1 of %u"), n_media) : NULL;
  const char *kind = NULL;

  if (media->kind == CS_MEDIA_VIDEO)
    kind = _("Video");
  else if (media->kind == CS_MEDIA_GIFV)
    kind = _("Loop");
  else if (media->kind == CS_MEDIA_AUDIO)
    kind = _("Sound");
  if (kind != NULL && more != NULL)
    return g_strdup_printf ("%s · %s", kind, more);
  return kind != NULL ? g_strdup (kind) : g_steal_pointer (&more);
}

static void
update_label (CsPostPicture *self,
              const CsMedia *media)
{
  g_autofree char *alt = media->alt != NULL && *media->alt != '\0' ? cs_display_line (media->alt, MAX_ALT) : NULL;

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Picture"),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  alt != NULL ? alt : _("not described by its author"), -1);
}

static void
snapshot_note (CsPostPicture *self,
               GtkSnapshot   *snapshot)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->note);
  GskRoundedRect box;
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  gsk_rounded_rect_init_from_rect (&box, &GRAPHENE_RECT_INIT (6, 6, width + 12, height + 4), 5);
  gtk_snapshot_push_rounded_clip (snapshot, &box);
  gtk_snapshot_append_color (snapshot, &(GdkRGBA){ 0, 0, 0, 0.72f }, &box.bounds);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (12, 8));
  gtk_snapshot_append_layout (snapshot, layout, &(GdkRGBA){ 1, 1, 1, 1 });
  gtk_snapshot_restore (snapshot);
}

static void
cs_post_picture_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  CsPostPicture *self = CS_POST_PICTURE (widget);
  GdkTexture *texture = cs_picture_get_texture (self->picture);
  const graphene_rect_t area =
    GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  GdkRGBA colour;
  GskRoundedRect box;

  if (texture != NULL) {
    cs_picture_snapshot_cover (snapshot, texture, &area, RADIUS);
  } else {
    gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
    colour.alpha = 0.08f;
    gsk_rounded_rect_init_from_rect (&box, &area, RADIUS);
    gtk_snapshot_push_rounded_clip (snapshot, &box);
    gtk_snapshot_append_color (snapshot, &colour, &area);
    gtk_snapshot_pop (snapshot);
  }
  if (self->note != NULL)
    snapshot_note (self, snapshot);
}

static void
cs_post_picture_dispose (GObject *object)
{
  CsPostPicture *self = CS_POST_PICTURE (object);

  g_clear_object (&self->picture);
  g_clear_pointer (&self->note, g_free);
  G_OBJECT_CLASS (cs_post_picture_parent_class)->dispose (object);
}

static void
cs_post_picture_class_init (CsPostPictureClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_post_picture_dispose;
  widget_class->snapshot = cs_post_picture_snapshot;
  gtk_widget_class_set_css_name (widget_class, "postpicture");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
cs_post_picture_init (CsPostPicture *self)
{
  self->picture = cs_picture_new (LOAD_WIDTH, LOAD_HEIGHT);
  g_signal_connect_object (self->picture, "notify::texture", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
}

/**
 * cs_post_picture_show:
 * @self: a picture
 * @loader: (nullable): where pictures come from
 * @post: a post; without media the widget hides
 */
void
cs_post_picture_show (CsPostPicture   *self,
                      CsPictureLoader *loader,
                      CsPost          *post)
{
  const CsMedia *media;
  const char *url = NULL;

  g_return_if_fail (CS_IS_POST_PICTURE (self));

  media = find_media (post);
  gtk_widget_set_visible (GTK_WIDGET (self), media != NULL);
  g_clear_pointer (&self->note, g_free);
  if (media != NULL) {
    url = media->thumb_url != NULL ? media->thumb_url : media->kind == CS_MEDIA_IMAGE ? media->url : NULL;
    self->note = describe_kind (media, post->media->len);
    update_label (self, media);
  }
  cs_picture_show (self->picture, loader, url, gtk_widget_get_scale_factor (GTK_WIDGET (self)));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

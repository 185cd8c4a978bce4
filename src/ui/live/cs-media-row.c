/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-media-row.h"

#include "cs-picture.h"

#define WIDTH 96
#define HEIGHT 54

typedef struct {
  CsPicture *picture;

  GtkWidget *thumbnail;
  GtkWidget *title_label;
  GtkWidget *about_label;
  GtkWidget *note_label;
} CsMediaRowPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (CsMediaRow, cs_media_row, GTK_TYPE_LIST_BOX_ROW)

static void
cs_media_row_dispose (GObject *object)
{
  CsMediaRowPrivate *priv = cs_media_row_get_instance_private (CS_MEDIA_ROW (object));

  g_clear_object (&priv->picture);
  /* gtk_widget_dispose_template() of GTK 4.8 looks for the template in the class of the subclass. */
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (object), NULL);
  G_OBJECT_CLASS (cs_media_row_parent_class)->dispose (object);
}

static void
cs_media_row_class_init (CsMediaRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_media_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/app/coulisses/Coulisses/live/cs-media-row.ui");
  gtk_widget_class_bind_template_child_private (widget_class, CsMediaRow, thumbnail);
  gtk_widget_class_bind_template_child_private (widget_class, CsMediaRow, title_label);
  gtk_widget_class_bind_template_child_private (widget_class, CsMediaRow, about_label);
  gtk_widget_class_bind_template_child_private (widget_class, CsMediaRow, note_label);
}

static void
cs_media_row_init (CsMediaRow *self)
{
  CsMediaRowPrivate *priv = cs_media_row_get_instance_private (self);

  gtk_widget_init_template (GTK_WIDGET (self));
  priv->picture = cs_picture_new (WIDTH, HEIGHT);
  g_object_bind_property (priv->picture, "texture", priv->thumbnail, "paintable", G_BINDING_DEFAULT);
}

/**
 * cs_media_row_set_words:
 * @self: a row
 * @title: the first line
 * @about: the second
 * @note: the third
 *
 * Shows three lines; together they are the row's accessible name.
 */
void
cs_media_row_set_words (CsMediaRow *self,
                        const char *title,
                        const char *about,
                        const char *note)
{
  CsMediaRowPrivate *priv = cs_media_row_get_instance_private (self);
  g_autofree char *all = g_strjoin (", ", title, about, note, NULL);

  gtk_label_set_text (GTK_LABEL (priv->title_label), title);
  gtk_label_set_text (GTK_LABEL (priv->about_label), about);
  gtk_label_set_text (GTK_LABEL (priv->note_label), note);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, all, -1);
}

/**
 * cs_media_row_show_file:
 * @self: a row
 * @loader: where the picture comes from
 * @path: (nullable): what it shows small
 *
 * Shows a picture as soon as it is decoded.
 */
void
cs_media_row_show_file (CsMediaRow      *self,
                        CsPictureLoader *loader,
                        const char      *path)
{
  CsMediaRowPrivate *priv = cs_media_row_get_instance_private (self);

  cs_picture_show (priv->picture, loader, path, gtk_widget_get_scale_factor (GTK_WIDGET (self)));
}

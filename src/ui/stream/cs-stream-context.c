/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-stream-context.h"

#include <math.h>

#define ICON_SIZE 14

static void
take_icon (GtkIconPaintable **icon,
           GtkWidget         *widget,
           const char        *name,
           double             scale)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (widget));

  g_clear_object (icon);
  if (name != NULL)
    *icon = gtk_icon_theme_lookup_icon (theme, name, NULL, (int) round (ICON_SIZE * scale),
                                        gtk_widget_get_scale_factor (widget),
                                        gtk_widget_get_direction (widget), 0);
}

static double
get_text_scale (GtkWidget *widget)
{
  int dpi = -1;

  g_object_get (gtk_widget_get_settings (widget), "gtk-xft-dpi", &dpi, NULL);
  return dpi > 0 ? dpi / 1024. / 96 : 1;
}

static void
take_colours (CsStreamContext *self,
              GtkWidget       *widget)
{
  GtkStyleContext *style = gtk_widget_get_style_context (widget);

  gtk_style_context_get_color (style, &self->text);
  self->dim = self->field = self->attention = self->text;
  gtk_style_context_lookup_color (style, "cs_dim_color", &self->dim);
  gtk_style_context_lookup_color (style, "cs_field_bg", &self->field);
  gtk_style_context_lookup_color (style, "cs_attention_color", &self->attention);
  for (guint look = 0; look < CS_N_LOOKS; look++) {
    self->looks[look] = self->text;
    if (cs_look_get_colour_name (look) != NULL)
      gtk_style_context_lookup_color (style, cs_look_get_colour_name (look), &self->looks[look]);
  }
}

static void
take_icons (CsStreamContext *self,
            GtkWidget       *widget)
{
  for (guint look = 0; look < CS_N_LOOKS; look++)
    take_icon (&self->look_icons[look], widget, cs_look_get_icon_name (look), self->scale);
  take_icon (&self->hint_icon, widget, "cs-triangle-symbolic", self->scale);
  take_icon (&self->picture_icon, widget, "image-x-generic-symbolic", self->scale);
  take_icon (&self->video_icon, widget, "media-playback-start-symbolic", self->scale);
}

/**
 * cs_stream_context_restyle:
 * @self: a context
 * @widget: the view whose style it follows
 *
 * Looks colours, icons and the size of letters up again.
 *
 * Returns: whether anything is different, so that rows have to be drawn again
 */
gboolean
cs_stream_context_restyle (CsStreamContext *self,
                           GtkWidget       *widget)
{
  int device_scale = gtk_widget_get_scale_factor (widget);
  double scale = get_text_scale (widget);
  GdkRGBA text = self->text;
  GdkRGBA dim = self->dim;
  GdkRGBA field = self->field;
  GdkRGBA attention = self->attention;

  take_colours (self, widget);
  if (self->scale != scale || self->device_scale != device_scale || self->hint_icon == NULL) {
    self->scale = scale;
    self->device_scale = device_scale;
    take_icons (self, widget);
    return TRUE;
  }
  return !gdk_rgba_equal (&text, &self->text) || !gdk_rgba_equal (&dim, &self->dim) ||
         !gdk_rgba_equal (&field, &self->field) || !gdk_rgba_equal (&attention, &self->attention);
}

/**
 * cs_stream_context_clear:
 * @self: a context
 *
 * Lets go of everything in it.
 */
void
cs_stream_context_clear (CsStreamContext *self)
{
  g_clear_object (&self->loader);
  if (self->hint_count_destroy != NULL)
    self->hint_count_destroy (self->hint_count_data);
  self->hint_count = NULL;
  self->hint_count_destroy = NULL;
  for (guint look = 0; look < CS_N_LOOKS; look++)
    g_clear_object (&self->look_icons[look]);
  g_clear_object (&self->hint_icon);
  g_clear_object (&self->picture_icon);
  g_clear_object (&self->video_icon);
}

/**
 * cs_stream_context_scale:
 * @self: a context
 * @length: in pixels at the ordinary size of letters
 *
 * Returns: the length at the system's size of letters
 */
int
cs_stream_context_scale (const CsStreamContext *self,
                         double                 length)
{
  return (int) round (length * self->scale);
}

/**
 * cs_stream_context_count_hints:
 * @self: a context
 * @entry: a post
 *
 * Returns: how many hints there are about it
 */
guint
cs_stream_context_count_hints (const CsStreamContext *self,
                               const CsEntry         *entry)
{
  return self->hint_count != NULL ? self->hint_count (entry, self->hint_count_data) : 0;
}

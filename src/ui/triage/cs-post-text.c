/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-post-text.h"

#define NATURAL_WIDTH 360
/* A thousand emoji take 60 ms to lay out, and one frame asks at a few widths, again and again. */
#define N_HEIGHTS 4

typedef struct {
  int width;
  int height;
} Height;

struct _CsPostText {
  GtkWidget parent_instance;

  char *text;
  PangoAttrList *attributes; /* (nullable) */
  PangoLayout *layout;       /* (nullable): made when it is needed */
  Height heights[N_HEIGHTS]; /* those asked for last, in a ring */
  guint n_heights;           /* ever since it changed */
};

G_DEFINE_FINAL_TYPE (CsPostText, cs_post_text, GTK_TYPE_WIDGET)

static PangoLayout *
get_layout (CsPostText *self,
            int         width)
{
  if (self->layout == NULL) {
    self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->text);
    pango_layout_set_wrap (self->layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_attributes (self->layout, self->attributes);
  }
  pango_layout_set_width (self->layout, width * PANGO_SCALE);
  return self->layout;
}

static int
get_height (CsPostText *self,
            int         width)
{
  Height *next = &self->heights[self->n_heights % N_HEIGHTS];

  for (guint i = 0; i < MIN (self->n_heights, N_HEIGHTS); i++)
    if (self->heights[i].width == width)
      return self->heights[i].height;
  next->width = width;
  pango_layout_get_pixel_size (get_layout (self, width), NULL, &next->height);
  self->n_heights++;
  return next->height;
}

static void
lay_out_again (CsPostText *self)
{
  g_clear_object (&self->layout);
  self->n_heights = 0;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static GtkSizeRequestMode
cs_post_text_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* Asked for its height at no width in particular, it tells the one at the width it has: laying out costs. */
static void
cs_post_text_measure (GtkWidget     *widget,
                      GtkOrientation orientation,
                      int            for_size,
                      int           *minimum,
                      int           *natural,
                      int           *minimum_baseline,
                      int           *natural_baseline)
{
  CsPostText *self = CS_POST_TEXT (widget);

  *minimum = 0;
  *natural = NATURAL_WIDTH;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    return;
  if (for_size < 0)
    for_size = gtk_widget_get_width (widget) > 0 ? gtk_widget_get_width (widget) : NATURAL_WIDTH;
  *minimum = *natural = get_height (self, for_size);
}

static void
cs_post_text_snapshot (GtkWidget   *widget,
                       GtkSnapshot *snapshot)
{
  GdkRGBA colour;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  gtk_snapshot_append_layout (snapshot, get_layout (CS_POST_TEXT (widget), gtk_widget_get_width (widget)), &colour);
}

static void
cs_post_text_css_changed (GtkWidget         *widget,
                          GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (cs_post_text_parent_class)->css_changed (widget, change);
  lay_out_again (CS_POST_TEXT (widget));
}

static void
cs_post_text_system_setting_changed (GtkWidget       *widget,
                                     GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (cs_post_text_parent_class)->system_setting_changed (widget, setting);
  lay_out_again (CS_POST_TEXT (widget));
}

static void
cs_post_text_finalize (GObject *object)
{
  CsPostText *self = CS_POST_TEXT (object);

  g_free (self->text);
  g_clear_pointer (&self->attributes, pango_attr_list_unref);
  g_clear_object (&self->layout);
  G_OBJECT_CLASS (cs_post_text_parent_class)->finalize (object);
}

static void
cs_post_text_class_init (CsPostTextClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cs_post_text_finalize;
  widget_class->get_request_mode = cs_post_text_get_request_mode;
  widget_class->measure = cs_post_text_measure;
  widget_class->snapshot = cs_post_text_snapshot;
  widget_class->css_changed = cs_post_text_css_changed;
  widget_class->system_setting_changed = cs_post_text_system_setting_changed;
  gtk_widget_class_set_css_name (widget_class, "label");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
cs_post_text_init (CsPostText *self)
{
  self->text = g_strdup ("");
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * cs_post_text_get_text:
 * @self: a text
 *
 * Returns: what it shows
 */
const char *
cs_post_text_get_text (CsPostText *self)
{
  g_return_val_if_fail (CS_IS_POST_TEXT (self), NULL);

  return self->text;
}

/**
 * cs_post_text_set_text:
 * @self: a text
 * @text: made safe to show; each paragraph goes its own direction
 *
 * Shows @text.
 */
void
cs_post_text_set_text (CsPostText *self,
                       const char *text)
{
  g_return_if_fail (CS_IS_POST_TEXT (self) && text != NULL);

  if (g_strcmp0 (self->text, text) == 0)
    return;
  g_free (self->text);
  self->text = g_strdup (text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  lay_out_again (self);
}

/**
 * cs_post_text_set_attributes:
 * @self: a text
 * @attributes: (nullable): for bytes of the text
 *
 * Marks parts of the text.
 */
void
cs_post_text_set_attributes (CsPostText    *self,
                             PangoAttrList *attributes)
{
  g_return_if_fail (CS_IS_POST_TEXT (self));

  if (self->attributes == attributes)
    return;
  g_clear_pointer (&self->attributes, pango_attr_list_unref);
  self->attributes = attributes != NULL ? pango_attr_list_ref (attributes) : NULL;
  lay_out_again (self);
}

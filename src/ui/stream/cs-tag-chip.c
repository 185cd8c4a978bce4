/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-tag-chip.h"

#include "cs-display.h"
#include "cs-text.h"

#include <glib/gi18n-lib.h>

#define MAX_NAME_CHARS 30

struct _CsTagChip {
  GtkToggleButton parent_instance;

  CsStreamTag *tag;
  GtkWidget *late_icon;
  GtkWidget *name_label;
  GtkWidget *count_label;
};

G_DEFINE_FINAL_TYPE (CsTagChip, cs_tag_chip, GTK_TYPE_TOGGLE_BUTTON)

static char *
describe (CsTagChip *self)
{
  const char *name = cs_stream_tag_get_name (self->tag);
  guint late_s = cs_stream_tag_get_late_s (self->tag);
  guint last_minute = cs_stream_tag_get_last_minute (self->tag);

  if (late_s > 0)
    return g_strdup_printf (ngettext ("#%s: no answer for %u second",
                                      "#%s: no answer for %u seconds", late_s),
                            name, late_s);
  return g_strdup_printf (ngettext ("#%s: %u post in the last minute",
                                      "#%s: %u posts in the last minute", last_minute),
                          name, last_minute);
}

static void
show_tag (CsTagChip *self)
{
  guint late_s = cs_stream_tag_get_late_s (self->tag);
  g_autofree char *description = describe (self);
  g_autofree char *count = late_s > 0 ? cs_display_age (late_s * G_TIME_SPAN_SECOND)
                                      : cs_display_number (cs_stream_tag_get_last_minute (self->tag));

  gtk_label_set_text (GTK_LABEL (self->count_label), count);
  gtk_widget_set_visible (self->late_icon, late_s > 0);
  if (late_s > 0)
    gtk_widget_add_css_class (GTK_WIDGET (self), "attention");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "attention");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), description);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, description, -1);
}

static void
cs_tag_chip_dispose (GObject *object)
{
  g_clear_object (&CS_TAG_CHIP (object)->tag);
  G_OBJECT_CLASS (cs_tag_chip_parent_class)->dispose (object);
}

static void
cs_tag_chip_class_init (CsTagChipClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_tag_chip_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/app/coulisses/Coulisses/ui/stream/cs-tag-chip.ui");
  gtk_widget_class_bind_template_child (widget_class, CsTagChip, late_icon);
  gtk_widget_class_bind_template_child (widget_class, CsTagChip, name_label);
  gtk_widget_class_bind_template_child (widget_class, CsTagChip, count_label);
}

static void
cs_tag_chip_init (CsTagChip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_tag_chip_new:
 * @tag: a hashtag
 *
 * Returns: (transfer floating): a toggle that shows how much comes with the hashtag
 */
GtkWidget *
cs_tag_chip_new (CsStreamTag *tag)
{
  CsTagChip *self = g_object_new (CS_TYPE_TAG_CHIP, NULL);
  g_autofree char *line = cs_display_line (cs_stream_tag_get_name (tag), MAX_NAME_CHARS);
  g_autofree char *name = cs_text_isolate (line);
  g_autofree char *signed_name = g_strconcat ("#", name, NULL);

  self->tag = g_object_ref (tag);
  gtk_label_set_text (GTK_LABEL (self->name_label), signed_name);
  g_signal_connect_object (tag, "notify", G_CALLBACK (show_tag), self, G_CONNECT_SWAPPED);
  show_tag (self);
  return GTK_WIDGET (self);
}

/**
 * cs_tag_chip_get_tag:
 * @self: a chip
 *
 * Returns: (transfer none): its hashtag
 */
CsStreamTag *
cs_tag_chip_get_tag (CsTagChip *self)
{
  g_return_val_if_fail (CS_IS_TAG_CHIP (self), NULL);

  return self->tag;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-tag-chips.h"

#include "cs-accessible.h"
#include "cs-tag-chip.h"

/* The hashtags that are followed, in one line that scrolls sideways; at most one of them is chosen. */
struct _CsTagChips {
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkBox *box;
  GListModel *tags;
  CsTagChip *chosen; /* unowned: the chip that is down */
};

G_DEFINE_FINAL_TYPE (CsTagChips, cs_tag_chips, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_CHOSEN,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* Like the buttons of an old radio; pressed again it comes up. */
static void
chip_toggled_cb (CsTagChip  *chip,
                 CsTagChips *self)
{
  CsTagChip *before = self->chosen;

  if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (chip))) {
    self->chosen = chip;
    if (before != NULL)
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (before), FALSE);
  } else if (chip == self->chosen) {
    self->chosen = NULL;
  } else {
    return;
  }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHOSEN]);
}

static void
drop_chips (CsTagChips *self)
{
  GtkWidget *chip;

  self->chosen = NULL;
  while ((chip = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, chip);
}

static void
add_chip (CsTagChips  *self,
          CsStreamTag *tag,
          const char  *chosen)
{
  GtkWidget *chip = cs_tag_chip_new (tag);

  gtk_box_append (self->box, chip);
  if (g_strcmp0 (chosen, cs_stream_tag_get_name (tag)) == 0) {
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip), TRUE);
    self->chosen = CS_TAG_CHIP (chip);
  }
  g_signal_connect (chip, "toggled", G_CALLBACK (chip_toggled_cb), self);
}

/* Hashtags are few and change when a person adds one: all chips anew, the chosen one chosen again. */
static void
tags_changed_cb (CsTagChips *self)
{
  guint n = self->tags != NULL ? g_list_model_get_n_items (self->tags) : 0;
  g_autofree char *chosen = g_strdup (cs_tag_chips_get_chosen (self));

  drop_chips (self);
  for (guint i = 0; i < n; i++) {
    g_autoptr (CsStreamTag) tag = g_list_model_get_item (self->tags, i);

    add_chip (self, tag, chosen);
  }
  if (chosen != NULL && self->chosen == NULL)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHOSEN]);
}

static void
cs_tag_chips_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  CsTagChips *self = CS_TAG_CHIPS (object);

  switch (prop_id) {
  case PROP_CHOSEN:
    g_value_set_string (value, cs_tag_chips_get_chosen (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_tag_chips_dispose (GObject *object)
{
  CsTagChips *self = CS_TAG_CHIPS (object);

  if (self->tags != NULL)
    g_signal_handlers_disconnect_by_data (self->tags, self);
  g_clear_object (&self->tags);
  self->chosen = NULL;
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  G_OBJECT_CLASS (cs_tag_chips_parent_class)->dispose (object);
}

static void
cs_tag_chips_class_init (CsTagChipsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = cs_tag_chips_get_property;
  object_class->dispose = cs_tag_chips_dispose;

  /**
   * CsTagChips:chosen: (nullable)
   *
   * The chosen hashtag without the sign, or none.
   */
  properties[PROP_CHOSEN] = g_param_spec_string (
    "chosen", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/app/coulisses/Coulisses/ui/stream/cs-tag-chips.ui");
  gtk_widget_class_bind_template_child (widget_class, CsTagChips, scroller);
  gtk_widget_class_bind_template_child (widget_class, CsTagChips, box);
  gtk_widget_class_set_css_name (widget_class, "tagchips");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
cs_tag_chips_init (CsTagChips *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  cs_accessible_name_scrollbars (GTK_SCROLLED_WINDOW (self->scroller));
}

/**
 * cs_tag_chips_set_tags:
 * @self: a line of hashtags
 * @tags: (nullable): a list of #CsStreamTag
 */
void
cs_tag_chips_set_tags (CsTagChips *self,
                       GListModel *tags)
{
  g_return_if_fail (CS_IS_TAG_CHIPS (self));

  if (self->tags != NULL)
    g_signal_handlers_disconnect_by_data (self->tags, self);
  g_set_object (&self->tags, tags);
  if (tags != NULL)
    g_signal_connect_swapped (tags, "items-changed", G_CALLBACK (tags_changed_cb), self);
  tags_changed_cb (self);
}

/**
 * cs_tag_chips_get_chosen:
 * @self: a line of hashtags
 *
 * Returns: (transfer none) (nullable): the chosen hashtag without the sign, or none
 */
const char *
cs_tag_chips_get_chosen (CsTagChips *self)
{
  g_return_val_if_fail (CS_IS_TAG_CHIPS (self), NULL);

  return self->chosen != NULL ? cs_stream_tag_get_name (cs_tag_chip_get_tag (self->chosen)) : NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-queue-row.h"

#include "cs-display.h"
#include "cs-snapshot.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_CHARS 200

struct _CsQueueRow {
  GtkWidget parent_instance;

  CsPostItem *item; /* (nullable) */
  guint place;
  gboolean cued;
  CsEntry *shown; /* (nullable): what the widgets say, with the two that follow */
  guint shown_place;
  gboolean shown_cued;
  GtkWidget *icon;
  GtkWidget *state;
  GtkWidget *name;
  GtkWidget *text;
  GtkWidget *by;
  GtkWidget *length;
};

G_DEFINE_FINAL_TYPE (CsQueueRow, cs_queue_row, GTK_TYPE_WIDGET)

/* In the queue everything is approved: the place says more than the word. */
static void
show_state (CsQueueRow    *self,
            const CsEntry *entry)
{
  CsLook look = cs_look_of (entry, self->cued);
  gboolean plain = look == CS_LOOK_APPROVED;
  gboolean aired = plain && entry->aired_us != 0;
  const char *classes[] = { plain ? "dim" : cs_look_get_css_class (look), "caption-text", "figures", NULL };
  g_autofree char *place = g_strdup_printf ("%u", self->place);

  gtk_label_set_text (GTK_LABEL (self->state), aired ? _("Aired") : plain ? place : cs_look_get_word (look));
  gtk_widget_set_css_classes (self->state, classes);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), aired   ? "cs-check-symbolic"
                                                        : plain ? "list-drag-handle-symbolic"
                                                                : cs_look_get_icon_name (look));
  gtk_widget_set_css_classes (self->icon, classes);
  gtk_widget_remove_css_class (GTK_WIDGET (self), "tint-cued");
  gtk_widget_remove_css_class (GTK_WIDGET (self), "tint-on-air");
  if (look == CS_LOOK_ON_AIR)
    gtk_widget_add_css_class (GTK_WIDGET (self), "tint-on-air");
  if (look == CS_LOOK_CUED)
    gtk_widget_add_css_class (GTK_WIDGET (self), "tint-cued");
  gtk_widget_set_opacity (self->text, aired ? 0.62 : 1);
}

static void
label_row (CsQueueRow    *self,
           const CsEntry *entry)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  g_autofree char *line = cs_display_line (entry->post->text, MAX_CHARS);
  g_autofree char *label = g_strdup_printf ("%s, %s: %s", gtk_label_get_text (GTK_LABEL (self->state)),
                                            entry->post->name, line);

  if (parent != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
show_words (CsQueueRow    *self,
            const CsEntry *entry)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  g_autofree char *name = cs_display_cell (entry->post->name, MAX_CHARS, rtl);
  g_autofree char *text = cs_display_cell (entry->post->text, MAX_CHARS, rtl);
  g_autofree char *length = cs_display_length (cs_snapshot_guess_duration_ms (entry->post->text));

  gtk_inscription_set_text (GTK_INSCRIPTION (self->name), name);
  gtk_inscription_set_text (GTK_INSCRIPTION (self->text), text);
  gtk_label_set_text (GTK_LABEL (self->by), entry->decided_by != NULL ? entry->decided_by : "");
  gtk_label_set_text (GTK_LABEL (self->length), length);
}

static gboolean
has_same_words (const CsEntry *entry,
                const CsEntry *other)
{
  return strcmp (entry->post->text, other->post->text) == 0 && strcmp (entry->post->name, other->post->name) == 0 &&
         g_strcmp0 (entry->decided_by, other->decided_by) == 0;
}

static gboolean
has_same_state (CsQueueRow    *self,
                const CsEntry *entry)
{
  return self->shown_place == self->place && self->shown_cued == self->cued &&
         cs_look_of (self->shown, self->cued) == cs_look_of (entry, self->cued) &&
         (self->shown->aired_us != 0) == (entry->aired_us != 0);
}

/* In a flood an entry changes with every post of its author, which a row of the queue says nothing of: two hundred rows
 * that were made anew each time took longer than the frame they were for. */
static void
update (CsQueueRow *self)
{
  CsEntry *entry = self->item != NULL ? cs_post_item_get_entry (self->item) : NULL;
  g_autoptr (CsEntry) before = NULL;
  gboolean other_words, other_state;

  gtk_widget_set_child_visible (GTK_WIDGET (self), entry != NULL);
  if (entry == NULL)
    return;
  other_words = self->shown == NULL || !has_same_words (self->shown, entry);
  other_state = self->shown == NULL || !has_same_state (self, entry);
  before = g_steal_pointer (&self->shown);
  self->shown = cs_entry_ref (entry);
  self->shown_place = self->place;
  self->shown_cued = self->cued;
  if (other_words)
    show_words (self, entry);
  if (other_state)
    show_state (self, entry);
  if (other_words || other_state)
    label_row (self, entry);
}

static void
drop_item (CsQueueRow *self)
{
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, update, self);
  g_clear_object (&self->item);
}

static void
cs_queue_row_dispose (GObject *object)
{
  CsQueueRow *self = CS_QUEUE_ROW (object);
  GtkWidget *child;

  drop_item (self);
  g_clear_pointer (&self->shown, cs_entry_unref);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (cs_queue_row_parent_class)->dispose (object);
}

static void
cs_queue_row_class_init (CsQueueRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_queue_row_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "queuerow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static GtkWidget *
add_inscription (CsQueueRow *self,
                 guint       min_chars,
                 guint       nat_chars)
{
  GtkWidget *inscription = gtk_inscription_new (NULL);

  gtk_inscription_set_min_chars (GTK_INSCRIPTION (inscription), min_chars);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (inscription), nat_chars);
  gtk_widget_set_valign (inscription, GTK_ALIGN_CENTER);
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (inscription), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_widget_set_parent (inscription, GTK_WIDGET (self));
  return inscription;
}

static void
cs_queue_row_init (CsQueueRow *self)
{
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))), 8);
  self->icon = gtk_image_new ();
  gtk_image_set_pixel_size (GTK_IMAGE (self->icon), 14);
  gtk_widget_set_parent (self->icon, GTK_WIDGET (self));
  self->state = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->state), 0);
  gtk_widget_set_size_request (self->state, 76, -1);
  gtk_widget_set_parent (self->state, GTK_WIDGET (self));
  self->name = add_inscription (self, 8, 17);
  gtk_widget_add_css_class (self->name, "strong");
  self->text = add_inscription (self, 8, 20);
  gtk_widget_set_hexpand (self->text, TRUE);
  self->by = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->by), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (self->by), 8);
  gtk_widget_add_css_class (self->by, "dim");
  gtk_widget_add_css_class (self->by, "caption-text");
  gtk_widget_set_parent (self->by, GTK_WIDGET (self));
  self->length = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->length, "figures");
  gtk_widget_set_parent (self->length, GTK_WIDGET (self));
}

/**
 * cs_queue_row_new:
 *
 * Returns: (transfer floating): an empty row
 */
GtkWidget *
cs_queue_row_new (void)
{
  return g_object_new (CS_TYPE_QUEUE_ROW, NULL);
}

/**
 * cs_queue_row_get_item:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the post it shows
 */
CsPostItem *
cs_queue_row_get_item (CsQueueRow *self)
{
  g_return_val_if_fail (CS_IS_QUEUE_ROW (self), NULL);

  return self->item;
}

/**
 * cs_queue_row_set_item:
 * @self: a row
 * @item: (nullable): the post to show
 * @place: its place in the queue, from 1
 */
void
cs_queue_row_set_item (CsQueueRow *self,
                       CsPostItem *item,
                       guint       place)
{
  g_return_if_fail (CS_IS_QUEUE_ROW (self));

  self->place = place;
  if (self->item != item)
    drop_item (self);
  if (item == NULL)
    return;
  if (self->item == NULL) {
    self->item = g_object_ref (item);
    g_signal_connect_swapped (item, "notify::entry", G_CALLBACK (update), self);
  }
  update (self);
}

/**
 * cs_queue_row_set_cued:
 * @self: a row
 * @cued: (nullable): the post that goes on air next
 */
void
cs_queue_row_set_cued (CsQueueRow *self,
                       CsPostItem *cued)
{
  gboolean is_cued;

  g_return_if_fail (CS_IS_QUEUE_ROW (self));

  is_cued = cued != NULL && cued == self->item;
  if (self->cued == is_cued)
    return;
  self->cued = is_cued;
  update (self);
}

/**
 * cs_queue_row_set_by_visible:
 * @self: a row
 * @visible: whether to name who approved the post
 */
void
cs_queue_row_set_by_visible (CsQueueRow *self,
                             gboolean    visible)
{
  g_return_if_fail (CS_IS_QUEUE_ROW (self));

  gtk_widget_set_visible (self->by, visible);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-stream-row.h"

#include "cs-display.h"
#include "cs-picture.h"

#include <glib/gi18n-lib.h>

#define MAX_LABEL_CHARS 500

/* One row of the stream: a list item that draws its post itself, because a dozen child widgets a row
 * would cost more than everything else in the window. Rows are few and go from post to post. */
struct _CsStreamRow {
  GtkWidget parent_instance;

  const CsStreamContext *context; /* the view's, which outlives its rows' items */
  CsPostItem *item;
  CsStreamFace *face;
  CsPicture *avatar;
  CsPicture *thumb;
  char *label;
  gulong entry_handler;
  guint position;
  guint n_rows;
  gboolean selected;
};

G_DEFINE_FINAL_TYPE (CsStreamRow, cs_stream_row, GTK_TYPE_WIDGET)

static const char *
get_picture_url (const CsPost *post)
{
  const CsMedia *media = post->media->len > 0 ? post->media->pdata[0] : NULL;

  if (media == NULL || media->thumb_url != NULL)
    return media != NULL ? media->thumb_url : NULL;
  return media->kind == CS_MEDIA_IMAGE ? media->url : NULL;
}

static void
show_pictures (CsStreamRow *self,
               CsPost      *post)
{
  CsPictureLoader *loader = self->context->loader;
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));

  cs_picture_show (self->avatar, loader, post != NULL ? post->account->avatar_url : NULL, scale);
  cs_picture_show (self->thumb, loader, cs_stream_face_has_thumb (self->face) ? get_picture_url (post) : NULL,
                   scale);
}

static void
show_on_air (CsStreamRow *self)
{
  if (cs_stream_face_get_look (self->face) == CS_LOOK_ON_AIR)
    gtk_widget_add_css_class (GTK_WIDGET (self), "on-air");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "on-air");
}

/* The word for its state belongs to what a row tells, or the screen reader would know less than the eye. */
static void
describe (CsStreamRow *self,
          CsEntry     *entry)
{
  const char *word = cs_look_get_word (cs_stream_face_get_look (self->face));
  const char *network = entry != NULL ? cs_network_get_name (entry->post->network) : "";
  g_autofree char *text = entry != NULL ? cs_display_line (entry->post->text, MAX_LABEL_CHARS) : NULL;
  g_autofree char *description = word != NULL ? g_strdup_printf ("%s, %s", word, network) : g_strdup (network);

  g_free (self->label);
  self->label = entry != NULL ? g_strdup_printf ("%s: %s", entry->post->name, text) : g_strdup (_("Loading"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
}

static void
show_entry (CsStreamRow *self)
{
  CsEntry *entry = self->item != NULL ? cs_post_item_get_entry (self->item) : NULL;

  if (entry != NULL)
    cs_stream_face_set_entry (self->face, self->context, entry);
  else
    cs_stream_face_clear (self->face);
  show_pictures (self, entry != NULL ? entry->post : NULL);
  show_on_air (self);
  if (self->item != NULL)
    describe (self, entry);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
cs_stream_row_measure (GtkWidget     *widget,
                       GtkOrientation orientation,
                       int            for_size,
                       int           *minimum,
                       int           *natural,
                       int           *minimum_baseline,
                       int           *natural_baseline)
{
  CsStreamRow *self = CS_STREAM_ROW (widget);

  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = cs_stream_context_scale (self->context, self->selected ? CS_STREAM_TALL_HEIGHT
                                                                                 : CS_STREAM_ROW_HEIGHT);
  else
    *minimum = *natural = cs_stream_context_scale (self->context, 4 * CS_STREAM_TEXT_LEFT);
}

static void
cs_stream_row_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  CsStreamRow *self = CS_STREAM_ROW (widget);

  cs_stream_face_snapshot (self->face, self->context, snapshot, gtk_widget_get_width (widget),
                           cs_picture_get_texture (self->avatar), cs_picture_get_texture (self->thumb));
}

static void
cs_stream_row_dispose (GObject *object)
{
  CsStreamRow *self = CS_STREAM_ROW (object);

  g_clear_signal_handler (&self->entry_handler, self->item);
  g_clear_object (&self->item);
  g_clear_object (&self->avatar);
  g_clear_object (&self->thumb);
  g_clear_pointer (&self->label, g_free);
  G_OBJECT_CLASS (cs_stream_row_parent_class)->dispose (object);
}

static void
cs_stream_row_finalize (GObject *object)
{
  cs_stream_face_free (CS_STREAM_ROW (object)->face);
  G_OBJECT_CLASS (cs_stream_row_parent_class)->finalize (object);
}

static void
cs_stream_row_class_init (CsStreamRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cs_stream_row_dispose;
  object_class->finalize = cs_stream_row_finalize;
  widget_class->measure = cs_stream_row_measure;
  widget_class->snapshot = cs_stream_row_snapshot;
  gtk_widget_class_set_css_name (widget_class, "streamrow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static void
cs_stream_row_init (CsStreamRow *self)
{
  self->face = cs_stream_face_new (GTK_WIDGET (self));
  self->avatar = cs_picture_new (CS_STREAM_AVATAR_SIZE, CS_STREAM_AVATAR_SIZE);
  self->thumb = cs_picture_new (CS_STREAM_THUMB_WIDTH, CS_STREAM_THUMB_HEIGHT);
  g_signal_connect_object (self->avatar, "notify::texture", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->thumb, "notify::texture", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * cs_stream_row_new:
 * @context: what the rows of a view share; must outlive the row
 *
 * Returns: (transfer floating): a row that shows no post
 */
GtkWidget *
cs_stream_row_new (const CsStreamContext *context)
{
  CsStreamRow *self = g_object_new (CS_TYPE_STREAM_ROW, NULL);

  self->context = context;
  return GTK_WIDGET (self);
}

/**
 * cs_stream_row_get_item:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the post it shows
 */
CsPostItem *
cs_stream_row_get_item (CsStreamRow *self)
{
  g_return_val_if_fail (CS_IS_STREAM_ROW (self), NULL);

  return self->item;
}

/**
 * cs_stream_row_set_item:
 * @self: a row
 * @item: (nullable): the post to show from now on, and to follow when it changes
 */
void
cs_stream_row_set_item (CsStreamRow *self,
                        CsPostItem  *item)
{
  g_return_if_fail (CS_IS_STREAM_ROW (self));

  if (self->item == item)
    return;
  g_clear_signal_handler (&self->entry_handler, self->item);
  g_set_object (&self->item, item);
  if (item != NULL)
    self->entry_handler =
      g_signal_connect_swapped (item, "notify::entry", G_CALLBACK (show_entry), self);
  show_entry (self);
}

/**
 * cs_stream_row_set_place:
 * @self: a row
 * @position: its place in the list, from 0
 * @n_rows: how many rows the whole list has
 *
 * Tells assistive technology where the row is among those that have no widget.
 */
void
cs_stream_row_set_place (CsStreamRow *self,
                         guint        position,
                         guint        n_rows)
{
  g_return_if_fail (CS_IS_STREAM_ROW (self));

  if (self->position == position + 1 && self->n_rows == n_rows)
    return;
  self->position = position + 1;
  self->n_rows = n_rows;
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_POS_IN_SET, (int) position + 1,
                                  GTK_ACCESSIBLE_RELATION_SET_SIZE, (int) n_rows, -1);
}

/**
 * cs_stream_row_get_selected:
 * @self: a row
 *
 * Returns: whether its post is the selected one
 */
gboolean
cs_stream_row_get_selected (CsStreamRow *self)
{
  g_return_val_if_fail (CS_IS_STREAM_ROW (self), FALSE);

  return self->selected;
}

/**
 * cs_stream_row_set_selected:
 * @self: a row
 * @selected: whether its post is the selected one
 */
void
cs_stream_row_set_selected (CsStreamRow *self,
                            gboolean     selected)
{
  g_return_if_fail (CS_IS_STREAM_ROW (self));

  if (self->selected == !!selected)
    return;
  self->selected = !!selected;
  if (self->selected)
    gtk_widget_set_state_flags (GTK_WIDGET (self), GTK_STATE_FLAG_SELECTED, FALSE);
  else
    gtk_widget_unset_state_flags (GTK_WIDGET (self), GTK_STATE_FLAG_SELECTED);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, self->selected, -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * cs_stream_row_refresh:
 * @self: a row
 *
 * Shows its post again because what the rows share has changed.
 */
void
cs_stream_row_refresh (CsStreamRow *self)
{
  g_return_if_fail (CS_IS_STREAM_ROW (self));

  show_entry (self);
}

/**
 * cs_stream_row_update_age:
 * @self: a row
 *
 * Draws the row again if the age of its post reads differently by now.
 */
void
cs_stream_row_update_age (CsStreamRow *self)
{
  g_return_if_fail (CS_IS_STREAM_ROW (self));

  if (cs_stream_face_update_age (self->face, self->context->now_us))
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * cs_stream_row_get_label:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): what assistive technology reads out
 */
const char *
cs_stream_row_get_label (CsStreamRow *self)
{
  g_return_val_if_fail (CS_IS_STREAM_ROW (self), NULL);

  return self->label;
}

/**
 * cs_stream_row_get_body:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the text it draws
 */
const char *
cs_stream_row_get_body (CsStreamRow *self)
{
  g_return_val_if_fail (CS_IS_STREAM_ROW (self), NULL);

  return cs_stream_face_get_body (self->face);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-queue-view.h"

#include "cs-display.h"
#include "cs-dispose.h"
#include "cs-key-hint.h"
#include "cs-one-stop.h"
#include "cs-queue-row.h"

#include <glib/gi18n-lib.h>

/* A queue beyond this is not summed up: nobody airs it tonight, and reading it all costs. */
#define MAX_SUMMED 300

struct _CsQueueView {
  GtkWidget parent_instance;

  CsDesk *desk;                  /* (nullable) */
  CsPostList *queue;             /* (nullable) */
  GtkSingleSelection *selection; /* (nullable) */
  GPtrArray *rows;               /* bound rows; not owned */

  GtkWidget *total_label;
  GtkWidget *stack;
  GtkWidget *list_view;
};

G_DEFINE_FINAL_TYPE (CsQueueView, cs_queue_view, GTK_TYPE_WIDGET)

static CsPostItem *
get_cued (CsQueueView *self)
{
  return self->desk != NULL ? cs_program_get_cued (cs_desk_get_program (self->desk)) : NULL;
}

static void
moved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (CsQueueView) self = data;
  g_autoptr (GError) error = NULL;

  if (!cs_store_move_in_queue_finish (CS_STORE (source), result, &error))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.say", "s", error->message);
}

static void
move_to (CsQueueView *self,
         gint64       post_id,
         guint        place)
{
  if (place < 1 || place > g_list_model_get_n_items (G_LIST_MODEL (self->queue)))
    return;
  cs_store_move_in_queue_async (cs_desk_get_store (self->desk), post_id, place, NULL, moved_cb, g_object_ref (self));
}

static GdkContentProvider *
drag_prepare_cb (GtkDragSource *source,
                 double         x,
                 double         y,
                 CsQueueRow    *row)
{
  CsPostItem *item = cs_queue_row_get_item (row);
  GdkPaintable *icon;

  if (item == NULL)
    return NULL;
  icon = gtk_widget_paintable_new (GTK_WIDGET (row));
  gtk_drag_source_set_icon (source, icon, x, y);
  g_object_unref (icon);
  return gdk_content_provider_new_typed (CS_TYPE_POST_ITEM, item);
}

static gboolean
drop_cb (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         CsQueueRow    *row)
{
  CsQueueView *self = CS_QUEUE_VIEW (gtk_widget_get_ancestor (GTK_WIDGET (row), CS_TYPE_QUEUE_VIEW));
  CsPostItem *dragged = g_value_get_object (value);
  CsPostItem *under = cs_queue_row_get_item (row);
  guint position;

  if (self == NULL || dragged == NULL || under == NULL || dragged == under)
    return FALSE;
  position = cs_post_list_find (self->queue, cs_post_item_get_id (under));
  if (position != G_MAXUINT)
    move_to (self, cs_post_item_get_id (dragged), position + 1);
  return position != G_MAXUINT;
}

static void
add_drag (CsQueueRow *row)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (CS_TYPE_POST_ITEM, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (drag_prepare_cb), row);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), row);
  gtk_widget_add_controller (GTK_WIDGET (row), GTK_EVENT_CONTROLLER (source));
  gtk_widget_add_controller (GTK_WIDGET (row), GTK_EVENT_CONTROLLER (target));
}

static void
setup_row_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *list_item,
              gpointer                  data)
{
  GtkWidget *row = cs_queue_row_new ();

  add_drag (CS_QUEUE_ROW (row));
  gtk_list_item_set_child (list_item, row);
}

/* The signals of a factory that a template makes carry the widget of that template. */
static void
bind_row_cb (GtkSignalListItemFactory *factory,
             GtkListItem              *list_item,
             gpointer                  data)
{
  CsQueueView *self = CS_QUEUE_VIEW (data);
  CsQueueRow *row = CS_QUEUE_ROW (gtk_list_item_get_child (list_item));

  cs_queue_row_set_item (row, gtk_list_item_get_item (list_item), gtk_list_item_get_position (list_item) + 1);
  cs_queue_row_set_cued (row, get_cued (self));
  g_ptr_array_add (self->rows, list_item);
}

static void
unbind_row_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *list_item,
               gpointer                  data)
{
  CsQueueView *self = CS_QUEUE_VIEW (data);

  cs_queue_row_set_item (CS_QUEUE_ROW (gtk_list_item_get_child (list_item)), NULL, 0);
  g_ptr_array_remove (self->rows, list_item);
}

static void
activate_row_cb (CsQueueView *self,
                 guint        position)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "program.cue", "x", cs_post_list_get_id (self->queue, position));
}

/* Places shift when a row comes or goes: GtkListView rebinds only what is new. */
static void
update_rows (CsQueueView *self)
{
  for (guint i = 0; i < self->rows->len; i++) {
    GtkListItem *list_item = self->rows->pdata[i];
    CsQueueRow *row = CS_QUEUE_ROW (gtk_list_item_get_child (list_item));

    cs_queue_row_set_item (row, gtk_list_item_get_item (list_item), gtk_list_item_get_position (list_item) + 1);
    cs_queue_row_set_cued (row, get_cued (self));
  }
}

static void
show_total (CsQueueView *self)
{
  guint n = self->queue != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->queue)) : 0;
  g_autofree char *posts = g_strdup_printf (ngettext ("%u post", "%u posts", n), n);
  g_autofree char *length = NULL;
  g_autofree char *total = NULL;
  gint64 length_ms = 0;

  if (n == 0 || n > MAX_SUMMED) {
    gtk_label_set_text (GTK_LABEL (self->total_label), n > 0 ? posts : "");
    return;
  }
  for (guint i = 0; i < n; i++) {
    g_autoptr (CsPostItem) item = g_list_model_get_item (G_LIST_MODEL (self->queue), i);
    CsEntry *entry = cs_post_item_get_entry (item);

    if (entry != NULL && entry->aired_us == 0)
      length_ms += cs_snapshot_guess_duration_ms (entry->post->text);
  }
  length = cs_display_length (length_ms);
  total = g_strdup_printf ("%s · %s", posts, length);
  gtk_label_set_text (GTK_LABEL (self->total_label), total);
}

static void
queue_changed_cb (CsQueueView *self)
{
  guint n = self->queue != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->queue)) : 0;

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), n > 0 ? "list" : "empty");
  update_rows (self);
  show_total (self);
}

static void
drop_desk (CsQueueView *self)
{
  if (self->queue != NULL)
    g_signal_handlers_disconnect_by_func (self->queue, queue_changed_cb, self);
  if (self->desk != NULL)
    g_signal_handlers_disconnect_by_func (cs_desk_get_program (self->desk), update_rows, self);
  if (self->list_view != NULL)
    gtk_list_view_set_model (GTK_LIST_VIEW (self->list_view), NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->queue);
  g_clear_object (&self->desk);
}

static void
cs_queue_view_dispose (GObject *object)
{
  CsQueueView *self = CS_QUEUE_VIEW (object);

  drop_desk (self);
  cs_dispose_template (GTK_WIDGET (self), CS_TYPE_QUEUE_VIEW);
  G_OBJECT_CLASS (cs_queue_view_parent_class)->dispose (object);
}

static void
cs_queue_view_finalize (GObject *object)
{
  CsQueueView *self = CS_QUEUE_VIEW (object);

  g_ptr_array_unref (self->rows);
  G_OBJECT_CLASS (cs_queue_view_parent_class)->finalize (object);
}

static void
cs_queue_view_class_init (CsQueueViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_queue_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = cs_queue_view_finalize;

  g_type_ensure (CS_TYPE_KEY_HINT);
  g_type_ensure (CS_TYPE_ONE_STOP);

  gtk_widget_class_set_template_from_resource (widget_class, "/app/coulisses/Coulisses/playout/cs-queue-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CsQueueView, total_label);
  gtk_widget_class_bind_template_child (widget_class, CsQueueView, stack);
  gtk_widget_class_bind_template_child (widget_class, CsQueueView, list_view);
  gtk_widget_class_bind_template_callback (widget_class, setup_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_row_cb);
  gtk_widget_class_set_css_name (widget_class, "queueview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
cs_queue_view_init (CsQueueView *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Queue"), -1);
  queue_changed_cb (self);
}

/**
 * cs_queue_view_set_desk:
 * @self: a queue view
 * @desk: (nullable): the running show
 * @queue: (nullable): its queue, shared by all views of it
 */
void
cs_queue_view_set_desk (CsQueueView *self,
                        CsDesk      *desk,
                        CsPostList  *queue)
{
  g_return_if_fail (CS_IS_QUEUE_VIEW (self));

  drop_desk (self);
  if (desk != NULL) {
    self->desk = g_object_ref (desk);
    self->queue = g_object_ref (queue);
    self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (queue)));
    gtk_single_selection_set_autoselect (self->selection, FALSE);
    gtk_single_selection_set_can_unselect (self->selection, TRUE);
    gtk_list_view_set_model (GTK_LIST_VIEW (self->list_view), GTK_SELECTION_MODEL (self->selection));
    g_signal_connect_swapped (queue, "items-changed", G_CALLBACK (queue_changed_cb), self);
    g_signal_connect_swapped (cs_desk_get_program (desk), "notify::cued", G_CALLBACK (update_rows), self);
  }
  queue_changed_cb (self);
}

/**
 * cs_queue_view_get_selected:
 * @self: a queue view
 *
 * Returns: (transfer none) (nullable): the post of the selected row
 */
CsPostItem *
cs_queue_view_get_selected (CsQueueView *self)
{
  g_return_val_if_fail (CS_IS_QUEUE_VIEW (self), NULL);

  return self->selection != NULL ? gtk_single_selection_get_selected_item (self->selection) : NULL;
}

/**
 * cs_queue_view_tick:
 * @self: a queue view
 *
 * Once a second: sums up again what was read meanwhile.
 */
void
cs_queue_view_tick (CsQueueView *self)
{
  g_return_if_fail (CS_IS_QUEUE_VIEW (self));

  show_total (self);
}

/**
 * cs_queue_view_move_selected:
 * @self: a queue view
 * @by: 1 for down, -1 for up
 *
 * Moves the selected post by one place.
 */
void
cs_queue_view_move_selected (CsQueueView *self,
                             int          by)
{
  CsPostItem *item;
  guint position;

  g_return_if_fail (CS_IS_QUEUE_VIEW (self));

  item = cs_queue_view_get_selected (self);
  position = item != NULL ? cs_post_list_find (self->queue, cs_post_item_get_id (item)) : G_MAXUINT;
  if (position != G_MAXUINT)
    move_to (self, cs_post_item_get_id (item), position + 1 + by);
}

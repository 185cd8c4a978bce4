/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-window-private.h"

#include "cs-display.h"
#include "cs-queue-view.h"
#include "cs-rundown-view.h"
#include "cs-slot-dialog.h"
#include "cs-store-rundown.h"
#include "cs-text.h"

#include <glib/gi18n-lib.h>

#define MAX_NAME 40

typedef struct {
  CsWindow *window;
  char *done; /* (nullable): what to say once it is on disk */
} Step;

static Step *
step_new (CsWindow *self,
          char     *done)
{
  Step *step = g_new0 (Step, 1);

  step->window = g_object_ref (self);
  step->done = done;
  return step;
}

static void
changed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  Step *step = data;
  g_autoptr (GError) error = NULL;

  if (!cs_store_change_rundown_finish (CS_STORE (source), result, &error))
    cs_window_say (step->window, error->message);
  else if (step->done != NULL)
    cs_window_tell (step->window, "cs-check-symbolic", step->done);
  g_object_unref (step->window);
  g_free (step->done);
  g_free (step);
}

static CsRundown *
get_rundown (CsWindow *self)
{
  return cs_desk_get_rundown (self->desk);
}

/* The list of posts that the person works in: where the focus is, or the page. */
static GtkWidget *
find_list (CsWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  GtkWidget *list = focus != NULL ? gtk_widget_get_ancestor (focus, CS_TYPE_QUEUE_VIEW) : NULL;

  if (list == NULL && focus != NULL)
    list = gtk_widget_get_ancestor (focus, CS_TYPE_RUNDOWN_VIEW);
  if (list == NULL && g_strcmp0 (self->page, "queue") == 0)
    list = self->queue_view;
  if (list == NULL && g_strcmp0 (self->page, "rundown") == 0)
    list = self->rundown_view;
  return list;
}

/* (transfer none) (nullable): the selected post of that list */
CsPostItem *
cs_window_find_listed (CsWindow *self)
{
  GtkWidget *list = find_list (self);

  if (CS_IS_QUEUE_VIEW (list))
    return cs_queue_view_get_selected (CS_QUEUE_VIEW (list));
  return list != NULL ? cs_rundown_view_get_selected (CS_RUNDOWN_VIEW (list)) : NULL;
}

static CsPostItem *
find_to_plan (CsWindow *self)
{
  CsPostItem *listed = cs_window_find_listed (self);
  CsPostItem *open = cs_cursor_get_item (self->cursor);
  CsEntry *entry = open != NULL ? cs_post_item_get_entry (open) : NULL;

  if (listed != NULL)
    return g_object_ref (listed);
  if (entry != NULL && entry->state == CS_STATE_APPROVED && entry->withdrawn_us == 0)
    return g_object_ref (open);
  /* After an approval the next post is open already: what was approved waits in the queue. */
  return cs_rundown_find_in_queue (get_rundown (self), G_LIST_MODEL (self->queue));
}

/* "Session 2 · Chloé Baranès" */
static char *
describe_plan (CsSlot     *slot,
               CsPostItem *item)
{
  CsEntry *entry = cs_post_item_get_entry (item);
  g_autofree char *line = entry != NULL ? cs_display_line (entry->post->name, MAX_NAME) : g_strdup ("");
  g_autofree char *name = cs_text_isolate (line);

  return g_strdup_printf ("%s · %s", cs_slot_get_name (slot), name);
}

static void
plan (GtkWidget  *widget,
      const char *name,
      GVariant   *target)
{
  CsWindow *self = CS_WINDOW (widget);
  gint64 post_id = g_variant_get_int64 (target);
  CsSlot *slot = cs_rundown_get_current (get_rundown (self));
  g_autoptr (CsPostItem) item = post_id != 0 ? cs_store_get_item (cs_desk_get_store (self->desk), post_id) : find_to_plan (self);

  if (slot == NULL)
    cs_window_say (self, _("There is no session in the rundown. Add one first."));
  else if (item == NULL)
    cs_window_say (self, _("Nothing approved waits in the queue. Approve a post first."));
  else
    cs_store_plan_async (cs_desk_get_store (self->desk), cs_post_item_get_id (item), cs_slot_get_id (slot), G_MAXUINT, NULL,
                         changed_cb, step_new (self, describe_plan (slot, item)));
}

static void
remove_slot (CsWindow *self,
             CsSlot   *slot)
{
  guint n_posts = g_list_model_get_n_items (G_LIST_MODEL (slot));
  char *done = n_posts > 0 ? g_strdup_printf (ngettext ("Session removed; its post is in the queue",
                                                        "Session removed; its %u posts are in the queue", n_posts),
                                              n_posts)
                           : g_strdup (_("Session removed"));

  cs_store_remove_slot_async (cs_desk_get_store (self->desk), cs_slot_get_id (slot), NULL, changed_cb, step_new (self, done));
}

static void
take_out (GtkWidget  *widget,
          const char *name,
          GVariant   *target)
{
  CsWindow *self = CS_WINDOW (widget);
  GtkWidget *list = find_list (self);
  CsPostItem *item;
  CsSlot *slot;

  if (!CS_IS_RUNDOWN_VIEW (list))
    return;
  slot = cs_rundown_view_get_selected_slot (CS_RUNDOWN_VIEW (list));
  item = cs_rundown_view_get_selected (CS_RUNDOWN_VIEW (list));
  /* In the card under the open post no session goes by a key. */
  if (slot != NULL && list == self->rundown_view)
    remove_slot (self, slot);
  if (item != NULL)
    cs_store_unplan_async (cs_desk_get_store (self->desk), cs_post_item_get_id (item), NULL, changed_cb,
                           step_new (self, g_strdup (_("Back in the queue"))));
}

static void
move (GtkWidget  *widget,
      const char *name,
      GVariant   *target)
{
  GtkWidget *list = find_list (CS_WINDOW (widget));
  int by = g_str_equal (name, "rundown.move-down") ? 1 : -1;

  if (CS_IS_QUEUE_VIEW (list))
    cs_queue_view_move_selected (CS_QUEUE_VIEW (list), by);
  else if (list != NULL)
    cs_rundown_view_move_selected (CS_RUNDOWN_VIEW (list), by);
}

static void
added_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (CsWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (cs_store_add_slot_finish (CS_STORE (source), result, &error) == 0)
    cs_window_say (self, error->message);
}

static void
new_slot_given_cb (CsWindow   *self,
                   const char *name,
                   const char *place,
                   guint       length_ms)
{
  if (self->desk != NULL)
    cs_store_add_slot_async (cs_desk_get_store (self->desk), name, place, length_ms, G_MAXUINT, NULL, added_cb,
                             g_object_ref (self));
}

static void
add_slot (GtkWidget  *widget,
          const char *name,
          GVariant   *target)
{
  CsWindow *self = CS_WINDOW (widget);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (get_rundown (self)));
  /* Translators: the first name of an on-air session: "Session 2" */
  g_autofree char *first_name = g_strdup_printf (_("Session %u"), n + 1);
  CsSlotDialog *dialog = cs_slot_dialog_new (GTK_WINDOW (self), _("Add a Session"), _("Add"), first_name, "", CS_SLOT_LENGTH_MS);

  g_signal_connect_object (dialog, "given", G_CALLBACK (new_slot_given_cb), self, G_CONNECT_SWAPPED);
  cs_window_show_dialog (self, GTK_WINDOW (dialog));
}

/* Bound to the session that it was asked for, whatever is selected when the answer comes. */
static void
slot_given_cb (CsSlotDialog *dialog,
               const char   *name,
               const char   *place,
               guint         length_ms,
               CsSlot       *slot)
{
  CsWindow *self = CS_WINDOW (gtk_window_get_transient_for (GTK_WINDOW (dialog)));

  if (self->desk != NULL)
    cs_store_change_slot_async (cs_desk_get_store (self->desk), cs_slot_get_id (slot), name, place, length_ms, NULL,
                                changed_cb, step_new (self, NULL));
}

static void
edit_slot (GtkWidget  *widget,
           const char *name,
           GVariant   *target)
{
  CsWindow *self = CS_WINDOW (widget);
  CsSlot *slot = cs_rundown_find_slot (get_rundown (self), g_variant_get_int64 (target));
  CsSlotDialog *dialog;

  if (slot == NULL)
    return;
  dialog = cs_slot_dialog_new (GTK_WINDOW (self), _("Change the Session"), _("Change"), cs_slot_get_name (slot),
                               cs_slot_get_place (slot), cs_slot_get_times (slot)->length_ms);
  g_signal_connect_object (dialog, "given", G_CALLBACK (slot_given_cb), slot, 0);
  cs_window_show_dialog (self, GTK_WINDOW (dialog));
}

static void
remove_named_slot (GtkWidget  *widget,
                   const char *name,
                   GVariant   *target)
{
  CsWindow *self = CS_WINDOW (widget);
  CsSlot *slot = cs_rundown_find_slot (get_rundown (self), g_variant_get_int64 (target));

  if (slot != NULL)
    remove_slot (self, slot);
}

static void
choose_slot (GtkWidget  *widget,
             const char *name,
             GVariant   *target)
{
  cs_rundown_choose (get_rundown (CS_WINDOW (widget)), g_variant_get_int64 (target));
}

static const struct {
  const char *name;
  const char *type; /* (nullable) */
  GtkWidgetActionActivateFunc func;
} actions[] = {
  { "rundown.plan", "x", plan },
  { "rundown.take-out", NULL, take_out },
  { "rundown.move-up", NULL, move },
  { "rundown.move-down", NULL, move },
  { "rundown.add-slot", NULL, add_slot },
  { "rundown.edit-slot", "x", edit_slot },
  { "rundown.remove-slot", "x", remove_named_slot },
  { "rundown.choose-slot", "x", choose_slot },
};

void
cs_window_install_rundown_actions (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].type, actions[i].func);
}

void
cs_window_update_rundown_actions (CsWindow *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i].name, self->desk != NULL);
}

void
cs_window_drop_rundown (CsWindow *self)
{
  cs_queue_view_set_desk (CS_QUEUE_VIEW (self->queue_view), NULL, NULL);
  cs_queue_view_set_desk (CS_QUEUE_VIEW (self->next_view), NULL, NULL);
  cs_queue_view_set_desk (CS_QUEUE_VIEW (self->beside_view), NULL, NULL);
  cs_rundown_view_set_desk (CS_RUNDOWN_VIEW (self->session_view), NULL);
  cs_rundown_view_set_desk (CS_RUNDOWN_VIEW (self->rundown_view), NULL);
}

void
cs_window_tick_rundown (CsWindow *self)
{
  cs_queue_view_tick (CS_QUEUE_VIEW (self->queue_view));
  cs_queue_view_tick (CS_QUEUE_VIEW (self->next_view));
  cs_queue_view_tick (CS_QUEUE_VIEW (self->beside_view));
}

void
cs_window_fill_rundown (CsWindow *self)
{
  cs_queue_view_set_desk (CS_QUEUE_VIEW (self->queue_view), self->desk, self->queue);
  cs_queue_view_set_desk (CS_QUEUE_VIEW (self->next_view), self->desk, self->queue);
  cs_queue_view_set_desk (CS_QUEUE_VIEW (self->beside_view), self->desk, self->queue);
  cs_rundown_view_set_desk (CS_RUNDOWN_VIEW (self->session_view), self->desk);
  cs_rundown_view_set_desk (CS_RUNDOWN_VIEW (self->rundown_view), self->desk);
}

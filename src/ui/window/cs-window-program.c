/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-window-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A second take this soon, with no other act between, is the same press. */
#define SAME_PRESS_MS 300

/* Another act came between: the next take is one of its own. */
static void
forget_take (CsWindow *self)
{
  self->take = (CsPress) { 0 };
  self->take_again = NULL;
}

/* By the display's clock, which goes on while the desk is busy and handles late what was pressed early. What no press
 * asked for, such as a screen reader's act, has the time at which it is handled. */
static gboolean
is_same_press (const CsPress *before,
               const CsPress *now)
{
  if (before->handled_us == 0)
    return FALSE;
  if (before->serial != now->serial && before->time_ms != GDK_CURRENT_TIME && now->time_ms != GDK_CURRENT_TIME)
    return now->time_ms - before->time_ms < SAME_PRESS_MS;
  return now->handled_us - before->handled_us < SAME_PRESS_MS * G_TIME_SPAN_MILLISECOND;
}

static CsPostItem *
find_selected_approved (CsWindow *self)
{
  CsPostItem *open = cs_cursor_get_item (self->cursor);
  CsEntry *entry = open != NULL ? cs_post_item_get_entry (open) : NULL;
  CsPostItem *listed = cs_window_find_listed (self);

  if (listed != NULL)
    return g_object_ref (listed);
  if (entry != NULL && entry->state == CS_STATE_APPROVED && entry->withdrawn_us == 0)
    return g_object_ref (open);
  /* After an approval the next post is open already: what was approved waits in a session or in the queue. */
  return cs_rundown_find_next (cs_desk_get_rundown (self->desk), G_LIST_MODEL (self->queue));
}

static void
cue (GtkWidget  *widget,
     const char *name,
     GVariant   *target)
{
  CsWindow *self = CS_WINDOW (widget);
  gint64 post_id = g_variant_get_int64 (target);
  g_autoptr (CsPostItem) item = post_id != 0 ? cs_store_get_item (cs_desk_get_store (self->desk), post_id)
                                             : find_selected_approved (self);
  g_autoptr (GError) error = NULL;

  forget_take (self);
  if (item == NULL)
    cs_window_say (self, _("Nothing approved waits to go on air. Approve a post first."));
  else if (!cs_program_cue (cs_desk_get_program (self->desk), item, &error))
    cs_window_say (self, error->message);
}

static void
tell_no_next (CsWindow *self)
{
  CsSnapshot *on_air = self->desk != NULL ? cs_program_get_on_air (cs_desk_get_program (self->desk)) : NULL;
  CsSlot *slot = on_air != NULL ? cs_rundown_find_slot_of (cs_desk_get_rundown (self->desk), on_air->post_id) : NULL;
  g_autofree char *over = NULL;

  if (slot != NULL)
    /* Translators: the last post of an on-air session is on air: "Session 2: nothing left to cue" */
    over = g_strdup_printf (_("%s: nothing left to cue"), cs_slot_get_name (slot));
  cs_window_tell (self, "cs-check-symbolic", over != NULL ? over : _("The queue is empty"));
}

static void start_take (CsWindow *self, const char *name);

static void
cue_next (CsWindow *self)
{
  g_autoptr (CsPostItem) next = NULL;
  g_autoptr (GError) error = NULL;

  if (self->queue != NULL)
    next = cs_rundown_find_next (cs_desk_get_rundown (self->desk), G_LIST_MODEL (self->queue));
  if (next == NULL)
    tell_no_next (self);
  else if (!cs_program_cue (cs_desk_get_program (self->desk), next, &error))
    cs_window_say (self, error->message);
}

/* Another press that came while this take was on its way to the disk. */
static void
take_again (CsWindow *self)
{
  const char *name = g_steal_pointer (&self->take_again);

  if (name != NULL && self->desk != NULL && cs_program_get_cued (cs_desk_get_program (self->desk)) != NULL)
    start_take (self, name);
}

static gboolean
finish_take (CsWindow     *self,
             GObject      *program,
             GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;

  if (cs_program_take_finish (CS_PROGRAM (program), result, &error))
    return self->desk != NULL && program == G_OBJECT (cs_desk_get_program (self->desk));
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PENDING)) {
    self->take_again = NULL;
    cs_window_say (self, error->message);
  }
  return FALSE;
}

static void
taken_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (CsWindow) self = data;

  self->taking = FALSE;
  if (finish_take (self, source, result))
    take_again (self);
}

static void
taken_cue_next_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      data)
{
  g_autoptr (CsWindow) self = data;

  self->taking = FALSE;
  if (!finish_take (self, source, result))
    return;
  cue_next (self);
  take_again (self);
}

static void
start_take (CsWindow   *self,
            const char *name)
{
  self->taking = TRUE;
  cs_program_take_async (cs_desk_get_program (self->desk), cs_triage_get_by (cs_desk_get_triage (self->desk)), NULL,
                         strcmp (name, "program.take") == 0 ? taken_cb : taken_cue_next_cb, g_object_ref (self));
}

static void
take (GtkWidget  *widget,
      const char *name,
      GVariant   *target)
{
  CsWindow *self = CS_WINDOW (widget);
  CsPress before = self->take;

  self->take = self->press;
  self->take.handled_us = g_get_monotonic_time ();
  if (is_same_press (&before, &self->take)) {
    self->take = before;
    return;
  }
  if (self->taking)
    self->take_again = g_intern_string (name);
  else
    start_take (self, name);
}

static void
out (GtkWidget  *widget,
     const char *name,
     GVariant   *target)
{
  CsWindow *self = CS_WINDOW (widget);

  forget_take (self);
  cs_program_out (cs_desk_get_program (self->desk));
}

static void
clear (GtkWidget  *widget,
       const char *name,
       GVariant   *target)
{
  CsWindow *self = CS_WINDOW (widget);

  if (self->desk == NULL)
    return;
  forget_take (self);
  cs_desk_clear (self->desk);
  cs_window_tell (self, "cs-cross-symbolic", _("Everything is off"));
}

static const struct {
  const char *name;
  const char *type; /* (nullable) */
  GtkWidgetActionActivateFunc func;
} actions[] = {
  { "program.cue", "x", cue },
  { "program.take", NULL, take },
  { "program.take-next", NULL, take },
  { "program.out", NULL, out },
  { "program.clear", NULL, clear },
};

/* Every press in the window passes here, before whatever it is for. */
static gboolean
event_cb (GtkEventControllerLegacy *controller,
          GdkEvent                 *event,
          CsWindow                 *self)
{
  switch ((int) gdk_event_get_event_type (event)) {
  case GDK_BUTTON_PRESS:
  case GDK_KEY_PRESS:
  case GDK_TOUCH_BEGIN:
    self->press.serial++;
    self->press.time_ms = gdk_event_get_time (event);
    break;
  default:
    break;
  }
  return GDK_EVENT_PROPAGATE;
}

void
cs_window_init_presses (CsWindow *self)
{
  GtkEventController *events = gtk_event_controller_legacy_new ();

  gtk_event_controller_set_propagation_phase (events, GTK_PHASE_CAPTURE);
  g_signal_connect (events, "event", G_CALLBACK (event_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), events);
}

void
cs_window_install_program_actions (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].type, actions[i].func);
}

void
cs_window_update_program_actions (CsWindow *self)
{
  forget_take (self);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i].name, self->desk != NULL);
}

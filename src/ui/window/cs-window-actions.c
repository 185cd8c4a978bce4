/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-window-private.h"

#include "cs-ask-dialog.h"
#include "cs-display.h"
#include "cs-look.h"
#include "cs-overlay-dialog.h"
#include "cs-post-card.h"
#include "cs-shortcuts.h"
#include "cs-source-dialog.h"
#include "cs-notice.h"
#include "cs-stream-pane.h"
#include "cs-text.h"
#include "cs-words-dialog.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A press that seems older was made by another clock. */
#define MAX_LATE_MS 60000
#define MAX_NAME 40

typedef struct {
  CsWindow *window;
  gint64 post_id;
} Act;

static Act *
act_new (CsWindow *self,
         gint64    post_id)
{
  Act *act = g_new0 (Act, 1);

  act->window = g_object_ref (self);
  act->post_id = post_id;
  return act;
}

static void
act_free (Act *act)
{
  g_object_unref (act->window);
  g_free (act);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Act, act_free)

/* "Approved · Chloé Baranès" */
static void
tell_decision (CsWindow      *self,
               const CsEntry *entry)
{
  CsLook look = cs_look_of (entry, FALSE);
  const char *word = cs_look_get_word (look);
  const char *icon_name = cs_look_get_icon_name (look);
  g_autofree char *line = cs_display_line (entry->post->name, MAX_NAME);
  g_autofree char *name = cs_text_isolate (line);
  g_autofree char *what = g_strdup_printf ("%s · %s", word != NULL ? word : _("Back to triage"), name);

  cs_window_tell (self, icon_name != NULL ? icon_name : "edit-undo-symbolic", what);
}

static void
decided_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (Act) act = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CsEntry) entry = cs_triage_decide_finish (CS_TRIAGE (source), result, &error);

  if (entry != NULL) {
    tell_decision (act->window, entry);
    return;
  }
  /* What was decided about is not what is there: it comes back to be read. */
  cs_window_say (act->window, error->message);
  if (act->window->cursor != NULL && g_error_matches (error, CS_STORE_ERROR, CS_STORE_ERROR_STALE))
    cs_cursor_open (act->window->cursor, act->post_id);
}

/* Exactly what is on screen: the card's version of the open post, a row's version of any other. */
static CsEntry *
find_shown (CsWindow *self,
            gint64    post_id)
{
  CsEntry *shown = cs_post_card_get_shown (CS_POST_CARD (self->post_card));
  g_autoptr (CsPostItem) item = NULL;

  if (shown != NULL && shown->id == post_id)
    return cs_entry_ref (shown);
  item = cs_store_get_item (cs_desk_get_store (self->desk), post_id);
  shown = cs_post_item_get_entry (item);
  return shown != NULL ? cs_entry_ref (shown) : NULL;
}

/* When the hand came down. The display's clock is the monotonic one where both are on one machine; what no press asked
 * for, such as a screen reader's act, is about now. */
static gint64
find_press_us (CsWindow *self,
               gint64    now_us)
{
  guint32 late_ms = (guint32) (now_us / G_TIME_SPAN_MILLISECOND) - self->press.time_ms;
  gboolean pressed = self->press.serial != self->approve_serial && self->press.time_ms != GDK_CURRENT_TIME;

  self->approve_serial = self->press.serial;
  return pressed && late_ms < MAX_LATE_MS ? now_us - late_ms * G_TIME_SPAN_MILLISECOND : now_us;
}

/* Returns why an approval has to wait, or NULL. */
static char *
find_doubt (CsWindow      *self,
            const CsEntry *shown)
{
  CsPostCard *card = CS_POST_CARD (self->post_card);
  g_autoptr (GPtrArray) hints = cs_desk_find_hints (self->desk, shown);
  gint64 edited_us = cs_post_card_get_shown (card) == shown ? cs_post_card_get_edited_us (card) : 0;

  gint64 now_us = g_get_monotonic_time ();

  return cs_consent_give (self->consent, shown, hints, edited_us, find_press_us (self, now_us), now_us);
}

static void
decide (CsWindow   *self,
        gint64      post_id,
        CsVerb      verb,
        const char *reason)
{
  g_autoptr (CsEntry) shown = NULL;
  g_autofree char *doubt = NULL;

  if (self->desk == NULL)
    return;
  shown = post_id != 0 ? find_shown (self, post_id) : NULL;
  if (shown == NULL) {
    cs_window_say (self, _("No post is open."));
    return;
  }
  doubt = verb == CS_VERB_APPROVE ? find_doubt (self, shown) : NULL;
  if (doubt != NULL) {
    cs_window_say (self, doubt);
    return;
  }
  cs_cursor_advance (self->cursor, post_id);
  cs_triage_decide_async (cs_desk_get_triage (self->desk), shown, verb, reason, NULL, decided_cb,
                          act_new (self, post_id));
}

static void
approve (GtkWidget  *widget,
         const char *name,
         GVariant   *target)
{
  decide (CS_WINDOW (widget), g_variant_get_int64 (target), CS_VERB_APPROVE, NULL);
}

static void
reject (GtkWidget  *widget,
        const char *name,
        GVariant   *target)
{
  decide (CS_WINDOW (widget), g_variant_get_int64 (target), CS_VERB_REJECT, NULL);
}

static void
hold (GtkWidget  *widget,
      const char *name,
      GVariant   *target)
{
  decide (CS_WINDOW (widget), g_variant_get_int64 (target), CS_VERB_HOLD, NULL);
}

static void
reason_given_cb (CsAskDialog *dialog,
                 const char  *reason,
                 Act         *act)
{
  decide (act->window, act->post_id, CS_VERB_REJECT, reason);
}

static void
free_act (gpointer  data,
          GClosure *closure)
{
  act_free (data);
}

/* Bound to the post that was open when it was asked for, whatever is open when the reason comes. */
static void
reject_with_reason (GtkWidget  *widget,
                    const char *name,
                    GVariant   *target)
{
  CsWindow *self = CS_WINDOW (widget);
  CsEntry *shown = cs_post_card_get_shown (CS_POST_CARD (self->post_card));
  const char *const reasons[] = { _("Look-alike"), _("Advertising"), _("Insult"), _("Off topic"), NULL };
  CsAskDialog *dialog;

  if (shown == NULL)
    return;
  dialog = cs_ask_dialog_new (GTK_WINDOW (self), _("Reject this Post"), _("Reason, for the journal"), NULL, _("Reject"),
                              reasons);
  g_signal_connect_data (dialog, "given", G_CALLBACK (reason_given_cb), act_new (self, shown->id), free_act, 0);
  cs_window_show_dialog (self, GTK_WINDOW (dialog));
}

static void
undone_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (CsWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CsEntry) entry = cs_triage_undo_finish (CS_TRIAGE (source), result, &error);

  if (entry == NULL) {
    cs_window_say (self, error->message);
    return;
  }
  if (self->cursor != NULL)
    cs_cursor_open (self->cursor, entry->id);
  tell_decision (self, entry);
}

static void
undo (GtkWidget  *widget,
      const char *name,
      GVariant   *target)
{
  CsWindow *self = CS_WINDOW (widget);

  cs_triage_undo_async (cs_desk_get_triage (self->desk), NULL, undone_cb, g_object_ref (self));
}

static void
open_post (GtkWidget  *widget,
           const char *name,
           GVariant   *target)
{
  CsWindow *self = CS_WINDOW (widget);

  cs_cursor_open (self->cursor, g_variant_get_int64 (target));
  g_object_set (self, "page", "triage", NULL);
}

static void
step (GtkWidget  *widget,
      const char *name,
      GVariant   *target)
{
  CsWindow *self = CS_WINDOW (widget);
  gboolean next = strcmp (name, "triage.next") == 0;

  g_object_set (self, "page", "triage", NULL);
  if (!cs_cursor_step (self->cursor, next ? 1 : -1))
    cs_window_tell (self, "cs-check-symbolic", cs_cursor_get_n_left (self->cursor) == 0 ? _("All sorted")
                                               : next ? _("This is the oldest") : _("This is the newest"));
}

static void
copy (GtkWidget  *widget,
      const char *name,
      GVariant   *target)
{
  CsEntry *shown = cs_post_card_get_shown (CS_POST_CARD (CS_WINDOW (widget)->post_card));

  if (shown == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), shown->post->text);
  cs_window_tell (CS_WINDOW (widget), "edit-copy-symbolic", _("Text copied"));
}

/* The address comes from a stranger: nothing but the web is opened. */
static void
browse (GtkWidget  *widget,
        const char *name,
        GVariant   *target)
{
  CsEntry *shown = cs_post_card_get_shown (CS_POST_CARD (CS_WINDOW (widget)->post_card));
  const char *url = shown != NULL ? shown->post->web_url : NULL;

  if (url == NULL || !(g_str_has_prefix (url, "https://") || g_str_has_prefix (url, "http://")) ||
      !g_uri_is_valid (url, G_URI_FLAGS_NONE, NULL)) {
    cs_window_say (CS_WINDOW (widget), _("This post has no page to open."));
    return;
  }
  gtk_show_uri (GTK_WINDOW (widget), url, GDK_CURRENT_TIME);
}

static void
say (GtkWidget  *widget,
     const char *name,
     GVariant   *target)
{
  cs_window_say (CS_WINDOW (widget), g_variant_get_string (target, NULL));
}

static void
add_source (GtkWidget  *widget,
            const char *name,
            GVariant   *target)
{
  cs_window_show_dialog (CS_WINDOW (widget), GTK_WINDOW (cs_source_dialog_new (GTK_WINDOW (widget), CS_WINDOW (widget)->desk)));
}

static void
name_given_cb (CsWindow   *self,
               const char *title)
{
  if (self->desk != NULL)
    cs_desk_set_title (self->desk, title);
}

static void
rename_show (GtkWidget  *widget,
             const char *name,
             GVariant   *target)
{
  CsWindow *self = CS_WINDOW (widget);
  CsAskDialog *dialog = cs_ask_dialog_new (GTK_WINDOW (self), _("Rename the Show"), _("Name of the show"),
                                           cs_desk_get_title (self->desk), _("Rename"), NULL);

  g_signal_connect_object (dialog, "given", G_CALLBACK (name_given_cb), self, G_CONNECT_SWAPPED);
  cs_window_show_dialog (self, GTK_WINDOW (dialog));
}

static void
edit_words (GtkWidget  *widget,
            const char *name,
            GVariant   *target)
{
  cs_window_show_dialog (CS_WINDOW (widget), GTK_WINDOW (cs_words_dialog_new (GTK_WINDOW (widget), CS_WINDOW (widget)->desk)));
}

static void
overlay (GtkWidget  *widget,
         const char *name,
         GVariant   *target)
{
  GtkWidget *dialog = cs_overlay_dialog_new (GTK_WINDOW (widget), cs_desk_get_output (CS_WINDOW (widget)->desk));

  cs_window_show_dialog (CS_WINDOW (widget), GTK_WINDOW (dialog));
}

static void
show_shortcuts (GtkWidget  *widget,
                const char *name,
                GVariant   *target)
{
  GtkWidget *dialog = cs_shortcuts_new (GTK_WINDOW (widget), CS_WINDOW (widget)->keymap);

  cs_window_show_dialog (CS_WINDOW (widget), GTK_WINDOW (dialog));
}

static void
release (GtkWidget  *widget,
         const char *name,
         GVariant   *target)
{
  cs_stream_pane_release (CS_STREAM_PANE (CS_WINDOW (widget)->stream_pane));
}

/* In a narrow window the pane comes with the search. */
static void
search (GtkWidget  *widget,
        const char *name,
        GVariant   *target)
{
  CsWindow *self = CS_WINDOW (widget);

  if (self->room != CS_ROOM_FOR_ALL && !self->stream_asked)
    cs_window_show_pane (self, TRUE);
  cs_stream_pane_search (CS_STREAM_PANE (self->stream_pane));
}

static void
show_pane (GtkWidget  *widget,
           const char *name,
           GVariant   *target)
{
  cs_window_show_pane (CS_WINDOW (widget), strcmp (name, "view.stream") == 0);
}

static void
move_to_pane (GtkWidget  *widget,
              const char *name,
              GVariant   *target)
{
  CsWindow *self = CS_WINDOW (widget);
  GtkWidget *panes[] = { self->stream_pane, self->centre, self->side };
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  int by = strcmp (name, "win.next-pane") == 0 ? 1 : G_N_ELEMENTS (panes) - 1;
  guint at = 0;

  /* What is offered for a few seconds comes first, and the same key leads back. */
  if (cs_notice_leave (CS_NOTICE (self->notice)) || cs_notice_enter (CS_NOTICE (self->notice)))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (panes); i++)
    if (focus != NULL && gtk_widget_is_ancestor (focus, panes[i]))
      at = i;
  for (guint i = 0; i < G_N_ELEMENTS (panes); i++) {
    at = (at + by) % G_N_ELEMENTS (panes);
    if (gtk_widget_get_visible (panes[at]) && gtk_widget_child_focus (panes[at], GTK_DIR_TAB_FORWARD))
      return;
  }
}

/* The first page asks; the application opens. */
static void
start (GtkWidget  *widget,
       const char *name,
       GVariant   *target)
{
  GApplication *application = G_APPLICATION (gtk_window_get_application (GTK_WINDOW (widget)));

  g_action_group_activate_action (G_ACTION_GROUP (application), strchr (name, '.') + 1, target);
}

static void
close_show (GtkWidget  *widget,
            const char *name,
            GVariant   *target)
{
  GApplication *application = G_APPLICATION (gtk_window_get_application (GTK_WINDOW (widget)));

  if (cs_window_is_live (CS_WINDOW (widget)))
    cs_window_ask_to_end (CS_WINDOW (widget));
  else
    g_action_group_activate_action (G_ACTION_GROUP (application), "close-show", NULL);
}

static const struct {
  const char *name;
  const char *type; /* (nullable) */
  GtkWidgetActionActivateFunc func;
  gboolean in_show;
} actions[] = {
  { "triage.approve", "x", approve, TRUE },
  { "triage.reject", "x", reject, TRUE },
  { "triage.hold", "x", hold, TRUE },
  { "triage.open", "x", open_post, TRUE },
  { "triage.reject-with-reason", NULL, reject_with_reason, TRUE },
  { "triage.undo", NULL, undo, TRUE },
  { "triage.next", NULL, step, TRUE },
  { "triage.previous", NULL, step, TRUE },
  { "triage.copy", NULL, copy, TRUE },
  { "triage.browse", NULL, browse, TRUE },
  { "stream.release", NULL, release, TRUE },
  { "stream.search", NULL, search, TRUE },
  { "view.stream", NULL, show_pane, TRUE },
  { "view.side", NULL, show_pane, TRUE },
  { "win.say", "s", say, TRUE },
  { "win.add-source", NULL, add_source, TRUE },
  { "win.rename", NULL, rename_show, TRUE },
  { "win.words", NULL, edit_words, TRUE },
  { "win.overlay", NULL, overlay, TRUE },
  { "win.close-show", NULL, close_show, TRUE },
  { "win.next-pane", NULL, move_to_pane, TRUE },
  { "win.previous-pane", NULL, move_to_pane, TRUE },
  { "start.rehearsal", NULL, start, FALSE },
  { "start.new", NULL, start, FALSE },
  { "start.open", NULL, start, FALSE },
  { "start.open-uri", "s", start, FALSE },
};

void
cs_window_install_actions (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].type, actions[i].func);
  gtk_widget_class_install_action (widget_class, "win.shortcuts", NULL, show_shortcuts);
  cs_window_install_contest_actions (widget_class);
  cs_window_install_live_actions (widget_class);
  cs_window_install_frame_actions (widget_class);
  cs_window_install_photo_actions (widget_class);
  cs_window_install_program_actions (widget_class);
  cs_window_install_replay_actions (widget_class);
  cs_window_install_rundown_actions (widget_class);
}

void
cs_window_update_actions (CsWindow *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i].name, actions[i].in_show == (self->desk != NULL));
  cs_window_update_contest_actions (self);
  cs_window_update_live_actions (self);
  cs_window_update_photo_actions (self);
  cs_window_update_program_actions (self);
  cs_window_update_replay_actions (self);
  cs_window_update_rundown_actions (self);
}

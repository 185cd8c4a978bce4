/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-window-private.h"

#include "cs-as-run-view.h"
#include "cs-hush.h"
#include "cs-key-hint.h"
#include "cs-contest-panel.h"
#include "cs-live-badge.h"
#include "cs-live-pane.h"
#include "cs-post-card.h"
#include "cs-queue-view.h"
#include "cs-rundown-view.h"
#include "cs-source-button.h"
#include "cs-start-page.h"
#include "cs-stream-pane.h"
#include "cs-strip.h"
#include "cs-tally.h"

#include <glib/gi18n-lib.h>


enum { PROP_0, PROP_PAGE, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CsWindow, cs_window, ADW_TYPE_APPLICATION_WINDOW)

static void
set_page (CsWindow   *self,
          const char *page)
{
  GtkWidget *child = adw_view_stack_get_child_by_name (ADW_VIEW_STACK (self->pages), page);

  if (child == NULL || g_strcmp0 (self->page, page) == 0)
    return;
  g_free (self->page);
  self->page = g_strdup (page);
  adw_view_stack_set_visible_child (ADW_VIEW_STACK (self->pages), child);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAGE]);
}

static void
label_keys (CsWindow *self)
{
  cs_keymap_label (self->keymap, GTK_WIDGET (self));
}

static void
cursor_item_changed_cb (CsWindow *self)
{
  cs_post_card_set_item (CS_POST_CARD (self->post_card), cs_cursor_get_item (self->cursor));
  cs_window_update_place (self);
}

static void
show_titles (CsWindow *self)
{
  const char *title = self->desk != NULL ? cs_desk_get_title (self->desk) : NULL;

  gtk_label_set_text (GTK_LABEL (self->title_label), title != NULL ? title : "");
  gtk_widget_set_visible (self->rehearsal_badge, self->desk != NULL && cs_desk_get_rehearsal (self->desk));
}

static void
drop_desk (CsWindow *self)
{
  cs_window_stop_ticking (self);
  if (self->desk == NULL)
    return;
  g_signal_handlers_disconnect_by_func (self->desk, show_titles, self);
  cs_window_drop_stream (self);
  g_signal_handlers_disconnect_by_func (self->cursor, cursor_item_changed_cb, self);
  g_signal_handlers_disconnect_by_func (self->cursor, cs_window_update_place, self);
  cs_post_card_set_desk (CS_POST_CARD (self->post_card), NULL, NULL);
  cs_window_drop_rundown (self);
  cs_as_run_view_set_store (CS_AS_RUN_VIEW (self->as_run_view), NULL);
  cs_strip_set_desk (CS_STRIP (self->strip), NULL);
  cs_tally_set_desk (CS_TALLY (self->tally), NULL);
  cs_source_button_set_desk (CS_SOURCE_BUTTON (self->source_button), NULL);
  cs_window_drop_live (self);
  cs_window_drop_contest (self);
  g_clear_object (&self->cursor);
  g_clear_object (&self->queue);
  g_clear_object (&self->desk);
}

static void
take_desk (CsWindow *self,
           CsDesk   *desk)
{
  const CsPostQuery query = { .states = 1 << CS_STATE_APPROVED, .order = CS_POST_ORDER_QUEUE };

  self->desk = g_object_ref (desk);
  self->cursor = cs_cursor_new (cs_desk_get_store (desk));
  self->queue = cs_post_list_new (cs_desk_get_store (desk), &query);
  g_signal_connect_swapped (desk, "notify::title", G_CALLBACK (show_titles), self);
  g_signal_connect_swapped (desk, "notify::rehearsal", G_CALLBACK (show_titles), self);
  g_signal_connect_swapped (self->cursor, "notify::item", G_CALLBACK (cursor_item_changed_cb), self);
  g_signal_connect_swapped (self->cursor, "notify::place", G_CALLBACK (cs_window_update_place), self);
  g_signal_connect_swapped (self->cursor, "notify::n-left", G_CALLBACK (cs_window_update_place), self);
  cs_post_card_set_desk (CS_POST_CARD (self->post_card), desk, self->loader);
  cs_window_fill_rundown (self);
  cs_as_run_view_set_store (CS_AS_RUN_VIEW (self->as_run_view), cs_desk_get_store (desk));
  cs_strip_set_desk (CS_STRIP (self->strip), desk);
  cs_tally_set_desk (CS_TALLY (self->tally), desk);
  cs_source_button_set_desk (CS_SOURCE_BUTTON (self->source_button), desk);
  cs_window_fill_live (self);
  cs_window_fill_contest (self);
  cs_window_fill_stream (self);
  cs_window_update_place (self);
  cs_window_start_ticking (self);
}

/* The others are hidden from the stack, which would style and measure them too: the whole desk before the first frame. */
static void
show_main (CsWindow  *self,
           GtkWidget *page)
{
  gtk_widget_set_visible (page, TRUE);
  gtk_stack_set_visible_child (GTK_STACK (self->main_stack), page);
  for (GtkWidget *other = gtk_widget_get_first_child (self->main_stack); other != NULL; other = gtk_widget_get_next_sibling (other))
    gtk_widget_set_visible (other, other == page);
}

static void
show_desk (CsWindow *self)
{
  gboolean open = self->desk != NULL;

  show_main (self, open ? self->show_page : self->start_overlay);
  gtk_stack_set_visible_child_name (GTK_STACK (self->title_stack), open ? "show" : "start");
  gtk_widget_set_visible (self->title_box, open);
  gtk_widget_set_visible (self->source_button, open);
  gtk_widget_set_visible (self->stream_button, open && self->room != CS_ROOM_FOR_ALL);
  gtk_widget_set_visible (self->side_button, open && self->room != CS_ROOM_FOR_ALL);
  show_titles (self);
  cs_window_update_actions (self);
  if (open) {
    set_page (self, "triage");
    gtk_widget_grab_focus (GTK_WIDGET (cs_stream_pane_get_view (CS_STREAM_PANE (self->stream_pane))));
  } else {
    cs_start_page_refresh (CS_START_PAGE (self->start_page));
  }
}

static void
discard_answered_cb (AdwMessageDialog *dialog,
                     const char       *response,
                     CsWindow         *self)
{
  if (strcmp (response, "close") != 0)
    return;
  self->close_wanted = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

static void
ask_to_close (CsWindow   *self,
              const char *heading,
              const char *body,
              const char *stay,
              const char *close)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), heading, body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "stay", stay, "close", close, NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "close", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "stay");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "stay");
  g_signal_connect_object (dialog, "response", G_CALLBACK (discard_answered_cb), self, 0);
  cs_window_show_dialog (self, GTK_WINDOW (dialog));
}

static void
save_size (CsWindow *self)
{
  gboolean maximized = gtk_window_is_maximized (GTK_WINDOW (self));

  if (self->settings == NULL)
    return;
  if (!maximized)
    g_settings_set (self->settings, "window-size", "(ii)", gtk_widget_get_width (GTK_WIDGET (self)),
                    gtk_widget_get_height (GTK_WIDGET (self)));
  g_settings_set_boolean (self->settings, "window-maximized", maximized);
}

/* Closing goes dark: with a post on air, or the camera live, that is asked for. */
static gboolean
cs_window_close_request (GtkWindow *window)
{
  CsWindow *self = CS_WINDOW (window);
  gboolean on_air = self->desk != NULL && cs_program_get_on_air (cs_desk_get_program (self->desk)) != NULL;

  save_size (self);
  if (self->close_wanted || (!on_air && !cs_window_is_live (self)))
    return GTK_WINDOW_CLASS (cs_window_parent_class)->close_request (window);
  if (!cs_window_is_live (self))
    ask_to_close (self, _("A post is on air"), _("Closing Coulisses takes it off at once."), _("Stay on Air"),
                  _("Go Dark and Close"));
  else if (on_air)
    ask_to_close (self, _("A post is on air, and the camera is live"),
                  _("Closing Coulisses takes the post off at once and ends the broadcast."), _("Stay on Air"),
                  _("End Both and Close"));
  else
    ask_to_close (self, _("The camera is live"), _("Closing Coulisses ends the broadcast. The recording is kept."),
                  _("Stay Live"), _("End Live and Close"));
  return TRUE;
}

static void
cs_window_get_property (GObject    *object,
                        guint       prop_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  CsWindow *self = CS_WINDOW (object);

  switch (prop_id) {
  case PROP_PAGE:
    g_value_set_string (value, self->page);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_window_set_property (GObject      *object,
                        guint         prop_id,
                        const GValue *value,
                        GParamSpec   *pspec)
{
  CsWindow *self = CS_WINDOW (object);

  switch (prop_id) {
  case PROP_PAGE:
    set_page (self, g_value_get_string (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_window_dispose (GObject *object)
{
  CsWindow *self = CS_WINDOW (object);

  drop_desk (self);
  cs_window_drop_layout (self);
  cs_window_drop_keys (self);
  if (self->keymap != NULL)
    g_signal_handlers_disconnect_by_func (self->keymap, label_keys, self);
  g_clear_object (&self->keymap);
  g_clear_object (&self->loader);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->consent, cs_consent_free);
  g_clear_pointer (&self->page, g_free);
  g_clear_pointer (&self->photo, g_free);
  G_OBJECT_CLASS (cs_window_parent_class)->dispose (object);
}

static void
bind_header (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CsWindow, title_box);
  gtk_widget_class_bind_template_child (widget_class, CsWindow, title_label);
  gtk_widget_class_bind_template_child (widget_class, CsWindow, subtitle_label);
  gtk_widget_class_bind_template_child (widget_class, CsWindow, rehearsal_badge);
  gtk_widget_class_bind_template_child (widget_class, CsWindow, title_stack);
  gtk_widget_class_bind_template_child (widget_class, CsWindow, clock_label);
  gtk_widget_class_bind_template_child (widget_class, CsWindow, tally);
  gtk_widget_class_bind_template_child (widget_class, CsWindow, source_button);
  gtk_widget_class_bind_template_child (widget_class, CsWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, CsWindow, stream_button);
  gtk_widget_class_bind_template_child (widget_class, CsWindow, side_button);
}

static void
bind_panes (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CsWindow, main_stack);
  gtk_widget_class_bind_template_child (widget_class, CsWindow, start_page);
  gtk_widget_class_bind_template_child (widget_class, CsWindow, start_overlay);
  gtk_widget_class_bind_template_child (widget_class, CsWindow, start_notice);
  gtk_widget_class_bind_template_child (widget_class, CsWindow, busy_page);
  gtk_widget_class_bind_template_child (widget_class, CsWindow, busy_label);
  gtk_widget_class_bind_template_child (widget_class, CsWindow, show_page);
  gtk_widget_class_bind_template_child (widget_class, CsWindow, trouble_bar);
  gtk_widget_class_bind_template_child (widget_class, CsWindow, trouble_label);
  gtk_widget_class_bind_template_child (widget_class, CsWindow, clock_bar);
  gtk_widget_class_bind_template_child (widget_class, CsWindow, clock_bar_label);
  gtk_widget_class_bind_template_child (widget_class, CsWindow, panes);
  gtk_widget_class_bind_template_child (widget_class, CsWindow, outer_paned);
  gtk_widget_class_bind_template_child (widget_class, CsWindow, inner_paned);
  gtk_widget_class_bind_template_child (widget_class, CsWindow, stream_pane);
  gtk_widget_class_bind_template_child (widget_class, CsWindow, centre);
  gtk_widget_class_bind_template_child (widget_class, CsWindow, side);
  gtk_widget_class_bind_template_child (widget_class, CsWindow, notice);
  gtk_widget_class_bind_template_child (widget_class, CsWindow, tabs);
  gtk_widget_class_bind_template_child (widget_class, CsWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, CsWindow, triage_count);
  gtk_widget_class_bind_template_child (widget_class, CsWindow, queue_count);
  gtk_widget_class_bind_template_child (widget_class, CsWindow, rundown_count);
  gtk_widget_class_bind_template_child (widget_class, CsWindow, as_run_count);
  gtk_widget_class_bind_template_child (widget_class, CsWindow, status_box);
  gtk_widget_class_bind_template_child (widget_class, CsWindow, status_icon);
  gtk_widget_class_bind_template_child (widget_class, CsWindow, status_label);
  gtk_widget_class_bind_template_child (widget_class, CsWindow, place_box);
  gtk_widget_class_bind_template_child (widget_class, CsWindow, place_label);
}

static void
bind_views (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CsWindow, triage_paned);
  gtk_widget_class_bind_template_child (widget_class, CsWindow, post_card);
  gtk_widget_class_bind_template_child (widget_class, CsWindow, next_view);
  gtk_widget_class_bind_template_child (widget_class, CsWindow, session_view);
  gtk_widget_class_bind_template_child (widget_class, CsWindow, queue_view);
  gtk_widget_class_bind_template_child (widget_class, CsWindow, beside_view);
  gtk_widget_class_bind_template_child (widget_class, CsWindow, rundown_view);
  gtk_widget_class_bind_template_child (widget_class, CsWindow, as_run_view);
  gtk_widget_class_bind_template_child (widget_class, CsWindow, strip);
  gtk_widget_class_bind_template_child (widget_class, CsWindow, live_badge);
  gtk_widget_class_bind_template_child (widget_class, CsWindow, live_pane);
  gtk_widget_class_bind_template_child (widget_class, CsWindow, contest_panel);
}

static void
ensure_types (void)
{
  g_type_ensure (CS_TYPE_AS_RUN_VIEW);
  g_type_ensure (CS_TYPE_KEY_HINT);
  g_type_ensure (CS_TYPE_CONTEST_PANEL);
  g_type_ensure (CS_TYPE_LIVE_BADGE);
  g_type_ensure (CS_TYPE_LIVE_PANE);
  g_type_ensure (CS_TYPE_NOTICE);
  g_type_ensure (CS_TYPE_POST_CARD);
  g_type_ensure (CS_TYPE_QUEUE_VIEW);
  g_type_ensure (CS_TYPE_RUNDOWN_VIEW);
  g_type_ensure (CS_TYPE_SOURCE_BUTTON);
  g_type_ensure (CS_TYPE_START_PAGE);
  g_type_ensure (CS_TYPE_STREAM_PANE);
  g_type_ensure (CS_TYPE_STRIP);
  g_type_ensure (CS_TYPE_TALLY);
}

static void
cs_window_class_init (CsWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = cs_window_get_property;
  object_class->set_property = cs_window_set_property;
  object_class->dispose = cs_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = cs_window_close_request;

  /**
   * CsWindow:page:
   *
   * The page of the centre: "triage", "queue", "rundown" or "as-run".
   */
  properties[PROP_PAGE] = g_param_spec_string ("page", NULL, NULL, "triage",
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  ensure_types ();
  gtk_widget_class_set_template_from_resource (widget_class, "/app/coulisses/Coulisses/window/cs-window.ui");
  bind_header (widget_class);
  bind_panes (widget_class);
  bind_views (widget_class);
  gtk_widget_class_install_property_action (widget_class, "view.page", "page");
  cs_window_install_actions (widget_class);
}

static void
cs_window_init (CsWindow *self)
{
  self->page = g_strdup ("triage");
  self->consent = cs_consent_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_opacity (self->status_box, 0);
  cs_window_init_keys (self);
  cs_window_init_presses (self);
  cs_window_init_layout (self);
}

/**
 * cs_window_new:
 * @application: the application
 * @keymap: which key does what
 * @loader: (nullable): where strangers' pictures come from
 * @settings: (nullable): where the window's size is kept
 *
 * Returns: (transfer none): a window with no show open
 */
GtkWidget *
cs_window_new (GtkApplication  *application,
               CsKeymap        *keymap,
               CsPictureLoader *loader,
               GSettings       *settings)
{
  CsWindow *self = g_object_new (CS_TYPE_WINDOW, "application", application, NULL);
  int width = 1366;
  int height = 768;

  self->keymap = g_object_ref (keymap);
  self->loader = loader != NULL ? g_object_ref (loader) : NULL;
  self->settings = settings != NULL ? g_object_ref (settings) : NULL;
  if (settings != NULL) {
    g_settings_get (settings, "window-size", "(ii)", &width, &height);
    if (g_settings_get_boolean (settings, "window-maximized"))
      gtk_window_maximize (GTK_WINDOW (self));
  }
  gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  g_signal_connect_swapped (keymap, "changed", G_CALLBACK (label_keys), self);
  label_keys (self);
  cs_hush_type_names (GTK_WIDGET (self));
  show_desk (self);
  return GTK_WIDGET (self);
}

/**
 * cs_window_set_desk:
 * @self: a window
 * @desk: (nullable): an open show; none goes back to the first page
 */
void
cs_window_set_desk (CsWindow *self,
                    CsDesk   *desk)
{
  g_return_if_fail (CS_IS_WINDOW (self));

  drop_desk (self);
  if (desk != NULL)
    take_desk (self, desk);
  show_desk (self);
}

/**
 * cs_window_set_busy:
 * @self: a window with no show open
 * @sentence: (nullable): what it waits for; none ends the wait
 */
void
cs_window_set_busy (CsWindow   *self,
                    const char *sentence)
{
  g_return_if_fail (CS_IS_WINDOW (self));

  gtk_label_set_text (GTK_LABEL (self->busy_label), sentence != NULL ? sentence : "");
  if (sentence != NULL)
    show_main (self, self->busy_page);
  else
    show_desk (self);
}

/**
 * cs_window_say:
 * @self: a window
 * @sentence: what has happened, and what to do
 *
 * Shows a sentence for a few seconds, never over the strip or the acts of the open post.
 */
void
cs_window_say (CsWindow   *self,
               const char *sentence)
{
  g_return_if_fail (CS_IS_WINDOW (self));

  cs_notice_say (CS_NOTICE (self->desk != NULL ? self->notice : self->start_notice), sentence);
  if (self->desk != NULL)
    cs_window_tell (self, "cs-triangle-symbolic", sentence);
}

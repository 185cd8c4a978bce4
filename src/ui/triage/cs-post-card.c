/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-post-card.h"

#include "cs-avatar.h"
#include "cs-display.h"
#include "cs-dispose.h"
#include "cs-edited-text.h"
#include "cs-hint-box.h"
#include "cs-key-hint.h"
#include "cs-look.h"
#include "cs-network-mark.h"
#include "cs-post-picture.h"
#include "cs-post-text.h"
#include "cs-post-words.h"
#include "cs-text.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* After another post came under the pointer, a click that was meant for the one before does nothing. */
#define DEAD_TIME_US (300 * G_TIME_SPAN_MILLISECOND)

struct _CsPostCard {
  GtkWidget parent_instance;

  CsDesk *desk;            /* (nullable) */
  CsPictureLoader *loader; /* (nullable) */
  CsPostItem *item;        /* (nullable) */
  CsEntry *shown;          /* (nullable): exactly what is on screen: acts bind to it */
  gint64 changed_us;       /* monotonic: since when it is there */
  gint64 edited_us;        /* the same, where it took the place of another version; otherwise 0 */
  gint64 painted_us;       /* monotonic: since when it can be seen; 0 until then */
  CsEntry *pressed;        /* (nullable): what was on screen when the pointer went down */
  guint32 pressed_ms;      /* when the pointer went down, on the display's clock, which does not stand still while the desk is busy */
  gboolean pressed_early;  /* before anybody could have read it */
  GdkFrameClock *frame_clock; /* (nullable): while it is realized */
  guint n_left;

  GtkWidget *stack;
  GtkWidget *empty_page;
  GtkWidget *open_button;
  GtkWidget *avatar;
  GtkWidget *name_label;
  GtkWidget *handle_label;
  GtkWidget *when_label;
  GtkWidget *network_mark;
  GtkWidget *account_label;
  GtkWidget *state_box;
  GtkWidget *state_icon;
  GtkWidget *state_label;
  GtkWidget *scroller;
  GtkWidget *text_label;
  GtkWidget *approved_label;
  GtkWidget *picture;
  GtkWidget *hint_box;
  GtkWidget *bar;
  GtkWidget *approve_button;
  GtkWidget *reject_button;
  GtkWidget *hold_button;
  GtkWidget *cue_button;
  GtkWidget *menu_button;
};

G_DEFINE_FINAL_TYPE (CsPostCard, cs_post_card, GTK_TYPE_WIDGET)

static gint64
get_now_us (CsPostCard *self)
{
  return self->desk != NULL ? cs_clock_now_us (cs_desk_get_clock (self->desk)) : g_get_real_time ();
}

static void
show_texts (CsPostCard *self)
{
  const CsEntry *entry = self->shown;
  gboolean edited = entry->approved_text != NULL && entry->state == CS_STATE_INCOMING;
  g_autofree char *text = cs_display_text (entry->post->text);

  gtk_widget_set_visible (self->approved_label, edited);
  if (edited) {
    cs_edited_text_show (CS_POST_TEXT (self->text_label), CS_POST_TEXT (self->approved_label), entry);
    return;
  }
  cs_post_text_set_text (CS_POST_TEXT (self->text_label), *entry->post->text != '\0' ? text : _("(no text)"));
  cs_post_text_set_attributes (CS_POST_TEXT (self->text_label), NULL);
}

static void
show_account (CsPostCard *self)
{
  CsPost *post = self->shown->post;
  g_autofree char *name = cs_text_isolate (post->name);
  g_autofree char *at = g_strconcat ("@", post->handle, NULL);
  g_autofree char *handle = cs_text_isolate (at);

  cs_avatar_show (CS_AVATAR (self->avatar), self->loader, post);
  gtk_label_set_text (GTK_LABEL (self->name_label), name);
  gtk_label_set_text (GTK_LABEL (self->handle_label), handle);
  cs_network_mark_set_network (CS_NETWORK_MARK (self->network_mark), post->network);
}

static void
show_state (CsPostCard *self)
{
  gboolean cued = self->desk != NULL && self->item != NULL &&
                  cs_program_get_cued (cs_desk_get_program (self->desk)) == self->item;
  CsLook look = cs_look_of (self->shown, cued);
  const char *classes[] = { "caption-text", cs_look_get_css_class (look), NULL };
  const char *icon_classes[] = { cs_look_get_css_class (look), NULL };
  g_autofree char *state = cs_post_words_state (self->shown);

  gtk_widget_set_visible (self->state_box, state != NULL);
  if (state == NULL)
    return;
  gtk_label_set_text (GTK_LABEL (self->state_label), state);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->state_icon), cs_look_get_icon_name (look));
  gtk_widget_set_css_classes (self->state_label, classes);
  gtk_widget_set_css_classes (self->state_icon, icon_classes);
}

static void
update_buttons (CsPostCard *self)
{
  const CsEntry *entry = self->shown;
  gboolean there = entry->withdrawn_us == 0;
  gboolean approved = there && entry->state == CS_STATE_APPROVED;

  gtk_widget_set_sensitive (self->approve_button, there && !approved);
  gtk_widget_set_sensitive (self->reject_button, there && entry->state != CS_STATE_REJECTED);
  gtk_widget_set_sensitive (self->hold_button, there && entry->state != CS_STATE_HELD);
  gtk_widget_set_sensitive (self->cue_button, approved && !entry->on_air);
}

static void
show_hints (CsPostCard *self)
{
  g_autoptr (GPtrArray) hints =
    self->desk != NULL ? cs_desk_find_hints (self->desk, self->shown) : g_ptr_array_new ();

  cs_hint_box_show (CS_HINT_BOX (self->hint_box), hints);
}

static void
show_empty (CsPostCard *self)
{
  AdwStatusPage *page = ADW_STATUS_PAGE (self->empty_page);
  g_autofree char *left = NULL;
  g_autofree char *title = NULL;

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "empty");
  if (self->n_left == 0) {
    adw_status_page_set_icon_name (page, "cs-check-symbolic");
    adw_status_page_set_title (page, _("All sorted"));
    adw_status_page_set_description (page, _("Nothing waits for a decision."));
    gtk_widget_set_visible (self->open_button, FALSE);
    return;
  }
  left = cs_display_number (self->n_left);
  title = g_strdup_printf (ngettext ("%s post to sort", "%s posts to sort", self->n_left), left);
  adw_status_page_set_icon_name (page, "mail-unread-symbolic");
  adw_status_page_set_title (page, title);
  adw_status_page_set_description (page, _("The list stays still while a post is open."));
  gtk_widget_set_visible (self->open_button, TRUE);
}

static void
show_entry (CsPostCard *self,
            CsEntry    *entry)
{
  gboolean other_post = self->shown == NULL || self->shown->id != entry->id;
  gboolean another = other_post || strcmp (self->shown->post->version, entry->post->version) != 0;

  g_clear_pointer (&self->shown, cs_entry_unref);
  self->shown = cs_entry_ref (entry);
  if (another) {
    self->changed_us = g_get_monotonic_time ();
    self->painted_us = 0;
    self->edited_us = other_post ? 0 : self->changed_us;
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), 0);
  }
  show_account (self);
  show_texts (self);
  show_state (self);
  show_hints (self);
  update_buttons (self);
  cs_post_picture_show (CS_POST_PICTURE (self->picture), self->loader, entry->post);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "post");
  cs_post_card_tick (self);
}

static void
update (CsPostCard *self)
{
  CsEntry *entry = self->item != NULL ? cs_post_item_get_entry (self->item) : NULL;

  if (entry != NULL) {
    show_entry (self, entry);
    return;
  }
  g_clear_pointer (&self->shown, cs_entry_unref);
  show_empty (self);
}

static void
painted_cb (CsPostCard *self)
{
  if (self->painted_us == 0)
    self->painted_us = g_get_monotonic_time ();
}

/* A desk that was busy handles late what was pressed early: the second press of a double click comes before the next
 * post was painted, or so soon behind the first that both were one. */
static gboolean
is_early (CsPostCard *self,
          guint32     since_press_ms)
{
  return self->painted_us == 0 || g_get_monotonic_time () - self->painted_us < DEAD_TIME_US ||
         since_press_ms < DEAD_TIME_US / G_TIME_SPAN_MILLISECOND;
}

static void
bar_pressed_cb (CsPostCard *self,
                int         n_press,
                double      x,
                double      y,
                GtkGesture *press)
{
  guint32 pressed_ms = gtk_event_controller_get_current_event_time (GTK_EVENT_CONTROLLER (press));

  g_clear_pointer (&self->pressed, cs_entry_unref);
  self->pressed_early = is_early (self, pressed_ms != GDK_CURRENT_TIME ? pressed_ms - self->pressed_ms : G_MAXUINT32);
  self->pressed_ms = pressed_ms;
  if (self->shown != NULL)
    self->pressed = cs_entry_ref (self->shown);
}

/* Another post or version may have come just before the press, or between press and release: then the
 * click was about what is gone. A key or a screen reader presses nothing here; CsConsent watches those. */
static void
act (CsPostCard *self,
     const char *action)
{
  g_autoptr (CsEntry) pressed = g_steal_pointer (&self->pressed);

  if (self->shown == NULL)
    return;
  if (pressed != NULL && (self->pressed_early || pressed->id != self->shown->id ||
                          strcmp (pressed->post->version, self->shown->post->version) != 0))
    return;
  gtk_widget_activate_action (GTK_WIDGET (self), action, "x", self->shown->id);
}

static void
approve_clicked_cb (CsPostCard *self)
{
  act (self, "triage.approve");
}

static void
reject_clicked_cb (CsPostCard *self)
{
  act (self, "triage.reject");
}

static void
hold_clicked_cb (CsPostCard *self)
{
  act (self, "triage.hold");
}

static void
cue_clicked_cb (CsPostCard *self)
{
  act (self, "program.cue");
}

static void
drop_item (CsPostCard *self)
{
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, update, self);
  g_clear_object (&self->item);
}

static void
drop_desk (CsPostCard *self)
{
  if (self->desk != NULL) {
    g_signal_handlers_disconnect_by_func (cs_desk_get_program (self->desk), update, self);
    g_signal_handlers_disconnect_by_func (self->desk, update, self);
  }
  g_clear_object (&self->desk);
  g_clear_object (&self->loader);
}

static void
cs_post_card_realize (GtkWidget *widget)
{
  CsPostCard *self = CS_POST_CARD (widget);

  GTK_WIDGET_CLASS (cs_post_card_parent_class)->realize (widget);
  self->frame_clock = gtk_widget_get_frame_clock (widget);
  g_signal_connect_swapped (self->frame_clock, "after-paint", G_CALLBACK (painted_cb), self);
}

static void
cs_post_card_unrealize (GtkWidget *widget)
{
  CsPostCard *self = CS_POST_CARD (widget);

  g_signal_handlers_disconnect_by_func (self->frame_clock, painted_cb, self);
  self->frame_clock = NULL;
  GTK_WIDGET_CLASS (cs_post_card_parent_class)->unrealize (widget);
}

static void
cs_post_card_dispose (GObject *object)
{
  CsPostCard *self = CS_POST_CARD (object);

  drop_item (self);
  drop_desk (self);
  g_clear_pointer (&self->shown, cs_entry_unref);
  g_clear_pointer (&self->pressed, cs_entry_unref);
  cs_dispose_template (GTK_WIDGET (self), CS_TYPE_POST_CARD);
  G_OBJECT_CLASS (cs_post_card_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CsPostCard, stack);
  gtk_widget_class_bind_template_child (widget_class, CsPostCard, empty_page);
  gtk_widget_class_bind_template_child (widget_class, CsPostCard, open_button);
  gtk_widget_class_bind_template_child (widget_class, CsPostCard, avatar);
  gtk_widget_class_bind_template_child (widget_class, CsPostCard, name_label);
  gtk_widget_class_bind_template_child (widget_class, CsPostCard, handle_label);
  gtk_widget_class_bind_template_child (widget_class, CsPostCard, when_label);
  gtk_widget_class_bind_template_child (widget_class, CsPostCard, network_mark);
  gtk_widget_class_bind_template_child (widget_class, CsPostCard, account_label);
  gtk_widget_class_bind_template_child (widget_class, CsPostCard, state_box);
  gtk_widget_class_bind_template_child (widget_class, CsPostCard, state_icon);
  gtk_widget_class_bind_template_child (widget_class, CsPostCard, state_label);
  gtk_widget_class_bind_template_child (widget_class, CsPostCard, scroller);
  gtk_widget_class_bind_template_child (widget_class, CsPostCard, text_label);
  gtk_widget_class_bind_template_child (widget_class, CsPostCard, approved_label);
  gtk_widget_class_bind_template_child (widget_class, CsPostCard, picture);
  gtk_widget_class_bind_template_child (widget_class, CsPostCard, hint_box);
  gtk_widget_class_bind_template_child (widget_class, CsPostCard, bar);
  gtk_widget_class_bind_template_child (widget_class, CsPostCard, approve_button);
  gtk_widget_class_bind_template_child (widget_class, CsPostCard, reject_button);
  gtk_widget_class_bind_template_child (widget_class, CsPostCard, hold_button);
  gtk_widget_class_bind_template_child (widget_class, CsPostCard, cue_button);
  gtk_widget_class_bind_template_child (widget_class, CsPostCard, menu_button);
  gtk_widget_class_bind_template_callback (widget_class, approve_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, reject_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, hold_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, cue_clicked_cb);
}

static void
cs_post_card_class_init (CsPostCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_post_card_dispose;
  widget_class->realize = cs_post_card_realize;
  widget_class->unrealize = cs_post_card_unrealize;

  g_type_ensure (CS_TYPE_AVATAR);
  g_type_ensure (CS_TYPE_HINT_BOX);
  g_type_ensure (CS_TYPE_KEY_HINT);
  g_type_ensure (CS_TYPE_NETWORK_MARK);
  g_type_ensure (CS_TYPE_POST_PICTURE);
  g_type_ensure (CS_TYPE_POST_TEXT);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/coulisses/Coulisses/triage/cs-post-card.ui");
  bind_template (widget_class);
  gtk_widget_class_set_css_name (widget_class, "postcard");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
cs_post_card_init (CsPostCard *self)
{
  GtkGesture *press = gtk_gesture_click_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Open post"), -1);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (press), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (press, "pressed", G_CALLBACK (bar_pressed_cb), self);
  gtk_widget_add_controller (self->bar, GTK_EVENT_CONTROLLER (press));
  show_empty (self);
}

/**
 * cs_post_card_set_desk:
 * @self: a card
 * @desk: (nullable): the running show
 * @loader: (nullable): where pictures come from
 */
void
cs_post_card_set_desk (CsPostCard      *self,
                       CsDesk          *desk,
                       CsPictureLoader *loader)
{
  g_return_if_fail (CS_IS_POST_CARD (self));

  cs_post_card_set_item (self, NULL);
  drop_desk (self);
  if (desk == NULL)
    return;
  self->desk = g_object_ref (desk);
  self->loader = loader != NULL ? g_object_ref (loader) : NULL;
  g_signal_connect_swapped (cs_desk_get_program (desk), "notify::cued", G_CALLBACK (update), self);
  g_signal_connect_swapped (desk, "notify::words", G_CALLBACK (update), self);
}

/**
 * cs_post_card_set_item:
 * @self: a card
 * @item: (nullable): the post to open
 */
void
cs_post_card_set_item (CsPostCard *self,
                       CsPostItem *item)
{
  g_return_if_fail (CS_IS_POST_CARD (self));

  if (self->item == item)
    return;
  drop_item (self);
  if (item != NULL) {
    self->item = g_object_ref (item);
    g_signal_connect_swapped (item, "notify::entry", G_CALLBACK (update), self);
  }
  update (self);
}

/**
 * cs_post_card_get_shown:
 * @self: a card
 *
 * Returns: (transfer none) (nullable): the post in exactly the version on screen
 */
CsEntry *
cs_post_card_get_shown (CsPostCard *self)
{
  g_return_val_if_fail (CS_IS_POST_CARD (self), NULL);

  return self->shown;
}

/**
 * cs_post_card_get_edited_us:
 * @self: a card
 *
 * Returns: when the version on screen took the place of another one of the same post, on the monotonic clock; 0 when the
 *   post was opened as it is
 */
gint64
cs_post_card_get_edited_us (CsPostCard *self)
{
  g_return_val_if_fail (CS_IS_POST_CARD (self), 0);

  return self->edited_us;
}

/**
 * cs_post_card_set_n_left:
 * @self: a card
 * @n_left: how many posts are still to sort, for the card that has none open
 */
void
cs_post_card_set_n_left (CsPostCard *self,
                         guint       n_left)
{
  g_return_if_fail (CS_IS_POST_CARD (self));

  self->n_left = n_left;
  if (self->shown == NULL)
    show_empty (self);
}

/**
 * cs_post_card_tick:
 * @self: a card
 *
 * Once a second: the ages go on.
 */
void
cs_post_card_tick (CsPostCard *self)
{
  gint64 now_us = get_now_us (self);
  g_autofree char *when = NULL;
  g_autofree char *account = NULL;

  g_return_if_fail (CS_IS_POST_CARD (self));

  if (self->shown == NULL)
    return;
  when = cs_post_words_when (self->shown, now_us);
  account = cs_post_words_account (self->shown, now_us);
  gtk_label_set_text (GTK_LABEL (self->when_label), when);
  gtk_label_set_text (GTK_LABEL (self->account_label), account);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-account-dialog.h"

#include "cs-avatar.h"
#include "cs-contest-row.h"
#include "cs-display.h"
#include "cs-post-list.h"
#include "cs-text.h"

#include <glib/gi18n-lib.h>

#define AVATAR_PX 40
#define MAX_CHARS 400
#define SLOT_US (5 * G_TIME_SPAN_MINUTE)

struct _CsAccountDialog {
  AdwWindow parent_instance;

  CsPostList *posts;

  GtkWidget *avatar;
  GtkWidget *name_label;
  GtkWidget *handle_label;
  GtkWidget *verdict_icon;
  GtkWidget *verdict_label;
  GtkWidget *reason_label;
  GtkWidget *list_view;
};

G_DEFINE_FINAL_TYPE (CsAccountDialog, cs_account_dialog, ADW_TYPE_WINDOW)

static gboolean
counts (const CsEntry *entry)
{
  return entry->withdrawn_us == 0 && entry->state != CS_STATE_REJECTED;
}

static GtkWidget *
create_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
setup_row_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *list_item,
              gpointer                  data)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_box_append (GTK_BOX (row), create_label ("list-text"));
  gtk_box_append (GTK_BOX (row), create_label ("caption-text"));
  gtk_widget_add_css_class (row, "account-post");
  gtk_list_item_set_child (list_item, row);
}

static void
show_entry (GtkListItem *list_item)
{
  CsPostItem *item = gtk_list_item_get_item (list_item);
  CsEntry *entry = item != NULL ? cs_post_item_get_entry (item) : NULL;
  GtkWidget *row = gtk_list_item_get_child (list_item);
  GtkWidget *text_label = row != NULL ? gtk_widget_get_first_child (row) : NULL;
  g_autofree char *text = NULL;
  g_autofree char *what = NULL;

  if (entry == NULL || text_label == NULL)
    return;
  text = cs_display_body (entry->post->text, MAX_CHARS);
  what = cs_account_dialog_describe_post (entry);
  gtk_label_set_text (GTK_LABEL (text_label), text);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (text_label)), what);
  gtk_widget_set_opacity (row, counts (entry) ? 1 : 0.62);
}

static void
bind_row_cb (GtkSignalListItemFactory *factory,
             GtkListItem              *list_item,
             gpointer                  data)
{
  CsPostItem *item = gtk_list_item_get_item (list_item);

  g_signal_connect_object (item, "notify::entry", G_CALLBACK (show_entry), list_item, G_CONNECT_SWAPPED);
  show_entry (list_item);
}

static void
unbind_row_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *list_item,
               gpointer                  data)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (list_item), show_entry, list_item);
}

static void
activate_row_cb (CsAccountDialog *self,
                 guint            position)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "triage.open", "x", cs_post_list_get_id (self->posts, position));
  gtk_window_close (GTK_WINDOW (self));
}

static void
cs_account_dialog_dispose (GObject *object)
{
  CsAccountDialog *self = CS_ACCOUNT_DIALOG (object);

  if (self->list_view != NULL)
    gtk_list_view_set_model (GTK_LIST_VIEW (self->list_view), NULL);
  g_clear_object (&self->posts);
  G_OBJECT_CLASS (cs_account_dialog_parent_class)->dispose (object);
}

static void
cs_account_dialog_class_init (CsAccountDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_account_dialog_dispose;

  g_type_ensure (CS_TYPE_AVATAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/coulisses/Coulisses/contest/cs-account-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CsAccountDialog, avatar);
  gtk_widget_class_bind_template_child (widget_class, CsAccountDialog, name_label);
  gtk_widget_class_bind_template_child (widget_class, CsAccountDialog, handle_label);
  gtk_widget_class_bind_template_child (widget_class, CsAccountDialog, verdict_icon);
  gtk_widget_class_bind_template_child (widget_class, CsAccountDialog, verdict_label);
  gtk_widget_class_bind_template_child (widget_class, CsAccountDialog, reason_label);
  gtk_widget_class_bind_template_child (widget_class, CsAccountDialog, list_view);
  gtk_widget_class_bind_template_callback (widget_class, setup_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_row_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
cs_account_dialog_init (CsAccountDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  cs_avatar_set_size (CS_AVATAR (self->avatar), AVATAR_PX);
}

static void
show_account (CsAccountDialog *self,
              CsPictureLoader *loader,
              CsActivity      *activity)
{
  g_autoptr (CsPost) author = cs_contest_row_create_author (activity);
  g_autofree char *name = cs_text_isolate (activity->name);
  g_autofree char *at = g_strconcat ("@", activity->handle, NULL);
  g_autofree char *handle = cs_text_isolate (at);

  cs_avatar_show (CS_AVATAR (self->avatar), loader, author);
  gtk_label_set_text (GTK_LABEL (self->name_label), name);
  gtk_label_set_text (GTK_LABEL (self->handle_label), handle);
}

static void
show_verdict (CsAccountDialog  *self,
              const CsActivity *activity,
              guint             min_slots)
{
  gboolean in = activity->slots >= min_slots;
  g_autofree char *slots = cs_display_number (activity->slots);
  g_autofree char *posts = cs_display_number (activity->posts);
  g_autofree char *with_slots = g_strdup_printf (
    /* Translators: how active an account was; "%s posts in 4 slots of five minutes" follows */
    ngettext ("%s slot of five minutes", "%s slots of five minutes", activity->slots), slots);
  g_autofree char *with_posts = g_strdup_printf (ngettext ("%s post that stands", "%s posts that stand", activity->posts), posts);
  /* Translators: "5 posts that stand, in 4 slots of five minutes; 3 slots are asked for." */
  g_autofree char *reason = g_strdup_printf (ngettext ("%s, in %s; %u slot is asked for.", "%s, in %s; %u slots are asked for.", min_slots),
                                             with_posts, with_slots, min_slots);

  gtk_image_set_from_icon_name (GTK_IMAGE (self->verdict_icon), in ? "cs-check-symbolic" : "cs-cross-symbolic");
  gtk_label_set_text (GTK_LABEL (self->verdict_label), in ? _("Active enough") : _("Not active enough"));
  gtk_label_set_text (GTK_LABEL (self->reason_label), reason);
}

/**
 * cs_account_dialog_new:
 * @parent: the window it belongs to; a chosen post opens there
 * @store: the open show file
 * @loader: (nullable): where avatars come from
 * @activity: the account
 * @min_slots: how many slots are asked for
 *
 * Returns: (transfer none): a dialog, not shown yet
 */
GtkWidget *
cs_account_dialog_new (GtkWindow       *parent,
                       CsStore         *store,
                       CsPictureLoader *loader,
                       CsActivity      *activity,
                       guint            min_slots)
{
  const CsPostQuery query = { .account_id = activity->account_id, .with_withdrawn = TRUE, .order = CS_POST_ORDER_NEWEST };
  CsAccountDialog *self = g_object_new (CS_TYPE_ACCOUNT_DIALOG, "transient-for", parent, NULL);
  g_autoptr (GtkNoSelection) model = NULL;

  self->posts = cs_post_list_new (store, &query);
  model = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->posts)));
  gtk_list_view_set_model (GTK_LIST_VIEW (self->list_view), GTK_SELECTION_MODEL (model));
  show_account (self, loader, activity);
  show_verdict (self, activity, min_slots);
  return GTK_WIDGET (self);
}

/**
 * cs_account_dialog_describe_post:
 * @entry: a post
 *
 * Returns: (transfer full): when it was written, and whether it counts
 */
char *
cs_account_dialog_describe_post (const CsEntry *entry)
{
  gint64 slot_us = entry->post->created_us - entry->post->created_us % SLOT_US;
  g_autofree char *time = cs_display_time (entry->post->created_us);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (slot_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  g_autofree char *slot = local != NULL ? g_date_time_format (local, "%H:%M") : g_strdup ("");

  if (entry->withdrawn_us != 0)
    return g_strdup_printf (_("%s · withdrawn: does not count"), time);
  if (entry->state == CS_STATE_REJECTED)
    return g_strdup_printf (_("%s · rejected: does not count"), time);
  /* Translators: when a post was written, and when its slot of five minutes begins */
  return g_strdup_printf (_("%s · counts in the slot from %s"), time, slot);
}

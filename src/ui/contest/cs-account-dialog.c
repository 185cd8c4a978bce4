/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-account-dialog.h"

#include "cs-ask-dialog.h"
#include "cs-avatar.h"
#include "cs-contest-row.h"
#include "cs-display.h"
#include "cs-exclude-dialog.h"
#include "cs-post-list.h"
#include "cs-text.h"

#include <glib/gi18n-lib.h>

#define AVATAR_PX 40
#define MAX_CHARS 400
#define SLOT_US (5 * G_TIME_SPAN_MINUTE)

struct _CsAccountDialog {
  AdwWindow parent_instance;

  CsPostList *posts;
  CsContestDesk *contests;
  CsPictureLoader *loader; /* (nullable) */
  gint64 account_id;
  CsReason *reason; /* (nullable): not known yet */
  GHashTable *verdicts; /* row of a post → CsTallyVerdict */
  GCancellable *cancellable;
  gulong changed_id;

  GtkWidget *avatar;
  GtkWidget *name_label;
  GtkWidget *handle_label;
  GtkWidget *verdict_icon;
  GtkWidget *verdict_label;
  GtkWidget *reason_label;
  GtkWidget *list_view;
  GtkWidget *trouble_label;
  GtkWidget *exclude_button;
  GtkWidget *merge_button;
  GtkWidget *back_button;
};

G_DEFINE_FINAL_TYPE (CsAccountDialog, cs_account_dialog, ADW_TYPE_WINDOW)

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
  CsAccountDialog *self = row != NULL ? CS_ACCOUNT_DIALOG (gtk_widget_get_ancestor (row, CS_TYPE_ACCOUNT_DIALOG)) : NULL;
  CsTallyVerdict verdict = CS_TALLY_UNKNOWN;
  GtkWidget *text_label = row != NULL ? gtk_widget_get_first_child (row) : NULL;
  g_autofree char *text = NULL;
  g_autofree char *what = NULL;

  if (entry == NULL || text_label == NULL)
    return;
  text = cs_display_body (entry->post->text, MAX_CHARS);
  if (self != NULL)
    verdict = GPOINTER_TO_UINT (g_hash_table_lookup (self->verdicts, &entry->id));
  what = cs_account_dialog_describe_post (entry, verdict);
  gtk_label_set_text (GTK_LABEL (text_label), text);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (text_label)), what);
  gtk_widget_set_opacity (row, verdict == CS_TALLY_KEPT ? 1 : 0.62);
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
say (CsAccountDialog *self,
     const char      *sentence)
{
  gtk_label_set_text (GTK_LABEL (self->trouble_label), sentence);
  gtk_widget_set_visible (self->trouble_label, *sentence != '\0');
}

static void
ruled_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (CsAccountDialog) self = data;
  g_autoptr (GError) error = NULL;

  cs_contest_desk_rule_finish (CS_CONTEST_DESK (source), result, &error);
  say (self, error != NULL ? error->message : "");
}

static void
exclusion_given_cb (CsAccountDialog *self,
                    const char      *code,
                    const char      *words)
{
  if (self->reason != NULL)
    cs_contest_desk_exclude_async (self->contests, self->reason->standing, code, words, NULL, ruled_cb, g_object_ref (self));
}

static void
exclude_cb (CsAccountDialog *self)
{
  GtkWidget *dialog = cs_exclude_dialog_new (GTK_WINDOW (self), _("Leave This Account Out?"), TRUE);

  g_signal_connect_object (dialog, "given", G_CALLBACK (exclusion_given_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (CsAccountDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CsStanding) into = cs_contest_counter_find_finish (CS_CONTEST_COUNTER (source), result, &error);

  if (into == NULL) {
    say (self, error != NULL ? error->message : _("There is no such account in the contest. Write it as mastodon:name@server or bluesky:name."));
    return;
  }
  if (self->reason != NULL)
    cs_contest_desk_merge_async (self->contests, self->reason->standing, into, "", NULL, ruled_cb, g_object_ref (self));
}

static void
other_given_cb (CsAccountDialog *self,
                const char      *id)
{
  cs_contest_counter_find_async (cs_contest_desk_get_counter (self->contests), id, self->cancellable, found_cb, g_object_ref (self));
}

static void
merge_cb (CsAccountDialog *self)
{
  const char *const suggestions[] = { self->reason != NULL ? self->reason->standing->alike : NULL, NULL };
  CsAskDialog *dialog = cs_ask_dialog_new (GTK_WINDOW (self), _("Same Person as Another Account?"), _("The other account, as mastodon:name@server"),
                                           NULL, _("One Person"), suggestions[0] != NULL ? suggestions : NULL);

  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog),
                               _("Posts of both count together, and only the other account takes part. It is entered in the journal."));
  g_signal_connect_object (dialog, "given", G_CALLBACK (other_given_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
take_back_cb (CsAccountDialog *self)
{
  CsContestAct act = self->reason != NULL && self->reason->standing->into_id != 0 ? CS_CONTEST_MERGE : CS_CONTEST_EXCLUDE;

  cs_contest_desk_take_back_async (self->contests, act, self->account_id, NULL, ruled_cb, g_object_ref (self));
}

static void
cs_account_dialog_dispose (GObject *object)
{
  CsAccountDialog *self = CS_ACCOUNT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  if (self->contests != NULL)
    g_clear_signal_handler (&self->changed_id, self->contests);
  if (self->list_view != NULL)
    gtk_list_view_set_model (GTK_LIST_VIEW (self->list_view), NULL);
  g_clear_object (&self->posts);
  g_clear_object (&self->contests);
  g_clear_object (&self->loader);
  G_OBJECT_CLASS (cs_account_dialog_parent_class)->dispose (object);
}

static void
cs_account_dialog_finalize (GObject *object)
{
  CsAccountDialog *self = CS_ACCOUNT_DIALOG (object);

  cs_reason_free (self->reason);
  g_hash_table_unref (self->verdicts);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (cs_account_dialog_parent_class)->finalize (object);
}

static void
cs_account_dialog_class_init (CsAccountDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_account_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = cs_account_dialog_finalize;

  g_type_ensure (CS_TYPE_AVATAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/coulisses/Coulisses/contest/cs-account-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CsAccountDialog, avatar);
  gtk_widget_class_bind_template_child (widget_class, CsAccountDialog, name_label);
  gtk_widget_class_bind_template_child (widget_class, CsAccountDialog, handle_label);
  gtk_widget_class_bind_template_child (widget_class, CsAccountDialog, verdict_icon);
  gtk_widget_class_bind_template_child (widget_class, CsAccountDialog, verdict_label);
  gtk_widget_class_bind_template_child (widget_class, CsAccountDialog, reason_label);
  gtk_widget_class_bind_template_child (widget_class, CsAccountDialog, list_view);
  gtk_widget_class_bind_template_child (widget_class, CsAccountDialog, trouble_label);
  gtk_widget_class_bind_template_child (widget_class, CsAccountDialog, exclude_button);
  gtk_widget_class_bind_template_child (widget_class, CsAccountDialog, merge_button);
  gtk_widget_class_bind_template_child (widget_class, CsAccountDialog, back_button);
  gtk_widget_class_bind_template_callback (widget_class, setup_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, exclude_cb);
  gtk_widget_class_bind_template_callback (widget_class, merge_cb);
  gtk_widget_class_bind_template_callback (widget_class, take_back_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
cs_account_dialog_init (CsAccountDialog *self)
{
  self->verdicts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  cs_avatar_set_size (CS_AVATAR (self->avatar), AVATAR_PX);
}

static void
show_account (CsAccountDialog  *self,
              const CsStanding *standing)
{
  g_autoptr (CsPost) author = cs_contest_row_create_author (standing);
  g_autofree char *name = cs_text_isolate (standing->name);
  g_autofree char *at = g_strconcat ("@", standing->handle, NULL);
  g_autofree char *handle = cs_text_isolate (at);

  cs_avatar_show (CS_AVATAR (self->avatar), self->loader, author);
  gtk_label_set_text (GTK_LABEL (self->name_label), name);
  gtk_label_set_text (GTK_LABEL (self->handle_label), handle);
}

static void G_GNUC_PRINTF (2, 3)
add_line (GString    *words,
          const char *format,
          ...)
{
  va_list args;

  g_string_append_c (words, '\n');
  va_start (args, format);
  g_string_append_vprintf (words, format, args);
  va_end (args);
}

/* The figures, then who decided and why, then what looks wrong. */
static char *
describe_reason (const CsReason *reason)
{
  const CsStanding *standing = reason->standing;
  g_autofree char *kept = cs_display_number (standing->kept);
  g_autofree char *others = cs_display_number (standing->rejected);
  g_autofree char *first = g_strdup_printf (ngettext ("%s post counts", "%s posts count", standing->kept), kept);
  g_autoptr (GString) words = g_string_new (NULL);

  g_string_append_printf (words, ngettext ("%s, %s does not.", "%s, %s do not.", standing->rejected), first, others);
  if (reason->ruling != NULL && *reason->ruling != '\0')
    add_line (words, "%s", reason->ruling);
  if (reason->by != NULL && *reason->by != '\0')
    /* Translators: who left an account out, or the file that says so */
    add_line (words, _("Decided by %s."), reason->by);
  if (standing->into_id != 0)
    add_line (words, "%s", _("Counted with another account of the same person."));
  if (standing->n_members > 0)
    add_line (words, ngettext ("%u other account is counted with it.", "%u other accounts are counted with it.", standing->n_members), standing->n_members);
  if (standing->alike != NULL)
    add_line (words, _("Looks like %s. They are two accounts unless you say otherwise."), standing->alike);
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static void
show_verdict (CsAccountDialog *self)
{
  const CsStanding *standing = self->reason->standing;
  gboolean sealed = cs_contest_desk_get_phase (self->contests) != CS_DRAW_IDLE && cs_contest_desk_get_phase (self->contests) != CS_DRAW_DONE;
  gboolean decided = standing->into_id != 0 || (standing->exclusion != NULL && standing->manual);
  g_autofree char *verdict = cs_standing_explain (standing, self->reason->lowest);
  g_autofree char *reason = describe_reason (self->reason);

  gtk_image_set_from_icon_name (GTK_IMAGE (self->verdict_icon), standing->eligible ? "cs-check-symbolic" : "cs-cross-symbolic");
  gtk_label_set_text (GTK_LABEL (self->verdict_label), verdict);
  gtk_label_set_text (GTK_LABEL (self->reason_label), reason);
  gtk_widget_set_visible (self->back_button, decided);
  gtk_widget_set_visible (self->exclude_button, standing->exclusion == NULL && !decided);
  gtk_widget_set_visible (self->merge_button, !decided);
  gtk_widget_set_sensitive (self->back_button, !sealed);
  gtk_widget_set_sensitive (self->exclude_button, !sealed);
  gtk_widget_set_sensitive (self->merge_button, !sealed);
}

static void
take_verdicts (CsAccountDialog *self)
{
  g_hash_table_remove_all (self->verdicts);
  for (guint i = 0; self->reason->lines != NULL && i < self->reason->lines->len; i++) {
    const CsTallyLine *line = &g_array_index (self->reason->lines, CsTallyLine, i);

    g_hash_table_insert (self->verdicts, g_memdup2 (&line->row, sizeof line->row), GUINT_TO_POINTER (line->verdict));
  }
}

static void
explained_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (CsAccountDialog) self = data;
  g_autoptr (GError) error = NULL;
  CsReason *reason = cs_contest_counter_explain_finish (CS_CONTEST_COUNTER (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->contests == NULL)
    return;
  if (reason == NULL) {
    say (self, error != NULL ? error->message : _("This account has not written in the contest."));
    return;
  }
  cs_reason_free (self->reason);
  self->reason = reason;
  take_verdicts (self);
  show_account (self, reason->standing);
  show_verdict (self);
  /* What is on screen was bound before it was known what counts. */
  if (self->posts != NULL) {
    g_autoptr (GtkNoSelection) model = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->posts)));

    gtk_list_view_set_model (GTK_LIST_VIEW (self->list_view), GTK_SELECTION_MODEL (model));
  }
}

static void
ask (CsAccountDialog *self)
{
  cs_contest_counter_explain_async (cs_contest_desk_get_counter (self->contests), self->account_id, self->cancellable, explained_cb,
                                    g_object_ref (self));
}

/**
 * cs_account_dialog_new:
 * @parent: the window it belongs to; a chosen post opens there
 * @store: the open show file
 * @contests: the contests of the show
 * @loader: (nullable): where avatars come from
 * @account_id: the account's row in the show file
 *
 * Returns: (transfer none): a dialog, not shown yet
 */
GtkWidget *
cs_account_dialog_new (GtkWindow       *parent,
                       CsStore         *store,
                       CsContestDesk   *contests,
                       CsPictureLoader *loader,
                       gint64           account_id)
{
  const CsPostQuery query = { .account_id = account_id, .with_withdrawn = TRUE, .order = CS_POST_ORDER_NEWEST };
  CsAccountDialog *self = g_object_new (CS_TYPE_ACCOUNT_DIALOG, "transient-for", parent, NULL);

  self->account_id = account_id;
  self->contests = g_object_ref (contests);
  self->loader = loader != NULL ? g_object_ref (loader) : NULL;
  self->posts = cs_post_list_new (store, &query);
  self->changed_id = g_signal_connect_swapped (contests, "standings-changed", G_CALLBACK (ask), self);
  ask (self);
  return GTK_WIDGET (self);
}

static char *
describe_post (const CsEntry *entry,
               CsTallyVerdict verdict)
{
  gint64 slot_us = entry->post->created_us - entry->post->created_us % SLOT_US;
  g_autofree char *time = cs_display_time (entry->post->created_us);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (slot_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  g_autofree char *slot = local != NULL ? g_date_time_format (local, "%H:%M") : g_strdup ("");

  if (entry->withdrawn_us != 0)
    return g_strdup_printf (_("%s · withdrawn: does not count"), time);
  if (verdict != CS_TALLY_KEPT)
    return g_strdup_printf ("%s · %s", time, cs_tally_verdict_get_name (verdict));
  /* Translators: when a post was written, and when its slot of five minutes begins */
  return g_strdup_printf (_("%s · counts in the slot from %s"), time, slot);
}

/**
 * cs_account_dialog_describe_post:
 * @entry: a post
 * @verdict: whether it counts
 *
 * Returns: (transfer full): when it was written, whether it counts, and when it came where that was more than a slot later
 */
char *
cs_account_dialog_describe_post (const CsEntry *entry,
                                 CsTallyVerdict verdict)
{
  g_autofree char *words = describe_post (entry, verdict);
  g_autofree char *received = NULL;

  if (entry->post->received_us - entry->post->created_us <= SLOT_US)
    return g_steal_pointer (&words);
  received = cs_display_time (entry->post->received_us);
  /* Translators: what is said of a post, and the time at which it came, long after it was dated */
  return g_strdup_printf (_("%s · received only at %s"), words, received);
}

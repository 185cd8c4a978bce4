/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-contest-panel.h"

#include "cs-activity.h"
#include "cs-avatar.h"
#include "cs-display.h"
#include "cs-dispose.h"
#include "cs-text.h"

#include <glib/gi18n-lib.h>

#define REFRESH_MS 2000
#define ROWS 20
/* What the contest's rules usually ask for, until a contest is set up. */
#define MIN_SLOTS 3
#define AVATAR_PX 22

struct _CsContestPanel {
  GtkWidget parent_instance;

  CsStore *store; /* (nullable) */
  CsPictureLoader *loader; /* (nullable) */
  gulong changed_id;
  guint refresh_id; /* a refresh is due */
  GCancellable *cancellable; /* (nullable): of the refresh that is on its way */

  GtkWidget *eligible_label;
  GtkWidget *accounts_label;
  GtkWidget *list;
};

G_DEFINE_FINAL_TYPE (CsContestPanel, cs_contest_panel, GTK_TYPE_WIDGET)

static void
show_sum (CsContestPanel      *self,
          const CsActivitySum *sum)
{
  g_autofree char *eligible = cs_display_number (sum->eligible);
  g_autofree char *accounts = cs_display_number (sum->accounts);
  g_autofree char *text = NULL;

  /* Translators: after a large figure, as in "1,284 eligible of 3,912 accounts" */
  text = g_strdup_printf (ngettext ("eligible of %s account", "eligible of %s accounts", sum->accounts), accounts);
  gtk_label_set_text (GTK_LABEL (self->eligible_label), eligible);
  gtk_label_set_text (GTK_LABEL (self->accounts_label), text);
}

/* An avatar draws the author of a post: one without a text will do. */
static GtkWidget *
create_avatar (CsContestPanel   *self,
               const CsActivity *activity)
{
  GtkWidget *avatar = cs_avatar_new (AVATAR_PX);
  g_autoptr (CsPost) post = cs_post_new (activity->network, activity->host, activity->native_id);

  post->account = cs_account_new (activity->network, activity->host, activity->native_id);
  post->account->name = g_strdup (activity->name);
  post->account->handle = g_strdup (activity->handle);
  post->account->avatar_url = g_strdup (activity->avatar_url);
  cs_post_seal (post);
  cs_avatar_show (CS_AVATAR (avatar), self->loader, post);
  return avatar;
}

static GtkWidget *
create_label (const char *text,
              const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
create_row (CsContestPanel   *self,
            const CsActivity *activity)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  g_autofree char *rank = g_strdup_printf ("%u", activity->rank);
  g_autofree char *slots = cs_display_number (activity->slots);
  g_autofree char *name = cs_text_isolate (activity->name);
  g_autofree char *at = g_strconcat ("@", activity->handle, NULL);
  g_autofree char *handle = cs_text_isolate (at);
  /* Translators: place, name, handle, number of slots */
  g_autofree char *spoken = g_strdup_printf (_("%s: %s, %s, %s slots"), rank, name, handle, slots);
  GtkWidget *labels[] = { create_label (rank, "contest-rank"), create_avatar (self, activity), create_label (name, "strong"),
                          create_label (handle, "dim"), create_label (slots, "contest-slots") };

  gtk_label_set_ellipsize (GTK_LABEL (labels[2]), PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (GTK_LABEL (labels[3]), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (labels[3]), 0);
  gtk_widget_set_hexpand (labels[3], TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    gtk_box_append (GTK_BOX (box), labels[i]);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return row;
}

static void
show_ranking (CsContestPanel *self,
              GPtrArray      *best)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->list)) != NULL && GTK_IS_LIST_BOX_ROW (child))
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
  for (guint i = 0; i < best->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->list), create_row (self, best->pdata[i]));
}

static void
ranked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (CsContestPanel) self = data;
  g_autoptr (GError) error = NULL;
  CsActivitySum sum;
  g_autoptr (GPtrArray) best = cs_store_rank_accounts_finish (CS_STORE (source), result, &sum, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || CS_STORE (source) != self->store)
    return;
  g_clear_object (&self->cancellable);
  if (best == NULL)
    return;
  show_sum (self, &sum);
  show_ranking (self, best);
}

static gboolean
refresh_cb (gpointer data)
{
  CsContestPanel *self = data;

  self->refresh_id = 0;
  if (self->cancellable != NULL)
    return G_SOURCE_REMOVE;
  self->cancellable = g_cancellable_new ();
  cs_store_rank_accounts_async (self->store, 0, 0, MIN_SLOTS, ROWS, self->cancellable, ranked_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
changed_cb (CsStore        *store,
            CsChange       *change,
            CsContestPanel *self)
{
  if (self->refresh_id == 0)
    self->refresh_id = g_timeout_add (REFRESH_MS, refresh_cb, self);
}

static void
forget_store (CsContestPanel *self)
{
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->store != NULL)
    g_clear_signal_handler (&self->changed_id, self->store);
  g_clear_object (&self->store);
  g_clear_object (&self->loader);
}

static void
cs_contest_panel_dispose (GObject *object)
{
  CsContestPanel *self = CS_CONTEST_PANEL (object);

  forget_store (self);
  cs_dispose_template (GTK_WIDGET (self), CS_TYPE_CONTEST_PANEL);
  G_OBJECT_CLASS (cs_contest_panel_parent_class)->dispose (object);
}

static void
cs_contest_panel_class_init (CsContestPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_contest_panel_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/app/coulisses/Coulisses/contest/cs-contest-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, CsContestPanel, eligible_label);
  gtk_widget_class_bind_template_child (widget_class, CsContestPanel, accounts_label);
  gtk_widget_class_bind_template_child (widget_class, CsContestPanel, list);
  gtk_widget_class_set_css_name (widget_class, "contestpanel");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
cs_contest_panel_init (CsContestPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  show_sum (self, &(CsActivitySum) { 0, 0 });
}

/**
 * cs_contest_panel_set_desk:
 * @self: a panel
 * @desk: (nullable): a desk with an open show, or %NULL for none
 * @loader: (nullable): where avatars come from
 *
 * Shows the ranking of @desk's show, and follows it, at most every two seconds.
 */
void
cs_contest_panel_set_desk (CsContestPanel  *self,
                           CsDesk          *desk,
                           CsPictureLoader *loader)
{
  g_return_if_fail (CS_IS_CONTEST_PANEL (self));

  forget_store (self);
  if (desk == NULL || cs_desk_get_store (desk) == NULL)
    return;
  self->store = g_object_ref (cs_desk_get_store (desk));
  g_set_object (&self->loader, loader);
  self->changed_id = g_signal_connect (self->store, "changed", G_CALLBACK (changed_cb), self);
  refresh_cb (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-contest-panel.h"

#include "cs-account-dialog.h"
#include "cs-activity.h"
#include "cs-contest-dialog.h"
#include "cs-contest-row.h"
#include "cs-display.h"
#include "cs-dispose.h"

#include <glib/gi18n-lib.h>

#define REFRESH_MS 2000
#define ROWS 20

struct _CsContestPanel {
  GtkWidget parent_instance;

  CsDesk *desk; /* (nullable) */
  CsStore *store; /* (nullable) */
  CsPictureLoader *loader; /* (nullable) */
  gulong changed_id;
  guint refresh_id; /* a refresh is due */
  GCancellable *cancellable; /* (nullable): of the refresh that is on its way */
  CsContestSetup *setup; /* as kept in the show file; the usual one until a contest is set up */

  GtkWidget *closing_label;

  GtkWidget *eligible_label;
  GtkWidget *accounts_label;
  GtkWidget *list;
  GtkEventControllerMotion *motion;
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

/* Rows stay where they are and are given other accounts: what has the focus keeps it. */
static void
show_ranking (CsContestPanel *self,
              GPtrArray      *best)
{
  GtkListBox *list = GTK_LIST_BOX (self->list);
  GtkListBoxRow *row;

  for (guint i = 0; i < best->len; i++) {
    if (gtk_list_box_get_row_at_index (list, (int) i) == NULL)
      gtk_list_box_append (list, cs_contest_row_new ());
    cs_contest_row_show (CS_CONTEST_ROW (gtk_list_box_get_row_at_index (list, (int) i)), best->pdata[i], self->loader);
  }
  while ((row = gtk_list_box_get_row_at_index (list, (int) best->len)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
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
  /* Nobody moves under the pointer. */
  if (!gtk_event_controller_motion_contains_pointer (self->motion) || gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0) == NULL)
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
  cs_store_rank_accounts_async (self->store, self->setup->start_s * G_USEC_PER_SEC, self->setup->end_s * G_USEC_PER_SEC,
                                self->setup->threshold, ROWS, self->cancellable, ranked_cb, g_object_ref (self));
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
row_activated_cb (CsContestPanel *self,
                  CsContestRow   *row)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "contest.account", "x", cs_contest_row_get_activity (row)->account_id);
}

static void
show_closing (CsContestPanel *self)
{
  gint64 left_s = self->desk != NULL ? self->setup->end_s - cs_clock_now_us (cs_desk_get_clock (self->desk)) / G_USEC_PER_SEC : 0;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->closing_label, self->setup->end_s > 0);
  if (left_s > 0) {
    g_autofree char *length = cs_display_length (left_s * 1000);

    /* Translators: when the contest ends: a time like 21:40 */
    text = g_strdup_printf (_("Closes in %s"), length);
  }
  gtk_label_set_text (GTK_LABEL (self->closing_label), text != NULL ? text : _("Closed"));
}

static void
take_setup (CsContestPanel *self,
            CsContestSetup *setup)
{
  cs_contest_setup_free (self->setup);
  self->setup = setup;
  show_closing (self);
}

static void
setup_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr (CsContestPanel) self = data;
  g_autoptr (GVariant) value = cs_store_get_setting_finish (CS_STORE (source), result, NULL);

  if (CS_STORE (source) != self->store)
    return;
  take_setup (self, cs_contest_setup_from_variant (value));
  if (self->refresh_id == 0)
    refresh_cb (self);
}

static void
read_setup (CsContestPanel *self)
{
  if (self->store != NULL)
    cs_store_get_setting_async (self->store, CS_CONTEST_SETTING, NULL, setup_read_cb, g_object_ref (self));
}

static void
pointer_left_cb (CsContestPanel *self)
{
  if (self->store != NULL && self->refresh_id == 0)
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
  g_clear_object (&self->desk);
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
cs_contest_panel_finalize (GObject *object)
{
  cs_contest_setup_free (CS_CONTEST_PANEL (object)->setup);
  G_OBJECT_CLASS (cs_contest_panel_parent_class)->finalize (object);
}

static void
cs_contest_panel_class_init (CsContestPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_contest_panel_dispose;
  G_OBJECT_CLASS (klass)->finalize = cs_contest_panel_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/app/coulisses/Coulisses/contest/cs-contest-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, CsContestPanel, closing_label);
  gtk_widget_class_bind_template_child (widget_class, CsContestPanel, eligible_label);
  gtk_widget_class_bind_template_child (widget_class, CsContestPanel, accounts_label);
  gtk_widget_class_bind_template_child (widget_class, CsContestPanel, list);
  gtk_widget_class_bind_template_child (widget_class, CsContestPanel, motion);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, pointer_left_cb);
  gtk_widget_class_set_css_name (widget_class, "contestpanel");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
cs_contest_panel_init (CsContestPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  take_setup (self, cs_contest_setup_new ());
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
  take_setup (self, cs_contest_setup_new ());
  if (desk == NULL || cs_desk_get_store (desk) == NULL)
    return;
  self->desk = g_object_ref (desk);
  self->store = g_object_ref (cs_desk_get_store (desk));
  g_set_object (&self->loader, loader);
  self->changed_id = g_signal_connect (self->store, "changed", G_CALLBACK (changed_cb), self);
  refresh_cb (self);
  read_setup (self);
}

/**
 * cs_contest_panel_tick:
 * @self: a panel
 *
 * Another second has passed.
 */
void
cs_contest_panel_tick (CsContestPanel *self)
{
  g_return_if_fail (CS_IS_CONTEST_PANEL (self));

  show_closing (self);
}

/**
 * cs_contest_panel_create_setup_dialog:
 * @self: a panel with an open show
 * @parent: the window it is in
 *
 * Returns: (transfer none): a dialog that sets the contest up; what it saves shows in the panel
 */
GtkWidget *
cs_contest_panel_create_setup_dialog (CsContestPanel *self,
                                      GtkWindow      *parent)
{
  g_autoptr (CsContestSetup) setup = NULL;
  GtkWidget *dialog;

  g_return_val_if_fail (CS_IS_CONTEST_PANEL (self) && self->store != NULL, NULL);

  setup = cs_contest_setup_copy (self->setup);
  if (*setup->show == '\0' && cs_desk_get_title (self->desk) != NULL) {
    g_free (setup->show);
    setup->show = g_strdup (cs_desk_get_title (self->desk));
  }
  dialog = cs_contest_dialog_new (parent, self->store, setup);
  g_signal_connect_object (dialog, "saved", G_CALLBACK (read_setup), self, G_CONNECT_SWAPPED);
  return dialog;
}

/**
 * cs_contest_panel_create_account_dialog:
 * @self: a panel
 * @parent: the window it is in
 * @account_id: an account of the ranking
 *
 * Returns: (transfer none) (nullable): a dialog that tells why the account is in or out; none when the ranking does not
 *   show it any more
 */
GtkWidget *
cs_contest_panel_create_account_dialog (CsContestPanel *self,
                                        GtkWindow      *parent,
                                        gint64          account_id)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (CS_IS_CONTEST_PANEL (self), NULL);

  for (int i = 0; (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), i)) != NULL; i++) {
    CsActivity *activity = cs_contest_row_get_activity (CS_CONTEST_ROW (row));

    if (activity->account_id == account_id)
      return cs_account_dialog_new (parent, self->store, self->loader, activity, self->setup->threshold);
  }
  return NULL;
}

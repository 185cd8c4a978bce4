/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-contest-row.h"

#include "cs-avatar.h"
#include "cs-display.h"
#include "cs-text.h"

#include <glib/gi18n-lib.h>

#define AVATAR_PX 22

struct _CsContestRow {
  GtkListBoxRow parent_instance;

  CsStanding *standing; /* (nullable) */

  GtkWidget *rank_label;
  GtkWidget *avatar;
  GtkWidget *name_label;
  GtkWidget *handle_label;
  GtkWidget *alike_icon;
  GtkWidget *slots_label;
};

G_DEFINE_FINAL_TYPE (CsContestRow, cs_contest_row, GTK_TYPE_LIST_BOX_ROW)

static void
cs_contest_row_finalize (GObject *object)
{
  CsContestRow *self = CS_CONTEST_ROW (object);

  g_clear_pointer (&self->standing, cs_standing_unref);
  G_OBJECT_CLASS (cs_contest_row_parent_class)->finalize (object);
}

static void
cs_contest_row_class_init (CsContestRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cs_contest_row_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/app/coulisses/Coulisses/contest/cs-contest-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CsContestRow, rank_label);
  gtk_widget_class_bind_template_child (widget_class, CsContestRow, avatar);
  gtk_widget_class_bind_template_child (widget_class, CsContestRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, CsContestRow, handle_label);
  gtk_widget_class_bind_template_child (widget_class, CsContestRow, alike_icon);
  gtk_widget_class_bind_template_child (widget_class, CsContestRow, slots_label);
}

static void
cs_contest_row_init (CsContestRow *self)
{
  g_type_ensure (CS_TYPE_AVATAR);
  gtk_widget_init_template (GTK_WIDGET (self));
  cs_avatar_set_size (CS_AVATAR (self->avatar), AVATAR_PX);
}

/**
 * cs_contest_row_new:
 *
 * Returns: (transfer none): a row that shows nobody yet
 */
GtkWidget *
cs_contest_row_new (void)
{
  return g_object_new (CS_TYPE_CONTEST_ROW, NULL);
}

/**
 * cs_contest_row_get_standing:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): whom it shows
 */
CsStanding *
cs_contest_row_get_standing (CsContestRow *self)
{
  g_return_val_if_fail (CS_IS_CONTEST_ROW (self), NULL);

  return self->standing;
}

/**
 * cs_contest_row_show:
 * @self: a row
 * @standing: whom to show
 * @loader: (nullable): where avatars come from
 */
void
cs_contest_row_show (CsContestRow    *self,
                     CsStanding      *standing,
                     CsPictureLoader *loader)
{
  g_autofree char *rank = standing->rank > 0 ? g_strdup_printf ("%u", standing->rank) : g_strdup ("–");
  g_autofree char *slots = cs_display_number (standing->score);
  g_autofree char *name = cs_text_isolate (standing->name);
  g_autofree char *at = g_strconcat ("@", standing->handle, NULL);
  g_autofree char *handle = cs_text_isolate (at);
  /* Translators: place, name, handle, number of slots */
  g_autofree char *spoken = g_strdup_printf (ngettext ("%s: %s, %s, %s slot", "%s: %s, %s, %s slots", standing->score),
                                             rank, name, handle, slots);
  g_autoptr (CsPost) author = NULL;

  g_return_if_fail (CS_IS_CONTEST_ROW (self));

  if (self->standing == NULL || self->standing->account_id != standing->account_id) {
    author = cs_contest_row_create_author (standing);
    cs_avatar_show (CS_AVATAR (self->avatar), loader, author);
  }
  g_clear_pointer (&self->standing, cs_standing_unref);
  self->standing = cs_standing_ref (standing);
  gtk_label_set_text (GTK_LABEL (self->rank_label), rank);
  gtk_label_set_text (GTK_LABEL (self->name_label), name);
  gtk_label_set_text (GTK_LABEL (self->handle_label), handle);
  gtk_label_set_text (GTK_LABEL (self->slots_label), slots);
  gtk_widget_set_visible (self->alike_icon, standing->alike != NULL);
  if (standing->eligible)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "left-out");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "left-out");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

/**
 * cs_contest_row_create_author:
 * @standing: an account
 *
 * Avatars draw the author of a post: one without a text will do.
 *
 * Returns: (transfer full): such a post
 */
CsPost *
cs_contest_row_create_author (const CsStanding *standing)
{
  CsPost *post = cs_post_new (standing->network, standing->host, standing->native_id);

  post->account = cs_account_new (standing->network, standing->host, standing->native_id);
  post->account->name = g_strdup (standing->name);
  post->account->handle = g_strdup (standing->handle);
  post->account->avatar_url = g_strdup (standing->avatar_url);
  cs_post_seal (post);
  return post;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-winners-group.h"

#include "cs-choose-file.h"
#include "cs-display.h"
#include "cs-field-row.h"

#include <glib/gi18n-lib.h>

#define MAX_FILE_BYTES (32 * 1024 * 1024)

struct _CsWinnersGroup {
  AdwPreferencesGroup parent_instance;

  CsContestDesk *contests; /* (nullable) */
  char *organiser; /* (nullable): whose winners are counted */
  GCancellable *cancellable; /* (nullable): of the count */

  GtkWidget *months_spin;
  GtkWidget *people_row;
  GtkWidget *read_button;
  GtkWidget *copy_button;
};

G_DEFINE_FINAL_TYPE (CsWinnersGroup, cs_winners_group, ADW_TYPE_PREFERENCES_GROUP)

static void
say (CsWinnersGroup *self,
     const char     *sentence)
{
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->people_row), sentence);
}

static void
show_number (CsWinnersGroup *self,
             gssize          n)
{
  g_autofree char *number = cs_display_number (n);
  g_autofree char *words = g_strdup_printf (ngettext ("%s account is remembered", "%s accounts are remembered", (gulong) n), number);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->people_row), n > 0 ? words : _("Nobody is remembered yet"));
  gtk_widget_set_sensitive (self->copy_button, n > 0);
}

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (CsWinnersGroup) self = data;
  g_autoptr (GError) error = NULL;
  gssize n = cs_contest_desk_count_winners_finish (CS_CONTEST_DESK (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error == NULL) {
    show_number (self, n);
    return;
  }
  /* The file can still be saved, to be looked at. */
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->people_row), _("The past winners cannot be read"));
  say (self, error->message);
}

static void
count (CsWinnersGroup *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  cs_contest_desk_count_winners_async (self->contests, self->organiser, self->cancellable, counted_cb, g_object_ref (self));
}

static void
read_file_cb (GFile   *file,
              gpointer data)
{
  cs_winners_group_take (data, file);
}

static void
read_cb (CsWinnersGroup *self)
{
  cs_choose_file (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _("Past Winners"), GTK_FILE_CHOOSER_ACTION_OPEN, NULL, read_file_cb,
                  g_object_ref (self), g_object_unref);
}

static void
copy_file_cb (GFile   *file,
              gpointer data)
{
  cs_winners_group_save (data, file);
}

static void
copy_cb (CsWinnersGroup *self)
{
  g_autofree char *path = cs_contest_desk_dup_winner_path (self->contests, self->organiser);
  g_autofree char *name = g_path_get_basename (path);

  cs_choose_file (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _("Past Winners"), GTK_FILE_CHOOSER_ACTION_SAVE, name, copy_file_cb,
                  g_object_ref (self), g_object_unref);
}

static void
cs_winners_group_dispose (GObject *object)
{
  CsWinnersGroup *self = CS_WINNERS_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->contests);
  G_OBJECT_CLASS (cs_winners_group_parent_class)->dispose (object);
}

static void
cs_winners_group_finalize (GObject *object)
{
  g_free (CS_WINNERS_GROUP (object)->organiser);
  G_OBJECT_CLASS (cs_winners_group_parent_class)->finalize (object);
}

static void
cs_winners_group_class_init (CsWinnersGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_winners_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = cs_winners_group_finalize;

  g_type_ensure (CS_TYPE_FIELD_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/coulisses/Coulisses/contest/cs-winners-group.ui");
  gtk_widget_class_bind_template_child (widget_class, CsWinnersGroup, months_spin);
  gtk_widget_class_bind_template_child (widget_class, CsWinnersGroup, people_row);
  gtk_widget_class_bind_template_child (widget_class, CsWinnersGroup, read_button);
  gtk_widget_class_bind_template_child (widget_class, CsWinnersGroup, copy_button);
  gtk_widget_class_bind_template_callback (widget_class, read_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
}

static void
cs_winners_group_init (CsWinnersGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_winners_group_set_desk:
 * @self: a group
 * @contests: the contests of the show
 */
void
cs_winners_group_set_desk (CsWinnersGroup *self,
                           CsContestDesk  *contests)
{
  g_return_if_fail (CS_IS_WINNERS_GROUP (self) && CS_IS_CONTEST_DESK (contests));

  g_set_object (&self->contests, contests);
}

/**
 * cs_winners_group_set_organiser:
 * @self: a group with a desk
 * @organiser: whose winners; "" while nobody is named
 */
void
cs_winners_group_set_organiser (CsWinnersGroup *self,
                                const char     *organiser)
{
  gboolean named = *organiser != '\0';

  g_return_if_fail (CS_IS_WINNERS_GROUP (self) && self->contests != NULL);

  if (g_strcmp0 (self->organiser, organiser) == 0)
    return;
  g_free (self->organiser);
  self->organiser = g_strdup (organiser);
  say (self, "");
  show_number (self, 0);
  gtk_widget_set_sensitive (self->read_button, named);
  if (named)
    count (self);
  else
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->people_row), _("Name the organiser first"));
}

/**
 * cs_winners_group_set_months:
 * @self: a group
 * @months: how long a winner has to wait; 0 for nobody waits
 */
void
cs_winners_group_set_months (CsWinnersGroup *self,
                             guint           months)
{
  g_return_if_fail (CS_IS_WINNERS_GROUP (self));

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->months_spin), months);
}

/**
 * cs_winners_group_get_months:
 * @self: a group
 *
 * Returns: how long a winner has to wait, in months; 0 for nobody waits
 */
guint
cs_winners_group_get_months (CsWinnersGroup *self)
{
  g_return_val_if_fail (CS_IS_WINNERS_GROUP (self), 0);

  return (guint) gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->months_spin));
}

/**
 * cs_winners_group_settle:
 * @self: a group
 *
 * What was typed and not left yet counts too.
 */
void
cs_winners_group_settle (CsWinnersGroup *self)
{
  g_return_if_fail (CS_IS_WINNERS_GROUP (self));

  gtk_spin_button_update (GTK_SPIN_BUTTON (self->months_spin));
}

static void
joined_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (CsWinnersGroup) self = data;
  g_autoptr (GError) error = NULL;

  cs_contest_desk_rule_finish (CS_CONTEST_DESK (source), result, &error);
  if (self->contests == NULL)
    return;
  gtk_widget_set_sensitive (self->read_button, TRUE);
  say (self, error != NULL ? error->message : _("The file is read; whoever was remembered stays so."));
  if (error == NULL)
    count (self);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (CsWinnersGroup) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = cs_read_chosen_finish (result, &error);

  if (self->contests == NULL)
    return;
  if (bytes != NULL) {
    cs_contest_desk_import_winners_async (self->contests, self->organiser, bytes, NULL, joined_cb, g_object_ref (self));
    return;
  }
  gtk_widget_set_sensitive (self->read_button, TRUE);
  say (self, error->message);
}

/**
 * cs_winners_group_take:
 * @self: a group with a named organiser
 * @file: past winners, as cs_winners_group_save() has them saved
 *
 * Remembers whoever the file names too, and tells what became of it.
 */
void
cs_winners_group_take (CsWinnersGroup *self,
                       GFile          *file)
{
  g_return_if_fail (CS_IS_WINNERS_GROUP (self) && self->organiser != NULL);

  gtk_widget_set_sensitive (self->read_button, FALSE);
  cs_read_chosen_async (file, MAX_FILE_BYTES, loaded_cb, g_object_ref (self));
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (CsWinnersGroup) self = data;
  g_autoptr (GError) error = NULL;

  g_file_copy_finish (G_FILE (source), result, &error);
  if (self->contests != NULL)
    say (self, error != NULL ? error->message : _("Saved. The file names people: hand it only to whoever may know them."));
}

/**
 * cs_winners_group_save:
 * @self: a group with a named organiser
 * @file: where to
 *
 * Saves a copy of the past winners, and tells what became of it.
 */
void
cs_winners_group_save (CsWinnersGroup *self,
                       GFile          *file)
{
  g_autofree char *path = NULL;
  g_autoptr (GFile) book = NULL;

  g_return_if_fail (CS_IS_WINNERS_GROUP (self) && self->organiser != NULL);

  path = cs_contest_desk_dup_winner_path (self->contests, self->organiser);
  book = g_file_new_for_path (path);
  g_file_copy_async (book, file, G_FILE_COPY_OVERWRITE, G_PRIORITY_DEFAULT, NULL, NULL, NULL, saved_cb, g_object_ref (self));
}

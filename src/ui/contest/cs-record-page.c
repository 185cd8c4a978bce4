/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-record-page.h"

#include "cs-clue.h"
#include "cs-dispose.h"
#include "cs-draw-export.h"
#include "cs-draw-words.h"
#include "cs-group-rows.h"
#include "cs-plain-row.h"
#include "cs-record-files.h"
#include "cs-replace-dialog.h"
#include "cs-stamp-row.h"
#include "cs-text.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _CsRecordPage {
  GtkWidget parent_instance;

  CsReveal *draw; /* (nullable) */
  GHashTable *people; /* (nullable): id → CsAccount */
  char *folder; /* (nullable): where the record goes */
  GPtrArray *winner_rows; /* AdwActionRow */
  GPtrArray *alternate_rows; /* AdwActionRow */
  GPtrArray *file_rows; /* AdwActionRow */

  GtkWidget *level_row;
  GtkWidget *stamp_row;
  GtkWidget *level_icon;
  GtkWidget *winners_group;
  GtkWidget *alternates_group;
  GtkWidget *place_row;
  GtkWidget *present_row;
  GtkWidget *remarks_row;
  GtkWidget *deposit_row;
  GtkWidget *address_row;
  GtkWidget *contact_row;
  GtkWidget *deadline_row;
  GtkWidget *files_group;
  GtkWidget *list_group;
  GtkWidget *open_button;
  GtkWidget *save_button;
  GtkWidget *saved_row;
  GtkWidget *saved_icon;
  GtkWidget *command_row;
};

G_DEFINE_FINAL_TYPE (CsRecordPage, cs_record_page, GTK_TYPE_WIDGET)

static void
tell_saved (CsRecordPage *self,
            const char   *icon_name,
            const char   *title,
            const char   *subtitle)
{
  gtk_image_set_from_icon_name (GTK_IMAGE (self->saved_icon), icon_name);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->saved_row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->saved_row), subtitle);
}

static void
open_file_cb (CsRecordPage *self,
              GtkWidget    *button)
{
  g_autofree char *path = g_build_filename (self->folder, g_object_get_data (G_OBJECT (button), "file"), NULL);
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);

  if (uri != NULL)
    gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), uri, GDK_CURRENT_TIME);
}

static const struct {
  const char *name;
  const char *words;
  gboolean not_draw, not_clue; /* of which it has none */
} published[] = {
  { "certificate.json", N_("Certificate, to publish") },
  { "list.txt", N_("Sealed list, to publish"), FALSE, TRUE },
  { "entries.txt", N_("Posts that held the answer, to publish"), TRUE, FALSE },
  { "draw-verifier.html", N_("Verifier, to publish: works without a network") },
  { "record.fr.pdf", N_("Printed record in French") },
  { "record.en.pdf", N_("Printed record in English") },
  { CS_RECORD_PRIVATE "posts.fr.txt", N_("Posts of seal and winners in French, ready to copy") },
  { CS_RECORD_PRIVATE "posts.en.txt", N_("Posts of seal and winners in English, ready to copy") },
  { CS_RECORD_PRIVATE "messages.fr.txt", N_("Messages to the winners in French") },
  { CS_RECORD_PRIVATE "messages.en.txt", N_("Messages to the winners in English") },
  { CS_RECORD_PRIVATE "participants.csv", N_("List for the bailiff"), FALSE, TRUE },
};

static void
show_files (CsRecordPage *self)
{
  cs_group_rows_clear (self->list_group, self->file_rows);
  for (guint i = 0; i < G_N_ELEMENTS (published); i++) {
    GtkWidget *row, *button;
    g_autofree char *label = g_strdup_printf (_("Open %s"), published[i].name);

    if (CS_IS_CLUE (self->draw) ? published[i].not_clue : published[i].not_draw)
      continue;
    row = cs_plain_row_new (_(published[i].words), published[i].name);
    button = gtk_button_new_with_label (_("Open"));
    gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
    g_object_set_data (G_OBJECT (button), "file", (gpointer) published[i].name);
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
    g_signal_connect_object (button, "clicked", G_CALLBACK (open_file_cb), self, G_CONNECT_SWAPPED);
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->list_group), row);
    g_ptr_array_add (self->file_rows, row);
  }
  gtk_widget_set_visible (self->list_group, TRUE);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (CsRecordPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *quoted = NULL;
  g_autofree char *command = NULL;

  gtk_widget_set_sensitive (self->save_button, TRUE);
  if (!cs_reveal_finish (CS_REVEAL (source), result, &error)) {
    tell_saved (self, "cs-triangle-symbolic", _("The record is not saved"), error->message);
    return;
  }
  path = g_build_filename (self->folder, "certificate.json", NULL);
  quoted = g_shell_quote (path);
  command = g_strdup_printf ("coulisses-cli draw verify %s", quoted);
  tell_saved (self, "cs-check-symbolic", _("Saved"), self->folder);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->command_row), command);
  gtk_widget_set_visible (self->command_row, TRUE);
  gtk_widget_set_sensitive (self->open_button, TRUE);
  show_files (self);
}

static void
take_text (char     **field,
           GtkWidget *row)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  g_free (*field);
  *field = *text != '\0' ? g_steal_pointer (&text) : NULL;
}

static void
take_list (GStrv     *field,
           GtkWidget *row)
{
  g_auto (GStrv) parts = g_strsplit (gtk_editable_get_text (GTK_EDITABLE (row)), ";", -1);
  g_autoptr (GStrvBuilder) list = g_strv_builder_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      g_strv_builder_add (list, parts[i]);
  g_strfreev (*field);
  *field = g_strv_builder_end (list);
}

static CsRecordDetails *
create_details (CsRecordPage *self)
{
  CsRecordDetails *details = cs_record_details_new ();

  take_text (&details->place, self->place_row);
  take_list (&details->present, self->present_row);
  take_list (&details->remarks, self->remarks_row);
  take_text (&details->deposit, self->deposit_row);
  take_text (&details->address, self->address_row);
  take_text (&details->contact, self->contact_row);
  take_text (&details->deadline, self->deadline_row);
  return details;
}

static void
save_cb (CsRecordPage *self)
{
  static const char *const languages[] = { "fr", "en", NULL };
  g_autoptr (CsRecordDetails) details = create_details (self);

  gtk_widget_set_sensitive (self->save_button, FALSE);
  cs_reveal_export_async (self->draw, details, languages, self->folder, saved_cb, g_object_ref (self));
}

static void
open_cb (CsRecordPage *self)
{
  g_autofree char *uri = g_filename_to_uri (self->folder, NULL, NULL);

  if (uri != NULL)
    gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), uri, GDK_CURRENT_TIME);
}

static void
copy_command_cb (CsRecordPage *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          adw_action_row_get_subtitle (ADW_ACTION_ROW (self->command_row)));
}

static void
replaced_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (CsRecordPage) self = data;
  g_autoptr (GError) error = NULL;

  if (!cs_reveal_finish (CS_REVEAL (source), result, &error))
    tell_saved (self, "cs-triangle-symbolic", _("Nothing has changed"), error->message);
  else if (gtk_widget_get_visible (self->command_row))
    tell_saved (self, "cs-triangle-symbolic", _("Save the record again: a prize has gone to the next rank"), "");
}

static void
reason_given_cb (CsReplaceDialog *dialog,
                 guint            rank,
                 gboolean         disqualified,
                 const char      *code,
                 CsRecordPage    *self)
{
  cs_reveal_replace_async (self->draw, rank, disqualified, code, replaced_cb, g_object_ref (self));
}

static void
give_up_cb (CsRecordPage *self,
            GtkWidget    *button)
{
  guint rank = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "rank"));
  GtkWidget *dialog = cs_replace_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), rank);

  g_signal_connect_object (dialog, "given", G_CALLBACK (reason_given_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static char *
describe_person (CsRecordPage *self,
                 guint         rank)
{
  g_autofree char *handle = NULL;
  g_autofree char *name = cs_reveal_dup_person (self->draw, self->people, rank, &handle);
  g_autofree char *both = handle != NULL ? g_strdup_printf ("%s %s", name, handle) : g_strdup (name != NULL ? name : "");

  return cs_text_isolate (both);
}

static const CsDrawEvent *
find_event (GPtrArray *events,
            guint      rank)
{
  for (guint i = 0; i < events->len; i++)
    if (((const CsDrawEvent *) events->pdata[i])->rank == rank)
      return events->pdata[i];
  return NULL;
}

/* A prize may go from hand to hand: each of its holders has a row, the last one the button. */
static void
add_holders (CsRecordPage *self,
             GPtrArray    *events,
             guint         place)
{
  const char *prize = cs_contest_setup_get_prize (cs_reveal_get_setup (self->draw), place);
  guint rank = place;

  while (rank > 0) {
    const CsDrawEvent *lost = find_event (events, rank);
    g_autofree char *person = describe_person (self, rank);
    g_autofree char *title = g_strdup_printf (_("%u. %s"), rank, person);
    g_autofree char *gone = lost == NULL ? NULL
                            : lost->replaced_by > 0 ? g_strdup_printf (_("%s · given up (%s): goes to rank %u"), prize, lost->code, lost->replaced_by)
                                                    : g_strdup_printf (_("%s · given up (%s): not awarded, no rank is left"), prize, lost->code);
    GtkWidget *row = cs_plain_row_new (title, gone != NULL ? gone : prize);

    if (lost == NULL && !cs_reveal_get_rehearsal (self->draw)) {
      GtkWidget *button = gtk_button_new_with_label (_("Gives Up…"));
      g_autofree char *label = g_strdup_printf (_("Rank %u gives the prize up"), rank);

      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
      g_object_set_data (G_OBJECT (button), "rank", GUINT_TO_POINTER (rank));
      g_signal_connect_object (button, "clicked", G_CALLBACK (give_up_cb), self, G_CONNECT_SWAPPED);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
    } else {
      gtk_widget_add_css_class (row, "dim");
    }
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->winners_group), row);
    g_ptr_array_add (self->winner_rows, row);
    rank = lost != NULL ? lost->replaced_by : 0;
  }
}

static void
add_alternates (CsRecordPage *self,
                GPtrArray    *events)
{
  guint first = cs_reveal_get_n_winners (self->draw) + 1;
  guint last = cs_reveal_get_n_named (self->draw);

  for (guint rank = first; rank <= last; rank++) {
    g_autofree char *person = describe_person (self, rank);
    g_autofree char *title = g_strdup_printf (_("%u. %s"), rank, person);
    gboolean called = FALSE;
    GtkWidget *row;

    for (guint i = 0; i < events->len; i++)
      called |= ((const CsDrawEvent *) events->pdata[i])->replaced_by == rank;
    if (called)
      continue;
    row = cs_plain_row_new (title, NULL);
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->alternates_group), row);
    g_ptr_array_add (self->alternate_rows, row);
  }
  gtk_widget_set_visible (self->alternates_group, self->alternate_rows->len > 0);
}

static void
show_places (CsRecordPage *self)
{
  g_autoptr (GPtrArray) events = cs_reveal_list_events (self->draw);
  guint n = cs_reveal_get_n_winners (self->draw);

  cs_group_rows_clear (self->winners_group, self->winner_rows);
  cs_group_rows_clear (self->alternates_group, self->alternate_rows);
  for (guint place = 1; place <= n; place++)
    add_holders (self, events, place);
  add_alternates (self, events);
}

static void
show_level (CsRecordPage *self)
{
  g_autofree char *level = cs_draw_words_level (self->draw);
  gboolean rehearsal = cs_reveal_get_rehearsal (self->draw);
  gboolean unsure = rehearsal || (CS_IS_DRAW (self->draw) && cs_draw_get_level (CS_DRAW (self->draw)) == CS_BEACON_UNCONFIRMED);

  gtk_image_set_from_icon_name (GTK_IMAGE (self->level_icon), unsure ? "cs-triangle-symbolic" : "cs-check-symbolic");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->level_row), rehearsal ? _("A rehearsal: it counts for nothing and has no record") : _("Everything has been revealed"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->level_row), level);
  gtk_widget_set_visible (self->files_group, !rehearsal);
}

static void
cs_record_page_dispose (GObject *object)
{
  CsRecordPage *self = CS_RECORD_PAGE (object);

  g_clear_object (&self->draw);
  cs_dispose_template (GTK_WIDGET (object), CS_TYPE_RECORD_PAGE);
  G_OBJECT_CLASS (cs_record_page_parent_class)->dispose (object);
}

static void
cs_record_page_finalize (GObject *object)
{
  CsRecordPage *self = CS_RECORD_PAGE (object);

  g_clear_pointer (&self->people, g_hash_table_unref);
  g_free (self->folder);
  g_ptr_array_unref (self->winner_rows);
  g_ptr_array_unref (self->alternate_rows);
  g_ptr_array_unref (self->file_rows);
  G_OBJECT_CLASS (cs_record_page_parent_class)->finalize (object);
}

static void
cs_record_page_class_init (CsRecordPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_record_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = cs_record_page_finalize;

  g_type_ensure (CS_TYPE_STAMP_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/coulisses/Coulisses/contest/cs-record-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CsRecordPage, level_row);
  gtk_widget_class_bind_template_child (widget_class, CsRecordPage, stamp_row);
  gtk_widget_class_bind_template_child (widget_class, CsRecordPage, level_icon);
  gtk_widget_class_bind_template_child (widget_class, CsRecordPage, winners_group);
  gtk_widget_class_bind_template_child (widget_class, CsRecordPage, alternates_group);
  gtk_widget_class_bind_template_child (widget_class, CsRecordPage, place_row);
  gtk_widget_class_bind_template_child (widget_class, CsRecordPage, present_row);
  gtk_widget_class_bind_template_child (widget_class, CsRecordPage, remarks_row);
  gtk_widget_class_bind_template_child (widget_class, CsRecordPage, deposit_row);
  gtk_widget_class_bind_template_child (widget_class, CsRecordPage, address_row);
  gtk_widget_class_bind_template_child (widget_class, CsRecordPage, contact_row);
  gtk_widget_class_bind_template_child (widget_class, CsRecordPage, deadline_row);
  gtk_widget_class_bind_template_child (widget_class, CsRecordPage, files_group);
  gtk_widget_class_bind_template_child (widget_class, CsRecordPage, list_group);
  gtk_widget_class_bind_template_child (widget_class, CsRecordPage, open_button);
  gtk_widget_class_bind_template_child (widget_class, CsRecordPage, save_button);
  gtk_widget_class_bind_template_child (widget_class, CsRecordPage, saved_row);
  gtk_widget_class_bind_template_child (widget_class, CsRecordPage, saved_icon);
  gtk_widget_class_bind_template_child (widget_class, CsRecordPage, command_row);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_command_cb);
  gtk_widget_class_set_css_name (widget_class, "recordpage");
}

static void
cs_record_page_init (CsRecordPage *self)
{
  self->winner_rows = g_ptr_array_new ();
  self->alternate_rows = g_ptr_array_new ();
  self->file_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_record_page_show:
 * @self: a page
 * @draw: a draw or clue contest in phase %CS_DRAW_DONE
 * @people: (nullable) (element-type utf8 CsAccount): accounts by their id
 * @folder: where the record is saved; made when it is not there
 */
void
cs_record_page_show (CsRecordPage *self,
                     CsReveal     *draw,
                     GHashTable   *people,
                     const char   *folder)
{
  g_return_if_fail (CS_IS_RECORD_PAGE (self));

  g_set_object (&self->draw, draw);
  if (people != NULL)
    g_hash_table_ref (people);
  g_clear_pointer (&self->people, g_hash_table_unref);
  self->people = people;
  g_free (self->folder);
  self->folder = g_strdup (folder);
  show_level (self);
  show_places (self);
}

/**
 * cs_record_page_set_contests:
 * @self: a page
 * @contests: the contests of the show, for what they know of the seal's time stamp
 */
void
cs_record_page_set_contests (CsRecordPage  *self,
                             CsContestDesk *contests)
{
  g_return_if_fail (CS_IS_RECORD_PAGE (self));

  cs_stamp_row_set_desk (CS_STAMP_ROW (self->stamp_row), contests);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-contest-dialog.h"

#include "cs-authority-group.h"
#include "cs-draw-text.h"
#include "cs-field-row.h"
#include "cs-group-rows.h"
#include "cs-prize-row.h"
#include "cs-source-config.h"
#include "cs-winners-group.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

struct _CsContestDialog {
  AdwWindow parent_instance;

  CsContestDesk *contests;
  CsContest *contest;   /* (nullable): a new one */
  CsContestSetup *base; /* what the dialog has no field for stays as it was */
  GPtrArray *prize_rows; /* (element-type CsPrizeRow), in their order */
  gboolean filling; /* what changes now was not typed */

  GtkWidget *save_button;
  GtkWidget *note_icon;
  GtkWidget *note_label;
  GtkWidget *kind_row;
  GtkWidget *draw_row;
  GtkWidget *people_group;
  GtkWidget *chance_group;
  GtkWidget *organiser_row;
  GtkWidget *show_row;
  GtkWidget *start_row;
  GtkWidget *end_row;
  GtkWidget *tags_row;
  GtkWidget *threshold_spin;
  GtkWidget *top_spin;
  GtkWidget *pseudonyms_switch;
  GtkWidget *age_spin;
  GtkWidget *bots_switch;
  GtkWidget *winners_group;
  GtkWidget *prizes_group;
  GtkWidget *alternates_spin;
  GtkWidget *tickets_row;
  GtkWidget *chance_row;
  GtkWidget *lead_row;
  GtkWidget *lead_spin;
  GtkWidget *stage_row;
  GtkWidget *authority_group;
  GtkTextBuffer *rules_buffer;
  GtkWidget *rehearsal_switch;
};

enum { SIGNAL_SAVED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CsContestDialog, cs_contest_dialog, ADW_TYPE_WINDOW)

static char *
dup_text (GtkWidget *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

static void
take_text (char     **field,
           GtkWidget *row)
{
  g_free (*field);
  *field = dup_text (row);
}

static guint
get_number (GtkWidget *spin)
{
  return (guint) gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (spin));
}

static void
changed_cb (CsContestDialog *self)
{
  g_autoptr (CsContestSetup) setup = NULL;
  g_autoptr (GError) error = NULL;
  gboolean ready;

  if (self->filling)
    return;
  setup = cs_contest_dialog_create_setup (self);
  ready = cs_authority_group_check (CS_AUTHORITY_GROUP (self->authority_group), &error) && cs_contest_setup_check (setup, &error);
  cs_winners_group_set_organiser (CS_WINNERS_GROUP (self->winners_group), setup->organiser);
  gtk_widget_set_visible (self->people_group, !setup->clue);
  gtk_widget_set_visible (self->chance_group, !setup->clue);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->start_row), setup->clue ? _("From; empty for the moment of the sealing") : _("From"));
  gtk_widget_set_sensitive (self->lead_row, !setup->dice);
  gtk_widget_set_sensitive (self->stage_row, !setup->dice);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->note_icon), ready ? "cs-check-symbolic" : "cs-triangle-symbolic");
  gtk_label_set_text (GTK_LABEL (self->note_label), ready ? _("Ready to be sealed") : error->message);
}

static void
raise_prize_cb (CsContestDialog *self,
                CsPrizeRow      *row)
{
  guint at;

  if (!g_ptr_array_find (self->prize_rows, row, &at) || at == 0)
    return;
  g_ptr_array_remove_index (self->prize_rows, at);
  g_ptr_array_insert (self->prize_rows, (int) at - 1, row);
  /* A group only takes rows at its end: all go in again, in their order. */
  for (guint i = 0; i < self->prize_rows->len; i++) {
    g_object_ref (self->prize_rows->pdata[i]);
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self->prizes_group), self->prize_rows->pdata[i]);
  }
  for (guint i = 0; i < self->prize_rows->len; i++) {
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->prizes_group), self->prize_rows->pdata[i]);
    g_object_unref (self->prize_rows->pdata[i]);
  }
  cs_group_rows_focus (GTK_WIDGET (row));
  changed_cb (self);
}

static void
remove_prize_cb (CsContestDialog *self,
                 CsPrizeRow      *row)
{
  guint at;

  if (!g_ptr_array_find (self->prize_rows, row, &at))
    return;
  g_ptr_array_remove_index (self->prize_rows, at);
  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self->prizes_group), GTK_WIDGET (row));
  if (self->prize_rows->len > 0)
    cs_group_rows_focus (self->prize_rows->pdata[MIN (at, self->prize_rows->len - 1)]);
  changed_cb (self);
}

static void
add_prize (CsContestDialog *self,
           const char      *name,
           guint            count)
{
  GtkWidget *row = cs_prize_row_new (name, count);

  g_signal_connect_object (row, "prize-changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "raise", G_CALLBACK (raise_prize_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "remove", G_CALLBACK (remove_prize_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->prize_rows, row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->prizes_group), row);
}

static void
add_prize_cb (CsContestDialog *self)
{
  add_prize (self, "", 1);
  cs_group_rows_focus (self->prize_rows->pdata[self->prize_rows->len - 1]);
  changed_cb (self);
}

static void
write_model (CsContestDialog *self,
             const char      *language)
{
  g_autoptr (CsContestSetup) setup = cs_contest_dialog_create_setup (self);
  g_autofree char *rules = cs_contest_rules_draft (setup, language);

  gtk_text_buffer_set_text (self->rules_buffer, rules, -1);
}

static void
french_cb (CsContestDialog *self)
{
  write_model (self, "fr");
}

static void
english_cb (CsContestDialog *self)
{
  write_model (self, "en");
}

static void
tell_trouble (CsContestDialog *self,
              const char      *trouble)
{
  gtk_widget_set_sensitive (self->save_button, TRUE);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->note_icon), "cs-triangle-symbolic");
  gtk_label_set_text (GTK_LABEL (self->note_label), trouble);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (CsContestDialog) self = data;
  g_autoptr (GError) error = NULL;

  if (cs_contest_desk_save_finish (CS_CONTEST_DESK (source), result, &error) != NULL) {
    g_signal_emit (self, signals[SIGNAL_SAVED], 0);
    gtk_window_close (GTK_WINDOW (self));
    return;
  }
  tell_trouble (self, error->message);
}

static void
save_contest (CsContestDialog *self)
{
  g_autoptr (CsContestSetup) setup = cs_contest_dialog_create_setup (self);

  cs_contest_desk_save_async (self->contests, self->contest, setup, NULL, saved_cb, g_object_ref (self));
}

static void
authority_saved_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      data)
{
  g_autoptr (CsContestDialog) self = data;
  g_autoptr (GError) error = NULL;

  if (cs_contest_desk_set_authority_finish (CS_CONTEST_DESK (source), result, &error))
    save_contest (self);
  else
    tell_trouble (self, error->message);
}

/* What is not complete yet is kept too: only a sealing asks for everything. */
static void
save_cb (CsContestDialog *self)
{
  /* What was typed and not left yet counts too. */
  gtk_spin_button_update (GTK_SPIN_BUTTON (self->threshold_spin));
  gtk_spin_button_update (GTK_SPIN_BUTTON (self->top_spin));
  gtk_spin_button_update (GTK_SPIN_BUTTON (self->age_spin));
  gtk_spin_button_update (GTK_SPIN_BUTTON (self->alternates_spin));
  gtk_spin_button_update (GTK_SPIN_BUTTON (self->lead_spin));
  for (guint i = 0; i < self->prize_rows->len; i++)
    cs_prize_row_settle (self->prize_rows->pdata[i]);
  cs_winners_group_settle (CS_WINNERS_GROUP (self->winners_group));
  gtk_widget_set_sensitive (self->save_button, FALSE);
  if (cs_authority_group_is_changed (CS_AUTHORITY_GROUP (self->authority_group)))
    cs_authority_group_save_async (CS_AUTHORITY_GROUP (self->authority_group), authority_saved_cb, g_object_ref (self));
  else
    save_contest (self);
}

static void
cs_contest_dialog_finalize (GObject *object)
{
  CsContestDialog *self = CS_CONTEST_DIALOG (object);

  g_clear_object (&self->contests);
  g_clear_object (&self->contest);
  cs_contest_setup_free (self->base);
  g_ptr_array_unref (self->prize_rows);
  G_OBJECT_CLASS (cs_contest_dialog_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CsContestDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, CsContestDialog, note_icon);
  gtk_widget_class_bind_template_child (widget_class, CsContestDialog, note_label);
  gtk_widget_class_bind_template_child (widget_class, CsContestDialog, kind_row);
  gtk_widget_class_bind_template_child (widget_class, CsContestDialog, people_group);
  gtk_widget_class_bind_template_child (widget_class, CsContestDialog, chance_group);
  gtk_widget_class_bind_template_child (widget_class, CsContestDialog, draw_row);
  gtk_widget_class_bind_template_child (widget_class, CsContestDialog, organiser_row);
  gtk_widget_class_bind_template_child (widget_class, CsContestDialog, show_row);
  gtk_widget_class_bind_template_child (widget_class, CsContestDialog, start_row);
  gtk_widget_class_bind_template_child (widget_class, CsContestDialog, end_row);
  gtk_widget_class_bind_template_child (widget_class, CsContestDialog, tags_row);
  gtk_widget_class_bind_template_child (widget_class, CsContestDialog, threshold_spin);
  gtk_widget_class_bind_template_child (widget_class, CsContestDialog, top_spin);
  gtk_widget_class_bind_template_child (widget_class, CsContestDialog, pseudonyms_switch);
  gtk_widget_class_bind_template_child (widget_class, CsContestDialog, age_spin);
  gtk_widget_class_bind_template_child (widget_class, CsContestDialog, bots_switch);
  gtk_widget_class_bind_template_child (widget_class, CsContestDialog, winners_group);
  gtk_widget_class_bind_template_child (widget_class, CsContestDialog, prizes_group);
  gtk_widget_class_bind_template_child (widget_class, CsContestDialog, alternates_spin);
  gtk_widget_class_bind_template_child (widget_class, CsContestDialog, tickets_row);
  gtk_widget_class_bind_template_child (widget_class, CsContestDialog, chance_row);
  gtk_widget_class_bind_template_child (widget_class, CsContestDialog, lead_row);
  gtk_widget_class_bind_template_child (widget_class, CsContestDialog, lead_spin);
  gtk_widget_class_bind_template_child (widget_class, CsContestDialog, stage_row);
  gtk_widget_class_bind_template_child (widget_class, CsContestDialog, authority_group);
  gtk_widget_class_bind_template_child (widget_class, CsContestDialog, rules_buffer);
  gtk_widget_class_bind_template_child (widget_class, CsContestDialog, rehearsal_switch);
}

static void
cs_contest_dialog_class_init (CsContestDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cs_contest_dialog_finalize;

  /**
   * CsContestDialog::saved:
   *
   * The contest is in the show file.
   */
  signals[SIGNAL_SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);

  g_type_ensure (CS_TYPE_AUTHORITY_GROUP);
  g_type_ensure (CS_TYPE_WINNERS_GROUP);
  g_type_ensure (CS_TYPE_FIELD_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/coulisses/Coulisses/contest/cs-contest-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_prize_cb);
  gtk_widget_class_bind_template_callback (widget_class, french_cb);
  gtk_widget_class_bind_template_callback (widget_class, english_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
cs_contest_dialog_init (CsContestDialog *self)
{
  self->prize_rows = g_ptr_array_new ();
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_text (GtkWidget  *row,
          const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
}

static void
fill (CsContestDialog      *self,
      const CsContestSetup *setup)
{
  g_autofree char *start = cs_contest_dialog_write_time (setup->start_s);
  g_autofree char *end = cs_contest_dialog_write_time (setup->end_s);
  g_autofree char *tags = g_strjoinv (" #", setup->tags);
  g_autofree char *with_signs = *tags != '\0' ? g_strconcat ("#", tags, NULL) : g_strdup ("");

  adw_combo_row_set_selected (ADW_COMBO_ROW (self->kind_row), setup->clue);
  set_text (self->draw_row, setup->draw);
  set_text (self->organiser_row, setup->organiser);
  set_text (self->show_row, setup->show);
  set_text (self->start_row, start);
  set_text (self->end_row, end);
  set_text (self->tags_row, with_signs);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->threshold_spin), setup->threshold);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->top_spin), setup->top);
  gtk_switch_set_active (GTK_SWITCH (self->pseudonyms_switch), setup->pseudonyms);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->age_spin), setup->min_age_days);
  gtk_switch_set_active (GTK_SWITCH (self->bots_switch), setup->no_bots);
  cs_winners_group_set_months (CS_WINNERS_GROUP (self->winners_group), setup->winner_months);
  for (guint i = 0; i < setup->prizes->len; i++) {
    const CsPrize *prize = setup->prizes->pdata[i];

    add_prize (self, prize->name, prize->count);
  }
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->alternates_spin), setup->n_alternates);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->tickets_row), setup->tickets);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->chance_row), setup->dice);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->lead_spin), setup->lead_s);
  set_text (self->stage_row, setup->stage_input);
  gtk_text_buffer_set_text (self->rules_buffer, setup->rules, -1);
  gtk_switch_set_active (GTK_SWITCH (self->rehearsal_switch), setup->rehearsal);
}

/**
 * cs_contest_dialog_new:
 * @parent: the window it belongs to
 * @contests: the contests of the show
 * @contest: (nullable): the one that is changed; %NULL for a new one
 * @setup: the contest as it is, or to begin with
 *
 * Returns: (transfer none): a dialog, not shown yet
 */
GtkWidget *
cs_contest_dialog_new (GtkWindow            *parent,
                       CsContestDesk        *contests,
                       CsContest            *contest,
                       const CsContestSetup *setup)
{
  CsContestDialog *self = g_object_new (CS_TYPE_CONTEST_DIALOG, "transient-for", parent, NULL);

  self->contests = g_object_ref (contests);
  self->contest = contest != NULL ? g_object_ref (contest) : NULL;
  self->base = cs_contest_setup_copy (setup);
  cs_authority_group_set_desk (CS_AUTHORITY_GROUP (self->authority_group), contests);
  cs_winners_group_set_desk (CS_WINNERS_GROUP (self->winners_group), contests);
  fill (self, setup);
  self->filling = FALSE;
  changed_cb (self);
  gtk_window_set_focus (GTK_WINDOW (self), self->draw_row);
  return GTK_WIDGET (self);
}

/**
 * cs_contest_dialog_create_setup:
 * @self: a dialog
 *
 * Returns: (transfer full): the contest as it stands in the dialog, perhaps not complete
 */
CsContestSetup *
cs_contest_dialog_create_setup (CsContestDialog *self)
{
  CsContestSetup *setup = cs_contest_setup_copy (self->base);
  g_autofree char *start = dup_text (self->start_row);
  g_autofree char *end = dup_text (self->end_row);
  GtkTextIter from, to;

  setup->clue = adw_combo_row_get_selected (ADW_COMBO_ROW (self->kind_row)) == 1;
  take_text (&setup->draw, self->draw_row);
  take_text (&setup->organiser, self->organiser_row);
  take_text (&setup->show, self->show_row);
  setup->start_s = cs_contest_dialog_read_time (start);
  setup->end_s = cs_contest_dialog_read_time (end);
  g_strfreev (setup->tags);
  setup->tags = cs_source_config_split_tags (gtk_editable_get_text (GTK_EDITABLE (self->tags_row)));
  setup->threshold = get_number (self->threshold_spin);
  setup->top = get_number (self->top_spin);
  setup->pseudonyms = gtk_switch_get_active (GTK_SWITCH (self->pseudonyms_switch));
  setup->min_age_days = get_number (self->age_spin);
  setup->no_bots = gtk_switch_get_active (GTK_SWITCH (self->bots_switch));
  setup->winner_months = cs_winners_group_get_months (CS_WINNERS_GROUP (self->winners_group));
  g_ptr_array_set_size (setup->prizes, 0);
  for (guint i = 0; i < self->prize_rows->len; i++) {
    g_autofree char *name = dup_text (self->prize_rows->pdata[i]);

    cs_contest_setup_add_prize (setup, name, cs_prize_row_get_count (self->prize_rows->pdata[i]));
  }
  setup->n_alternates = get_number (self->alternates_spin);
  setup->tickets = adw_combo_row_get_selected (ADW_COMBO_ROW (self->tickets_row)) == 1;
  setup->dice = adw_combo_row_get_selected (ADW_COMBO_ROW (self->chance_row)) == 1;
  setup->lead_s = get_number (self->lead_spin);
  g_clear_pointer (&setup->stage_input, g_free);
  if (!setup->dice)
    setup->stage_input = cs_draw_canon_stage (gtk_editable_get_text (GTK_EDITABLE (self->stage_row)));
  if (setup->stage_input != NULL && *setup->stage_input == '\0')
    g_clear_pointer (&setup->stage_input, g_free);
  gtk_text_buffer_get_bounds (self->rules_buffer, &from, &to);
  g_free (setup->rules);
  setup->rules = gtk_text_buffer_get_text (self->rules_buffer, &from, &to, FALSE);
  setup->rehearsal = gtk_switch_get_active (GTK_SWITCH (self->rehearsal_switch));
  return setup;
}

/**
 * cs_contest_dialog_read_time:
 * @text: local time, as "2026-03-14 21:40"
 *
 * Returns: it in seconds since 1970 UTC, or 0 when it is not a time
 */
gint64
cs_contest_dialog_read_time (const char *text)
{
  int year, month, day, hour, minute, end = 0;
  g_autoptr (GDateTime) time = NULL;

  if (sscanf (text, "%4d-%2d-%2d %2d:%2d%n", &year, &month, &day, &hour, &minute, &end) != 5 || text[end] != '\0')
    return 0;
  time = g_date_time_new_local (year, month, day, hour, minute, 0);
  return time != NULL ? g_date_time_to_unix (time) : 0;
}

/**
 * cs_contest_dialog_write_time:
 * @time_s: seconds since 1970 UTC; 0 for none
 *
 * Returns: (transfer full): it as local time, or ""
 */
char *
cs_contest_dialog_write_time (gint64 time_s)
{
  g_autoptr (GDateTime) time = time_s > 0 ? g_date_time_new_from_unix_local (time_s) : NULL;

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M") : g_strdup ("");
}

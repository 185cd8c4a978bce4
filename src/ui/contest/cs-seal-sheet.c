/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-seal-sheet.h"

#include "cs-display.h"
#include "cs-dispose.h"
#include "cs-draw-words.h"
#include "cs-group-rows.h"
#include "cs-standing.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

struct _CsSealSheet {
  GtkWidget parent_instance;

  GPtrArray *rows; /* AdwActionRow in @group */
  GPtrArray *import_rows; /* AdwActionRow in @import_group */
  gboolean ready; /* the contest is complete */
  gboolean checked; /* clock and relays are well */
  gboolean dice;
  gboolean rehearsal; /* the contest is only a rehearsal */
  gboolean busy;

  GtkWidget *group;
  GtkWidget *import_group;
  GtkWidget *check_row;
  GtkWidget *check_icon;
  GtkWidget *note_label;
  GtkWidget *rehearse_button;
  GtkWidget *seal_button;
};

enum { SIGNAL_SEAL, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CsSealSheet, cs_seal_sheet, GTK_TYPE_WIDGET)

static void
update_buttons (CsSealSheet *self)
{
  gboolean may = self->ready && (self->checked || self->dice) && !self->busy;

  gtk_widget_set_sensitive (self->seal_button, may && !self->rehearsal);
  gtk_widget_set_sensitive (self->rehearse_button, may);
}

static void
seal_cb (CsSealSheet *self)
{
  g_signal_emit (self, signals[SIGNAL_SEAL], 0, FALSE);
}

static void
rehearse_cb (CsSealSheet *self)
{
  g_signal_emit (self, signals[SIGNAL_SEAL], 0, TRUE);
}

static void
add (CsSealSheet *self,
     const char  *title,
     const char  *fact)
{
  cs_group_rows_add_fact (self->group, self->rows, title, fact);
}

static char *
describe_people (const CsContestSetup *setup,
                 CsDrawIntake         *intake)
{
  g_autoptr (GPtrArray) chosen = cs_activity_choose (intake->rows, setup->threshold, setup->top);
  g_autofree char *count = cs_display_number (chosen->len);
  g_autofree char *seen = cs_display_number (intake->rows->len);
  g_autofree char *people = g_strdup_printf (ngettext ("%s participant", "%s participants", chosen->len), count);
  g_autofree char *of = g_strdup_printf (ngettext ("%s, of %s account seen", "%s, of %s accounts seen", intake->rows->len), people, seen);
  g_autofree char *asked = g_strdup_printf (ngettext ("at least %u slot of five minutes", "at least %u slots of five minutes", setup->threshold), setup->threshold);

  if (setup->top > 0)
    /* Translators: who takes part; "the 50 most active, ties included" */
    return g_strdup_printf (ngettext ("%s; %s; the most active one, ties included", "%s; %s; the %u most active, ties included", setup->top), of, asked, setup->top);
  return g_strdup_printf (_("%s; %s"), of, asked);
}

static char *
describe_exclusions (CsDrawIntake *intake)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GString) words = g_string_new (NULL);
  GHashTableIter iter;
  gpointer code, count;
  guint n_manual = 0;

  for (guint i = 0; i < intake->rows->len; i++) {
    const CsActivityRow *row = intake->rows->pdata[i];

    if (row->exclusion == NULL)
      continue;
    n_manual += row->manual;
    g_hash_table_replace (counts, row->exclusion, GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, row->exclusion)) + 1));
  }
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &code, &count))
    g_string_append_printf (words, _("%s: %u\n"), cs_exclusion_get_name (code), GPOINTER_TO_UINT (count));
  if (intake->n_invalid > 0)
    g_string_append_printf (words, _("%s: %u\n"), cs_exclusion_get_name ("invalid-id"), intake->n_invalid);
  if (words->len == 0)
    return g_strdup (_("Nobody"));
  g_string_append_printf (words, ngettext ("of these, %u by hand", "of these, %u by hand", n_manual), n_manual);
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static char *
describe_list (const CsContestSetup *setup)
{
  const char *form = setup->pseudonyms ? _("Pseudonyms") : _("Handles in clear");

  /* Translators: two facts after each other */
  return g_strdup_printf (_("%s; %s"), form, setup->tickets ? _("chances by tickets") : _("the same chance for everybody"));
}

static void
show_facts (CsSealSheet          *self,
            const CsContestSetup *setup,
            CsDrawIntake         *intake,
            gint64                now_s)
{
  g_autofree char *who = g_strdup_printf ("%s · %s", setup->show, setup->organiser);
  g_autofree char *prizes = cs_draw_words_prizes (setup);
  g_autofree char *window = cs_draw_words_window (setup);
  g_autofree char *people = describe_people (setup, intake);
  g_autofree char *out = describe_exclusions (intake);
  g_autofree char *alternates = cs_display_number (setup->n_alternates);
  g_autofree char *chance = cs_draw_words_chance (setup, now_s);
  g_autofree char *list = describe_list (setup);
  g_autofree char *rules = cs_draw_words_rules (setup);

  cs_group_rows_clear (self->group, self->rows);
  add (self, _("Draw"), setup->draw);
  add (self, _("Show and organiser"), who);
  add (self, _("Prizes, in this order"), prizes);
  add (self, _("Posts that count"), window);
  add (self, _("Who takes part"), people);
  add (self, _("Left out"), out);
  add (self, _("Alternates"), alternates);
  add (self, _("Chance"), chance);
  if (!setup->dice)
    add (self, _("Given by the audience"), setup->stage_input != NULL ? setup->stage_input : _("Nothing"));
  add (self, _("Sealed list"), list);
  add (self, _("Rules"), rules);
}

static void
show_imports (CsSealSheet  *self,
              CsDrawIntake *intake)
{
  cs_group_rows_clear (self->import_group, self->import_rows);
  for (guint i = 0; i < intake->imports->len; i++) {
    const CsImportReport *report = intake->imports->pdata[i];
    g_autofree char *words = cs_draw_words_import (report);

    cs_group_rows_add_fact (self->import_group, self->import_rows, cs_draw_words_network (report), words);
  }
  gtk_widget_set_visible (self->import_group, intake->imports->len > 0);
}

static void
cs_seal_sheet_dispose (GObject *object)
{
  cs_dispose_template (GTK_WIDGET (object), CS_TYPE_SEAL_SHEET);
  G_OBJECT_CLASS (cs_seal_sheet_parent_class)->dispose (object);
}

static void
cs_seal_sheet_finalize (GObject *object)
{
  g_ptr_array_unref (CS_SEAL_SHEET (object)->rows);
  g_ptr_array_unref (CS_SEAL_SHEET (object)->import_rows);
  G_OBJECT_CLASS (cs_seal_sheet_parent_class)->finalize (object);
}

static void
cs_seal_sheet_class_init (CsSealSheetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_seal_sheet_dispose;
  G_OBJECT_CLASS (klass)->finalize = cs_seal_sheet_finalize;

  /**
   * CsSealSheet::seal:
   * @rehearsal: whether it shall count for nothing
   *
   * The person has read everything and wants it sealed.
   */
  signals[SIGNAL_SEAL] = g_signal_new ("seal", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_BOOLEAN);

  gtk_widget_class_set_template_from_resource (widget_class, "/app/coulisses/Coulisses/contest/cs-seal-sheet.ui");
  gtk_widget_class_bind_template_child (widget_class, CsSealSheet, group);
  gtk_widget_class_bind_template_child (widget_class, CsSealSheet, import_group);
  gtk_widget_class_bind_template_child (widget_class, CsSealSheet, check_row);
  gtk_widget_class_bind_template_child (widget_class, CsSealSheet, check_icon);
  gtk_widget_class_bind_template_child (widget_class, CsSealSheet, note_label);
  gtk_widget_class_bind_template_child (widget_class, CsSealSheet, rehearse_button);
  gtk_widget_class_bind_template_child (widget_class, CsSealSheet, seal_button);
  gtk_widget_class_bind_template_callback (widget_class, seal_cb);
  gtk_widget_class_bind_template_callback (widget_class, rehearse_cb);
  gtk_widget_class_set_css_name (widget_class, "sealsheet");
}

static void
cs_seal_sheet_init (CsSealSheet *self)
{
  self->rows = g_ptr_array_new ();
  self->import_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  update_buttons (self);
}

/**
 * cs_seal_sheet_show:
 * @self: a sheet
 * @setup: the contest
 * @intake: (nullable): every account seen; %NULL while they are still counted
 * @now_s: the time, seconds since 1970 UTC
 */
void
cs_seal_sheet_show (CsSealSheet          *self,
                    const CsContestSetup *setup,
                    CsDrawIntake         *intake,
                    gint64                now_s)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (CS_IS_SEAL_SHEET (self));

  self->ready = cs_contest_setup_check (setup, &error) && intake != NULL;
  self->dice = setup->dice;
  self->rehearsal = setup->rehearsal;
  if (intake != NULL) {
    show_facts (self, setup, intake, now_s);
    show_imports (self, intake);
  }
  if (setup->dice)
    cs_seal_sheet_tell_check (self, NULL);
  if (error != NULL)
    gtk_label_set_text (GTK_LABEL (self->note_label), error->message);
  else if (intake == NULL)
    gtk_label_set_text (GTK_LABEL (self->note_label), _("Accounts are being counted."));
  else
    gtk_label_set_text (GTK_LABEL (self->note_label), cs_draw_words_before_seal (setup));
  update_buttons (self);
}

/**
 * cs_seal_sheet_tell_check:
 * @self: a sheet
 * @error: (nullable): what is wrong with the clock or the relays
 */
void
cs_seal_sheet_tell_check (CsSealSheet  *self,
                          const GError *error)
{
  g_return_if_fail (CS_IS_SEAL_SHEET (self));

  self->checked = error == NULL;
  if (error != NULL)
    gtk_label_set_text (GTK_LABEL (self->note_label), error->message);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->check_icon), error == NULL ? "cs-check-symbolic" : "cs-triangle-symbolic");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->check_row),
                                 error != NULL ? error->message : self->dice ? _("Not needed: chance comes from dice") : _("The clock is right and two relays answer"));
  update_buttons (self);
}

/**
 * cs_seal_sheet_set_busy:
 * @self: a sheet
 * @busy: whether a sealing is under way
 */
void
cs_seal_sheet_set_busy (CsSealSheet *self,
                        gboolean     busy)
{
  g_return_if_fail (CS_IS_SEAL_SHEET (self));

  self->busy = busy;
  update_buttons (self);
}

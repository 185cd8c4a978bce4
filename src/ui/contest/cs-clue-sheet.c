/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-clue-sheet.h"

#include "cs-clue-seal.h"
#include "cs-display.h"
#include "cs-dispose.h"
#include "cs-draw-words.h"
#include "cs-group-rows.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

struct _CsClueSheet {
  GtkWidget parent_instance;

  GPtrArray *answer_rows; /* AdwPasswordEntryRow in @answer_group */
  GPtrArray *rows; /* AdwActionRow in @group */
  gboolean ready; /* the contest is complete */
  gboolean rehearsal; /* the contest is only a rehearsal */
  gboolean busy;

  GtkWidget *answer_group;
  GtkWidget *more_button;
  GtkWidget *group;
  GtkWidget *note_label;
  GtkWidget *rehearse_button;
  GtkWidget *seal_button;
};

enum { SIGNAL_SEAL, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CsClueSheet, cs_clue_sheet, GTK_TYPE_WIDGET)

static GStrv
list_answers (CsClueSheet *self)
{
  g_autoptr (GStrvBuilder) answers = g_strv_builder_new ();

  for (guint i = 0; i < self->answer_rows->len; i++) {
    g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->answer_rows->pdata[i]))));

    if (*text != '\0')
      g_strv_builder_add (answers, text);
  }
  return g_strv_builder_end (answers);
}

static void
update_buttons (CsClueSheet *self)
{
  g_auto (GStrv) answers = list_answers (self);
  gboolean may = self->ready && answers[0] != NULL && !self->busy;

  gtk_widget_set_sensitive (self->seal_button, may && !self->rehearsal);
  gtk_widget_set_sensitive (self->rehearse_button, may);
  gtk_widget_set_sensitive (self->more_button, self->answer_rows->len < CS_CLUE_MAX_FORMS);
}

static void
add_answer (CsClueSheet *self)
{
  GtkWidget *row = adw_password_entry_row_new ();
  g_autofree char *title = g_strdup_printf (_("Way %u to write the answer"), self->answer_rows->len + 1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  g_signal_connect_object (row, "changed", G_CALLBACK (update_buttons), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->answer_group), row);
  g_ptr_array_add (self->answer_rows, row);
}

static void
more_cb (CsClueSheet *self)
{
  add_answer (self);
  cs_group_rows_focus (self->answer_rows->pdata[self->answer_rows->len - 1]);
  update_buttons (self);
}

static void
seal (CsClueSheet *self,
      gboolean     rehearsal)
{
  g_auto (GStrv) answers = list_answers (self);

  g_signal_emit (self, signals[SIGNAL_SEAL], 0, answers, rehearsal);
  for (char **answer = answers; *answer != NULL; answer++)
    explicit_bzero (*answer, strlen (*answer));
}

static void
seal_cb (CsClueSheet *self)
{
  seal (self, FALSE);
}

static void
rehearse_cb (CsClueSheet *self)
{
  seal (self, TRUE);
}

static void
add (CsClueSheet *self,
     const char  *title,
     const char  *fact)
{
  cs_group_rows_add_fact (self->group, self->rows, title, fact);
}

static void
show_facts (CsClueSheet          *self,
            const CsContestSetup *setup)
{
  g_autofree char *who = g_strdup_printf ("%s · %s", setup->show, setup->organiser);
  g_autofree char *prizes = cs_draw_words_prizes (setup);
  g_autofree char *window = cs_draw_words_window (setup);
  g_autofree char *alternates = cs_display_number (setup->n_alternates);
  g_autofree char *rules = cs_draw_words_rules (setup);

  cs_group_rows_clear (self->group, self->rows);
  add (self, _("Contest"), setup->draw);
  add (self, _("Show and organiser"), who);
  add (self, _("Prizes, in this order"), prizes);
  add (self, _("Posts that count"), window);
  add (self, _("Who wins"), _("The first accounts whose approved post holds the answer, by the networks’ time"));
  add (self, _("Alternates"), alternates);
  add (self, _("Rules"), rules);
}

static void
cs_clue_sheet_dispose (GObject *object)
{
  cs_dispose_template (GTK_WIDGET (object), CS_TYPE_CLUE_SHEET);
  G_OBJECT_CLASS (cs_clue_sheet_parent_class)->dispose (object);
}

static void
cs_clue_sheet_finalize (GObject *object)
{
  g_ptr_array_unref (CS_CLUE_SHEET (object)->answer_rows);
  g_ptr_array_unref (CS_CLUE_SHEET (object)->rows);
  G_OBJECT_CLASS (cs_clue_sheet_parent_class)->finalize (object);
}

static void
cs_clue_sheet_class_init (CsClueSheetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_clue_sheet_dispose;
  G_OBJECT_CLASS (klass)->finalize = cs_clue_sheet_finalize;

  /**
   * CsClueSheet::seal:
   * @answers: (array zero-terminated=1): ways to write the answer; overwritten afterwards
   * @rehearsal: whether it shall count for nothing
   *
   * The person has read everything and wants it sealed.
   */
  signals[SIGNAL_SEAL] = g_signal_new ("seal", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                       G_TYPE_STRV | G_SIGNAL_TYPE_STATIC_SCOPE, G_TYPE_BOOLEAN);

  gtk_widget_class_set_template_from_resource (widget_class, "/app/coulisses/Coulisses/contest/cs-clue-sheet.ui");
  gtk_widget_class_bind_template_child (widget_class, CsClueSheet, answer_group);
  gtk_widget_class_bind_template_child (widget_class, CsClueSheet, more_button);
  gtk_widget_class_bind_template_child (widget_class, CsClueSheet, group);
  gtk_widget_class_bind_template_child (widget_class, CsClueSheet, note_label);
  gtk_widget_class_bind_template_child (widget_class, CsClueSheet, rehearse_button);
  gtk_widget_class_bind_template_child (widget_class, CsClueSheet, seal_button);
  gtk_widget_class_bind_template_callback (widget_class, more_cb);
  gtk_widget_class_bind_template_callback (widget_class, seal_cb);
  gtk_widget_class_bind_template_callback (widget_class, rehearse_cb);
  gtk_widget_class_set_css_name (widget_class, "sealsheet");
}

static void
cs_clue_sheet_init (CsClueSheet *self)
{
  self->answer_rows = g_ptr_array_new ();
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  add_answer (self);
  update_buttons (self);
}

/**
 * cs_clue_sheet_show:
 * @self: a sheet
 * @setup: the contest
 */
void
cs_clue_sheet_show (CsClueSheet          *self,
                    const CsContestSetup *setup)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (CS_IS_CLUE_SHEET (self));

  self->ready = cs_contest_setup_check (setup, &error);
  self->rehearsal = setup->rehearsal;
  show_facts (self, setup);
  gtk_label_set_text (GTK_LABEL (self->note_label),
                      error != NULL ? error->message : cs_draw_words_before_seal (setup));
  gtk_widget_grab_focus (self->answer_rows->pdata[0]);
  update_buttons (self);
}

/**
 * cs_clue_sheet_set_busy:
 * @self: a sheet
 * @busy: whether a sealing is under way
 */
void
cs_clue_sheet_set_busy (CsClueSheet *self,
                        gboolean     busy)
{
  g_return_if_fail (CS_IS_CLUE_SHEET (self));

  self->busy = busy;
  update_buttons (self);
}

/**
 * cs_clue_sheet_forget:
 * @self: a sheet
 *
 * What was typed is gone from the screen.
 */
void
cs_clue_sheet_forget (CsClueSheet *self)
{
  g_return_if_fail (CS_IS_CLUE_SHEET (self));

  cs_group_rows_clear (self->answer_group, self->answer_rows);
  add_answer (self);
  update_buttons (self);
}

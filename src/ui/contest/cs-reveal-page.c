/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-reveal-page.h"

#include "cs-dispose.h"
#include "cs-draw-words.h"
#include "cs-group-rows.h"
#include "cs-plain-row.h"
#include "cs-text.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _CsRevealPage {
  GtkWidget parent_instance;

  GPtrArray *rows; /* AdwActionRow, of those who are revealed */

  GtkWidget *level_group;
  GtkWidget *level_row;
  GtkWidget *level_icon;
  GtkWidget *group;
  GtkWidget *words_label;
  GtkWidget *next_button;
};

enum { SIGNAL_ADVANCE, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CsRevealPage, cs_reveal_page, GTK_TYPE_WIDGET)

static void
next_cb (CsRevealPage *self)
{
  g_signal_emit (self, signals[SIGNAL_ADVANCE], 0);
}

static void
add_row (CsRevealPage *self,
         CsReveal     *draw,
         GHashTable   *people,
         guint         rank)
{
  g_autofree char *handle = NULL;
  g_autofree char *name = cs_reveal_dup_person (draw, people, rank, &handle);
  g_autofree char *isolated = name != NULL ? cs_text_isolate (name) : NULL;
  const char *prize = cs_contest_setup_get_prize (cs_reveal_get_setup (draw), rank);
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;
  GtkWidget *row;

  if (name == NULL)
    return;
  /* Translators: rank and name */
  title = g_strdup_printf (_("%u. %s"), rank, isolated);
  subtitle = g_strjoin (" · ", prize != NULL ? prize : "", handle, NULL);
  row = cs_plain_row_new (title, subtitle);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), row);
  g_ptr_array_add (self->rows, row);
}

static void
cs_reveal_page_dispose (GObject *object)
{
  cs_dispose_template (GTK_WIDGET (object), CS_TYPE_REVEAL_PAGE);
  G_OBJECT_CLASS (cs_reveal_page_parent_class)->dispose (object);
}

static void
cs_reveal_page_finalize (GObject *object)
{
  g_ptr_array_unref (CS_REVEAL_PAGE (object)->rows);
  G_OBJECT_CLASS (cs_reveal_page_parent_class)->finalize (object);
}

static void
cs_reveal_page_class_init (CsRevealPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_reveal_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = cs_reveal_page_finalize;

  /**
   * CsRevealPage::advance:
   *
   * The next winner is wanted.
   */
  signals[SIGNAL_ADVANCE] = g_signal_new ("advance", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/app/coulisses/Coulisses/contest/cs-reveal-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CsRevealPage, level_group);
  gtk_widget_class_bind_template_child (widget_class, CsRevealPage, level_row);
  gtk_widget_class_bind_template_child (widget_class, CsRevealPage, level_icon);
  gtk_widget_class_bind_template_child (widget_class, CsRevealPage, group);
  gtk_widget_class_bind_template_child (widget_class, CsRevealPage, words_label);
  gtk_widget_class_bind_template_child (widget_class, CsRevealPage, next_button);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_set_css_name (widget_class, "revealpage");
}

static void
cs_reveal_page_init (CsRevealPage *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_reveal_page_show:
 * @self: a page
 * @draw: a draw or clue contest in phase %CS_DRAW_REVEALING
 * @people: (nullable) (element-type utf8 CsAccount): accounts by their id
 * @sorting: the stage still sorts keys: nobody can be shown
 */
void
cs_reveal_page_show (CsRevealPage *self,
                     CsReveal     *draw,
                     GHashTable   *people,
                     gboolean      sorting)
{
  guint n = cs_reveal_get_n_winners (draw), revealed = cs_reveal_get_n_revealed (draw);
  gboolean unsure = CS_IS_DRAW (draw) && cs_draw_get_level (CS_DRAW (draw)) == CS_BEACON_UNCONFIRMED;
  g_autofree char *level = cs_draw_words_level (draw);
  g_autofree char *words = n > 0 ? g_strdup_printf (_("%u of %u revealed"), revealed, n) : g_strdup (CS_IS_DRAW (draw) ? _("Nobody took part.") : _("Nobody had the answer."));

  g_return_if_fail (CS_IS_REVEAL_PAGE (self));

  gtk_image_set_from_icon_name (GTK_IMAGE (self->level_icon), unsure ? "cs-triangle-symbolic" : "cs-check-symbolic");
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->level_group), CS_IS_DRAW (draw) ? _("Chance") : _("Order"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->level_row), level);
  if (self->rows->len != revealed) {
    cs_group_rows_clear (self->group, self->rows);
    for (guint rank = n - revealed + 1; rank <= n; rank++)
      add_row (self, draw, people, rank);
  }
  gtk_label_set_text (GTK_LABEL (self->words_label), sorting ? _("Keys are being sorted on the stage") : words);
  gtk_button_set_label (GTK_BUTTON (self->next_button), revealed < n ? _("Next Winner") : _("End the Reveal"));
  gtk_widget_set_sensitive (self->next_button, !sorting);
}

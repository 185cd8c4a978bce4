/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-clue-page.h"

#include "cs-display.h"
#include "cs-dispose.h"
#include "cs-draw-words.h"
#include "cs-seal-card.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _CsCluePage {
  GtkWidget parent_instance;

  CsClue *clue; /* (nullable) */
  CsClock *clock; /* (nullable) */
  char *shown; /* (nullable): the seal that the card shows */
  gboolean busy;

  GtkWidget *card;
  GtkWidget *time_row;
  GtkWidget *countdown_label;
  GtkWidget *count_row;
  GtkWidget *words_label;
  GtkWidget *close_button;
};

enum { SIGNAL_CLOSE, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CsCluePage, cs_clue_page, GTK_TYPE_WIDGET)

static void
copy_seal_cb (CsCluePage *self)
{
  const CsClueSeal *seal = cs_clue_get_seal (self->clue);

  if (seal != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), seal->digest);
}

static void
copy_post_cb (CsCluePage *self)
{
  g_autofree char *post = cs_draw_words_post (CS_REVEAL (self->clue));

  if (post != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), post);
}

static void
close_cb (CsCluePage *self)
{
  g_signal_emit (self, signals[SIGNAL_CLOSE], 0);
}

static void
show_card (CsCluePage       *self,
           const CsClueSeal *seal)
{
  g_autofree char *time = NULL;
  g_autofree char *words = NULL;

  if (g_strcmp0 (self->shown, seal->digest) == 0)
    return;
  g_free (self->shown);
  self->shown = g_strdup (seal->digest);
  time = cs_display_time (seal->sealed_s * G_USEC_PER_SEC);
  /* Translators: name of the contest, when it was sealed */
  words = g_strdup_printf (_("%s · sealed %s"), seal->contest, time);
  cs_seal_card_show (CS_SEAL_CARD (self->card), seal->digest, words);
}

static void
show_time (CsCluePage       *self,
           const CsClueSeal *seal,
           gint64            now_s)
{
  gboolean begun = now_s >= seal->start_s, over = now_s >= seal->end_s;
  g_autofree char *start = cs_display_time (seal->start_s * G_USEC_PER_SEC);
  g_autofree char *end = cs_display_time (seal->end_s * G_USEC_PER_SEC);
  g_autofree char *left = over ? NULL : cs_display_length (((begun ? seal->end_s : seal->start_s) - now_s) * 1000);
  g_autofree char *words = g_strdup_printf (over    ? _("Answers counted until %s")
                                            : begun ? _("Answers count until %s")
                                                    : _("Answers count from %s"),
                                            begun ? end : start);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->time_row), words);
  gtk_label_set_text (GTK_LABEL (self->countdown_label), left != NULL ? left : "");
}

static void
cs_clue_page_dispose (GObject *object)
{
  CsCluePage *self = CS_CLUE_PAGE (object);

  g_clear_object (&self->clue);
  g_clear_object (&self->clock);
  cs_dispose_template (GTK_WIDGET (object), CS_TYPE_CLUE_PAGE);
  G_OBJECT_CLASS (cs_clue_page_parent_class)->dispose (object);
}

static void
cs_clue_page_finalize (GObject *object)
{
  g_free (CS_CLUE_PAGE (object)->shown);
  G_OBJECT_CLASS (cs_clue_page_parent_class)->finalize (object);
}

static void
cs_clue_page_class_init (CsCluePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_clue_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = cs_clue_page_finalize;

  /**
   * CsCluePage::close:
   *
   * The winners are to be found.
   */
  signals[SIGNAL_CLOSE] = g_signal_new ("close", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (CS_TYPE_SEAL_CARD);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/coulisses/Coulisses/contest/cs-clue-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CsCluePage, card);
  gtk_widget_class_bind_template_child (widget_class, CsCluePage, time_row);
  gtk_widget_class_bind_template_child (widget_class, CsCluePage, countdown_label);
  gtk_widget_class_bind_template_child (widget_class, CsCluePage, count_row);
  gtk_widget_class_bind_template_child (widget_class, CsCluePage, words_label);
  gtk_widget_class_bind_template_child (widget_class, CsCluePage, close_button);
  gtk_widget_class_bind_template_callback (widget_class, copy_seal_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_post_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
  gtk_widget_class_set_css_name (widget_class, "cluepage");
}

static void
cs_clue_page_init (CsCluePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  cs_clue_page_set_candidates (self, 0);
}

/**
 * cs_clue_page_set_clue:
 * @self: a page
 * @clue: the clue contest
 * @clock: tells the time
 */
void
cs_clue_page_set_clue (CsCluePage *self,
                       CsClue     *clue,
                       CsClock    *clock)
{
  g_return_if_fail (CS_IS_CLUE_PAGE (self));

  g_set_object (&self->clue, clue);
  g_set_object (&self->clock, clock);
}

/**
 * cs_clue_page_set_candidates:
 * @self: a page
 * @n_accounts: how many wrote in time
 */
void
cs_clue_page_set_candidates (CsCluePage *self,
                             guint       n_accounts)
{
  g_autofree char *count = cs_display_number (n_accounts);
  g_autofree char *words = NULL;

  g_return_if_fail (CS_IS_CLUE_PAGE (self));

  words = g_strdup_printf (ngettext ("%s account wrote in time", "%s accounts wrote in time", n_accounts), count);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->count_row), words);
}

/**
 * cs_clue_page_set_busy:
 * @self: a page
 * @busy: whether winners are being found
 */
void
cs_clue_page_set_busy (CsCluePage *self,
                       gboolean    busy)
{
  g_return_if_fail (CS_IS_CLUE_PAGE (self));

  self->busy = busy;
  cs_clue_page_refresh (self);
}

/**
 * cs_clue_page_refresh:
 * @self: a page
 *
 * Time has passed, or the contest is further.
 */
void
cs_clue_page_refresh (CsCluePage *self)
{
  const CsClueSeal *seal;
  gint64 now_s;
  gboolean may;

  g_return_if_fail (CS_IS_CLUE_PAGE (self));

  seal = self->clue != NULL ? cs_clue_get_seal (self->clue) : NULL;
  if (seal == NULL)
    return;
  now_s = cs_clock_now_us (self->clock) / G_USEC_PER_SEC;
  may = seal->rehearsal || now_s >= seal->end_s;
  show_card (self, seal);
  show_time (self, seal, now_s);
  gtk_widget_set_sensitive (self->close_button, may && !self->busy);
  gtk_label_set_text (GTK_LABEL (self->words_label),
                      self->busy         ? _("The first with the answer are being found.")
                      : seal->rehearsal  ? _("A rehearsal can be closed at any time.")
                      : may              ? _("Answers no longer count. Nobody is shown before the reveal.")
                                         : _("The contest can be closed once answers no longer count."));
}

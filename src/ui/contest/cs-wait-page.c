/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-wait-page.h"

#include "cs-display.h"
#include "cs-dispose.h"
#include "cs-draw-text.h"
#include "cs-draw-words.h"
#include "cs-group-rows.h"
#include "cs-plain-row.h"
#include "cs-seal-card.h"
#include "cs-stamp-row.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define MIN_DICE 12

struct _CsWaitPage {
  GtkWidget parent_instance;

  CsDraw *draw; /* (nullable) */
  CsClock *clock; /* (nullable) */
  GPtrArray *relay_rows; /* AdwActionRow */
  char *shown; /* (nullable): the seal that the card shows */

  GtkWidget *page;
  GtkWidget *card;
  GtkWidget *stamp_row;
  GtkWidget *beacon_group;
  GtkWidget *round_row;
  GtkWidget *countdown_label;
  GtkWidget *state_row;
  GtkWidget *state_icon;
  GtkWidget *alone_button;
  GtkWidget *relays_group;
  GtkWidget *paste_group;
  GtkWidget *paste_row;
  GtkWidget *paste_answer;
  GtkWidget *dice_group;
  GtkWidget *dice_row;
  GtkWidget *again_row;
  GtkWidget *dice_answer;
  GtkWidget *roll_button;
};

G_DEFINE_FINAL_TYPE (CsWaitPage, cs_wait_page, GTK_TYPE_WIDGET)

static const char *
get_text (GtkWidget *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static void
copy_seal_cb (CsWaitPage *self)
{
  const CsSeal *seal = cs_draw_get_seal (self->draw);

  if (seal != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), seal->digest);
}

static void
copy_post_cb (CsWaitPage *self)
{
  g_autofree char *post = cs_draw_words_post (CS_REVEAL (self->draw));

  if (post != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), post);
}

static void
alone_cb (CsWaitPage *self)
{
  cs_draw_accept_alone (self->draw);
}

static void
paste_changed_cb (CsWaitPage *self)
{
  gtk_widget_set_visible (self->paste_answer, FALSE);
}

static void
paste_cb (CsWaitPage *self)
{
  g_autoptr (GError) error = NULL;

  if (cs_draw_paste (self->draw, get_text (self->paste_row), &error))
    return;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->paste_answer), error->message);
  gtk_widget_set_visible (self->paste_answer, TRUE);
}

/* Both have to be the same: nobody can correct a die that was misread. */
static void
dice_changed_cb (CsWaitPage *self)
{
  g_autofree char *dice = cs_draw_canon_stage (get_text (self->dice_row));
  g_autofree char *again = cs_draw_canon_stage (get_text (self->again_row));
  gsize n = dice != NULL ? strlen (dice) : 0;
  gboolean same = g_strcmp0 (dice, again) == 0;
  const char *words = n < MIN_DICE ? _("At least 12 digits or letters are needed") : same ? dice : _("The two entries are not the same yet");

  gtk_widget_set_sensitive (self->roll_button, n >= MIN_DICE && same);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->dice_answer), words);
}

static void
rolled_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (CsWaitPage) self = data;
  g_autoptr (GError) error = NULL;

  if (!cs_draw_roll_finish (CS_DRAW (source), result, &error))
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->dice_answer), error->message);
}

static void
roll_cb (CsWaitPage *self)
{
  cs_draw_roll_async (self->draw, get_text (self->dice_row), NULL, rolled_cb, g_object_ref (self));
}

static void
show_relays (CsWaitPage    *self,
             CsBeaconWatch *watch)
{
  guint n = cs_beacon_watch_get_n_relays (watch);

  if (self->relay_rows->len != n)
    cs_group_rows_clear (self->relays_group, self->relay_rows);
  for (guint i = 0; i < n; i++) {
    g_autofree char *words = NULL;
    g_autofree char *name = cs_beacon_watch_describe_relay (watch, i, &words);
    GtkWidget *row;

    if (i == self->relay_rows->len) {
      row = cs_plain_row_new (name, words);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->relays_group), row);
      g_ptr_array_add (self->relay_rows, row);
    }
    row = self->relay_rows->pdata[i];
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  }
}

static void
show_state (CsWaitPage    *self,
            CsBeaconWatch *watch)
{
  CsBeaconState state = watch != NULL ? cs_beacon_watch_get_state (watch) : CS_BEACON_SETTLED;
  const char *trouble = cs_draw_get_trouble (self->draw);
  gboolean bad = trouble != NULL || state == CS_BEACON_DISPUTED;

  gtk_widget_set_visible (self->alone_button, state == CS_BEACON_ALONE);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->state_icon), bad ? "cs-triangle-symbolic" : state == CS_BEACON_SETTLED ? "cs-check-symbolic" : "cs-pause-symbolic");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->state_row), cs_draw_words_beacon (state));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->state_row), trouble != NULL ? trouble : "");
}

static void
show_round (CsWaitPage   *self,
            const CsSeal *seal)
{
  gint64 left_s = MAX (0, seal->round_s - cs_clock_now_us (self->clock) / G_USEC_PER_SEC);
  g_autofree char *left = cs_display_length (left_s * 1000);
  g_autofree char *number = cs_display_number ((gint64) seal->round);
  g_autofree char *time = cs_display_time (seal->round_s * G_USEC_PER_SEC);
  g_autofree char *title = g_strdup_printf (_("Round %s of the public beacon drand"), number);
  g_autofree char *subtitle = g_strdup_printf (_("Public at %s"), time);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->round_row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->round_row), subtitle);
  gtk_label_set_text (GTK_LABEL (self->countdown_label), left_s > 0 ? left : _("now"));
}

static void
show_seal (CsWaitPage   *self,
           const CsSeal *seal)
{
  gboolean dice = seal->round == 0;
  g_autofree char *words = NULL;
  g_autofree char *time = NULL;
  g_autofree char *count = NULL;
  g_autofree char *people = NULL;
  g_autofree char *told = NULL;

  if (g_strcmp0 (self->shown, seal->digest) == 0)
    return;
  g_free (self->shown);
  self->shown = g_strdup (seal->digest);
  time = cs_display_time (seal->sealed_s * G_USEC_PER_SEC);
  count = cs_display_number ((gint64) seal->n_participants);
  people = g_strdup_printf (ngettext ("%s participant", "%s participants", seal->n_participants), count);
  /* Translators: name of the draw, number of participants, when it was sealed */
  told = g_strdup_printf (_("%s · %s · sealed %s"), seal->draw, people, time);
  cs_seal_card_show (CS_SEAL_CARD (self->card), seal->digest, told);
  gtk_widget_set_visible (self->beacon_group, !dice);
  gtk_widget_set_visible (self->relays_group, !dice);
  gtk_widget_set_visible (self->paste_group, !dice);
  gtk_widget_set_visible (self->dice_group, dice);
  gtk_editable_set_text (GTK_EDITABLE (self->paste_row), "");
  gtk_editable_set_text (GTK_EDITABLE (self->dice_row), "");
  gtk_editable_set_text (GTK_EDITABLE (self->again_row), "");
  dice_changed_cb (self);
  if (dice)
    return;
  words = cs_draw_words_phone (seal->round);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->paste_group), words);
}

static void
cs_wait_page_dispose (GObject *object)
{
  CsWaitPage *self = CS_WAIT_PAGE (object);

  cs_wait_page_set_draw (self, NULL, NULL);
  cs_dispose_template (GTK_WIDGET (self), CS_TYPE_WAIT_PAGE);
  G_OBJECT_CLASS (cs_wait_page_parent_class)->dispose (object);
}

static void
cs_wait_page_finalize (GObject *object)
{
  CsWaitPage *self = CS_WAIT_PAGE (object);

  g_ptr_array_unref (self->relay_rows);
  g_free (self->shown);
  G_OBJECT_CLASS (cs_wait_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CsWaitPage, page);
  gtk_widget_class_bind_template_child (widget_class, CsWaitPage, card);
  gtk_widget_class_bind_template_child (widget_class, CsWaitPage, stamp_row);
  gtk_widget_class_bind_template_child (widget_class, CsWaitPage, beacon_group);
  gtk_widget_class_bind_template_child (widget_class, CsWaitPage, round_row);
  gtk_widget_class_bind_template_child (widget_class, CsWaitPage, countdown_label);
  gtk_widget_class_bind_template_child (widget_class, CsWaitPage, state_row);
  gtk_widget_class_bind_template_child (widget_class, CsWaitPage, state_icon);
  gtk_widget_class_bind_template_child (widget_class, CsWaitPage, alone_button);
  gtk_widget_class_bind_template_child (widget_class, CsWaitPage, relays_group);
  gtk_widget_class_bind_template_child (widget_class, CsWaitPage, paste_group);
  gtk_widget_class_bind_template_child (widget_class, CsWaitPage, paste_row);
  gtk_widget_class_bind_template_child (widget_class, CsWaitPage, paste_answer);
  gtk_widget_class_bind_template_child (widget_class, CsWaitPage, dice_group);
  gtk_widget_class_bind_template_child (widget_class, CsWaitPage, dice_row);
  gtk_widget_class_bind_template_child (widget_class, CsWaitPage, again_row);
  gtk_widget_class_bind_template_child (widget_class, CsWaitPage, dice_answer);
  gtk_widget_class_bind_template_child (widget_class, CsWaitPage, roll_button);
}

static void
cs_wait_page_class_init (CsWaitPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_wait_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = cs_wait_page_finalize;

  g_type_ensure (CS_TYPE_SEAL_CARD);
  g_type_ensure (CS_TYPE_STAMP_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/coulisses/Coulisses/contest/cs-wait-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, copy_seal_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_post_cb);
  gtk_widget_class_bind_template_callback (widget_class, alone_cb);
  gtk_widget_class_bind_template_callback (widget_class, paste_cb);
  gtk_widget_class_bind_template_callback (widget_class, paste_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, dice_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, roll_cb);
  gtk_widget_class_set_css_name (widget_class, "waitpage");
}

static void
cs_wait_page_init (CsWaitPage *self)
{
  self->relay_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_wait_page_set_draw:
 * @self: a page
 * @draw: (nullable): draws; cs_wait_page_refresh() tells the page of their changes
 * @clock: (nullable): tells the time
 */
void
cs_wait_page_set_draw (CsWaitPage *self,
                       CsDraw     *draw,
                       CsClock    *clock)
{
  g_return_if_fail (CS_IS_WAIT_PAGE (self));

  g_set_object (&self->draw, draw);
  g_set_object (&self->clock, clock);
}

/**
 * cs_wait_page_refresh:
 * @self: a page
 *
 * The draw has changed, or another second has passed.
 */
void
cs_wait_page_refresh (CsWaitPage *self)
{
  const CsSeal *seal;
  CsBeaconWatch *watch;

  g_return_if_fail (CS_IS_WAIT_PAGE (self));

  seal = self->draw != NULL ? cs_draw_get_seal (self->draw) : NULL;
  if (seal == NULL)
    return;
  show_seal (self, seal);
  if (seal->round == 0)
    return;
  watch = cs_draw_get_watch (self->draw);
  show_round (self, seal);
  show_state (self, watch);
  if (watch != NULL)
    show_relays (self, watch);
}

/**
 * cs_wait_page_set_contests:
 * @self: a page
 * @contests: the contests of the show, for what they know of the seal's time stamp
 */
void
cs_wait_page_set_contests (CsWaitPage    *self,
                           CsContestDesk *contests)
{
  g_return_if_fail (CS_IS_WAIT_PAGE (self));

  cs_stamp_row_set_desk (CS_STAMP_ROW (self->stamp_row), contests);
}

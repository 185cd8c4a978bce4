/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-window-private.h"

#include "cs-contest-panel.h"
#include "cs-display.h"
#include "cs-hush.h"
#include "cs-post-card.h"
#include "cs-source-button.h"
#include "cs-strip.h"
#include "cs-tally.h"

#include <glib/gi18n-lib.h>

#define TICK_MS 200
#define STATUS_MS 4000
#define MANY_WAITING 1500
/* How long it is said that the clock was set. */
#define CLOCK_SET_US (2 * G_TIME_SPAN_MINUTE)

static void
show_count (GtkWidget *label,
            guint      count)
{
  g_autofree char *number = cs_display_number (count);

  gtk_label_set_text (GTK_LABEL (label), number);
}

/* Returns: (transfer full) (nullable): that the file does not keep up; a second's worth of a flood is nothing to tell */
static char *
say_behind (CsWindow *self)
{
  g_autofree char *number = NULL;
  CsFlow flow;

  cs_desk_get_flow (self->desk, &flow);
  if (flow.waiting < MANY_WAITING)
    return NULL;
  number = cs_display_number (flow.waiting);
  /* Translators: in place of the number of posts, while more arrive than the disk takes */
  return g_strdup_printf (_("%s posts are waiting for the disk, none is lost"), number);
}

static void
show_counts (CsWindow *self)
{
  const CsCounts *counts = cs_desk_get_counts (self->desk);
  g_autofree char *n_posts = cs_display_number (counts->posts);
  g_autofree char *n_accounts = cs_display_number (counts->accounts);
  g_autofree char *posts = g_strdup_printf (ngettext ("%s post", "%s posts", counts->posts), n_posts);
  g_autofree char *accounts = g_strdup_printf (ngettext ("%s account", "%s accounts", counts->accounts), n_accounts);
  /* Translators: under the show's name: "1,112 posts from 400 accounts" */
  g_autofree char *subtitle = g_strdup_printf (_("%s from %s"), posts, accounts);
  g_autofree char *behind = say_behind (self);

  show_count (self->triage_count, cs_cursor_get_n_left (self->cursor));
  show_count (self->queue_count, counts->queued);
  show_count (self->rundown_count, g_list_model_get_n_items (G_LIST_MODEL (cs_desk_get_rundown (self->desk))));
  show_count (self->as_run_count, counts->aired);
  gtk_label_set_text (GTK_LABEL (self->subtitle_label), behind != NULL ? behind : subtitle);
}

static void
show_trouble (CsWindow *self)
{
  const char *trouble = cs_desk_get_trouble (self->desk);

  gtk_widget_set_visible (self->trouble_bar, trouble != NULL);
  gtk_label_set_text (GTK_LABEL (self->trouble_label), trouble != NULL ? trouble : "");
}

/* Sessions, deadlines and the log go by the wall time: whoever counts on it has to know that it jumped. */
static void
watch_clock (CsWindow *self)
{
  CsClock *clock = cs_desk_get_clock (self->desk);
  gint64 now_us = cs_clock_monotonic_us (clock);
  gint64 step_us = cs_clock_notice_step (clock, &self->clock_offset_us);
  g_autofree char *length = cs_display_length (ABS (step_us) / 1000);
  g_autofree char *sentence = NULL;

  if (step_us == 0) {
    gtk_widget_set_visible (self->clock_bar, self->clock_set_us != 0 && now_us - self->clock_set_us < CLOCK_SET_US);
    return;
  }
  self->clock_set_us = now_us;
  sentence = g_strdup_printf (step_us > 0 ? _("This machine’s clock was set forward by %s. Check sessions, deadlines and the time in the log.")
                                          : _("This machine’s clock was set back by %s. Check sessions, deadlines and the time in the log."),
                              length);
  gtk_label_set_text (GTK_LABEL (self->clock_bar_label), sentence);
  gtk_widget_set_visible (self->clock_bar, TRUE);
}

static void
tick_second (CsWindow *self,
             gint64    now_us)
{
  g_autofree char *time = cs_display_time (now_us);

  gtk_label_set_text (GTK_LABEL (self->clock_label), time);
  show_counts (self);
  show_trouble (self);
  watch_clock (self);
  cs_post_card_tick (CS_POST_CARD (self->post_card));
  cs_window_tick_rundown (self);
  cs_contest_panel_tick (CS_CONTEST_PANEL (self->contest_panel));
  cs_source_button_tick (CS_SOURCE_BUTTON (self->source_button));
}

static gboolean
tick_cb (gpointer data)
{
  CsWindow *self = data;
  gint64 now_us = cs_clock_now_us (cs_desk_get_clock (self->desk));

  cs_tally_tick (CS_TALLY (self->tally));
  cs_strip_tick (CS_STRIP (self->strip));
  if (now_us / G_USEC_PER_SEC != self->ticked_s) {
    self->ticked_s = now_us / G_USEC_PER_SEC;
    tick_second (self, now_us);
  }
  return G_SOURCE_CONTINUE;
}

static gboolean
status_over_cb (gpointer data)
{
  CsWindow *self = data;

  self->status_id = 0;
  gtk_widget_set_opacity (self->status_box, 0);
  return G_SOURCE_REMOVE;
}

void
cs_window_start_ticking (CsWindow *self)
{
  self->ticked_s = 0;
  self->clock_offset_us = 0;
  self->clock_set_us = 0;
  self->tick_id = g_timeout_add (TICK_MS, tick_cb, self);
  tick_cb (self);
}

void
cs_window_stop_ticking (CsWindow *self)
{
  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_clear_handle_id (&self->status_id, g_source_remove);
}

/* A word about the last act, where the eye is, and for the screen reader. */
void
cs_window_tell (CsWindow   *self,
                const char *icon_name,
                const char *what)
{
  gtk_image_set_from_icon_name (GTK_IMAGE (self->status_icon), icon_name);
  gtk_label_set_text (GTK_LABEL (self->status_label), what);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->status_label), GTK_ACCESSIBLE_PROPERTY_LABEL, what, -1);
  gtk_widget_set_opacity (self->status_box, 0.62);
  g_clear_handle_id (&self->status_id, g_source_remove);
  self->status_id = g_timeout_add (STATUS_MS, status_over_cb, self);
}

void
cs_window_update_place (CsWindow *self)
{
  guint place = self->cursor != NULL ? cs_cursor_get_place (self->cursor) : 0;
  guint n_left = self->cursor != NULL ? cs_cursor_get_n_left (self->cursor) : 0;
  g_autofree char *first = cs_display_number (place);
  g_autofree char *all = cs_display_number (n_left);
  /* Translators: the open post's place among those to sort: "1 of 37" */
  g_autofree char *text = place > 0 ? g_strdup_printf (_("%s of %s"), first, all) : g_strdup ("");

  gtk_label_set_text (GTK_LABEL (self->place_label), text);
  gtk_widget_set_visible (self->place_box, n_left > 0);
  show_count (self->triage_count, n_left);
  cs_post_card_set_n_left (CS_POST_CARD (self->post_card), n_left);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-contest-panel.h"

#include "cs-contest-row.h"
#include "cs-display.h"
#include "cs-dispose.h"
#include "cs-draw-words.h"
#include "cs-one-stop.h"

#include <glib/gi18n-lib.h>

#define ROWS 20

struct _CsContestPanel {
  GtkWidget parent_instance;

  CsClock *clock;          /* (nullable) */
  CsContestDesk *contests; /* (nullable) */
  CsPictureLoader *loader; /* (nullable) */
  gulong changed_id;
  gulong counted_id;
  GMenu *menu;

  GtkWidget *menu_button;
  GtkWidget *name_label;
  GtkWidget *rehearsal_badge;
  GtkWidget *closing_label;
  GtkWidget *eligible_label;
  GtkWidget *accounts_label;
  GtkWidget *sum_box;
  GtkWidget *caption_box;
  GtkWidget *clue_label;
  GtkWidget *ranking_scroll;
  GtkWidget *list;
  GtkWidget *empty_label;
  GtkEventControllerMotion *motion;
  GtkWidget *import_label;
  GtkWidget *note_box;
  GtkWidget *note_label;
  GtkWidget *draw_button;
};

G_DEFINE_FINAL_TYPE (CsContestPanel, cs_contest_panel, GTK_TYPE_WIDGET)

static const CsContestSetup *
get_setup (CsContestPanel *self)
{
  CsContest *contest = self->contests != NULL ? cs_contest_desk_get_current (self->contests) : NULL;

  return contest != NULL ? cs_contest_get_setup (contest) : NULL;
}

static gboolean
is_clue (CsContestPanel *self)
{
  return get_setup (self) != NULL && get_setup (self)->clue;
}

static void
show_sum (CsContestPanel   *self,
          const CsTallySum *sum)
{
  g_autofree char *eligible = cs_display_number (sum->eligible);
  g_autofree char *accounts = cs_display_number (sum->accounts);
  g_autofree char *text = NULL;

  /* Translators: after a large figure, as in "1,284 eligible of 3,912 accounts" */
  text = is_clue (self) ? g_strdup_printf (ngettext ("wrote in time, of %s account", "wrote in time, of %s accounts", sum->accounts), accounts)
                        : g_strdup_printf (ngettext ("eligible of %s account", "eligible of %s accounts", sum->accounts), accounts);
  gtk_label_set_text (GTK_LABEL (self->eligible_label), eligible);
  gtk_label_set_text (GTK_LABEL (self->accounts_label), text);
}

/* Rows stay where they are and are given other accounts: what has the focus keeps it. */
static void
show_ranking (CsContestPanel *self,
              GPtrArray      *best)
{
  GtkListBox *list = GTK_LIST_BOX (self->list);
  guint n = best != NULL ? MIN (best->len, ROWS) : 0;
  GtkListBoxRow *row;

  for (guint i = 0; i < n; i++) {
    if (gtk_list_box_get_row_at_index (list, (int) i) == NULL)
      gtk_list_box_append (list, cs_contest_row_new ());
    cs_contest_row_show (CS_CONTEST_ROW (gtk_list_box_get_row_at_index (list, (int) i)), best->pdata[i], self->loader);
  }
  while ((row = gtk_list_box_get_row_at_index (list, (int) n)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

static guint
count_alike (GPtrArray *best)
{
  guint n = 0;

  for (guint i = 0; best != NULL && i < best->len; i++)
    n += ((const CsStanding *) best->pdata[i])->alike != NULL;
  return n;
}

/* What whoever is about to seal should have looked at. */
static void
show_note (CsContestPanel   *self,
           const CsTallySum *sum,
           GPtrArray        *best)
{
  const CsContestSetup *setup = get_setup (self);
  guint n_alike = count_alike (best);
  g_autoptr (GString) note = g_string_new (NULL);
  g_autofree char *eligible = cs_display_number (sum->eligible);

  if (n_alike > 0)
    g_string_append_printf (note, ngettext ("%u handle looks like another", "%u handles look like others", n_alike), n_alike);
  if (sum->excluded > 0)
    g_string_append_printf (note, ngettext ("%s%u account left out", "%s%u accounts left out", sum->excluded), note->len > 0 ? " · " : "", sum->excluded);
  if (sum->ties && setup != NULL)
    /* Translators: after other notes; "Top 50: 53 accounts, ties included" */
    g_string_append_printf (note, _("%sTop %u: %s accounts, ties included"), note->len > 0 ? " · " : "", setup->top, eligible);
  gtk_label_set_text (GTK_LABEL (self->note_label), note->str);
  gtk_widget_set_visible (self->note_box, note->len > 0);
}

/* A line for all networks; the tooltip has one for each. */
static void
show_imports (CsContestPanel *self,
              GPtrArray      *reports)
{
  g_autofree char *line = cs_draw_words_imports (reports);
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < reports->len; i++) {
    g_autofree char *report = cs_draw_words_import (reports->pdata[i]);

    /* Translators: a network, and how many of its posts came */
    g_string_append_printf (words, _("%s: %s"), cs_draw_words_network (reports->pdata[i]), report);
    g_string_append_c (words, '\n');
  }
  g_string_append (words, _("No network tells how many posts there are. What was written while one was out of reach may be missing."));
  gtk_label_set_text (GTK_LABEL (self->import_label), line);
  gtk_widget_set_tooltip_text (self->import_label, words->str);
  gtk_widget_set_visible (self->import_label, *line != '\0');
}

/* Figures of what nobody counts would be wrong. */
static void
show_parts (CsContestPanel *self)
{
  gboolean counting = cs_contest_counter_is_counting (cs_contest_desk_get_counter (self->contests));

  /* A clue contest names nobody: who writes most has nothing to do with who has the answer. */
  gtk_widget_set_visible (self->sum_box, counting);
  gtk_widget_set_visible (self->caption_box, counting && !is_clue (self));
  gtk_widget_set_visible (self->ranking_scroll, !is_clue (self));
  gtk_widget_set_visible (self->clue_label, is_clue (self));
  gtk_label_set_text (GTK_LABEL (self->empty_label),
                      counting ? _("Nobody has written yet") : _("Set up a contest to see who is most active."));
}

static void
counted_cb (CsContestPanel *self)
{
  const CsTallySum *sum = cs_contest_desk_get_sum (self->contests);
  GPtrArray *best = cs_contest_desk_get_top (self->contests);

  show_parts (self);
  show_sum (self, sum);
  show_note (self, sum, best);
  show_imports (self, cs_contest_counter_get_imports (cs_contest_desk_get_counter (self->contests)));
  /* Nobody moves under the pointer. */
  if (!gtk_event_controller_motion_contains_pointer (self->motion) || gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0) == NULL)
    show_ranking (self, best);
}

static void
row_activated_cb (CsContestPanel *self,
                  CsContestRow   *row)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "contest.account", "x", cs_contest_row_get_standing (row)->account_id);
}

static void
pointer_left_cb (CsContestPanel *self)
{
  if (self->contests != NULL)
    show_ranking (self, cs_contest_desk_get_top (self->contests));
}

static void
show_closing (CsContestPanel *self)
{
  const CsContestSetup *setup = get_setup (self);
  gint64 left_s = setup != NULL ? setup->end_s - cs_clock_now_us (self->clock) / G_USEC_PER_SEC : 0;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->closing_label, setup != NULL && setup->end_s > 0);
  if (left_s > 0) {
    g_autofree char *length = cs_display_length (left_s * 1000);

    /* Translators: when the contest ends: a time like 21:40 */
    text = g_strdup_printf (_("Closes in %s"), length);
  }
  gtk_label_set_text (GTK_LABEL (self->closing_label), text != NULL ? text : _("Closed"));
}

static const char *
name_clue_button (CsContestPanel *self,
                  CsContest      *current)
{
  switch (cs_reveal_get_phase (cs_contest_desk_get_reveal (self->contests))) {
  case CS_DRAW_SEALED:
  case CS_DRAW_REVEALING:
    if (CS_IS_CLUE (cs_contest_desk_get_reveal (self->contests)))
      return _("Go On with the Contest…");
    return _("Seal the Answer…");
  default:
    return cs_contest_get_state (current) == CS_CONTEST_DRAWN ? _("Result and Record…") : _("Seal the Answer…");
  }
}

static const char *
name_draw_button (CsContestPanel *self)
{
  CsContest *current = cs_contest_desk_get_current (self->contests);

  if (current != NULL && cs_contest_get_setup (current)->clue)
    return name_clue_button (self, current);
  switch (cs_contest_desk_get_phase (self->contests)) {
  case CS_DRAW_IDLE:
    return current != NULL ? _("Seal the List…") : _("Set Up a Contest…");
  case CS_DRAW_DONE:
    return current != NULL && cs_contest_get_state (current) == CS_CONTEST_DRAFT ? _("Seal the List…") : _("Result and Record…");
  default:
    return _("Go On with the Draw…");
  }
}

static void
fill_menu (CsContestPanel *self)
{
  GListModel *contests = cs_contest_desk_get_contests (self->contests);
  g_autoptr (GMenu) list = g_menu_new ();
  g_autoptr (GMenu) more = g_menu_new ();

  g_menu_remove_all (self->menu);
  for (guint i = 0; i < g_list_model_get_n_items (contests); i++) {
    g_autoptr (CsContest) contest = g_list_model_get_item (contests, i);
    g_autoptr (GMenuItem) item = g_menu_item_new (cs_contest_get_name (contest), NULL);

    g_menu_item_set_action_and_target (item, "contest.choose", "s", cs_contest_get_name (contest));
    g_menu_append_item (list, item);
  }
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (list));
  g_menu_append (more, _("New Contest…"), "contest.new");
  g_menu_append (more, _("Leave Out a List…"), "contest.leave-out-list");
  if (get_setup (self) != NULL && get_setup (self)->tickets)
    g_menu_append (more, _("Read Tickets from a List…"), "contest.read-tickets");
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (more));
}

static void
changed_cb (CsContestPanel *self)
{
  CsContest *contest = cs_contest_desk_get_current (self->contests);
  const CsContestSetup *setup = get_setup (self);

  fill_menu (self);
  show_parts (self);
  gtk_label_set_text (GTK_LABEL (self->name_label), contest != NULL ? cs_contest_get_name (contest) : _("Contest"));
  gtk_widget_set_visible (self->rehearsal_badge, setup != NULL && setup->rehearsal);
  gtk_button_set_label (GTK_BUTTON (self->draw_button), name_draw_button (self));
  show_closing (self);
}

static void
forget_desk (CsContestPanel *self)
{
  if (self->contests != NULL) {
    g_clear_signal_handler (&self->changed_id, self->contests);
    g_clear_signal_handler (&self->counted_id, self->contests);
  }
  g_clear_object (&self->contests);
  g_clear_object (&self->clock);
  g_clear_object (&self->loader);
}

static void
cs_contest_panel_dispose (GObject *object)
{
  CsContestPanel *self = CS_CONTEST_PANEL (object);

  forget_desk (self);
  g_clear_object (&self->menu);
  cs_dispose_template (GTK_WIDGET (self), CS_TYPE_CONTEST_PANEL);
  G_OBJECT_CLASS (cs_contest_panel_parent_class)->dispose (object);
}

static void
cs_contest_panel_class_init (CsContestPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_contest_panel_dispose;

  g_type_ensure (CS_TYPE_ONE_STOP);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/coulisses/Coulisses/contest/cs-contest-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, CsContestPanel, menu_button);
  gtk_widget_class_bind_template_child (widget_class, CsContestPanel, name_label);
  gtk_widget_class_bind_template_child (widget_class, CsContestPanel, rehearsal_badge);
  gtk_widget_class_bind_template_child (widget_class, CsContestPanel, closing_label);
  gtk_widget_class_bind_template_child (widget_class, CsContestPanel, eligible_label);
  gtk_widget_class_bind_template_child (widget_class, CsContestPanel, accounts_label);
  gtk_widget_class_bind_template_child (widget_class, CsContestPanel, sum_box);
  gtk_widget_class_bind_template_child (widget_class, CsContestPanel, caption_box);
  gtk_widget_class_bind_template_child (widget_class, CsContestPanel, clue_label);
  gtk_widget_class_bind_template_child (widget_class, CsContestPanel, ranking_scroll);
  gtk_widget_class_bind_template_child (widget_class, CsContestPanel, list);
  gtk_widget_class_bind_template_child (widget_class, CsContestPanel, empty_label);
  gtk_widget_class_bind_template_child (widget_class, CsContestPanel, motion);
  gtk_widget_class_bind_template_child (widget_class, CsContestPanel, import_label);
  gtk_widget_class_bind_template_child (widget_class, CsContestPanel, note_box);
  gtk_widget_class_bind_template_child (widget_class, CsContestPanel, note_label);
  gtk_widget_class_bind_template_child (widget_class, CsContestPanel, draw_button);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, pointer_left_cb);
  gtk_widget_class_set_css_name (widget_class, "contestpanel");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
cs_contest_panel_init (CsContestPanel *self)
{
  self->menu = g_menu_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->menu_button), G_MENU_MODEL (self->menu));
  show_sum (self, &(CsTallySum) { 0 });
  show_closing (self);
}

/**
 * cs_contest_panel_set_desk:
 * @self: a panel
 * @desk: (nullable): a desk with an open show, or %NULL for none
 * @loader: (nullable): where avatars come from
 *
 * Shows the contests of @desk's show, and follows them.
 */
void
cs_contest_panel_set_desk (CsContestPanel  *self,
                           CsDesk          *desk,
                           CsPictureLoader *loader)
{
  g_return_if_fail (CS_IS_CONTEST_PANEL (self));

  forget_desk (self);
  show_ranking (self, NULL);
  if (desk == NULL || cs_desk_get_contest (desk) == NULL)
    return;
  self->contests = g_object_ref (cs_desk_get_contest (desk));
  self->clock = g_object_ref (cs_desk_get_clock (desk));
  g_set_object (&self->loader, loader);
  self->changed_id = g_signal_connect_swapped (self->contests, "changed", G_CALLBACK (changed_cb), self);
  self->counted_id = g_signal_connect_swapped (self->contests, "standings-changed", G_CALLBACK (counted_cb), self);
  changed_cb (self);
  counted_cb (self);
}

/**
 * cs_contest_panel_tick:
 * @self: a panel
 *
 * Another second has passed.
 */
void
cs_contest_panel_tick (CsContestPanel *self)
{
  g_return_if_fail (CS_IS_CONTEST_PANEL (self));

  show_closing (self);
}

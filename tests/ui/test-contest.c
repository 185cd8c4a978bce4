/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-account-dialog.h"
#include "cs-contest-dialog.h"
#include "cs-contest-panel.h"
#include "cs-contest-row.h"
#include "cs-draw-words.h"
#include "cs-exclude-dialog.h"
#include "cs-list-import.h"
#include "cs-prize-row.h"
#include "cs-show-test.h"
#include "cs-ui-test.h"

#define SETTLE_MS 300 /* for a page to be laid out and scrolled */

static gboolean
has_row (CsShowTest *show)
{
  return cs_show_test_find (GTK_WIDGET (show->window), CS_TYPE_CONTEST_ROW, NULL) != NULL;
}

static CsAccountDialog *
find_account_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

    if (CS_IS_ACCOUNT_DIALOG (window))
      return CS_ACCOUNT_DIALOG (window);
  }
  return NULL;
}

static gboolean
has_post (CsShowTest *show)
{
  CsAccountDialog *dialog = find_account_dialog ();
  GtkWidget *list = dialog != NULL ? cs_show_test_find (GTK_WIDGET (dialog), GTK_TYPE_LIST_VIEW, NULL) : NULL;

  return list != NULL && cs_show_test_find (list, GTK_TYPE_LABEL, "\342\200\216Good evening #soiree") != NULL;
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (cs_contest_desk_save_finish (CS_CONTEST_DESK (source), result, &error));
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

/* A contest that counts what is written now. */
static void
set_contest (CsShowTest *show)
{
  g_autoptr (CsContestSetup) setup = cs_contest_setup_new ();
  gint64 now_s = cs_clock_now_us (show->clock) / G_USEC_PER_SEC;
  gboolean saved = FALSE;

  g_free (setup->draw);
  setup->draw = g_strdup ("evening");
  g_strfreev (setup->tags);
  setup->tags = g_strsplit ("soiree", " ", -1);
  setup->start_s = now_s - 3600;
  setup->end_s = now_s + 3600;
  cs_contest_desk_save_async (cs_desk_get_contest (show->desk), NULL, setup, NULL, saved_cb, &saved);
  while (!saved)
    cs_show_test_let_pass (10);
}

static gboolean
says (const char *words)
{
  return find_account_dialog () != NULL && cs_show_test_find (GTK_WIDGET (find_account_dialog ()), GTK_TYPE_LABEL, words) != NULL;
}

static gboolean
says_not_enough (CsShowTest *show)
{
  return says ("Not enough: 1 slot with a post that counts, and it takes 3");
}

static gboolean
says_left_out (CsShowTest *show)
{
  return says ("Left out: Team and household");
}

static GtkWidget *
find_exclude_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

    if (CS_IS_EXCLUDE_DIALOG (window))
      return window;
  }
  return NULL;
}

/* A row of the ranking tells why its account is in or out, with its posts; it is left out and taken back there. */
static void
test_account (void)
{
  g_autoptr (CsShowTest) show = cs_show_test_new (NULL);
  g_autoptr (CsPost) post = cs_show_test_make_post (show, 1, "Good evening #soiree");
  GtkWidget *dialog;

  g_strfreev (post->tags);
  post->tags = g_strsplit ("soiree", " ", -1);

  set_contest (show);
  cs_show_test_ingest (show, CS_EVENT_POST, post);
  cs_show_test_wait (show, has_row);
  gtk_widget_activate (cs_show_test_find (GTK_WIDGET (show->window), CS_TYPE_CONTEST_ROW, NULL));
  cs_show_test_wait (show, has_post);
  cs_show_test_wait (show, says_not_enough);
  g_signal_emit_by_name (cs_show_test_find (GTK_WIDGET (find_account_dialog ()), GTK_TYPE_BUTTON, "Leave Out…"), "clicked");
  dialog = find_exclude_dialog ();
  g_assert_nonnull (dialog);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "accept");
  gtk_window_destroy (GTK_WINDOW (dialog));
  cs_show_test_wait (show, says_left_out);
  g_signal_emit_by_name (cs_show_test_find (GTK_WIDGET (find_account_dialog ()), GTK_TYPE_BUTTON, "Take It Back"), "clicked");
  cs_show_test_wait (show, says_not_enough);
  gtk_window_destroy (GTK_WINDOW (find_account_dialog ()));
}

static void
test_list_report (void)
{
  g_autoptr (CsListReport) report = cs_list_report_new ();
  g_autofree char *words = NULL, *tickets = NULL;

  report->n_taken = 3;
  report->n_twice = 1;
  for (guint i = 0; i < 10; i++)
    g_ptr_array_add (report->refused, g_strdup_printf ("Line %u names no account.", i));
  words = cs_list_report_describe (report, "staff");
  g_assert_true (g_str_has_prefix (words, "3 accounts are left out. 1 line names an account again.\nLine 0"));
  tickets = cs_list_report_describe (report, CS_CONTEST_TICKETS);
  g_assert_true (g_str_has_prefix (tickets, "3 accounts have their numbers of tickets. 1 line"));
  g_assert_true (g_str_has_suffix (words, "Line 7 names no account.\n2 more lines name no account."));
}

static void
assert_import (const CsImportReport *report,
               const char           *name,
               const char           *expected)
{
  g_autofree char *words = cs_draw_words_import (report);

  g_assert_cmpstr (cs_draw_words_network (report), ==, name);
  g_assert_cmpstr (words, ==, expected);
}

static void
assert_imports (CsDrawIntake *intake,
                const char   *expected)
{
  g_autofree char *words = cs_draw_words_imports (intake->imports);

  g_assert_cmpstr (words, ==, expected);
}

/* One line for all networks: what one of them does not say is not made up. */
static void
test_imports (void)
{
  g_autoptr (GPtrArray) nobody = g_ptr_array_new ();
  g_autoptr (CsDrawIntake) intake = cs_draw_intake_new (nobody);

  assert_imports (intake, "");
  cs_draw_intake_add_import (intake, "twitch", -1, 40, -1);
  assert_imports (intake, "Received 40; announced: unknown");
  cs_draw_intake_add_import (intake, "mastodon", 70, 60, 0);
  assert_imports (intake, "Received 100; announced: unknown; no gaps");
  cs_draw_intake_add_import (intake, "bluesky", 10, 10, 3);
  assert_imports (intake, "Received 110; announced: unknown; 3 gaps");
  assert_import (intake->imports->pdata[0], "Twitch", "Received 40");
  assert_import (intake->imports->pdata[1], "Mastodon", "Announced 70, received 60");
  assert_import (intake->imports->pdata[2], "Bluesky", "Announced 10, received 10, out of reach 3 times");
}

static CsContestDialog *
find_contest_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

    if (CS_IS_CONTEST_DIALOG (window))
      return CS_CONTEST_DIALOG (window);
  }
  return NULL;
}

static gboolean
dialog_is_closed (CsShowTest *show)
{
  return find_contest_dialog () == NULL;
}

static CsContestSetup *
create_setup (void)
{
  CsContestSetup *setup = cs_contest_setup_new ();

  g_free (setup->draw);
  setup->draw = g_strdup ("finale-2026");
  g_free (setup->organiser);
  setup->organiser = g_strdup ("Exemple Média SAS");
  g_free (setup->show);
  setup->show = g_strdup ("Soirée d’essai");
  setup->start_s = 1773522000;
  setup->end_s = 1773529200;
  g_strfreev (setup->tags);
  setup->tags = g_strsplit ("soiree direct", " ", -1);
  setup->threshold = 2;
  setup->top = 50;
  setup->winner_months = 12;
  cs_contest_setup_add_prize (setup, "A guitar", 1);
  cs_contest_setup_add_prize (setup, "Two seats", 4);
  setup->stage_input = g_strdup ("AB12");
  g_free (setup->rules);
  setup->rules = g_strdup ("Everything is written here.");
  setup->tickets = TRUE;
  setup->rehearsal = TRUE;
  return setup;
}

/* What a contest is goes through the dialog unchanged. */
static void
test_setup_dialog (void)
{
  g_autoptr (CsShowTest) show = cs_show_test_new (NULL);
  g_autoptr (CsContestSetup) setup = create_setup ();
  GtkWidget *dialog = cs_contest_dialog_new (GTK_WINDOW (show->window), cs_desk_get_contest (show->desk), NULL, setup);
  g_autoptr (CsContestSetup) back = cs_contest_dialog_create_setup (CS_CONTEST_DIALOG (dialog));
  g_autoptr (GVariant) before = g_variant_ref_sink (cs_contest_setup_to_variant (setup));
  g_autoptr (GVariant) after = g_variant_ref_sink (cs_contest_setup_to_variant (back));
  g_autofree char *one = g_variant_print (before, TRUE);
  g_autofree char *other = g_variant_print (after, TRUE);
  g_autoptr (CsContestSetup) equal = NULL;

  g_assert_cmpstr (one, ==, other);
  g_assert_nonnull (cs_show_test_find (dialog, GTK_TYPE_LABEL, "Ready to be sealed"));
  adw_combo_row_set_selected (ADW_COMBO_ROW (cs_show_test_find (dialog, ADW_TYPE_COMBO_ROW, "Chances")), 0);
  equal = cs_contest_dialog_create_setup (CS_CONTEST_DIALOG (dialog));
  g_assert_true (back->tickets);
  g_assert_false (equal->tickets);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* The pencil opens the set-up; what is missing is said; what is saved is there again. */
static void
test_set_up (void)
{
  g_autoptr (CsShowTest) show = cs_show_test_new (NULL);
  GtkWidget *dialog;

  gtk_widget_activate_action (GTK_WIDGET (show->window), "contest.set-up", NULL);
  dialog = GTK_WIDGET (find_contest_dialog ());
  g_assert_nonnull (dialog);
  g_assert_nonnull (cs_show_test_find (dialog, GTK_TYPE_LABEL, "Give the draw a short name of letters, digits, dots and dashes."));
  gtk_editable_set_text (GTK_EDITABLE (cs_show_test_find (dialog, ADW_TYPE_ENTRY_ROW, "Short name, for the seal")), "finale");
  g_assert_nonnull (cs_show_test_find (dialog, GTK_TYPE_LABEL, "Name the organiser on one line."));
  g_signal_emit_by_name (cs_show_test_find (dialog, GTK_TYPE_BUTTON, "Save"), "clicked");
  cs_show_test_wait (show, dialog_is_closed);
  cs_show_test_let_pass (300);
  gtk_widget_activate_action (GTK_WIDGET (show->window), "contest.set-up", NULL);
  dialog = cs_show_test_find (GTK_WIDGET (find_contest_dialog ()), ADW_TYPE_ENTRY_ROW, "Short name, for the seal");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (dialog)), ==, "finale");
  gtk_window_destroy (GTK_WINDOW (find_contest_dialog ()));
}

static GtkWidget *
find_focused_prize (void)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (find_contest_dialog ()));

  return focus != NULL ? gtk_widget_get_ancestor (focus, CS_TYPE_PRIZE_ROW) : NULL;
}

/* Whether what is typed into a prize can be seen. */
static gboolean
prize_is_seen (CsShowTest *show)
{
  GtkWidget *row = find_focused_prize ();
  GtkWidget *scroller = row != NULL ? gtk_widget_get_ancestor (row, GTK_TYPE_SCROLLED_WINDOW) : NULL;
  GtkWidget *text = gtk_window_get_focus (GTK_WINDOW (find_contest_dialog ()));
  graphene_rect_t place;

  return scroller != NULL && gtk_widget_compute_bounds (text, scroller, &place) && place.origin.y >= 0 &&
         place.origin.y + place.size.height <= gtk_widget_get_height (scroller) + 1;
}

/* A prize that is added is where one types, and is seen; so is the one that takes the place of one that is removed. */
static void
test_prizes (void)
{
  g_autoptr (CsShowTest) show = cs_show_test_new (NULL);
  GtkWidget *dialog, *first;

  gtk_widget_activate_action (GTK_WIDGET (show->window), "contest.set-up", NULL);
  dialog = GTK_WIDGET (find_contest_dialog ());
  g_signal_emit_by_name (cs_show_test_find (dialog, GTK_TYPE_BUTTON, "Add a Prize"), "clicked");
  cs_show_test_let_pass (SETTLE_MS);
  cs_show_test_wait (show, prize_is_seen);
  first = find_focused_prize ();
  g_signal_emit_by_name (cs_show_test_find (dialog, GTK_TYPE_BUTTON, "Add a Prize"), "clicked");
  for (guint i = 0; i < 100 && find_focused_prize () == first; i++)
    cs_show_test_let_pass (50);
  g_assert_true (find_focused_prize () != first);
  cs_show_test_let_pass (SETTLE_MS);
  cs_show_test_wait (show, prize_is_seen);
  g_signal_emit_by_name (find_focused_prize (), "remove");
  cs_show_test_let_pass (SETTLE_MS);
  cs_show_test_wait (show, prize_is_seen);
  g_assert_true (find_focused_prize () == first);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
test_times (void)
{
  g_autofree char *text = cs_contest_dialog_write_time (1773522000);

  g_assert_cmpstr (text, ==, "2026-03-14 21:00");
  g_assert_cmpint (cs_contest_dialog_read_time (text), ==, 1773522000);
  g_assert_cmpint (cs_contest_dialog_read_time ("2026-02-30 21:00"), ==, 0);
  g_assert_cmpint (cs_contest_dialog_read_time ("2026-03-14 21:00 or so"), ==, 0);
  g_assert_cmpint (cs_contest_dialog_read_time (""), ==, 0);
}

static void
test_describe_post (void)
{
  g_autoptr (CsPost) post = cs_post_new (CS_NETWORK_MASTODON, "scene.example", "1");
  g_autoptr (CsEntry) entry = NULL;
  g_autofree char *stands = NULL;
  g_autofree char *rejected = NULL;
  g_autofree char *withdrawn = NULL;
  g_autofree char *late = NULL;

  post->account = cs_account_new (CS_NETWORK_MASTODON, "scene.example", "1");
  post->created_us = (20 * 60 + 14) * 60 * (gint64) G_USEC_PER_SEC;
  cs_post_seal (post);
  entry = cs_entry_new (1, post);
  stands = cs_account_dialog_describe_post (entry, CS_TALLY_KEPT);
  post->received_us = post->created_us + 5 * G_TIME_SPAN_MINUTE + 1;
  late = cs_account_dialog_describe_post (entry, CS_TALLY_KEPT);
  post->received_us = post->created_us + 5 * G_TIME_SPAN_MINUTE;
  entry->state = CS_STATE_REJECTED;
  rejected = cs_account_dialog_describe_post (entry, CS_TALLY_REJECTED);
  entry->withdrawn_us = 1;
  withdrawn = cs_account_dialog_describe_post (entry, CS_TALLY_UNKNOWN);
  g_assert_cmpstr (strchr (stands, 'c'), ==, "counts in the slot from 20:10");
  g_assert_cmpstr (strchr (late, 'c'), ==, "counts in the slot from 20:10 · received only at 20:19:00");
  g_assert_true (g_str_has_suffix (rejected, "Rejected by moderation"));
  g_assert_true (g_str_has_suffix (withdrawn, "withdrawn: does not count"));
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  cs_ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/contest/account", test_account);
  g_test_add_func ("/ui/contest/describe-post", test_describe_post);
  g_test_add_func ("/ui/contest/setup-dialog", test_setup_dialog);
  g_test_add_func ("/ui/contest/set-up", test_set_up);
  g_test_add_func ("/ui/contest/prizes", test_prizes);
  g_test_add_func ("/ui/contest/list-report", test_list_report);
  g_test_add_func ("/ui/contest/imports", test_imports);
  g_test_add_func ("/ui/contest/times", test_times);
  return g_test_run ();
}

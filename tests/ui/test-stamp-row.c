/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-stamp-row.h"

#include "cs-contest-test.h"
#include "cs-draw-window.h"
#include "cs-http.h"
#include "cs-show-test.h"
#include "cs-ui-test.h"

#include <glib/gi18n-lib.h>

#define NOBODY "http://127.0.0.1:9/"
#define REFERENCE "CN=Time stamps,O=Exemple, 2A"

typedef struct {
  CsContestTest test;
  GtkWidget *window;
} Show;

static void
set_authority (Show       *show,
               const char *url)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  cs_contest_desk_set_authority_async (show->test.desk, url, NULL, NULL, cs_draw_test_answered_cb, &answer);
  result = cs_draw_test_await (&answer);
  g_assert_true (cs_contest_desk_set_authority_finish (show->test.desk, result, NULL));
}

/* A sealed contest, and the draw window on it. */
static void
set_up (Show       *show,
        const char *authority)
{
  g_autoptr (CsContestSetup) setup = cs_contest_test_setup ("finale");
  g_autoptr (GError) error = NULL;

  cs_contest_test_set_up (&show->test, NULL);
  cs_contest_test_fill (&show->test, 20);
  cs_contest_test_save (&show->test, NULL, setup, &error);
  g_assert_no_error (error);
  set_authority (show, authority);
  show->window = cs_draw_window_new (NULL, cs_contest_desk_get_draw (show->test.desk), show->test.clock);
  cs_draw_window_set_contests (CS_DRAW_WINDOW (show->window), show->test.desk);
  gtk_window_present (GTK_WINDOW (show->window));
  g_assert_true (cs_contest_test_seal (&show->test, FALSE, &error));
  gtk_test_widget_wait_for_draw (show->window);
}

static void
tear_down (Show *show)
{
  gtk_window_destroy (GTK_WINDOW (show->window));
  cs_contest_test_tear_down (&show->test);
}

/* Both pages have one; only that of the page on screen is looked at. */
static GtkWidget *
find_row (Show *show)
{
  GtkWidget *stack = cs_show_test_find (show->window, GTK_TYPE_STACK, NULL);

  return cs_show_test_find (gtk_stack_get_visible_child (GTK_STACK (stack)), CS_TYPE_STAMP_ROW, NULL);
}

typedef struct {
  Show *show;
  const char *title;
} Wanted;

static gboolean
says (gpointer data)
{
  const Wanted *wanted = data;
  GtkWidget *row = find_row (wanted->show);

  return row != NULL && gtk_widget_get_visible (row) &&
         g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), wanted->title) == 0;
}

static void
wait_for (Show       *show,
          const char *title)
{
  Wanted wanted = { show, title };

  if (!cs_ui_test_wait_until (says, &wanted))
    g_error ("never says: %s", title);
}

static void
reveal (Show *show)
{
  cs_clock_advance (show->test.clock, (CS_CONTEST_FAST_LEAD_S + 4) * G_USEC_PER_SEC);
  cs_contest_test_until (&show->test, CS_DRAW_REVEALING);
  cs_draw_end_reveal (cs_contest_desk_get_draw (show->test.desk));
}

/* Nobody is to be asked, and that is said, with nothing to try again. */
static void
test_none (void)
{
  Show show = { 0 };

  set_up (&show, NULL);
  wait_for (&show, _("No time stamp"));
  g_assert_false (gtk_widget_is_visible (cs_show_test_find (find_row (&show), GTK_TYPE_BUTTON, NULL)));
  tear_down (&show);
}

/* The authority is out of reach: the reason is told and it can be tried again, until chance is known. */
static void
test_trouble (void)
{
  Show show = { 0 };
  GtkWidget *button;

  set_up (&show, NOBODY);
  wait_for (&show, _("No time stamp yet"));
  button = cs_show_test_find (find_row (&show), GTK_TYPE_BUTTON, NULL);
  g_assert_true (gtk_widget_is_visible (button));
  cs_ui_test_show (show.window, "stamp-trouble");
  g_assert_false (cs_contest_desk_get_stamping (show.test.desk));
  g_signal_emit_by_name (button, "clicked");
  g_assert_true (cs_contest_desk_get_stamping (show.test.desk));
  g_assert_false (gtk_widget_is_sensitive (button));
  wait_for (&show, _("No time stamp yet"));
  reveal (&show);
  wait_for (&show, _("No time stamp"));
  g_assert_false (gtk_widget_is_visible (cs_show_test_find (find_row (&show), GTK_TYPE_BUTTON, NULL)));
  cs_ui_test_show (show.window, "stamp-missing");
  tear_down (&show);
}

static void
add_stamp (Show  *show,
           gint64 time_s)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  cs_contest_desk_add_proof_async (show->test.desk, "rfc3161", time_s, REFERENCE, "AAAA", NULL, cs_draw_test_answered_cb, &answer);
  result = cs_draw_test_await (&answer);
  g_assert_true (cs_contest_desk_add_proof_finish (show->test.desk, result, NULL));
}

static char *
dup_words (const char *format,
           gint64      time_s)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (time_s);
  g_autofree char *shown = g_date_time_format (time, "%H:%M:%S");

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (format, shown);
#pragma GCC diagnostic pop
}

/* Time and authority are told while the seal waits and on the record. */
static void
test_stamped (void)
{
  Show show = { 0 };
  gint64 time_s = cs_beacon_time_of (CS_TEST_ROUND) - 10;
  g_autofree char *words = dup_words (_("Stamped at %s by a third party"), time_s);

  set_up (&show, NULL);
  add_stamp (&show, time_s);
  wait_for (&show, words);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (find_row (&show))), ==, REFERENCE);
  cs_ui_test_show (show.window, "stamp-stamped");
  reveal (&show);
  wait_for (&show, words);
  cs_ui_test_show (show.window, "stamp-record");
  tear_down (&show);
}

/* A stamp that is not older than the round proves nothing, and is not praised. */
static void
test_late (void)
{
  Show show = { 0 };
  gint64 time_s = cs_beacon_time_of (CS_TEST_ROUND);
  g_autofree char *words = dup_words (_("Stamped at %s: too late to prove anything"), time_s);

  set_up (&show, NULL);
  add_stamp (&show, time_s);
  wait_for (&show, words);
  tear_down (&show);
}

/* Once the round's time has come nobody is asked any more. */
static void
test_in_time (void)
{
  Show show = { 0 };

  set_up (&show, NULL);
  g_assert_false (cs_contest_desk_may_stamp (show.test.desk));
  set_authority (&show, NOBODY);
  g_assert_true (cs_contest_desk_may_stamp (show.test.desk));
  cs_clock_advance (show.test.clock, CS_CONTEST_FAST_LEAD_S * G_USEC_PER_SEC);
  g_assert_false (cs_contest_desk_may_stamp (show.test.desk));
  tear_down (&show);
}

int
main (int    argc,
      char **argv)
{
  cs_ui_test_init (&argc, &argv);
  cs_net_init ();
  g_test_add_func ("/ui/stamp-row/none", test_none);
  g_test_add_func ("/ui/stamp-row/trouble", test_trouble);
  g_test_add_func ("/ui/stamp-row/stamped", test_stamped);
  g_test_add_func ("/ui/stamp-row/late", test_late);
  g_test_add_func ("/ui/stamp-row/in-time", test_in_time);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* memmem() */
#include "cs-draw-window.h"

#include "cs-clue-page.h"
#include "cs-clue-sheet.h"
#include "cs-contest-test.h"
#include "cs-record-page.h"
#include "cs-reveal-page.h"
#include "cs-show-test.h"
#include "cs-ui-test.h"

#include <string.h>

#define CANARY "Ornithorynque"

/* The window, wired as at the desk. */
typedef struct {
  CsContestTest test;
  GtkWidget *window;
} Show;

static void
told_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  Show *show = data;
  g_autoptr (GError) error = NULL;

  cs_contest_desk_seal_finish (CS_CONTEST_DESK (source), result, &error);
  cs_draw_window_tell (CS_DRAW_WINDOW (show->window), error);
}

static void
seal_clue_cb (CsDrawWindow *window,
              GStrv         answers,
              gboolean      rehearsal,
              Show         *show)
{
  cs_contest_desk_seal_clue_async (show->test.desk, (const char *const *) answers, rehearsal, NULL, told_cb, show);
}

static void
close_clue_cb (CsDrawWindow *window,
               Show         *show)
{
  cs_contest_desk_close_clue_async (show->test.desk, NULL, told_cb, show);
}

static void
changed_cb (Show *show)
{
  cs_draw_window_set_reveal (CS_DRAW_WINDOW (show->window), cs_contest_desk_get_reveal (show->test.desk));
}

static CsContestSetup *
make_setup (Show *show)
{
  CsContestSetup *setup = cs_contest_test_setup ("chasse");

  setup->clue = TRUE;
  setup->start_s = 0;
  setup->end_s = cs_clock_now_us (show->test.clock) / G_USEC_PER_SEC + 600;
  return setup;
}

static void
set_up (Show         *show,
        gconstpointer data)
{
  g_autoptr (CsContestSetup) setup = NULL;

  cs_contest_test_set_up (&show->test, NULL);
  setup = make_setup (show);
  g_assert_nonnull (cs_contest_test_save (&show->test, NULL, setup, NULL));
  show->window = cs_draw_window_new (NULL, cs_contest_desk_get_draw (show->test.desk), show->test.clock);
  g_signal_connect (show->window, "seal-clue", G_CALLBACK (seal_clue_cb), show);
  g_signal_connect (show->window, "close-clue", G_CALLBACK (close_clue_cb), show);
  g_signal_connect_swapped (show->test.desk, "changed", G_CALLBACK (changed_cb), show);
  cs_draw_window_set_intake (CS_DRAW_WINDOW (show->window), setup, NULL);
  gtk_window_present (GTK_WINDOW (show->window));
  gtk_test_widget_wait_for_draw (show->window);
}

static void
tear_down (Show         *show,
           gconstpointer data)
{
  g_signal_handlers_disconnect_by_data (show->test.desk, show);
  gtk_window_destroy (GTK_WINDOW (show->window));
  cs_contest_test_tear_down (&show->test);
}

/* Every text and tooltip under a widget, on screen or not. */
static void
collect (GtkWidget *widget,
         GString   *text)
{
  if (gtk_widget_get_tooltip_text (widget) != NULL)
    g_string_append_printf (text, "%s\n", gtk_widget_get_tooltip_text (widget));
  if (GTK_IS_LABEL (widget))
    g_string_append_printf (text, "%s\n", gtk_label_get_text (GTK_LABEL (widget)));
  if (GTK_IS_EDITABLE (widget))
    g_string_append_printf (text, "%s\n", gtk_editable_get_text (GTK_EDITABLE (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect (child, text);
}

static gboolean
tells (Show       *show,
       const char *words)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *folded = NULL;
  g_autofree char *needle = g_utf8_casefold (words, -1);

  collect (show->window, text);
  folded = g_utf8_casefold (text->str, -1);
  return strstr (folded, needle) != NULL;
}

static void
type_answer (Show       *show,
             const char *answer)
{
  GtkWidget *sheet = cs_show_test_find (show->window, CS_TYPE_CLUE_SHEET, NULL);
  GtkWidget *row = cs_show_test_find (sheet, ADW_TYPE_PASSWORD_ENTRY_ROW, NULL);

  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (row), answer);
}

static gboolean
is_sealed (gpointer desk)
{
  return cs_reveal_get_phase (cs_contest_desk_get_reveal (desk)) == CS_DRAW_SEALED;
}

static gboolean
is_revealing (gpointer desk)
{
  return cs_reveal_get_phase (cs_contest_desk_get_reveal (desk)) == CS_DRAW_REVEALING;
}

static gboolean
is_done (gpointer desk)
{
  return cs_reveal_get_phase (cs_contest_desk_get_reveal (desk)) == CS_DRAW_DONE;
}

static gboolean
holds (const char *path,
       const char *needle)
{
  g_autofree char *text = NULL;
  gsize length;

  return g_file_get_contents (path, &text, &length, NULL) && memmem (text, length, needle, strlen (needle)) != NULL;
}

/* Names of files under a folder that hold the answer, as it was typed or in normal form. */
static void
find_leaks (const char *folder,
            GString    *found)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    if (g_file_test (path, G_FILE_TEST_IS_DIR))
      find_leaks (path, found);
    else if (holds (path, CANARY) || holds (path, "ORNITHORYNQUE"))
      g_string_append_printf (found, "%s\n", name);
  }
}

/* From the answer, hidden, to the record: nothing on screen tells answer or name before it may. */
static void
test_whole (Show         *show,
            gconstpointer data)
{
  g_autoptr (GString) found = g_string_new (NULL);

  cs_ui_test_show (show->window, "clue-seal");
  type_answer (show, CANARY);
  cs_show_test_press_button (cs_show_test_find (show->window, CS_TYPE_CLUE_SHEET, NULL), "Seal Now");
  g_assert_true (cs_ui_test_wait_until (is_sealed, show->test.desk));
  cs_ui_test_wait_frame (show->window);
  g_assert_false (tells (show, CANARY));
  g_assert_cmpint (cs_contest_get_state (cs_contest_desk_get_current (show->test.desk)), ==, CS_CONTEST_SEALED);
  find_leaks (show->test.folder, found);
  g_assert_cmpstr (found->str, ==, "secret-answer.txt\n");
  cs_ui_test_show (show->window, "clue-wait");
  g_assert_false (gtk_widget_is_sensitive (cs_show_test_find (cs_show_test_find (show->window, CS_TYPE_CLUE_PAGE, NULL), GTK_TYPE_BUTTON,
                                                             "Close and Find the Winners")));
  cs_clock_advance (show->test.clock, 601 * G_USEC_PER_SEC);
  cs_show_test_press_button (cs_show_test_find (show->window, CS_TYPE_CLUE_PAGE, NULL), "Close and Find the Winners");
  g_assert_true (cs_ui_test_wait_until (is_revealing, show->test.desk));
  g_assert_false (tells (show, CANARY));
  cs_ui_test_show (show->window, "clue-reveal");
  cs_show_test_press_button (cs_show_test_find (show->window, CS_TYPE_REVEAL_PAGE, NULL), "End the Reveal");
  g_assert_true (cs_ui_test_wait_until (is_done, show->test.desk));
  cs_ui_test_show (show->window, "clue-record");
  g_assert_true (tells (show, CANARY));
  g_assert_cmpint (cs_contest_get_state (cs_contest_desk_get_current (show->test.desk)), ==, CS_CONTEST_DRAWN);
}

/* What the answer may not be is told, and what was typed stays to be mended. */
static void
test_refused (Show         *show,
              gconstpointer data)
{
  type_answer (show, "🌈");
  cs_show_test_press_button (cs_show_test_find (show->window, CS_TYPE_CLUE_SHEET, NULL), "Seal Now");
  for (int i = 0; i < 20; i++)
    cs_ui_test_wait_frame (show->window);
  g_assert_true (tells (show, "holds letters or digits"));
  g_assert_cmpint (cs_reveal_get_phase (cs_contest_desk_get_reveal (show->test.desk)), ==, CS_DRAW_IDLE);
  g_assert_true (tells (show, "🌈"));
}

/* Left in the middle and opened again, the same contest goes on. */
static void
test_resumed (Show         *show,
              gconstpointer data)
{
  g_autofree char *digest = NULL;

  type_answer (show, CANARY);
  cs_show_test_press_button (cs_show_test_find (show->window, CS_TYPE_CLUE_SHEET, NULL), "Seal Now");
  g_assert_true (cs_ui_test_wait_until (is_sealed, show->test.desk));
  digest = g_strdup (cs_clue_get_seal (cs_contest_desk_get_clue (show->test.desk))->digest);
  g_signal_handlers_disconnect_by_data (show->test.desk, show);
  cs_contest_test_reopen (&show->test);
  g_signal_connect_swapped (show->test.desk, "changed", G_CALLBACK (changed_cb), show);
  g_assert_true (cs_ui_test_wait_until (is_sealed, show->test.desk));
  g_assert_cmpstr (cs_clue_get_seal (cs_contest_desk_get_clue (show->test.desk))->digest, ==, digest);
}

#define ADD(path, func) g_test_add (path, Show, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  cs_ui_test_init (&argc, &argv);
  ADD ("/clue-window/whole", test_whole);
  ADD ("/clue-window/refused", test_refused);
  ADD ("/clue-window/resumed", test_resumed);
  return g_test_run ();
}

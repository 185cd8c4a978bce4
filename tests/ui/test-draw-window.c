/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-draw-window.h"

#include "cs-account.h"
#include "cs-ask-dialog.h"
#include "cs-draw-test.h"
#include "cs-draw-view.h"
#include "cs-record-page.h"
#include "cs-replace-dialog.h"
#include "cs-reveal-page.h"
#include "cs-seal-sheet.h"
#include "cs-show-test.h"
#include "cs-ui-test.h"
#include "cs-wait-page.h"

#include <string.h>

typedef struct {
  CsDrawTest draw;
  GHashTable *people;
  GtkWidget *window;
  gboolean rehearsal; /* what the last "seal" asked for */
  guint n_seals;
} Show;

static void
seal_cb (CsDrawWindow *window,
         gboolean      rehearsal,
         Show         *show)
{
  show->rehearsal = rehearsal;
  show->n_seals++;
}

static GHashTable *
create_people (void)
{
  GHashTable *people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) cs_account_unref);

  for (guint i = 1; i <= 100; i++) {
    CsAccount *account = cs_account_new (CS_NETWORK_BLUESKY, "", "did:plc:example");

    account->name = g_strdup_printf ("Person %u & <b>Co</b>", i);
    g_hash_table_insert (people, g_strdup_printf ("bluesky:fan%04u.example", i), account);
  }
  return people;
}

static void
set_up (Show *show)
{
  cs_draw_test_set_up (&show->draw, NULL);
  show->people = create_people ();
  show->window = cs_draw_window_new (NULL, show->draw.draw, show->draw.clock);
  cs_draw_window_set_people (CS_DRAW_WINDOW (show->window), show->people);
  g_signal_connect (show->window, "seal", G_CALLBACK (seal_cb), show);
  gtk_window_present (GTK_WINDOW (show->window));
  gtk_test_widget_wait_for_draw (show->window);
}

static void
tear_down (Show *show)
{
  gtk_window_destroy (GTK_WINDOW (show->window));
  g_hash_table_unref (show->people);
  cs_draw_test_tear_down (&show->draw);
}

static GtkWidget *
find (Show       *show,
      GType       type,
      const char *label)
{
  return cs_show_test_find (show->window, type, label);
}

/* Every text and every tooltip under a widget, on screen or not. */
static void
collect (GtkWidget *widget,
         GString   *text)
{
  const char *tooltip = gtk_widget_get_tooltip_text (widget);

  if (tooltip != NULL)
    g_string_append_printf (text, "%s\n", tooltip);
  if (GTK_IS_LABEL (widget))
    g_string_append_printf (text, "%s\n", gtk_label_get_text (GTK_LABEL (widget)));
  if (GTK_IS_EDITABLE (widget))
    g_string_append_printf (text, "%s\n", gtk_editable_get_text (GTK_EDITABLE (widget)));
  if (GTK_IS_WINDOW (widget))
    g_string_append_printf (text, "%s\n", gtk_window_get_title (GTK_WINDOW (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect (child, text);
}

/* The window holds the names of the last @n_revealed winners, and of nobody else. */
static void
assert_names (Show *show,
              guint n_revealed)
{
  CsRanking *ranking = cs_draw_get_ranking (show->draw.draw);
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = cs_draw_get_n_winners (show->draw.draw);

  g_assert_nonnull (ranking);
  collect (show->window, text);
  for (guint rank = 1; rank <= cs_ranking_get_n (ranking); rank++) {
    g_autofree char *id = cs_ranking_get_id (ranking, rank);

    g_assert_cmpint (strstr (text->str, strchr (id, ':') + 1) != NULL, ==, rank <= n && rank + n_revealed > n);
  }
}

static void
seal (Show    *show,
      gboolean dice)
{
  g_autoptr (CsContestSetup) setup = cs_draw_test_setup ("evening");
  g_autoptr (CsDrawIntake) intake = cs_draw_test_intake (100);
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  setup->dice = dice;
  cs_draw_intake_add_import (intake, "bluesky", 4812, 4790, 1);
  cs_draw_intake_add_import (intake, "mastodon", -1, 312, -1);
  cs_draw_window_set_intake (CS_DRAW_WINDOW (show->window), setup, intake);
  cs_draw_test_run_ms (200);
  cs_ui_test_show (show->window, dice ? "draw-dice-sheet" : "draw-sheet");
  cs_show_test_press_button (show->window, "Seal Now");
  g_assert_cmpuint (show->n_seals, ==, 1);
  g_assert_false (show->rehearsal);
  g_assert_false (gtk_widget_is_sensitive (find (show, GTK_TYPE_BUTTON, "Seal Now"))); /* one press is one seal */
  cs_draw_seal_async (show->draw.draw, setup, intake, NULL, cs_draw_test_answered_cb, &answer);
  result = cs_draw_test_await (&answer);
  cs_draw_seal_finish (show->draw.draw, result, &error);
  g_assert_no_error (error);
  cs_draw_window_tell (CS_DRAW_WINDOW (show->window), NULL);
}

static gboolean
exists (const char *folder,
        const char *name)
{
  g_autofree char *path = g_build_filename (folder, "draws", "evening", "record", name, NULL);

  return g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

/* From the sheet over seal, wrong round, reveal and record to a prize that goes to the next rank. */
static void
test_story (void)
{
  Show show = { 0 };
  GtkWidget *paste;

  set_up (&show);
  seal (&show, FALSE);
  g_assert_nonnull (find (&show, GTK_TYPE_LABEL, "No relay is asked before the time."));
  cs_ui_test_show (show.window, "draw-wait");
  paste = find (&show, ADW_TYPE_ENTRY_ROW, "What the phone shows, or the signature alone");
  gtk_editable_set_text (GTK_EDITABLE (paste), "{\"round\":999}");
  g_signal_emit_by_name (paste, "apply");
  g_assert_cmpint (cs_draw_get_phase (show.draw.draw), ==, CS_DRAW_SEALED);
  cs_clock_advance (show.draw.clock, (CS_CONTEST_FAST_LEAD_S + 2) * G_USEC_PER_SEC);
  cs_draw_test_until (&show.draw, CS_DRAW_REVEALING);
  for (guint i = 0; i < 3; i++) {
    assert_names (&show, i);
    if (i == 2)
      cs_ui_test_show (show.window, "draw-reveal");
    cs_show_test_press_button (show.window, "Next Winner");
  }
  assert_names (&show, 3);
  cs_show_test_press_button (show.window, "End the Reveal");
  g_assert_cmpint (cs_draw_get_phase (show.draw.draw), ==, CS_DRAW_DONE);
  g_assert_false (exists (show.draw.folder, "certificate.json"));
  gtk_editable_set_text (GTK_EDITABLE (find (&show, ADW_TYPE_ENTRY_ROW, "Place")), "Studio 130");
  gtk_editable_set_text (GTK_EDITABLE (find (&show, ADW_TYPE_ENTRY_ROW, "Persons present, with their capacity")), "the bailiff; the producer");
  cs_show_test_press_button (show.window, "Save the Record");
  for (guint i = 0; i < 200 && find (&show, GTK_TYPE_LABEL, "Saved") == NULL; i++)
    cs_draw_test_run_ms (50);
  g_assert_nonnull (find (&show, GTK_TYPE_LABEL, "Saved"));
  cs_ui_test_show (show.window, "draw-record");
  g_assert_true (exists (show.draw.folder, "certificate.json"));
  g_assert_true (exists (show.draw.folder, "draw-verifier.html"));
  g_assert_true (exists (show.draw.folder, "list.txt"));
  g_assert_true (exists (show.draw.folder, "record.fr.pdf"));
  g_assert_true (exists (show.draw.folder, "private/messages.fr.txt"));
  tear_down (&show);
}

static GtkWidget *
find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

    if (G_TYPE_CHECK_INSTANCE_TYPE (window, type))
      return window;
  }
  return NULL;
}

static void
reveal_all (Show *show)
{
  cs_clock_advance (show->draw.clock, (CS_CONTEST_FAST_LEAD_S + 2) * G_USEC_PER_SEC);
  cs_draw_test_until (&show->draw, CS_DRAW_REVEALING);
  for (guint i = 0; i < 3; i++)
    cs_show_test_press_button (show->window, "Next Winner");
  cs_show_test_press_button (show->window, "End the Reveal");
}

/* A prize that is given up goes to the next rank, once and for all; nothing is drawn again. */
static void
test_give_up (void)
{
  Show show = { 0 };
  GtkWidget *dialog;
  g_autofree char *value = NULL;

  set_up (&show);
  seal (&show, FALSE);
  reveal_all (&show);
  value = g_strdup (cs_draw_get_value (show.draw.draw));
  cs_show_test_press_button (show.window, "Gives Up…");
  dialog = find_window (CS_TYPE_REPLACE_DIALOG);
  g_assert_nonnull (dialog);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  gtk_window_destroy (GTK_WINDOW (dialog));
  cs_draw_test_run_ms (100);
  g_assert_null (find (&show, GTK_TYPE_LABEL, "two seats · given up (declined): goes to rank 4"));
  cs_show_test_press_button (show.window, "Gives Up…");
  dialog = find_window (CS_TYPE_REPLACE_DIALOG);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "accept");
  gtk_window_destroy (GTK_WINDOW (dialog));
  for (guint i = 0; i < 100 && find (&show, GTK_TYPE_LABEL, "two seats · given up (declined): goes to rank 4") == NULL; i++)
    cs_draw_test_run_ms (20);
  g_assert_nonnull (find (&show, GTK_TYPE_LABEL, "two seats · given up (declined): goes to rank 4"));
  g_assert_cmpstr (cs_draw_get_value (show.draw.draw), ==, value);
  cs_ui_test_show (show.window, "draw-given-up");
  tear_down (&show);
}

/* A seal is void only with a reason, and the window goes back to what can be sealed. */
static void
test_void (void)
{
  Show show = { 0 };
  GtkWidget *dialog, *entry;

  set_up (&show);
  seal (&show, FALSE);
  cs_show_test_press_button (show.window, "Declare Void…");
  dialog = find_window (CS_TYPE_ASK_DIALOG);
  g_assert_nonnull (dialog);
  g_assert_false (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (dialog), "accept"));
  entry = cs_show_test_find (dialog, GTK_TYPE_ENTRY, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "somebody was forgotten");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "accept");
  gtk_window_destroy (GTK_WINDOW (dialog));
  for (guint i = 0; i < 100 && cs_draw_get_phase (show.draw.draw) != CS_DRAW_IDLE; i++)
    cs_draw_test_run_ms (20);
  g_assert_cmpint (cs_draw_get_phase (show.draw.draw), ==, CS_DRAW_IDLE);
  tear_down (&show);
}

static gboolean
has_sorted (gpointer data)
{
  return find (data, GTK_TYPE_LABEL, "0 of 3 revealed") != NULL;
}

/* Wherever keys are being sorted nobody can be shown, also when the stage was opened after the window. */
static void
test_sorting (void)
{
  Show show = { 0 };
  GtkWidget *stage;

  set_up (&show);
  seal (&show, FALSE);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
  stage = cs_stage_window_new (CS_REVEAL (show.draw.draw), show.draw.clock);
  gtk_window_present (GTK_WINDOW (stage));
  gtk_test_widget_wait_for_draw (stage);
  cs_draw_window_set_stage (CS_DRAW_WINDOW (show.window), CS_STAGE_WINDOW (stage));
  cs_clock_advance (show.draw.clock, (CS_CONTEST_FAST_LEAD_S + 2) * G_USEC_PER_SEC);
  cs_draw_test_until (&show.draw, CS_DRAW_REVEALING);
  g_assert_nonnull (find (&show, GTK_TYPE_LABEL, "Keys are being sorted on the stage"));
  g_assert_false (gtk_widget_is_sensitive (find (&show, GTK_TYPE_BUTTON, "Next Winner")));
  g_assert_true (cs_ui_test_wait_until (has_sorted, &show));
  g_assert_true (gtk_widget_is_sensitive (find (&show, GTK_TYPE_BUTTON, "Next Winner")));
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  cs_draw_window_set_stage (CS_DRAW_WINDOW (show.window), NULL);
  gtk_window_destroy (GTK_WINDOW (stage));
  tear_down (&show);
}

/* Dice are drawn with only when both entries are the same and long enough. */
static void
test_dice (void)
{
  Show show = { 0 };
  GtkEditable *dice, *again;

  set_up (&show);
  seal (&show, TRUE);
  g_assert_cmpint (cs_draw_get_phase (show.draw.draw), ==, CS_DRAW_ROLLING);
  dice = GTK_EDITABLE (find (&show, ADW_TYPE_ENTRY_ROW, "The dice, as seen"));
  again = GTK_EDITABLE (find (&show, ADW_TYPE_ENTRY_ROW, "Once more, by somebody else"));
  gtk_editable_set_text (dice, "3 1 4 1 5 9 2 6 5 3 5");
  gtk_editable_set_text (again, "3 1 4 1 5 9 2 6 5 3 5");
  g_assert_false (gtk_widget_is_sensitive (find (&show, GTK_TYPE_BUTTON, "Draw with These Dice")));
  gtk_editable_set_text (dice, "3 1 4 1 5 2 2 6 5 3 5 4 1 2 2 6 1 3 3 4");
  gtk_editable_set_text (again, "31415226535412261335");
  g_assert_false (gtk_widget_is_sensitive (find (&show, GTK_TYPE_BUTTON, "Draw with These Dice")));
  cs_ui_test_show (show.window, "draw-dice");
  gtk_editable_set_text (again, "31415226535412261334");
  cs_show_test_press_button (show.window, "Draw with These Dice");
  cs_draw_test_until (&show.draw, CS_DRAW_REVEALING);
  g_assert_nonnull (find (&show, GTK_TYPE_LABEL, "Dice: the proof rests on the witnesses"));
  assert_names (&show, 0);
  tear_down (&show);
}

/* Whatever keeps a list from being sealed is told, and the button waits. */
static void
test_obstacles (void)
{
  Show show = { 0 };
  g_autoptr (CsContestSetup) setup = cs_draw_test_setup ("evening");
  g_autoptr (CsDrawIntake) intake = cs_draw_test_intake (10);

  set_up (&show);
  g_free (setup->rules);
  setup->rules = g_strdup ("Rules of [name]");
  cs_draw_window_set_intake (CS_DRAW_WINDOW (show.window), setup, intake);
  cs_draw_test_run_ms (100);
  g_assert_false (gtk_widget_is_sensitive (find (&show, GTK_TYPE_BUTTON, "Seal Now")));
  g_assert_nonnull (find (&show, GTK_TYPE_LABEL, "The rules still have blanks between square brackets. Fill them in."));
  g_free (setup->rules);
  setup->rules = g_strdup ("Rules");
  for (guint i = 0; i < CS_TEST_N_RELAYS; i++)
    show.draw.relays->moods[i] = CS_TEST_DEAD;
  cs_draw_window_set_intake (CS_DRAW_WINDOW (show.window), setup, intake);
  cs_draw_test_run_ms (300);
  g_assert_false (gtk_widget_is_sensitive (find (&show, GTK_TYPE_BUTTON, "Seal Now")));
  cs_ui_test_show (show.window, "draw-no-network");
  setup->rehearsal = TRUE;
  for (guint i = 0; i < CS_TEST_N_RELAYS; i++)
    show.draw.relays->moods[i] = CS_TEST_GOOD;
  cs_draw_window_set_intake (CS_DRAW_WINDOW (show.window), setup, intake);
  cs_draw_test_run_ms (300);
  g_assert_false (gtk_widget_is_sensitive (find (&show, GTK_TYPE_BUTTON, "Seal Now")));
  cs_show_test_press_button (show.window, "Rehearse");
  g_assert_true (show.rehearsal);
  tear_down (&show);
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  cs_ui_test_init (&argc, &argv);
  if (g_getenv ("CS_TEST_DARK") != NULL)
    cs_ui_test_set_dark (TRUE);
  g_test_add_func ("/ui/draw-window/story", test_story);
  g_test_add_func ("/ui/draw-window/give-up", test_give_up);
  g_test_add_func ("/ui/draw-window/void", test_void);
  g_test_add_func ("/ui/draw-window/sorting", test_sorting);
  g_test_add_func ("/ui/draw-window/dice", test_dice);
  g_test_add_func ("/ui/draw-window/obstacles", test_obstacles);
  return g_test_run ();
}

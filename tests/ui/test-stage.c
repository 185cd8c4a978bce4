/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-draw-view.h"
#include "cs-stage-window.h"

#include "cs-account.h"
#include "cs-draw-test.h"
#include "cs-qr.h"
#include "cs-show-test.h"
#include "cs-stage-private.h"
#include "cs-ui-test.h"

typedef struct {
  CsDrawTest draw;
  GtkWidget *window;
  CsStage *stage;
} Show;

static void
set_motion (gboolean enabled)
{
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", enabled, NULL);
}

/* Names as strangers write them: long, from right to left, with letters that turn the line, and none at all. */
static GHashTable *
create_people (void)
{
  static const char *const names[] = { "Inès Valloire", "ليلى منصور", "佐藤ひかり",
                                       "Maximilienne de la Tour-d’Auvergne-Lauraguais et Compagnie", "\342\200\256Hugo\nEstève 🎸", "",
                                       "Ze\314\201\314\202\314\203\314\204\314\205\314\206\314\207\314\210\314\211\314\212\314\213\314\214no", "\343\205\244\342\200\213",
                                       "👩‍👩‍👧‍👦🏳️‍🌈🏴󠁧󠁢󠁥󠁮󠁧󠁿🫶🏽👨🏿‍🚀👩‍❤️‍💋‍👨🇫🇷🇨🇮✨🎶🎸🥁🎺🎻🎹", "Іnès Vаlloire", "\342\201\246\342\200\256eriollaV sènI" };
  GHashTable *people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) cs_account_unref);

  for (guint i = 1; i <= 100; i++) {
    CsAccount *account = cs_account_new (CS_NETWORK_BLUESKY, "", "did:plc:example");

    account->name = g_strdup (names[i % G_N_ELEMENTS (names)]);
    g_hash_table_insert (people, g_strdup_printf ("bluesky:fan%04u.example", i), account);
  }
  return people;
}

static void
set_up_contest (Show    *show,
                gboolean rehearsal,
                guint    n_more)
{
  g_autoptr (CsContestSetup) setup = cs_draw_test_setup ("stage");
  g_autoptr (GError) error = NULL;

  cs_draw_test_set_up (&show->draw, NULL);
  show->window = cs_stage_window_new (CS_REVEAL (show->draw.draw), show->draw.clock);
  show->stage = cs_stage_window_get_stage (CS_STAGE_WINDOW (show->window));
  gtk_window_set_default_size (GTK_WINDOW (show->window), 1920, 1080);
  gtk_window_present (GTK_WINDOW (show->window));
  gtk_test_widget_wait_for_draw (show->window);
  setup->rehearsal = rehearsal;
  if (n_more > 0)
    cs_contest_setup_add_prize (setup, "a very long name of a prize that nobody would ever read from the last row of the hall", n_more);
  cs_draw_test_seal (&show->draw, setup, &error);
  g_assert_no_error (error);
}

static void
set_up (Show    *show,
        gboolean rehearsal)
{
  set_up_contest (show, rehearsal, 0);
}

static void
tear_down (Show *show)
{
  gtk_window_destroy (GTK_WINDOW (show->window));
  cs_draw_test_tear_down (&show->draw);
}

/* For whoever wants to look at it. */
static void
picture (Show       *show,
         const char *name)
{
  const char *folder = g_getenv ("CS_TEST_PICTURES");
  g_autofree char *path = folder != NULL ? g_strdup_printf ("%s/stage-%s.png", folder, name) : NULL;

  cs_ui_test_wait_frame (show->window);
  if (path != NULL)
    cs_ui_test_save_png (GTK_WIDGET (show->stage), path);
}

static void
assert_words (Show       *show,
              const char *expected)
{
  g_assert_cmpstr (cs_stage_get_view (show->stage)->words, ==, expected);
}

/* Exactly the last @n_revealed winners have a name on the stage. */
static void
assert_names (Show *show,
              guint n_revealed)
{
  const CsStageView *view = cs_stage_get_view (show->stage);
  guint n = cs_draw_get_n_winners (show->draw.draw);

  g_assert_cmpuint (view->lines->len, >, 0);
  for (guint i = 0; i < view->lines->len; i++) {
    const CsStageLine *line = view->lines->pdata[i];

    if (line->rank <= n && line->rank > n - n_revealed)
      g_assert_nonnull (line->name);
    else
      g_assert_null (line->name);
  }
}

static void
draw_value (Show *show)
{
  cs_clock_advance (show->draw.clock, (CS_CONTEST_FAST_LEAD_S + 2) * G_USEC_PER_SEC);
  cs_draw_test_until (&show->draw, CS_DRAW_REVEALING);
}

static gboolean
is_sorted (gpointer data)
{
  return !cs_stage_get_sorting (((Show *) data)->stage);
}

static void
test_reveal (void)
{
  Show show = { 0 };

  set_motion (FALSE);
  set_up (&show, FALSE);
  assert_words (&show, "The list is sealed. Chance is waited for.");
  g_assert_nonnull (show.stage->code);
  g_assert_false (cs_stage_advance (show.stage));
  picture (&show, "sealed");
  draw_value (&show);
  g_assert_false (cs_stage_get_sorting (show.stage));
  assert_names (&show, 0);
  for (guint i = 1; i <= 3; i++) {
    g_assert_true (cs_stage_advance (show.stage));
    assert_names (&show, i);
    if (i == 2)
      picture (&show, "reveal");
  }
  assert_words (&show, "Winners 3 of 3");
  g_assert_cmpint (cs_draw_get_phase (show.draw.draw), ==, CS_DRAW_REVEALING);
  g_assert_true (cs_stage_advance (show.stage));
  g_assert_cmpint (cs_draw_get_phase (show.draw.draw), ==, CS_DRAW_DONE);
  assert_names (&show, 3); /* alternates stay hidden */
  picture (&show, "done");
  g_assert_false (cs_stage_advance (show.stage));
  tear_down (&show);
}

/* While keys are being sorted no key of somebody who may be called later is shown, and no press counts. */
static void
test_sorting (void)
{
  Show show = { 0 };
  const CsStageView *view;
  gsize n_named;

  set_motion (TRUE);
  set_up (&show, FALSE);
  draw_value (&show);
  g_assert_true (cs_stage_get_sorting (show.stage));
  g_assert_false (cs_stage_advance (show.stage));
  assert_names (&show, 0);
  n_named = cs_ranking_get_n_named (cs_draw_get_ranking (show.draw.draw));
  view = cs_stage_get_view (show.stage);
  g_assert_cmpuint (view->lines->len, ==, CS_STAGE_KEYS);
  for (guint i = 0; i < view->lines->len; i++) {
    const CsStageLine *line = view->lines->pdata[i];

    g_assert_true (line->rank <= cs_draw_get_n_winners (show.draw.draw) || line->rank > n_named);
    g_assert_cmpuint (line->rank, <=, cs_ranking_get_n (cs_draw_get_ranking (show.draw.draw)));
  }
  picture (&show, "sorting");
  g_assert_true (cs_ui_test_wait_until (is_sorted, &show));
  g_assert_cmpuint (cs_draw_get_n_revealed (show.draw.draw), ==, 0);
  g_assert_true (cs_stage_advance (show.stage));
  assert_words (&show, "Winners 1 of 3");
  tear_down (&show);
}

/* Eight winners are shown in two pages, from the last rank to the first, by name with the handle. */
static void
test_people (void)
{
  Show show = { 0 };
  g_autoptr (GHashTable) people = create_people ();
  const CsStageView *view;

  set_motion (FALSE);
  set_up_contest (&show, FALSE, 5);
  cs_stage_set_people (show.stage, people, NULL);
  draw_value (&show);
  for (guint i = 1; i <= 8; i++) {
    const CsStageLine *latest = NULL;

    g_assert_true (cs_stage_advance (show.stage));
    view = cs_stage_get_view (show.stage);
    for (guint j = 0; j < view->n_rows; j++) {
      const CsStageLine *line = view->lines->pdata[j];

      if (line->latest)
        latest = line;
      g_assert_true (line->name == NULL || strchr (line->name, '\n') == NULL);
    }
    g_assert_nonnull (latest);
    g_assert_cmpuint (latest->rank, ==, 9 - i);
    g_assert_nonnull (latest->name);
    assert_names (&show, i);
    if (i == 4 || i == 8)
      picture (&show, i == 4 ? "people-last" : "people-first");
  }
  tear_down (&show);
}

static void
test_rehearsal (void)
{
  Show show = { 0 };

  set_motion (FALSE);
  set_up (&show, TRUE);
  g_assert_true (cs_draw_get_seal (show.draw.draw)->rehearsal);
  draw_value (&show);
  picture (&show, "rehearsal");
  tear_down (&show);
}

static gboolean
is_focused (gpointer data)
{
  return gtk_window_is_active (GTK_WINDOW (((Show *) data)->window));
}

static guint
count_revealed_after (Show       *show,
                      const char *xdotool)
{
  cs_show_test_xdotool (xdotool);
  cs_show_test_let_pass (200);
  return cs_draw_get_n_revealed (show->draw.draw);
}

/* Real keys: one press is one winner, also when it is held; other keys show nobody. */
static void
test_keys (void)
{
  Show show = { 0 };

  set_motion (FALSE);
  set_up (&show, FALSE);
  cs_show_test_xdotool ("search --onlyvisible --name ^Stage$ windowfocus");
  g_assert_true (cs_ui_test_wait_until (is_focused, &show));
  g_assert_cmpuint (count_revealed_after (&show, "key space"), ==, 0); /* nothing is drawn yet */
  draw_value (&show);
  g_assert_cmpuint (count_revealed_after (&show, "key a key Down key F9 key Tab"), ==, 0);
  g_assert_cmpuint (count_revealed_after (&show, "keydown space sleep 1.2 keyup space"), ==, 1);
  g_assert_cmpuint (count_revealed_after (&show, "key Right"), ==, 2);
  g_assert_cmpuint (count_revealed_after (&show, "key F11 key Escape key F10"), ==, 2);
  g_assert_cmpuint (count_revealed_after (&show, "key Next"), ==, 3);
  g_assert_cmpint (cs_draw_get_phase (show.draw.draw), ==, CS_DRAW_REVEALING);
  count_revealed_after (&show, "key Return");
  g_assert_cmpint (cs_draw_get_phase (show.draw.draw), ==, CS_DRAW_DONE);
  tear_down (&show);
}

/* The stage takes another screen than the desk's, when there is one. */
static void
test_monitors (void)
{
  g_autoptr (GListStore) monitors = g_list_store_new (G_TYPE_OBJECT);
  g_autoptr (GObject) one = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr (GObject) other = g_object_new (G_TYPE_OBJECT, NULL);
  GdkMonitor *chosen;

  g_assert_null (cs_stage_window_choose_monitor (G_LIST_MODEL (monitors), NULL));
  g_list_store_append (monitors, one);
  g_assert_null (cs_stage_window_choose_monitor (G_LIST_MODEL (monitors), (GdkMonitor *) one));
  g_list_store_append (monitors, other);
  chosen = cs_stage_window_choose_monitor (G_LIST_MODEL (monitors), (GdkMonitor *) one);
  g_assert_true ((GObject *) chosen == other);
  g_object_unref (chosen);
  chosen = cs_stage_window_choose_monitor (G_LIST_MODEL (monitors), (GdkMonitor *) other);
  g_assert_true ((GObject *) chosen == one);
  g_object_unref (chosen);
}

static void
test_code (void)
{
  g_autoptr (GdkTexture) code = cs_qr_create_texture ("3ac2c68ba71c3b398cd25b77425b5cfe6a3f537d9f714cddd203572e015bd84f");
  g_autofree char *long_text = g_strnfill (5000, 'a');

  g_assert_nonnull (code);
  g_assert_cmpint (gdk_texture_get_width (code), ==, gdk_texture_get_height (code));
  g_assert_cmpint (gdk_texture_get_width (code), >=, (21 + 8) * 10);
  g_assert_null (cs_qr_create_texture (long_text));
}

int
main (int    argc,
      char **argv)
{
  cs_ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/stage/reveal", test_reveal);
  g_test_add_func ("/ui/stage/people", test_people);
  g_test_add_func ("/ui/stage/sorting", test_sorting);
  g_test_add_func ("/ui/stage/rehearsal", test_rehearsal);
  g_test_add_func ("/ui/stage/keys", test_keys);
  g_test_add_func ("/ui/stage/monitors", test_monitors);
  g_test_add_func ("/ui/stage/code", test_code);
  return g_test_run ();
}

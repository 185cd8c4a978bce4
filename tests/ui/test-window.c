/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-window.h"

#include "cs-notice.h"
#include "cs-post-card.h"
#include "cs-show-test.h"
#include "cs-start-page.h"
#include "cs-tally.h"
#include "cs-ui-test.h"

#define NARROW 800
#define MOST_AT_REST 12 /* frames a second, of 60 */

/* What one step of a test waits for; tests run one after the other. */
static gint64 expected_id;
static CsState expected_state;

static gint64
get_open_id (CsShowTest *show)
{
  const CsEntry *entry = cs_show_test_open_entry (show);

  return entry != NULL ? entry->id : 0;
}

static gboolean
another_is_open (CsShowTest *show)
{
  gint64 id = get_open_id (show);

  return id != 0 && id != expected_id;
}

static gboolean
it_is_open (CsShowTest *show)
{
  return get_open_id (show) == expected_id;
}

static gboolean
state_is_expected (CsShowTest *show)
{
  g_autoptr (CsPostItem) item = cs_store_get_item (cs_desk_get_store (show->desk), expected_id);
  CsEntry *entry = cs_post_item_get_entry (item);

  return entry != NULL && entry->state == expected_state;
}

static void
wait_for_state (CsShowTest *show,
                gint64      id,
                CsState     state)
{
  expected_id = id;
  expected_state = state;
  cs_show_test_wait (show, state_is_expected);
}

static gboolean
something_is_cued (CsShowTest *show)
{
  return cs_program_get_cued (cs_desk_get_program (show->desk)) != NULL;
}

static gboolean
something_is_on_air (CsShowTest *show)
{
  return cs_program_get_on_air (cs_desk_get_program (show->desk)) != NULL;
}

static gboolean
is_dark (CsShowTest *show)
{
  g_autoptr (CsSnapshot) shown = cs_output_server_get_snapshot (cs_desk_get_output (show->desk));

  return !something_is_on_air (show) && shown == NULL;
}

static guint
count_aired (CsShowTest *show)
{
  CsCounts counts;

  cs_store_get_counts (cs_desk_get_store (show->desk), &counts);
  return counts.aired;
}

static gint64
open_newest (CsShowTest *show)
{
  expected_id = 0;
  cs_show_test_press (show, "j");
  cs_show_test_wait (show, another_is_open);
  return get_open_id (show);
}

/* Approves @n posts with the keyboard. */
static void
approve (CsShowTest *show,
         guint       n)
{
  for (guint i = 0; i < n; i++) {
    gint64 id = get_open_id (show);

    cs_show_test_press (show, "a");
    wait_for_state (show, id, CS_STATE_APPROVED);
  }
}

/* What was approved just now may not be in the queue yet: then the key only says so. */
static void
put_on_air (CsShowTest *show)
{
  for (guint i = 0; i < 60 && !something_is_cued (show); i++) {
    cs_show_test_press (show, "space");
    cs_show_test_let_pass (500);
  }
  g_assert_true (something_is_cued (show));
  cs_show_test_press (show, "Return");
  cs_show_test_wait (show, something_is_on_air);
}

static gboolean
decide_with (CsShowTest *show,
             const char *key,
             CsState     state)
{
  gint64 id = get_open_id (show);

  cs_show_test_press (show, key);
  wait_for_state (show, id, state);
  expected_id = id;
  cs_show_test_wait (show, another_is_open);
  return cs_show_test_get_state (show, id) == state;
}

static void
test_first_page (void)
{
  g_autoptr (CsKeymap) keymap = cs_keymap_new (NULL);
  GtkWidget *window = cs_window_new (NULL, keymap, NULL, NULL);
  GtkWidget *page = cs_show_test_find (window, CS_TYPE_START_PAGE, NULL);

  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  g_assert_true (gtk_widget_get_mapped (page));
  /* With no show these are switched off: they would meet no desk. */
  gtk_widget_activate_action (window, "triage.approve", "x", (gint64) 1);
  gtk_widget_activate_action (window, "triage.next", NULL);
  gtk_widget_activate_action (window, "program.take", NULL);
  gtk_widget_activate_action (window, "program.clear", NULL);
  cs_window_set_busy (CS_WINDOW (window), "Opening…");
  g_assert_false (gtk_widget_get_mapped (page));
  cs_window_set_busy (CS_WINDOW (window), NULL);
  g_assert_true (gtk_widget_get_visible (page));
  cs_ui_test_wait_frame (window);
  g_assert_true (gtk_widget_get_mapped (page));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The clock moves on every second, and nothing else: what turns somewhere out of sight keeps a machine awake. The window is
 * too narrow for the live pane, since a camera's picture never rests. */
static void
test_rest (void)
{
  g_autoptr (CsShowTest) show = NULL;
  GdkFrameClock *frames;
  gint64 n_frames = 0;

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
  show = cs_show_test_new (NULL);
  gtk_window_set_default_size (GTK_WINDOW (show->window), NARROW, 768);
  frames = gtk_widget_get_frame_clock (GTK_WIDGET (show->window));
  cs_show_test_fill (show, 8);
  for (guint i = 0; i < 10 && (i == 0 || n_frames > MOST_AT_REST); i++) {
    n_frames = gdk_frame_clock_get_frame_counter (frames);
    cs_show_test_let_pass (1000);
    n_frames = gdk_frame_clock_get_frame_counter (frames) - n_frames;
  }
  g_test_message ("frames a second: %" G_GINT64_FORMAT, n_frames);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_assert_cmpint (n_frames, <=, MOST_AT_REST);
}

static void
test_decisions (void)
{
  g_autoptr (CsShowTest) show = cs_show_test_new (NULL);
  gint64 newest;

  cs_show_test_fill (show, 8);
  newest = open_newest (show);
  g_assert_true (decide_with (show, "a", CS_STATE_APPROVED));
  g_assert_true (decide_with (show, "r", CS_STATE_REJECTED));
  g_assert_true (decide_with (show, "h", CS_STATE_HELD));
  /* Each takes the last decision back and shows its post again. */
  cs_show_test_press (show, "u");
  cs_show_test_press (show, "ctrl+z");
  cs_show_test_press (show, "u");
  wait_for_state (show, newest, CS_STATE_INCOMING);
  expected_id = newest;
  cs_show_test_wait (show, it_is_open);
}

static void
test_steps (void)
{
  g_autoptr (CsShowTest) show = cs_show_test_new (NULL);
  gint64 newest, next;

  cs_show_test_fill (show, 5);
  newest = open_newest (show);
  expected_id = newest;
  cs_show_test_press (show, "j");
  cs_show_test_wait (show, another_is_open);
  next = get_open_id (show);
  g_assert_cmpint (next, <, newest);
  cs_show_test_press (show, "k");
  expected_id = newest;
  cs_show_test_wait (show, it_is_open);
}

static void
test_program (void)
{
  g_autoptr (CsShowTest) show = cs_show_test_new (NULL);

  cs_show_test_fill (show, 8);
  open_newest (show);
  approve (show, 4);
  put_on_air (show);
  cs_show_test_press (show, "o");
  cs_show_test_wait (show, is_dark);
  cs_show_test_press (show, "space");
  cs_show_test_wait (show, something_is_cued);
  cs_show_test_press (show, "n");
  cs_show_test_wait (show, something_is_on_air);
  cs_show_test_wait (show, something_is_cued);
  cs_show_test_press (show, "Escape");
  cs_show_test_wait (show, is_dark);
  g_assert_false (something_is_cued (show));
}

/* A held key is one press. */
static void
test_repeat (void)
{
  g_autoptr (CsShowTest) show = cs_show_test_new (NULL);

  cs_show_test_fill (show, 10);
  open_newest (show);
  approve (show, 6);
  cs_show_test_press (show, "space");
  cs_show_test_wait (show, something_is_cued);
  cs_show_test_xdotool ("keydown n sleep 1.2 keyup n");
  cs_show_test_wait (show, something_is_on_air);
  cs_show_test_let_pass (300);
  g_assert_cmpuint (count_aired (show), ==, 1);
}

/* What is typed into a field decides nothing and takes nothing off. */
static void
test_typing (void)
{
  g_autoptr (CsShowTest) show = cs_show_test_new (NULL);
  gint64 id;

  cs_show_test_fill (show, 6);
  open_newest (show);
  approve (show, 1);
  put_on_air (show);
  id = get_open_id (show);
  cs_show_test_press (show, "ctrl+f");
  cs_show_test_xdotool ("type --delay 30 \"jar hou n\"");
  cs_show_test_let_pass (200);
  g_assert_cmpint (get_open_id (show), ==, id);
  g_assert_cmpint (cs_show_test_get_state (show, id), ==, CS_STATE_INCOMING);
  g_assert_true (something_is_on_air (show));
  /* The first press leaves the field, the second clears. */
  cs_show_test_press (show, "Escape");
  cs_show_test_let_pass (200);
  g_assert_true (something_is_on_air (show));
  cs_show_test_press (show, "Escape");
  cs_show_test_wait (show, is_dark);
}

/* Held, Esc clears whatever it would have closed. */
static void
test_held_escape (void)
{
  g_autoptr (CsShowTest) show = cs_show_test_new (NULL);

  cs_show_test_fill (show, 4);
  open_newest (show);
  approve (show, 1);
  put_on_air (show);
  cs_show_test_press (show, "ctrl+f");
  cs_show_test_xdotool ("keydown Escape sleep 0.9 keyup Escape");
  cs_show_test_wait (show, is_dark);
}

/* Enter belongs to the button that has the focus. */
static void
test_enter_on_button (void)
{
  g_autoptr (CsShowTest) show = cs_show_test_new (NULL);
  GtkWidget *tab = cs_show_test_find (GTK_WIDGET (show->window), GTK_TYPE_TOGGLE_BUTTON, "Queue");

  cs_show_test_fill (show, 4);
  open_newest (show);
  approve (show, 2);
  cs_show_test_press (show, "space");
  cs_show_test_wait (show, something_is_cued);
  gtk_widget_grab_focus (tab);
  cs_show_test_press (show, "Return");
  cs_show_test_let_pass (300);
  g_assert_false (something_is_on_air (show));
}

static void
test_pages (void)
{
  g_autoptr (CsShowTest) show = cs_show_test_new (NULL);
  g_autofree char *queue = NULL;
  g_autofree char *triage = NULL;

  cs_show_test_press (show, "alt+2");
  cs_show_test_let_pass (100);
  g_object_get (show->window, "page", &queue, NULL);
  g_assert_cmpstr (queue, ==, "queue");
  cs_show_test_press (show, "alt+1");
  cs_show_test_let_pass (100);
  g_object_get (show->window, "page", &triage, NULL);
  g_assert_cmpstr (triage, ==, "triage");
}

static void
double_click (CsShowTest *show)
{
  GtkWidget *card = cs_show_test_find (GTK_WIDGET (show->window), CS_TYPE_POST_CARD, NULL);
  CsCounts counts;
  gint64 first;

  cs_show_test_fill (show, 5);
  first = open_newest (show);
  cs_ui_test_wait_frame (GTK_WIDGET (show->window));
  cs_show_test_let_pass (500);
  cs_show_test_click (show, cs_show_test_find (card, GTK_TYPE_BUTTON, "Approve"), "click --repeat 2 --delay 180 1");
  wait_for_state (show, first, CS_STATE_APPROVED);
  cs_show_test_let_pass (1500);
  cs_store_get_counts (cs_desk_get_store (show->desk), &counts);
  g_assert_cmpuint (counts.by_state[CS_STATE_APPROVED], ==, 1);
}

/* The second click of a double click would be about a post that nobody has read. */
static void
test_double_click (void)
{
  g_autoptr (CsShowTest) show = cs_show_test_new (NULL);

  double_click (show);
}

static gint64 open_before;
static guint stall_id;

static gboolean
stall_cb (gpointer card)
{
  CsEntry *shown = cs_post_card_get_shown (card);

  if (shown == NULL || open_before == 0 || shown->id == open_before) {
    open_before = shown != NULL ? shown->id : 0;
    return G_SOURCE_CONTINUE;
  }
  g_usleep (450 * 1000);
  stall_id = 0;
  return G_SOURCE_REMOVE;
}

/* A desk that is busy just when the next post comes up hears the second click long after it was made. */
static void
test_double_click_stalled (void)
{
  g_autoptr (CsShowTest) show = cs_show_test_new (NULL);

  open_before = 0;
  stall_id = g_timeout_add_full (G_PRIORITY_HIGH, 1, stall_cb,
                                 cs_show_test_find (GTK_WIDGET (show->window), CS_TYPE_POST_CARD, NULL), NULL);
  double_click (show);
  g_clear_handle_id (&stall_id, g_source_remove);
}

static gboolean
edit_is_shown (CsShowTest *show)
{
  const CsEntry *entry = cs_show_test_open_entry (show);

  return entry != NULL && g_str_has_suffix (entry->post->text, "edited");
}

/* Pressed on one version, released on another: decides nothing. */
static void
test_edit_under_pointer (void)
{
  g_autoptr (CsShowTest) show = cs_show_test_new (NULL);
  GtkWidget *card = cs_show_test_find (GTK_WIDGET (show->window), CS_TYPE_POST_CARD, NULL);
  g_autoptr (CsPost) edited = NULL;
  gint64 id;

  cs_show_test_fill (show, 1);
  id = open_newest (show);
  cs_show_test_let_pass (500);
  cs_show_test_click (show, cs_show_test_find (card, GTK_TYPE_BUTTON, "Approve"), "mousedown 1");
  edited = cs_show_test_make_post (show, 1, "Post number 1, edited");
  cs_show_test_ingest (show, CS_EVENT_EDIT, edited);
  cs_show_test_wait (show, edit_is_shown);
  cs_show_test_let_pass (500);
  cs_show_test_xdotool ("mouseup 1");
  cs_show_test_let_pass (300);
  g_assert_cmpint (cs_show_test_get_state (show, id), ==, CS_STATE_INCOMING);
}

static void
edit (CsShowTest *show,
      const char *text)
{
  g_autoptr (CsPost) edited = cs_show_test_make_post (show, 1, text);

  cs_show_test_ingest (show, CS_EVENT_EDIT, edited);
  cs_show_test_wait (show, edit_is_shown);
}

/* A key that was on its way when the text changed approves nothing; once the text can have been read, it does. */
static void
test_edit_under_hand (void)
{
  g_autoptr (CsShowTest) show = cs_show_test_new (NULL);
  gint64 id;

  cs_show_test_fill (show, 1);
  id = open_newest (show);
  edit (show, "Post number 1, edited");
  gtk_widget_activate_action (GTK_WIDGET (show->window), "triage.approve", "x", id);
  cs_show_test_let_pass (400);
  g_assert_cmpint (cs_show_test_get_state (show, id), ==, CS_STATE_INCOMING);
  cs_show_test_press (show, "a");
  wait_for_state (show, id, CS_STATE_APPROVED);
}

static gboolean
has_official (CsShowTest *show)
{
  g_autoptr (GPtrArray) hints = cs_desk_find_hints (show->desk, cs_show_test_open_entry (show));

  return hints->len > 0 && ((CsHint *) hints->pdata[0])->kind == CS_HINT_LOOK_ALIKE;
}

/* A recording names the show's own accounts: here one that has the handle of whoever writes the first post. */
static void
name_official (CsShowTest *show)
{
  g_autofree char *path = g_build_filename (show->folder, "official.ndjson", NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path,
    "{\"format\":\"coulisses-recording\",\"version\":1,\"title\":\"Official\",\"language\":\"fr\",\"tags\":[],"
    "\"recorded_at_us\":1795291200000000,\"duration_ms\":0,\"official\":[{\"network\":\"mastodon\",\"host\":\"other.example\","
    "\"native_id\":\"900\",\"handle\":\"account1@other.example\"}]}\n", -1, &error);
  g_assert_no_error (error);
  cs_desk_add_rehearsal (show->desk, path, 1, &error);
  g_assert_no_error (error);
  cs_show_test_wait (show, has_official);
}

/* Whoever looks like an official account is approved by a second press, and a double press is one. */
static void
test_look_alike (void)
{
  g_autoptr (CsShowTest) show = cs_show_test_new (NULL);
  gint64 id;

  cs_show_test_fill (show, 1);
  id = open_newest (show);
  name_official (show);
  cs_show_test_xdotool ("key --delay 40 a a");
  cs_show_test_let_pass (400);
  g_assert_cmpint (cs_show_test_get_state (show, id), ==, CS_STATE_INCOMING);
  cs_show_test_press (show, "a");
  wait_for_state (show, id, CS_STATE_APPROVED);
}

/* What is pressed second is heard much later. */
static gboolean
delay_second_cb (GtkEventControllerLegacy *controller,
                 GdkEvent                 *event,
                 guint                    *n_pressed)
{
  if (gdk_event_get_event_type (event) == GDK_KEY_PRESS && ++*n_pressed == 2)
    g_usleep (450 * 1000);
  return GDK_EVENT_PROPAGATE;
}

/* The desk was busy between the two: the hand had not read the question when it came down. */
static void
test_look_alike_stalled (void)
{
  g_autoptr (CsShowTest) show = cs_show_test_new (NULL);
  GtkEventController *events = gtk_event_controller_legacy_new ();
  guint n_pressed = 0;
  gint64 id;

  cs_show_test_fill (show, 1);
  id = open_newest (show);
  name_official (show);
  gtk_event_controller_set_propagation_phase (events, GTK_PHASE_CAPTURE);
  g_signal_connect (events, "event", G_CALLBACK (delay_second_cb), &n_pressed);
  gtk_widget_add_controller (GTK_WIDGET (show->window), events);
  cs_show_test_xdotool ("key --delay 120 a a");
  cs_show_test_let_pass (700);
  g_assert_cmpuint (n_pressed, ==, 2);
  g_assert_cmpint (cs_show_test_get_state (show, id), ==, CS_STATE_INCOMING);
  cs_show_test_press (show, "a");
  wait_for_state (show, id, CS_STATE_APPROVED);
}

static gboolean
clock_is_told (CsShowTest *show)
{
  GtkWidget *label = cs_show_test_find (GTK_WIDGET (show->window), GTK_TYPE_LABEL,
                                        "This machine’s clock was set back by 0:03. Check sessions, deadlines and the time in the log.");

  return label != NULL && gtk_widget_get_mapped (label);
}

/* The clock of the machine was set: said for a while, and a small correction is not. */
static void
test_clock_set (void)
{
  g_autoptr (CsClock) clock = cs_clock_new_manual (G_GINT64_CONSTANT (1795291200000000));
  g_autoptr (CsShowTest) show = cs_show_test_new (clock);

  cs_show_test_let_pass (300);
  cs_clock_step (clock, -G_TIME_SPAN_SECOND);
  cs_show_test_let_pass (500);
  g_assert_false (clock_is_told (show));
  cs_clock_step (clock, -3 * G_TIME_SPAN_SECOND);
  cs_show_test_wait (show, clock_is_told);
  cs_clock_advance (clock, 3 * G_TIME_SPAN_MINUTE);
  cs_show_test_let_pass (500);
  g_assert_false (clock_is_told (show));
}

static void
test_tally (void)
{
  g_autoptr (CsShowTest) show = cs_show_test_new (NULL);
  CsTally *tally = CS_TALLY (cs_show_test_find (GTK_WIDGET (show->window), CS_TYPE_TALLY, NULL));

  cs_show_test_fill (show, 3);
  g_assert_cmpint (cs_tally_get_state (tally), ==, CS_TALLY_OFF);
  open_newest (show);
  approve (show, 1);
  put_on_air (show);
  g_assert_cmpint (cs_tally_get_state (tally), ==, CS_TALLY_ON);
  cs_desk_clear (show->desk);
  cs_show_test_wait (show, is_dark);
  g_assert_cmpint (cs_tally_get_state (tally), ==, CS_TALLY_OFF);
}

static GtkWidget *
find_mapped (GtkWidget *root,
             GType      type)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = gtk_widget_get_mapped (child) ? find_mapped (child, type) : NULL;

    if (found != NULL)
      return found;
  }
  return NULL;
}

/* Two sentences one upon the other: the newest is shown, and closes. libadwaita's own way to show them ended the program. */
static void
test_two_sentences (void)
{
  g_autoptr (CsClock) clock = cs_clock_new ();
  g_autoptr (CsShowTest) show = cs_show_test_new (clock);
  CsNotice *notice = CS_NOTICE (find_mapped (GTK_WIDGET (show->window), CS_TYPE_NOTICE));
  GtkWidget *close;

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
  g_assert_false (cs_notice_is_shown (notice));
  for (guint i = 0; i < 10; i++) {
    cs_window_say (show->window, "first");
    cs_show_test_let_pass (i * 20);
    cs_window_say (show->window, "<second>");
    g_assert_true (cs_notice_is_shown (notice));
    g_assert_nonnull (cs_show_test_find (GTK_WIDGET (notice), GTK_TYPE_LABEL, "<second>"));
    cs_show_test_let_pass (i * 20);
    close = gtk_widget_get_last_child (gtk_widget_get_parent (cs_show_test_find (GTK_WIDGET (notice), GTK_TYPE_LABEL, "<second>")));
    g_signal_emit_by_name (close, "clicked");
    g_assert_false (cs_notice_is_shown (notice));
  }
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
}

int
main (int   argc,
      char *argv[])
{
  cs_ui_test_init (&argc, &argv);
  g_test_add_func ("/window/first-page", test_first_page);
  g_test_add_func ("/window/rest", test_rest);
  g_test_add_func ("/window/decisions", test_decisions);
  g_test_add_func ("/window/steps", test_steps);
  g_test_add_func ("/window/program", test_program);
  g_test_add_func ("/window/repeat", test_repeat);
  g_test_add_func ("/window/typing", test_typing);
  g_test_add_func ("/window/held-escape", test_held_escape);
  g_test_add_func ("/window/enter-on-button", test_enter_on_button);
  g_test_add_func ("/window/pages", test_pages);
  g_test_add_func ("/window/double-click", test_double_click);
  g_test_add_func ("/window/double-click-stalled", test_double_click_stalled);
  g_test_add_func ("/window/edit-under-pointer", test_edit_under_pointer);
  g_test_add_func ("/window/edit-under-hand", test_edit_under_hand);
  g_test_add_func ("/window/look-alike", test_look_alike);
  g_test_add_func ("/window/look-alike-stalled", test_look_alike_stalled);
  g_test_add_func ("/window/clock-set", test_clock_set);
  g_test_add_func ("/window/tally", test_tally);
  g_test_add_func ("/window/two-sentences", test_two_sentences);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-window.h"

#include "cs-show-test.h"
#include "cs-ui-test.h"

/* What one step of a test waits for; tests run one after the other. */
static guint expected;

static guint
count_aired (CsShowTest *show)
{
  CsCounts counts;

  cs_store_get_counts (cs_desk_get_store (show->desk), &counts);
  return counts.aired;
}

static gboolean
expected_are_approved (CsShowTest *show)
{
  CsCounts counts;

  cs_store_get_counts (cs_desk_get_store (show->desk), &counts);
  return counts.by_state[CS_STATE_APPROVED] == expected;
}

static gboolean
expected_are_aired (CsShowTest *show)
{
  return count_aired (show) == expected;
}

static gboolean
something_is_open (CsShowTest *show)
{
  return cs_show_test_open_entry (show) != NULL;
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

/* A show with posts in the queue, the first of them cued. */
static CsShowTest *
show_new_cued (void)
{
  CsShowTest *show = cs_show_test_new (NULL);

  cs_show_test_fill (show, 6);
  cs_show_test_press (show, "j");
  cs_show_test_wait (show, something_is_open);
  for (expected = 1; expected <= 4; expected++) {
    cs_show_test_press (show, "a");
    cs_show_test_wait (show, expected_are_approved);
  }
  cs_show_test_press (show, "space");
  cs_show_test_wait (show, something_is_cued);
  return show;
}

static void
click_twice (CsShowTest *show,
             guint       delay_ms)
{
  GtkWidget *button = cs_show_test_find (GTK_WIDGET (show->window), GTK_TYPE_BUTTON, "Take + cue next");
  g_autofree char *how = g_strdup_printf ("click --repeat 2 --delay %u 1", delay_ms);

  cs_show_test_click (show, button, how);
}

/* The second take of a double click would be one that nobody meant. */
static void
test_double_take (void)
{
  g_autoptr (CsShowTest) show = show_new_cued ();

  click_twice (show, 150);
  cs_show_test_wait (show, something_is_on_air);
  cs_show_test_let_pass (500);
  g_assert_cmpuint (count_aired (show), ==, 1);
}

static guint stall_id;

static gboolean
stall_on_air_cb (gpointer show)
{
  if (!something_is_on_air (show))
    return G_SOURCE_CONTINUE;
  g_usleep (450 * 1000);
  stall_id = 0;
  return G_SOURCE_REMOVE;
}

/* A desk that is busy just after the take hears the second click long after it was made. */
static void
test_double_take_stalled (void)
{
  g_autoptr (CsShowTest) show = show_new_cued ();

  stall_id = g_timeout_add_full (G_PRIORITY_HIGH, 1, stall_on_air_cb, show, NULL);
  click_twice (show, 150);
  cs_show_test_wait (show, something_is_on_air);
  cs_show_test_let_pass (1500);
  g_assert_cmpuint (count_aired (show), ==, 1);
  g_clear_handle_id (&stall_id, g_source_remove);
}

static gboolean
stall_first_press_cb (GtkEventControllerLegacy *controller,
                      GdkEvent                 *event,
                      guint                    *n_presses)
{
  if (gdk_event_get_event_type (event) == GDK_BUTTON_PRESS && (*n_presses)++ == 0)
    g_usleep (900 * 1000);
  return GDK_EVENT_PROPAGATE;
}

/* A desk that is busy handles in one moment what was pressed at two. */
static void
test_two_takes_stalled (void)
{
  g_autoptr (CsShowTest) show = show_new_cued ();
  GtkEventController *events = gtk_event_controller_legacy_new ();
  guint n_presses = 0;

  gtk_event_controller_set_propagation_phase (events, GTK_PHASE_CAPTURE);
  g_signal_connect (events, "event", G_CALLBACK (stall_first_press_cb), &n_presses);
  gtk_widget_add_controller (GTK_WIDGET (show->window), events);
  click_twice (show, 600);
  expected = 2;
  cs_show_test_wait (show, expected_are_aired);
  gtk_widget_remove_controller (GTK_WIDGET (show->window), events);
}

int
main (int    argc,
      char **argv)
{
  cs_ui_test_init (&argc, &argv);
  g_test_add_func ("/window-program/double-take", test_double_take);
  g_test_add_func ("/window-program/double-take-stalled", test_double_take_stalled);
  g_test_add_func ("/window-program/two-takes-stalled", test_two_takes_stalled);
  return g_test_run ();
}

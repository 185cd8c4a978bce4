/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-window.h"

#include "cs-contest-panel.h"
#include "cs-show-test.h"
#include "cs-stream-pane.h"
#include "cs-strip.h"
#include "cs-tally.h"
#include "cs-ui-test.h"

/* Pixels that the frame takes of the window where no compositor draws its shadow. */
#define FRAME 10

static int wanted_width;

static gboolean
is_wanted_width (CsShowTest *show)
{
  int width = gtk_widget_get_width (GTK_WIDGET (show->window));

  return width >= wanted_width - 2 * FRAME && width <= wanted_width;
}

static void
resize (CsShowTest *show,
        int         width)
{
  wanted_width = width;
  gtk_window_set_default_size (GTK_WINDOW (show->window), width, 768);
  cs_show_test_wait (show, is_wanted_width);
  cs_show_test_let_pass (300);
}

static gboolean
is_shown (CsShowTest *show,
          GType       type)
{
  GtkWidget *pane = cs_show_test_find (GTK_WIDGET (show->window), type, NULL);

  return pane != NULL && gtk_widget_get_mapped (pane);
}

/* Nothing that is shown reaches over the edge of the window. */
static void
assert_inside (CsShowTest *show,
               GType       type)
{
  GtkWidget *pane = cs_show_test_find (GTK_WIDGET (show->window), type, NULL);
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (pane, GTK_WIDGET (show->window), &bounds));
  g_assert_cmpfloat (bounds.origin.x, >=, 0);
  g_assert_cmpfloat (bounds.origin.x + bounds.size.width, <=, gtk_widget_get_width (GTK_WIDGET (show->window)));
}

static void
test_room_for_all (void)
{
  g_autoptr (CsShowTest) show = cs_show_test_new (NULL);

  resize (show, 1366 + FRAME);
  g_assert_true (is_shown (show, CS_TYPE_STREAM_PANE));
  g_assert_true (is_shown (show, CS_TYPE_STRIP));
  g_assert_true (is_shown (show, CS_TYPE_CONTEST_PANEL));
  assert_inside (show, CS_TYPE_CONTEST_PANEL);
}

/* Stream and centre; the live pane takes the stream's place when it is asked for, and gives it back. */
static void
test_room_for_two (void)
{
  g_autoptr (CsShowTest) show = cs_show_test_new (NULL);

  resize (show, 1200);
  g_assert_true (is_shown (show, CS_TYPE_STREAM_PANE));
  g_assert_true (is_shown (show, CS_TYPE_STRIP));
  g_assert_false (is_shown (show, CS_TYPE_CONTEST_PANEL));
  gtk_widget_activate_action (GTK_WIDGET (show->window), "view.side", NULL);
  cs_show_test_let_pass (300);
  g_assert_false (is_shown (show, CS_TYPE_STREAM_PANE));
  g_assert_true (is_shown (show, CS_TYPE_STRIP));
  assert_inside (show, CS_TYPE_CONTEST_PANEL);
  resize (show, 1366 + FRAME);
  resize (show, 1200);
  g_assert_true (is_shown (show, CS_TYPE_STREAM_PANE));
}

/* The centre alone, until a pane takes its place; the tally stays whole. */
static void
test_room_for_one (void)
{
  g_autoptr (CsShowTest) show = cs_show_test_new (NULL);

  resize (show, 860);
  g_assert_false (is_shown (show, CS_TYPE_STREAM_PANE));
  g_assert_true (is_shown (show, CS_TYPE_STRIP));
  g_assert_false (is_shown (show, CS_TYPE_CONTEST_PANEL));
  assert_inside (show, CS_TYPE_STRIP);
  assert_inside (show, CS_TYPE_TALLY);
  gtk_widget_activate_action (GTK_WIDGET (show->window), "view.stream", NULL);
  cs_show_test_let_pass (300);
  g_assert_true (is_shown (show, CS_TYPE_STREAM_PANE));
  g_assert_false (is_shown (show, CS_TYPE_STRIP));
  resize (show, 1366 + FRAME);
  g_assert_true (is_shown (show, CS_TYPE_STRIP));
  assert_inside (show, CS_TYPE_CONTEST_PANEL);
}

int
main (int   argc,
      char *argv[])
{
  cs_ui_test_init (&argc, &argv);
  g_test_add_func ("/window-layout/room-for-all", test_room_for_all);
  g_test_add_func ("/window-layout/room-for-two", test_room_for_two);
  g_test_add_func ("/window-layout/room-for-one", test_room_for_one);
  return g_test_run ();
}

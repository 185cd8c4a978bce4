/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-machine.h"
#include "cs-recent.h"
#include "cs-ui-test.h"

#include <glib/gstdio.h>

static void
check_machine (guint64     free_bytes,
               guint       n_cameras,
               gboolean    ready,
               const char *expected)
{
  const CsMachine machine = { free_bytes, n_cameras };
  g_autofree char *found = cs_machine_describe (&machine);

  g_assert_cmpstr (found, ==, expected);
  g_assert_true (cs_machine_is_ready (&machine) == ready);
}

static void
test_machine (void)
{
  check_machine (G_GUINT64_CONSTANT (412000000000), 1, TRUE, "This computer is ready: camera found, 412.0\u00a0GB free.");
  check_machine (0, 0, TRUE, "This computer is ready: no camera found.");
  check_machine (300000000, 2, FALSE, "Only 300.0\u00a0MB free on this computer’s disk: make room before the show.");
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

/* Whatever this machine is, it has some disk, and looking ends. */
static void
test_look (void)
{
  g_autoptr (GAsyncResult) result = NULL;
  CsMachine machine = { 0 };

  cs_machine_look_async (g_get_tmp_dir (), NULL, looked_cb, &result);
  for (guint i = 0; i < 1000 && result == NULL; i++)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (result);
  g_assert_true (cs_machine_look_finish (result, &machine, NULL));
  g_assert_cmpuint (machine.free_bytes, >, 0);
}

static void
test_recent (void)
{
  const gint64 now_us = G_GINT64_CONSTANT (1798229647) * G_USEC_PER_SEC;
  CsRecent recent = { .posts = 1112, .aired = 38, .opened_us = now_us, .rehearsal = TRUE };
  g_autofree char *count = cs_recent_count (&recent);
  g_autofree char *today = cs_recent_describe (&recent, now_us);
  g_autofree char *yesterday = NULL;
  g_autofree char *before = NULL;

  g_assert_cmpstr (count, ==, "1,112 posts · 38 on air");
  g_assert_true (g_str_has_prefix (today, "Rehearsal · today, "));
  recent.rehearsal = FALSE;
  yesterday = cs_recent_describe (&recent, now_us + G_TIME_SPAN_DAY);
  g_assert_true (g_str_has_prefix (yesterday, "yesterday, "));
  before = cs_recent_describe (&recent, now_us + 400 * G_TIME_SPAN_DAY);
  g_assert_cmpstr (before, ==, "December 25, 2026");
}

/* What was noted is what is listed, as long as the file is there. */
static void
test_noted (void)
{
  g_autofree char *folder = g_dir_make_tmp ("coulisses-recent-XXXXXX", NULL);
  g_autofree char *list = g_build_filename (folder, "recent.xbel", NULL);
  g_autofree char *path = g_build_filename (folder, "une émission.coulisses", NULL);
  g_autoptr (GtkRecentManager) manager = g_object_new (GTK_TYPE_RECENT_MANAGER, "filename", list, NULL);
  const CsCounts counts = { .posts = 22480, .aired = 64 };
  g_autoptr (GPtrArray) shows = NULL;
  g_autoptr (GPtrArray) gone = NULL;

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  cs_recent_note (manager, path, "La Grande Soirée du jazz", &counts, FALSE);
  shows = cs_recent_list (manager, 5);
  g_assert_cmpuint (shows->len, ==, 1);
  g_assert_cmpstr (((CsRecent *) shows->pdata[0])->title, ==, "La Grande Soirée du jazz");
  g_assert_cmpuint (((CsRecent *) shows->pdata[0])->posts, ==, 22480);
  g_assert_cmpuint (((CsRecent *) shows->pdata[0])->aired, ==, 64);
  g_unlink (path);
  gone = cs_recent_list (manager, 5);
  g_assert_cmpuint (gone->len, ==, 0);
  g_clear_object (&manager);
  g_unlink (list);
  g_rmdir (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("TZ", "UTC", TRUE);
  cs_ui_test_init (&argc, &argv);
  g_test_add_func ("/start/machine", test_machine);
  g_test_add_func ("/start/look", test_look);
  g_test_add_func ("/start/recent", test_recent);
  g_test_add_func ("/start/noted", test_noted);
  return g_test_run ();
}

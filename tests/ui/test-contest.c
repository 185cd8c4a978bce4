/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-account-dialog.h"
#include "cs-contest-panel.h"
#include "cs-contest-row.h"
#include "cs-show-test.h"
#include "cs-ui-test.h"

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

  return list != NULL && cs_show_test_find (list, GTK_TYPE_LABEL, "\342\200\216Good evening") != NULL;
}

/* A row of the ranking tells why its account is in or out, with its posts. */
static void
test_account (void)
{
  g_autoptr (CsShowTest) show = cs_show_test_new (NULL);
  g_autoptr (CsPost) post = cs_show_test_make_post (show, 1, "Good evening");
  GtkWidget *row;

  cs_show_test_ingest (show, CS_EVENT_POST, post);
  cs_show_test_wait (show, has_row);
  row = cs_show_test_find (GTK_WIDGET (show->window), CS_TYPE_CONTEST_ROW, NULL);
  gtk_widget_activate (row);
  cs_show_test_wait (show, has_post);
  g_assert_nonnull (cs_show_test_find (GTK_WIDGET (find_account_dialog ()), GTK_TYPE_LABEL, "Not active enough"));
  gtk_window_destroy (GTK_WINDOW (find_account_dialog ()));
}

static void
test_describe_post (void)
{
  g_autoptr (CsPost) post = cs_post_new (CS_NETWORK_MASTODON, "scene.example", "1");
  g_autoptr (CsEntry) entry = NULL;
  g_autofree char *stands = NULL;
  g_autofree char *rejected = NULL;
  g_autofree char *withdrawn = NULL;

  post->account = cs_account_new (CS_NETWORK_MASTODON, "scene.example", "1");
  post->created_us = (20 * 60 + 14) * 60 * (gint64) G_USEC_PER_SEC;
  cs_post_seal (post);
  entry = cs_entry_new (1, post);
  stands = cs_account_dialog_describe_post (entry);
  entry->state = CS_STATE_REJECTED;
  rejected = cs_account_dialog_describe_post (entry);
  entry->withdrawn_us = 1;
  withdrawn = cs_account_dialog_describe_post (entry);
  g_assert_cmpstr (strchr (stands, 'c'), ==, "counts in the slot from 20:10");
  g_assert_true (g_str_has_suffix (rejected, "rejected: does not count"));
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
  return g_test_run ();
}

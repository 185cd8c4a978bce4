/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-words-dialog.h"

#include "cs-show-test.h"
#include "cs-ui-test.h"

#include <string.h>

static CsWordsDialog *dialog; /* the open one; tests run one after the other */
static const char *expected;

static gboolean
is_gone (CsShowTest *show)
{
  return dialog == NULL;
}

static gboolean
something_is_open (CsShowTest *show)
{
  return cs_show_test_open_entry (show) != NULL;
}

static gboolean
hint_is_there (CsShowTest *show)
{
  return cs_show_test_find (GTK_WIDGET (show->window), GTK_TYPE_LABEL, expected) != NULL;
}

static gboolean
hint_is_not_there (CsShowTest *show)
{
  return !hint_is_there (show);
}

static gboolean
is_told (CsShowTest *show)
{
  return cs_show_test_find (GTK_WIDGET (dialog), GTK_TYPE_LABEL, expected) != NULL;
}

static void
open_dialog (CsShowTest *show)
{
  g_autoptr (GListModel) toplevels = g_object_ref (gtk_window_get_toplevels ());

  gtk_widget_activate_action (GTK_WIDGET (show->window), "win.words", NULL);
  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++) {
    g_autoptr (GObject) toplevel = g_list_model_get_item (toplevels, i);

    if (CS_IS_WORDS_DIALOG (toplevel))
      g_set_weak_pointer (&dialog, CS_WORDS_DIALOG (toplevel));
  }
  g_assert_nonnull (dialog);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (dialog));
}

static void
type_words (const char *text)
{
  GtkWidget *view = cs_show_test_find (GTK_WIDGET (dialog), GTK_TYPE_TEXT_VIEW, NULL);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
}

static void
save (CsShowTest *show)
{
  gtk_widget_activate (cs_show_test_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "Save"));
  cs_show_test_wait (show, is_gone);
}

static void
wait_for (CsShowTest *show,
          gboolean (*condition) (CsShowTest *show),
          const char *label)
{
  expected = label;
  cs_show_test_wait (show, condition);
}

/* The open post is marked as soon as its word is saved, and by which; without the word it is not any more. */
static void
test_marks (void)
{
  g_autoptr (CsShowTest) show = cs_show_test_new (NULL);

  cs_show_test_fill (show, 2);
  cs_show_test_press (show, "j");
  cs_show_test_wait (show, something_is_open);
  open_dialog (show);
  wait_for (show, is_told, "0 words and phrases");
  type_words ("casino\n\n  NUMBÉR \nnumbér\n");
  wait_for (show, is_told, "2 words and phrases");
  save (show);
  wait_for (show, hint_is_there, ": “NUMBÉR”");
  open_dialog (show);
  wait_for (show, is_told, "2 words and phrases");
  type_words ("casino");
  save (show);
  wait_for (show, hint_is_not_there, ": “NUMBÉR”");
}

static void
import (CsShowTest *show,
        const char *contents,
        gsize       size)
{
  g_autofree char *path = g_build_filename (show->folder, "words.txt", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, contents, size, NULL));
  cs_words_dialog_import (dialog, file);
}

/* A file adds to what stands there; one that is no list of words changes nothing. */
static void
test_import (void)
{
  g_autoptr (CsShowTest) show = cs_show_test_new (NULL);
  g_autofree char *joined = NULL;

  open_dialog (show);
  type_words ("casino");
  import (show, "\xef\xbb\xbf" "Roulette\r\ncasino\r\nd\xc3\xa9j\xc3\xa0 vu\r\n", 32);
  wait_for (show, is_told, "2 words were added. Save to keep them.");
  import (show, "poker\nd\xe9j\xe0 vu\n", 14);
  wait_for (show, is_told, "Line 2 is not in UTF-8: the file may be in Latin-1 or Windows-1252. Save it as a text in UTF-8 and "
                           "choose that file.");
  g_assert_null (cs_desk_get_words (show->desk)[0]);
  save (show);
  joined = g_strjoinv ("|", (char **) cs_desk_get_words (show->desk));
  g_assert_cmpstr (joined, ==, "casino|Roulette|déjà vu");
}

static void
result_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static gboolean
has_result (gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

static gboolean
has_words (gpointer desk)
{
  return cs_desk_get_words (desk)[0] != NULL;
}

/* They stand in the show file: whoever opens it has them. */
static void
test_kept (void)
{
  g_autoptr (CsShowTest) show = cs_show_test_new (NULL);
  g_autoptr (CsDesk) other = cs_desk_new (show->clock);
  g_autofree char *path = g_build_filename (show->folder, "show.coulisses", NULL);
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) closed = NULL;

  open_dialog (show);
  type_words ("va te faire\n🍆");
  save (show);
  cs_desk_open_async (other, path, CS_STORE_READ, NULL, result_cb, &opened);
  g_assert_true (cs_ui_test_wait_until (has_result, &opened));
  g_assert_true (cs_desk_open_finish (other, opened, NULL));
  g_assert_true (cs_ui_test_wait_until (has_words, other));
  g_assert_cmpstr (cs_desk_get_words (other)[0], ==, "va te faire");
  g_assert_cmpstr (cs_desk_get_words (other)[1], ==, "🍆");
  cs_desk_close_async (other, result_cb, &closed);
  g_assert_true (cs_ui_test_wait_until (has_result, &closed));
}

int
main (int    argc,
      char **argv)
{
  cs_ui_test_init (&argc, &argv);
  g_test_add_func ("/words-dialog/marks", test_marks);
  g_test_add_func ("/words-dialog/import", test_import);
  g_test_add_func ("/words-dialog/kept", test_kept);
  return g_test_run ();
}

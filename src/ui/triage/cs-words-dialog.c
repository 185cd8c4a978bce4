/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-words-dialog.h"

#include "cs-choose-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _CsWordsDialog {
  AdwWindow parent_instance;

  CsDesk *desk;

  GtkWidget *save_button;
  GtkWidget *words_view;
  GtkTextBuffer *buffer;
  GtkWidget *status_label;
};

G_DEFINE_FINAL_TYPE (CsWordsDialog, cs_words_dialog, ADW_TYPE_WINDOW)

static void
tell (CsWordsDialog *self,
      const char    *sentence,
      gboolean       wrong)
{
  if (wrong)
    gtk_widget_add_css_class (self->status_label, "error");
  else
    gtk_widget_remove_css_class (self->status_label, "error");
  gtk_label_set_text (GTK_LABEL (self->status_label), sentence);
}

static char *
dup_text (CsWordsDialog *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
}

static void
tell_count (CsWordsDialog *self)
{
  g_autofree char *text = dup_text (self);
  g_auto (GStrv) words = cs_word_list_read (text, strlen (text), NULL);
  guint n_words = words != NULL ? g_strv_length (words) : 0;
  g_autofree char *count = g_strdup_printf (ngettext ("%u word or phrase", "%u words and phrases", n_words), n_words);

  tell (self, words != NULL ? count : "", FALSE);
}

static void
changed_cb (CsWordsDialog *self)
{
  tell_count (self);
}

static void
fill (CsWordsDialog     *self,
      const char *const *words)
{
  g_autofree char *text = g_strjoinv ("\n", (char **) words);

  gtk_text_buffer_set_text (self->buffer, text, -1);
  tell_count (self);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (CsWordsDialog) self = data;
  g_autoptr (GError) error = NULL;

  if (cs_desk_set_words_finish (CS_DESK (object), result, &error)) {
    gtk_window_close (GTK_WINDOW (self));
    return;
  }
  gtk_widget_set_sensitive (self->save_button, TRUE);
  tell (self, error->message, TRUE);
}

static void
save_clicked_cb (CsWordsDialog *self)
{
  g_autofree char *text = dup_text (self);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = cs_word_list_read (text, strlen (text), &error);

  if (words == NULL) {
    tell (self, error->message, TRUE);
    return;
  }
  gtk_widget_set_sensitive (self->save_button, FALSE);
  cs_desk_set_words_async (self->desk, (const char *const *) words, saved_cb, g_object_ref (self));
}

/* What stands there already stays first. */
static void
add_words (CsWordsDialog *self,
           GStrv          added)
{
  g_autofree char *text = dup_text (self);
  g_autofree char *more = g_strjoinv ("\n", added);
  g_autofree char *all = g_strconcat (text, "\n", more, NULL);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = cs_word_list_read (all, strlen (all), &error);
  g_auto (GStrv) before = cs_word_list_read (text, strlen (text), NULL);
  guint n_more;
  g_autofree char *sentence = NULL;

  if (words == NULL) {
    tell (self, error->message, TRUE);
    return;
  }
  fill (self, (const char *const *) words);
  n_more = g_strv_length (words) - (before != NULL ? g_strv_length (before) : 0);
  sentence = g_strdup_printf (ngettext ("%u word was added. Save to keep it.", "%u words were added. Save to keep them.", n_more),
                              n_more);
  tell (self, sentence, FALSE);
}

static gboolean
is_small (const char *contents,
          goffset     size,
          gpointer    data)
{
  return size <= CS_WORD_LIST_MAX_BYTES;
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (CsWordsDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;
  gsize size = 0;
  g_auto (GStrv) words = NULL;

  if (g_file_load_partial_contents_finish (G_FILE (object), result, &contents, &size, NULL, &error))
    words = cs_word_list_read (contents, size, &error);
  if (words != NULL)
    add_words (self, words);
  else
    tell (self, error->message, TRUE);
}

static void
chosen_cb (GFile   *file,
           gpointer data)
{
  cs_words_dialog_import (data, file);
}

static void
import_clicked_cb (CsWordsDialog *self)
{
  cs_choose_file (GTK_WINDOW (self), _("List of Words"), GTK_FILE_CHOOSER_ACTION_OPEN, NULL, chosen_cb, g_object_ref (self),
                  g_object_unref);
}

static void
cs_words_dialog_dispose (GObject *object)
{
  CsWordsDialog *self = CS_WORDS_DIALOG (object);

  g_clear_object (&self->desk);
  G_OBJECT_CLASS (cs_words_dialog_parent_class)->dispose (object);
}

static void
cs_words_dialog_class_init (CsWordsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_words_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/app/coulisses/Coulisses/triage/cs-words-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CsWordsDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, CsWordsDialog, words_view);
  gtk_widget_class_bind_template_child (widget_class, CsWordsDialog, buffer);
  gtk_widget_class_bind_template_child (widget_class, CsWordsDialog, status_label);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, import_clicked_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
cs_words_dialog_init (CsWordsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_focus (GTK_WINDOW (self), self->words_view);
}

/**
 * cs_words_dialog_new:
 * @parent: the window it belongs to
 * @desk: the running show
 *
 * Returns: (transfer none): a dialog, not shown yet
 */
GtkWidget *
cs_words_dialog_new (GtkWindow *parent,
                     CsDesk    *desk)
{
  CsWordsDialog *self = g_object_new (CS_TYPE_WORDS_DIALOG, "transient-for", parent, NULL);

  self->desk = g_object_ref (desk);
  fill (self, cs_desk_get_words (desk));
  return GTK_WIDGET (self);
}

/**
 * cs_words_dialog_import:
 * @self: a dialog
 * @file: a text with a word or a phrase on each line
 *
 * Adds its words to those that stand there; they are not saved yet.
 */
void
cs_words_dialog_import (CsWordsDialog *self,
                        GFile         *file)
{
  g_return_if_fail (CS_IS_WORDS_DIALOG (self));

  g_file_load_partial_contents_async (file, NULL, is_small, loaded_cb, g_object_ref (self));
}

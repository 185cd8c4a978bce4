/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-list-import.h"

#include "cs-choose-file.h"
#include "cs-exclude-dialog.h"

#include <glib/gi18n-lib.h>

/* Sentences about single lines that are shown; the number of the others is told. */
#define MAX_SENTENCES 8
#define MAX_FILE_BYTES (8 * 1024 * 1024)

/* One list on its way. */
typedef struct {
  CsWindow *window;
  CsContestDesk *contests;
  char *code;
  char *name; /* of the file */
} Import;

static Import *
import_new (CsWindow      *window,
            CsContestDesk *contests,
            const char    *code)
{
  Import *import = g_new0 (Import, 1);

  import->window = g_object_ref (window);
  import->contests = g_object_ref (contests);
  import->code = g_strdup (code);
  return import;
}

static void
import_free (Import *import)
{
  g_object_unref (import->window);
  g_object_unref (import->contests);
  g_free (import->code);
  g_free (import->name);
  g_free (import);
}

static void
tell (CsWindow   *window,
      const char *heading,
      const char *body)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (window), heading, body);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("Close"));
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "close");
  cs_window_show_dialog (window, GTK_WINDOW (dialog));
}

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  Import *import = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CsListReport) report = cs_contest_desk_import_list_finish (CS_CONTEST_DESK (source), result, &error);
  g_autofree char *words = report != NULL ? cs_list_report_describe (report, import->code) : NULL;

  tell (import->window, report != NULL ? _("The List Is Read") : _("The List Is Not Read"), report != NULL ? words : error->message);
  import_free (import);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  Import *import = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = cs_read_chosen_finish (result, &error);

  if (bytes != NULL) {
    cs_contest_desk_import_list_async (import->contests, import->code, import->name, bytes, NULL, imported_cb, import);
    return;
  }
  tell (import->window, _("The List Is Not Read"), error->message);
  import_free (import);
}

static void
chosen_cb (GFile   *file,
           gpointer data)
{
  const Import *asked = data; /* goes with the dialog */
  Import *import = import_new (asked->window, asked->contests, asked->code);
  g_autofree char *base = g_file_get_basename (file);

  import->name = g_filename_display_name (base);
  cs_read_chosen_async (file, MAX_FILE_BYTES, loaded_cb, import);
}

static void
choose_file (CsWindow      *window,
             CsContestDesk *contests,
             const char    *code)
{
  cs_choose_file (GTK_WINDOW (window), _("List of Accounts"), GTK_FILE_CHOOSER_ACTION_OPEN, NULL, chosen_cb,
                  import_new (window, contests, code), (GDestroyNotify) import_free);
}

static void
code_given_cb (GtkWidget     *dialog,
               const char    *code,
               const char    *words,
               CsContestDesk *contests)
{
  choose_file (CS_WINDOW (gtk_window_get_transient_for (GTK_WINDOW (dialog))), contests, code);
}

/**
 * cs_list_import_start:
 * @window: the window at the desk
 * @contests: the contests of the show
 */
void
cs_list_import_start (CsWindow      *window,
                      CsContestDesk *contests)
{
  GtkWidget *dialog = cs_exclude_dialog_new (GTK_WINDOW (window), _("Leave Out Whoever Is on a List?"), FALSE);

  g_signal_connect_object (dialog, "given", G_CALLBACK (code_given_cb), contests, 0);
  cs_window_show_dialog (window, GTK_WINDOW (dialog));
}

/**
 * cs_list_import_start_tickets:
 * @window: the window at the desk
 * @contests: the contests of the show
 *
 * Asks for a list of accounts with their numbers of tickets.
 */
void
cs_list_import_start_tickets (CsWindow      *window,
                              CsContestDesk *contests)
{
  choose_file (window, contests, CS_CONTEST_TICKETS);
}

/**
 * cs_list_report_describe:
 * @report: what became of a list
 * @code: for what it was read: one of the protocol's reasons, or %CS_CONTEST_TICKETS
 *
 * Returns: (transfer full): it in sentences, the first lines that name no account among them
 */
char *
cs_list_report_describe (const CsListReport *report,
                         const char         *code)
{
  g_autoptr (GString) words = g_string_new (NULL);

  if (g_strcmp0 (code, CS_CONTEST_TICKETS) == 0)
    g_string_append_printf (words, ngettext ("%u account has its number of tickets.", "%u accounts have their numbers of tickets.", report->n_taken), report->n_taken);
  else
    g_string_append_printf (words, ngettext ("%u account is left out.", "%u accounts are left out.", report->n_taken), report->n_taken);
  if (report->n_twice > 0)
    g_string_append_printf (words, ngettext (" %u line names an account again.", " %u lines name an account again.", report->n_twice), report->n_twice);
  for (guint i = 0; i < MIN (report->refused->len, MAX_SENTENCES); i++)
    g_string_append_printf (words, "\n%s", (const char *) report->refused->pdata[i]);
  if (report->refused->len > MAX_SENTENCES) {
    guint n = report->refused->len - MAX_SENTENCES;

    g_string_append_c (words, '\n');
    g_string_append_printf (words, ngettext ("%u more line names no account.", "%u more lines name no account.", n), n);
  }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

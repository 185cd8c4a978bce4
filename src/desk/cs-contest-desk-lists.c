/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-contest-desk-private.h"

#include "cs-certificate.h"
#include "cs-draw-error.h"
#include "cs-handle-list.h"
#include "cs-task.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct {
  char *code; /* or CS_CONTEST_TICKETS */
  char *name;
  GBytes *bytes;
  CsListReport *report; /* (nullable): once read */
} Import;

static void
import_free (Import *import)
{
  g_free (import->code);
  g_free (import->name);
  g_bytes_unref (import->bytes);
  cs_list_report_free (import->report);
  g_free (import);
}

static gboolean
is_list_code (const char *code)
{
  static const char *const codes[] = { CS_CONTEST_TICKETS, "staff", "partner", "official", "opt-out", "country", "bot", NULL };

  return g_strv_contains (codes, code);
}

static void
parse_thread (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  Import *import = data;
  g_autoptr (GError) error = NULL;
  GPtrArray *lines = cs_handle_list_parse (import->bytes, &error);

  if (lines != NULL)
    g_task_return_pointer (task, lines, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
take_tickets (CsContestDesk      *self,
              const CsHandleLine *line)
{
  if (line->id[0] != '*')
    g_hash_table_insert (self->people->tickets, g_strdup (line->id), GUINT_TO_POINTER (MAX (line->tickets, 1)));
}

/* Each account once, in the order of the file. */
static void
take_lines (CsContestDesk *self,
            Import        *import,
            GPtrArray     *lines)
{
  gboolean tickets = strcmp (import->code, CS_CONTEST_TICKETS) == 0;
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  import->report = cs_list_report_new ();
  if (tickets)
    g_hash_table_remove_all (self->people->tickets);
  for (guint i = 0; i < lines->len; i++) {
    const CsHandleLine *line = lines->pdata[i];

    if (line->id == NULL) {
      g_ptr_array_add (import->report->refused,
                       g_strdup_printf (_("Line %u, “%s”: %s"), line->line, line->text, line->problem));
    } else if (!g_hash_table_add (known, line->id)) {
      import->report->n_twice++;
    } else {
      import->report->n_taken++;
      if (tickets)
        take_tickets (self, line);
      g_ptr_array_add (ids, line->id);
    }
  }
  g_ptr_array_add (ids, NULL);
  if (!tickets && import->report->n_taken > 0)
    cs_contest_people_add_list (self->people, import->code, import->name, cs_clock_now_us (self->clock) / G_USEC_PER_SEC,
                                (const char *const *) ids->pdata);
}

static void
parsed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  CsContestDesk *self = CS_CONTEST_DESK (object);
  GTask *task = data;
  GError *error = NULL;
  g_autoptr (GPtrArray) lines = g_task_propagate_pointer (G_TASK (result), &error);

  if (lines == NULL) {
    cs_contest_desk_set_busy (self, FALSE);
    g_task_return_error (task, error);
    g_object_unref (task);
    return;
  }
  take_lines (self, g_task_get_task_data (task), lines);
  cs_contest_desk_keep_people (self, task);
}

/* With the checks of every decision about who takes part; the task is answered when one fails. */
static gboolean
begin (CsContestDesk *self,
       GTask         *task,
       const char    *code)
{
  if (!cs_contest_desk_may_write (self, task) || !cs_contest_desk_may_change_people (self, task))
    return FALSE;
  if (is_list_code (code)) {
    cs_contest_desk_set_busy (self, TRUE);
    return TRUE;
  }
  g_task_return_new_error (task, CS_DRAW_ERROR, CS_DRAW_ERROR_STATE, "%s",
                           _("An account is left out for one of the reasons on the list only."));
  return FALSE;
}

/**
 * cs_list_report_new:
 *
 * Returns: (transfer full): a report of nothing
 */
CsListReport *
cs_list_report_new (void)
{
  CsListReport *self = g_new0 (CsListReport, 1);

  self->refused = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/**
 * cs_list_report_free:
 * @self: (transfer full) (nullable): a report
 */
void
cs_list_report_free (CsListReport *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->refused);
  g_free (self);
}

/**
 * cs_contest_desk_import_list_async:
 * @self: a desk of contests
 * @code: what whoever is on the list is left out for: staff, partner, official, opt-out, country or bot; or
 *   %CS_CONTEST_TICKETS for how many tickets accounts hold
 * @name: the file's name, to be told as the reason
 * @bytes: the file
 * @cancellable: (nullable): a cancellable; what was begun is finished
 * @callback: called when the list is in the show file
 * @user_data: for @callback
 *
 * Reads a list of accounts from a spreadsheet. It takes the place of the list that was there for the same.
 */
void
cs_contest_desk_import_list_async (CsContestDesk      *self,
                                   const char         *code,
                                   const char         *name,
                                   GBytes             *bytes,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GTask) parsing = NULL;
  Import *import;

  g_return_if_fail (CS_IS_CONTEST_DESK (self) && code != NULL && name != NULL && bytes != NULL);

  task = cs_contest_desk_task_new (self, cs_contest_desk_import_list_async, cancellable, callback, user_data);
  if (!begin (self, task, code))
    return;
  import = g_new0 (Import, 1);
  import->code = g_strdup (code);
  import->name = g_utf8_make_valid (name, -1);
  import->bytes = g_bytes_ref (bytes);
  g_task_set_task_data (task, import, (GDestroyNotify) import_free);
  parsing = g_task_new (self, NULL, parsed_cb, g_steal_pointer (&task));
  g_task_set_task_data (parsing, import, NULL); /* lives as long as the other task */
  cs_task_run_in_thread (parsing, parse_thread);
}

/**
 * cs_contest_desk_import_list_finish:
 * @self: a desk of contests
 * @result: from the callback
 * @error: return location: what kind of file it is, and what to do
 *
 * Returns: (transfer full) (nullable): what was taken, and which lines were not
 */
CsListReport *
cs_contest_desk_import_list_finish (CsContestDesk *self,
                                    GAsyncResult  *result,
                                    GError       **error)
{
  Import *import;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  import = g_task_get_task_data (G_TASK (result));
  return g_task_propagate_boolean (G_TASK (result), error) ? g_steal_pointer (&import->report) : NULL;
}

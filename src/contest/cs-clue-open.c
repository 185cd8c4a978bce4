/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-clue-private.h"

#include "cs-draw-error.h"
#include "cs-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
read_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  GError *error = NULL;
  CsClueFiles *files = cs_clue_files_read (data, &error);

  if (files != NULL)
    g_task_return_pointer (task, files, (GDestroyNotify) cs_clue_files_free);
  else
    g_task_return_error (task, error);
}

/* As it was sealed; one that was sealed without the desk has no prizes but their number. */
static void
take_setup (CsClue *self)
{
  const char *text = cs_json_get_string (cs_draw_journal_get_body (self->draw->journal, self->seal_index), "setup");
  g_autoptr (GVariant) variant = text != NULL ? g_variant_parse (G_VARIANT_TYPE_VARDICT, text, NULL, NULL, NULL) : NULL;

  self->setup = variant != NULL ? cs_contest_setup_from_variant (variant) : cs_clue_setup_of_seal (self->seal);
}

static gboolean
resume (CsClue  *self,
        GError **error)
{
  const CsDrawJournal *journal = self->draw->journal;
  const char *contest = self->seal->contest;
  guint index;
  CsHex digest;

  if (strcmp (cs_draw_journal_get (journal, self->seal_index)->payload, self->seal->digest) != 0)
    return cs_draw_refuse (error, CS_DRAW_ERROR_SEAL_DIGEST, _("The seal on disk is not the one in the journal."));
  if (cs_clue_find_entry (journal, contest, CS_CLUE_VOID, &index))
    return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("The clue contest “%s” was declared void."), contest);
  take_setup (self);
  if (!cs_clue_find_entry (journal, contest, CS_CLUE_RESULT, &index)) {
    g_clear_pointer (&self->files->entries, g_ptr_array_unref); /* of a closing that did not come to its end */
    cs_clue_set_phase (self, CS_CLUE_SEALED);
    return TRUE;
  }
  if (self->files->entries == NULL)
    return cs_draw_refuse (error, CS_DRAW_ERROR_JOURNAL, _("The entries of the clue contest are not on disk."));
  cs_clue_take_entries (self, g_steal_pointer (&self->files->entries));
  cs_clue_digest_result (self, digest);
  if (strcmp (cs_draw_journal_get (journal, index)->payload, digest) != 0)
    return cs_draw_refuse (error, CS_DRAW_ERROR_JOURNAL, _("The journal has another result."));
  cs_clue_set_phase (self, cs_clue_find_entry (journal, contest, CS_CLUE_RECORD, &index) ? CS_CLUE_DONE : CS_CLUE_REVEALING);
  if (self->phase == CS_CLUE_DONE)
    self->n_revealed = cs_clue_get_n_winners (self);
  return TRUE;
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  CsClue *self = CS_CLUE (source);
  GTask *task = user_data;
  GError *error = NULL;
  CsClueFiles *files = g_task_propagate_pointer (G_TASK (result), &error);

  if (files != NULL) {
    self->files = files;
    self->seal = cs_clue_seal_parse (files->seal, strlen (files->seal), CS_SEAL_DEFAULT, &error);
  }
  if (self->seal == NULL || !resume (self, &error))
    cs_clue_forget (self);
  cs_clue_end_task (self, task, error);
}

/**
 * cs_clue_open_async:
 * @self: a clue contest that is not sealed
 * @contest: the name of one that was, in this show
 * @cancellable: (nullable): a cancellable
 * @callback: called when it goes on
 * @user_data: for @callback
 *
 * Takes a contest up where it was left. Files and journal have to say the same.
 */
void
cs_clue_open_async (CsClue             *self,
                    const char         *contest,
                    GCancellable       *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GTask) reading = NULL;

  g_task_set_source_tag (task, cs_clue_open_async);
  g_task_set_check_cancellable (task, FALSE);
  if (self->phase != CS_CLUE_IDLE || self->busy || self->draw->journal == NULL ||
      !cs_clue_find_entry (self->draw->journal, contest, CS_CLUE_SEAL, &self->seal_index)) {
    g_task_return_new_error (task, CS_DRAW_ERROR, CS_DRAW_ERROR_STATE, _("There is no clue contest “%s” in this show."), contest);
    g_object_unref (task);
    return;
  }
  self->busy = TRUE;
  reading = g_task_new (self, NULL, read_cb, task);
  g_task_set_task_data (reading, cs_draw_dup_folder (self->draw, contest), g_free);
  cs_worker_push (self->draw->worker, reading, read_thread);
}

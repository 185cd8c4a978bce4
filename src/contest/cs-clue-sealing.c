/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-clue-private.h"

#include "cs-draw-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
sealed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GTask *task = user_data;
  CsClue *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (cs_draw_append_finish (CS_DRAW (source), result, &error)) {
    self->seal_index = cs_draw_journal_get_n (self->draw->journal) - 1;
    cs_clue_set_phase (self, CS_CLUE_SEALED);
  } else {
    cs_clue_forget (self);
  }
  cs_clue_end_task (self, task, error);
}

static void
enter_seal (CsClue *self,
            GTask  *task)
{
  GError *error = NULL;
  g_autoptr (GVariant) variant = NULL;
  g_autofree char *printed = NULL;
  JsonNode *body;

  self->seal = cs_clue_seal_parse (self->files->seal, strlen (self->files->seal), CS_SEAL_ALLOW_REHEARSAL, &error);
  if (self->seal == NULL) {
    cs_clue_forget (self);
    cs_clue_end_task (self, task, error);
    return;
  }
  if (self->seal->rehearsal) {
    cs_clue_set_phase (self, CS_CLUE_SEALED);
    cs_clue_end_task (self, task, NULL);
    return;
  }
  if (strcmp (self->seal->journal, cs_draw_journal_get_head (self->draw->journal)) != 0) {
    cs_clue_forget (self);
    cs_clue_end_task (self, task, g_error_new (CS_DRAW_ERROR, CS_DRAW_ERROR_STATE, "%s",
                                  _("The journal of draws cannot be written now. Try again in a moment.")));
    return;
  }
  body = cs_clue_body_new (CS_CLUE_SEAL);
  json_object_set_string_member (json_node_get_object (body), "seal", self->files->seal);
  variant = g_variant_ref_sink (cs_contest_setup_to_variant (self->setup));
  printed = g_variant_print (variant, TRUE);
  json_object_set_string_member (json_node_get_object (body), "setup", printed);
  cs_draw_append_other (self->draw, self->seal->contest, self->seal->sealed_s, CS_DRAW_IMPORT, self->seal->digest, body, sealed_cb,
                        task);
}

static void
seal_written_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  CsClue *self = CS_CLUE (source);
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error)) {
    enter_seal (self, user_data);
    return;
  }
  cs_clue_forget (self);
  cs_clue_end_task (self, user_data, error);
}

static void
write_seal_thread (GTask        *task,
                   gpointer      source,
                   gpointer      data,
                   GCancellable *cancellable)
{
  GError *error = NULL;

  if (cs_clue_files_write_seal (data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static gboolean
may_seal (CsClue               *self,
          const CsContestSetup *setup,
          GError              **error)
{
  const CsDrawJournal *journal = self->draw->journal;

  if (self->phase != CS_CLUE_IDLE || self->busy)
    return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("There is a clue contest already."));
  if (journal == NULL)
    return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("The journal of draws is not open, or is broken: nothing can be sealed."));
  for (guint i = 0; i < cs_draw_journal_get_n (journal); i++)
    if (g_strcmp0 (cs_draw_journal_get_draw (journal, i), setup->draw) == 0)
      return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("There was a draw “%s” in this show already. Give this one another name."),
                             setup->draw);
  return TRUE;
}

static void
begin_sealing (CsClue *self,
               GTask  *task)
{
  GError *error = NULL;
  CsClueFiles *files;
  g_autoptr (GTask) writing = NULL;

  files = cs_clue_prepare (self->setup, g_task_get_task_data (task), self->draw, &error);
  if (files == NULL) {
    cs_clue_forget (self);
    cs_clue_end_task (self, task, error);
    return;
  }
  self->files = files;
  if (self->setup->rehearsal) {
    enter_seal (self, task);
    return;
  }
  writing = g_task_new (self, NULL, seal_written_cb, task);
  g_task_set_task_data (writing, files, NULL); /* busy: nobody forgets them */
  cs_worker_push (self->draw->worker, writing, write_seal_thread);
}

/* The first entry of a journal is GENESIS, which the seal has to name: it was entered by itself before. */
static void
genesis_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  GTask *task = user_data;
  CsClue *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (cs_draw_append_finish (CS_DRAW (source), result, &error))
    begin_sealing (self, task);
  else {
    cs_clue_forget (self);
    cs_clue_end_task (self, task, error);
  }
}

/**
 * cs_clue_seal_async:
 * @self: a clue contest that is not sealed yet
 * @setup: the contest
 * @answers: (array zero-terminated=1): ways to write the answer, as people type them
 * @cancellable: (nullable): a cancellable; what was begun is finished
 * @callback: called when the seal is on disk and in the journal
 * @user_data: for @callback
 *
 * Seals: the answer in all its forms, in normal form, with a secret number. Neither is anywhere but in a file that its
 * user alone can read until the contest is closed. A rehearsal is in memory alone.
 */
void
cs_clue_seal_async (CsClue               *self,
                    const CsContestSetup *setup,
                    const char *const    *answers,
                    GCancellable         *cancellable,
                    GAsyncReadyCallback   callback,
                    gpointer              user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;

  g_task_set_source_tag (task, cs_clue_seal_async);
  g_task_set_check_cancellable (task, FALSE);
  if (!may_seal (self, setup, &error)) {
    g_task_return_error (task, error);
    g_object_unref (task);
    return;
  }
  self->busy = TRUE;
  self->setup = cs_contest_setup_copy (setup);
  g_task_set_task_data (task, cs_clue_copy_answers (answers), (GDestroyNotify) cs_clue_free_answers);
  if (setup->rehearsal || cs_draw_journal_get_n (self->draw->journal) > 0)
    begin_sealing (self, task);
  else
    cs_draw_begin_journal (self->draw, genesis_cb, task);
}

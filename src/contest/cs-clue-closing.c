/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-clue-private.h"

#include "cs-draw-error.h"

#include <glib/gi18n-lib.h>

typedef struct {
  CsClueFiles *files; /* the contest's; busy: nobody forgets them */
  const CsClueSeal *seal;
  GPtrArray *posts;
  GPtrArray *entries;
} Closing;

static void
closing_free (Closing *closing)
{
  g_ptr_array_unref (closing->posts);
  g_clear_pointer (&closing->entries, g_ptr_array_unref);
  g_free (closing);
}

static void
close_thread (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  Closing *closing = data;
  GError *error = NULL;

  closing->entries = cs_clue_collect (closing->seal, (const char *const *) closing->files->forms, closing->posts);
  if (closing->seal->rehearsal || cs_clue_files_write_entries (closing->files, closing->entries, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GTask *task = user_data;
  CsClue *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (cs_draw_append_finish (CS_DRAW (source), result, &error)) {
    cs_clue_set_phase (self, CS_CLUE_REVEALING);
  } else {
    g_clear_pointer (&self->places, g_array_unref);
    g_clear_pointer (&self->files->entries, g_ptr_array_unref);
  }
  cs_clue_end_task (self, task, error);
}

static void
collected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  GTask *task = user_data;
  CsClue *self = CS_CLUE (source);
  Closing *closing = g_task_get_task_data (task);
  GError *error = NULL;
  CsHex digest;

  if (!g_task_propagate_boolean (G_TASK (result), &error)) {
    cs_clue_end_task (self, task, error);
    return;
  }
  cs_clue_take_entries (self, g_steal_pointer (&closing->entries));
  if (self->seal->rehearsal) {
    cs_clue_set_phase (self, CS_CLUE_REVEALING);
    cs_clue_end_task (self, task, NULL);
    return;
  }
  cs_clue_digest_result (self, digest);
  cs_draw_append_other (self->draw, self->seal->contest, cs_draw_now_s (self->draw), CS_DRAW_IMPORT, digest, cs_clue_body_new (CS_CLUE_RESULT),
                        closed_cb, task);
}

static gboolean
may_close (CsClue  *self,
           GError **error)
{
  if (self->phase != CS_CLUE_SEALED || self->busy)
    return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("No clue contest is running."));
  if (cs_draw_now_s (self->draw) < self->seal->end_s && !self->seal->rehearsal)
    return cs_draw_refuse (error, CS_DRAW_ERROR_STATE, _("Answers still count: the contest has not ended."));
  return TRUE;
}

/**
 * cs_clue_close_async:
 * @self: a clue contest in phase %CS_CLUE_SEALED whose end has come
 * @posts: (element-type CsCluePost): every post as it stands now, in any order; not to be changed any more
 * @cancellable: (nullable): a cancellable; what was begun is finished
 * @callback: called when the result is on disk and in the journal
 * @user_data: for @callback
 *
 * Finds each account's first approved post that holds the answer, and ranks them.
 */
void
cs_clue_close_async (CsClue             *self,
                     GPtrArray          *posts,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GTask) closing = NULL;
  GError *error = NULL;
  Closing *data;

  g_task_set_source_tag (task, cs_clue_close_async);
  g_task_set_check_cancellable (task, FALSE);
  if (!may_close (self, &error)) {
    g_task_return_error (task, error);
    g_object_unref (task);
    return;
  }
  self->busy = TRUE;
  data = g_new0 (Closing, 1);
  data->files = self->files;
  data->seal = self->seal;
  data->posts = g_ptr_array_ref (posts);
  g_task_set_task_data (task, data, (GDestroyNotify) closing_free);
  closing = g_task_new (self, NULL, collected_cb, task);
  g_task_set_task_data (closing, data, NULL); /* lives as long as @task */
  cs_worker_push (self->draw->worker, closing, close_thread);
}

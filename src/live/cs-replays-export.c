/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-replays.h"

#include "cs-live.h"
#include "cs-replay-film.h"
#include "cs-task.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

typedef struct {
  char *film;
  char *to;
  gint64 start_ms;
  gint64 end_ms; /* -1 for its end */
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  g_free (export->film);
  g_free (export->to);
  g_free (export);
}

/* Nothing there may be overwritten, and what is made is to stay. A folder may have several names: it is one and the same
 * that counts. A folder that is not there is another one. */
static gboolean
is_beside (const char *film,
           const char *to)
{
  g_autofree char *of_film = g_path_get_dirname (film);
  g_autofree char *of_to = g_path_get_dirname (to);
  GStatBuf here, there;

  return g_stat (of_film, &here) == 0 && g_stat (of_to, &there) == 0 && here.st_dev == there.st_dev &&
         here.st_ino == there.st_ino;
}

static gboolean
copy_film (const Export *export,
           GCancellable *cancellable,
           GError      **error)
{
  g_autoptr (GFile) from = g_file_new_for_path (export->film);
  g_autoptr (GFile) to = g_file_new_for_path (export->to);

  return g_file_copy (from, to, G_FILE_COPY_OVERWRITE, cancellable, NULL, NULL, error);
}

static void
export_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      data,
                  GCancellable *cancellable)
{
  const Export *export = data;
  GError *error = NULL;
  gboolean whole = export->start_ms <= 0 && export->end_ms < 0;
  gboolean done;

  if (is_beside (export->film, export->to)) {
    g_task_return_new_error (task, CS_LIVE_ERROR, CS_LIVE_ERROR_DENIED,
                             _("Choose another folder: in this one recordings are deleted after a while."));
    return;
  }
  done = whole ? copy_film (export, cancellable, &error)
               : cs_replay_film_cut (export->film, export->start_ms, export->end_ms, export->to, cancellable, &error);

  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * cs_replays_export_async:
 * @self: recordings
 * @replay: one of them
 * @start_ms: from where; it begins with the key frame before
 * @end_ms: up to where; -1 for its end
 * @to: the file to make, in another folder than theirs; what was there is overwritten
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is whole
 * @user_data: for @callback
 *
 * Copies a recording, or a piece of it, without encoding anything again.
 */
void
cs_replays_export_async (CsReplays          *self,
                         CsReplay           *replay,
                         gint64              start_ms,
                         gint64              end_ms,
                         const char         *to,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  Export *export;

  g_return_if_fail (CS_IS_REPLAYS (self) && CS_IS_REPLAY (replay) && to != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cs_replays_export_async);
  export = g_new0 (Export, 1);
  export->film = g_strdup (cs_replay_get_path (replay));
  export->to = g_strdup (to);
  export->start_ms = start_ms;
  export->end_ms = end_ms;
  g_task_set_task_data (task, export, export_free);
  /* Apart from the shelf's own work: it may take long. */
  cs_task_run_in_thread (task, export_in_thread);
}

/**
 * cs_replays_export_finish:
 * @self: recordings
 * @result: as the callback got it
 * @error: a sentence that says why there is no file
 *
 * Returns: whether the file is whole
 */
gboolean
cs_replays_export_finish (CsReplays    *self,
                          GAsyncResult *result,
                          GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

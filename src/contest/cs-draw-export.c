/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-draw-export.h"

#include "cs-draw-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

GResource *cs_contest_get_resource (void);

typedef struct {
  char *folder;
  GBytes *certificate;
  GBytes *seal;
  GBytes *list;
  GBytes *rules;
} Export;

static void
export_free (Export *export)
{
  g_free (export->folder);
  g_bytes_unref (export->certificate);
  g_bytes_unref (export->seal);
  g_bytes_unref (export->list);
  g_bytes_unref (export->rules);
  g_free (export);
}

/* The certificate comes last: where it is, everything is. */
static void
write_thread (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  Export *export = data;
  GError *error = NULL;
  g_autoptr (GBytes) verifier =
    g_resource_lookup_data (cs_contest_get_resource (), "/app/coulisses/contest/draw-verifier.html", 0, &error);

  if (verifier != NULL && cs_draw_file_write (export->folder, "draw-verifier.html", verifier, &error) &&
      cs_draw_file_write (export->folder, "rules.txt", export->rules, &error) &&
      cs_draw_file_write (export->folder, "list.txt", export->list, &error) &&
      cs_draw_file_write (export->folder, "seal.txt", export->seal, &error) &&
      cs_draw_file_write (export->folder, "certificate.json", export->certificate, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
journaled_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  GTask *task = user_data;
  CsDraw *self = CS_DRAW (source);
  g_autoptr (GTask) writing = NULL;
  GError *error = NULL;

  if (!cs_draw_append_finish (self, result, &error)) {
    g_task_return_error (task, error);
    g_object_unref (task);
    return;
  }
  writing = g_task_new (self, NULL, written_cb, task);
  g_task_set_task_data (writing, g_task_get_task_data (task), NULL); /* lives as long as @task */
  cs_worker_push (self->worker, writing, write_thread);
}

/**
 * cs_draw_export_async:
 * @draw: draws in phase %CS_DRAW_DONE
 * @folder: where to; made when it is not there
 * @cancellable: (nullable): a cancellable; what was begun is finished
 * @callback: called when everything is on disk
 * @user_data: for @callback
 *
 * Writes what strangers check the draw with: certificate, seal, list, rules, and the verifier's page. That anything
 * went out is entered in the journal first.
 */
void
cs_draw_export_async (CsDraw             *draw,
                      const char         *folder,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (draw, cancellable, callback, user_data);
  GError *error = NULL;
  g_autoptr (CsCertificate) certificate = cs_draw_make_certificate (draw, &error);
  Export *export;
  char *text;
  CsHex payload;

  g_task_set_source_tag (task, cs_draw_export_async);
  g_task_set_check_cancellable (task, FALSE);
  if (certificate == NULL) {
    g_task_return_error (task, error);
    return;
  }
  text = cs_certificate_write (certificate);
  cs_digest_of_bytes (text, strlen (text), payload);
  export = g_new0 (Export, 1);
  export->folder = g_strdup (folder);
  export->certificate = g_bytes_new_take (text, strlen (text));
  export->seal = g_bytes_ref (draw->files->seal);
  export->list = g_bytes_ref (draw->files->list);
  export->rules = g_bytes_ref (draw->files->rules);
  g_task_set_task_data (task, export, (GDestroyNotify) export_free);
  cs_draw_append (draw, cs_draw_now_s (draw), CS_DRAW_EXPORT, payload, cs_draw_body_new (), journaled_cb, g_steal_pointer (&task));
}

/**
 * cs_draw_export_finish:
 * @result: from the callback
 * @error: return location
 *
 * Returns: whether everything is on disk
 */
gboolean
cs_draw_export_finish (GAsyncResult *result,
                       GError      **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

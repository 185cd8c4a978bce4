/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-beacon-check.h"

#include "cs-beacon.h"
#include "cs-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DEADLINE_MS 10000

typedef struct {
  GSubprocess *process;
  GSource *deadline;
  gboolean genuine;
  char *method;
} Check;

static void
check_free (Check *check)
{
  if (check->deadline != NULL)
    g_source_destroy (check->deadline);
  g_clear_pointer (&check->deadline, g_source_unref);
  g_clear_object (&check->process);
  g_free (check->method);
  g_free (check);
}

static gboolean
deadline_cb (gpointer user_data)
{
  g_subprocess_force_exit (user_data);
  return G_SOURCE_REMOVE;
}

static char *
find_program (void)
{
  const char *override = g_getenv ("COULISSES_BEACON_CHECK");

  return override != NULL ? g_strdup (override) : g_build_filename (CS_LIBEXEC_DIR, "coulisses-beacon-check", NULL);
}

static gboolean
read_answer (Check      *check,
             const char *answer)
{
  check->genuine = g_str_has_prefix (answer, "valid ");
  if (!check->genuine && !g_str_has_prefix (answer, "invalid "))
    return FALSE;
  check->method = g_strstrip (g_strdup (strchr (answer, ' ')));
  return check->method[0] != '\0';
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Check *check = g_task_get_task_data (task);
  g_autofree char *answer = NULL;
  GError *error = NULL;

  if (!g_subprocess_communicate_utf8_finish (check->process, result, &answer, NULL, &error)) {
    g_subprocess_force_exit (check->process);
    g_task_return_error (task, error);
  } else if (!g_subprocess_get_successful (check->process) || !read_answer (check, answer)) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s",
                             _("The program that verifies signatures of the beacon failed."));
  } else {
    g_task_return_boolean (task, TRUE);
  }
}

/**
 * cs_beacon_check_async:
 * @round: of the beacon
 * @signature: 96 lower-case hexadecimal digits
 * @public_key: (nullable): 192 lower-case hexadecimal digits; %NULL for the pinned key, which is the only one that
 *   proves anything
 * @cancellable: (nullable): to give up
 * @callback: called when it is known, in the thread-default main context of the caller
 * @user_data: for @callback
 *
 * Has the signature verified by a reviewed library, in a process of its own, within ten seconds.
 */
void
cs_beacon_check_async (guint64             round,
                       const char         *signature,
                       const char         *public_key,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autofree char *program = find_program ();
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, round);
  Check *check = g_new0 (Check, 1);
  GError *error = NULL;

  g_task_set_task_data (task, check, (GDestroyNotify) check_free);
  check->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, number, signature,
                                     public_key != NULL ? public_key : CS_BEACON_KEY, NULL);
  if (check->process == NULL) {
    g_task_return_error (task, error);
    return;
  }
  check->deadline = g_timeout_source_new (DEADLINE_MS);
  g_source_set_callback (check->deadline, deadline_cb, check->process, NULL);
  g_source_attach (check->deadline, g_main_context_get_thread_default ());
  g_subprocess_communicate_utf8_async (check->process, NULL, cancellable, answered_cb, g_steal_pointer (&task));
}

/**
 * cs_beacon_check_finish:
 * @result: from the callback
 * @genuine: (out): whether the signature is that of the round
 * @method: (out) (optional): library and version that said so
 * @error: return location
 *
 * Returns: whether the signature was looked at at all
 */
gboolean
cs_beacon_check_finish (GAsyncResult *result,
                        gboolean     *genuine,
                        char        **method,
                        GError      **error)
{
  GTask *task = G_TASK (result);
  Check *check = g_task_get_task_data (task);

  if (!g_task_propagate_boolean (task, error))
    return FALSE;
  *genuine = check->genuine;
  if (method != NULL)
    *method = g_strdup (check->method);
  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-mastodon-confirm.h"

#include <glib/gi18n-lib.h>

#include <string.h>

/* How many posts a server answers for at once; the documentation does not say, twenty is what was seen to work. */
#define MAX_TOGETHER 20

typedef struct {
  CsMastodonClient *client;
  CsMastodonIntake *intake;
  GStrv ids;
  guint n_done; /* of ids */
  guint n_asked; /* of ids, in the question that is under way */
  gboolean together;
} Confirm;

static void
confirm_free (Confirm *confirm)
{
  g_strfreev (confirm->ids);
  g_free (confirm);
}

/* The ids that were asked for and not answered. */
static void
take_missing (Confirm   *confirm,
              JsonArray *found)
{
  g_autoptr (GHashTable) there = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < cs_json_array_length (found); i++) {
    char *id = cs_json_get_id (cs_json_array_get_object (found, i), "id");

    if (id != NULL)
      g_hash_table_add (there, id);
  }
  for (guint i = 0; i < confirm->n_asked; i++) {
    const char *id = confirm->ids[confirm->n_done + i];

    if (!g_hash_table_contains (there, id))
      cs_mastodon_intake_take_gone (confirm->intake, id);
  }
}

static gboolean
take_answer (Confirm            *confirm,
             const CsHttpAnswer *answer,
             GError            **error)
{
  g_autoptr (JsonNode) root = cs_mastodon_answer_parse (answer, error);
  JsonArray *array = cs_json_root_array (root);

  if (root == NULL)
    return FALSE;
  if (confirm->n_asked == 1 && array == NULL) {
    cs_mastodon_intake_take_answer (confirm->intake, cs_json_root_object (root));
    return TRUE;
  }
  if (array == NULL) {
    g_set_error (error, CS_MASTODON_ERROR, CS_MASTODON_ERROR_FOREIGN, _("What %s answered cannot be understood."),
                 cs_mastodon_client_get_host (confirm->client));
    return FALSE;
  }
  for (guint i = 0; i < cs_json_array_length (array); i++)
    cs_mastodon_intake_take_answer (confirm->intake, cs_json_array_get_object (array, i));
  take_missing (confirm, array);
  return TRUE;
}

static void ask_next (GTask *task);

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Confirm *confirm = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (CsHttpAnswer) answer = cs_mastodon_client_get_finish (confirm->client, result, &error);
  gboolean missing = g_error_matches (error, CS_MASTODON_ERROR, CS_MASTODON_ERROR_MISSING) ||
                     g_error_matches (error, CS_MASTODON_ERROR, CS_MASTODON_ERROR_FOREIGN);

  if (missing && confirm->n_asked > 1) {
    g_clear_error (&error);
    confirm->together = FALSE; /* an older server: one by one */
    ask_next (g_steal_pointer (&task));
    return;
  }
  if (missing && g_error_matches (error, CS_MASTODON_ERROR, CS_MASTODON_ERROR_MISSING)) {
    g_clear_error (&error);
    cs_mastodon_intake_take_gone (confirm->intake, confirm->ids[confirm->n_done]);
  } else if (answer == NULL || !take_answer (confirm, answer, &error)) {
    g_task_return_error (task, error);
    return;
  }
  confirm->n_done += confirm->n_asked;
  ask_next (g_steal_pointer (&task));
}

static char *
next_path (Confirm *confirm)
{
  guint n_left = g_strv_length (confirm->ids + confirm->n_done);
  g_autoptr (GString) path = NULL;

  confirm->n_asked = confirm->together ? MIN (n_left, MAX_TOGETHER) : 1;
  if (confirm->n_asked == 1)
    return g_strconcat ("/api/v1/statuses/", confirm->ids[confirm->n_done], NULL);
  path = g_string_new ("/api/v1/statuses");
  for (guint i = 0; i < confirm->n_asked; i++) {
    g_string_append (path, i == 0 ? "?id[]=" : "&id[]=");
    g_string_append_uri_escaped (path, confirm->ids[confirm->n_done + i], NULL, FALSE);
  }
  return g_string_free (g_steal_pointer (&path), FALSE);
}

static void
ask_next (GTask *task)
{
  Confirm *confirm = g_task_get_task_data (task);
  g_autofree char *path = NULL;

  if (confirm->ids[confirm->n_done] == NULL) {
    g_task_return_boolean (task, TRUE);
    g_object_unref (task);
    return;
  }
  path = next_path (confirm);
  cs_mastodon_client_get_async (confirm->client, path, g_task_get_cancellable (task), answered_cb, task);
}

static GStrv
pick_ids (char **ids)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; ids[i] != NULL; i++) {
    /* An id becomes part of an address. */
    if (cs_json_is_id (ids[i]) && strchr (ids[i], '/') == NULL && ids[i][0] != '.')
      g_strv_builder_add (builder, ids[i]);
  }
  return g_strv_builder_end (builder);
}

/**
 * cs_mastodon_confirm_async:
 * @client: a client; must outlive the question
 * @intake: told of what is gone and of what has changed; must outlive the question
 * @ids: (array zero-terminated=1): posts of this server
 * @together: whether the server can answer for several at once
 * @cancellable: (nullable): to give up
 * @callback: called on the thread-default main context
 * @user_data: for @callback
 *
 * Asks a server whether posts are still there and what they say now.
 * See https://docs.joinmastodon.org/methods/statuses/#index
 */
void
cs_mastodon_confirm_async (CsMastodonClient   *client,
                           CsMastodonIntake   *intake,
                           char              **ids,
                           gboolean            together,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Confirm *confirm = g_new0 (Confirm, 1);

  g_task_set_source_tag (task, cs_mastodon_confirm_async);
  g_task_set_task_data (task, confirm, (GDestroyNotify) confirm_free);
  confirm->client = client;
  confirm->intake = intake;
  confirm->ids = pick_ids (ids);
  confirm->together = together;
  ask_next (task);
}

/**
 * cs_mastodon_confirm_finish:
 * @client: the client
 * @result: what the callback was given
 * @error: return location for a %CS_MASTODON_ERROR, %CS_JSON_ERROR, %CS_HTTP_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether the server has answered for all of them
 */
gboolean
cs_mastodon_confirm_finish (CsMastodonClient *client,
                            GAsyncResult     *result,
                            GError          **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-bluesky-confirm.h"

#include "cs-bluesky-post.h"

#define DEADLINE_MS 10000

typedef struct {
  CsBlueskyAppview *appview;
  CsBlueskyIntake *intake;
  GStrv uris;
  guint n_done; /* of uris */
  guint n_asked; /* of uris, in the question that is under way */
} Confirm;

static void
confirm_free (Confirm *confirm)
{
  g_strfreev (confirm->uris);
  g_free (confirm);
}

static void
take_answer (Confirm  *confirm,
             JsonNode *root)
{
  JsonArray *posts = cs_json_get_array (cs_json_root_object (root), "posts");
  g_autoptr (GHashTable) there = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < cs_json_array_length (posts); i++) {
    JsonObject *view = cs_json_array_get_object (posts, i);
    char *uri = cs_json_get_id (view, "uri");

    cs_bluesky_intake_take_view (confirm->intake, view);
    if (uri != NULL)
      g_hash_table_add (there, uri);
  }
  for (guint i = 0; i < confirm->n_asked; i++) {
    const char *uri = confirm->uris[confirm->n_done + i];

    if (!g_hash_table_contains (there, uri))
      cs_bluesky_intake_take_gone (confirm->intake, uri);
  }
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
  g_autoptr (JsonNode) root = cs_bluesky_appview_get_posts_finish (confirm->appview, result, &error);

  if (root == NULL) {
    g_task_return_error (task, error);
    return;
  }
  take_answer (confirm, root);
  confirm->n_done += confirm->n_asked;
  ask_next (g_steal_pointer (&task));
}

static void
ask_next (GTask *task)
{
  Confirm *confirm = g_task_get_task_data (task);
  guint n_left = g_strv_length (confirm->uris + confirm->n_done);

  if (n_left == 0) {
    g_task_return_boolean (task, TRUE);
    g_object_unref (task);
    return;
  }
  confirm->n_asked = MIN (n_left, CS_BLUESKY_MAX_URIS);
  cs_bluesky_appview_get_posts_async (confirm->appview, (const char *const *) confirm->uris + confirm->n_done,
                                      confirm->n_asked, DEADLINE_MS, g_task_get_cancellable (task), answered_cb, task);
}

static GStrv
pick_uris (CsBlueskyIntake *intake,
           char           **uris)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; uris[i] != NULL; i++) {
    g_autofree char *did = NULL;

    if (!cs_json_is_id (uris[i]) || !cs_bluesky_split_uri (uris[i], &did, NULL))
      continue;
    cs_bluesky_intake_add_known (intake, did);
    g_strv_builder_add (builder, uris[i]);
  }
  return g_strv_builder_end (builder);
}

/**
 * cs_bluesky_confirm_async:
 * @appview: whom to ask; must outlive the question
 * @intake: told of what is gone and of what has changed; must outlive the question
 * @uris: (array zero-terminated=1): posts
 * @cancellable: (nullable): to give up
 * @callback: called on the thread-default main context
 * @user_data: for @callback
 *
 * Asks an AppView whether posts are still shown and what they say now: labels reach us in no other way.
 */
void
cs_bluesky_confirm_async (CsBlueskyAppview   *appview,
                          CsBlueskyIntake    *intake,
                          char              **uris,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Confirm *confirm = g_new0 (Confirm, 1);

  g_task_set_source_tag (task, cs_bluesky_confirm_async);
  g_task_set_task_data (task, confirm, (GDestroyNotify) confirm_free);
  confirm->appview = appview;
  confirm->intake = intake;
  confirm->uris = pick_uris (intake, uris);
  ask_next (task);
}

/**
 * cs_bluesky_confirm_finish:
 * @appview: who was asked
 * @result: what the callback was given
 * @error: return location for a %CS_HTTP_ERROR, %CS_JSON_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether all were answered for
 */
gboolean
cs_bluesky_confirm_finish (CsBlueskyAppview *appview,
                           GAsyncResult     *result,
                           GError          **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

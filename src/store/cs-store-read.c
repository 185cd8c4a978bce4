/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-store-private.h"

#include "cs-entry-reader.h"
#include "cs-post-keys.h"
#include "cs-settings.h"

#include <glib/gi18n-lib.h>

static void
return_pointer (GTask         *task,
                gpointer       answer,
                GDestroyNotify answer_free,
                GError        *error)
{
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, answer, answer_free);
}

static void
entries_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  CsStore *self = source;
  GArray *ids = data;
  GError *error = NULL;
  GPtrArray *entries = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (cs_store_check_database (self->reading, &error) != NULL)
    entries = cs_entry_reader_read_all (self->reading, (const gint64 *) ids->data, ids->len, &error);
  return_pointer (task, entries, (GDestroyNotify) g_ptr_array_unref, error);
}

/* "network:host:id" and "network:id" name a post; the id itself may hold colons, hence the trials. */
static gboolean
find_by_name (CsDatabase *db,
              const char *name,
              gint64     *post_id,
              GError    **error)
{
  g_auto (GStrv) parts = g_strsplit (name, ":", 2);
  g_auto (GStrv) rest = NULL;
  CsNetwork network;

  *post_id = 0;
  if (g_strv_length (parts) != 2 || !cs_network_from_id (parts[0], &network))
    return TRUE;
  if (!cs_post_keys_find (db, network, "", parts[1], post_id, error))
    return FALSE;
  rest = g_strsplit (parts[1], ":", 2);
  if (*post_id == 0 && g_strv_length (rest) == 2 &&
      !cs_post_keys_find (db, network, rest[0], rest[1], post_id, error))
    return FALSE;
  return *post_id != 0 || cs_post_keys_find_anywhere (db, network, parts[1], post_id, error);
}

static CsEntry *
find_entry (CsDatabase *db,
            const char *name,
            GError    **error)
{
  g_autoptr (GPtrArray) entries = NULL;
  gint64 post_id = 0;

  if (!g_ascii_string_to_signed (name, 10, 1, G_MAXINT64, &post_id, NULL) &&
      !find_by_name (db, name, &post_id, error))
    return NULL;
  entries = cs_entry_reader_read_all (db, &post_id, 1, error);
  if (entries == NULL)
    return NULL;
  if (entries->len > 0)
    return cs_entry_ref (entries->pdata[0]);
  g_set_error (error, CS_STORE_ERROR, CS_STORE_ERROR_NOT_FOUND,
               _("There is no post “%s” in this show. Name it by its number, or as network:id."), name);
  return NULL;
}

static void
find_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  CsStore *self = source;
  GError *error = NULL;
  CsEntry *entry = NULL;

  if (cs_store_check_database (self->reading, &error) != NULL)
    entry = find_entry (self->reading, data, &error);
  return_pointer (task, entry, (GDestroyNotify) cs_entry_unref, error);
}

static void
count_thread (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  CsStore *self = source;
  GError *error = NULL;

  if (cs_store_check_database (self->reading, &error) == NULL ||
      !cs_entry_reader_read_counts (self->reading, data, &error))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
setting_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  CsStore *self = source;
  GError *error = NULL;
  GVariant *value = NULL;

  if (cs_store_check_database (self->reading, &error) != NULL)
    value = cs_settings_read (self->reading, data, &error);
  return_pointer (task, value, (GDestroyNotify) g_variant_unref, error);
}

static void
position_thread (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  CsStore *self = source;
  GError *error = NULL;
  char *position = NULL;

  if (cs_store_check_database (self->reading, &error) != NULL)
    position = cs_settings_read_position (self->reading, data, &error);
  return_pointer (task, position, g_free, error);
}

/**
 * cs_store_read_entries_async:
 * @self: a store
 * @ids: (array length=n_ids): posts' rows
 * @n_ids: how many
 * @cancellable: (nullable): a cancellable
 * @callback: called when they were read
 * @user_data: for @callback
 *
 * Reads posts, all as of one moment.
 */
void
cs_store_read_entries_async (CsStore            *self,
                             const gint64       *ids,
                             gsize               n_ids,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  GTask *task;
  GArray *copy;

  g_return_if_fail (CS_IS_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cs_store_read_entries_async);
  copy = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n_ids);
  g_array_append_vals (copy, ids, n_ids);
  g_task_set_task_data (task, copy, (GDestroyNotify) g_array_unref);
  cs_store_read (self, task, entries_thread);
}

/**
 * cs_store_read_entries_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (element-type CsEntry) (nullable): the posts in the order in which they were
 *   asked for, without those that do not exist
 */
GPtrArray *
cs_store_read_entries_finish (CsStore      *self,
                              GAsyncResult *result,
                              GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
start_named (CsStore            *self,
             const char         *name,
             gpointer            tag,
             GTaskThreadFunc     func,
             GCancellable       *cancellable,
             GAsyncReadyCallback callback,
             gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, g_strdup (name), g_free);
  cs_store_read (self, task, func);
}

/**
 * cs_store_find_async:
 * @self: a store
 * @name: a row number, "network:native-id" or "network:host:native-id"
 * @cancellable: (nullable): a cancellable
 * @callback: called when it was looked up
 * @user_data: for @callback
 *
 * Finds a post by what a person would call it.
 */
void
cs_store_find_async (CsStore            *self,
                     const char         *name,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  g_return_if_fail (CS_IS_STORE (self) && name != NULL);

  start_named (self, name, cs_store_find_async, find_thread, cancellable, callback, user_data);
}

/**
 * cs_store_find_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location; %CS_STORE_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): the post
 */
CsEntry *
cs_store_find_finish (CsStore      *self,
                      GAsyncResult *result,
                      GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * cs_store_count_async:
 * @self: a store
 * @cancellable: (nullable): a cancellable
 * @callback: called when they were read
 * @user_data: for @callback
 *
 * Reads how many there are of what. Costs the same whatever the size of the show.
 */
void
cs_store_count_async (CsStore            *self,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (CS_IS_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cs_store_count_async);
  g_task_set_task_data (task, g_new0 (CsCounts, 1), g_free);
  cs_store_read (self, task, count_thread);
}

/**
 * cs_store_count_finish:
 * @self: a store
 * @result: what the callback got
 * @counts: (out): how many there are of what
 * @error: return location
 *
 * Returns: whether they could be read
 */
gboolean
cs_store_count_finish (CsStore      *self,
                       GAsyncResult *result,
                       CsCounts     *counts,
                       GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  *counts = *(CsCounts *) g_task_get_task_data (G_TASK (result));
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * cs_store_get_setting_async:
 * @self: a store
 * @name: a setting of this show
 * @cancellable: (nullable): a cancellable
 * @callback: called when it was read
 * @user_data: for @callback
 *
 * Reads a setting that the show file keeps.
 */
void
cs_store_get_setting_async (CsStore            *self,
                            const char         *name,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_return_if_fail (CS_IS_STORE (self) && name != NULL);

  start_named (self, name, cs_store_get_setting_async, setting_thread, cancellable, callback, user_data);
}

/**
 * cs_store_get_setting_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location; left alone when the setting was never made
 *
 * Returns: (transfer full) (nullable): its value
 */
GVariant *
cs_store_get_setting_finish (CsStore      *self,
                             GAsyncResult *result,
                             GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * cs_store_read_position_async:
 * @self: a store
 * @source: which source
 * @cancellable: (nullable): a cancellable
 * @callback: called when it was read
 * @user_data: for @callback
 *
 * Reads where a source is to go on from: everything before that is on disk.
 */
void
cs_store_read_position_async (CsStore            *self,
                              const char         *source,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_return_if_fail (CS_IS_STORE (self) && source != NULL);

  start_named (self, source, cs_store_read_position_async, position_thread, cancellable, callback, user_data);
}

/**
 * cs_store_read_position_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location; left alone when the source never said
 *
 * Returns: (transfer full) (nullable): the position
 */
char *
cs_store_read_position_finish (CsStore      *self,
                               GAsyncResult *result,
                               GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-store-rundown.h"

#include "cs-settings.h"
#include "cs-slots.h"
#include "cs-store-private.h"

#define STARTED "rundown-started"

typedef struct _Edit Edit;

struct _Edit {
  gboolean (*apply) (CsWriter *writer,
                     Edit     *self,
                     GError  **error);
  gint64 post_id;
  gint64 slot_id; /* of a new slot: once it is made */
  char *name;
  char *place;
  guint length_ms;
  guint position;
  GStrv names;
};

static Edit *
edit_new (gboolean (*apply) (CsWriter *, Edit *, GError **),
          gint64 slot_id)
{
  Edit *self = g_new0 (Edit, 1);

  self->apply = apply;
  self->slot_id = slot_id;
  return self;
}

static void
edit_free (gpointer data)
{
  Edit *self = data;

  g_free (self->name);
  g_free (self->place);
  g_strfreev (self->names);
  g_free (self);
}

static void
edit_set_words (Edit       *self,
                const char *name,
                const char *place,
                guint       length_ms)
{
  self->name = g_strstrip (g_utf8_make_valid (name, -1));
  self->place = g_strstrip (g_utf8_make_valid (place, -1));
  self->length_ms = length_ms;
}

static gboolean
apply_add (CsWriter *writer,
           Edit     *edit,
           GError  **error)
{
  return cs_slots_add (writer, edit->name, edit->place, edit->length_ms, edit->position, &edit->slot_id, error);
}

static gboolean
apply_change (CsWriter *writer,
              Edit     *edit,
              GError  **error)
{
  return cs_slots_change (writer, edit->slot_id, edit->name, edit->place, edit->length_ms, error);
}

static gboolean
apply_move (CsWriter *writer,
            Edit     *edit,
            GError  **error)
{
  return cs_slots_move (writer, edit->slot_id, edit->position, error);
}

static gboolean
apply_remove (CsWriter *writer,
              Edit     *edit,
              GError  **error)
{
  return cs_slots_remove (writer, edit->slot_id, error);
}

static gboolean
apply_plan (CsWriter *writer,
            Edit     *edit,
            GError  **error)
{
  return cs_slots_plan (writer, edit->post_id, edit->slot_id, edit->position, error);
}

static gboolean
apply_unplan (CsWriter *writer,
              Edit     *edit,
              GError  **error)
{
  return cs_slots_unplan (writer, edit->post_id, error);
}

/* Once for each show: somebody who has removed them all does not find them again. */
static gboolean
apply_start (CsWriter *writer,
             Edit     *edit,
             GError  **error)
{
  g_autoptr (GVariant) started = cs_settings_read (writer->db, STARTED, NULL);

  if (started != NULL)
    return TRUE;
  for (guint i = 0; edit->names[i] != NULL; i++)
    if (!cs_slots_add (writer, edit->names[i], "", CS_SLOT_LENGTH_MS, G_MAXUINT, &edit->slot_id, error))
      return FALSE;
  started = g_variant_ref_sink (g_variant_new_boolean (TRUE));
  return cs_settings_write (writer, STARTED, started, error);
}

static gboolean
apply_edit (CsWriter *writer,
            gpointer  data,
            GError  **error)
{
  Edit *edit = data;

  return edit->apply (writer, edit, error);
}

static void
edit_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  GError *error = NULL;

  if (g_cancellable_set_error_if_cancelled (cancellable, &error) ||
      !cs_store_apply (CS_STORE (source), apply_edit, data, &error))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/* Once it has been begun it is not given up: the answer would be that nothing was done. */
static void
start_edit (CsStore            *self,
            Edit               *edit,
            gpointer            tag,
            GCancellable       *cancellable,
            GAsyncReadyCallback callback,
            gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, edit, edit_free);
  cs_store_write (self, task, edit_thread);
}

static void
read_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  CsStore *self = source;
  GError *error = NULL;
  GPtrArray *plans = NULL;

  if (cs_store_check_database (self->reading, &error) != NULL)
    plans = cs_slots_read (self->reading, &error);
  if (plans == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, plans, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * cs_store_add_slot_async:
 * @self: a store
 * @name: what the slot is called
 * @place: where it stands in the show; may be empty
 * @length_ms: how long it is
 * @position: its place in the rundown
 * @cancellable: (nullable): a cancellable; what was begun is finished
 * @callback: called when it is on disk
 * @user_data: for @callback
 *
 * Adds a slot to the rundown.
 */
void
cs_store_add_slot_async (CsStore            *self,
                         const char         *name,
                         const char         *place,
                         guint               length_ms,
                         guint               position,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  Edit *edit;

  g_return_if_fail (CS_IS_STORE (self) && name != NULL && place != NULL);

  edit = edit_new (apply_add, 0);
  edit_set_words (edit, name, place, length_ms);
  edit->position = position;
  start_edit (self, edit, cs_store_add_slot_async, cancellable, callback, user_data);
}

/**
 * cs_store_add_slot_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location; %CS_STORE_ERROR_REFUSED
 *
 * Returns: the slot's row in the show file, or 0
 */
gint64
cs_store_add_slot_finish (CsStore      *self,
                          GAsyncResult *result,
                          GError      **error)
{
  Edit *edit;

  g_return_val_if_fail (g_task_is_valid (result, self), 0);

  edit = g_task_get_task_data (G_TASK (result));
  return g_task_propagate_boolean (G_TASK (result), error) ? edit->slot_id : 0;
}

/**
 * cs_store_change_slot_async:
 * @self: a store
 * @slot_id: a slot's row in the show file
 * @name: what it is called from now on
 * @place: where it stands in the show; may be empty
 * @length_ms: how long it is
 * @cancellable: (nullable): a cancellable; what was begun is finished
 * @callback: called when it is on disk
 * @user_data: for @callback
 */
void
cs_store_change_slot_async (CsStore            *self,
                            gint64              slot_id,
                            const char         *name,
                            const char         *place,
                            guint               length_ms,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  Edit *edit;

  g_return_if_fail (CS_IS_STORE (self) && name != NULL && place != NULL);

  edit = edit_new (apply_change, slot_id);
  edit_set_words (edit, name, place, length_ms);
  start_edit (self, edit, cs_store_change_slot_async, cancellable, callback, user_data);
}

/**
 * cs_store_move_slot_async:
 * @self: a store
 * @slot_id: a slot's row in the show file
 * @position: its new place in the rundown
 * @cancellable: (nullable): a cancellable; what was begun is finished
 * @callback: called when it is on disk
 * @user_data: for @callback
 */
void
cs_store_move_slot_async (CsStore            *self,
                          gint64              slot_id,
                          guint               position,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  Edit *edit;

  g_return_if_fail (CS_IS_STORE (self));

  edit = edit_new (apply_move, slot_id);
  edit->position = position;
  start_edit (self, edit, cs_store_move_slot_async, cancellable, callback, user_data);
}

/**
 * cs_store_remove_slot_async:
 * @self: a store
 * @slot_id: a slot's row in the show file
 * @cancellable: (nullable): a cancellable; what was begun is finished
 * @callback: called when it is on disk
 * @user_data: for @callback
 *
 * Removes a slot; its posts go back to the queue.
 */
void
cs_store_remove_slot_async (CsStore            *self,
                            gint64              slot_id,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_return_if_fail (CS_IS_STORE (self));

  start_edit (self, edit_new (apply_remove, slot_id), cs_store_remove_slot_async, cancellable, callback, user_data);
}

/**
 * cs_store_plan_async:
 * @self: a store
 * @post_id: an approved post's row in the show file
 * @slot_id: a slot's row in the show file
 * @position: the post's place in the slot
 * @cancellable: (nullable): a cancellable; what was begun is finished
 * @callback: called when it is on disk
 * @user_data: for @callback
 *
 * Plans a post in a slot; it leaves the queue, or the place in a slot that it had.
 */
void
cs_store_plan_async (CsStore            *self,
                     gint64              post_id,
                     gint64              slot_id,
                     guint               position,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  Edit *edit;

  g_return_if_fail (CS_IS_STORE (self));

  edit = edit_new (apply_plan, slot_id);
  edit->post_id = post_id;
  edit->position = position;
  start_edit (self, edit, cs_store_plan_async, cancellable, callback, user_data);
}

/**
 * cs_store_unplan_async:
 * @self: a store
 * @post_id: a post's row in the show file
 * @cancellable: (nullable): a cancellable; what was begun is finished
 * @callback: called when it is on disk
 * @user_data: for @callback
 *
 * Takes a post out of its slot: it is in the queue again, where it was.
 */
void
cs_store_unplan_async (CsStore            *self,
                       gint64              post_id,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  Edit *edit;

  g_return_if_fail (CS_IS_STORE (self));

  edit = edit_new (apply_unplan, 0);
  edit->post_id = post_id;
  start_edit (self, edit, cs_store_unplan_async, cancellable, callback, user_data);
}

/**
 * cs_store_start_rundown_async:
 * @self: a store
 * @names: (array zero-terminated=1): what the slots of a new show are called
 * @cancellable: (nullable): a cancellable; what was begun is finished
 * @callback: (nullable): called when it is on disk
 * @user_data: for @callback
 *
 * Gives a new show its first slots, of %CS_SLOT_LENGTH_MS each. Later calls for the same show change nothing.
 */
void
cs_store_start_rundown_async (CsStore            *self,
                              const char *const  *names,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  Edit *edit;

  g_return_if_fail (CS_IS_STORE (self) && names != NULL);

  edit = edit_new (apply_start, 0);
  edit->names = g_strdupv ((char **) names);
  start_edit (self, edit, cs_store_start_rundown_async, cancellable, callback, user_data);
}

/**
 * cs_store_change_rundown_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location; %CS_STORE_ERROR_NOT_FOUND, %CS_STORE_ERROR_NOT_APPROVED or %CS_STORE_ERROR_REFUSED
 *
 * Returns: whether it is on disk
 */
gboolean
cs_store_change_rundown_finish (CsStore      *self,
                                GAsyncResult *result,
                                GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * cs_store_read_rundown_async:
 * @self: a store
 * @cancellable: (nullable): a cancellable
 * @callback: called when it was read
 * @user_data: for @callback
 *
 * Reads the whole rundown, all as of one moment.
 */
void
cs_store_read_rundown_async (CsStore            *self,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (CS_IS_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cs_store_read_rundown_async);
  cs_store_read (self, task, read_thread);
}

/**
 * cs_store_read_rundown_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (element-type CsSlotPlan) (nullable): the slots in order, each with its posts
 */
GPtrArray *
cs_store_read_rundown_finish (CsStore      *self,
                              GAsyncResult *result,
                              GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

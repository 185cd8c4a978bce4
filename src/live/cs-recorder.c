/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-recorder.h"

#include "cs-live.h"
#include "cs-reel.h"
#include "cs-remux.h"

#include <glib/gi18n-lib.h>

#define PART_MS 60000
/* A new part is there for a while before it takes over, so that it begins when it can. */
#define AHEAD_MS 1000
#define KEY_LOOK_MS 250
/* After it has taken over, sound of the part before may still come, and wait for the disk. */
#define LINGER_MS 8000
#define LOOK_S 2
#define LEAST_FREE_BYTES ((guint64) 200 * 1024 * 1024)

struct _CsRecorder {
  GObject parent_instance;

  CsReelFolder *folder; /* of the parts */
  guint part_ms;
  guint linger_ms;
  CsEncoder *encoder; /* (nullable) */
  GstClockTime base_time;
  CsReel *before; /* (nullable): still takes what belongs before the key frame */
  CsReel *current; /* (nullable) */
  CsReel *next; /* (nullable): begins with a key frame */
  guint n_parts;
  guint turn_id;
  guint look_id;
  GError *reason; /* (nullable) */
  guint64 free_bytes;
  GCancellable *cancellable;
  guint n_open;
  GTask *stopping; /* (nullable) */
  char *lack; /* (nullable): once it has stopped */
};

enum { PROP_0, PROP_REASON, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CsRecorder, cs_recorder, G_TYPE_OBJECT)

static void wait_for (CsRecorder *self,
                      guint       ms,
                      GSourceFunc func);

static void
made_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GTask) task = data;
  CsRecorder *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!cs_remux_finish (result, &self->lack, &error)) {
    g_task_return_error (task, error);
    return;
  }
  g_task_return_pointer (task, cs_reel_folder_make_film_path (self->folder), g_free);
}

static void
settle (CsRecorder *self)
{
  g_autofree char *film = NULL;

  if (--self->n_open > 0 || self->stopping == NULL)
    return;
  film = cs_reel_folder_make_film_path (self->folder);
  cs_remux_async (cs_reel_folder_get_path (self->folder), film, CS_REMUX_PATIENCE_MS, NULL, made_cb,
                  g_steal_pointer (&self->stopping));
}

static void
reel_over_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (CsRecorder) self = data;

  cs_outlet_end_finish (CS_OUTLET (object), result, NULL);
  settle (self);
}

static void
end_reel (CsRecorder *self,
          CsReel    **reel)
{
  if (*reel == NULL)
    return;
  g_signal_handlers_disconnect_by_data (*reel, self);
  cs_encoder_remove_line (self->encoder, cs_outlet_get_line (CS_OUTLET (*reel)));
  self->n_open++;
  cs_outlet_end_async (CS_OUTLET (*reel), reel_over_cb, g_object_ref (self));
  g_clear_object (reel);
}

static void
end_reels (CsRecorder *self)
{
  g_clear_handle_id (&self->turn_id, g_source_remove);
  g_clear_handle_id (&self->look_id, g_source_remove);
  end_reel (self, &self->next);
  end_reel (self, &self->current);
  end_reel (self, &self->before);
}

static void
give_up (CsRecorder *self,
         GError     *reason) /* (transfer full) */
{
  end_reels (self);
  if (self->reason != NULL) {
    g_error_free (reason);
    return;
  }
  self->reason = reason;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REASON]);
}

static void
reel_failed_cb (CsReel     *reel,
                GError     *error,
                CsRecorder *self)
{
  give_up (self, g_error_copy (error));
}

static CsReel *
make_reel (CsRecorder *self)
{
  CsReel *reel = cs_reel_new (self->folder, self->n_parts++, self->base_time);

  g_signal_connect (reel, "failed", G_CALLBACK (reel_failed_cb), self);
  cs_encoder_add_line (self->encoder, cs_outlet_get_line (CS_OUTLET (reel)));
  cs_outlet_start (CS_OUTLET (reel));
  return reel;
}

static gboolean
prepare_cb (gpointer data);

static gboolean
drop_before_cb (gpointer data)
{
  CsRecorder *self = data;

  self->turn_id = 0;
  end_reel (self, &self->before);
  wait_for (self, self->part_ms, prepare_cb);
  return G_SOURCE_REMOVE;
}

/* A machine that is asleep or overburdened makes no key frame for a while, and what is to begin with one gets nothing. */
static gboolean
look_for_key_cb (gpointer data)
{
  CsRecorder *self = data;

  if (!cs_line_has_handed_over (cs_outlet_get_line (CS_OUTLET (self->before))))
    return G_SOURCE_CONTINUE;
  self->turn_id = 0;
  wait_for (self, self->linger_ms, drop_before_cb);
  return G_SOURCE_REMOVE;
}

static gboolean
turn_cb (gpointer data)
{
  CsRecorder *self = data;

  self->turn_id = 0;
  cs_line_succeed (cs_outlet_get_line (CS_OUTLET (self->current)), cs_outlet_get_line (CS_OUTLET (self->next)));
  self->before = g_steal_pointer (&self->current);
  self->current = g_steal_pointer (&self->next);
  wait_for (self, KEY_LOOK_MS, look_for_key_cb);
  return G_SOURCE_REMOVE;
}

static gboolean
prepare_cb (gpointer data)
{
  CsRecorder *self = data;

  self->turn_id = 0;
  self->next = make_reel (self);
  wait_for (self, AHEAD_MS, turn_cb);
  return G_SOURCE_REMOVE;
}

static void
wait_for (CsRecorder *self,
          guint       ms,
          GSourceFunc func)
{
  self->turn_id = g_timeout_add (ms, func, self);
}

static void
free_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (CsRecorder) self = data;
  g_autoptr (GFileInfo) info = g_file_query_filesystem_info_finish (G_FILE (object), result, NULL);

  if (info == NULL || !g_file_info_has_attribute (info, G_FILE_ATTRIBUTE_FILESYSTEM_FREE))
    return;
  self->free_bytes = g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_FILESYSTEM_FREE);
  if (self->free_bytes < LEAST_FREE_BYTES && self->current != NULL)
    give_up (self, g_error_new_literal (CS_LIVE_ERROR, CS_LIVE_ERROR_SPACE,
                                        _("The disk is nearly full: the recording ends here. The stream goes on.")));
}

static gboolean
look_cb (gpointer data)
{
  CsRecorder *self = data;
  g_autoptr (GFile) folder = g_file_new_for_path (cs_reel_folder_get_parent (self->folder));

  g_file_query_filesystem_info_async (folder, G_FILE_ATTRIBUTE_FILESYSTEM_FREE, G_PRIORITY_DEFAULT, self->cancellable,
                                      free_cb, g_object_ref (self));
  return G_SOURCE_CONTINUE;
}

static void
cs_recorder_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  switch (prop_id) {
  case PROP_REASON:
    g_value_set_boxed (value, CS_RECORDER (object)->reason);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_recorder_dispose (GObject *object)
{
  CsRecorder *self = CS_RECORDER (object);

  g_cancellable_cancel (self->cancellable);
  if (self->encoder != NULL)
    end_reels (self);
  g_clear_object (&self->encoder);
  G_OBJECT_CLASS (cs_recorder_parent_class)->dispose (object);
}

static void
cs_recorder_finalize (GObject *object)
{
  CsRecorder *self = CS_RECORDER (object);

  g_clear_error (&self->reason);
  g_free (self->lack);
  g_object_unref (self->cancellable);
  cs_reel_folder_unref (self->folder);
  G_OBJECT_CLASS (cs_recorder_parent_class)->finalize (object);
}

static void
cs_recorder_class_init (CsRecorderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cs_recorder_get_property;
  object_class->dispose = cs_recorder_dispose;
  object_class->finalize = cs_recorder_finalize;

  /**
   * CsRecorder:reason: (nullable)
   *
   * A sentence that says why nothing is recorded any more.
   */
  properties[PROP_REASON] =
      g_param_spec_boxed ("reason", NULL, NULL, G_TYPE_ERROR,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cs_recorder_init (CsRecorder *self)
{
  self->part_ms = PART_MS;
  self->linger_ms = LINGER_MS;
  self->cancellable = g_cancellable_new ();
}

/**
 * cs_recorder_new:
 * @folder: where recordings are kept; made when there is none
 * @name: what to call this one, without an ending; a number is added when there is one of that name
 *
 * Returns: (transfer full): a recorder that does not record; main thread only
 */
CsRecorder *
cs_recorder_new (const char *folder,
                 const char *name)
{
  CsRecorder *self = g_object_new (CS_TYPE_RECORDER, NULL);

  self->folder = cs_reel_folder_new (folder, name);
  return self;
}

/**
 * cs_recorder_set_part_ms:
 * @self: a recorder that does not record
 * @part_ms: how long a part is, about; for tests
 * @linger_ms: how long the part before stays open beside it, at least
 */
void
cs_recorder_set_part_ms (CsRecorder *self,
                         guint       part_ms,
                         guint       linger_ms)
{
  g_return_if_fail (CS_IS_RECORDER (self) && self->encoder == NULL);

  self->part_ms = part_ms;
  self->linger_ms = linger_ms;
}

/**
 * cs_recorder_start:
 * @self: a recorder
 * @encoder: what to record
 * @base_time: the moment that all pipelines count from
 */
void
cs_recorder_start (CsRecorder  *self,
                   CsEncoder   *encoder,
                   GstClockTime base_time)
{
  g_return_if_fail (CS_IS_RECORDER (self) && self->encoder == NULL);

  self->encoder = g_object_ref (encoder);
  self->base_time = base_time;
  self->current = make_reel (self);
  cs_line_open (cs_outlet_get_line (CS_OUTLET (self->current)));
  self->look_id = g_timeout_add_seconds (LOOK_S, look_cb, self);
  wait_for (self, self->part_ms, prepare_cb);
}

/**
 * cs_recorder_stop_async:
 * @self: a recorder that was started
 * @callback: called when the file is whole
 * @user_data: for @callback
 *
 * Ends the recording and makes one file of its parts.
 */
void
cs_recorder_stop_async (CsRecorder         *self,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_return_if_fail (CS_IS_RECORDER (self) && self->stopping == NULL);

  self->stopping = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (self->stopping, cs_recorder_stop_async);
  self->n_open++;
  end_reels (self);
  settle (self);
}

/**
 * cs_recorder_stop_finish:
 * @self: a recorder
 * @result: as the callback got it
 * @error: a sentence that says why there is no file
 *
 * Returns: (transfer full) (nullable): the MP4 file
 */
char *
cs_recorder_stop_finish (CsRecorder   *self,
                         GAsyncResult *result,
                         GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * cs_recorder_get_reason:
 * @self: a recorder
 *
 * Returns: (transfer none) (nullable): why nothing is recorded any more
 */
const GError *
cs_recorder_get_reason (CsRecorder *self)
{
  g_return_val_if_fail (CS_IS_RECORDER (self), NULL);

  return self->reason;
}

/**
 * cs_recorder_get_lack:
 * @self: a recorder that has stopped
 *
 * Returns: (transfer none) (nullable): a sentence that says what the file lacks; %NULL for nothing
 */
const char *
cs_recorder_get_lack (CsRecorder *self)
{
  g_return_val_if_fail (CS_IS_RECORDER (self), NULL);

  return self->lack;
}

/**
 * cs_recorder_get_free_bytes:
 * @self: a recorder
 *
 * Returns: how much the disk has left, as it was last looked at; 0 when not known
 */
guint64
cs_recorder_get_free_bytes (CsRecorder *self)
{
  g_return_val_if_fail (CS_IS_RECORDER (self), 0);

  return self->free_bytes;
}

/**
 * cs_recorder_get_n_parts:
 * @self: a recorder
 *
 * Returns: how many parts it has begun
 */
guint
cs_recorder_get_n_parts (CsRecorder *self)
{
  g_return_val_if_fail (CS_IS_RECORDER (self), 0);

  return self->n_parts;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-program.h"

#include <glib/gi18n-lib.h>

/* At most one post is cued and at most one is on air. What is on air is a snapshot that the take interlock
 * of the store has handed out; the item beside it is watched, so that an edit, a deletion or a withdrawn
 * approval takes it off. */
struct _CsProgram {
  GObject parent_instance;

  CsStore *store;
  CsClock *clock;
  CsOutlet outlet;
  gpointer outlet_data;

  CsPostItem *cued; /* (nullable) */
  char cued_version[CS_VERSION_LENGTH + 1];
  CsSnapshot *on_air; /* (nullable) */
  CsPostItem *on_air_item; /* (nullable): the same post, as the show file has it now */
  char *reason; /* (nullable): why the last take was refused */
  gboolean taking; /* between the press and the answer: a second press is the same press */
};

enum { PROP_0, PROP_STATE, PROP_REASON, PROP_CUED, PROP_ON_AIR, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CsProgram, cs_program, G_TYPE_OBJECT)

static void
set_reason (CsProgram  *self,
            const char *reason)
{
  if (g_strcmp0 (self->reason, reason) == 0)
    return;
  g_free (self->reason);
  self->reason = g_strdup (reason);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REASON]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/* A sentence that says why a post may not go on air, or NULL when it may. */
static const char *
find_obstacle (const CsEntry *entry,
               const char    *version)
{
  if (entry == NULL)
    return _("The post has not been read yet. Try again.");
  if (entry->withdrawn_us != 0)
    return _("Its author removed this post.");
  if (version != NULL && g_strcmp0 (entry->post->version, version) != 0)
    return _("Its author edited this post: it has to be approved again.");
  if (entry->state != CS_STATE_APPROVED)
    return _("This post is not approved.");
  return NULL;
}

static void
cued_changed_cb (CsPostItem *item,
                 GParamSpec *pspec,
                 CsProgram  *self)
{
  const char *obstacle = find_obstacle (cs_post_item_get_entry (item), self->cued_version);

  if (obstacle == NULL)
    return;
  cs_program_uncue (self);
  set_reason (self, obstacle);
}

static void
set_cued (CsProgram  *self,
          CsPostItem *item)
{
  if (self->cued == item)
    return;
  if (self->cued != NULL)
    g_signal_handlers_disconnect_by_func (self->cued, cued_changed_cb, self);
  g_set_object (&self->cued, item);
  if (item != NULL)
    g_signal_connect (item, "notify::entry", G_CALLBACK (cued_changed_cb), self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CUED]);
}

static void
end_airing (CsProgram  *self,
            CsSnapshot *snapshot,
            const char *how)
{
  if (snapshot->airing_id != 0)
    cs_store_end_airing_async (self->store, snapshot->airing_id, how, cs_clock_now_us (self->clock), NULL,
                               NULL, NULL);
}

static void
on_air_changed_cb (CsPostItem *item,
                   GParamSpec *pspec,
                   CsProgram  *self)
{
  CsEntry *entry = cs_post_item_get_entry (item);
  const char *obstacle = find_obstacle (entry, self->on_air->post->version);
  const char *how;

  if (obstacle == NULL)
    return;
  how = entry->withdrawn_us != 0                                              ? "withdrawn"
        : g_strcmp0 (entry->post->version, self->on_air->post->version) != 0 ? "edited"
                                                                              : "unapproved";
  self->outlet.out (self->outlet_data, self->on_air->post_id);
  cs_program_ended (self, how);
  set_reason (self, obstacle);
}

static void
set_on_air (CsProgram  *self,
            CsSnapshot *snapshot)
{
  if (self->on_air_item != NULL)
    g_signal_handlers_disconnect_by_func (self->on_air_item, on_air_changed_cb, self);
  g_clear_object (&self->on_air_item);
  g_clear_pointer (&self->on_air, cs_snapshot_unref);
  if (snapshot != NULL) {
    self->on_air = cs_snapshot_ref (snapshot);
    self->on_air_item = cs_store_get_item (self->store, snapshot->post_id);
    g_signal_connect (self->on_air_item, "notify::entry", G_CALLBACK (on_air_changed_cb), self);
  }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ON_AIR]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
air (CsProgram  *self,
     CsSnapshot *snapshot)
{
  if (self->on_air != NULL)
    end_airing (self, self->on_air, "replaced");
  set_on_air (self, snapshot);
  set_reason (self, NULL);
  if (self->cued != NULL && cs_post_item_get_id (self->cued) == snapshot->post_id)
    set_cued (self, NULL);
  /* What changed while the take was on its way is already in the item. */
  if (cs_post_item_get_entry (self->on_air_item) != NULL)
    on_air_changed_cb (self->on_air_item, NULL, self);
}

static void
taken_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GTask) task = data;
  CsProgram *self = g_task_get_source_object (task);
  guint epoch = GPOINTER_TO_UINT (g_task_get_task_data (task));
  g_autoptr (GError) error = NULL;
  g_autoptr (CsSnapshot) snapshot = cs_store_take_finish (CS_STORE (source), result, &error);

  self->taking = FALSE;
  if (snapshot == NULL) {
    set_reason (self, error->message);
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  if (!self->outlet.show (self->outlet_data, snapshot, epoch)) {
    end_airing (self, snapshot, "cleared");
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                             _("The post was taken back or everything was cleared in the meantime."));
    return;
  }
  air (self, snapshot);
  g_task_return_boolean (task, TRUE);
}

static void
cs_program_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  CsProgram *self = CS_PROGRAM (object);

  switch (prop_id) {
  case PROP_STATE:
    g_value_set_int (value, cs_program_get_state (self));
    break;
  case PROP_REASON:
    g_value_set_string (value, self->reason);
    break;
  case PROP_CUED:
    g_value_set_object (value, self->cued);
    break;
  case PROP_ON_AIR:
    g_value_set_boxed (value, self->on_air);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_program_dispose (GObject *object)
{
  CsProgram *self = CS_PROGRAM (object);

  if (self->cued != NULL)
    g_signal_handlers_disconnect_by_func (self->cued, cued_changed_cb, self);
  g_clear_object (&self->cued);
  if (self->on_air_item != NULL)
    g_signal_handlers_disconnect_by_func (self->on_air_item, on_air_changed_cb, self);
  g_clear_object (&self->on_air_item);
  g_clear_pointer (&self->on_air, cs_snapshot_unref);
  g_clear_pointer (&self->reason, g_free);
  g_clear_object (&self->store);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (cs_program_parent_class)->dispose (object);
}

static void
cs_program_class_init (CsProgramClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = cs_program_get_property;
  object_class->dispose = cs_program_dispose;

  /**
   * CsProgram:state:
   *
   * A #CsProgramState: what the tally shows.
   */
  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, CS_PROGRAM_DARK, CS_PROGRAM_BLOCKED,
                                             CS_PROGRAM_DARK, flags);
  /**
   * CsProgram:reason: (nullable)
   *
   * A sentence: why the last take was refused, or why a post left the air by itself.
   */
  properties[PROP_REASON] = g_param_spec_string ("reason", NULL, NULL, NULL, flags);
  /**
   * CsProgram:cued: (nullable)
   *
   * The post that the next take puts on air.
   */
  properties[PROP_CUED] = g_param_spec_object ("cued", NULL, NULL, CS_TYPE_POST_ITEM, flags);
  /**
   * CsProgram:on-air: (nullable)
   *
   * What viewers see.
   */
  properties[PROP_ON_AIR] = g_param_spec_boxed ("on-air", NULL, NULL, CS_TYPE_SNAPSHOT, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cs_program_init (CsProgram *self)
{
}

/**
 * cs_program_new:
 * @store: the open show file
 * @clock: the time
 * @outlet: where the program goes; copied
 * @outlet_data: for @outlet; must outlive the program
 *
 * Returns: (transfer full): a dark program; main thread only
 */
CsProgram *
cs_program_new (CsStore        *store,
                CsClock        *clock,
                const CsOutlet *outlet,
                gpointer        outlet_data)
{
  CsProgram *self = g_object_new (CS_TYPE_PROGRAM, NULL);

  self->store = g_object_ref (store);
  self->clock = g_object_ref (clock);
  self->outlet = *outlet;
  self->outlet_data = outlet_data;
  return self;
}

/**
 * cs_program_get_state:
 * @self: a program
 *
 * Returns: what the tally shows
 */
CsProgramState
cs_program_get_state (CsProgram *self)
{
  g_return_val_if_fail (CS_IS_PROGRAM (self), CS_PROGRAM_DARK);

  if (self->on_air != NULL)
    return CS_PROGRAM_ON_AIR;
  return self->reason != NULL ? CS_PROGRAM_BLOCKED : CS_PROGRAM_DARK;
}

/**
 * cs_program_get_reason:
 * @self: a program
 *
 * Returns: (transfer none) (nullable): why the last take was refused, or why a post left by itself
 */
const char *
cs_program_get_reason (CsProgram *self)
{
  g_return_val_if_fail (CS_IS_PROGRAM (self), NULL);

  return self->reason;
}

/**
 * cs_program_get_cued:
 * @self: a program
 *
 * Returns: (transfer none) (nullable): the post that the next take puts on air
 */
CsPostItem *
cs_program_get_cued (CsProgram *self)
{
  g_return_val_if_fail (CS_IS_PROGRAM (self), NULL);

  return self->cued;
}

/**
 * cs_program_get_on_air:
 * @self: a program
 *
 * Returns: (transfer none) (nullable): what viewers see
 */
CsSnapshot *
cs_program_get_on_air (CsProgram *self)
{
  g_return_val_if_fail (CS_IS_PROGRAM (self), NULL);

  return self->on_air;
}

/**
 * cs_program_cue:
 * @self: a program
 * @item: the post to arm; its version as it is now is what the take will ask for
 * @error: why it cannot be cued
 *
 * Arms a post for the next take. It must be approved.
 *
 * Returns: whether it is cued now
 */
gboolean
cs_program_cue (CsProgram  *self,
                CsPostItem *item,
                GError    **error)
{
  CsEntry *entry;
  const char *obstacle;

  g_return_val_if_fail (CS_IS_PROGRAM (self) && CS_IS_POST_ITEM (item), FALSE);

  entry = cs_post_item_get_entry (item);
  obstacle = find_obstacle (entry, NULL);
  if (obstacle != NULL) {
    g_set_error_literal (error, CS_STORE_ERROR, CS_STORE_ERROR_NOT_APPROVED, obstacle);
    return FALSE;
  }
  g_strlcpy (self->cued_version, entry->post->version, sizeof self->cued_version);
  set_cued (self, item);
  set_reason (self, NULL);
  return TRUE;
}

/**
 * cs_program_uncue:
 * @self: a program
 *
 * Disarms what is cued.
 */
void
cs_program_uncue (CsProgram *self)
{
  g_return_if_fail (CS_IS_PROGRAM (self));

  set_cued (self, NULL);
}

/**
 * cs_program_take_async:
 * @self: a program
 * @by: who takes
 * @cancellable: (nullable): a cancellable
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Puts the cued post on air, if exactly the version that was cued is still approved and there. A press
 * while another is on its way counts as the same press.
 */
void
cs_program_take_async (CsProgram          *self,
                       const char         *by,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (CS_IS_PROGRAM (self));

  g_task_set_source_tag (task, cs_program_take_async);
  if (self->taking) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PENDING, _("A take is already on its way."));
    return;
  }
  if (self->cued == NULL) {
    g_task_return_new_error (task, CS_STORE_ERROR, CS_STORE_ERROR_NOTHING,
                             _("Nothing is cued. Choose an approved post and press Space."));
    return;
  }
  self->taking = TRUE;
  /* The epoch of the press: a clear that comes after it wins, whatever the store answers. */
  g_task_set_task_data (task, GUINT_TO_POINTER (self->outlet.get_epoch (self->outlet_data)), NULL);
  cs_store_take_async (self->store, cs_post_item_get_id (self->cued), self->cued_version, by, cancellable,
                       taken_cb, g_steal_pointer (&task));
}

/**
 * cs_program_take_finish:
 * @self: a program
 * @result: as the callback got it
 * @error: a sentence that says why nothing was taken
 *
 * Returns: whether the post is on air
 */
gboolean
cs_program_take_finish (CsProgram    *self,
                        GAsyncResult *result,
                        GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * cs_program_out:
 * @self: a program
 *
 * Takes what is on air off. Does nothing when the program is dark.
 */
void
cs_program_out (CsProgram *self)
{
  g_return_if_fail (CS_IS_PROGRAM (self));

  if (self->on_air != NULL) {
    self->outlet.out (self->outlet_data, self->on_air->post_id);
    cs_program_ended (self, "out");
  }
  set_reason (self, NULL);
}

/**
 * cs_program_clear:
 * @self: a program
 *
 * The panic key: empties the outputs, then what is on air and what is cued here.
 */
void
cs_program_clear (CsProgram *self)
{
  g_return_if_fail (CS_IS_PROGRAM (self));

  self->outlet.clear (self->outlet_data);
  cs_program_ended (self, "cleared");
  set_cued (self, NULL);
  set_reason (self, NULL);
}

/**
 * cs_program_ended:
 * @self: a program
 * @how: "out", "cleared", "withdrawn", "edited", "unapproved", "silent" or "stopped", for the as-run log
 *
 * Notes that the outputs have gone dark, by whatever way in. Does nothing when the program is dark.
 */
void
cs_program_ended (CsProgram  *self,
                  const char *how)
{
  g_return_if_fail (CS_IS_PROGRAM (self));

  if (self->on_air == NULL)
    return;
  end_airing (self, self->on_air, how);
  set_on_air (self, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-desk-private.h"

#define SETTING "replay-life"

static void
save (CsDesk *self)
{
  if (self->store == NULL || self->only_look)
    return;
  cs_store_set_setting_async (self->store, SETTING, g_variant_new_int64 (cs_replays_get_life_s (self->replays)), NULL,
                              NULL, NULL);
}

/* Only from here on anything can run out: the show has said how long its recordings stay. */
static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (CsDesk) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) saved = cs_store_get_setting_finish (CS_STORE (object), result, &error);

  if (self->store != CS_STORE (object) || error != NULL)
    return;
  if (saved != NULL && g_variant_is_of_type (saved, G_VARIANT_TYPE_INT64) && g_variant_get_int64 (saved) > 0)
    cs_replays_set_life_s (self->replays, g_variant_get_int64 (saved));
  else
    cs_replays_set_life_s (self->replays, CS_REPLAYS_LIFE_S);
  g_signal_connect_object (self->replays, "notify::life-s", G_CALLBACK (save), self, G_CONNECT_SWAPPED);
  cs_replays_open (self->replays, cs_desk_live_get_record_folder (self->live));
}

static void
ended_cb (CsDeskLive         *live,
          const CsLiveReport *report,
          CsDesk             *self)
{
  g_autoptr (GPtrArray) where = g_ptr_array_new ();
  g_autoptr (CsReplayNote) note = NULL;

  if (report->recording == NULL)
    return;
  for (guint i = 0; i < report->legs->len; i++)
    g_ptr_array_add (where, ((CsLiveLeg *) report->legs->pdata[i])->name);
  g_ptr_array_add (where, NULL);
  note = cs_replay_note_new (self->title != NULL ? self->title : "", report->sheet->title,
                             (const char *const *) where->pdata, report->began_us);
  cs_replays_add (self->replays, report->recording, note);
}

void
cs_desk_make_replays (CsDesk *self)
{
  self->replays = cs_replays_new (self->clock);
  g_signal_connect_object (self->live, "ended", G_CALLBACK (ended_cb), self, 0);
}

/* Whoever only looks lets nothing run out: the other one does. */
void
cs_desk_load_replays (CsDesk *self)
{
  if (!self->only_look)
    cs_store_get_setting_async (self->store, SETTING, NULL, read_cb, g_object_ref (self));
}

void
cs_desk_close_replays (CsDesk *self)
{
  g_signal_handlers_disconnect_by_func (self->replays, save, self);
  cs_replays_close (self->replays);
}

/**
 * cs_desk_get_replays:
 * @self: a desk
 *
 * Returns: (transfer none): the recordings of broadcasts; none while no show is open
 */
CsReplays *
cs_desk_get_replays (CsDesk *self)
{
  g_return_val_if_fail (CS_IS_DESK (self), NULL);

  return self->replays;
}

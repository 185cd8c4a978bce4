/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-air-guard.h"

#include <string.h>

/* The lock is held across "look at what is pending, then show" and across "note as pending, then darken":
 * whichever comes first, a post that was taken back is not on air afterwards. Nothing under it blocks. */
struct _CsAirGuard {
  GMutex lock;
  CsOutputServer *output;
  GPtrArray *pending; /* CsEvent: reported, but not yet in the show file */
};

/* A post event with the version that is on air says nothing new; any other version takes it off. */
static gboolean
forbids (const CsEvent    *event,
         const CsSnapshot *snapshot)
{
  const CsPost *post = snapshot->post;

  switch (event->kind) {
  case CS_EVENT_DELETE:
    return cs_post_is_same (post, event->network, event->host, event->native_id);
  case CS_EVENT_POST:
  case CS_EVENT_EDIT:
    return cs_post_is_same (post, event->network, event->host, event->native_id) &&
           strcmp (event->post->version, post->version) != 0;
  case CS_EVENT_ACCOUNT_GONE:
    return post->account->network == event->network && strcmp (post->account->host, event->host) == 0 &&
           strcmp (post->account->native_id, event->native_id) == 0;
  case CS_EVENT_ACCOUNT_BACK:
  case CS_EVENT_GAP:
    return FALSE;
  }
  return FALSE;
}

static void
darken (CsAirGuard    *self,
        const CsEvent *event)
{
  switch (event->kind) {
  case CS_EVENT_DELETE:
    cs_output_server_withdraw (self->output, event->network, event->host, event->native_id, NULL);
    break;
  case CS_EVENT_POST:
  case CS_EVENT_EDIT:
    cs_output_server_withdraw (self->output, event->network, event->host, event->native_id, event->post->version);
    break;
  case CS_EVENT_ACCOUNT_GONE:
    cs_output_server_withdraw_account (self->output, event->network, event->host, event->native_id);
    break;
  case CS_EVENT_ACCOUNT_BACK:
  case CS_EVENT_GAP:
    break;
  }
}

static void
clear (CsAirGuard *self)
{
  g_mutex_clear (&self->lock);
  g_object_unref (self->output);
  g_ptr_array_unref (self->pending);
}

/**
 * cs_air_guard_new:
 * @output: what it guards
 *
 * Returns: (transfer full): a guard, usable from any thread
 */
CsAirGuard *
cs_air_guard_new (CsOutputServer *output)
{
  CsAirGuard *self = g_atomic_rc_box_new0 (CsAirGuard);

  g_mutex_init (&self->lock);
  self->output = g_object_ref (output);
  self->pending = cs_event_batch_new ();
  return self;
}

/**
 * cs_air_guard_ref:
 * @self: a guard
 *
 * Returns: (transfer full): the same
 */
CsAirGuard *
cs_air_guard_ref (CsAirGuard *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * cs_air_guard_unref:
 * @self: (transfer full): a guard; the last one goes on the main thread
 */
void
cs_air_guard_unref (CsAirGuard *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * cs_air_guard_hold:
 * @self: a guard
 * @events: (element-type CsEvent): what a source has just reported
 *
 * Darkens the outputs when one of @events takes back what they show, and keeps all of them in mind until
 * they are in the show file. Called on the source's thread, before anything else is done with the batch.
 */
void
cs_air_guard_hold (CsAirGuard *self,
                   GPtrArray  *events)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  for (guint i = 0; i < events->len; i++) {
    g_ptr_array_add (self->pending, cs_event_ref (events->pdata[i]));
    darken (self, events->pdata[i]);
  }
}

/**
 * cs_air_guard_release:
 * @self: a guard
 * @events: (element-type CsEvent): a batch that was held
 *
 * Forgets a batch that the show file has: from now on the take interlock knows.
 */
void
cs_air_guard_release (CsAirGuard *self,
                      GPtrArray  *events)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_autoptr (GHashTable) done = g_hash_table_new (NULL, NULL);
  guint kept = 0;

  for (guint i = 0; i < events->len; i++)
    g_hash_table_add (done, events->pdata[i]);
  for (guint i = 0; i < self->pending->len; i++) {
    CsEvent *event = self->pending->pdata[i];

    if (g_hash_table_contains (done, event))
      cs_event_unref (event);
    else
      self->pending->pdata[kept++] = event;
  }
  /* The events past @kept are unreferenced or moved: the array must not free them again. */
  g_ptr_array_set_free_func (self->pending, NULL);
  g_ptr_array_set_size (self->pending, kept);
  g_ptr_array_set_free_func (self->pending, (GDestroyNotify) cs_event_unref);
}

/**
 * cs_air_guard_show:
 * @self: a guard
 * @snapshot: what the take interlock handed out
 * @epoch: the epoch of the press
 *
 * Puts @snapshot on air unless it was taken back or cleared in the meantime.
 *
 * Returns: whether it is on air
 */
gboolean
cs_air_guard_show (CsAirGuard *self,
                   CsSnapshot *snapshot,
                   guint       epoch)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  for (guint i = 0; i < self->pending->len; i++)
    if (forbids (self->pending->pdata[i], snapshot))
      return FALSE;
  return cs_output_server_show (self->output, snapshot, epoch);
}

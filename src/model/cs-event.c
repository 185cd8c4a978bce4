/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-event.h"

G_DEFINE_BOXED_TYPE (CsEvent, cs_event, cs_event_ref, cs_event_unref)

static void
event_clear (CsEvent *self)
{
  g_clear_pointer (&self->post, cs_post_unref);
  g_free (self->host);
  g_free (self->native_id);
}

/**
 * cs_event_new_post:
 * @kind: %CS_EVENT_POST or %CS_EVENT_EDIT
 * @post: a sealed post
 *
 * Returns: (transfer full): a new event about @post, received when the post was
 */
CsEvent *
cs_event_new_post (CsEventKind kind,
                   CsPost     *post)
{
  g_return_val_if_fail (kind == CS_EVENT_POST || kind == CS_EVENT_EDIT, NULL);
  g_return_val_if_fail (post != NULL && post->version[0] != '\0', NULL);

  CsEvent *self = cs_event_new_id (kind, post->network, post->host, post->native_id, post->received_us);
  self->post = cs_post_ref (post);
  return self;
}

/**
 * cs_event_new_id:
 * @kind: what happened
 * @network: where
 * @host: (nullable): the server it was seen on
 * @native_id: (nullable): of the post or of the account
 * @received_us: when we saw it, microseconds since 1970 UTC
 *
 * Returns: (transfer full): a new event
 */
CsEvent *
cs_event_new_id (CsEventKind kind,
                 CsNetwork   network,
                 const char *host,
                 const char *native_id,
                 gint64      received_us)
{
  CsEvent *self = g_atomic_rc_box_new0 (CsEvent);

  self->kind = kind;
  self->network = network;
  self->host = g_ascii_strdown (host != NULL ? host : "", -1);
  self->native_id = g_strdup (native_id != NULL ? native_id : "");
  self->received_us = received_us;
  return self;
}

/**
 * cs_event_ref:
 * @self: an event
 *
 * Returns: (transfer full): @self
 */
CsEvent *
cs_event_ref (CsEvent *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * cs_event_unref:
 * @self: (transfer full): an event
 */
void
cs_event_unref (CsEvent *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) event_clear);
}

/**
 * cs_event_batch_new:
 *
 * Returns: (transfer full) (element-type CsEvent): an empty batch that owns its events
 */
GPtrArray *
cs_event_batch_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) cs_event_unref);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-post.h"

G_BEGIN_DECLS

#define CS_TYPE_EVENT (cs_event_get_type ())

typedef struct _CsEvent CsEvent;

/**
 * CsEventKind:
 * @CS_EVENT_POST: a post was seen; also when it may have been seen before
 * @CS_EVENT_EDIT: a post is now as @post says
 * @CS_EVENT_DELETE: a post is gone, or no longer public
 * @CS_EVENT_ACCOUNT_GONE: an account was suspended or deleted: all its posts are gone
 * @CS_EVENT_ACCOUNT_BACK: that account is active again
 * @CS_EVENT_GAP: the source was away until now: what it said before may be stale
 *
 * What a source can report.
 */
typedef enum {
  CS_EVENT_POST,
  CS_EVENT_EDIT,
  CS_EVENT_DELETE,
  CS_EVENT_ACCOUNT_GONE,
  CS_EVENT_ACCOUNT_BACK,
  CS_EVENT_GAP,
} CsEventKind;

/**
 * CsEvent:
 * @kind: what happened
 * @post: (nullable): the sealed post, for %CS_EVENT_POST and %CS_EVENT_EDIT
 * @network: where it happened
 * @host: the server it was seen on
 * @native_id: of the post (POST, EDIT, DELETE) or of the account; "" for %CS_EVENT_GAP
 * @received_us: when we saw it, microseconds since 1970 UTC
 *
 * One thing that a source reports. Never changed once made; it may be read from any thread. Sources
 * hand over whole batches: a #GPtrArray of these.
 */
struct _CsEvent {
  CsEventKind kind;
  CsPost *post;
  CsNetwork network;
  char *host;
  char *native_id;
  gint64 received_us;
};

GType cs_event_get_type (void);

CsEvent *cs_event_new_post (CsEventKind kind,
                            CsPost     *post) G_GNUC_WARN_UNUSED_RESULT;
CsEvent *cs_event_new_id (CsEventKind kind,
                          CsNetwork   network,
                          const char *host,
                          const char *native_id,
                          gint64      received_us) G_GNUC_WARN_UNUSED_RESULT;
CsEvent *cs_event_ref (CsEvent *self);
void cs_event_unref (CsEvent *self);

GPtrArray *cs_event_batch_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsEvent, cs_event_unref)

G_END_DECLS

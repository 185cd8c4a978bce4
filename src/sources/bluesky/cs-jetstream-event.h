/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-json.h"

G_BEGIN_DECLS

#define CS_BLUESKY_POST_COLLECTION "app.bsky.feed.post"

/**
 * CsJetstreamKind:
 * @CS_JETSTREAM_OTHER: nothing about posts or accounts
 * @CS_JETSTREAM_CREATE: a post was written
 * @CS_JETSTREAM_UPDATE: a post was replaced
 * @CS_JETSTREAM_DELETE: a post was removed
 * @CS_JETSTREAM_ACCOUNT_GONE: an account is not active any more
 * @CS_JETSTREAM_ACCOUNT_BACK: an account is active (again)
 * @CS_JETSTREAM_IDENTITY: an account may have another handle
 */
typedef enum {
  CS_JETSTREAM_OTHER,
  CS_JETSTREAM_CREATE,
  CS_JETSTREAM_UPDATE,
  CS_JETSTREAM_DELETE,
  CS_JETSTREAM_ACCOUNT_GONE,
  CS_JETSTREAM_ACCOUNT_BACK,
  CS_JETSTREAM_IDENTITY,
} CsJetstreamKind;

/**
 * CsJetstreamEvent:
 * @kind: what happened
 * @time_us: when it reached the Jetstream: the cursor
 * @did: whose it is
 * @rkey: (nullable): which post of theirs
 * @cid: (nullable): which form of the post
 * @rev: orders the changes of one account
 * @record: (nullable): the post, borrowed from @root
 * @root: (nullable): owns what is borrowed
 *
 * One frame of a Jetstream.
 */
typedef struct {
  CsJetstreamKind kind;
  gint64 time_us;
  char *did;
  char *rkey;
  char *cid;
  gint64 rev;
  JsonObject *record;
  JsonNode *root;
} CsJetstreamEvent;

gboolean cs_jetstream_may_concern (const char *frame,
                                   gsize       length);
gint64 cs_jetstream_peek_time_us (const char *frame,
                                  gsize       length);
gboolean cs_jetstream_event_read (CsJetstreamEvent *self,
                                  const char       *frame,
                                  gsize             length,
                                  GError          **error);
void cs_jetstream_event_clear (CsJetstreamEvent *self);
gboolean cs_jetstream_is_cid (const char *text);
gint64 cs_jetstream_rev_to_number (const char *rev,
                                   gint64      time_us);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CsJetstreamEvent, cs_jetstream_event_clear)

G_END_DECLS

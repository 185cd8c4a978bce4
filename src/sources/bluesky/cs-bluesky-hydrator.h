/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-bluesky-appview.h"
#include "cs-bluesky-post.h"
#include "cs-clock.h"
#include "cs-event.h"

G_BEGIN_DECLS

#define CS_BLUESKY_HOLD_MS 1500

/**
 * CsBlueskyDraft:
 * @kind: %CS_EVENT_POST or %CS_EVENT_EDIT
 * @post: not sealed before it is finished
 * @did: who wrote it
 * @cid: which form of the post
 * @rev: orders the changes of one account
 * @time_us: the cursor of the frame that it came by
 *
 * A post on its way from the stream to the show.
 */
typedef struct {
  CsEventKind kind;
  CsPost *post;
  char *did;
  char *cid;
  gint64 rev;
  gint64 time_us;
} CsBlueskyDraft;

CsBlueskyDraft *cs_bluesky_draft_new (CsEventKind kind,
                                      CsPost     *post,
                                      const char *did,
                                      const char *cid,
                                      gint64      rev,
                                      gint64      time_us) G_GNUC_WARN_UNUSED_RESULT;
void cs_bluesky_draft_free (CsBlueskyDraft *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsBlueskyDraft, cs_bluesky_draft_free)

/**
 * CsBlueskyFinished:
 * @draft: the draft, whose post is sealed now unless @hidden
 * @hidden: the network hides it
 * @user_data: as given to cs_bluesky_hydrator_new()
 *
 * Takes what has been completed, or what could not be within the time. Drafts of one post come in order.
 */
typedef void (*CsBlueskyFinished) (const CsBlueskyDraft *draft,
                                   gboolean              hidden,
                                   gpointer              user_data);

typedef struct _CsBlueskyHydrator CsBlueskyHydrator;

CsBlueskyHydrator *cs_bluesky_hydrator_new (CsClock          *clock,
                                            CsBlueskyAppview *appview,
                                            CsBlueskyFinished finished,
                                            gpointer          user_data) G_GNUC_WARN_UNUSED_RESULT;
void cs_bluesky_hydrator_free (CsBlueskyHydrator *self);

void cs_bluesky_hydrator_add (CsBlueskyHydrator *self,
                              CsBlueskyDraft    *draft);
gboolean cs_bluesky_hydrator_drop (CsBlueskyHydrator *self,
                                   const char        *uri);
void cs_bluesky_hydrator_drop_author (CsBlueskyHydrator *self,
                                      const char        *did);
void cs_bluesky_hydrator_forget_author (CsBlueskyHydrator *self,
                                        const char        *did);
void cs_bluesky_hydrator_flush (CsBlueskyHydrator *self);
gint64 cs_bluesky_hydrator_get_oldest_us (const CsBlueskyHydrator *self);

G_END_DECLS

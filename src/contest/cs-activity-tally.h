/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-activity-file.h"

G_BEGIN_DECLS

/* Who was how active, by the protocol's score: distinct 5-minute slots with a post that counts. Posts are handed in
 * as they come, in any order, and again when anything about them changes; nothing is read from anywhere. One
 * thread at a time. */
typedef struct _CsActivityTally CsActivityTally;

/**
 * CsTallyPost:
 * @id: the network's id of the post; with the account it is the post's identity
 * @time_s: the network's time of the post, seconds since 1970 UTC
 * @text: what was written
 * @tagged: it carries a hashtag of the contest
 * @repost: it only passes another's post on
 * @rejected: moderation rejected it
 *
 * One post as it stands now.
 */
typedef struct {
  const char *id;
  gint64 time_s;
  const char *text;
  gboolean tagged;
  gboolean repost;
  gboolean rejected;
} CsTallyPost;

CsActivityTally *cs_activity_tally_new (gint64 start_s,
                                        gint64 end_s) G_GNUC_WARN_UNUSED_RESULT;
void cs_activity_tally_free (CsActivityTally *self);

gboolean cs_activity_tally_put (CsActivityTally   *self,
                                const char        *account,
                                const CsTallyPost *post);
gboolean cs_activity_tally_remove (CsActivityTally *self,
                                   const char      *account,
                                   const char      *post_id);
void cs_activity_tally_merge (CsActivityTally *self,
                              const char      *account,
                              const char      *into);
gboolean cs_activity_tally_exclude (CsActivityTally *self,
                                    const char      *account,
                                    const char      *code,
                                    gboolean         manual);

guint64 cs_activity_tally_get_score (CsActivityTally *self,
                                     const char      *account);
gboolean cs_activity_tally_is_kept (CsActivityTally *self,
                                    const char      *account,
                                    const char      *post_id);
GPtrArray *cs_activity_tally_get_rows (CsActivityTally *self) G_GNUC_WARN_UNUSED_RESULT;

char *cs_activity_normal_text (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsActivityTally, cs_activity_tally_free)

G_END_DECLS

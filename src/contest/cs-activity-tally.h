/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-activity-file.h"

G_BEGIN_DECLS

/* Who was how active, by the protocol's score: distinct 5-minute slots with a post that counts. Posts are handed in
 * as they come, in any order, and again when anything about them changes; nothing is read from anywhere, and only
 * accounts that changed are counted again. One thread at a time. */
typedef struct _CsActivityTally CsActivityTally;

#define CS_ACTIVITY_SLOT_S 300

/**
 * CsTallyPost:
 * @id: the network's id of the post; with the account it is the post's identity
 * @time_s: the network's time of the post, seconds since 1970 UTC
 * @text: what was written
 * @tagged: it carries a hashtag of the contest
 * @repost: it only passes another's post on
 * @rejected: moderation rejected it
 * @row: its row in the show file, or 0
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
  gint64 row;
} CsTallyPost;

/**
 * CsTallyVerdict:
 * @CS_TALLY_KEPT: it counts
 * @CS_TALLY_UNKNOWN: there is no such post
 * @CS_TALLY_OUTSIDE: written before the contest or after it
 * @CS_TALLY_UNTAGGED: without a hashtag of the contest
 * @CS_TALLY_REPOST: passes another's post on
 * @CS_TALLY_REJECTED: moderation rejected it
 * @CS_TALLY_REPEATED: says what the account had said before
 * @CS_TALLY_SAME_MINUTE: another of the same minute counts
 *
 * Whether a post counts, and if not, the first of the protocol's conditions that it fails.
 */
typedef enum {
  CS_TALLY_KEPT,
  CS_TALLY_UNKNOWN,
  CS_TALLY_OUTSIDE,
  CS_TALLY_UNTAGGED,
  CS_TALLY_REPOST,
  CS_TALLY_REJECTED,
  CS_TALLY_REPEATED,
  CS_TALLY_SAME_MINUTE,
} CsTallyVerdict;

/**
 * CsTallyLine:
 * @row: the post's row in the show file
 * @time_s: when it was written, seconds since 1970 UTC
 * @verdict: whether it counts
 */
typedef struct {
  gint64 row;
  gint64 time_s;
  CsTallyVerdict verdict;
} CsTallyLine;

/**
 * CsTallySum:
 * @accounts: who has written
 * @excluded: of those, who is left out
 * @eligible: who takes part
 * @lowest: the lowest score that takes part
 * @ties: more take part than the top asked for, because they are level
 *
 * How a contest stands.
 */
typedef struct {
  guint accounts;
  guint excluded;
  guint eligible;
  guint lowest;
  gboolean ties;
} CsTallySum;

const char *cs_tally_verdict_to_id (CsTallyVerdict verdict);

CsActivityTally *cs_activity_tally_new (gint64 start_s,
                                        gint64 end_s) G_GNUC_WARN_UNUSED_RESULT;
void cs_activity_tally_free (CsActivityTally *self);

gboolean cs_activity_tally_put (CsActivityTally   *self,
                                const char        *account,
                                const CsTallyPost *post);
gboolean cs_activity_tally_remove (CsActivityTally *self,
                                   const char      *account,
                                   const char      *post_id);

/* What people decide. All of it can be taken back at once, to be told again. */
gboolean cs_activity_tally_merge (CsActivityTally *self,
                                  const char      *account,
                                  const char      *into,
                                  gboolean         manual);
gboolean cs_activity_tally_exclude (CsActivityTally *self,
                                    const char      *account,
                                    const char      *code,
                                    gboolean         manual);
void cs_activity_tally_forget_decisions (CsActivityTally *self);

const char *cs_activity_tally_get_exclusion (CsActivityTally *self,
                                             const char      *account);

guint64 cs_activity_tally_get_score (CsActivityTally *self,
                                     const char      *account);
gboolean cs_activity_tally_is_kept (CsActivityTally *self,
                                    const char      *account,
                                    const char      *post_id);
CsTallyVerdict cs_activity_tally_judge (CsActivityTally *self,
                                        const char      *account,
                                        const char      *post_id);
const char *cs_activity_tally_get_leader (CsActivityTally *self,
                                          const char      *account);
GPtrArray *cs_activity_tally_get_members (CsActivityTally *self,
                                          const char      *account) G_GNUC_WARN_UNUSED_RESULT;
CsActivityRow *cs_activity_tally_get_row (CsActivityTally *self,
                                          const char      *account) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *cs_activity_tally_get_rows (CsActivityTally *self) G_GNUC_WARN_UNUSED_RESULT;

void cs_activity_tally_sum (CsActivityTally *self,
                            guint            threshold,
                            guint            top,
                            CsTallySum      *sum);
guint cs_activity_tally_get_place (CsActivityTally *self,
                                   guint64          score);
GPtrArray *cs_activity_tally_list (CsActivityTally *self,
                                   guint            offset,
                                   guint            limit) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *cs_activity_tally_list_from (CsActivityTally *self,
                                        guint            lowest) G_GNUC_WARN_UNUSED_RESULT;
GArray *cs_activity_tally_list_posts (CsActivityTally *self,
                                      const char      *account) G_GNUC_WARN_UNUSED_RESULT;

char *cs_activity_normal_text (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsActivityTally, cs_activity_tally_free)

G_END_DECLS

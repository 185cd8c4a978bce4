/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-clue-seal.h"
#include "cs-ranking.h"

G_BEGIN_DECLS

typedef struct _CsCluePost CsCluePost;

/**
 * CsCluePost:
 * @id: whose post, as the protocol writes accounts
 * @post: its address, or the network's id of it
 * @text: what is written in it now
 * @time_s: when it was written or, if it was edited, when it was edited last, by the network's clock; seconds since 1970 UTC
 * @approved: moderation approved exactly this version, and it was not deleted
 *
 * One post as it stands when the contest is closed.
 */
struct _CsCluePost {
  char *id;
  char *post;
  char *text;
  gint64 time_s;
  gboolean approved;
};

/**
 * CsClueEntry:
 * @id: who
 * @time_s: when the answer was there
 * @post: where
 * @text_digest: of the post's text
 * @text: (nullable): the post's text, where it is known
 *
 * One account's first post that holds the answer.
 */
typedef struct {
  char *id;
  gint64 time_s;
  char *post;
  CsHex text_digest;
  char *text;
} CsClueEntry;

/**
 * CsCluePlace:
 * @entry: whose
 * @key: what decides between those of the same second
 *
 * One place of the ranking.
 */
typedef struct {
  const CsClueEntry *entry;
  CsHex key;
} CsCluePlace;

CsCluePost *cs_clue_post_new (const char *id,
                              const char *post,
                              const char *text,
                              gint64      time_s,
                              gboolean    approved) G_GNUC_WARN_UNUSED_RESULT;
void cs_clue_post_free (CsCluePost *self);
void cs_clue_entry_free (CsClueEntry *self);

GPtrArray *cs_clue_collect (const CsClueSeal  *seal,
                            const char *const *forms,
                            GPtrArray         *posts) G_GNUC_WARN_UNUSED_RESULT;
GBytes *cs_clue_entries_write (GPtrArray *entries) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *cs_clue_entries_parse (GBytes           *bytes,
                                  const CsClueSeal *seal,
                                  GError          **error) G_GNUC_WARN_UNUSED_RESULT;

GArray *cs_clue_rank (const CsClueSeal *seal,
                      const char       *nonce,
                      GPtrArray        *entries) G_GNUC_WARN_UNUSED_RESULT;
void cs_clue_ranking_digest (GArray *places,
                             CsHex   digest);
CsDrawRole cs_clue_role (const CsClueSeal *seal,
                         guint             rank);
const char *cs_clue_status (const CsClueSeal *seal,
                            guint             n_entries);
void cs_clue_result_digest (const CsClueSeal *seal,
                            const char       *nonce,
                            const char       *entries_digest,
                            const char       *ranking_digest,
                            CsHex             digest);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsCluePost, cs_clue_post_free)

G_END_DECLS

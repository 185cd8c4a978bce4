/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-activity-tally.h"

G_BEGIN_DECLS

/* The text is kept as half of a digest: all that counts is whether two of one account are the same. */
#define CS_TALLY_TEXT_BYTES 16

typedef struct {
  gint64 row;
  gint64 time_s;
  guint8 text[CS_TALLY_TEXT_BYTES];
  guint8 tagged : 1;
  guint8 repost : 1;
  guint8 rejected : 1;
  guint8 verdict : 4; /* CsTallyVerdict, once counted */
  char id[];
} CsTallyEntry;

typedef struct _CsTallyAccount CsTallyAccount;

struct _CsTallyAccount {
  char *id;
  GHashTable *posts; /* of CsTallyEntry, by id */
  CsTallyAccount *leader; /* (nullable): counted with this one */
  GPtrArray *members; /* (nullable): of CsTallyAccount counted with it */
  char *exclusion; /* (nullable): the first reason given */
  gboolean manual;
  gboolean counted; /* what follows is up to date */
  guint64 score;
  guint64 n_posts;
  guint64 n_kept;
  gint64 first_s;
  gint64 last_s;
  int level; /* where it stands among the levels, or -1 */
};

struct _CsActivityTally {
  gint64 start_s;
  gint64 end_s;
  GHashTable *accounts; /* id → CsTallyAccount */
  GPtrArray *stale; /* CsTallyAccount to be counted again */
  GArray *levels; /* guint: how many take part with each score */
  guint n_writers; /* accounts with a post */
  guint n_excluded; /* of those, left out */
};

void cs_activity_tally_touch (CsActivityTally *self,
                              CsTallyAccount  *account);
void cs_activity_tally_place (CsActivityTally *self,
                              CsTallyAccount  *account);
void cs_activity_tally_count (CsActivityTally *self,
                              CsTallyAccount  *account);

G_END_DECLS

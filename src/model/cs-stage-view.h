/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Keys in sight at a time. While they are sorted as many others pass, and sink out of sight. */
#define CS_STAGE_ROWS 5
#define CS_STAGE_KEYS (2 * CS_STAGE_ROWS)

#define CS_TYPE_STAGE_VIEW (cs_stage_view_get_type ())

typedef struct _CsStageView CsStageView;

/**
 * CsStageLine:
 * @rank: its rank, from 1
 * @key: the first eight digits of its key, in two groups
 * @name: (nullable): who it is, once revealed, safe to show
 * @handle: (nullable): what that account is called, with its sign, when @name is another
 * @avatar_url: (nullable): where its picture is, once revealed
 * @prize: (nullable): what is won
 * @latest: it is the one that was revealed last
 * @from: the row it stands in before the keys are sorted; its row afterwards is its place among the lines
 *
 * One of the sorted keys.
 */
typedef struct {
  guint rank;
  char *key;
  char *name;
  char *handle;
  char *avatar_url;
  char *prize;
  gboolean latest;
  guint from;
} CsStageLine;

/**
 * CsStageView:
 * @rehearsal: counts for nothing, and says so
 * @sealed: there is a seal; without one nothing but @words is filled in
 * @sorted: the keys are known
 * @done: everything has been revealed
 * @lit: something is still to be revealed
 * @chance_known: the value is known
 * @draw: the draw's short name
 * @subtitle: show and number of participants
 * @seal: F, 64 digits
 * @code: (nullable): F as a QR code: a line for each row of modules, "1" for a dark one
 * @round_s: when chance becomes public, seconds since 1970 UTC, or 0 when nothing is counted down
 * @words: what is happening, in a sentence
 * @trouble: (nullable): what is wrong, in a sentence
 * @beacon: (nullable): which round of the beacon
 * @beacon_time: (nullable): when it comes
 * @heading: what the keys are
 * @sealed_step: first of three steps
 * @chance_step: second
 * @winners_step: (nullable): third
 * @next: (nullable): which rank comes next
 * @lines: (element-type CsStageLine): at most #CS_STAGE_ROWS that stay; before the first name also the others that pass
 * @n_rows: how many of @lines stay
 *
 * What an audience may see of a draw at one moment, and nothing that it may not see yet. Never changed once made; it
 * may be read from any thread.
 */
struct _CsStageView {
  gboolean rehearsal;
  gboolean sealed;
  gboolean sorted;
  gboolean done;
  gboolean lit;
  gboolean chance_known;
  char *draw;
  char *subtitle;
  char *seal;
  char *code;
  gint64 round_s;
  char *words;
  char *trouble;
  char *beacon;
  char *beacon_time;
  char *heading;
  char *sealed_step;
  char *chance_step;
  char *winners_step;
  char *next;
  GPtrArray *lines;
  guint n_rows;
};

GType cs_stage_view_get_type (void);

CsStageView *cs_stage_view_new (void) G_GNUC_WARN_UNUSED_RESULT;
CsStageView *cs_stage_view_ref (CsStageView *self);
void cs_stage_view_unref (CsStageView *self);
CsStageLine *cs_stage_view_add_line (CsStageView *self,
                                     guint        rank,
                                     const char  *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsStageView, cs_stage_view_unref)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-stage.h"

G_BEGIN_DECLS

#define CS_STAGE_WIDTH 1920
#define CS_STAGE_HEIGHT 1080
#define CS_STAGE_ROWS 5
/* Rows that take part in the sorting that is shown; half of them sink out of sight. */
#define CS_STAGE_KEYS (2 * CS_STAGE_ROWS)

/**
 * CsStageRow:
 * @rank: its rank, from 1
 * @key: the first eight digits of its key, in two groups
 * @name: (nullable): who it is, once revealed
 * @prize: (nullable): what is won
 * @from: the row it starts from in the sorting
 * @to: the row it ends in; behind the last row for one that does not win
 *
 * One line of the sorted keys.
 */
typedef struct {
  guint rank;
  char *key;
  char *name;
  char *prize;
  double from;
  double to;
} CsStageRow;

struct _CsStage {
  GtkWidget parent_instance;

  CsDraw *draw;
  CsClock *clock;
  gulong changed_id;
  guint tick_id;
  GdkTexture *code; /* (nullable): the seal as a QR code */
  CsDrawPhase phase;
  GPtrArray *rows; /* (element-type CsStageRow) */
  guint first_rank; /* of the rows in sight */
  gint64 sort_us; /* monotonic, when the sorting began; 0 when it is over */
  double progress; /* of the sorting, 0 to 1 */
};

guint cs_stage_get_n_winners (CsStage *self);
guint cs_stage_get_next_rank (CsStage *self);
gint64 cs_stage_get_left_s (CsStage *self);

/* cs-stage-rows.c */
void cs_stage_fill_rows (CsStage *self);

/* cs-stage-paint.c */
void cs_stage_paint (CsStage     *self,
                     GtkSnapshot *snapshot);

G_END_DECLS

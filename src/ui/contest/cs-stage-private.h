/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-stage.h"

G_BEGIN_DECLS

#define CS_STAGE_WIDTH 1920
#define CS_STAGE_HEIGHT 1080
#define CS_STAGE_AVATAR 96

struct _CsStage {
  GtkWidget parent_instance;

  CsReveal *draw;
  CsClock *clock;
  GHashTable *people; /* (nullable): id → CsAccount */
  CsPictureLoader *loader; /* (nullable) */
  GCancellable *cancellable; /* of pictures that are on their way */
  gulong changed_id;
  guint tick_id;
  GdkTexture *code; /* (nullable): the seal as a QR code */
  char *code_of; /* (nullable): the seal that it shows */
  CsStageView *view;
  CsDrawPhase phase;
  gint64 sort_us; /* monotonic, when the sorting began; 0 when it is over */
  double progress; /* of the sorting, 0 to 1 */
};

gint64 cs_stage_get_left_s (CsStage *self);

/* cs-stage-paint.c */
void cs_stage_paint (CsStage     *self,
                     GtkSnapshot *snapshot);

G_END_DECLS

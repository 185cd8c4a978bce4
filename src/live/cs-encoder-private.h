/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-encoder.h"

G_BEGIN_DECLS

/* Most outputs take the first roll. What goes to browsers needs plainer pictures and another sound: when it joins
 * what began without it, it gets a roll of its own, and nobody else notices. */
typedef enum {
  CS_ROLL_MAIN,
  CS_ROLL_WEB, /* made only while somebody takes it */
  CS_N_ROLLS,
} CsRollKind;

/* Pictures that are encoded once, and who gets them with their sound. */
typedef struct {
  GPtrArray *lines; /* CsLine */
  GstElement *x264; /* (nullable): none before it is built */
  GPtrArray *doors; /* valves, closed while nobody takes the roll */
  gint64 key_asked_us;
} CsRoll;

/* What the streaming threads use; lives until the pipeline is gone. */
typedef struct {
  CsMixer *mixer;
  CsEncoderConfig config;

  GMutex lock; /* for what follows */
  CsRoll rolls[CS_N_ROLLS];
  guint video_kbps;
  guint64 n_pictures;
} CsPress;

void cs_press_unref (gpointer press);
CsRoll *cs_press_find_roll (CsPress *press,
                            CsLine  *line);
void cs_roll_set_doors (CsRoll *roll);
gboolean cs_encoder_build (GstBin  *bin,
                           gpointer data,
                           GError **error);

G_END_DECLS

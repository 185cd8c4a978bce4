/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-titler.h"
#include "cs-worker.h"

G_BEGIN_DECLS

/* What has to be drawn anew when something changes, in the order in which it is drawn. */
typedef enum {
  CS_TITLER_SLATE,
  CS_TITLER_POST,
  CS_TITLER_TITLE,
  CS_TITLER_LOGO,
  CS_TITLER_MARK,
  CS_TITLER_N_PARTS,
} CsTitlerPart;

struct _CsTitler {
  GObject parent_instance;

  CsWorker *worker;
  CsCards *cards;
  GstVideoInfo info;
  gboolean lower_third;
  gboolean hearts;
  gboolean rehearsal;
  CsSnapshot *snapshot; /* (nullable): what is on program */
  CsTitlerBitmap avatar; /* of its author; without pixels for none */
  CsTitlerBitmap logo;
  char *show;
  char *title; /* (nullable) */
  GstBuffer *slate; /* (nullable): not drawn yet */
  GHashTable *heart_cards; /* colour to CsCard */
  guint n_hearts;
  guint serials[CS_TITLER_N_PARTS]; /* of what was asked for last: what comes late is left out */
};

/* cs-titler.c */
void cs_titler_set_slate (CsTitler  *self,
                          GstBuffer *slate);

/* cs-titler-parts.c */
void cs_titler_draw_part (CsTitler    *self,
                          CsTitlerPart part);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-rates.h"

G_BEGIN_DECLS

#define CS_N_HUES 12 /* colours that hearts come in */
#define CS_VIEWERS_MAX 2000
#define CS_VIEWERS_MAX_PER_ADDRESS 60

/**
 * CsViewer:
 * @token: what the viewer proves itself with, unguessable
 * @number: counts viewers; 1 for the first
 * @hue: its colour, below %CS_N_HUES
 * @address: where it came from
 * @seen_us: when it asked for something last, monotonic
 * @hearts: what is left of its hearts
 * @comments: what is left of its comments
 *
 * Somebody who has the page open.
 */
typedef struct {
  char *token;
  guint number;
  guint hue;
  char *address;
  gint64 seen_us;
  CsBucket hearts;
  CsBucket comments;
} CsViewer;

/* Those who have the page open. On one thread. */
typedef struct _CsViewers CsViewers;

CsViewers *cs_viewers_new (void) G_GNUC_WARN_UNUSED_RESULT;
void cs_viewers_free (CsViewers *self);

CsViewer *cs_viewers_join (CsViewers  *self,
                           const char *address,
                           gint64      now_us);
CsViewer *cs_viewers_find (CsViewers  *self,
                           const char *token,
                           gint64      now_us);
guint cs_viewers_count (CsViewers *self,
                        gint64     now_us);
void cs_viewers_clear (CsViewers *self);
guint32 cs_viewers_get_colour (guint hue);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-capture.h"
#include "cs-encoder.h"

G_BEGIN_DECLS

/* A test picture on its way into an encoder, and a folder for what comes out of it. */
typedef struct {
  CsCapture *capture;
  CsMixer *mixer;
  CsEncoder *encoder; /* not started */
  char *folder;
} Studio;

void studio_open (Studio *self);
void studio_close (Studio *self);

/* What a foreign program finds in a film: a row for each packet, frame or stream. */
GStrv studio_probe (const char *path,
                    const char *stream,
                    const char *entries);

/* The same of a film with pictures that may be damaged within, which nobody can see from outside. */
GStrv studio_probe_damaged (const char *path,
                            const char *stream,
                            const char *entries);

/* Every time once, evenly, in @least packets or more: nothing was lost or doubled where pieces meet. */
void studio_assert_even (const char *path,
                         const char *stream,
                         double      step_s,
                         guint       least);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-recording.h"
#include "cs-source.h"

G_BEGIN_DECLS

#define CS_TYPE_REHEARSAL_SOURCE (cs_rehearsal_source_get_type ())
G_DECLARE_FINAL_TYPE (CsRehearsalSource, cs_rehearsal_source, CS, REHEARSAL_SOURCE, CsSource)

CsSource *cs_rehearsal_source_new (CsClock    *clock,
                                   const char *id,
                                   const char *path,
                                   double      speed) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

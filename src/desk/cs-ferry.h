/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-air-guard.h"
#include "cs-flow.h"
#include "cs-source.h"
#include "cs-store.h"
#include "cs-tag-meter.h"

G_BEGIN_DECLS

/* Carries batches from the sources' threads into the show file, loses none, and slows the sources down
 * when the file does not keep up. */
#define CS_TYPE_FERRY (cs_ferry_get_type ())
G_DECLARE_FINAL_TYPE (CsFerry, cs_ferry, CS, FERRY, GObject)

CsFerry *cs_ferry_new (CsStore    *store,
                       CsAirGuard *guard) G_GNUC_WARN_UNUSED_RESULT;

void cs_ferry_attach (CsFerry  *self,
                      CsSource *source);
void cs_ferry_close (CsFerry *self);
guint cs_ferry_get_n_waiting (CsFerry *self);
void cs_ferry_get_flow (CsFerry *self,
                        CsFlow  *flow);
const char *cs_ferry_get_trouble (CsFerry *self);
CsTagMeter *cs_ferry_get_tag_meter (CsFerry *self);

G_END_DECLS

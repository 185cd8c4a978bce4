/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define CS_TYPE_CLOCK (cs_clock_get_type ())
G_DECLARE_FINAL_TYPE (CsClock, cs_clock, CS, CLOCK, GObject)

CsClock *cs_clock_new (void) G_GNUC_WARN_UNUSED_RESULT;
CsClock *cs_clock_new_manual (gint64 now_us) G_GNUC_WARN_UNUSED_RESULT;

gint64 cs_clock_now_us (CsClock *self);
gint64 cs_clock_monotonic_us (CsClock *self);
gint64 cs_clock_notice_step (CsClock *self,
                             gint64  *offset_us);
void cs_clock_advance (CsClock *self,
                       gint64   by_us);
void cs_clock_step (CsClock *self,
                    gint64   by_us);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-slot.h"

G_BEGIN_DECLS

/* What is said of a session: pure functions, without a window. */
char *cs_slot_words_time (const CsSlotTimes *times) G_GNUC_WARN_UNUSED_RESULT;
char *cs_slot_words_room (const CsSlotTimes *times,
                          CsSlotState        state) G_GNUC_WARN_UNUSED_RESULT;
const char *cs_slot_words_room_icon (const CsSlotTimes *times);
const char *cs_slot_words_room_class (const CsSlotTimes *times,
                                      CsSlotState        state);
char *cs_slot_words_place (const char *place,
                           guint       n_posts,
                           gboolean    folded) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-clock.h"
#include "cs-store.h"

G_BEGIN_DECLS

/* How many daily copies of a show are kept. */
#define CS_KEEPER_COPIES 7

/* Keeps a show that is open from being lost: looks at everything in its file once after opening, and makes a copy of
 * it each day, in the folder NAME.copies beside it. Both on threads that give way to everything else. Main thread. */
#define CS_TYPE_KEEPER (cs_keeper_get_type ())
G_DECLARE_FINAL_TYPE (CsKeeper, cs_keeper, CS, KEEPER, GObject)

CsKeeper *cs_keeper_new (CsStore *store,
                         CsClock *clock) G_GNUC_WARN_UNUSED_RESULT;
void cs_keeper_stop (CsKeeper *self);
void cs_keeper_look (CsKeeper *self);
const char *cs_keeper_get_trouble (CsKeeper *self);
gboolean cs_keeper_get_busy (CsKeeper *self);

/* What a long show needs before it is closed. */
void cs_keeper_close_async (CsKeeper           *self,
                            GAsyncReadyCallback callback,
                            gpointer            user_data);
void cs_keeper_close_finish (CsKeeper     *self,
                             GAsyncResult *result);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-store.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The as-run log: what aired, from when to when, and how it ended. */
#define CS_TYPE_AS_RUN_VIEW (cs_as_run_view_get_type ())
G_DECLARE_FINAL_TYPE (CsAsRunView, cs_as_run_view, CS, AS_RUN_VIEW, GtkWidget)

void cs_as_run_view_set_store (CsAsRunView *self,
                               CsStore     *store);


G_END_DECLS

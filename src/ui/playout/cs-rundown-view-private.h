/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-rundown-view.h"

G_BEGIN_DECLS

struct _CsRundownView {
  GtkWidget parent_instance;

  CsDesk *desk;       /* (nullable) */
  CsRundown *rundown; /* (nullable): the desk's */
  GListStore *rows;   /* CsSlot, and CsPostItem under those that are not folded */
  GHashTable *folds;  /* slot id → whether a person folded it; not in it: as is usual */
  gboolean card;
  gboolean filling; /* the list box has not all of its rows yet */

  GtkWidget *stack;
  GtkWidget *list;
  GtkWidget *foot;
  GtkWidget *total_label;
};

/* cs-rundown-view-rows.c: what stands in the list. */
gboolean cs_rundown_view_is_folded (CsRundownView *self,
                                    CsSlot        *slot);
void cs_rundown_view_fill (CsRundownView *self);
void cs_rundown_view_update_rows (CsRundownView *self);

/* cs-rundown-view-drag.c: moving with the pointer. */
void cs_rundown_view_add_drag (GtkWidget *row);

/* cs-rundown-view-move.c: moving. */
void cs_rundown_view_plan (CsRundownView *self,
                           gint64         post_id,
                           CsSlot        *slot,
                           guint          position);
void cs_rundown_view_move_slot (CsRundownView *self,
                                CsSlot        *slot,
                                guint          position);

G_END_DECLS

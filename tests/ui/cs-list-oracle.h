/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-show-test.h"

#include <sqlite3.h>

G_BEGIN_DECLS

/* Looks at every row that is on the screen and says how many show something else than they should. Every text of the show
 * begins with a mark of its own, "N12v3": post 12 in its third wording. */
guint cs_list_oracle_look (CsShowTest *show);
guint cs_list_oracle_look_at_rest (CsShowTest *show,
                                   sqlite3    *file);

guint cs_list_oracle_count_rows (CsShowTest *show);

G_END_DECLS

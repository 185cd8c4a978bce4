/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-entry.h"
#include "cs-post-text.h"

G_BEGIN_DECLS

void cs_edited_text_show (CsPostText    *now,
                          CsPostText    *before,
                          const CsEntry *entry);

G_END_DECLS

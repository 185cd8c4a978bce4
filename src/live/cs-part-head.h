/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-part.h"

G_BEGIN_DECLS

void cs_part_head_parse (CsPartHead   *self,
                         const guint8 *tracks,
                         gsize         n);
void cs_part_head_copy (CsPartHead       *self,
                        const CsPartHead *other);

G_END_DECLS

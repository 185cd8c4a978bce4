/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-bluesky-source.h"
#include "cs-store.h"

G_BEGIN_DECLS

void cs_known_authors_tell (CsStore         *store,
                            CsBlueskySource *source);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-event.h"

G_BEGIN_DECLS

/* Post number @n of an endless invented evening: always the same for the same number. */
CsPost *cs_bench_post (guint n) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *cs_bench_batch (guint first,
                           guint n_posts) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

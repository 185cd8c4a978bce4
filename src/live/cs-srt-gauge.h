/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-attempt.h"

G_BEGIN_DECLS

/* What an SRT connection knows about itself. For build functions. */
void cs_srt_gauge_add (CsAttempt  *attempt,
                       GstElement *sink);

G_END_DECLS

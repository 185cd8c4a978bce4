/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What two people mean by the same words, however they type them; the same here and in the verifier's page. */
char *cs_clue_normal (const char *text) G_GNUC_WARN_UNUSED_RESULT;
gboolean cs_clue_holds (const char *text,
                        const char *form);

G_END_DECLS

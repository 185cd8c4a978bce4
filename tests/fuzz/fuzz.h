/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What libFuzzer calls, and replay.c. */
int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

/* Whatever is refused is refused with words. */
static inline void
assert_says_why (const GError *error)
{
  g_assert_nonnull (error);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_true (error->message[0] != '\0');
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "cs-skeleton.h"
#include "cs-text-private.h"
#include "text-checks.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  CsTextKind kind = size > 0 ? data[0] % CS_N_TEXT_KINDS : CS_TEXT_BODY;
  g_autofree char *raw = size > 0 ? g_strndup ((const char *) data + 1, size - 1) : g_strdup ("");
  g_autofree char *skeleton = cs_skeleton_of (raw);
  g_autofree char *key = cs_skeleton_of_text (raw);
  g_autofree char *text = NULL;
  guint64 n_steps = 0;
  guint n_rounds;

  g_assert_true (g_utf8_validate (skeleton, -1, NULL));
  g_assert_true (g_utf8_validate (key, -1, NULL));
  g_assert_true (cs_skeleton_is_alike (skeleton, skeleton) == (skeleton[0] != '\0'));

  text = cs_text_clean_counted (raw, kind, &n_steps, &n_rounds);
  /* It comes to rest by itself, well before it is given up. */
  g_assert_cmpuint (n_rounds, <, 7);
  g_assert_cmpuint (n_steps, <=, 12 * size + 60000);
  text_assert_cleans (raw, kind);
  return 0;
}

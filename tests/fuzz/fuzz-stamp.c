/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "cs-stamp.h"

/* What a time-stamping authority, or somebody in its place, answers. */

#define DIGEST "abababababababababababababababababababababababababababababababab"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GBytes) response = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (CsStamp) stamp = cs_stamp_read (response, NULL, DIGEST, NULL, &error);

  if (stamp == NULL) {
    assert_says_why (error);
    return 0;
  }
  g_assert_true (g_utf8_validate (stamp->authority, -1, NULL));
  g_assert_cmpint (stamp->trust, ==, CS_STAMP_SIGNED);
  return 0;
}

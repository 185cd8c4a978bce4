/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-account-look.h"

#include <string.h>

/* Each part of a look counts, and none passes for its neighbour. */
static void
test_look (void)
{
  static const CsAccountLook looks[] = {
    { .handle = "zoe", .name = "Zoé" },
    { .handle = "zoe", .name = "Zoë" },
    { .handle = "zoeZ", .name = "oé" },
    { .handle = "Zoé", .name = "zoe" },
    { .handle = "zoe", .name = "Zoé", .raw_handle = "" },
    { .handle = "zoe", .name = "Zoé", .raw_handle = "zoe" },
    { .handle = "zoe", .name = "Zoé", .raw_name = "zoe" },
    { .handle = "zoe", .name = "Zoé", .avatar_url = "zoe" },
    { .handle = "zoe", .name = "Zoé", .bot = TRUE },
    { .handle = "zoe", .name = "Zoé", .verified = TRUE },
  };
  guint8 one[CS_ACCOUNT_LOOK_BYTES], other[CS_ACCOUNT_LOOK_BYTES];

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    for (guint j = 0; j < G_N_ELEMENTS (looks); j++) {
      cs_account_look (&looks[i], one);
      cs_account_look (&looks[j], other);
      g_assert_cmpint (memcmp (one, other, sizeof one) == 0, ==, i == j);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/account-look/digest", test_look);
  return g_test_run ();
}

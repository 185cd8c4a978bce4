/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-account-look.h"

#include <nettle/sha2.h>
#include <string.h>

static void
digest_text (struct sha256_ctx *sum,
             const char        *text)
{
  guint8 is_there = text != NULL;

  sha256_update (sum, 1, &is_there);
  if (text != NULL)
    sha256_update (sum, strlen (text) + 1, (const guint8 *) text);
}

/**
 * cs_account_look:
 * @look: what an account looks like
 * @digest: (out): the same for the same look
 *
 * Comparing digests spares keeping what everybody looks like.
 */
void
cs_account_look (const CsAccountLook *look,
                 guint8               digest[CS_ACCOUNT_LOOK_BYTES])
{
  const guint8 flags[] = { look->bot != FALSE, look->verified != FALSE };
  struct sha256_ctx sum;

  sha256_init (&sum);
  digest_text (&sum, look->handle);
  digest_text (&sum, look->name);
  digest_text (&sum, look->raw_handle);
  digest_text (&sum, look->raw_name);
  digest_text (&sum, look->avatar_url);
  sha256_update (&sum, sizeof flags, flags);
  sha256_digest (&sum, CS_ACCOUNT_LOOK_BYTES, digest);
}

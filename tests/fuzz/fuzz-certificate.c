/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "cs-seal.h"
#include "cs-verify.h"

#include <string.h>

/* A certificate, or a seal alone, that a stranger handed to a verifier. */

static void
read_certificate (const char *text,
                  gsize       size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CsCertificate) certificate = cs_certificate_parse (text, size, &error);
  g_autofree char *written = NULL;
  g_autofree char *again = NULL;

  if (certificate == NULL) {
    assert_says_why (error);
    return;
  }
  g_assert_no_error (error);
  /* What is written of it reads as the same. */
  written = cs_certificate_write (certificate);
  g_autoptr (CsCertificate) second = cs_certificate_parse (written, strlen (written), &error);
  g_assert_no_error (error);
  again = cs_certificate_write (second);
  g_assert_cmpstr (again, ==, written);
}

static void
read_seal (const char *text,
           gsize       size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CsSeal) seal = cs_seal_parse (text, size, CS_SEAL_ALLOW_REHEARSAL, &error);
  g_autofree char *written = NULL;

  if (seal == NULL) {
    assert_says_why (error);
    return;
  }
  /* There is one way to write a seal: to the byte. */
  written = cs_seal_write (seal);
  g_assert_cmpmem (written, strlen (written), text, size);
}

static void
verify (const char *text,
        gsize       size)
{
  static const CsVerifyMaterial nothing;
  g_autoptr (GError) error = NULL;
  g_autoptr (CsVerification) verification = cs_verify_certificate (text, size, &nothing, &error);

  if (verification == NULL)
    assert_says_why (error);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  read_certificate ((const char *) data, size);
  read_seal ((const char *) data, size);
  verify ((const char *) data, size);
  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "cs-clue-text.h"
#include "cs-clue-verify.h"

#include <string.h>

/* A certificate of a clue contest, its seal, its entries, or a post, that a stranger wrote. */

static void
read_certificate (const char *text,
                  gsize       size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CsClueCertificate) certificate = cs_clue_certificate_parse (text, size, &error);
  g_autofree char *written = NULL;
  g_autofree char *again = NULL;

  if (certificate == NULL) {
    assert_says_why (error);
    return;
  }
  written = cs_clue_certificate_write (certificate);
  g_autoptr (CsClueCertificate) second = cs_clue_certificate_parse (written, strlen (written), &error);
  g_assert_no_error (error);
  again = cs_clue_certificate_write (second);
  g_assert_cmpstr (again, ==, written);
}

static void
read_seal (const char *text,
           gsize       size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CsClueSeal) seal = cs_clue_seal_parse (text, size, CS_SEAL_ALLOW_REHEARSAL, &error);
  g_autofree char *written = NULL;

  if (seal == NULL) {
    assert_says_why (error);
    return;
  }
  written = cs_clue_seal_write (seal);
  g_assert_cmpmem (written, strlen (written), text, size);
}

static void
read_entries (const guint8 *data,
              gsize         size)
{
  const CsClueSeal seal = { .start_s = 0, .end_s = G_MAXINT64, .n_winners = 1 };
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GBytes) written = NULL;
  g_autoptr (GPtrArray) entries = cs_clue_entries_parse (bytes, &seal, NULL);

  if (entries == NULL)
    return;
  written = cs_clue_entries_write (entries);
  g_assert_true (g_bytes_equal (written, bytes));
}

static void
read_words (const char *text,
            gsize       size)
{
  g_autofree char *copy = g_utf8_make_valid (text, (gssize) size);
  g_autofree char *words = cs_clue_normal (copy);
  g_autofree char *again = cs_clue_normal (words);

  g_assert_true (g_utf8_validate (words, -1, NULL));
  g_assert_cmpstr (again, ==, words);
  g_assert_true (words[0] == '\0' || cs_clue_holds (words, words));
}

static void
verify (const char *text,
        gsize       size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CsClueVerification) contest = cs_clue_verify (text, size, NULL, NULL, NULL, &error);

  if (contest == NULL)
    assert_says_why (error);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  read_certificate ((const char *) data, size);
  read_seal ((const char *) data, size);
  read_entries (data, size);
  read_words ((const char *) data, MIN (size, 4096));
  verify ((const char *) data, size);
  return 0;
}

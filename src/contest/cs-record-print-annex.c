/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-record-private.h"

#include <string.h>

static const double acts[] = { 0.06, 0.33, 0.21, 0.24, 0.16 };
static const double files[] = { 0.20, 0.12, 0.68 };

#define SHOWN_DIGITS 12

static void
print_act (const CsRecordPrint *self,
           const CsDrawEntry   *entry)
{
  const char *seal = self->record->draw->seal->digest;
  gboolean other = entry->type == CS_DRAW_SEAL && strcmp (entry->payload, seal) != 0;
  g_autofree char *name = g_strdup_printf ("act-%s%s", cs_draw_entry_type_to_id (entry->type), other ? "-other" : "");
  g_autofree char *seq = g_strdup_printf ("%" G_GUINT64_FORMAT, entry->seq);
  g_autofree char *local = cs_record_local_time (self, entry->time_s);
  g_autofree char *utc = cs_record_utc_time (entry->time_s);
  g_autofree char *digest = g_strdup_printf ("%.*s…", SHOWN_DIGITS, entry->digest);
  const char *const cells[] = { seq, local, utc, cs_words_get (self->words, name), digest };

  cs_paper_cells (self->paper, CS_PAPER_SMALL, acts, cells, G_N_ELEMENTS (cells));
}

static void
print_journal (const CsRecordPrint *self)
{
  GArray *entries = self->record->draw->certificate->entries;
  const char *heads[] = {
    cs_words_get (self->words, "seq"), cs_words_get (self->words, "local"), cs_words_get (self->words, "utc"),
    cs_words_get (self->words, "act"), cs_words_get (self->words, "digest"),
  };

  cs_paper_heading (self->paper, cs_words_get (self->words, "a1"));
  if (self->record->rehearsal) {
    cs_paper_text (self->paper, CS_PAPER_BODY, cs_words_get (self->words, "a1-none"));
    return;
  }
  cs_paper_text (self->paper, CS_PAPER_BODY, cs_words_get (self->words, "a1-told"));
  cs_paper_cells (self->paper, CS_PAPER_BOLD, acts, heads, G_N_ELEMENTS (heads));
  for (guint i = 0; i < entries->len; i++)
    print_act (self, &g_array_index (entries, CsDrawEntry, i));
}

static void
print_file (const CsRecordPrint *self,
            const char          *name,
            gconstpointer        data,
            gsize                length)
{
  g_autofree char *size = g_strdup_printf ("%" G_GSIZE_FORMAT, length);
  CsHex digest;
  const char *const cells[] = { name, size, digest };

  cs_digest_of_bytes (data, length, digest);
  cs_paper_cells (self->paper, CS_PAPER_MONO, files, cells, G_N_ELEMENTS (cells));
}

static void
print_bytes (const CsRecordPrint *self,
             const char          *name,
             GBytes              *bytes)
{
  if (bytes != NULL)
    print_file (self, name, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
print_files (const CsRecordPrint *self)
{
  const CsRecord *record = self->record;
  const char *seal = record->draw->certificate->seal;
  const char *heads[] = {
    cs_words_get (self->words, "file-name"), cs_words_get (self->words, "file-bytes"), cs_words_get (self->words, "file-digest"),
  };

  cs_paper_heading (self->paper, cs_words_get (self->words, "a2"));
  cs_paper_cells (self->paper, CS_PAPER_BOLD, files, heads, G_N_ELEMENTS (heads));
  print_bytes (self, "certificate.json", record->certificate);
  print_file (self, "seal.txt", seal, strlen (seal));
  print_bytes (self, "list.txt", cs_draw_list_get_bytes (record->draw->list));
  print_bytes (self, "rules.txt", record->rules);
  print_bytes (self, "activity.txt", record->activity);
}

static void
print_command (const CsRecordPrint *self,
               const char          *command)
{
  cs_paper_text (self->paper, CS_PAPER_MONO, command);
  cs_paper_space (self->paper, 2);
}

static void
print_verification (const CsRecordPrint *self)
{
  const CsRecord *record = self->record;
  const char *digest = record->draw->seal->digest;
  g_autofree char *verify = g_strdup_printf ("coulisses-cli draw verify certificate.json --seal-digest %s", digest);
  g_autofree char *account = g_strdup_printf ("printf '%%s:%%s' %s 'ACCOUNT' | sha256sum", cs_ranking_get_seed (record->draw->ranking));
  g_autofree char *stamp = g_strdup_printf ("openssl ts -verify -digest %s -in seal.tsr -CAfile authority.pem", digest);
  gboolean stamped = FALSE;

  for (guint i = 0; i < record->draw->certificate->proofs->len; i++)
    stamped |= ((const CsPriorProof *) record->draw->certificate->proofs->pdata[i])->token != NULL;
  cs_paper_heading (self->paper, cs_words_get (self->words, "a3"));
  cs_paper_text (self->paper, CS_PAPER_BODY, cs_words_get (self->words, "verify-1"));
  cs_paper_text (self->paper, CS_PAPER_BODY, cs_words_get (self->words, "verify-2"));
  print_command (self, "sha256sum seal.txt");
  print_command (self, verify);
  cs_paper_text (self->paper, CS_PAPER_BODY, cs_words_get (self->words, "verify-3"));
  print_command (self, account);
  if (stamped) {
    cs_paper_text (self->paper, CS_PAPER_BODY, cs_words_get (self->words, "verify-4"));
    print_command (self, stamp);
    print_command (self, "openssl ts -reply -in seal.tsr -text");
  }
  cs_paper_text (self->paper, CS_PAPER_BOLD, cs_words_get (self->words, "verify-5"));
  if (record->details->address != NULL)
    cs_paper_code (self->paper, record->details->address, "", record->details->address);
}

/**
 * cs_record_print_annexes:
 * @self: a printing
 *
 * Every act with its time, every file with its digest, and how a stranger checks them.
 */
void
cs_record_print_annexes (const CsRecordPrint *self)
{
  print_journal (self);
  print_files (self);
  print_verification (self);
}

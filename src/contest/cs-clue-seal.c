/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-clue-seal.h"

#include "cs-draw-error.h"
#include "cs-draw-text.h"
#include "cs-seal-lines.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TITLE "SEALED-CLUE/1"

static const char *const keys[] = {
  "contest", "organiser", "show",    "rules-sha256", "commitment", "forms",    "winners",
  "alternates", "starts-at", "ends-at", "journal",   "sealed-at",  "software",
};

static gboolean
read_who (CsClueSeal *seal,
          guint       i,
          const char *value)
{
  switch (i) {
  case 0:
    return cs_seal_keep (&seal->contest, value, cs_draw_is_name (value));
  case 1:
    return cs_seal_keep (&seal->organiser, value, cs_draw_is_text (value));
  case 2:
    return cs_seal_keep (&seal->show, value, cs_draw_is_text (value));
  case 3:
    return cs_seal_keep_hex (&seal->rules, value);
  case 4:
    return cs_seal_keep_hex (&seal->commitment, value);
  case 5:
    return cs_seal_read_count (&seal->n_forms, value, 1, CS_CLUE_MAX_FORMS);
  default:
    return cs_seal_read_count (&seal->n_winners, value, 1, CS_SEAL_MAX_WINNERS);
  }
}

static gboolean
read_when (CsClueSeal *seal,
           guint       i,
           const char *value)
{
  switch (i) {
  case 7:
    return cs_seal_read_count (&seal->n_alternates, value, 0, CS_SEAL_MAX_ALTERNATES);
  case 8:
    return cs_draw_read_time (value, &seal->start_s);
  case 9:
    return cs_draw_read_time (value, &seal->end_s);
  case 10:
    return cs_seal_keep_hex (&seal->journal, value);
  case 11:
    return cs_draw_read_time (value, &seal->sealed_s);
  default:
    return cs_seal_keep (&seal->software, value, cs_draw_is_text (value));
  }
}

static gboolean
read_line (gpointer    seal,
           guint       line,
           const char *value)
{
  return line <= 6 ? read_who (seal, line, value) : read_when (seal, line, value);
}

static const CsSealForm form = { TITLE, keys, G_N_ELEMENTS (keys), read_line };

static gboolean
check_times (const CsClueSeal *seal,
             GError          **error)
{
  if (seal->start_s < seal->sealed_s)
    return cs_draw_refuse (error, CS_DRAW_ERROR_ANCHOR, _("Answers count before the seal was made."));
  if (seal->end_s <= seal->start_s || seal->end_s - seal->start_s > CS_CLUE_MAX_S)
    return cs_draw_refuse (error, CS_DRAW_ERROR_ANCHOR, _("The contest must end after it begins, within 31 days."));
  return TRUE;
}

/**
 * cs_clue_seal_parse:
 * @text: (array length=length): the bytes of a seal
 * @length: how many
 * @flags: whether one of a rehearsal will do
 * @error: return location for %CS_DRAW_ERROR_SEAL or %CS_DRAW_ERROR_ANCHOR
 *
 * Reads the seal of a clue contest, refusing whatever is not exactly as it is written.
 *
 * Returns: (transfer full) (nullable): the seal with its fingerprint, or %NULL with @error set
 */
CsClueSeal *
cs_clue_seal_parse (const char *text,
                    gsize       length,
                    CsSealFlags flags,
                    GError    **error)
{
  g_autoptr (CsClueSeal) seal = g_new0 (CsClueSeal, 1);

  if (!cs_seal_lines_read (&form, text, length, flags, seal, &seal->rehearsal, error) || !check_times (seal, error))
    return NULL;
  cs_digest_of_bytes (text, length, seal->digest);
  return g_steal_pointer (&seal);
}

/**
 * cs_clue_seal_free:
 * @self: (transfer full) (nullable): a seal
 */
void
cs_clue_seal_free (CsClueSeal *self)
{
  if (self == NULL)
    return;
  g_free (self->contest);
  g_free (self->organiser);
  g_free (self->show);
  g_free (self->rules);
  g_free (self->commitment);
  g_free (self->journal);
  g_free (self->software);
  g_free (self);
}

/**
 * cs_clue_seal_write:
 * @self: a seal
 *
 * Returns: (transfer full): its text
 */
char *
cs_clue_seal_write (const CsClueSeal *self)
{
  g_autofree char *start = cs_draw_write_time (self->start_s);
  g_autofree char *end = cs_draw_write_time (self->end_s);
  g_autofree char *sealed = cs_draw_write_time (self->sealed_s);

  return g_strdup_printf (TITLE "%s\ncontest: %s\norganiser: %s\nshow: %s\nrules-sha256: %s\ncommitment: %s\nforms: %u\nwinners: %u\n"
                          "alternates: %u\nstarts-at: %s\nends-at: %s\njournal: %s\nsealed-at: %s\nsoftware: %s\n",
                          self->rehearsal ? CS_SEAL_REHEARSAL : "", self->contest, self->organiser, self->show, self->rules, self->commitment,
                          self->n_forms, self->n_winners, self->n_alternates, start, end, self->journal, sealed, self->software);
}

/**
 * cs_clue_commit:
 * @nonce: the secret number, 64 digits
 * @forms: (array zero-terminated=1): ways to write the answer, from cs_clue_normal(), by bytes
 * @commitment: (out): what the seal holds
 *
 * Without the number nobody can try answers.
 */
void
cs_clue_commit (const char        *nonce,
                const char *const *forms,
                CsHex              commitment)
{
  g_autofree char *joined = g_strjoinv ("\n", (char **) forms);

  cs_digest_of_format (commitment, TITLE " answer\n%s\n%s\n", nonce, joined);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-clue-seal.h"

#include "cs-draw-error.h"
#include "cs-draw-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TITLE "SEALED-CLUE/1"
#define REHEARSAL " REHEARSAL"
#define SEAL_MAX (8 * 1024)

static const char *const keys[] = {
  "contest", "organiser", "show",    "rules-sha256", "commitment", "forms",    "winners",
  "alternates", "starts-at", "ends-at", "journal",   "sealed-at",  "software",
};

#define N_KEYS G_N_ELEMENTS (keys)

static gboolean
keep (char      **field,
      const char *value,
      gboolean    good)
{
  if (good)
    *field = g_strdup (value);
  return good;
}

static gboolean
read_count (guint      *field,
            const char *value,
            guint       min,
            guint       max)
{
  guint64 n = 0;
  gboolean good = cs_draw_read_decimal (value, strlen (value), max, &n) && n >= min;

  *field = (guint) n;
  return good;
}

static gboolean
is_hex (const char *value)
{
  return cs_digest_is_hex (value, CS_DIGEST_HEX);
}

static gboolean
read_who (CsClueSeal *seal,
          guint       i,
          const char *value)
{
  switch (i) {
  case 0:
    return keep (&seal->contest, value, cs_draw_is_name (value));
  case 1:
    return keep (&seal->organiser, value, cs_draw_is_text (value));
  case 2:
    return keep (&seal->show, value, cs_draw_is_text (value));
  case 3:
    return keep (&seal->rules, value, is_hex (value));
  case 4:
    return keep (&seal->commitment, value, is_hex (value));
  case 5:
    return read_count (&seal->n_forms, value, 1, CS_CLUE_MAX_FORMS);
  default:
    return read_count (&seal->n_winners, value, 1, CS_SEAL_MAX_WINNERS);
  }
}

static gboolean
read_when (CsClueSeal *seal,
           guint       i,
           const char *value)
{
  switch (i) {
  case 7:
    return read_count (&seal->n_alternates, value, 0, CS_SEAL_MAX_ALTERNATES);
  case 8:
    return cs_draw_read_time (value, &seal->start_s);
  case 9:
    return cs_draw_read_time (value, &seal->end_s);
  case 10:
    return keep (&seal->journal, value, is_hex (value));
  case 11:
    return cs_draw_read_time (value, &seal->sealed_s);
  default:
    return keep (&seal->software, value, cs_draw_is_text (value));
  }
}

static gboolean
read_line (CsClueSeal *seal,
           guint       i,
           const char *line,
           GError    **error)
{
  gsize n = strlen (keys[i]);

  if (strncmp (line, keys[i], n) != 0 || line[n] != ':' || line[n + 1] != ' ')
    return cs_draw_refuse (error, CS_DRAW_ERROR_SEAL, _("Line %u of the seal is not “%s”."), i + 2, keys[i]);
  if (i <= 6 ? read_who (seal, i, line + n + 2) : read_when (seal, i, line + n + 2))
    return TRUE;
  return cs_draw_refuse (error, CS_DRAW_ERROR_SEAL, _("“%s” of the seal has a value that it cannot have."), keys[i]);
}

static gboolean
read_title (CsClueSeal *seal,
            const char *line,
            CsSealFlags flags,
            GError    **error)
{
  if (strcmp (line, TITLE) == 0)
    return TRUE;
  seal->rehearsal = strcmp (line, TITLE REHEARSAL) == 0;
  if (!seal->rehearsal)
    return cs_draw_refuse (error, CS_DRAW_ERROR_SEAL, _("The first line is not “SEALED-CLUE/1”."));
  if ((flags & CS_SEAL_ALLOW_REHEARSAL) == 0)
    return cs_draw_refuse (error, CS_DRAW_ERROR_SEAL, _("This is a rehearsal: it counts for nothing."));
  return TRUE;
}

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
  g_auto (GStrv) lines = NULL;
  g_autofree char *copy = NULL;

  if (length > SEAL_MAX || !g_utf8_validate_len (text, length, NULL)) {
    cs_draw_refuse (error, CS_DRAW_ERROR_SEAL, _("A seal is a short text in UTF-8."));
    return NULL;
  }
  copy = g_strndup (text, length);
  lines = g_strsplit (copy, "\n", -1);
  if (g_strv_length (lines) != N_KEYS + 2 || lines[N_KEYS + 1][0] != '\0') {
    cs_draw_refuse (error, CS_DRAW_ERROR_SEAL, _("A seal has exactly %u lines, each ended by a line feed."), (guint) N_KEYS + 1);
    return NULL;
  }
  if (!read_title (seal, lines[0], flags, error))
    return NULL;
  for (guint i = 0; i < N_KEYS; i++)
    if (!read_line (seal, i, lines[i + 1], error))
      return NULL;
  if (!check_times (seal, error))
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
                          self->rehearsal ? REHEARSAL : "", self->contest, self->organiser, self->show, self->rules, self->commitment,
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

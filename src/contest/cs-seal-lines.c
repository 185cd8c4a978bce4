/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-seal-lines.h"

#include "cs-draw-error.h"
#include "cs-draw-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SEAL_MAX (8 * 1024)

static gboolean
read_value (const CsSealForm *form,
            guint             i,
            const char       *line,
            gpointer          seal,
            GError          **error)
{
  const char *key = form->keys[i];
  gsize n = strlen (key);

  if (strncmp (line, key, n) != 0 || line[n] != ':' || line[n + 1] != ' ')
    return cs_draw_refuse (error, CS_DRAW_ERROR_SEAL, _("Line %u of the seal is not “%s”."), i + 2, key);
  if (form->read (seal, i, line + n + 2))
    return TRUE;
  return cs_draw_refuse (error, g_str_equal (key, "anchor") ? CS_DRAW_ERROR_ANCHOR : CS_DRAW_ERROR_SEAL,
                         _("“%s” of the seal has a value that it cannot have."), key);
}

static gboolean
read_title (const CsSealForm *form,
            const char       *line,
            CsSealFlags       flags,
            gboolean         *rehearsal,
            GError          **error)
{
  gsize n = strlen (form->title);

  *rehearsal = FALSE;
  if (strcmp (line, form->title) == 0)
    return TRUE;
  *rehearsal = strncmp (line, form->title, n) == 0 && strcmp (line + n, CS_SEAL_REHEARSAL) == 0;
  if (!*rehearsal)
    return cs_draw_refuse (error, CS_DRAW_ERROR_SEAL, _("The first line is not “%s”."), form->title);
  if ((flags & CS_SEAL_ALLOW_REHEARSAL) == 0)
    return cs_draw_refuse (error, CS_DRAW_ERROR_SEAL, _("This is a rehearsal: it counts for nothing."));
  return TRUE;
}

/**
 * cs_seal_lines_read:
 * @form: what seals of this kind look like
 * @text: (array length=length): the bytes of a seal, a stranger's
 * @length: how many
 * @flags: whether one of a rehearsal will do
 * @seal: handed to the form's reader, line by line
 * @rehearsal: (out): whether it is one of a rehearsal
 * @error: return location for %CS_DRAW_ERROR_SEAL or %CS_DRAW_ERROR_ANCHOR
 *
 * Reads a seal of any kind as strictly as the protocol asks: every line, in its order, and nothing else.
 *
 * Returns: whether every line was as it must be
 */
gboolean
cs_seal_lines_read (const CsSealForm *form,
                    const char       *text,
                    gsize             length,
                    CsSealFlags       flags,
                    gpointer          seal,
                    gboolean         *rehearsal,
                    GError          **error)
{
  g_autofree char *copy = NULL;
  g_auto (GStrv) lines = NULL;

  if (length < 1 || length > SEAL_MAX || !g_utf8_validate_len (text, length, NULL))
    return cs_draw_refuse (error, CS_DRAW_ERROR_SEAL, _("A seal is a short text in UTF-8."));
  copy = g_strndup (text, length);
  lines = g_strsplit (copy, "\n", -1);
  /* The text ends with a line feed, hence one empty piece more. */
  if (g_strv_length (lines) != form->n_keys + 2 || lines[form->n_keys + 1][0] != '\0')
    return cs_draw_refuse (error, CS_DRAW_ERROR_SEAL, _("A seal has exactly %u lines, each ended by a line feed."), form->n_keys + 1);
  if (!read_title (form, lines[0], flags, rehearsal, error))
    return FALSE;
  for (guint i = 0; i < form->n_keys; i++)
    if (!read_value (form, i, lines[i + 1], seal, error))
      return FALSE;
  return TRUE;
}

/**
 * cs_seal_keep:
 * @field: (out) (optional): where the value goes
 * @value: a line's value
 * @good: whether it may stand there
 *
 * Returns: @good
 */
gboolean
cs_seal_keep (char      **field,
              const char *value,
              gboolean    good)
{
  if (good)
    *field = g_strdup (value);
  return good;
}

/**
 * cs_seal_keep_hex:
 * @field: where the value goes
 * @value: a line's value
 *
 * Returns: whether it is a digest
 */
gboolean
cs_seal_keep_hex (char      **field,
                  const char *value)
{
  return cs_seal_keep (field, value, cs_digest_is_hex (value, CS_DIGEST_HEX));
}

/**
 * cs_seal_read_count:
 * @field: where the number goes
 * @value: a line's value
 * @min: the least that it may be
 * @max: the most
 *
 * Returns: whether it is such a number
 */
gboolean
cs_seal_read_count (guint      *field,
                    const char *value,
                    guint       min,
                    guint       max)
{
  guint64 n = 0;
  gboolean good = cs_draw_read_decimal (value, strlen (value), max, &n) && n >= min;

  *field = (guint) n;
  return good;
}

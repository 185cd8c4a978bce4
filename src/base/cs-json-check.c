/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-json-check.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* json-glib recurses without a limit, wraps large integers, reads 1e400 as infinity, cuts strings at
 * \u0000, takes the first of two documents, and leaks for some texts that are not JSON. So it is given
 * only what this scanner has found to be JSON to the letter (RFC 8259), and no larger than agreed. */

#define MAX_NUMBER 32

typedef struct {
  const char *start;
  const char *p;
  const char *end;
  const CsJsonLimits *limits;
  guint n_values;
  guint depth;
  guint64 objects; /* one bit a level: set where an object is open, clear where an array is */
  CsJsonError code;
  const char *wrong; /* (nullable): what is wrong, not yet translated */
} Scan;

G_STATIC_ASSERT (CS_JSON_MAX_DEPTH <= 64);

static const CsJsonLimits default_limits = { CS_JSON_MAX_BYTES, CS_JSON_MAX_DEPTH, CS_JSON_MAX_VALUES };

static gboolean
refuse (Scan       *scan,
        CsJsonError code,
        const char *wrong)
{
  scan->code = code;
  scan->wrong = wrong;
  return FALSE;
}

/* What stands at the cursor; 0 at the end, which no valid text contains. */
static char
peek (const Scan *scan)
{
  return scan->p < scan->end ? *scan->p : '\0';
}

static gboolean
take (Scan *scan,
      char  c)
{
  if (peek (scan) != c)
    return FALSE;
  scan->p++;
  return TRUE;
}

static void
skip_space (Scan *scan)
{
  while (scan->p < scan->end && (*scan->p == ' ' || *scan->p == '\t' || *scan->p == '\r' || *scan->p == '\n'))
    scan->p++;
}

static gboolean
scan_hex (Scan  *scan,
          guint *unit)
{
  *unit = 0;
  for (guint i = 0; i < 4; i++) {
    int digit = g_ascii_xdigit_value (peek (scan));

    if (digit < 0)
      return refuse (scan, CS_JSON_ERROR_ENCODING, N_("\\u needs four hexadecimal digits"));
    *unit = *unit << 4 | (guint) digit;
    scan->p++;
  }
  return TRUE;
}

static gboolean
scan_unicode_escape (Scan *scan)
{
  guint unit, low;

  if (!scan_hex (scan, &unit))
    return FALSE;
  if (unit == 0)
    return refuse (scan, CS_JSON_ERROR_ENCODING, N_("\\u0000 is not text"));
  if (unit < 0xd800 || unit > 0xdfff)
    return TRUE;
  if (unit > 0xdbff || !take (scan, '\\') || !take (scan, 'u'))
    return refuse (scan, CS_JSON_ERROR_ENCODING, N_("half of a surrogate pair"));
  if (!scan_hex (scan, &low))
    return FALSE;
  if (low < 0xdc00 || low > 0xdfff)
    return refuse (scan, CS_JSON_ERROR_ENCODING, N_("half of a surrogate pair"));
  return TRUE;
}

static gboolean
scan_escape (Scan *scan)
{
  if (take (scan, 'u'))
    return scan_unicode_escape (scan);
  if (peek (scan) == '\0' || strchr ("\"\\/bfnrt", peek (scan)) == NULL)
    return refuse (scan, CS_JSON_ERROR_SYNTAX, N_("an unknown escape"));
  scan->p++;
  return TRUE;
}

static gboolean
scan_string (Scan *scan)
{
  if (!take (scan, '"'))
    return refuse (scan, CS_JSON_ERROR_SYNTAX, N_("a string in double quotes is expected"));
  while (scan->p < scan->end) {
    guchar c = (guchar) *scan->p++;

    if (c == '"')
      return TRUE;
    if (c < 0x20)
      return refuse (scan, CS_JSON_ERROR_SYNTAX, N_("a control character inside a string"));
    if (c == '\\' && !scan_escape (scan))
      return FALSE;
  }
  return refuse (scan, CS_JSON_ERROR_SYNTAX, N_("a string is not closed"));
}

static gboolean
scan_digits (Scan *scan)
{
  const char *first = scan->p;

  while (g_ascii_isdigit (peek (scan)))
    scan->p++;
  return scan->p > first;
}

/* Grammar only; *integer tells whether it has neither fraction nor exponent. */
static gboolean
scan_number_shape (Scan     *scan,
                   gboolean *integer)
{
  take (scan, '-');
  if (!take (scan, '0') && !scan_digits (scan))
    return FALSE;
  if (g_ascii_isdigit (peek (scan)))
    return FALSE;
  *integer = TRUE;
  if (take (scan, '.')) {
    *integer = FALSE;
    if (!scan_digits (scan))
      return FALSE;
  }
  if (take (scan, 'e') || take (scan, 'E')) {
    *integer = FALSE;
    if (!take (scan, '+'))
      take (scan, '-');
    return scan_digits (scan);
  }
  return TRUE;
}

static gboolean
scan_number (Scan *scan)
{
  const char *first = scan->p;
  char digits[MAX_NUMBER + 1] = "";
  gboolean integer = FALSE;

  if (!scan_number_shape (scan, &integer))
    return refuse (scan, CS_JSON_ERROR_NUMBER, N_("a badly written number"));
  if (scan->p - first > MAX_NUMBER)
    return refuse (scan, CS_JSON_ERROR_NUMBER, N_("a number with too many digits"));
  memcpy (digits, first, scan->p - first);
  errno = 0;
  if (integer ? g_ascii_strtoll (digits, NULL, 10) == G_MININT64 || errno == ERANGE
              : !isfinite (g_ascii_strtod (digits, NULL)))
    return refuse (scan, CS_JSON_ERROR_NUMBER, N_("a number that is too large"));
  return TRUE;
}

static gboolean
scan_word (Scan *scan)
{
  static const char *const words[] = { "true", "false", "null" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    gsize length = strlen (words[i]);

    if ((gsize) (scan->end - scan->p) >= length && memcmp (scan->p, words[i], length) == 0) {
      scan->p += length;
      return TRUE;
    }
  }
  return refuse (scan, CS_JSON_ERROR_SYNTAX, N_("a value is expected"));
}

static gboolean
open_level (Scan *scan,
            gboolean object)
{
  if (scan->depth >= MIN (scan->limits->max_depth, CS_JSON_MAX_DEPTH))
    return refuse (scan, CS_JSON_ERROR_DEPTH, N_("nested too deeply"));
  scan->objects = scan->objects << 1 | (object ? 1 : 0);
  scan->depth++;
  return TRUE;
}

static void
close_level (Scan *scan)
{
  scan->objects >>= 1;
  scan->depth--;
}

static gboolean
in_object (const Scan *scan)
{
  return (scan->objects & 1) != 0;
}

static gboolean
scan_key (Scan *scan)
{
  skip_space (scan);
  if (!scan_string (scan))
    return FALSE;
  skip_space (scan);
  return take (scan, ':') || refuse (scan, CS_JSON_ERROR_SYNTAX, N_("a colon is expected"));
}

/* Reads one value, or only the opening of one that holds others; *opened tells which. */
static gboolean
scan_value (Scan     *scan,
            gboolean *opened)
{
  skip_space (scan);
  *opened = FALSE;
  if (++scan->n_values > scan->limits->max_values)
    return refuse (scan, CS_JSON_ERROR_VALUES, N_("too many values"));
  if (peek (scan) == '{' || peek (scan) == '[') {
    *opened = TRUE;
    return open_level (scan, *scan->p++ == '{');
  }
  if (peek (scan) == '"')
    return scan_string (scan);
  if (peek (scan) == '-' || g_ascii_isdigit (peek (scan)))
    return scan_number (scan);
  return scan_word (scan);
}

/* After a whole value: closes what ends here, and stops before the next value or after the root. */
static gboolean
scan_after_value (Scan *scan)
{
  while (scan->depth > 0) {
    skip_space (scan);
    if (take (scan, ','))
      return !in_object (scan) || scan_key (scan);
    if (!take (scan, in_object (scan) ? '}' : ']'))
      return refuse (scan, CS_JSON_ERROR_SYNTAX,
                     in_object (scan) ? N_("a comma or } is expected") : N_("a comma or ] is expected"));
    close_level (scan);
  }
  return TRUE;
}

/* After an opening: stops before the first value inside, or goes on behind an empty one. */
static gboolean
scan_after_opening (Scan *scan)
{
  skip_space (scan);
  if (take (scan, in_object (scan) ? '}' : ']')) {
    close_level (scan);
    return scan_after_value (scan);
  }
  return !in_object (scan) || scan_key (scan);
}

static gboolean
scan_document (Scan *scan)
{
  gboolean opened;

  skip_space (scan);
  if (scan->p == scan->end)
    return refuse (scan, CS_JSON_ERROR_EMPTY, N_("it is empty"));
  if (*scan->p != '{' && *scan->p != '[')
    return refuse (scan, CS_JSON_ERROR_SYNTAX, N_("{ or [ is expected"));
  do {
    if (!scan_value (scan, &opened))
      return FALSE;
    if (!(opened ? scan_after_opening (scan) : scan_after_value (scan)))
      return FALSE;
  } while (scan->depth > 0);
  skip_space (scan);
  return scan->p == scan->end || refuse (scan, CS_JSON_ERROR_SYNTAX, N_("more text after the end"));
}

G_DEFINE_QUARK (cs-json-error-quark, cs_json_error)

/**
 * cs_json_check:
 * @text: (array length=length): bytes from anywhere; need not end in a zero
 * @length: how many
 * @limits: (nullable): what the document may cost, %NULL for the usual limits
 * @error: return location for an error in the domain %CS_JSON_ERROR
 *
 * Looks whether a text is exactly one JSON document (RFC 8259) whose root is an object or an array, that
 * a parser can be trusted with: valid UTF-8, surrogates paired, no zero characters, integers within 64
 * bits, other numbers finite, none longer than 32 characters. Reads every byte once or twice, allocates
 * nothing and does not recurse. Any thread.
 *
 * Returns: whether it is
 */
gboolean
cs_json_check (const char         *text,
               gsize               length,
               const CsJsonLimits *limits,
               GError            **error)
{
  Scan scan = { text, text, text + length, limits != NULL ? limits : &default_limits };
  const char *end = NULL;

  g_return_val_if_fail (text != NULL || length == 0, FALSE);

  if (length > scan.limits->max_bytes) {
    g_autofree char *allowed = g_format_size (scan.limits->max_bytes);

    g_set_error (error, CS_JSON_ERROR, CS_JSON_ERROR_SIZE, _("The JSON is larger than %s"), allowed);
    return FALSE;
  }
  if (length > 0 && !g_utf8_validate_len (text, length, &end)) {
    scan.p = end;
    refuse (&scan, CS_JSON_ERROR_ENCODING, N_("not UTF-8"));
  } else if (scan_document (&scan)) {
    return TRUE;
  }
  g_set_error (error, CS_JSON_ERROR, scan.code, _("Unusable JSON, byte %u: %s"),
               (guint) (scan.p - scan.start), _(scan.wrong));
  return FALSE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-html-private.h"

#include <string.h>

/* Tags and entities, read as browsers read them: nothing here goes back, so reading is linear. */

#define MAX_ATTRIBUTE 2048
#define MAX_ENTITY 10

/* The entities of HTML 4 for U+00A0 to U+00FF, in their order. */
static const char *const latin[] = {
  "nbsp",   "iexcl",  "cent",   "pound",  "curren", "yen",    "brvbar", "sect",   "uml",    "copy",   "ordf",   "laquo",
  "not",    "shy",    "reg",    "macr",   "deg",    "plusmn", "sup2",   "sup3",   "acute",  "micro",  "para",   "middot",
  "cedil",  "sup1",   "ordm",   "raquo",  "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc",  "Atilde",
  "Auml",   "Aring",  "AElig",  "Ccedil", "Egrave", "Eacute", "Ecirc",  "Euml",   "Igrave", "Iacute", "Icirc",  "Iuml",
  "ETH",    "Ntilde", "Ograve", "Oacute", "Ocirc",  "Otilde", "Ouml",   "times",  "Oslash", "Ugrave", "Uacute", "Ucirc",
  "Uuml",   "Yacute", "THORN",  "szlig",  "agrave", "aacute", "acirc",  "atilde", "auml",   "aring",  "aelig",  "ccedil",
  "egrave", "eacute", "ecirc",  "euml",   "igrave", "iacute", "icirc",  "iuml",   "eth",    "ntilde", "ograve", "oacute",
  "ocirc",  "otilde", "ouml",   "divide", "oslash", "ugrave", "uacute", "ucirc",  "uuml",   "yacute", "thorn",  "yuml",
};

static const struct {
  const char *name;
  gunichar c;
} others[] = {
  { "amp", '&' },       { "lt", '<' },        { "gt", '>' },        { "quot", '"' },      { "apos", '\'' },
  { "OElig", 0x152 },   { "oelig", 0x153 },   { "Yuml", 0x178 },    { "euro", 0x20ac },   { "trade", 0x2122 },
  { "ndash", 0x2013 },  { "mdash", 0x2014 },  { "lsquo", 0x2018 },  { "rsquo", 0x2019 },  { "sbquo", 0x201a },
  { "ldquo", 0x201c },  { "rdquo", 0x201d },  { "bdquo", 0x201e },  { "bull", 0x2022 },   { "hellip", 0x2026 },
  { "lsaquo", 0x2039 }, { "rsaquo", 0x203a }, { "larr", 0x2190 },   { "rarr", 0x2192 },   { "hearts", 0x2665 },
  { "nnbsp", 0x202f },  { "NewLine", '\n' },  { "Tab", '\t' },      { "commat", '@' },    { "num", '#' },
};

static gboolean
is_html_space (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static gunichar
named_entity (const char *name,
              gsize       length)
{
  for (guint i = 0; i < G_N_ELEMENTS (latin); i++)
    if (strncmp (latin[i], name, length) == 0 && latin[i][length] == '\0')
      return 0xa0 + i;
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (strncmp (others[i].name, name, length) == 0 && others[i].name[length] == '\0')
      return others[i].c;
  return 0;
}

static gunichar
numbered_entity (const char *digits,
                 gsize       length)
{
  gboolean hex = digits[0] == 'x' || digits[0] == 'X';
  gunichar c = 0;

  if (length < (hex ? 2 : 1))
    return 0;
  for (gsize i = hex ? 1 : 0; i < length; i++) {
    int value = hex ? g_ascii_xdigit_value (digits[i]) : g_ascii_digit_value (digits[i]);

    if (value < 0)
      return 0;
    c = MIN (c * (hex ? 16 : 10) + (gunichar) value, 0x110000);
  }
  return c != 0 && g_unichar_validate (c) ? c : 0xfffd;
}

/* Reads what starts with the & at @p, or takes the & for itself. Returns: where to go on */
const char *
cs_html_scan_entity (const char *p,
                     GString    *out)
{
  gsize length = 0;
  gunichar c = 0;

  while (length < MAX_ENTITY && (g_ascii_isalnum (p[1 + length]) || (length == 0 && p[1] == '#')))
    length++;
  if (length > 0 && p[1 + length] == ';')
    c = p[1] == '#' ? numbered_entity (p + 2, length - 1) : named_entity (p + 1, length);
  if (c == 0) {
    g_string_append_c (out, '&');
    return p + 1;
  }
  g_string_append_unichar (out, c);
  return p + 1 + length + 1;
}

static char *
decode (const char *start,
        const char *end)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (const char *p = start; p < end && out->len <= MAX_ATTRIBUTE;) {
    if (*p == '&')
      p = cs_html_scan_entity (p, out);
    else
      g_string_append_c (out, *p++);
  }
  return out->len <= MAX_ATTRIBUTE ? g_string_free (g_steal_pointer (&out), FALSE) : NULL;
}

static void
keep_attribute (CsHtmlTag  *tag,
                const char *name,
                gsize       length,
                const char *value,
                const char *end)
{
  const struct {
    const char *name;
    char **field;
  } known[] = {
    { "class", &tag->class_names },
    { "rel", &tag->rel },
    { "href", &tag->href },
    { "alt", &tag->alt },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (strlen (known[i].name) == length && g_ascii_strncasecmp (known[i].name, name, length) == 0 &&
        *known[i].field == NULL)
      *known[i].field = decode (value, end);
}

static const char *
skip_html_space (const char *p)
{
  while (is_html_space (*p))
    p++;
  return p;
}

/* Reads one attribute. Returns: (nullable): where to go on, %NULL at the end of the text */
static const char *
scan_attribute (const char *p,
                CsHtmlTag  *tag)
{
  const char *name = p;
  const char *value;
  gsize length;

  do
    p++;
  while (*p != '\0' && *p != '=' && *p != '>' && *p != '/' && !is_html_space (*p));
  length = p - name;
  p = skip_html_space (p);
  if (*p != '=')
    return *p != '\0' ? p : NULL;
  p = skip_html_space (p + 1);
  if (*p == '"' || *p == '\'') {
    value = p + 1;
    p = strchr (value, *p);
    if (p != NULL)
      keep_attribute (tag, name, length, value, p);
    return p != NULL ? p + 1 : NULL;
  }
  for (value = p; *p != '\0' && *p != '>' && !is_html_space (*p);)
    p++;
  keep_attribute (tag, name, length, value, p);
  return *p != '\0' ? p : NULL;
}

/* Reads the tag that starts with the < at @p, which a letter or a slash and a letter must follow.
 * Returns: (nullable): behind its >, %NULL when the text ends before */
const char *
cs_html_scan_tag (const char *p,
                  CsHtmlTag  *tag)
{
  guint length = 0;

  memset (tag, 0, sizeof *tag);
  tag->closing = p[1] == '/';
  p += tag->closing ? 2 : 1;
  for (; *p != '\0' && *p != '>' && *p != '/' && !is_html_space (*p); p++)
    if (length < CS_HTML_MAX_NAME)
      tag->name[length++] = g_ascii_tolower (*p);
  while (p != NULL && *p != '>') {
    if (*p == '\0')
      return NULL;
    p = *p == '/' || is_html_space (*p) ? p + 1 : scan_attribute (p, tag);
  }
  return p != NULL ? p + 1 : NULL;
}

void
cs_html_tag_clear (CsHtmlTag *tag)
{
  g_clear_pointer (&tag->class_names, g_free);
  g_clear_pointer (&tag->rel, g_free);
  g_clear_pointer (&tag->href, g_free);
  g_clear_pointer (&tag->alt, g_free);
}

/* Whether the tag's name is among @names, each of which has a space before and behind it. */
gboolean
cs_html_tag_is (const CsHtmlTag *tag,
                const char      *names)
{
  char spaced[CS_HTML_MAX_NAME + 3];

  g_snprintf (spaced, sizeof spaced, " %s ", tag->name);
  return strstr (names, spaced) != NULL;
}

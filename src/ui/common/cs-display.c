/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-display.h"

#include "cs-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FSI "\u2068"
#define PDI "\u2069"
#define LRM "\u200e"
#define RLM "\u200f"
#define MINUS "\u2212"
#define ELLIPSIS "…"

/**
 * cs_display_number:
 * @number: a number
 *
 * Returns: (transfer full): the number with its thousands apart, as the interface's language does it
 */
char *
cs_display_number (gint64 number)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  const char *first = digits[0] == '-' ? digits + 1 : digits;
  gsize left = strlen (first);
  GString *out = g_string_new (first != digits ? MINUS : NULL);

  for (; *first != '\0'; first++) {
    g_string_append_c (out, *first);
    left--;
    if (left > 0 && left % 3 == 0)
      /* Translators: what stands between the thousands in a number; in French a narrow no-break space */
      g_string_append (out, C_("thousands", ","));
  }
  return g_string_free (out, FALSE);
}

/**
 * cs_display_age:
 * @age_us: how long ago, in microseconds; a clock that went back counts as now
 *
 * Returns: (transfer full): the age in its one largest unit, such as "4 s", for a narrow column
 */
char *
cs_display_age (gint64 age_us)
{
  gint64 age_s = MAX (age_us, 0) / G_USEC_PER_SEC;

  /* Translators: ages in a narrow column: seconds, minutes, hours, days. Keep the no-break space. */
  if (age_s < 60)
    return g_strdup_printf (_("%d s"), (int) age_s);
  if (age_s < 60 * 60)
    return g_strdup_printf (_("%d min"), (int) (age_s / 60));
  if (age_s < 24 * 60 * 60)
    return g_strdup_printf (_("%d h"), (int) (age_s / 60 / 60));
  return g_strdup_printf (_("%d d"), (int) (age_s / 60 / 60 / 24));
}

/**
 * cs_display_length:
 * @length_ms: a length or a remainder in milliseconds; may be negative
 *
 * Returns: (transfer full): minutes and seconds such as "0:12", with hours when there are any
 */
char *
cs_display_length (gint64 length_ms)
{
  gint64 length_s = ABS (length_ms) / 1000;
  const char *sign = length_ms <= -1000 ? MINUS : "";
  int hours = length_s / 3600;
  int minutes = length_s / 60 % 60;
  int seconds = length_s % 60;

  if (hours > 0)
    return g_strdup_printf ("%s%d:%02d:%02d", sign, hours, minutes, seconds);
  return g_strdup_printf ("%s%d:%02d", sign, minutes, seconds);
}

/**
 * cs_display_time:
 * @time_us: microseconds since 1970 UTC
 *
 * Returns: (transfer full): the time of day in this machine's time zone, such as "21:13:52"
 */
char *
cs_display_time (gint64 time_us)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (time_us / G_USEC_PER_SEC);

  return time != NULL ? g_date_time_format (time, "%H:%M:%S") : g_strdup ("");
}

/* Hashtags, mentions and links are Latin in posts of every language: they tell nothing about it. */
static gboolean
is_neutral_word (const char *word)
{
  return *word == '#' || *word == '@' || g_str_has_prefix (word, "＃") ||
         g_str_has_prefix (word, "http://") || g_str_has_prefix (word, "https://");
}

static const char *
find_word_end (const char *word)
{
  while (*word != '\0' && !g_unichar_isspace (g_utf8_get_char (word)))
    word = g_utf8_next_char (word);
  return word;
}

static char *
drop_neutral_words (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *word = text; *word != '\0';) {
    const char *end = find_word_end (word);

    if (!is_neutral_word (word))
      g_string_append_len (out, word, end - word);
    word = *end != '\0' ? g_utf8_next_char (end) : end;
  }
  return g_string_free (out, FALSE);
}

static CsTextDirection
find_direction (const char *text)
{
  g_autofree char *said = drop_neutral_words (text);

  return cs_text_get_direction (said);
}

/**
 * cs_display_is_rtl:
 * @text: valid UTF-8
 *
 * Returns: whether @text reads from right to left: its first strong letter does, hashtags, mentions
 *   and links aside unless there is nothing else
 */
gboolean
cs_display_is_rtl (const char *text)
{
  CsTextDirection direction = find_direction (text);

  if (direction == CS_TEXT_NEUTRAL)
    direction = cs_text_get_direction (text);
  return direction == CS_TEXT_RIGHT_TO_LEFT;
}

static gboolean
joins_before (gunichar c)
{
  return g_unichar_ismark (c) || g_unichar_iszerowidth (c) || (c >= 0x1f3fb && c <= 0x1f3ff);
}

/* Where a text may be cut without taking a sign apart: not before a mark or modifier, nor after a joiner. */
static const char *
find_cut (const char *text,
          const char *at)
{
  while (at > text && joins_before (g_utf8_get_char (at)))
    at = g_utf8_prev_char (at);
  if (at > text && g_utf8_get_char (g_utf8_prev_char (at)) == 0x200d)
    at = find_cut (text, g_utf8_prev_char (at));
  return at;
}

/**
 * cs_display_line:
 * @text: valid UTF-8
 * @max_chars: how many characters to keep
 *
 * Returns: (transfer full): @text on one line: every run of blanks is one space, and what is beyond
 *   @max_chars is an ellipsis
 */
char *
cs_display_line (const char *text,
                 guint       max_chars)
{
  GString *out = g_string_new (NULL);
  guint n = 0;
  gboolean blank = FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (g_unichar_isspace (c) && c != 0x00a0 && c != 0x202f) {
      blank = out->len > 0;
      continue;
    }
    if (n + blank >= max_chars) {
      if (!blank)
        g_string_truncate (out, find_cut (out->str, out->str + out->len) - out->str);
      g_string_append (out, ELLIPSIS);
      break;
    }
    if (blank)
      g_string_append_c (out, ' ');
    n += 1 + blank;
    blank = FALSE;
    g_string_append_unichar (out, c);
  }
  return g_string_free (out, FALSE);
}

/* A hashtag's sign would jump to the other end of it in a text that reads from right to left. */
static void
append_isolating_words (GString    *out,
                        const char *line)
{
  for (const char *word = line; *word != '\0';) {
    const char *end = find_word_end (word);

    if (is_neutral_word (word)) {
      g_string_append (out, FSI);
      g_string_append_len (out, word, end - word);
      g_string_append (out, PDI);
    } else {
      g_string_append_len (out, word, end - word);
    }
    if (*end == '\0')
      break;
    word = g_utf8_next_char (end);
    g_string_append_len (out, end, word - end);
  }
}

static void
append_paragraph (GString    *out,
                  const char *line,
                  gboolean    rtl)
{
  g_string_append (out, rtl ? RLM : LRM);
  if (rtl)
    append_isolating_words (out, line);
  else
    g_string_append (out, line);
}

/**
 * cs_display_body:
 * @text: a post's text, made safe
 * @max_chars: how many characters to keep
 *
 * Returns: (transfer full): @text as one paragraph that starts with a mark of its own direction, with
 *   its hashtags isolated when it reads from right to left
 */
char *
cs_display_body (const char *text,
                 guint       max_chars)
{
  g_autofree char *line = cs_display_line (text, max_chars);
  GString *out = g_string_new (NULL);

  append_paragraph (out, line, cs_display_is_rtl (line));
  return g_string_free (out, FALSE);
}

/**
 * cs_display_cell:
 * @text: a name or a post's text, made safe
 * @max_chars: how many characters to keep
 * @rtl: whether the table reads from right to left
 *
 * Returns: (transfer full): @text as one line that stands at the start of its column whatever its own direction is
 */
char *
cs_display_cell (const char *text,
                 guint       max_chars,
                 gboolean    rtl)
{
  g_autofree char *body = cs_display_body (text, max_chars);

  return g_strconcat (rtl ? RLM : LRM, FSI, body, PDI, NULL);
}

/**
 * cs_display_text:
 * @text: a post's text, made safe
 *
 * Returns: (transfer full): the whole text with its lines, each beginning with a mark of its own direction, or of
 *   the text's when it has none of its own; hashtags are isolated in what reads from right to left
 */
char *
cs_display_text (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  gboolean rtl = cs_display_is_rtl (text);
  GString *out = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++) {
    CsTextDirection direction = find_direction (lines[i]);

    if (i > 0)
      g_string_append_c (out, '\n');
    append_paragraph (out, lines[i], direction == CS_TEXT_NEUTRAL ? rtl : direction == CS_TEXT_RIGHT_TO_LEFT);
  }
  return g_string_free (out, FALSE);
}

static gunichar
find_initial (const char *word,
              const char *end)
{
  for (; word < end; word = g_utf8_next_char (word)) {
    gunichar c = g_utf8_get_char (word);

    if (g_unichar_isalnum (c))
      return g_unichar_toupper (c);
  }
  return 0;
}

/**
 * cs_display_initials:
 * @name: a name, made safe
 *
 * Returns: (transfer full): the initials of the first and the last word, or a single sign where letters
 *   have no capitals; a dot when there are no letters at all
 */
char *
cs_display_initials (const char *name)
{
  GString *out = g_string_new (NULL);
  gunichar first = 0;
  gunichar last = 0;

  for (const char *word = name; *word != '\0';) {
    const char *end = find_word_end (word);
    gunichar initial = find_initial (word, end);

    if (first == 0)
      first = initial;
    else if (initial != 0)
      last = initial;
    word = *end != '\0' ? g_utf8_next_char (end) : end;
  }
  g_string_append_unichar (out, first != 0 ? first : 0xb7);
  if (g_unichar_isupper (first) && g_unichar_isupper (last))
    g_string_append_unichar (out, last);
  return g_string_free (out, FALSE);
}

/**
 * cs_display_colour:
 * @account: an account
 *
 * Returns: a number below %CS_DISPLAY_N_COLOURS that is the same for this account in every show
 */
guint
cs_display_colour (const CsAccount *account)
{
  guint hash = g_str_hash (account->native_id) * 31 + g_str_hash (account->host);

  return (hash * 31 + account->network) % CS_DISPLAY_N_COLOURS;
}

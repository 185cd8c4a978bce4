/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-draw-text.h"

#include <string.h>

#define NAME_MAX_BYTES 64
#define CODE_MAX_BYTES 32
#define LENGTH_OF_TIME 20

static guint
two_digits (const char *at)
{
  return (guint) (at[0] - '0') * 10 + (guint) (at[1] - '0');
}

static gboolean
has_shape (const char *text,
           const char *shape)
{
  for (; *shape != '\0'; shape++, text++)
    if (*shape == '0' ? !g_ascii_isdigit (*text) : *text != *shape)
      return FALSE;
  return *text == '\0';
}

static gboolean
only_of (const char *text,
         const char *set,
         gsize       min,
         gsize       max)
{
  gsize length = text != NULL ? strspn (text, set) : 0;

  return text != NULL && text[length] == '\0' && length >= min && length <= max;
}

/**
 * cs_draw_read_decimal:
 * @text: (array length=length): digits
 * @length: how many
 * @max: the largest that may be
 * @value: (out): the number
 *
 * Returns: whether the text is a decimal without sign or leading zero, at most @max
 */
gboolean
cs_draw_read_decimal (const char *text,
                      gsize       length,
                      guint64     max,
                      guint64    *value)
{
  guint64 n = 0;

  if (length == 0 || length > 19 || (text[0] == '0' && length > 1))
    return FALSE;
  for (gsize i = 0; i < length; i++) {
    if (!g_ascii_isdigit (text[i]))
      return FALSE;
    n = n * 10 + (guint64) (text[i] - '0');
  }
  *value = n;
  return n <= max;
}

/**
 * cs_draw_read_time:
 * @text: (nullable): "YYYY-MM-DDThh:mm:ssZ"
 * @time_s: (out): seconds since 1970 UTC
 *
 * Returns: whether the text is a time of a real day, written in exactly this form
 */
gboolean
cs_draw_read_time (const char *text,
                   gint64     *time_s)
{
  g_autoptr (GTimeZone) utc = NULL;
  g_autoptr (GDateTime) time = NULL;
  guint year, month, day, hour, minute, second;

  if (text == NULL || strnlen (text, LENGTH_OF_TIME + 1) != LENGTH_OF_TIME || !has_shape (text, "0000-00-00T00:00:00Z"))
    return FALSE;
  year = two_digits (text) * 100 + two_digits (text + 2);
  month = two_digits (text + 5);
  day = two_digits (text + 8);
  hour = two_digits (text + 11);
  minute = two_digits (text + 14);
  second = two_digits (text + 17);
  if (!g_date_valid_dmy (day, month, year) || hour > 23 || minute > 59 || second > 59)
    return FALSE;
  utc = g_time_zone_new_utc ();
  time = g_date_time_new (utc, year, month, day, hour, minute, second);
  if (time == NULL)
    return FALSE;
  *time_s = g_date_time_to_unix (time);
  return TRUE;
}

/**
 * cs_draw_write_time:
 * @time_s: seconds since 1970 UTC, of the years 1 to 9999
 *
 * Returns: (transfer full): "YYYY-MM-DDThh:mm:ssZ"
 */
char *
cs_draw_write_time (gint64 time_s)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (time_s);

  g_return_val_if_fail (time != NULL, NULL);
  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02dZ", g_date_time_get_year (time), g_date_time_get_month (time),
                          g_date_time_get_day_of_month (time), g_date_time_get_hour (time),
                          g_date_time_get_minute (time), g_date_time_get_second (time));
}

/**
 * cs_draw_is_text:
 * @text: (nullable): a value
 *
 * Returns: whether it is 1 to 200 bytes of UTF-8 without controls and without a space at either end
 */
gboolean
cs_draw_is_text (const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;

  if (length < 1 || length > CS_DRAW_TEXT_MAX || !g_utf8_validate_len (text, length, NULL) || text[0] == ' ' ||
      text[length - 1] == ' ')
    return FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (c < 0x20 || (c >= 0x7f && c <= 0x9f))
      return FALSE;
  }
  return TRUE;
}

/**
 * cs_draw_is_name:
 * @text: (nullable): a value
 *
 * Returns: whether it can name a draw: 1 to 64 of A-Z a-z 0-9 . _ -
 */
gboolean
cs_draw_is_name (const char *text)
{
  return only_of (text, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "._-", 1, NAME_MAX_BYTES);
}

/**
 * cs_draw_is_code:
 * @text: (nullable): a value
 *
 * Returns: whether it can be the code of an event: 1 to 32 of a-z -
 */
gboolean
cs_draw_is_code (const char *text)
{
  return only_of (text, G_CSET_a_2_z "-", 1, CODE_MAX_BYTES);
}

/**
 * cs_draw_is_stage:
 * @text: (nullable): a value
 * @min: how many characters at least
 *
 * Returns: whether it is a stage input in its canonical form: at most 128 of 0-9 A-Z
 */
gboolean
cs_draw_is_stage (const char *text,
                  gsize       min)
{
  return only_of (text, G_CSET_A_2_Z G_CSET_DIGITS, min, CS_DRAW_STAGE_MAX);
}

/**
 * cs_draw_canon_stage:
 * @typed: what somebody typed: dice, or words from the audience
 *
 * Returns: (transfer full): its letters and digits in upper case, the first 128; "" when there are none
 */
char *
cs_draw_canon_stage (const char *typed)
{
  GString *canon = g_string_new (NULL);

  for (; *typed != '\0' && canon->len < CS_DRAW_STAGE_MAX; typed++)
    if (g_ascii_isalnum (*typed))
      g_string_append_c (canon, g_ascii_toupper (*typed));
  return g_string_free (canon, FALSE);
}

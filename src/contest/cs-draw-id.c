/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-draw-id.h"

#include "cs-digest.h"
#include "cs-draw-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PLATFORM_MAX 16
#define FULLWIDTH_AT 0xff20

typedef struct {
  gunichar first;
  gunichar last;
} Range;

/* Drawn as nothing, or changes how its neighbours are drawn: two ids must not look like one. */
static const Range invisible[] = {
  { 0x00ad, 0x00ad }, { 0x034f, 0x034f }, { 0x061c, 0x061c }, { 0x115f, 0x1160 },   { 0x17b4, 0x17b5 },
  { 0x180b, 0x180f }, { 0x200b, 0x200f }, { 0x202a, 0x202e }, { 0x2060, 0x206f },   { 0x3164, 0x3164 },
  { 0xfe00, 0xfe0f }, { 0xfeff, 0xfeff }, { 0xffa0, 0xffa0 }, { 0xe0000, 0xe007f }, { 0xe0100, 0xe01ef },
};

static const Range spaces[] = {
  { 0x0009, 0x000d }, { 0x0020, 0x0020 }, { 0x0085, 0x0085 }, { 0x00a0, 0x00a0 }, { 0x1680, 0x1680 }, { 0x2000, 0x200a },
  { 0x2028, 0x2029 }, { 0x202f, 0x202f }, { 0x205f, 0x205f }, { 0x3000, 0x3000 },
};

static gboolean
is_in (const Range *ranges,
       gsize        n_ranges,
       gunichar     c)
{
  for (gsize i = 0; i < n_ranges && c >= ranges[i].first; i++)
    if (c <= ranges[i].last)
      return TRUE;
  return FALSE;
}

static gboolean
is_invisible (gunichar c)
{
  return is_in (invisible, G_N_ELEMENTS (invisible), c);
}

static gboolean
is_control (gunichar c)
{
  return c < 0x20 || (c >= 0x7f && c <= 0x9f);
}

static gboolean
is_leading (gunichar c)
{
  return c == '@' || c == FULLWIDTH_AT || cs_draw_char_is_space (c);
}

static char *
drop_invisible (const char *text,
                gsize       length)
{
  GString *kept = g_string_sized_new (length);

  for (const char *p = text; p < text + length; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (!is_invisible (c))
      g_string_append_unichar (kept, c);
  }
  return g_string_free (kept, FALSE);
}

static void
strip_end (char *text)
{
  char *end = text + strlen (text);

  while (end > text) {
    char *last = g_utf8_prev_char (end);

    if (!cs_draw_char_is_space (g_utf8_get_char (last)))
      break;
    end = last;
  }
  *end = '\0';
}

static char *
normalize (const char *text,
           gsize       length)
{
  g_autofree char *visible = drop_invisible (text, length);
  g_autofree char *composed = g_utf8_normalize (visible, -1, G_NORMALIZE_NFC);
  g_autofree char *again = NULL;
  const char *start;

  for (char *p = composed; *p != '\0'; p++)
    *p = g_ascii_tolower (*p);
  again = g_utf8_normalize (composed, -1, G_NORMALIZE_NFC); /* lower-casing can make a pair that composes */
  strip_end (again);
  for (start = again; *start != '\0' && is_leading (g_utf8_get_char (start)); start = g_utf8_next_char (start))
    ;
  return g_strdup (start);
}

static gsize
platform_length (const char *id,
                 gsize       length)
{
  gsize n = 0;

  while (n < length && n <= PLATFORM_MAX && (g_ascii_islower (id[n]) || g_ascii_isdigit (id[n])))
    n++;
  return n <= PLATFORM_MAX ? n : 0;
}

static gboolean
is_platform (const char *platform)
{
  gsize length = platform_length (platform, strlen (platform));

  return length > 0 && platform[length] == '\0' && strcmp (platform, "h") != 0;
}

static gboolean
check_char (gunichar c,
            GError **error)
{
  if (is_control (c))
    return cs_draw_refuse (error, CS_DRAW_ERROR_ID, _("It holds the control character U+%04X."), c);
  if (c != ' ' && cs_draw_char_is_space (c))
    return cs_draw_refuse (error, CS_DRAW_ERROR_ID, _("It holds the unusual space U+%04X."), c);
  if (c == '#')
    return cs_draw_refuse (error, CS_DRAW_ERROR_ID, _("It holds a “#”."));
  if (is_invisible (c))
    return cs_draw_refuse (error, CS_DRAW_ERROR_ID, _("It holds the invisible character U+%04X."), c);
  if (c < 0x80 && g_ascii_isupper ((char) c))
    return cs_draw_refuse (error, CS_DRAW_ERROR_ID, _("It holds a capital letter."));
  return TRUE;
}

static gboolean
check_handle (const char *handle,
              gsize       length,
              GError    **error)
{
  if (length < 1 || length > CS_DRAW_HANDLE_MAX)
    return cs_draw_refuse (error, CS_DRAW_ERROR_ID, _("A handle has 1 to %d bytes."), CS_DRAW_HANDLE_MAX);
  if (!g_utf8_validate_len (handle, length, NULL))
    return cs_draw_refuse (error, CS_DRAW_ERROR_ID, _("It is not UTF-8."));
  if (is_leading (g_utf8_get_char (handle)))
    return cs_draw_refuse (error, CS_DRAW_ERROR_ID, _("A handle does not begin with “@” or a space."));
  if (handle[length - 1] == ' ')
    return cs_draw_refuse (error, CS_DRAW_ERROR_ID, _("A handle does not end with a space."));
  for (const char *p = handle; p < handle + length; p = g_utf8_next_char (p))
    if (!check_char (g_utf8_get_char (p), error))
      return FALSE;
  return TRUE;
}

/**
 * cs_draw_char_is_space:
 * @c: a character
 *
 * Returns: whether it is White_Space as the protocol lists it
 */
gboolean
cs_draw_char_is_space (gunichar c)
{
  return is_in (spaces, G_N_ELEMENTS (spaces), c);
}

/**
 * cs_draw_id_new:
 * @platform: 1 to 16 of a-z 0-9, not "h"
 * @handle: (array length=length): what the network calls the account, any bytes
 * @length: how many
 * @error: return location for %CS_DRAW_ERROR_ID
 *
 * Makes the id under which an account takes part: two ways to type one handle give one id. To be done before
 * sealing only; afterwards bytes are bytes.
 *
 * Returns: (transfer full) (nullable): "platform:handle", or %NULL with @error set
 */
char *
cs_draw_id_new (const char *platform,
                const char *handle,
                gsize       length,
                GError    **error)
{
  g_autofree char *canon = NULL;

  if (!is_platform (platform)) {
    cs_draw_refuse (error, CS_DRAW_ERROR_ID, _("“%s” is not the name of a network."), platform);
    return NULL;
  }
  if (!g_utf8_validate_len (handle, length, NULL)) {
    cs_draw_refuse (error, CS_DRAW_ERROR_ID, _("It is not UTF-8."));
    return NULL;
  }
  canon = normalize (handle, length);
  if (!check_handle (canon, strlen (canon), error))
    return NULL;
  return g_strconcat (platform, ":", canon, NULL);
}

/**
 * cs_draw_id_check:
 * @id: (array length=length): the bytes of an id in a list
 * @length: how many
 * @error: return location for %CS_DRAW_ERROR_ID
 *
 * Returns: whether it is an id in clear that canonicalising could have given; normal forms are not looked at
 */
gboolean
cs_draw_id_check (const char *id,
                  gsize       length,
                  GError    **error)
{
  gsize n = platform_length (id, length);

  if (n == 0 || n >= length || id[n] != ':' || (n == 1 && id[0] == 'h'))
    return cs_draw_refuse (error, CS_DRAW_ERROR_ID, _("It does not begin with the name of a network and a colon."));
  return check_handle (id + n + 1, length - n - 1, error);
}

/**
 * cs_draw_id_is_pseudonym:
 * @id: (array length=length): the bytes of an id in a list
 * @length: how many
 *
 * Returns: whether it is "h:" and 64 lower-case hexadecimal digits
 */
gboolean
cs_draw_id_is_pseudonym (const char *id,
                         gsize       length)
{
  CsHex hex;

  if (length != 2 + CS_DIGEST_HEX || id[0] != 'h' || id[1] != ':')
    return FALSE;
  memcpy (hex, id + 2, CS_DIGEST_HEX);
  hex[CS_DIGEST_HEX] = '\0';
  return cs_digest_is_hex (hex, CS_DIGEST_HEX);
}

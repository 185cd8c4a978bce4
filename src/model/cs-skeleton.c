/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-skeleton.h"

#include "cs-text-private.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/uspoof.h>

/* Two names are alike when they have one skeleton: what is left when letter case, marks, space and signs
 * are gone and every letter stands for all that look like it: Unicode Technical Standard 39, and what
 * people do beyond it (digits for letters, letters in boxes, letters repeated). It reads names as a
 * hurried viewer does; it is no measure of anything else. */

#define MAX_NAME 1024
#define REGIONAL_A 0x1f1e6
#define BOXED_A 0x1f170
#define ROUND_A 0x1f150
#define REGISTERED 0xae
#define SERVICE_MARK 0x2120
#define TRADE_MARK 0x2122

/* Pairs: what looks like a letter, then the letter. What the standard leaves out. */
static const char *const looks[] = {
  "@a$s!l|l€e£l¢c¥y₦n₩w₿b฿b+t⭕o❌xſf",
  "ᴀaʙbᴄcᴅdᴇeꜰfɢgʜhɪiᴊjᴋkʟlᴍmɴnᴏoᴘpǫqʀrꜱsᴛtᴜuᴠvᴡwʏyᴢz",
  "ɐaɔcǝeɟfƃgɥhıiɾjʞkɯmɹrʇtʌvʍwʎyßbłlđdøo",
  "αaβbγyδdεeζzηnθoιiκkλaμuνvξeοoπnρpςcσoτtυuφoχxψyωw",
  "аaбbвbгrдaеeзeиnкkлnмmнhоoпnрpсcтtуyфoхxцuшwщwыuьbэeюoяrєeіiђhґr",
  "ᗩaᗷbᑕcᗪdᕮeᖴfᕼhᒍjᒪlᗰmᑎnᑭpᖇrᔕsᑌuᐯvᗯw",
  "คa๒bςc๔dﻮgเiןj๓mภn๏oקpรsยuשvฬwאxץy",
};

/* Applied last, so that "France 3" and "France" stay apart however letters are repeated. */
static const char digits[] = "olzeasbtbg";

/* What impostors add to a name. */
static const char *const claims[] = {
  "official", "officiel", "officielle", "oficial", "offiziell", "verified", "verifie", "thereal", "levrai", "compteofficiel",
};

static gunichar
look_up (gunichar c)
{
  if (c < 0x80 && g_ascii_isalnum (c))
    return c;
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    for (const char *p = looks[i]; *p != '\0'; p = g_utf8_next_char (p) + 1)
      if (g_utf8_get_char (p) == c)
        return *g_utf8_next_char (p);
  return c;
}

static gunichar
unbox (gunichar c)
{
  if (c >= REGIONAL_A && c < REGIONAL_A + 26)
    return 'a' + c - REGIONAL_A;
  if (c >= BOXED_A && c < BOXED_A + 26)
    return 'a' + c - BOXED_A;
  if (c >= ROUND_A && c < ROUND_A + 26)
    return 'a' + c - ROUND_A;
  return look_up (c);
}

static char *
unbox_all (const char *name)
{
  GString *out = g_string_new (NULL);

  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (c != TRADE_MARK && c != SERVICE_MARK && c != REGISTERED)
      g_string_append_unichar (out, unbox (c));
  }
  return g_string_free (out, FALSE);
}

/* Returns: (transfer full): @text in the form of @normalizer; "" when that fails */
static char *
normalize (const UNormalizer2 *normalizer,
           const char         *text)
{
  UErrorCode status = U_ZERO_ERROR;
  glong length;
  g_autofree gunichar2 *in = g_utf8_to_utf16 (text, -1, NULL, &length, NULL);
  int room = length * 18 + 1; /* the most that a compatibility form can make of UTF-16 */
  g_autofree gunichar2 *out = g_new (gunichar2, room);
  char *result = NULL;

  length = unorm2_normalize (normalizer, in, length, out, room, &status);
  if (U_SUCCESS (status))
    result = g_utf16_to_utf8 (out, length, NULL, NULL, NULL);
  return result != NULL ? result : g_strdup ("");
}

/* Letter case and compatibility forms go, and marks come apart from what they sit on. */
char *
cs_skeleton_fold_case (const char *text)
{
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2 *fold = unorm2_getNFKCCasefoldInstance (&status);
  const UNormalizer2 *nfd = unorm2_getNFDInstance (&status);
  g_autofree char *folded = NULL;

  if (U_FAILURE (status))
    return g_strdup ("");
  folded = normalize (fold, text);
  return normalize (nfd, folded);
}

/* Case, marks and signs go; what looks like a letter becomes it. */
static char *
bare_letters (const char *name)
{
  g_autofree char *folded = cs_skeleton_fold_case (name);
  GString *out = g_string_new (NULL);

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = look_up (g_utf8_get_char (p));

    if (u_isalnum (c))
      g_string_append_unichar (out, c);
  }
  return g_string_free (out, FALSE);
}

static USpoofChecker *
get_checker (void)
{
  static gsize once;
  static USpoofChecker *checker; /* ICU lets any number of threads ask it */

  if (g_once_init_enter (&once)) {
    UErrorCode status = U_ZERO_ERROR;

    checker = uspoof_open (&status);
    g_once_init_leave (&once, 1);
  }
  return checker;
}

static char *
standard_skeleton (const char *name)
{
  UErrorCode status = U_ZERO_ERROR;
  int room = strlen (name) * 20 + 1;
  g_autofree char *out = g_malloc (room);
  USpoofChecker *checker = get_checker ();

  if (checker != NULL)
    uspoof_getSkeletonUTF8 (checker, 0, name, -1, out, room, &status);
  return checker != NULL && U_SUCCESS (status) ? g_steal_pointer (&out) : g_strdup (name);
}

/* What one code point looks like: often one letter, "" when it is none. */
char *
cs_skeleton_of_letter (gunichar c)
{
  char text[7] = "";
  g_autofree char *unboxed = NULL;
  g_autofree char *letters = NULL;
  g_autofree char *standard = NULL;

  text[g_unichar_to_utf8 (c, text)] = '\0';
  unboxed = unbox_all (text);
  letters = bare_letters (unboxed);
  if (g_str_is_ascii (letters))
    return g_steal_pointer (&letters);
  standard = standard_skeleton (letters);
  return bare_letters (standard);
}

/* i, j and l are one stroke; stretched letters shrink; vv is w; digits become letters. */
static char *
fold_shapes (const char *letters)
{
  GString *out = g_string_new (NULL);
  gunichar before = 0;

  for (const char *p = letters; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (c == 'i' || c == 'j' || c == '1')
      c = 'l';
    else if (c == '0')
      c = 'o';
    if (c == 'v' && p[1] == 'v') {
      c = 'w';
      p++;
    }
    if (c != before)
      g_string_append_unichar (out, g_ascii_isdigit (c) && c < 0x80 ? (gunichar) digits[c - '0'] : c);
    before = c;
  }
  return g_string_free (out, FALSE);
}

static char *const *
get_claims (void)
{
  static gsize once;
  static char *skeletons[G_N_ELEMENTS (claims)];

  if (g_once_init_enter (&once)) {
    for (guint i = 0; i < G_N_ELEMENTS (claims); i++)
      skeletons[i] = cs_skeleton_of (claims[i]);
    g_once_init_leave (&once, 1);
  }
  return skeletons;
}

static gboolean
equals_joined (const char *first,
               const char *second,
               const char *both)
{
  g_autofree char *joined = NULL;
  g_autofree char *folded = NULL;

  if (both[0] != first[0] || strlen (both) > strlen (first) + strlen (second))
    return FALSE;
  joined = g_strconcat (first, second, NULL);
  folded = fold_shapes (joined);
  return strcmp (folded, both) == 0;
}

/**
 * cs_skeleton_of:
 * @name: a display name or a handle, as written by a stranger; what follows its first 1024 bytes does not count
 *
 * What a name looks like. Any thread.
 *
 * Returns: (transfer full): its skeleton, "" when it has neither letters nor digits
 */
char *
cs_skeleton_of (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name, strnlen (name, MAX_NAME));
  g_autofree char *unboxed = unbox_all (valid);
  g_autofree char *letters = bare_letters (unboxed);
  g_autofree char *standard = standard_skeleton (letters);
  g_autofree char *again = bare_letters (standard);

  return fold_shapes (again);
}

/**
 * cs_skeleton_is_alike:
 * @official: the skeleton of an official account's name or handle
 * @other: the skeleton of another account's
 *
 * Whether a viewer may take one for the other: they look the same, or the other adds a claim to be official.
 * An aid that asks for a second look, never a judgement. Any thread.
 *
 * Returns: whether they are alike; nothing is like ""
 */
gboolean
cs_skeleton_is_alike (const char *official,
                      const char *other)
{
  if (official[0] == '\0' || other[0] == '\0')
    return FALSE;
  if (strcmp (official, other) == 0)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (claims); i++) {
    const char *claim = get_claims ()[i];

    if (strlen (other) > strlen (claim) &&
        (equals_joined (official, claim, other) || equals_joined (claim, official, other)))
      return TRUE;
  }
  return FALSE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-tag-matcher.h"

#include <string.h>

struct _CsTagMatcher {
  CsTagFold fold;
  GStrv shown; /* the tags to follow as a person wrote them, each folded form once */
  GHashTable *any;
  GStrv all;
  GHashTable *none;
};

/* The letters that Mastodon folds (app/lib/ascii_folding.rb) although they do not decompose. */
static const struct {
  gunichar letter;
  char ascii;
} plain_letters[] = {
  { 0x00f0, 'd' }, { 0x00f8, 'o' }, { 0x0111, 'd' }, { 0x0127, 'h' }, { 0x0131, 'i' }, { 0x0138, 'k' },
  { 0x0142, 'l' }, { 0x014b, 'n' }, { 0x017f, 's' }, { 0x0167, 't' },
};

static const char *
skip_sign (const char *tag)
{
  while (g_unichar_isspace (g_utf8_get_char (tag)))
    tag = g_utf8_next_char (tag);
  if (g_utf8_get_char (tag) == 0xff03)
    return g_utf8_next_char (tag);
  return *tag == '#' ? tag + 1 : tag;
}

/* Letter by letter: what GLib does for whole strings depends on the desk's language, and in Turkish “I” is another
 * letter than “i”. */
static char *
lower_case (const char *text)
{
  GString *lower = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    g_string_append_unichar (lower, g_unichar_tolower (g_utf8_get_char (p)));
  return g_string_free (lower, FALSE);
}

static char *
normalize (const char    *tag,
           GNormalizeMode mode)
{
  g_autofree char *valid = g_utf8_make_valid (tag != NULL ? tag : "", -1);
  g_autofree char *normal = g_utf8_normalize (skip_sign (valid), -1, mode);
  g_autofree char *lower = lower_case (normal);

  g_strchomp (lower);
  return g_steal_pointer (&lower);
}

static gunichar
plain_letter (gunichar c)
{
  for (guint i = 0; i < G_N_ELEMENTS (plain_letters); i++) {
    if (plain_letters[i].letter == c)
      return (gunichar) plain_letters[i].ascii;
  }
  return c;
}

static GStrv
fold_all (char    **tags,
          CsTagFold fold)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; tags != NULL && tags[i] != NULL; i++) {
    g_autofree char *folded = fold (tags[i]);

    if (*folded != '\0')
      g_strv_builder_add (builder, folded);
  }
  return g_strv_builder_end (builder);
}

static GHashTable *
set_of (GStrv tags)
{
  GHashTable *set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; tags[i] != NULL; i++)
    g_hash_table_add (set, g_strdup (tags[i]));
  return set;
}

static GStrv
pick_shown (char    **tags,
            CsTagFold fold)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; tags != NULL && tags[i] != NULL; i++) {
    char *folded = fold (tags[i]);
    g_autofree char *valid = g_utf8_make_valid (tags[i], -1);

    if (*folded == '\0')
      g_free (folded);
    else if (g_hash_table_add (seen, folded))
      g_strv_builder_add (builder, g_strchomp (valid + (skip_sign (valid) - valid)));
  }
  return g_strv_builder_end (builder);
}

/**
 * cs_tag_fold_case:
 * @tag: (nullable): a hashtag, with or without its sign
 *
 * Folds as Bluesky compares: letter case aside, accents count.
 *
 * Returns: (transfer full): the folded form
 */
char *
cs_tag_fold_case (const char *tag)
{
  g_autofree char *lower = normalize (tag, G_NORMALIZE_DEFAULT_COMPOSE);

  return g_utf8_casefold (lower, -1);
}

/**
 * cs_tag_fold_ascii:
 * @tag: (nullable): a hashtag, with or without its sign
 *
 * Folds as Mastodon compares (app/models/tag.rb, HashtagNormalizer): compatibility forms, letter case and the accents
 * of Latin letters aside. Accents of other scripts count: they are other letters.
 *
 * Returns: (transfer full): the folded form
 */
char *
cs_tag_fold_ascii (const char *tag)
{
  g_autofree char *decomposed = normalize (tag, G_NORMALIZE_ALL);
  g_autoptr (GString) folded = g_string_new (NULL);
  gboolean latin = FALSE;

  for (const char *p = decomposed; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = plain_letter (g_utf8_get_char (p));

    if (latin && g_unichar_ismark (c))
      continue;
    latin = c < 0x80;
    g_string_append_unichar (folded, c);
  }
  return g_utf8_normalize (folded->str, -1, G_NORMALIZE_ALL_COMPOSE);
}

/**
 * cs_tag_matcher_new:
 * @match: what to follow; copied
 * @fold: how the network compares
 *
 * Returns: (transfer full): a new matcher, usable from any thread
 */
CsTagMatcher *
cs_tag_matcher_new (const CsTagMatch *match,
                    CsTagFold         fold)
{
  CsTagMatcher *self = g_new0 (CsTagMatcher, 1);
  g_auto (GStrv) any = fold_all (match->any, fold);
  g_auto (GStrv) none = fold_all (match->none, fold);

  self->fold = fold;
  self->shown = pick_shown (match->any, fold);
  self->any = set_of (any);
  self->all = fold_all (match->all, fold);
  self->none = set_of (none);
  return self;
}

/**
 * cs_tag_matcher_free:
 * @self: (transfer full): a matcher
 */
void
cs_tag_matcher_free (CsTagMatcher *self)
{
  g_strfreev (self->shown);
  g_hash_table_unref (self->any);
  g_strfreev (self->all);
  g_hash_table_unref (self->none);
  g_free (self);
}

/**
 * cs_tag_matcher_get_any:
 * @self: a matcher
 *
 * Returns: (array zero-terminated=1): the hashtags to follow, as written but without the sign, each once
 */
const char *const *
cs_tag_matcher_get_any (const CsTagMatcher *self)
{
  return (const char *const *) self->shown;
}

/**
 * cs_tag_matcher_allows:
 * @self: a matcher
 * @tags: (array zero-terminated=1): what a post carries
 *
 * Leaves out whether one of the followed tags is there: a server that answers for a tag knows better how it compares.
 *
 * Returns: whether all that must be there are there, and none that must not
 */
gboolean
cs_tag_matcher_allows (const CsTagMatcher *self,
                       const char *const  *tags)
{
  g_autoptr (GHashTable) carried = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; tags[i] != NULL; i++) {
    char *folded = self->fold (tags[i]);

    if (g_hash_table_contains (self->none, folded)) {
      g_free (folded);
      return FALSE;
    }
    g_hash_table_add (carried, folded);
  }
  for (guint i = 0; self->all[i] != NULL; i++) {
    if (!g_hash_table_contains (carried, self->all[i]))
      return FALSE;
  }
  return TRUE;
}

/**
 * cs_tag_matcher_matches:
 * @self: a matcher
 * @tags: (array zero-terminated=1): what a post carries
 *
 * Returns: whether the post is to be followed
 */
gboolean
cs_tag_matcher_matches (const CsTagMatcher *self,
                        const char *const  *tags)
{
  for (guint i = 0; tags[i] != NULL; i++) {
    g_autofree char *folded = self->fold (tags[i]);

    if (g_hash_table_contains (self->any, folded))
      return cs_tag_matcher_allows (self, tags);
  }
  return FALSE;
}

/**
 * cs_tag_matcher_to_title:
 * @self: a matcher
 *
 * Returns: (transfer full): the followed tags as a person writes them, "#one #two"
 */
char *
cs_tag_matcher_to_title (const CsTagMatcher *self)
{
  g_autoptr (GString) title = g_string_new (NULL);

  for (guint i = 0; self->shown[i] != NULL; i++)
    g_string_append_printf (title, "%s#%s", i > 0 ? " " : "", self->shown[i]);
  return g_string_free (g_steal_pointer (&title), FALSE);
}

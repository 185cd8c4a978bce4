/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-html.h"

#include "cs-html-private.h"

#include <string.h>

/* HTML parsers of our baseline are quadratic in nesting or silently give up. Posts need no tree: this
 * reads forward once, keeps no stack, and knows only what changes the text. */

#define MAX_COLLECTED 50
#define NOT_HIDDEN G_MAXUINT
#define SPACE " \t\n\r\f"

#define RAW_TEXT " script style iframe noembed noframes noscript object svg math template textarea title xmp "
#define LINES " div li ul ol dl dt dd h1 h2 h3 h4 h5 h6 blockquote pre tr table section article header footer hr "

typedef struct {
  CsHtmlFlags flags;
  GString *text;
  GPtrArray *tags;
  GPtrArray *links;
  gboolean has_tags; /* the text has at least one tag: line ends in it are only space */
  gboolean lost;     /* characters were left out */
  guint n_breaks;    /* newlines wanted before the next character */
  gboolean space;    /* a space wanted before the next character */
  guint pre;         /* depth inside <pre> */
  guint spans;       /* depth inside <span> */
  guint hidden;      /* that depth where an invisible one began, or NOT_HIDDEN */
  guint ellipsis;    /* the same for one that shows its cut */
  gboolean quote;    /* inside the paragraph that names the quoted post */
  char *href;        /* (nullable): of the open link */
  gboolean hashtag;  /* the open link is one */
  gsize link_start;  /* where its text begins */
  guint64 n_steps;   /* bytes passed */
} Reader;

static gboolean
has_word (const char *p,
          const char *word)
{
  gsize length = strlen (word);

  for (; p != NULL && *p != '\0'; p += strcspn (p, SPACE)) {
    p += strspn (p, SPACE);
    if (strncmp (p, word, length) == 0 && (p[length] == '\0' || strchr (SPACE, p[length]) != NULL))
      return TRUE;
  }
  return FALSE;
}

static gboolean
has_class (const CsHtmlTag *tag,
           const char      *name)
{
  return has_word (tag->class_names, name);
}

static gboolean
is_space (char c)
{
  return strchr (SPACE, c) != NULL;
}

static void
want_break (Reader *self,
            guint   n)
{
  self->space = FALSE;
  self->n_breaks = MAX (self->n_breaks, n);
}

static void
put_pending (Reader *self)
{
  if (self->text->len > 0) {
    for (guint i = 0; i < self->n_breaks; i++)
      g_string_append_c (self->text, '\n');
    if (self->n_breaks == 0 && self->space)
      g_string_append_c (self->text, ' ');
  }
  self->n_breaks = 0;
  self->space = FALSE;
}

static void
put (Reader     *self,
     const char *bytes,
     gsize       length)
{
  if (self->hidden != NOT_HIDDEN || self->quote) {
    self->lost = TRUE;
    return;
  }
  put_pending (self);
  g_string_append_len (self->text, bytes, length);
}

static void
put_space (Reader *self,
           char    c)
{
  if (c == '\n' && (self->pre > 0 || !self->has_tags))
    self->n_breaks = MIN (self->n_breaks + 1, 2);
  else
    self->space = TRUE;
}

static void
collect (GPtrArray  *into,
         const char *value)
{
  if (into->len < MAX_COLLECTED)
    g_ptr_array_add (into, g_strndup (value, strcspn (value, SPACE)));
}

static gboolean
is_web_link (const char *href)
{
  return g_ascii_strncasecmp (href, "https://", 8) == 0 || g_ascii_strncasecmp (href, "http://", 7) == 0;
}

static void
close_link (Reader *self)
{
  const char *text = self->text->str + MIN (self->link_start, self->text->len);

  text += strspn (text, SPACE);
  if (self->hashtag && text[0] == '#' && strcspn (text + 1, SPACE) > 0)
    collect (self->tags, text + 1);
  else if (!self->hashtag && self->href != NULL && is_web_link (self->href))
    collect (self->links, self->href);
  g_clear_pointer (&self->href, g_free);
  self->hashtag = FALSE;
}

static void
open_link (Reader    *self,
           CsHtmlTag *tag)
{
  close_link (self);
  self->hashtag = has_class (tag, "hashtag") || has_word (tag->rel, "tag");
  if (!has_class (tag, "mention"))
    self->href = g_steal_pointer (&tag->href);
  self->link_start = self->text->len;
}

static void
open_span (Reader    *self,
           CsHtmlTag *tag)
{
  self->spans++;
  if (self->hidden == NOT_HIDDEN && has_class (tag, "invisible"))
    self->hidden = self->spans;
  if (self->ellipsis == NOT_HIDDEN && has_class (tag, "ellipsis"))
    self->ellipsis = self->spans;
}

static void
close_span (Reader *self)
{
  if (self->spans == 0)
    return;
  if (self->hidden == self->spans)
    self->hidden = NOT_HIDDEN;
  if (self->ellipsis == self->spans) {
    self->ellipsis = NOT_HIDDEN;
    put (self, "…", strlen ("…"));
  }
  self->spans--;
}

/* A paragraph ends whatever was left open inside it. */
static void
pass_paragraph (Reader    *self,
                CsHtmlTag *tag)
{
  want_break (self, 2);
  self->spans = 0;
  self->hidden = self->ellipsis = NOT_HIDDEN;
  self->quote = !tag->closing && (self->flags & CS_HTML_DROP_QUOTE) != 0 && has_class (tag, "quote-inline");
}

static void
pass_line (Reader    *self,
           CsHtmlTag *tag)
{
  want_break (self, 1);
  if (cs_html_tag_is (tag, " pre "))
    self->pre = tag->closing ? 0 : 1;
  if (cs_html_tag_is (tag, " li ") && !tag->closing)
    put (self, "• ", strlen ("• "));
}

static void
pass_tag (Reader    *self,
          CsHtmlTag *tag)
{
  if (cs_html_tag_is (tag, " br ")) {
    self->space = FALSE;
    self->n_breaks = MIN (self->n_breaks + 1, 2);
  } else if (cs_html_tag_is (tag, " p ")) {
    pass_paragraph (self, tag);
  } else if (cs_html_tag_is (tag, " a ")) {
    if (tag->closing)
      close_link (self);
    else
      open_link (self, tag);
  } else if (cs_html_tag_is (tag, " span ")) {
    if (tag->closing)
      close_span (self);
    else
      open_span (self, tag);
  } else if (cs_html_tag_is (tag, " img ") && tag->alt != NULL) {
    put (self, tag->alt, strlen (tag->alt));
  } else if (cs_html_tag_is (tag, LINES)) {
    pass_line (self, tag);
  }
}

/* Returns: (nullable): the end tag of @name at or after @p */
static const char *
find_end_tag (const char *p,
              const char *name)
{
  gsize length = strlen (name);

  for (p = strstr (p, "</"); p != NULL; p = strstr (p + 2, "</"))
    if (g_ascii_strncasecmp (p + 2, name, length) == 0 && !g_ascii_isalnum (p[2 + length]))
      return p;
  return NULL;
}

/* Each of the following returns where to go on, the end of the text when it finds no other. */
static const char *
read_tag (Reader     *self,
          const char *p)
{
  CsHtmlTag tag;
  const char *after = cs_html_scan_tag (p, &tag);

  if (after == NULL) {
    self->lost = TRUE;
  } else if (!tag.closing && cs_html_tag_is (&tag, RAW_TEXT)) {
    self->lost = TRUE;
    after = find_end_tag (after, tag.name);
  } else {
    pass_tag (self, &tag);
  }
  cs_html_tag_clear (&tag);
  return after != NULL ? after : p + strlen (p);
}

static const char *
read_declaration (Reader     *self,
                  const char *p)
{
  gboolean comment = g_str_has_prefix (p, "<!--");
  const char *end = strstr (comment ? p + 4 : p, comment ? "-->" : ">");

  self->lost = TRUE;
  return end != NULL ? end + (comment ? 3 : 1) : p + strlen (p);
}

static const char *
read_entity (Reader     *self,
             const char *p)
{
  g_autoptr (GString) decoded = g_string_new (NULL);
  const char *after = cs_html_scan_entity (p, decoded);

  put (self, decoded->str, decoded->len);
  return after;
}

static gboolean
starts_tag (const char *p)
{
  return *p == '<' && g_ascii_isalpha (p[p[1] == '/' ? 2 : 1]);
}

static gboolean
has_any_tag (const char *html)
{
  for (const char *p = strchr (html, '<'); p != NULL; p = strchr (p + 1, '<'))
    if (starts_tag (p))
      return TRUE;
  return FALSE;
}

static const char *
read_one (Reader     *self,
          const char *p)
{
  if (starts_tag (p))
    return read_tag (self, p);
  if (*p == '<' && (p[1] == '!' || p[1] == '?'))
    return read_declaration (self, p);
  if (*p == '&')
    return read_entity (self, p);
  if (is_space (*p))
    put_space (self, *p);
  else
    put (self, p, 1);
  return p + 1;
}

static GStrv
take_strings (GPtrArray *strings)
{
  g_ptr_array_add (strings, NULL);
  return (GStrv) g_ptr_array_free (strings, FALSE);
}

static gboolean
is_blank (const char *text)
{
  return text[strspn (text, SPACE)] == '\0';
}

/* As cs_html_read(); tells how many bytes were passed. */
CsHtml *
cs_html_read_counted (const char *html,
                      CsHtmlFlags flags,
                      guint64    *n_steps)
{
  CsHtml *read = g_new0 (CsHtml, 1);
  gboolean too_long = strnlen (html, CS_HTML_MAX_BYTES + 1) > CS_HTML_MAX_BYTES;
  Reader self = {
    .flags = flags,
    .text = g_string_new (NULL),
    .tags = g_ptr_array_new (),
    .links = g_ptr_array_new (),
    .has_tags = has_any_tag (html),
    .lost = too_long,
    .hidden = NOT_HIDDEN,
    .ellipsis = NOT_HIDDEN,
  };

  for (const char *p = html, *before = html; !too_long && *p != '\0'; before = p) {
    p = read_one (&self, p);
    self.n_steps += p - before;
  }
  close_link (&self);
  read->text = g_string_free (self.text, FALSE);
  read->tags = take_strings (self.tags);
  read->links = take_strings (self.links);
  read->unreadable = self.lost && is_blank (read->text);
  *n_steps += self.n_steps;
  return read;
}

/**
 * cs_html_read:
 * @html: (nullable): HTML of a stranger, or text without any tag
 * @flags: how to read it
 *
 * Reads the text of HTML as networks send it: entities are decoded once, <br> is one newline, the end of
 * a paragraph two, what a script or a style holds is dropped, and so is what Mastodon marks as invisible.
 * Nesting costs nothing; time grows with the length and no faster. More than %CS_HTML_MAX_BYTES are not
 * read: the result is empty and unreadable. Any thread. See Mastodon's API guidelines on formatting.
 *
 * Returns: (transfer full): what it says; its text is still to be made safe by cs_text_clean()
 */
CsHtml *
cs_html_read (const char *html,
              CsHtmlFlags flags)
{
  guint64 n_steps = 0;

  return cs_html_read_counted (html != NULL ? html : "", flags, &n_steps);
}

/**
 * cs_html_free:
 * @self: (transfer full): what HTML says
 */
void
cs_html_free (CsHtml *self)
{
  g_free (self->text);
  g_strfreev (self->tags);
  g_strfreev (self->links);
  g_free (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-post.h"

#include "cs-html.h"
#include "cs-text.h"

#include <nettle/base16.h>
#include <nettle/sha2.h>
#include <string.h>

G_DEFINE_BOXED_TYPE (CsPost, cs_post, cs_post_ref, cs_post_unref)

static void
post_clear (CsPost *self)
{
  g_free (self->host);
  g_free (self->native_id);
  g_free (self->uri);
  g_free (self->web_url);
  g_clear_pointer (&self->account, cs_account_unref);
  g_free (self->raw_text);
  g_free (self->html);
  g_free (self->language);
  g_free (self->warning);
  g_free (self->reply_to);
  g_free (self->quote_of);
  g_strfreev (self->tags);
  g_strfreev (self->links);
  g_clear_pointer (&self->media, g_ptr_array_unref);
  g_free (self->text);
  g_free (self->name);
  g_free (self->handle);
}

/* Length-prefixed, so that no two different posts can spell the same bytes. */
static void
digest_field (struct sha256_ctx *sum,
              const char        *value)
{
  gsize length = value != NULL ? strlen (value) : 0;
  char prefix[24];
  int prefix_length = g_snprintf (prefix, sizeof prefix, "%" G_GSIZE_FORMAT ":", length);

  sha256_update (sum, prefix_length, (const guint8 *) prefix);
  if (length > 0)
    sha256_update (sum, length, (const guint8 *) value);
}

static void
compute_version (CsPost *self)
{
  struct sha256_ctx sum;
  guint8 digest[SHA256_DIGEST_SIZE];

  sha256_init (&sum);
  digest_field (&sum, self->raw_text);
  digest_field (&sum, self->text);
  digest_field (&sum, self->name);
  digest_field (&sum, self->handle);
  digest_field (&sum, self->warning);
  digest_field (&sum, self->account->avatar_url);
  for (guint i = 0; i < self->media->len; i++) {
    const CsMedia *media = self->media->pdata[i];

    digest_field (&sum, media->url);
    digest_field (&sum, media->alt);
  }
  sha256_digest (&sum, sizeof digest, digest);
  base16_encode_update (self->version, sizeof digest, digest);
  self->version[BASE16_ENCODE_LENGTH (sizeof digest)] = '\0';
}

static void
clean_in_place (char     **field,
                CsTextKind kind)
{
  g_autofree char *raw = g_steal_pointer (field);

  *field = raw != NULL ? cs_text_clean (raw, kind) : NULL;
}

static void
make_valid (char **field)
{
  g_autofree char *raw = NULL;

  if (*field == NULL || g_utf8_validate (*field, -1, NULL))
    return;
  raw = *field;
  *field = g_utf8_make_valid (raw, -1);
}

static void
make_all_valid (GStrv strings)
{
  for (; *strings != NULL; strings++)
    make_valid (strings);
}

static gboolean
is_blank (const char *text)
{
  return text[strspn (text, " \t\r\n")] == '\0';
}

static gboolean
seal_html (CsPost *self)
{
  g_autoptr (CsHtml) html = NULL;

  if (self->raw_text != NULL || self->html == NULL)
    return FALSE;
  html = cs_html_read (self->html, self->quote_of != NULL ? CS_HTML_DROP_QUOTE : CS_HTML_NONE);
  self->raw_text = g_steal_pointer (&html->text);
  if (self->tags == NULL)
    self->tags = g_steal_pointer (&html->tags);
  if (self->links == NULL)
    self->links = g_steal_pointer (&html->links);
  return html->unreadable;
}

static void
seal_author (CsPost *self)
{
  self->handle = cs_text_clean (self->account->handle, CS_TEXT_HANDLE);
  if (self->handle[0] == '\0') {
    g_free (self->handle);
    self->handle = cs_text_clean (self->account->native_id, CS_TEXT_HANDLE);
  }
  self->name = cs_text_clean (self->account->name, CS_TEXT_NAME);
  if (self->name[0] == '\0') {
    g_free (self->name);
    self->name = cs_text_clean (self->handle[0] != '\0' ? self->handle : "?", CS_TEXT_NAME);
  }
}

/**
 * cs_post_new:
 * @network: where it was written
 * @host: (nullable): the server it was seen on; %NULL is the same as ""
 * @native_id: the network's own id
 *
 * Makes a public post with nothing else known.
 *
 * Returns: (transfer full): a new post, to be filled in and sealed before it is shared
 */
CsPost *
cs_post_new (CsNetwork   network,
             const char *host,
             const char *native_id)
{
  CsPost *self = g_atomic_rc_box_new0 (CsPost);

  self->network = network;
  self->host = g_ascii_strdown (host != NULL ? host : "", -1);
  self->native_id = g_strdup (native_id);
  self->media = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_media_unref);
  self->is_public = TRUE;
  self->n_replies = self->n_reposts = self->n_likes = -1;
  return self;
}

/**
 * cs_post_seal:
 * @self: a filled-in post that nobody else knows yet
 *
 * Makes its strings safe to show and computes its version. Where @raw_text is %NULL it is read from @html, and
 * so are @tags and @links where they are. Runs where the post is parsed, never on the main thread. Afterwards
 * the post must not be changed.
 */
void
cs_post_seal (CsPost *self)
{
  gboolean lost;

  g_return_if_fail (self->account != NULL && self->version[0] == '\0');

  make_valid (&self->html);
  make_valid (&self->raw_text);
  lost = seal_html (self);
  if (self->raw_text == NULL)
    self->raw_text = g_strdup ("");
  if (self->tags == NULL)
    self->tags = g_new0 (char *, 1);
  if (self->links == NULL)
    self->links = g_new0 (char *, 1);
  make_all_valid (self->tags);
  make_all_valid (self->links);
  self->text = cs_text_clean (self->raw_text, CS_TEXT_BODY);
  self->unreadable = self->text[0] == '\0' && (lost || !is_blank (self->raw_text) || self->media->len == 0);
  seal_author (self);
  clean_in_place (&self->warning, CS_TEXT_ALT);
  for (guint i = 0; i < self->media->len; i++)
    clean_in_place (&((CsMedia *) self->media->pdata[i])->alt, CS_TEXT_ALT);
  compute_version (self);
}

/**
 * cs_post_ref:
 * @self: a post
 *
 * Returns: (transfer full): @self
 */
CsPost *
cs_post_ref (CsPost *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * cs_post_unref:
 * @self: (transfer full): a post
 */
void
cs_post_unref (CsPost *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) post_clear);
}

/**
 * cs_post_is_same:
 * @self: a post
 * @network: a network
 * @host: a host, lower case
 * @native_id: an id
 *
 * Returns: whether the three name this post, in whatever version
 */
gboolean
cs_post_is_same (const CsPost *self,
                 CsNetwork     network,
                 const char   *host,
                 const char   *native_id)
{
  return self->network == network && g_strcmp0 (self->native_id, native_id) == 0 &&
         g_strcmp0 (self->host, host) == 0;
}

/**
 * cs_post_has_tag:
 * @self: a sealed post
 * @tag: a hashtag without the sign
 *
 * Returns: whether the post carries the tag, letter case aside
 */
gboolean
cs_post_has_tag (const CsPost *self,
                 const char   *tag)
{
  g_autofree char *wanted = g_utf8_casefold (tag, -1);

  for (guint i = 0; self->tags[i] != NULL; i++) {
    g_autofree char *folded = g_utf8_casefold (self->tags[i], -1);

    if (strcmp (folded, wanted) == 0)
      return TRUE;
  }
  return FALSE;
}

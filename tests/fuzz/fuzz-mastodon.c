/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "cs-mastodon-status.h"

#include <string.h>

static gboolean
is_web_url (const char *url)
{
  return url == NULL || g_str_has_prefix (url, "https://") || g_str_has_prefix (url, "http://");
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (JsonNode) root = cs_json_parse ((const char *) data, size, NULL, NULL);
  g_autoptr (CsPost) post = NULL;
  CsMastodonVerdict verdict = cs_mastodon_status_read (cs_json_root_object (root), "social.example", 1, &post);

  g_assert_cmpint (verdict == CS_MASTODON_POST, ==, post != NULL);
  if (post == NULL)
    return 0;
  g_assert_true (cs_json_is_id (post->native_id));
  g_assert_true (post->is_public);
  g_assert_true (g_utf8_validate (post->text, -1, NULL));
  g_assert_cmpuint (strlen (post->name), >, 0);
  g_assert_cmpuint (strlen (post->version), ==, CS_VERSION_LENGTH);
  g_assert_true (is_web_url (post->web_url));
  g_assert_true (is_web_url (post->account->avatar_url));
  g_assert_cmpint (post->n_likes, >=, -1);
  for (guint i = 0; i < post->media->len; i++)
    g_assert_true (is_web_url (((const CsMedia *) post->media->pdata[i])->url));
  return 0;
}

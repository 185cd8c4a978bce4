/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "cs-bluesky-post.h"
#include "cs-jetstream-event.h"

#include <string.h>

#define NOW_US (G_GINT64_CONSTANT (1790000000) * G_USEC_PER_SEC)

static void
assert_post (const CsJetstreamEvent *event)
{
  g_autofree char *uri = cs_bluesky_uri (event->did, event->rkey);
  g_autofree char *did = NULL;
  g_autofree char *rkey = NULL;
  g_autoptr (CsPost) post = cs_bluesky_post_new (event->did, event->rkey, event->record, "https://cdn.example", NOW_US);

  g_assert_true (cs_json_is_id (uri));
  g_assert_true (cs_bluesky_split_uri (uri, &did, &rkey));
  g_assert_cmpstr (did, ==, event->did);
  g_assert_cmpstr (rkey, ==, event->rkey);
  cs_bluesky_post_seal (post, NULL, NULL);
  g_assert_cmpint (post->created_us, <=, NOW_US);
  g_assert_true (g_utf8_validate (post->text, -1, NULL));
  g_assert_cmpuint (strlen (post->version), ==, CS_VERSION_LENGTH);
  for (guint i = 0; i < post->media->len; i++) {
    const CsMedia *media = post->media->pdata[i];

    g_assert_true (media->url == NULL || g_str_has_prefix (media->url, "https://cdn.example/feed_fullsize/plain/did:"));
  }
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *frame = g_memdup2 (data, size);
  g_auto (CsJetstreamEvent) event = { CS_JETSTREAM_OTHER };
  gboolean concerns;

  if (size == 0)
    return 0;
  concerns = cs_jetstream_may_concern (frame, size);
  g_assert_cmpint (cs_jetstream_peek_time_us (frame, size), >=, 0);
  if (!cs_jetstream_event_read (&event, frame, size, NULL))
    return 0;
  g_assert_nonnull (event.did);
  /* What is passed over unparsed must be nothing but a post without hashtags. */
  if (!concerns && event.kind != CS_JETSTREAM_OTHER) {
    g_auto (GStrv) tags = cs_bluesky_record_get_tags (event.record);

    g_assert_cmpint (event.kind, ==, CS_JETSTREAM_CREATE);
    g_assert_cmpuint (g_strv_length (tags), ==, 0);
  }
  if (event.kind == CS_JETSTREAM_CREATE || event.kind == CS_JETSTREAM_UPDATE)
    assert_post (&event);
  return 0;
}

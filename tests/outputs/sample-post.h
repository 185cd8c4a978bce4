/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-snapshot.h"

/* A post of an invented person, ready to be shown. */
static inline CsSnapshot *
sample_snapshot (gint64      post_id,
                 const char *native_id,
                 const char *text)
{
  g_autoptr (CsPost) post = cs_post_new (CS_NETWORK_MASTODON, "social.example", native_id);

  post->account = cs_account_new (CS_NETWORK_MASTODON, "social.example", "account-1");
  post->account->handle = g_strdup ("noor");
  post->account->name = g_strdup ("Noor Sample");
  post->raw_text = g_strdup (text);
  cs_post_seal (post);
  return cs_snapshot_new (post_id, post);
}

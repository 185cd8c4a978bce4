/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-account.h"
#include "cs-media.h"

G_BEGIN_DECLS

#define CS_TYPE_POST (cs_post_get_type ())

#define CS_VERSION_LENGTH 64

typedef struct _CsPost CsPost;

/**
 * CsPost:
 * @network: where it was written
 * @host: the server it was seen on, lower case; "" for networks with a single one
 * @native_id: the network's own id, opaque; (@network, @host, @native_id) is the post's identity
 * @uri: (nullable): an id that is the same on every server
 * @web_url: (nullable): the page a person opens
 * @account: who wrote it
 * @created_us: when its author says it was written, microseconds since 1970 UTC; not to be trusted
 * @received_us: when we first saw it
 * @edited_us: when it was last edited, or 0
 * @raw_text: what was written, valid UTF-8, not made safe; for HTML networks the text of the HTML
 * @html: (nullable): the HTML it came as
 * @language: (nullable): BCP 47
 * @is_public: anyone may read it
 * @sensitive: its author or the network put it behind a warning
 * @warning: (nullable): the text of that warning, made safe to show by cs_post_seal()
 * @reply_to: (nullable): native id of the post it answers
 * @quote_of: (nullable): native id of the post it quotes
 * @tags: (array zero-terminated=1): hashtags without the sign, as written; never %NULL once sealed
 * @links: (array zero-terminated=1): the links in it; never %NULL once sealed
 * @media: (element-type CsMedia): what is attached
 * @n_replies: answers, or -1 when unknown
 * @n_reposts: reposts, or -1 when unknown
 * @n_likes: hearts, or -1 when unknown
 * @text: the text made safe to show, set by cs_post_seal()
 * @name: the author's name made safe to show, never empty, set by cs_post_seal()
 * @handle: the author's handle made safe to show, set by cs_post_seal()
 * @unreadable: something was written but nothing of it can be shown: to be held, set by cs_post_seal()
 * @version: SHA-256, in lower-case hex, over everything a moderator judges; set by cs_post_seal()
 *
 * One post in one version. Filled in by its maker, sealed by cs_post_seal(), then never changed: it may
 * be read from any thread. A decision binds to @version: another version needs another decision.
 */
struct _CsPost {
  CsNetwork network;
  char *host;
  char *native_id;
  char *uri;
  char *web_url;
  CsAccount *account;
  gint64 created_us;
  gint64 received_us;
  gint64 edited_us;
  char *raw_text;
  char *html;
  char *language;
  gboolean is_public;
  gboolean sensitive;
  char *warning;
  char *reply_to;
  char *quote_of;
  GStrv tags;
  GStrv links;
  GPtrArray *media;
  gint64 n_replies;
  gint64 n_reposts;
  gint64 n_likes;

  char *text;
  char *name;
  char *handle;
  gboolean unreadable;
  char version[CS_VERSION_LENGTH + 1];
};

GType cs_post_get_type (void);

CsPost *cs_post_new (CsNetwork   network,
                     const char *host,
                     const char *native_id) G_GNUC_WARN_UNUSED_RESULT;
void cs_post_seal (CsPost *self);
CsPost *cs_post_ref (CsPost *self);
void cs_post_unref (CsPost *self);

gboolean cs_post_is_same (const CsPost *self,
                          CsNetwork     network,
                          const char   *host,
                          const char   *native_id);
gboolean cs_post_has_tag (const CsPost *self,
                          const char   *tag);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsPost, cs_post_unref)

G_END_DECLS

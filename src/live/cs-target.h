/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CsTargetKind:
 * @CS_TARGET_RTMP: RTMP or RTMPS
 * @CS_TARGET_SRT: SRT, as the caller
 * @CS_TARGET_WHIP: WHIP (RFC 9725)
 *
 * How a server wants to be streamed to.
 */
typedef enum {
  CS_TARGET_RTMP,
  CS_TARGET_SRT,
  CS_TARGET_WHIP,
} CsTargetKind;

#define CS_TYPE_TARGET (cs_target_get_type ())

typedef struct _CsTarget CsTarget;

/**
 * CsTarget:
 * @kind: how to stream
 * @secure: whether the connection is encrypted (RTMPS, https)
 * @host: the server
 * @port: its port
 * @path: RTMP: the application; WHIP: the whole address; SRT: %NULL
 * @key: (nullable): RTMP: the stream key; SRT: the stream id; WHIP: the bearer token. A secret
 * @passphrase: (nullable): SRT: encrypts the stream. A secret
 * @latency_ms: SRT: how late the picture may be, so that what was lost can be sent again
 * @title: what to call it in front of people: never holds a secret
 *
 * Where to stream to. Never changed once made; may be used on any thread.
 */
struct _CsTarget {
  CsTargetKind kind;
  gboolean secure;
  char *host;
  guint16 port;
  char *path;
  char *key;
  char *passphrase;
  guint latency_ms;
  char *title;
};

GType cs_target_get_type (void);

CsTarget *cs_target_new (const char *url,
                         const char *key,
                         GError    **error) G_GNUC_WARN_UNUSED_RESULT;
CsTarget *cs_target_ref (CsTarget *self);
void cs_target_unref (CsTarget *self);

GError *cs_target_judge (const CsTarget *self,
                         const GError   *error,
                         const char     *debug) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsTarget, cs_target_unref)

G_END_DECLS

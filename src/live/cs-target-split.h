/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CsTargetParts:
 * @address: what may be seen and saved
 * @key: (nullable): RTMP: the stream key; SRT: the stream id; WHIP: the bearer token. A secret
 * @extra: (nullable): SRT: the passphrase; else what stands behind the “?” of the address. A secret
 * @latency_ms: SRT: how late the picture may be
 *
 * An address, taken apart into what may be seen and what may not.
 */
typedef struct {
  char *address;
  char *key;
  char *extra;
  guint latency_ms;
} CsTargetParts;

gboolean cs_target_split (const char    *typed,
                          gboolean       with_key,
                          CsTargetParts *parts,
                          GError       **error);
char *cs_target_join (const CsTargetParts *parts) G_GNUC_WARN_UNUSED_RESULT;
void cs_target_parts_clear (CsTargetParts *parts);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CsTargetParts, cs_target_parts_clear)

G_END_DECLS

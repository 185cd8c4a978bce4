/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-beacon.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define CS_RELAY_MAX_BYTES (64 * 1024)
#define CS_RELAY_DEADLINE_MS 5000

/* Who can be asked for a round of the beacon. The network is elsewhere: here it is only asked. */
#define CS_TYPE_RELAYS (cs_relays_get_type ())
G_DECLARE_INTERFACE (CsRelays, cs_relays, CS, RELAYS, GObject)

/**
 * CsRelayAnswer:
 * @status: the HTTP status
 * @date: (nullable): the answer's Date, as written
 * @date_s: the same, seconds since 1970 UTC, or 0
 * @body: what came, at most 64 KiB
 *
 * What a relay said.
 */
typedef struct {
  guint status;
  char *date;
  gint64 date_s;
  GBytes *body;
} CsRelayAnswer;

struct _CsRelaysInterface {
  GTypeInterface parent_iface;

  const char *const *(*get_urls) (CsRelays *self);
  void (*ask_async) (CsRelays           *self,
                     guint               index,
                     guint64             round,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data);
  CsRelayAnswer *(*ask_finish) (CsRelays     *self,
                                GAsyncResult *result,
                                GError      **error);
};

extern const char *const cs_relays_known[];

const char *const *cs_relays_get_urls (CsRelays *self);
void cs_relays_ask_async (CsRelays           *self,
                          guint               index,
                          guint64             round,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data);
CsRelayAnswer *cs_relays_ask_finish (CsRelays     *self,
                                     GAsyncResult *result,
                                     GError      **error) G_GNUC_WARN_UNUSED_RESULT;

CsRelayAnswer *cs_relay_answer_new (guint       status,
                                    const char *date,
                                    gint64      date_s,
                                    GBytes     *body) G_GNUC_WARN_UNUSED_RESULT;
void cs_relay_answer_free (CsRelayAnswer *self);

char *cs_beacon_path (guint64 round) G_GNUC_WARN_UNUSED_RESULT;
char *cs_beacon_read (const char *text,
                      gsize       length,
                      guint64     round,
                      GError    **error) G_GNUC_WARN_UNUSED_RESULT;
char *cs_beacon_read_pasted (const char *text,
                             guint64     round,
                             GError    **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsRelayAnswer, cs_relay_answer_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-destination.h"
#include "cs-target-split.h"

G_BEGIN_DECLS

/**
 * CsLiveKey:
 * @CS_LIVE_KEY_ASKED: the keyring has not answered yet
 * @CS_LIVE_KEY_NONE: there is none
 * @CS_LIVE_KEY_KEPT: there is one
 *
 * Whether the key of a destination is known.
 */
typedef enum {
  CS_LIVE_KEY_ASKED,
  CS_LIVE_KEY_NONE,
  CS_LIVE_KEY_KEPT,
} CsLiveKey;

/**
 * CsLiveSettings:
 * @id: never changes
 * @preset: which service it is, as the dialog of destinations names it: "own", "youtube"…
 * @name: for people
 * @address: without secrets
 * @latency_ms: SRT only
 * @enabled: whether a broadcast goes there
 * @is_private: whether a broadcast that is not public may go there
 *
 * What the show file remembers of a destination. None of it is a secret.
 */
typedef struct {
  char *id;
  char *preset;
  char *name;
  char *address;
  guint latency_ms;
  gboolean enabled;
  gboolean is_private;
} CsLiveSettings;

void cs_live_settings_clear (CsLiveSettings *settings);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CsLiveSettings, cs_live_settings_clear)

/* A place where the show's broadcasts go: what is remembered of it, and how it stands while there is a broadcast.
 * Emits "changed" when anything of it does, the figures of a stream included. */
#define CS_TYPE_LIVE_DESTINATION (cs_live_destination_get_type ())
G_DECLARE_FINAL_TYPE (CsLiveDestination, cs_live_destination, CS, LIVE_DESTINATION, GObject)

CsLiveDestination *cs_live_destination_new (const CsLiveSettings *settings) G_GNUC_WARN_UNUSED_RESULT;
CsLiveDestination *cs_live_destination_from_variant (GVariant *value) G_GNUC_WARN_UNUSED_RESULT;
GVariant *cs_live_destination_to_variant (CsLiveDestination *self);

const CsLiveSettings *cs_live_destination_get_settings (CsLiveDestination *self);
void cs_live_destination_set_settings (CsLiveDestination    *self,
                                       const CsLiveSettings *settings);
CsLiveKey cs_live_destination_get_key (CsLiveDestination *self);
void cs_live_destination_set_secrets (CsLiveDestination *self,
                                      const char        *key,
                                      const char        *extra);
void cs_live_destination_change_secrets (CsLiveDestination *self,
                                         const char        *key,
                                         const char        *extra);
void cs_live_destination_borrow_secrets (CsLiveDestination *self,
                                         CsLiveDestination *from);
char *cs_live_destination_find_obstacle (CsLiveDestination *self) G_GNUC_WARN_UNUSED_RESULT;
CsTarget *cs_live_destination_make_target (CsLiveDestination *self,
                                           GError           **error) G_GNUC_WARN_UNUSED_RESULT;

CsDestination *cs_live_destination_get_stream (CsLiveDestination *self);
void cs_live_destination_set_stream (CsLiveDestination *self,
                                     CsDestination     *stream);

G_END_DECLS

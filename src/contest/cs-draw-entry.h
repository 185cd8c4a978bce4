/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-digest.h"

G_BEGIN_DECLS

/**
 * CsDrawEntryType:
 * @CS_DRAW_GENESIS: the journal begins; always and only entry 1
 * @CS_DRAW_IMPORT: a file came in
 * @CS_DRAW_EXCLUSION: an account is out
 * @CS_DRAW_SEAL: a draw is sealed
 * @CS_DRAW_VOID: the last seal counts no more
 * @CS_DRAW_VALUE: the random value
 * @CS_DRAW_RESULT: the ranking
 * @CS_DRAW_DECLINED: a winner does not take the prize
 * @CS_DRAW_DISQUALIFIED: a winner may not have the prize
 * @CS_DRAW_EXPORT: a file went out
 *
 * What an entry of the journal of draws tells.
 */
typedef enum {
  CS_DRAW_GENESIS,
  CS_DRAW_IMPORT,
  CS_DRAW_EXCLUSION,
  CS_DRAW_SEAL,
  CS_DRAW_VOID,
  CS_DRAW_VALUE,
  CS_DRAW_RESULT,
  CS_DRAW_DECLINED,
  CS_DRAW_DISQUALIFIED,
  CS_DRAW_EXPORT,
} CsDrawEntryType;

#define CS_DRAW_NO_ENTRY "0000000000000000000000000000000000000000000000000000000000000000"

/**
 * CsDrawEntry:
 * @seq: its number, from 1
 * @time_s: when, seconds since 1970 UTC
 * @type: what it tells
 * @payload: a digest of what it tells
 * @digest: its own digest, which covers the entry before it
 *
 * One link of the journal.
 */
typedef struct {
  guint64 seq;
  gint64 time_s;
  CsDrawEntryType type;
  CsHex payload;
  CsHex digest;
} CsDrawEntry;

const char *cs_draw_entry_type_to_id (CsDrawEntryType type);
gboolean cs_draw_entry_type_from_id (const char      *id,
                                     CsDrawEntryType *type);

void cs_draw_entry_link (CsDrawEntry *entry,
                         const char  *previous);

void cs_draw_payload_void (const char *seal_digest,
                           const char *reason,
                           CsHex       payload);
void cs_draw_payload_value (const char *seal_digest,
                            const char *value,
                            CsHex       payload);
void cs_draw_payload_event (const char *seal_digest,
                            guint       rank,
                            const char *code,
                            guint       replaced_by,
                            CsHex       payload);
char *cs_draw_exclusion_text (const char *code,
                              gboolean    manual,
                              const char *id,
                              const char *random_hex) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CS_DRAW_ERROR (cs_draw_error_quark ())

/**
 * CsDrawError:
 * @CS_DRAW_ERROR_CERTIFICATE: V1: not a certificate
 * @CS_DRAW_ERROR_SEAL: V2: not a seal
 * @CS_DRAW_ERROR_SEAL_DIGEST: V3: the fingerprint is not that of the seal
 * @CS_DRAW_ERROR_ANCHOR: V4: where chance was to come from
 * @CS_DRAW_ERROR_LIST: V5: not the sealed list
 * @CS_DRAW_ERROR_VALUE: V6: not the random value
 * @CS_DRAW_ERROR_SEED: V7: not the seed
 * @CS_DRAW_ERROR_RANKING: V8: not the ranking
 * @CS_DRAW_ERROR_SUMMARY: V9: cut-off key, ranking digest or status
 * @CS_DRAW_ERROR_EVENTS: V10: not the next rank
 * @CS_DRAW_ERROR_JOURNAL: V11: the journal tells something else
 * @CS_DRAW_ERROR_DOCUMENTS: V12: rules or activity file
 * @CS_DRAW_ERROR_READER_SEAL: R1: not the fingerprint that the reader saw
 * @CS_DRAW_ERROR_READER_SIGNATURE: R2: not the signature that the reader fetched
 * @CS_DRAW_ERROR_ID: not a handle that can take part
 * @CS_DRAW_ERROR_MISSING: a file that is needed is not there
 * @CS_DRAW_ERROR_STATE: not possible at this point of the draw
 * @CS_DRAW_ERROR_CLOCK: the machine's clock is wrong
 * @CS_DRAW_ERROR_RELAYS: the relays of the beacon cannot be reached or do not agree
 * @CS_DRAW_ERROR_STAMP: not a time stamp of this fingerprint
 *
 * Why a draw is refused. The first fourteen have the numbers of the checks that every verifier makes; each
 * comes with a sentence.
 */
typedef enum {
  CS_DRAW_ERROR_CERTIFICATE = 1,
  CS_DRAW_ERROR_SEAL,
  CS_DRAW_ERROR_SEAL_DIGEST,
  CS_DRAW_ERROR_ANCHOR,
  CS_DRAW_ERROR_LIST,
  CS_DRAW_ERROR_VALUE,
  CS_DRAW_ERROR_SEED,
  CS_DRAW_ERROR_RANKING,
  CS_DRAW_ERROR_SUMMARY,
  CS_DRAW_ERROR_EVENTS,
  CS_DRAW_ERROR_JOURNAL,
  CS_DRAW_ERROR_DOCUMENTS,
  CS_DRAW_ERROR_READER_SEAL,
  CS_DRAW_ERROR_READER_SIGNATURE,
  CS_DRAW_ERROR_ID,
  CS_DRAW_ERROR_MISSING,
  CS_DRAW_ERROR_STATE,
  CS_DRAW_ERROR_CLOCK,
  CS_DRAW_ERROR_RELAYS,
  CS_DRAW_ERROR_STAMP,
} CsDrawError;

GQuark cs_draw_error_quark (void);

const char *cs_draw_error_to_check (int code);
gboolean cs_draw_refuse (GError    **error,
                         CsDrawError code,
                         const char *format,
                         ...) G_GNUC_PRINTF (3, 4);

G_END_DECLS

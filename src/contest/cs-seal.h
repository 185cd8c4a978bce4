/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-digest.h"

G_BEGIN_DECLS

#define CS_SEAL_MAX_WINNERS 1000
#define CS_SEAL_MAX_ALTERNATES 1000
#define CS_SEAL_MAX_TICKETS 1000

typedef struct _CsSeal CsSeal;

/**
 * CsSeal:
 * @rehearsal: its first line says that it counts for nothing
 * @draw: the draw's name
 * @organiser: who draws
 * @show: during what
 * @rules: digest of the rules
 * @activity: (nullable): digest of the activity file
 * @list: digest of the list
 * @n_participants: how many ids the list holds
 * @salt: (nullable): of a list of pseudonyms
 * @tickets: ids have one to a thousand tickets each
 * @n_winners: how many win
 * @n_alternates: how many alternates are named
 * @round: round of the beacon, or 0 for dice
 * @round_s: when that round appears, seconds since 1970 UTC
 * @stage_input: (nullable): what the audience gave before the sealing
 * @commitment: (nullable): to the secret number of a draw with dice
 * @journal: digest of the journal's last entry before the sealing
 * @n_seals: how many seals the journal holds, this one included
 * @sealed_s: when it was sealed, seconds since 1970 UTC, by the operator's word
 * @software: name and version
 * @digest: F, the SHA-256 of all its bytes
 *
 * What is made public before chance is known.
 */
struct _CsSeal {
  gboolean rehearsal;
  char *draw;
  char *organiser;
  char *show;
  char *rules;
  char *activity;
  char *list;
  guint64 n_participants;
  char *salt;
  gboolean tickets;
  guint n_winners;
  guint n_alternates;
  guint64 round;
  gint64 round_s;
  char *stage_input;
  char *commitment;
  char *journal;
  guint64 n_seals;
  gint64 sealed_s;
  char *software;
  CsHex digest;
};

/**
 * CsSealFlags:
 * @CS_SEAL_DEFAULT: only a seal that counts
 * @CS_SEAL_ALLOW_REHEARSAL: one of a rehearsal too
 */
typedef enum {
  CS_SEAL_DEFAULT = 0,
  CS_SEAL_ALLOW_REHEARSAL = 1 << 0,
} CsSealFlags;

CsSeal *cs_seal_new (void) G_GNUC_WARN_UNUSED_RESULT;
CsSeal *cs_seal_parse (const char *text,
                       gsize       length,
                       CsSealFlags flags,
                       GError    **error) G_GNUC_WARN_UNUSED_RESULT;
void cs_seal_free (CsSeal *self);
char *cs_seal_write (const CsSeal *self) G_GNUC_WARN_UNUSED_RESULT;
char *cs_seal_group_digest (const char *digest) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsSeal, cs_seal_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-digest.h"
#include "cs-seal.h"

G_BEGIN_DECLS

#define CS_CLUE_MAX_FORMS 20
#define CS_CLUE_MAX_S (31 * 24 * 60 * 60)

typedef struct _CsClueSeal CsClueSeal;

/**
 * CsClueSeal:
 * @rehearsal: its first line says that it counts for nothing
 * @contest: a short name
 * @organiser: who holds it
 * @show: during what
 * @rules: digest of the rules
 * @commitment: to the answer and a secret number
 * @n_forms: how many ways to write the answer count
 * @n_winners: how many win
 * @n_alternates: how many alternates are named
 * @start_s: from when answers count, seconds since 1970 UTC
 * @end_s: until when, itself not included
 * @journal: digest of the journal's last entry before the sealing
 * @sealed_s: when it was sealed, by the operator's word
 * @software: name and version
 * @digest: F, the SHA-256 of all its bytes
 *
 * What is made public before answers count. It cannot be taken for the seal of a draw.
 */
struct _CsClueSeal {
  gboolean rehearsal;
  char *contest;
  char *organiser;
  char *show;
  char *rules;
  char *commitment;
  guint n_forms;
  guint n_winners;
  guint n_alternates;
  gint64 start_s;
  gint64 end_s;
  char *journal;
  gint64 sealed_s;
  char *software;
  CsHex digest;
};

CsClueSeal *cs_clue_seal_parse (const char *text,
                                gsize       length,
                                CsSealFlags flags,
                                GError    **error) G_GNUC_WARN_UNUSED_RESULT;
void cs_clue_seal_free (CsClueSeal *self);
char *cs_clue_seal_write (const CsClueSeal *self) G_GNUC_WARN_UNUSED_RESULT;

void cs_clue_commit (const char        *nonce,
                     const char *const *forms,
                     CsHex              commitment);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsClueSeal, cs_clue_seal_free)

G_END_DECLS

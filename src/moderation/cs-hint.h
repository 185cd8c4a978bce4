/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-entry.h"
#include "cs-word-list.h"

G_BEGIN_DECLS

/**
 * CsHintKind:
 * @CS_HINT_EDITED: its author edited it after it had been approved
 * @CS_HINT_LOOK_ALIKE: name or handle looks like an official account's
 * @CS_HINT_ALIKE: many posts say nearly the same
 * @CS_HINT_REJECTED_BEFORE: other posts of this account were rejected in this show
 * @CS_HINT_NEW_ACCOUNT: the account is younger than a week
 * @CS_HINT_LINK: it holds a link
 * @CS_HINT_SENSITIVE: its author or the network put it behind a warning
 * @CS_HINT_UNREADABLE: nothing of what was written can be shown
 * @CS_HINT_WITHDRAWN: its author or the network removed it
 * @CS_HINT_WORD: it holds a word of the show's list
 *
 * Why a post deserves a second look. An aid: no hint ever decides.
 */
typedef enum {
  CS_HINT_EDITED,
  CS_HINT_LOOK_ALIKE,
  CS_HINT_ALIKE,
  CS_HINT_REJECTED_BEFORE,
  CS_HINT_NEW_ACCOUNT,
  CS_HINT_LINK,
  CS_HINT_SENSITIVE,
  CS_HINT_UNREADABLE,
  CS_HINT_WITHDRAWN,
  CS_HINT_WORD,
} CsHintKind;

/**
 * CsHint:
 * @kind: what it is about
 * @fact: the fact, in the interface's language, in a few words
 * @detail: (nullable): the plain reason, in the interface's language
 */
typedef struct {
  CsHintKind kind;
  char *fact;
  char *detail;
} CsHint;

/**
 * CsHintRules:
 * @official: (element-type CsAccount): the show's own accounts
 * @words: (nullable): words worth a look
 * @now_us: the time that ages are counted from
 */
typedef struct {
  GPtrArray *official;
  CsWordList *words;
  gint64 now_us;
} CsHintRules;

void cs_hint_free (CsHint *self);
GPtrArray *cs_hints_find (const CsEntry     *entry,
                          const CsHintRules *rules) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsHint, cs_hint_free)

G_END_DECLS

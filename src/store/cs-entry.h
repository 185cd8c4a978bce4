/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-decision.h"
#include "cs-post.h"

G_BEGIN_DECLS

#define CS_TYPE_ENTRY (cs_entry_get_type ())

typedef struct _CsEntry CsEntry;

/**
 * CsEntry:
 * @id: the post's row in the show file; what every act binds to
 * @post: the current version
 * @state: what triage made of the current version
 * @decided_by: (nullable): who decided last
 * @decided_us: when, microseconds since 1970 UTC, or 0
 * @reason: (nullable): why, when a reason was given
 * @approved_text: (nullable): the text that had been approved before the author edited it
 * @approved_us: when that text had been approved, or 0
 * @withdrawn_us: when the author or the network removed it, or 0
 * @queue_position: its place in the queue, from 1, or 0
 * @slot_id: the slot of the rundown it is planned in, or 0
 * @aired_us: when it last went on air, or 0
 * @on_air: it is on air now
 * @alike: how many other posts say nearly the same
 * @alike_key: what those have in common, or 0; see #CsPostQuery
 * @account_id: its author's row in the show file; see #CsPostQuery
 * @account_posts: posts by this account in this show
 * @account_approved: of those, approved
 * @account_rejected: of those, rejected
 * @serial: the change of the file that this tells of: of two entries of one post the higher is newer
 *
 * One post as the show file has it at one moment. Never changed once made.
 */
struct _CsEntry {
  gint64 id;
  CsPost *post;
  CsState state;
  char *decided_by;
  gint64 decided_us;
  char *reason;
  char *approved_text;
  gint64 approved_us;
  gint64 withdrawn_us;
  guint queue_position;
  gint64 slot_id;
  gint64 aired_us;
  gboolean on_air;
  guint alike;
  gint64 alike_key;
  gint64 account_id;
  guint account_posts;
  guint account_approved;
  guint account_rejected;
  guint64 serial;
};

GType cs_entry_get_type (void);

CsEntry *cs_entry_new (gint64  id,
                       CsPost *post) G_GNUC_WARN_UNUSED_RESULT;
CsEntry *cs_entry_copy (const CsEntry *self) G_GNUC_WARN_UNUSED_RESULT;
CsEntry *cs_entry_ref (CsEntry *self);
void cs_entry_unref (CsEntry *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsEntry, cs_entry_unref)

G_END_DECLS

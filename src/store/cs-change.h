/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-entry.h"

G_BEGIN_DECLS

#define CS_TYPE_CHANGE (cs_change_get_type ())

typedef struct _CsChange CsChange;

/**
 * CsCounts:
 * @posts: posts in all, withdrawn ones included
 * @accounts: accounts in all
 * @by_state: posts that are not withdrawn, by #CsState
 * @withdrawn: posts removed by their author or network
 * @queued: posts in the queue
 * @aired: airings in the as-run log
 *
 * What the tabs and the status line count.
 */
typedef struct {
  guint posts;
  guint accounts;
  guint by_state[CS_N_STATES];
  guint withdrawn;
  guint queued;
  guint aired;
} CsCounts;

/**
 * CsTouched:
 * @key: an account's row, or the key of posts that say nearly the same
 * @posts: how many posts it has now
 * @approved: of those, approved (accounts only)
 * @rejected: of those, rejected (accounts only)
 */
typedef struct {
  gint64 key;
  guint posts;
  guint approved;
  guint rejected;
} CsTouched;

/**
 * CsChange:
 * @serial: the change of the file up to which this tells
 * @inserted: (element-type gint64): posts seen for the first time, rising
 * @updated: (element-type gint64): posts of which anything else changed; may name one twice
 * @complete: @entries has all of these posts; in a flood it has none, and who shows one reads it
 * @entries: (element-type CsEntry): these posts, in the order in which they changed
 * @accounts: (element-type CsTouched): accounts whose figures changed
 * @alikes: (element-type CsTouched): groups of posts that say nearly the same, that changed
 * @queue: the order or the content of the queue changed
 * @rundown: slots or what is planned in them changed
 * @airings: something went on air or off it
 * @counts: as they are now
 *
 * What has happened to the show file since the last notice. Never changed once made.
 */
struct _CsChange {
  guint64 serial;
  GArray *inserted;
  GArray *updated;
  gboolean complete;
  GPtrArray *entries;
  GArray *accounts;
  GArray *alikes;
  gboolean queue;
  gboolean rundown;
  gboolean airings;
  CsCounts counts;
};

GType cs_change_get_type (void);

CsChange *cs_change_new (void) G_GNUC_WARN_UNUSED_RESULT;
CsChange *cs_change_ref (CsChange *self);
void cs_change_unref (CsChange *self);
gboolean cs_change_is_empty (const CsChange *self);
void cs_change_drop_entries (CsChange *self);
void cs_change_add (CsChange       *self,
                    const CsChange *later);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsChange, cs_change_unref)

G_END_DECLS

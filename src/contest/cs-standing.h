/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-activity-tally.h"
#include "cs-network.h"

#include <glib-object.h>

G_BEGIN_DECLS

#define CS_TYPE_STANDING (cs_standing_get_type ())

typedef struct _CsStanding CsStanding;

/**
 * CsStanding:
 * @account_id: the account's row in the show file
 * @rank: its place among those who take part, from 1; the same score is the same place; 0 for who does not
 * @score: in how many 5-minute slots a post of it counts
 * @kept: posts that count
 * @rejected: posts that do not
 * @first_s: when its first post was written, seconds since 1970 UTC
 * @last_s: when its last was
 * @id: (nullable): the id under which it takes part, or %NULL when its handle cannot
 * @exclusion: (nullable): the protocol's code for which it is left out
 * @manual: a person left it out, not a rule
 * @eligible: it takes part as things stand
 * @into_id: the account with which it is counted, or 0
 * @n_members: accounts that are counted with it
 * @tickets: how many tickets it would hold
 * @alike: (nullable): id of another account of the contest whose handle looks the same
 * @network: where it lives
 * @host: the server it was seen on
 * @native_id: the network's own id
 * @name: its name, made safe to show
 * @handle: its handle, made safe to show
 * @avatar_url: (nullable): where its picture is
 * @bot: it says of itself that it is automated
 * @created_us: when it was opened, microseconds since 1970 UTC, or 0 when unknown
 *
 * How an account stands in a contest. Never changed once made.
 */
struct _CsStanding {
  gint64 account_id;
  guint rank;
  guint score;
  guint kept;
  guint rejected;
  gint64 first_s;
  gint64 last_s;
  char *id;
  char *exclusion;
  gboolean manual;
  gboolean eligible;
  gint64 into_id;
  guint n_members;
  guint tickets;
  char *alike;
  CsNetwork network;
  char *host;
  char *native_id;
  char *name;
  char *handle;
  char *avatar_url;
  gboolean bot;
  gint64 created_us;
};

/**
 * CsReason:
 * @standing: how the account stands
 * @threshold: the lowest score that takes part by the set-up
 * @lowest: the lowest that takes part as things stand, ties of the top included
 * @ruling: (nullable): why in words, when a person decided or a list says so
 * @by: (nullable): who decided, or the list's file
 * @at_s: when, seconds since 1970 UTC, or 0
 * @lines: (element-type CsTallyLine): its posts and those counted with it, the first first
 * @members: (element-type gint64): accounts that are counted with it
 *
 * Why an account is in or out.
 */
typedef struct {
  CsStanding *standing;
  guint threshold;
  guint lowest;
  char *ruling;
  char *by;
  gint64 at_s;
  GArray *lines;
  GArray *members;
} CsReason;

GType cs_standing_get_type (void);

CsStanding *cs_standing_new (gint64 account_id) G_GNUC_WARN_UNUSED_RESULT;
CsStanding *cs_standing_ref (CsStanding *self);
void cs_standing_unref (CsStanding *self);
char *cs_standing_explain (const CsStanding *self,
                           guint             lowest) G_GNUC_WARN_UNUSED_RESULT;
const char *cs_exclusion_get_name (const char *code);
const char *cs_tally_verdict_get_name (CsTallyVerdict verdict);

CsReason *cs_reason_new (void) G_GNUC_WARN_UNUSED_RESULT;
void cs_reason_free (CsReason *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsStanding, cs_standing_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsReason, cs_reason_free)

G_END_DECLS

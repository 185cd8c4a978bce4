/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * CsBroadcastLeg:
 * @name: what the destination is called
 * @n_pictures: pictures that went there
 * @n_dropped: pictures that were left out because the way was too slow
 * @n_connects: how often it went live
 * @trouble: (nullable): what was wrong with it when the broadcast ended
 *
 * One destination of a broadcast. Never holds a key.
 */
typedef struct {
  char *name;
  guint64 n_pictures;
  guint64 n_dropped;
  guint n_connects;
  char *trouble;
} CsBroadcastLeg;

/**
 * CsBroadcastRecord:
 * @id: its row in the log; 0 before it is there
 * @title: what it was called; may be empty
 * @account: who went live
 * @began_us: when, microseconds since 1970 UTC
 * @ended_us: when it ended; 0 while it is on
 * @seen_us: when it was known to be on last
 * @broken: nobody ended it: the program, or the machine, was gone before
 * @legs: (element-type CsBroadcastLeg): where it went
 * @page: whether those near by could see it; what follows is known only then
 * @peak_viewers: the most viewers of the page
 * @mean_viewers: viewers of the page on average
 * @n_hearts: hearts they sent
 * @n_comments: comments they wrote
 * @peak_comments: the most comments in a minute
 * @replay: (nullable): the recording's file
 * @trouble: (nullable): why there is no recording
 *
 * One broadcast in the log. Filled in by its maker before it is shared, then never changed.
 */
struct _CsBroadcastRecord {
  GObject parent_instance;

  gint64 id;
  char *title;
  char *account;
  gint64 began_us;
  gint64 ended_us;
  gint64 seen_us;
  gboolean broken;
  GPtrArray *legs;
  gboolean page;
  guint peak_viewers;
  double mean_viewers;
  guint64 n_hearts;
  guint64 n_comments;
  guint peak_comments;
  char *replay;
  char *trouble;
};

#define CS_TYPE_BROADCAST_RECORD (cs_broadcast_record_get_type ())
G_DECLARE_FINAL_TYPE (CsBroadcastRecord, cs_broadcast_record, CS, BROADCAST_RECORD, GObject)

CsBroadcastRecord *cs_broadcast_record_new (const char *title,
                                            const char *account,
                                            gint64      began_us) G_GNUC_WARN_UNUSED_RESULT;
void cs_broadcast_record_add_leg (CsBroadcastRecord *self,
                                  const char        *name,
                                  guint64            n_pictures,
                                  guint64            n_dropped,
                                  guint              n_connects,
                                  const char        *trouble);
guint64 cs_broadcast_record_count_dropped (CsBroadcastRecord *self);

char *cs_broadcast_record_to_details (CsBroadcastRecord *self) G_GNUC_WARN_UNUSED_RESULT;
void cs_broadcast_record_read_details (CsBroadcastRecord *self,
                                       const char        *details);

G_END_DECLS

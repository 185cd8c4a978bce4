/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Some minutes of the largest evening: repeats and replays come sooner. */
#define CS_SEEN_MAX 65536

/**
 * CsSeenVerdict:
 * @CS_SEEN_NEW: never seen, or forgotten
 * @CS_SEEN_SAME: seen just so
 * @CS_SEEN_OLDER: seen in a newer form, or seen to go away
 * @CS_SEEN_NEWER: seen in an older form, or in another of the same age
 *
 * How something compares with what was reported before.
 */
typedef enum {
  CS_SEEN_NEW,
  CS_SEEN_SAME,
  CS_SEEN_OLDER,
  CS_SEEN_NEWER,
} CsSeenVerdict;

typedef struct _CsSeen CsSeen;

CsSeen *cs_seen_new (guint max) G_GNUC_WARN_UNUSED_RESULT;
void cs_seen_free (CsSeen *self);

CsSeenVerdict cs_seen_compare (CsSeen     *self,
                               const char *id,
                               gint64      age,
                               const char *form);
void cs_seen_set (CsSeen     *self,
                  const char *id,
                  gint64      age,
                  const char *form);
void cs_seen_set_gone (CsSeen     *self,
                       const char *id,
                       gint64      age);
gboolean cs_seen_contains (CsSeen     *self,
                           const char *id);
gboolean cs_seen_is_gone (CsSeen     *self,
                          const char *id);
gint64 cs_seen_get_age (CsSeen     *self,
                        const char *id);
guint cs_seen_get_size (CsSeen *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsSeen, cs_seen_free)

G_END_DECLS

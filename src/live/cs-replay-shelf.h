/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-replay.h"

G_BEGIN_DECLS

/* The recordings in a folder, as files. Reads and writes the disk: never on the main thread. */

/**
 * CsShelved:
 * @path: the film
 * @note: what is noted of it
 * @n_bytes: how large it is
 * @thumbnail: (nullable): a JPEG file with a picture of it
 */
typedef struct {
  char *path;
  CsReplayNote *note;
  guint64 n_bytes;
  char *thumbnail;
} CsShelved;


GPtrArray *cs_replay_shelf_read (const char *folder,
                                 gint64      life_s,
                                 gint64      now_us) G_GNUC_WARN_UNUSED_RESULT;
gboolean cs_replay_shelf_note (const char         *path,
                               const CsReplayNote *note,
                               GError            **error);
gboolean cs_replay_shelf_remove (const char *path,
                                 GError    **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CsReplayNote:
 * @show: the show's name; "" when not known
 * @title: what the broadcast was called; "" for none
 * @where: where it went, by name; no secret
 * @made_us: when it was made, microseconds since 1970
 * @length_ms: how long it is; -1 when not known yet
 * @keep: whether it stays until a person deletes it
 * @left_s: how long it stays otherwise
 * @counted_us: the time of day when @left_s was written down
 *
 * What is noted beside a recording.
 */
typedef struct {
  char *show;
  char *title;
  GStrv where;
  gint64 made_us;
  gint64 length_ms;
  gboolean keep;
  gint64 left_s;
  gint64 counted_us;
} CsReplayNote;

CsReplayNote *cs_replay_note_new (const char        *show,
                                  const char        *title,
                                  const char *const *where,
                                  gint64             made_us) G_GNUC_WARN_UNUSED_RESULT;
CsReplayNote *cs_replay_note_copy (const CsReplayNote *self) G_GNUC_WARN_UNUSED_RESULT;
void cs_replay_note_free (CsReplayNote *self);
CsReplayNote *cs_replay_note_parse (const char *text,
                                    gsize       length) G_GNUC_WARN_UNUSED_RESULT;
char *cs_replay_note_to_text (const CsReplayNote *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsReplayNote, cs_replay_note_free)

/* A recording that can be played again. Main thread only. */
#define CS_TYPE_REPLAY (cs_replay_get_type ())
G_DECLARE_FINAL_TYPE (CsReplay, cs_replay, CS, REPLAY, GObject)

CsReplay *cs_replay_new (const char         *path,
                         const CsReplayNote *note,
                         guint64             n_bytes) G_GNUC_WARN_UNUSED_RESULT;

const char *cs_replay_get_path (CsReplay *self);
char *cs_replay_make_beside (CsReplay   *self,
                             const char *ending) G_GNUC_WARN_UNUSED_RESULT;
const CsReplayNote *cs_replay_get_note (CsReplay *self);
guint64 cs_replay_get_n_bytes (CsReplay *self);
const char *cs_replay_get_thumbnail (CsReplay *self);

/* For the list. */
void cs_replay_set_thumbnail (CsReplay   *self,
                              const char *thumbnail);
void cs_replay_set_length_ms (CsReplay *self,
                              gint64    length_ms);
void cs_replay_set_keep (CsReplay *self,
                         gboolean  keep);
void cs_replay_set_left_s (CsReplay *self,
                           gint64    left_s,
                           gint64    now_us);

#define CS_REPLAY_NOTE ".json"
#define CS_REPLAY_THUMBNAIL ".jpg"
#define CS_REPLAY_FILM ".mp4"

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Pictures and sound. */
#define CS_PART_N_TRACKS 2

/**
 * CsPartHead:
 * @numbers: by which each track goes in the file; 0 when it has none
 * @codec_data: (nullable): what the decoder of each has to know
 * @durations_ns: how long a picture or a piece of sound is; 0 when not known
 * @n_length_bytes: how many bytes say how long a piece of a picture is
 *
 * What stands at the beginning of a part. Those of one recording say the same.
 */
typedef struct {
  guint8 numbers[CS_PART_N_TRACKS];
  GBytes *codec_data[CS_PART_N_TRACKS];
  guint64 durations_ns[CS_PART_N_TRACKS];
  guint n_length_bytes;
} CsPartHead;

void cs_part_head_clear (CsPartHead *self);

/**
 * CsPartBlock:
 * @track: 0 for a picture, 1 for sound
 * @at_ms: when, since the recording began
 * @key: whether it can be understood without what was before it
 * @bytes: (transfer none): it
 * @n_bytes: how many
 *
 * One picture, or a piece of sound.
 */
typedef struct {
  guint track;
  gint64 at_ms;
  gboolean key;
  const guint8 *bytes;
  gsize n_bytes;
} CsPartBlock;

/* One part of a recording (a Matroska file), read from its beginning to its end. What is damaged in it is stepped over: it
 * goes on with the next cluster that is as it should be. Not for the main thread. */
typedef struct _CsPart CsPart;

CsPart *cs_part_open (const char   *path,
                      GCancellable *cancellable,
                      GError      **error) G_GNUC_WARN_UNUSED_RESULT;
void cs_part_free (CsPart *self);

const CsPartHead *cs_part_get_head (CsPart *self);
void cs_part_set_head (CsPart           *self,
                       const CsPartHead *head);
gboolean cs_part_next (CsPart      *self,
                       CsPartBlock *block);
gboolean cs_part_is_damaged (CsPart *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsPart, cs_part_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-post.h"

G_BEGIN_DECLS

/**
 * CsAired:
 * @id: its row in the as-run log
 * @post_id: the post's row in the show file
 * @network: where the post is from
 * @name: its author's name, as it was shown
 * @handle: its author's handle, as it was shown
 * @text: the text that viewers saw
 * @version: which version of the post that was
 * @from_us: when it went on air, microseconds since 1970 UTC
 * @to_us: when it left the air, or 0 while it is there
 * @how: (nullable): in a word why it left, as #CsProgram says; none while it is on air
 * @by: who took it
 * @slot_id: the slot it was planned in, or 0; that may be gone since
 * @slot: (nullable): what that slot was called
 *
 * One line of the as-run log. Never changed once made: when it has ended, another one takes its place.
 */
struct _CsAired {
  GObject parent_instance;

  gint64 id;
  gint64 post_id;
  CsNetwork network;
  char *name;
  char *handle;
  char *text;
  char version[CS_VERSION_LENGTH + 1];
  gint64 from_us;
  gint64 to_us;
  char *how;
  char *by;
  gint64 slot_id;
  char *slot;
};

#define CS_TYPE_AIRED (cs_aired_get_type ())
G_DECLARE_FINAL_TYPE (CsAired, cs_aired, CS, AIRED, GObject)

G_END_DECLS

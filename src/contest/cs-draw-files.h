/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _CsDrawFiles CsDrawFiles;

/**
 * CsDrawFiles:
 * @seal: the seal's text
 * @list: the sealed list
 * @activity: the activity file
 * @rules: the rules
 * @nonce: (nullable): the secret number of a draw with dice
 *
 * What a draw needs to go on after a crash, and what can be deleted one day without breaking the journal. They lie
 * in a folder beside the show file that its user alone can read.
 */
struct _CsDrawFiles {
  GBytes *seal;
  GBytes *list;
  GBytes *activity;
  GBytes *rules;
  GBytes *nonce;
};

/* All of these block: never on the main thread. */
gboolean cs_draw_files_write (const CsDrawFiles *self,
                              const char        *folder,
                              GError           **error);
CsDrawFiles *cs_draw_files_read (const char *folder,
                                 GError    **error) G_GNUC_WARN_UNUSED_RESULT;
CsDrawFiles *cs_draw_files_new (void) G_GNUC_WARN_UNUSED_RESULT;
void cs_draw_files_free (CsDrawFiles *self);

gboolean cs_draw_file_write (const char *folder,
                             const char *name,
                             GBytes     *bytes,
                             GError    **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsDrawFiles, cs_draw_files_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where the parts of one recording lie: a folder that no other recording has or had. It is made, and gets its name,
 * when the first part is begun. Of any thread. */
typedef struct _CsReelFolder CsReelFolder;

CsReelFolder *cs_reel_folder_new (const char *parent,
                                  const char *name) G_GNUC_WARN_UNUSED_RESULT;
CsReelFolder *cs_reel_folder_ref (CsReelFolder *self) G_GNUC_WARN_UNUSED_RESULT;
void cs_reel_folder_unref (CsReelFolder *self);

gboolean cs_reel_folder_take (CsReelFolder *self,
                              GError      **error);
const char *cs_reel_folder_get_parent (CsReelFolder *self);
const char *cs_reel_folder_get_path (CsReelFolder *self);
char *cs_reel_folder_make_film_path (CsReelFolder *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsReelFolder, cs_reel_folder_unref)

G_END_DECLS

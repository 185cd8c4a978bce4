/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What the desk has shown of strangers' pictures, by address and content: only the same file from the same address
 * may go on air, for a server can give another one at every fetch. Safe to use from any thread. */
#define CS_TYPE_SEEN_PICTURES (cs_seen_pictures_get_type ())
G_DECLARE_FINAL_TYPE (CsSeenPictures, cs_seen_pictures, CS, SEEN_PICTURES, GObject)

CsSeenPictures *cs_seen_pictures_new (void) G_GNUC_WARN_UNUSED_RESULT;

void cs_seen_pictures_note (CsSeenPictures *self,
                            const char     *url,
                            GBytes         *file);
gboolean cs_seen_pictures_has (CsSeenPictures *self,
                               const char     *url,
                               GBytes         *file);

G_END_DECLS

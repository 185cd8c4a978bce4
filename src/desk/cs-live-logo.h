/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-bitmap.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define CS_LIVE_LOGO_MAX_BYTES (512 * 1024)
#define CS_LIVE_LOGO_TYPE (G_VARIANT_TYPE ("(ss)")) /* of what a show keeps: name and file */

/**
 * CsLiveLogo:
 * @name: what its file is called, made safe
 * @file: the file as it was chosen
 * @bitmap: what is seen of it
 *
 * What a show puts into the corner of its stream. Main thread only.
 */
typedef struct {
  char *name;
  GBytes *file;
  CsBitmap *bitmap;
} CsLiveLogo;

void cs_live_logo_read_async (GFile              *file,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);
void cs_live_logo_unpack_async (GVariant           *saved,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data);
CsLiveLogo *cs_live_logo_finish (GAsyncResult *result,
                                 GError      **error) G_GNUC_WARN_UNUSED_RESULT;
GVariant *cs_live_logo_pack (const CsLiveLogo *self);
void cs_live_logo_unref (CsLiveLogo *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsLiveLogo, cs_live_logo_unref)

G_END_DECLS

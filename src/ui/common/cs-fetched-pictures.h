/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-picture-fetcher.h"
#include "cs-picture-loader.h"

G_BEGIN_DECLS

#define CS_TYPE_FETCHED_PICTURES (cs_fetched_pictures_get_type ())
G_DECLARE_FINAL_TYPE (CsFetchedPictures, cs_fetched_pictures, CS, FETCHED_PICTURES, CsPictureLoader)

CsPictureLoader *cs_fetched_pictures_new (const char     *rehearsal_folder,
                                          CsSeenPictures *seen) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

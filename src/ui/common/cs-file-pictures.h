/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-picture-loader.h"

G_BEGIN_DECLS

#define CS_TYPE_FILE_PICTURES (cs_file_pictures_get_type ())
G_DECLARE_FINAL_TYPE (CsFilePictures, cs_file_pictures, CS, FILE_PICTURES, CsPictureLoader)

CsPictureLoader *cs_file_pictures_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

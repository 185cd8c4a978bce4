/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *cs_folders_get_data (void);
const char *cs_folders_get_locale (void);

G_END_DECLS

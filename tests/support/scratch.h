/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Removes a folder that a test made, with all that came into it; what a link points at stays. */
void scratch_remove (const char *path);

G_END_DECLS

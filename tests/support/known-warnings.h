/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Lets pass, each alone, the warnings that libraries give about themselves; all others stay fatal. Once a process, before
 * anything is logged. */
void known_warnings_install (void);

G_END_DECLS

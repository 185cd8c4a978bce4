/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A machine whose lid is closed and opened again: the test's program gets clocks of its own, on which CLOCK_BOOTTIME
 * and the time of day have gone on meanwhile, and CLOCK_MONOTONIC has not. */
void sleeping_machine_sleep (guint seconds);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CsFlow:
 * @waiting: events that sources have reported and that are not on disk yet
 * @most_waiting: the most there have been at once
 * @n_held_back: how many times a source had to wait for the disk before it could report more
 *
 * How the show file keeps up with what arrives. No event is ever given up: a source that gets too far ahead waits.
 */
typedef struct {
  guint waiting;
  guint most_waiting;
  guint n_held_back;
} CsFlow;

G_END_DECLS

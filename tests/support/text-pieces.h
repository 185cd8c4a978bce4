/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The nastiest pieces of text, alone and put together by chance (seeded by the test run). */
guint text_pieces_count (void);
const char *text_pieces_get (guint i);
char *text_pieces_random (guint n_pieces);

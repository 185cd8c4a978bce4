/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A file's lines, as they come through a TCP connection on loopback from another process. */
typedef struct _CsBenchWire CsBenchWire;

CsBenchWire *cs_bench_wire_new (const char *path) G_GNUC_WARN_UNUSED_RESULT;
void cs_bench_wire_free (CsBenchWire *self);
const char *cs_bench_wire_read_line (CsBenchWire *self,
                                     gsize       *length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsBenchWire, cs_bench_wire_free)

G_END_DECLS

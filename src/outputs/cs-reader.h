/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-connections.h"

G_BEGIN_DECLS

/* One page that reads the program as server-sent events. Newest only: while a reader has not taken what it
 * was sent, it gets nothing more, and afterwards the state as it is then. So no reader, however slow, makes
 * anything grow, and none is told what is no longer true. Lives on the output thread. */
typedef struct _CsReader CsReader;

/* The reader is gone; it is freed when this returns. */
typedef void (*CsReaderGoneFunc) (CsReader *reader,
                                  gpointer  user_data);

CsReader *cs_reader_new (SoupServerMessage *message,
                         CsReaderGoneFunc   gone,
                         gpointer           user_data);
void cs_reader_free (CsReader *self);

void cs_reader_send_program (CsReader *self,
                             GBytes   *program);
void cs_reader_send_beat (CsReader *self,
                          GBytes   *beat,
                          gint64    now_us);

GBytes *cs_reader_format (const char *event,
                          const char *data) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

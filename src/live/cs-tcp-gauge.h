/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-gauge.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Looks at a TCP connection that somebody else in this process makes and keeps to himself. */
typedef struct _CsTcpGauge CsTcpGauge;

CsTcpGauge *cs_tcp_gauge_new (const char *host,
                              guint16     port) G_GNUC_WARN_UNUSED_RESULT;
void cs_tcp_gauge_unref (gpointer self);

void cs_tcp_gauge_read (CsGauge *gauge,
                        gpointer self);

G_END_DECLS

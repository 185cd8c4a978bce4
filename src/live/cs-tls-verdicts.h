/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What was wrong with servers' certificates: elements and libraries only say that something was. */
void cs_tls_verdicts_watch (void);
GTlsCertificateFlags cs_tls_verdicts_take (const char *host,
                                           guint16     port);

G_END_DECLS

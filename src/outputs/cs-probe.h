/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Asks a server on this machine, every few seconds and as any page would, whether it is well. */
typedef struct _CsProbe CsProbe;

typedef void (*CsProbeFunc) (gpointer user_data);

CsProbe *cs_probe_new (GInetAddress *address,
                       guint16       port,
                       CsProbeFunc   deaf,
                       gpointer      user_data) G_GNUC_WARN_UNUSED_RESULT;
void cs_probe_free (CsProbe *self);

G_END_DECLS

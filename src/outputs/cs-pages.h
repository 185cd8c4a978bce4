/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-http-gate.h"
#include "cs-output-settings.h"

G_BEGIN_DECLS

/* The overlay page and its parts. */
void cs_pages_serve (SoupServerMessage *message,
                     CsRoute            route,
                     CsOutputSettings  *settings,
                     guint16            port,
                     GCancellable      *cancellable);

G_END_DECLS

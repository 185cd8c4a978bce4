/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-decoder-protocol.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

GdkPixbuf *cs_drawing_decode (const CsDecoderRequest *request,
                              const guint8           *data);
void cs_drawing_warm_up (void);

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-stream-face.h"

G_BEGIN_DECLS

/* Every text of a row. */
typedef enum {
  CS_STREAM_TEXT_INITIALS,
  CS_STREAM_TEXT_NAME,
  CS_STREAM_TEXT_HANDLE,
  CS_STREAM_TEXT_BODY,
  CS_STREAM_TEXT_SECOND,
  CS_STREAM_TEXT_WORD,
  CS_STREAM_TEXT_AGE,
  CS_STREAM_TEXT_MARK,
  CS_STREAM_TEXT_ALIKE,
  CS_STREAM_TEXT_HINTS,
  CS_STREAM_N_TEXTS,
} CsStreamText;

struct _CsStreamFace {
  GtkWidget *widget; /* unowned: it owns this */
  PangoLayout *texts[CS_STREAM_N_TEXTS];
  gint64 received_us;
  CsLook look;
  guint colour;
  gboolean loaded;
  gboolean dim;
  gboolean has_thumb;
  gboolean has_video;
  gboolean sensitive;
};

G_END_DECLS

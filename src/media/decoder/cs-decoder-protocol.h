/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What goes over the pipes between the desk and the decoder, in the byte order of the machine that both run on.
 * A request is followed by its bytes, an answer by width × height × 4 bytes of RGBA, not premultiplied. */

#define CS_DECODER_MAGIC 0x43736431u /* "Csd1" */
#define CS_DECODER_MAX_SIDE 1024u
/* The desk renews the process after so many pictures: what leaks or was taken over does not last. */
#define CS_DECODER_PICTURES 100

typedef struct {
  guint32 magic;
  guint32 format; /* CsPictureFormat, as the gate saw it */
  guint32 width; /* as the gate saw it */
  guint32 height;
  guint32 max_width; /* the answer is scaled down to fill this box */
  guint32 max_height;
  guint32 length; /* of the file that follows */
} CsDecoderRequest;

typedef struct {
  guint32 magic;
  guint32 width; /* 0: it could not be decoded */
  guint32 height;
} CsDecoderAnswer;

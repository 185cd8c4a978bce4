/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-bitmap.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define CS_DECODER_ERROR (cs_decoder_error_quark ())

/**
 * CsDecoderError:
 * @CS_DECODER_ERROR_FORMAT: not a picture that is let through
 * @CS_DECODER_ERROR_SIZE: too large
 * @CS_DECODER_ERROR_BROKEN: could not be decoded
 * @CS_DECODER_ERROR_PROCESS: the decoder process could not be started
 */
typedef enum {
  CS_DECODER_ERROR_FORMAT,
  CS_DECODER_ERROR_SIZE,
  CS_DECODER_ERROR_BROKEN,
  CS_DECODER_ERROR_PROCESS,
} CsDecoderError;

GQuark cs_decoder_error_quark (void);

#define CS_TYPE_DECODER (cs_decoder_get_type ())
G_DECLARE_FINAL_TYPE (CsDecoder, cs_decoder, CS, DECODER, GObject)

CsDecoder *cs_decoder_new (void) G_GNUC_WARN_UNUSED_RESULT;

void cs_decoder_decode_async (CsDecoder          *self,
                              GBytes             *file,
                              guint               max_width,
                              guint               max_height,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);
void cs_decoder_draw_async (CsDecoder          *self,
                            GBytes             *file,
                            guint               max_width,
                            guint               max_height,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data);
CsBitmap *cs_decoder_decode_finish (CsDecoder    *self,
                                     GAsyncResult *result,
                                     GError      **error) G_GNUC_WARN_UNUSED_RESULT;
guint cs_decoder_get_pid (CsDecoder *self);

G_END_DECLS

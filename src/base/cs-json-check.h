/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CS_JSON_ERROR (cs_json_error_quark ())

/**
 * CsJsonError:
 * @CS_JSON_ERROR_EMPTY: nothing but space
 * @CS_JSON_ERROR_SIZE: more bytes than allowed
 * @CS_JSON_ERROR_DEPTH: nested deeper than allowed
 * @CS_JSON_ERROR_VALUES: more values than allowed
 * @CS_JSON_ERROR_NUMBER: a number is too long, too large or badly written
 * @CS_JSON_ERROR_ENCODING: not UTF-8, or an escape that stands for no character
 * @CS_JSON_ERROR_SYNTAX: not JSON
 * @CS_JSON_ERROR_REPEATED: an object has two members with one name
 *
 * Why a text is refused. Each comes with a sentence that names the byte.
 */
typedef enum {
  CS_JSON_ERROR_EMPTY,
  CS_JSON_ERROR_SIZE,
  CS_JSON_ERROR_DEPTH,
  CS_JSON_ERROR_VALUES,
  CS_JSON_ERROR_NUMBER,
  CS_JSON_ERROR_ENCODING,
  CS_JSON_ERROR_SYNTAX,
  CS_JSON_ERROR_REPEATED,
} CsJsonError;

GQuark cs_json_error_quark (void);

#define CS_JSON_MAX_BYTES (1024 * 1024)
#define CS_JSON_MAX_DEPTH 64
#define CS_JSON_MAX_VALUES 20000

/**
 * CsJsonLimits:
 * @max_bytes: bytes in the whole text
 * @max_depth: arrays and objects inside each other; never more than %CS_JSON_MAX_DEPTH
 * @max_values: values in the whole text, arrays and objects included
 *
 * What a document may cost. Where %NULL is passed, the three constants above hold.
 */
typedef struct {
  gsize max_bytes;
  guint max_depth;
  guint max_values;
} CsJsonLimits;

gboolean cs_json_check (const char         *text,
                        gsize               length,
                        const CsJsonLimits *limits,
                        GError            **error);

G_END_DECLS

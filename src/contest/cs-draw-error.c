/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-draw-error.h"

static const char *const checks[] = {
  NULL, "V1", "V2", "V3", "V4", "V5", "V6", "V7", "V8", "V9", "V10", "V11", "V12", "R1", "R2",
};

G_DEFINE_QUARK (cs-draw-error-quark, cs_draw_error)

/**
 * cs_draw_error_to_check:
 * @code: a #CsDrawError
 *
 * Returns: (transfer none) (nullable): the name of the check in the protocol, for example "V5"
 */
const char *
cs_draw_error_to_check (int code)
{
  return code >= 0 && code < (int) G_N_ELEMENTS (checks) ? checks[code] : NULL;
}

/**
 * cs_draw_refuse:
 * @error: return location
 * @code: which check
 * @format: a translated sentence
 * @...: its arguments
 *
 * Sets an error, so that a check can say no and why in one line.
 *
 * Returns: %FALSE
 */
gboolean
cs_draw_refuse (GError    **error,
                CsDrawError code,
                const char *format,
                ...)
{
  va_list arguments;

  va_start (arguments, format);
  if (error != NULL)
    *error = g_error_new_valist (CS_DRAW_ERROR, code, format, arguments);
  va_end (arguments);
  return FALSE;
}

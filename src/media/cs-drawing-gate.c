/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-drawing-gate.h"

#include "cs-decoder.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_DEPTH 200

typedef struct {
  guint depth;
} Walk;

static const char *
get_local (const char *name)
{
  const char *colon = strrchr (name, ':');

  return colon != NULL ? colon + 1 : name;
}

static gboolean
is_inside (const char *target)
{
  while (g_ascii_isspace (*target))
    target++;
  return *target == '\0' || *target == '#' || g_str_has_prefix (target, "data:image/png") ||
         g_str_has_prefix (target, "data:image/jpeg") || g_str_has_prefix (target, "data:image/jpg");
}

/* A link leads somewhere only for whoever clicks it. */
static gboolean
leads_out (const char  *element,
           const char **names,
           const char **values)
{
  for (guint i = 0; names[i] != NULL && strcmp (element, "a") != 0; i++)
    if (strcmp (get_local (names[i]), "href") == 0 && !is_inside (values[i]))
      return TRUE;
  return FALSE;
}

static gboolean
has_filter (const char **names,
            const char **values)
{
  for (guint i = 0; names[i] != NULL; i++) {
    const char *value = values[i];

    if (strcmp (names[i], "style") == 0 && (value = strstr (value, "filter:")) != NULL)
      value += strlen ("filter:");
    else if (strcmp (names[i], "filter") != 0)
      continue;
    while (g_ascii_isspace (*value))
      value++;
    if (!g_str_has_prefix (value, "none"))
      return TRUE;
  }
  return FALSE;
}

/* Text needs fonts and filters need threads: the sandbox has neither. */
static const char *
find_fault (const char  *element,
            guint        depth,
            const char **names,
            const char **values)
{
  if (depth == 1 && strcmp (element, "svg") != 0)
    return _("This is not an SVG drawing.");
  if (depth > MAX_DEPTH)
    return _("The drawing is nested too deeply. Save it as PNG.");
  if (strcmp (element, "text") == 0)
    return _("The drawing holds text. Convert the text to paths, or save the drawing as PNG.");
  if (strcmp (element, "filter") == 0 || has_filter (names, values))
    return _("The drawing holds filters, such as a shadow or a blur. Save it without them, or as PNG.");
  if (strcmp (element, "script") == 0)
    return _("The drawing holds a program. Save it as plain SVG, or as PNG.");
  if (leads_out (element, names, values))
    return _("The drawing refers to another file. Embed it as PNG or JPEG, or save the drawing as PNG.");
  return NULL;
}

static void
start_cb (GMarkupParseContext *context,
          const char          *name,
          const char         **names,
          const char         **values,
          gpointer             data,
          GError             **error)
{
  Walk *walk = data;
  const char *fault = find_fault (get_local (name), ++walk->depth, names, values);

  if (fault != NULL)
    g_set_error_literal (error, CS_DECODER_ERROR, CS_DECODER_ERROR_FORMAT, fault);
}

static void
end_cb (GMarkupParseContext *context,
        const char          *name,
        gpointer             data,
        GError             **error)
{
  ((Walk *) data)->depth--;
}

static gsize
skip_mark (const guint8 *data,
           gsize         length)
{
  return length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
}

/**
 * cs_drawing_gate_is_markup:
 * @data: (array length=length): the bytes of a file
 * @length: how many
 *
 * Returns: whether they could be a drawing, and no picture of another format
 */
gboolean
cs_drawing_gate_is_markup (const guint8 *data,
                           gsize         length)
{
  gsize at = skip_mark (data, length);

  while (at < length && g_ascii_isspace (data[at]))
    at++;
  return at < length && data[at] == '<';
}

/**
 * cs_drawing_gate_check:
 * @data: (array length=length): the bytes of a file
 * @length: how many
 * @error: a sentence that says what is wrong and what to do
 *
 * Looks for what the sandboxed decoder cannot draw, or must not have: text, filters, programs, other files, entities.
 * A pure function, linear in @length. The decoder relies on none of it; it is what makes its refusals clear.
 *
 * Returns: whether the drawing may be given to the decoder
 */
gboolean
cs_drawing_gate_check (const guint8 *data,
                       gsize         length,
                       GError      **error)
{
  static const GMarkupParser parser = { .start_element = start_cb, .end_element = end_cb };
  gsize at = skip_mark (data, length);
  Walk walk = { 0 };
  g_autoptr (GMarkupParseContext) context = NULL;
  g_autoptr (GError) fault = NULL;

  if (length > CS_DRAWING_MAX_BYTES) {
    g_set_error_literal (error, CS_DECODER_ERROR, CS_DECODER_ERROR_SIZE, _("The drawing is too large. Save it as PNG."));
    return FALSE;
  }
  context = g_markup_parse_context_new (&parser, 0, &walk, NULL);
  if (g_markup_parse_context_parse (context, (const char *) data + at, length - at, &fault) &&
      g_markup_parse_context_end_parse (context, &fault))
    return TRUE;
  if (g_error_matches (fault, CS_DECODER_ERROR, CS_DECODER_ERROR_FORMAT))
    g_propagate_error (error, g_steal_pointer (&fault));
  else
    g_set_error_literal (error, CS_DECODER_ERROR, CS_DECODER_ERROR_FORMAT,
                         _("The drawing is damaged or uses entities. Save it as plain SVG, or as PNG."));
  return FALSE;
}

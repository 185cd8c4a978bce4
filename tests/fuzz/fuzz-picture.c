/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "cs-drawing-gate.h"
#include "cs-picture-gate.h"

#include <string.h>

/* What is refused is refused in words, and nothing but markup is let through. */
static void
check_drawing (const guint8 *data,
               gsize         size)
{
  g_autoptr (GError) error = NULL;

  if (cs_drawing_gate_check (data, size, &error)) {
    g_assert_true (cs_drawing_gate_is_markup (data, size));
    g_assert_cmpint (cs_picture_gate_look (data, size, &(guint) { 0 }, &(guint) { 0 }), ==, CS_PICTURE_NONE);
  } else {
    g_assert_nonnull (error);
    g_assert_cmpuint (strlen (error->message), >, 10);
  }
}

/* What is let through has a size and a loader, and the same bytes with more behind them say the same. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  guint width = 0, height = 0, longer_width = 0, longer_height = 0;
  CsPictureFormat format = cs_picture_gate_look (data, size, &width, &height);
  g_autofree guint8 *longer = g_malloc0 (size + 64);

  check_drawing (data, size);
  if (format == CS_PICTURE_NONE)
    return 0;
  g_assert_nonnull (cs_picture_format_get_loader (format));
  if (cs_picture_gate_fits (width, height)) {
    g_assert_cmpuint (width, >=, 1);
    g_assert_cmpuint (height, >=, 1);
    g_assert_cmpuint (MAX (width, height), <=, CS_PICTURE_MAX_SIDE);
    g_assert_cmpuint ((guint64) width * height, <=, CS_PICTURE_MAX_PIXELS);
  }
  for (gsize i = 0; i < size; i++)
    longer[i] = data[i];
  g_assert_cmpint (cs_picture_gate_look (longer, size + 64, &longer_width, &longer_height), ==, format);
  g_assert_cmpuint (longer_width, ==, width);
  g_assert_cmpuint (longer_height, ==, height);
  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-picture-gate.h"

#include <string.h>

typedef struct {
  const char *name;
  const char *bytes;
  gsize length;
  CsPictureFormat format;
  guint width;
  guint height;
} Sample;

#define SAMPLE(name, text, format, width, height) { name, text, sizeof text - 1, format, width, height }

static const Sample samples[] = {
  SAMPLE ("png", "\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x01\x02\0\0\0\x03\x08\x06", CS_PICTURE_PNG, 258, 3),
  SAMPLE ("png without IHDR", "\x89PNG\r\n\x1a\n\0\0\0\x0dIDAT\0\0\x01\x02\0\0\0\x03\x08\x06", CS_PICTURE_NONE, 0, 0),
  SAMPLE ("png cut", "\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x01\x02\0\0\0", CS_PICTURE_NONE, 0, 0),
  SAMPLE ("png of 2^32-1", "\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\xff\xff\xff\xff\xff\xff\xff\xff\x08\x06", CS_PICTURE_PNG, 4294967295u,
          4294967295u),
  SAMPLE ("gif", "GIF89a\x10\0\x20\x01\0", CS_PICTURE_GIF, 16, 288),
  SAMPLE ("gif of another age", "GIF88a\x10\0\x20\x01\0", CS_PICTURE_NONE, 0, 0),
  SAMPLE ("lossless webp of 16383²", "RIFF\x18\0\0\0WEBPVP8L\x0b\0\0\0\x2f\xfe\xbf\xff\x0f\0\0\0\0\0", CS_PICTURE_WEBP, 16383, 16383),
  SAMPLE ("extended webp", "RIFF\x18\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x63\0\0\x31\0\0", CS_PICTURE_WEBP, 100, 50),
  SAMPLE ("jpeg", "\xff\xd8\xff\xe0\0\x04\0\0\xff\xc0\0\x11\x08\0\x0a\0\x14\x03", CS_PICTURE_JPEG, 20, 10),
  SAMPLE ("jpeg with a segment of length 1", "\xff\xd8\xff\xe0\0\x01\0\0\xff\xc0\0\x11\x08\0\x0a\0\x14\x03", CS_PICTURE_NONE, 0, 0),
  SAMPLE ("jpeg whose segment reaches past the end", "\xff\xd8\xff\xe0\xff\xff\0\0", CS_PICTURE_NONE, 0, 0),
  SAMPLE ("jpeg with fill bytes", "\xff\xd8\xff\xff\xff\xe0\0\x02\xff\xc2\0\x11\x08\0\x0a\0\x14\x03", CS_PICTURE_JPEG, 20, 10),
  SAMPLE ("jpeg without a frame", "\xff\xd8\xff\xd9", CS_PICTURE_NONE, 0, 0),
  SAMPLE ("svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>", CS_PICTURE_NONE, 0, 0),
  SAMPLE ("text", "hello", CS_PICTURE_NONE, 0, 0),
  SAMPLE ("nothing", "", CS_PICTURE_NONE, 0, 0),
};

static void
test_samples (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++) {
    guint width, height;

    g_test_message ("%s", samples[i].name);
    g_assert_cmpint (cs_picture_gate_look ((const guint8 *) samples[i].bytes, samples[i].length, &width, &height), ==,
                     samples[i].format);
    if (samples[i].format != CS_PICTURE_NONE) {
      g_assert_cmpuint (width, ==, samples[i].width);
      g_assert_cmpuint (height, ==, samples[i].height);
    }
  }
}

/* On the heap and exactly as long: the address sanitizer sees a read past the end. */
static void
test_cut_anywhere (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    for (gsize length = 0; length < samples[i].length; length++) {
      g_autofree guint8 *bytes = g_memdup2 (samples[i].bytes, MAX (length, 1));
      guint width, height;

      cs_picture_gate_look (bytes, length, &width, &height);
    }
}

static void
test_fits (void)
{
  g_assert_true (cs_picture_gate_fits (1, 1));
  g_assert_true (cs_picture_gate_fits (4000, 4000));
  g_assert_true (cs_picture_gate_fits (8192, 1953));
  g_assert_false (cs_picture_gate_fits (8192, 1954));
  g_assert_false (cs_picture_gate_fits (1, 8193));
  g_assert_false (cs_picture_gate_fits (16000000, 1));
  g_assert_false (cs_picture_gate_fits (0, 5));
  g_assert_false (cs_picture_gate_fits (65536, 65536));
  g_assert_false (cs_picture_gate_fits (G_MAXUINT, G_MAXUINT));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/media/picture-gate/samples", test_samples);
  g_test_add_func ("/media/picture-gate/cut-anywhere", test_cut_anywhere);
  g_test_add_func ("/media/picture-gate/fits", test_fits);
  return g_test_run ();
}

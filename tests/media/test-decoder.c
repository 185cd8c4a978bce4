/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-decoder.h"

#include "await.h"
#include "cs-picture-gate.h"
#include "decoder/cs-decoder-protocol.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>


static CsBitmap *
decode (CsDecoder *decoder,
        GBytes    *file,
        GError   **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cs_decoder_decode_async (decoder, file, 48, 48, NULL, await_cb, &result);
  return cs_decoder_decode_finish (decoder, await_result (&result), error);
}

/* An uncompressed PNG, made here so that its colours are known. */
static void
append_chunk (GByteArray *png,
              const char *type,
              const void *data,
              guint32     length)
{
  guint32 crc = 0xffffffffu;
  guint32 be = GUINT32_TO_BE (length);
  guint start = png->len + 4;

  g_byte_array_append (png, (guint8 *) &be, 4);
  g_byte_array_append (png, (const guint8 *) type, 4);
  g_byte_array_append (png, data, length);
  for (guint i = start; i < png->len; i++) {
    crc ^= png->data[i];
    for (guint bit = 0; bit < 8; bit++)
      crc = crc & 1 ? 0xedb88320u ^ crc >> 1 : crc >> 1;
  }
  be = GUINT32_TO_BE (~crc);
  g_byte_array_append (png, (guint8 *) &be, 4);
}

static GBytes *
make_png (guint32 side,
          guint32 claimed_side)
{
  GByteArray *png = g_byte_array_new ();
  g_autoptr (GByteArray) idat = g_byte_array_new ();
  guint32 size[2] = { GUINT32_TO_BE (claimed_side), GUINT32_TO_BE (claimed_side) };
  guint8 header[13] = { 0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0 };
  guint32 a = 1, b = 0;

  memcpy (header, size, 8);
  g_byte_array_append (png, (const guint8 *) "\x89PNG\r\n\x1a\n", 8);
  append_chunk (png, "IHDR", header, sizeof header);
  g_byte_array_append (idat, (const guint8 *) "\x78\x01", 2);
  for (guint y = 0; y < side; y++) {
    guint16 length = 1 + side * 3;
    guint8 block[5] = { y == side - 1, length & 0xff, length >> 8, ~length & 0xff, (guint16) ~length >> 8 };
    g_autofree guint8 *row = g_malloc0 (length);

    for (guint x = 0; x < side; x++)
      memcpy (row + 1 + x * 3, "\xe0\x1b\x24", 3);
    g_byte_array_append (idat, block, sizeof block);
    g_byte_array_append (idat, row, length);
    for (guint i = 0; i < length; i++) {
      a = (a + row[i]) % 65521;
      b = (b + a) % 65521;
    }
  }
  a = GUINT32_TO_BE (b << 16 | a);
  g_byte_array_append (idat, (guint8 *) &a, 4);
  append_chunk (png, "IDAT", idat->data, idat->len);
  append_chunk (png, "IEND", "", 0);
  return g_byte_array_free_to_bytes (png);
}

static void
test_png (void)
{
  g_autoptr (CsDecoder) decoder = cs_decoder_new ();
  g_autoptr (GBytes) file = make_png (96, 96);
  g_autoptr (GError) error = NULL;
  g_autoptr (CsBitmap) picture = decode (decoder, file, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (picture->width, ==, 48);
  g_assert_cmpuint (picture->height, ==, 48);
  g_assert_cmpmem (g_bytes_get_data (picture->pixels, NULL), 4, "\xe0\x1b\x24\xff", 4);
}

static void
test_renewed (void)
{
  g_autoptr (CsDecoder) decoder = cs_decoder_new ();
  g_autoptr (GBytes) file = make_png (8, 8);
  guint first = 0;

  for (guint i = 0; i < 101; i++) {
    g_autoptr (CsBitmap) picture = decode (decoder, file, NULL);

    g_assert_nonnull (picture);
    if (i == 0)
      first = cs_decoder_get_pid (decoder);
  }
  g_assert_cmpuint (cs_decoder_get_pid (decoder), !=, first);
}

static void
test_refused (void)
{
  static const char svg[] = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>";
  g_autoptr (CsDecoder) decoder = cs_decoder_new ();
  g_autoptr (GBytes) drawing = g_bytes_new_static (svg, sizeof svg - 1);
  g_autoptr (GBytes) bomb = make_png (4, 50000);
  g_autoptr (GError) error = NULL;

  g_assert_null (decode (decoder, drawing, &error));
  g_assert_error (error, CS_DECODER_ERROR, CS_DECODER_ERROR_FORMAT);
  g_clear_error (&error);
  g_assert_null (decode (decoder, bomb, &error));
  g_assert_error (error, CS_DECODER_ERROR, CS_DECODER_ERROR_SIZE);
  /* Neither has come near a loader. */
  g_assert_cmpuint (cs_decoder_get_pid (decoder), ==, 0);
}

/* A header that promises more than comes: whatever the loader makes of it is small, and the next one works. */
static void
test_lying_header (void)
{
  g_autoptr (CsDecoder) decoder = cs_decoder_new ();
  g_autoptr (GBytes) liar = make_png (4, 4000);
  g_autoptr (GBytes) honest = make_png (8, 8);
  g_autoptr (CsBitmap) made_up = decode (decoder, liar, NULL);
  g_autoptr (CsBitmap) picture = decode (decoder, honest, NULL);

  g_assert_true (made_up == NULL || made_up->width <= 48);
  g_assert_nonnull (picture);
}

static void
test_killed (void)
{
  g_autoptr (CsDecoder) decoder = cs_decoder_new ();
  g_autoptr (GBytes) file = make_png (8, 8);
  guint decoded = 0;

  for (guint i = 0; i < 20; i++) {
    g_autoptr (CsBitmap) picture = decode (decoder, file, NULL);

    decoded += picture != NULL;
    if (cs_decoder_get_pid (decoder) != 0)
      kill (cs_decoder_get_pid (decoder), SIGKILL);
  }
  /* The picture after a kill may be lost, never the one after that. */
  g_assert_cmpuint (decoded, >=, 10);
}

static void
test_stopped (void)
{
  g_autoptr (CsDecoder) decoder = cs_decoder_new ();
  g_autoptr (GBytes) file = make_png (8, 8);
  g_autoptr (CsBitmap) before = decode (decoder, file, NULL);
  g_autoptr (CsBitmap) after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (before);
  kill (cs_decoder_get_pid (decoder), SIGSTOP);
  g_assert_null (decode (decoder, file, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  after = decode (decoder, file, NULL);
  g_assert_nonnull (after);
}

static void
test_missing_program (void)
{
  g_autoptr (CsDecoder) decoder = cs_decoder_new ();
  g_autoptr (GBytes) file = make_png (8, 8);
  g_autofree char *kept = g_strdup (g_getenv ("COULISSES_DECODER"));
  g_autoptr (GError) error = NULL;

  g_setenv ("COULISSES_DECODER", "/nonexistent", TRUE);
  g_assert_null (decode (decoder, file, &error));
  g_assert_error (error, CS_DECODER_ERROR, CS_DECODER_ERROR_PROCESS);
  g_setenv ("COULISSES_DECODER", kept, TRUE);
}

/* A decoder that was taken over and answers as it likes: it sends @answer whatever it is asked. */
static void
assert_nonsense (const char            *folder,
                 const CsDecoderAnswer *answer)
{
  g_autoptr (CsDecoder) decoder = cs_decoder_new ();
  g_autoptr (GBytes) file = make_png (8, 8);
  g_autofree char *said = g_build_filename (folder, "answer", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (said, (const char *) answer, sizeof *answer, NULL));
  g_assert_null (decode (decoder, file, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

static void
test_taken_over (void)
{
  static const CsDecoderAnswer answers[] = {
    { CS_DECODER_MAGIC, 9, 8 },      { CS_DECODER_MAGIC, 8, 9 },          { CS_DECODER_MAGIC, 8, 0 },
    { CS_DECODER_MAGIC + 1, 8, 8 },  { CS_DECODER_MAGIC, 0x8000, 0x8000 }, { CS_DECODER_MAGIC, G_MAXUINT32, G_MAXUINT32 },
  };
  g_autofree char *folder = g_dir_make_tmp ("coulisses-decoder-XXXXXX", NULL);
  g_autofree char *program = g_build_filename (folder, "decoder", NULL);
  g_autofree char *said = g_build_filename (folder, "answer", NULL);
  g_autofree char *script = g_strdup_printf ("#!/bin/sh\ncat '%s'\nexec cat >/dev/null\n", said);
  g_autofree char *kept = g_strdup (g_getenv ("COULISSES_DECODER"));

  g_assert_true (g_file_set_contents_full (program, script, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0700, NULL));
  g_setenv ("COULISSES_DECODER", program, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    assert_nonsense (folder, &answers[i]);
  g_setenv ("COULISSES_DECODER", kept, TRUE);
  g_remove (program);
  g_remove (said);
  g_rmdir (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/media/decoder/png", test_png);
  g_test_add_func ("/media/decoder/renewed", test_renewed);
  g_test_add_func ("/media/decoder/refused", test_refused);
  g_test_add_func ("/media/decoder/lying-header", test_lying_header);
  g_test_add_func ("/media/decoder/killed", test_killed);
  g_test_add_func ("/media/decoder/stopped", test_stopped);
  g_test_add_func ("/media/decoder/missing-program", test_missing_program);
  g_test_add_func ("/media/decoder/taken-over", test_taken_over);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-photo.h"

#include "cs-live.h"
#include "fake-devices.h"

#include <glib/gstdio.h>
#include <string.h>

#define LIMIT_US (60 * G_TIME_SPAN_SECOND)
#define NOW_US (G_GINT64_CONSTANT (1795291200) * G_USEC_PER_SEC)

static void
result_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static void
iterate (gint64 until_us)
{
  g_assert_cmpint (g_get_monotonic_time (), <, until_us);
  g_main_context_iteration (NULL, FALSE);
  g_usleep (2000);
}

static char *
take (CsCapture    *capture,
      const char   *folder,
      CsPhotoFormat format,
      GError      **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  gint64 until_us = g_get_monotonic_time () + LIMIT_US;

  cs_photo_take_async (capture, folder, "Les Victoires", NOW_US, format, NULL, result_cb, &result);
  while (result == NULL)
    iterate (until_us);
  return cs_photo_take_finish (result, error);
}

static CsCapture *
open_capture (void)
{
  g_autoptr (CsDeviceList) devices = cs_device_list_new (FAKE_DEVICES_CLASS);
  CsCapture *capture = cs_capture_new (devices);
  gint64 until_us = g_get_monotonic_time () + LIMIT_US;

  cs_capture_start (capture);
  while (cs_capture_get_state (capture) != CS_CAPTURE_TEST)
    iterate (until_us);
  return capture;
}

static void
close_capture (CsCapture *capture)
{
  g_autoptr (GAsyncResult) result = NULL;
  gint64 until_us = g_get_monotonic_time () + LIMIT_US;

  cs_capture_stop_async (capture, result_cb, &result);
  while (result == NULL)
    iterate (until_us);
  g_object_unref (capture);
}

static guint
read_be16 (const char *at)
{
  return (guint8) at[0] << 8 | (guint8) at[1];
}

/* The segments of a JPEG file up to its picture: its size, and nothing but what a picture needs. */
static void
check_jpeg (const char *data,
            gsize       length)
{
  gsize at = 2;
  gboolean sized = FALSE;

  g_assert_cmpuint (length, >, 1000);
  g_assert_cmpuint (read_be16 (data), ==, 0xffd8);
  while (at + 9 < length && read_be16 (data + at) != 0xffda) {
    guint marker = read_be16 (data + at);

    /* No comment, no Exif, no profile: at most the plain head of a JFIF file. */
    g_assert_cmpuint (marker, !=, 0xfffe);
    g_assert_false (marker >= 0xffe1 && marker <= 0xffef);
    if (marker == 0xffc0 || marker == 0xffc2) {
      sized = TRUE;
      g_assert_cmpuint (read_be16 (data + at + 5), ==, 720);
      g_assert_cmpuint (read_be16 (data + at + 7), ==, 1280);
    }
    at += 2 + read_be16 (data + at + 2);
  }
  g_assert_true (sized);
}

static void
test_take (void)
{
  g_autofree char *top = g_dir_make_tmp ("coulisses-photo-XXXXXX", NULL);
  g_autofree char *folder = g_build_filename (top, "album", NULL);
  g_autoptr (GError) error = NULL;
  CsCapture *capture = open_capture ();
  g_autofree char *jpeg = take (capture, folder, CS_PHOTO_JPEG, &error);
  g_autofree char *second = take (capture, folder, CS_PHOTO_JPEG, &error);
  g_autofree char *png = take (capture, folder, CS_PHOTO_PNG, &error);
  g_autofree char *data = NULL;
  g_autofree char *head = NULL;
  gsize length;

  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (jpeg, &data, &length, NULL));
  check_jpeg (data, length);
  g_assert_cmpstr (jpeg, !=, second);
  g_assert_nonnull (strstr (jpeg, "Les Victoires 2026-"));
  g_assert_true (g_file_get_contents (png, &head, &length, NULL));
  g_assert_cmpint (memcmp (head, "\x89PNG", 4), ==, 0);
  g_assert_null (g_strstr_len (head + 8, 200, "tEXt"));
  close_capture (capture);
  g_unlink (jpeg);
  g_unlink (second);
  g_unlink (png);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_assert_cmpint (g_rmdir (top), ==, 0);
}

static void
test_cannot (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CsDeviceList) devices = cs_device_list_new (FAKE_DEVICES_CLASS);
  g_autoptr (CsCapture) off = cs_capture_new (devices);
  CsCapture *capture = open_capture ();

  g_assert_null (take (capture, "/proc/nowhere", CS_PHOTO_JPEG, &error));
  g_assert_error (error, CS_LIVE_ERROR, CS_LIVE_ERROR_DENIED);
  g_clear_error (&error);
  close_capture (capture);
  g_assert_null (take (off, "/tmp", CS_PHOTO_JPEG, &error));
  g_assert_error (error, CS_LIVE_ERROR, CS_LIVE_ERROR_GONE);
}

static void
test_name (void)
{
  g_autofree char *hostile = cs_photo_make_name ("../../etc/passwd\n", NOW_US);
  g_autofree char *none = cs_photo_make_name ("", NOW_US);
  g_autofree char *flags = g_strnfill (61 * 8, 'x');
  g_autofree char *longest = NULL;

  g_assert_null (strchr (hostile, '/'));
  g_assert_cmpint (hostile[0], !=, '.');
  g_assert_true (g_str_has_prefix (none, "2026-"));
  for (guint i = 0; i < 61; i++)
    memcpy (flags + i * 8, "🇫🇷", 8);
  longest = cs_photo_make_name (flags, NOW_US);
  g_assert_true (g_utf8_validate (longest, -1, NULL));
  g_assert_cmpuint (strlen (longest), <, 230);
  g_assert_cmpuint (strlen (longest), >, 200);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (cs_live_load (NULL));
  g_test_add_func ("/live/photo/take", test_take);
  g_test_add_func ("/live/photo/cannot", test_cannot);
  g_test_add_func ("/live/photo/name", test_name);
  return g_test_run ();
}

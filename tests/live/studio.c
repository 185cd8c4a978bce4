/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "studio.h"

#include "await.h"
#include "fake-devices.h"
#include "scratch.h"

void
studio_open (Studio *self)
{
  g_autoptr (CsDeviceList) devices = cs_device_list_new (FAKE_DEVICES_CLASS);
  const CsEncoderConfig config = { 600, 128, FALSE };

  self->folder = g_dir_make_tmp ("coulisses-studio-XXXXXX", NULL);
  self->capture = cs_capture_new (devices);
  g_assert_true (cs_capture_set_height (self->capture, 360));
  cs_capture_start (self->capture);
  await_until (cs_capture_get_state (self->capture) == CS_CAPTURE_TEST);
  self->mixer =
      cs_mixer_new (cs_capture_get_format (self->capture), cs_capture_get_base_time (self->capture));
  self->encoder = cs_encoder_new (self->mixer, &config, cs_capture_get_base_time (self->capture));
  cs_capture_set_tap (self->capture, CS_DEVICE_CAMERA, cs_mixer_take_picture, self->mixer);
  cs_capture_set_tap (self->capture, CS_DEVICE_MICROPHONE, cs_mixer_take_sound, self->mixer);
}

void
studio_close (Studio *self)
{
  g_autoptr (GAsyncResult) ended = NULL, stopped = NULL;

  cs_capture_set_tap (self->capture, CS_DEVICE_CAMERA, NULL, NULL);
  cs_capture_set_tap (self->capture, CS_DEVICE_MICROPHONE, NULL, NULL);
  cs_encoder_end_async (self->encoder, await_cb, &ended);
  await_result (&ended);
  g_object_unref (self->encoder);
  cs_mixer_unref (self->mixer);
  cs_capture_stop_async (self->capture, await_cb, &stopped);
  await_result (&stopped);
  g_object_unref (self->capture);
  scratch_remove (self->folder);
  g_free (self->folder);
}

static GStrv
probe (const char *level,
       const char *path,
       const char *stream,
       const char *entries)
{
  const char *const argv[] = { "ffprobe", "-v", level, "-select_streams", stream, "-show_entries", entries, "-of",
                               "csv=p=0", path, NULL };
  g_autofree char *out = NULL, *err = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, &err, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (err, ==, "");
  return g_strsplit (g_strstrip (out), "\n", -1);
}

GStrv
studio_probe (const char *path,
              const char *stream,
              const char *entries)
{
  return probe ("error", path, stream, entries);
}

GStrv
studio_probe_damaged (const char *path,
                      const char *stream,
                      const char *entries)
{
  return probe ("fatal", path, stream, entries);
}

void
studio_assert_even (const char *path,
                    const char *stream,
                    double      step_s,
                    guint       least)
{
  g_auto (GStrv) times = studio_probe (path, stream, "packet=pts_time");
  guint n = g_strv_length (times);

  g_assert_cmpuint (n, >=, least);
  for (guint i = 1; i < n; i++) {
    double gap_s = g_ascii_strtod (times[i], NULL) - g_ascii_strtod (times[i - 1], NULL);

    if (gap_s < step_s * 0.5 || gap_s > step_s * 1.6)
      g_error ("%s: %.4f s between %s and %s", stream, gap_s, times[i - 1], times[i]);
  }
}

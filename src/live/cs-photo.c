/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-photo.h"

#include "cs-live.h"
#include "cs-text.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <gst/video/video.h>
#include <stdio.h>
#include <string.h>

#define WAIT (10 * GST_SECOND)
#define MAX_SAME 99
#define MAX_NAME_BYTES 200

typedef struct {
  char *folder;
  char *name;
  CsPhotoFormat format;
  GstSample *sample; /* (nullable): not there yet */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->folder);
  g_free (job->name);
  g_clear_pointer (&job->sample, gst_sample_unref);
  g_free (job);
}

static const char *
get_ending (CsPhotoFormat format)
{
  return format == CS_PHOTO_PNG ? "png" : "jpg";
}

/* Two in one second are two photos. */
static char *
find_path (const Job *job)
{
  for (guint i = 1; i <= MAX_SAME; i++) {
    g_autofree char *more = i > 1 ? g_strdup_printf (" (%u)", i) : g_strdup ("");
    g_autofree char *file = g_strconcat (job->name, more, ".", get_ending (job->format), NULL);
    g_autofree char *path = g_build_filename (job->folder, file, NULL);

    if (!g_file_test (path, G_FILE_TEST_EXISTS))
      return g_steal_pointer (&path);
  }
  return NULL;
}

/* Encoded anew from the pixels: whatever a camera says besides does not get into the file. */
static GstSample *
encode (const Job *job,
        GError   **error)
{
  g_autoptr (GstCaps) caps = gst_caps_new_empty_simple (job->format == CS_PHOTO_PNG ? "image/png" : "image/jpeg");

  return gst_video_convert_sample (job->sample, caps, WAIT, error);
}

static char *
write_photo (const Job *job,
             GstSample *photo,
             GError   **error)
{
  g_autofree char *path = NULL;
  GstMapInfo map;
  gboolean written = FALSE;

  if (g_mkdir_with_parents (job->folder, 0700) == 0)
    path = find_path (job);
  if (path != NULL && gst_buffer_map (gst_sample_get_buffer (photo), &map, GST_MAP_READ)) {
    /* Written aside and renamed: it is there whole, or not at all. */
    written = g_file_set_contents_full (path, (const char *) map.data, map.size, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL);
    gst_buffer_unmap (gst_sample_get_buffer (photo), &map);
  }
  if (written)
    return g_steal_pointer (&path);
  g_set_error (error, CS_LIVE_ERROR, CS_LIVE_ERROR_DENIED, _("The photo cannot be kept in %s (%s)."), job->folder,
               g_strerror (errno));
  return NULL;
}

static void
keep_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (GstSample) photo = encode (data, &error);
  char *path = photo != NULL ? write_photo (data, photo, &error) : NULL;

  if (path != NULL)
    g_task_return_pointer (task, path, g_free);
  else
    g_task_return_error (task, error);
}

static void
grabbed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GTask) task = data;
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;

  job->sample = g_task_propagate_pointer (G_TASK (result), &error);
  if (job->sample != NULL)
    g_task_run_in_thread (task, keep_in_thread);
  else
    g_task_return_error (task, error);
}

/**
 * cs_photo_take_async:
 * @capture: the camera
 * @folder: the show's album; made when there is none
 * @show: the show's name
 * @now_us: the time of day
 * @format: what kind of file
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is on the disk
 * @user_data: for @callback
 */
void
cs_photo_take_async (CsCapture          *capture,
                     const char         *folder,
                     const char         *show,
                     gint64              now_us,
                     CsPhotoFormat       format,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->folder = g_strdup (folder);
  job->name = cs_photo_make_name (show, now_us);
  job->format = format;
  g_task_set_source_tag (task, cs_photo_take_async);
  g_task_set_task_data (task, job, job_free);
  cs_capture_grab_async (capture, cancellable, grabbed_cb, task);
}

/**
 * cs_photo_take_finish:
 * @result: as the callback got it
 * @error: a sentence that says why there is none
 *
 * Returns: (transfer full) (nullable): the file
 */
char *
cs_photo_take_finish (GAsyncResult *result,
                      GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Sixty letters may take hundreds of bytes, and a file system takes 255 with everything that is added. */
static void
shorten (char *name)
{
  char *end = name;

  for (char *p = name; *p != '\0' && p - name <= MAX_NAME_BYTES; p = g_utf8_next_char (p))
    end = p;
  if (strlen (name) > MAX_NAME_BYTES)
    *end = '\0';
}

/**
 * cs_photo_make_name:
 * @show: the show's name, whatever it holds
 * @now_us: the time of day
 *
 * Returns: (transfer full): a name for a file, without an ending
 */
char *
cs_photo_make_name (const char *show,
                    gint64      now_us)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (now_us / G_USEC_PER_SEC);
  g_autofree char *when = g_date_time_format (now, "%Y-%m-%d %Hh%Mm%S");
  g_autofree char *safe = cs_text_clean (show, CS_TEXT_NAME);

  g_strdelimit (safe, "/\\:*?\"<>|\n\t", '-');
  while (safe[0] == '.' || safe[0] == ' ')
    memmove (safe, safe + 1, strlen (safe));
  shorten (safe);
  return safe[0] != '\0' ? g_strconcat (safe, " ", when, NULL) : g_steal_pointer (&when);
}

/**
 * cs_photo_parse_name:
 * @name: the name of a file
 * @made_us: (out): when the photo was taken, microseconds since 1970
 *
 * Returns: whether a photo of ours is called so
 */
gboolean
cs_photo_parse_name (const char *name,
                     gint64     *made_us)
{
  g_autoptr (GRegex) ours = g_regex_new ("^(?:.* )?([0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}h[0-9]{2}m[0-9]{2})(?: \\([0-9]{1,2}\\))?"
                                         "\\.(?:jpg|png)$",
                                         G_REGEX_DOLLAR_ENDONLY | G_REGEX_DOTALL, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GDateTime) made = NULL;
  g_autofree char *when = NULL;
  int year, month, day, hour, minute, second;

  if (!g_utf8_validate (name, -1, NULL) || !g_regex_match (ours, name, 0, &match))
    return FALSE;
  when = g_match_info_fetch (match, 1);
  if (sscanf (when, "%4d-%2d-%2d %2dh%2dm%2d", &year, &month, &day, &hour, &minute, &second) == 6)
    made = g_date_time_new_local (year, month, day, hour, minute, second);
  if (made != NULL)
    *made_us = g_date_time_to_unix (made) * G_USEC_PER_SEC;
  return made != NULL;
}

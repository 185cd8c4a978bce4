/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-live.h"

#include <glib/gi18n-lib.h>
#include <gst/gst.h>
#include <malloc.h>
#include <stdio.h>
#include <unistd.h>

/* Each connection that is lost and made again starts a dozen threads. If each took a heap of its own, all would grow
 * until the last of them had seen the largest connection: some megabytes a failure for the first hour. */
#define MAX_HEAPS 2

G_DEFINE_QUARK (cs-live-error-quark, cs_live_error)

static CsLiveError
find_code (const GError *error)
{
  if (error->domain == CS_LIVE_ERROR)
    return error->code;
  if (g_error_matches (error, GST_CORE_ERROR, GST_CORE_ERROR_MISSING_PLUGIN))
    return CS_LIVE_ERROR_MISSING;
  if (error->domain != GST_RESOURCE_ERROR)
    return CS_LIVE_ERROR_FAILED;
  switch (error->code) {
  case GST_RESOURCE_ERROR_BUSY:
    return CS_LIVE_ERROR_BUSY;
  case GST_RESOURCE_ERROR_NOT_FOUND:
  case GST_RESOURCE_ERROR_READ:
    return CS_LIVE_ERROR_GONE;
  case GST_RESOURCE_ERROR_NOT_AUTHORIZED:
    return CS_LIVE_ERROR_DENIED;
  default:
    return CS_LIVE_ERROR_FAILED;
  }
}

/**
 * cs_live_init:
 *
 * Keeps GStreamer from writing stream keys and passphrases to places where they do not belong: its debug output
 * and its drawings of pipelines hold them. Lets threads share heaps. Changes the environment, so it has to come before
 * any thread.
 */
void
cs_live_init (void)
{
  g_unsetenv ("GST_DEBUG");
  g_unsetenv ("GST_DEBUG_FILE");
  g_unsetenv ("GST_DEBUG_DUMP_DOT_DIR");
  g_unsetenv ("GST_DEBUG_DUMP_TRACE_DIR");
  g_unsetenv ("GST_TRACERS");
#ifdef M_ARENA_MAX
  mallopt (M_ARENA_MAX, MAX_HEAPS);
#endif
}

/**
 * cs_live_load:
 * @error: a sentence that says what is missing
 *
 * Loads GStreamer. The first time on a machine it looks at every plugin, which takes seconds: to be called on a
 * thread that may wait. Idempotent.
 *
 * Returns: whether GStreamer can be used
 */
gboolean
cs_live_load (GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (!gst_init_check (NULL, NULL, &reason)) {
    g_set_error (error, CS_LIVE_ERROR, CS_LIVE_ERROR_MISSING, _("GStreamer does not start (%s). Reinstall it."),
                 reason != NULL ? reason->message : "");
    return FALSE;
  }
  gst_debug_set_active (FALSE);
  return TRUE;
}

/**
 * cs_live_leave:
 * @code: the exit code
 *
 * The last thing in a main() that may have streamed, once everything is closed. libsrt's threads go on until the very
 * end and may use what its exit handlers have freed: a crash after all is done, in place of the exit code. So the process
 * ends without exit handlers when GStreamer was loaded, but for a build that looks for leaks there.
 *
 * Returns: @code
 */
int
cs_live_leave (int code)
{
#ifndef __SANITIZE_ADDRESS__
  if (gst_is_initialized ()) {
    fflush (NULL);
    _exit (code);
  }
#endif
  return code;
}

/**
 * cs_live_device_error:
 * @error: what GStreamer said about a device
 * @device: the device's name
 *
 * Returns: (transfer full): the same as a sentence that says what to do
 */
GError *
cs_live_device_error (const GError *error,
                      const char   *device)
{
  CsLiveError code = find_code (error);

  switch (code) {
  case CS_LIVE_ERROR_BUSY:
    return g_error_new (CS_LIVE_ERROR, code, _("“%s” is in use. Close the other program that uses it."), device);
  case CS_LIVE_ERROR_GONE:
    return g_error_new (CS_LIVE_ERROR, code, _("“%s” was unplugged. Plug it in again."), device);
  case CS_LIVE_ERROR_DENIED:
    return g_error_new (CS_LIVE_ERROR, code, _("You may not use “%s”. Allow it in the system’s privacy settings."),
                        device);
  case CS_LIVE_ERROR_SILENT:
    return g_error_new (CS_LIVE_ERROR, code, _("“%s” has stopped answering. Unplug it and plug it in again."), device);
  case CS_LIVE_ERROR_MISSING:
    return error->domain == CS_LIVE_ERROR
               ? g_error_copy (error)
               : g_error_new (CS_LIVE_ERROR, code, _("A part of GStreamer is missing: run ./run again to install it."));
  case CS_LIVE_ERROR_FAILED:
  default:
    return g_error_new (CS_LIVE_ERROR, CS_LIVE_ERROR_FAILED, _("“%s” does not work (%s)."), device, error->message);
  }
}

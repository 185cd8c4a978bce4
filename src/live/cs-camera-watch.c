/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-camera-watch.h"

#include <string.h>

#define PORTION 1024

/* Whether there is a camera, from the names of the machine's devices alone: a desk without one need not load GStreamer
 * and its plugins, which take more memory than the million posts of a show. */
struct _CsCameraWatch {
  GObject parent_instance;

  GFileMonitor *monitor; /* (nullable) */
  GCancellable *cancellable;
};

enum { LOOKED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CsCameraWatch, cs_camera_watch, G_TYPE_OBJECT)

static gboolean
is_numbered (const char *name,
             const char *prefix)
{
  return g_str_has_prefix (name, prefix) && g_ascii_isdigit (name[strlen (prefix)]);
}

/* Cameras that need a pipeline of their own show up as media controllers. */
static gboolean
is_camera (const char *name)
{
  return is_numbered (name, "video") || is_numbered (name, "media");
}

static void
changed_cb (GFileMonitor     *monitor,
            GFile            *file,
            GFile            *other,
            GFileMonitorEvent event,
            CsCameraWatch    *self)
{
  g_autofree char *name = g_file_get_basename (file);

  if (event == G_FILE_MONITOR_EVENT_CREATED && name != NULL && is_camera (name))
    g_signal_emit (self, signals[LOOKED], 0, TRUE);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  GFileEnumerator *names = G_FILE_ENUMERATOR (object);
  g_autoptr (CsCameraWatch) self = data;
  GList *found = g_file_enumerator_next_files_finish (names, result, NULL);
  gboolean more = found != NULL;
  gboolean camera = FALSE;

  for (GList *link = found; link != NULL; link = link->next)
    camera |= is_camera (g_file_info_get_name (link->data));
  g_list_free_full (found, g_object_unref);
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (camera || !more)
    g_signal_emit (self, signals[LOOKED], 0, camera);
  else
    g_file_enumerator_next_files_async (names, PORTION, G_PRIORITY_DEFAULT, self->cancellable, read_cb, g_object_ref (self));
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (CsCameraWatch) self = data;
  g_autoptr (GFileEnumerator) names = g_file_enumerate_children_finish (G_FILE (object), result, NULL);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (names == NULL)
    g_signal_emit (self, signals[LOOKED], 0, FALSE);
  else
    g_file_enumerator_next_files_async (names, PORTION, G_PRIORITY_DEFAULT, self->cancellable, read_cb, g_object_ref (self));
}

static void
cs_camera_watch_dispose (GObject *object)
{
  CsCameraWatch *self = CS_CAMERA_WATCH (object);

  g_cancellable_cancel (self->cancellable);
  if (self->monitor != NULL)
    g_file_monitor_cancel (self->monitor);
  g_clear_object (&self->monitor);
  G_OBJECT_CLASS (cs_camera_watch_parent_class)->dispose (object);
}

static void
cs_camera_watch_finalize (GObject *object)
{
  g_object_unref (CS_CAMERA_WATCH (object)->cancellable);
  G_OBJECT_CLASS (cs_camera_watch_parent_class)->finalize (object);
}

static void
cs_camera_watch_class_init (CsCameraWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cs_camera_watch_dispose;
  object_class->finalize = cs_camera_watch_finalize;

  /**
   * CsCameraWatch::looked:
   * @found: whether there is a camera
   *
   * Emitted once when it is known whether there is one, and again for each that is plugged in.
   */
  signals[LOOKED] =
      g_signal_new ("looked", CS_TYPE_CAMERA_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
cs_camera_watch_init (CsCameraWatch *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * cs_camera_watch_new:
 * @folder: where device files are: /dev
 *
 * Looks for a camera from now on, until it is disposed of.
 *
 * Returns: (transfer full): a watch, for the thread that makes it
 */
CsCameraWatch *
cs_camera_watch_new (const char *folder)
{
  CsCameraWatch *self = g_object_new (CS_TYPE_CAMERA_WATCH, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (folder);

  /* Watched before it is read: what is plugged in meanwhile is not missed. */
  self->monitor = g_file_monitor_directory (file, G_FILE_MONITOR_NONE, self->cancellable, NULL);
  if (self->monitor != NULL)
    g_signal_connect_object (self->monitor, "changed", G_CALLBACK (changed_cb), self, 0);
  g_file_enumerate_children_async (file, G_FILE_ATTRIBUTE_STANDARD_NAME, G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT,
                                   self->cancellable, opened_cb, g_object_ref (self));
  return self;
}

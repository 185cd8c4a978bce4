/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-device-list.h"

#include "cs-live.h"

#include <string.h>

#define N_KINDS 2

struct _CsDeviceList {
  GObject parent_instance;

  char *only_class; /* (nullable) */
  GListStore *devices[N_KINDS]; /* CsDevice, by kind */
  GstDeviceMonitor *monitor; /* (nullable): none before it has started */
  guint watch_id;
};

static const char *const classes[N_KINDS] = { "Video/Source", "Audio/Source" };

G_DEFINE_FINAL_TYPE (CsDeviceList, cs_device_list, G_TYPE_OBJECT)

static gboolean
find_position (GListStore *devices,
               GstDevice  *device,
               guint      *position)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (devices)); i++) {
    g_autoptr (CsDevice) other = g_list_model_get_item (G_LIST_MODEL (devices), i);

    if (cs_device_get_device (other) == device) {
      *position = i;
      return TRUE;
    }
  }
  return FALSE;
}

/* What a loudspeaker plays is no microphone, though sound servers list it as one. */
static gboolean
is_loopback (GstDevice *device)
{
  g_autoptr (GstStructure) about = gst_device_get_properties (device);

  return about != NULL && g_strcmp0 (gst_structure_get_string (about, "device.class"), "monitor") == 0;
}

static int
find_kind (GstDevice *device)
{
  for (guint i = 0; i < N_KINDS; i++)
    if (gst_device_has_classes (device, classes[i]))
      return i;
  return -1;
}

static void
add (CsDeviceList *self,
     GstDevice    *device)
{
  int kind = find_kind (device);
  guint position, n;

  if (kind < 0 || is_loopback (device) || find_position (self->devices[kind], device, &position))
    return;
  n = g_list_model_get_n_items (G_LIST_MODEL (self->devices[kind]));
  g_autoptr (CsDevice) added = cs_device_new (kind, device);
  g_list_store_insert (self->devices[kind], n - 1, added);
}

static void
drop (CsDeviceList *self,
      GstDevice    *device)
{
  int kind = find_kind (device);
  guint position;

  if (kind >= 0 && find_position (self->devices[kind], device, &position))
    g_list_store_remove (self->devices[kind], position);
}

static gboolean
message_cb (GstBus     *bus,
            GstMessage *message,
            gpointer    data)
{
  CsDeviceList *self = data;
  g_autoptr (GstDevice) device = NULL;

  switch (GST_MESSAGE_TYPE (message)) {
  case GST_MESSAGE_DEVICE_ADDED:
    gst_message_parse_device_added (message, &device);
    add (self, device);
    break;
  case GST_MESSAGE_DEVICE_REMOVED:
    gst_message_parse_device_removed (message, &device);
    drop (self, device);
    break;
  default:
    break;
  }
  return G_SOURCE_CONTINUE;
}

static void
stop_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  gst_device_monitor_stop (data);
  g_task_return_boolean (task, TRUE);
}

static gpointer
stop_main (gpointer data)
{
  gst_device_monitor_stop (data);
  gst_object_unref (data);
  return NULL;
}

/* Providers may wait for their threads. */
static void
stop_monitor (GstDeviceMonitor *monitor)
{
  g_thread_unref (g_thread_new ("cs-devices", stop_main, monitor));
}

static GstDeviceMonitor *
make_monitor (const char *only_class)
{
  GstDeviceMonitor *monitor = gst_device_monitor_new ();

  for (guint i = 0; i < N_KINDS; i++) {
    g_autofree char *class = only_class != NULL ? g_strconcat (classes[i], "/", only_class, NULL) : NULL;

    gst_device_monitor_add_filter (monitor, class != NULL ? class : classes[i], NULL);
  }
  /* It fails where no kind of device can be watched at all; there is none then. */
  gst_device_monitor_start (monitor);
  return monitor;
}

/* PipeWire 0.3's provider corrupts memory when it is stopped, while one of its devices is open or not: one watch, to
 * which nobody listens, goes on until the process ends, so that none is ever the last. */
static gpointer
keep_watching (gpointer data)
{
  GstDeviceMonitor *monitor = make_monitor (NULL);
  g_autoptr (GstBus) bus = gst_device_monitor_get_bus (monitor);

  gst_bus_set_flushing (bus, TRUE);
  return monitor;
}

static void
start_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  GError *error = NULL;
  const char *only_class = data;
  static GOnce kept = G_ONCE_INIT;
  GstDeviceMonitor *monitor;

  if (!cs_live_load (&error)) {
    g_task_return_error (task, error);
    return;
  }
  if (only_class == NULL)
    g_once (&kept, keep_watching, NULL);
  monitor = make_monitor (only_class);
  g_task_return_pointer (task, monitor, (GDestroyNotify) stop_monitor);
}

static void
started_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  CsDeviceList *self = CS_DEVICE_LIST (object);
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autoptr (GstBus) bus = NULL;
  GList *devices;

  self->monitor = g_task_propagate_pointer (G_TASK (result), &error);
  if (self->monitor == NULL) {
    g_task_return_error (task, error);
    return;
  }
  devices = gst_device_monitor_get_devices (self->monitor);
  for (GList *link = devices; link != NULL; link = link->next)
    add (self, link->data);
  g_list_free_full (devices, gst_object_unref);
  bus = gst_device_monitor_get_bus (self->monitor);
  self->watch_id = gst_bus_add_watch (bus, message_cb, self);
  g_task_return_boolean (task, TRUE);
}

static void
cs_device_list_dispose (GObject *object)
{
  CsDeviceList *self = CS_DEVICE_LIST (object);

  g_clear_handle_id (&self->watch_id, g_source_remove);
  g_clear_pointer (&self->monitor, stop_monitor);
  G_OBJECT_CLASS (cs_device_list_parent_class)->dispose (object);
}

static void
cs_device_list_finalize (GObject *object)
{
  CsDeviceList *self = CS_DEVICE_LIST (object);

  for (guint i = 0; i < N_KINDS; i++)
    g_object_unref (self->devices[i]);
  g_free (self->only_class);
  G_OBJECT_CLASS (cs_device_list_parent_class)->finalize (object);
}

static void
cs_device_list_class_init (CsDeviceListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cs_device_list_dispose;
  object_class->finalize = cs_device_list_finalize;
}

static void
cs_device_list_init (CsDeviceList *self)
{
  for (guint i = 0; i < N_KINDS; i++) {
    g_autoptr (CsDevice) test = cs_device_new (i, NULL);

    self->devices[i] = g_list_store_new (CS_TYPE_DEVICE);
    g_list_store_append (self->devices[i], test);
  }
}

/**
 * cs_device_list_new:
 * @only_class: (nullable): only devices that have this class too; for tests, which must not open a real camera
 *
 * Returns: (transfer full): a list that holds the test picture and the test tone until it has started
 */
CsDeviceList *
cs_device_list_new (const char *only_class)
{
  CsDeviceList *self = g_object_new (CS_TYPE_DEVICE_LIST, NULL);

  self->only_class = g_strdup (only_class);
  return self;
}

/**
 * cs_device_list_get_only_class:
 * @self: a list
 *
 * Returns: (nullable): the class that all its devices have
 */
const char *
cs_device_list_get_only_class (CsDeviceList *self)
{
  g_return_val_if_fail (CS_IS_DEVICE_LIST (self), NULL);

  return self->only_class;
}

/**
 * cs_device_list_start_async:
 * @self: a list that was not started
 * @cancellable: (nullable): a cancellable
 * @callback: called when what is plugged in now is in the list
 * @user_data: for @callback
 *
 * Loads GStreamer and begins to watch, on another thread: sound servers and drivers may take their time.
 */
void
cs_device_list_start_async (CsDeviceList       *self,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr (GTask) start = NULL;
  GTask *task;

  g_return_if_fail (CS_IS_DEVICE_LIST (self) && self->monitor == NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cs_device_list_start_async);
  start = g_task_new (self, cancellable, started_cb, task);
  g_task_set_task_data (start, g_strdup (self->only_class), g_free);
  g_task_run_in_thread (start, start_in_thread);
}

/**
 * cs_device_list_start_finish:
 * @self: a list
 * @result: as the callback got it
 * @error: a sentence that says why it cannot watch
 *
 * Returns: whether it watches
 */
gboolean
cs_device_list_start_finish (CsDeviceList *self,
                             GAsyncResult *result,
                             GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * cs_device_list_stop_async:
 * @self: a list
 * @callback: called when nothing is watched any more
 * @user_data: for @callback
 *
 * Ends the watching; the list stays as it is.
 */
void
cs_device_list_stop_async (CsDeviceList       *self,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (CS_IS_DEVICE_LIST (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, cs_device_list_stop_async);
  g_clear_handle_id (&self->watch_id, g_source_remove);
  if (self->monitor == NULL) {
    g_task_return_boolean (task, TRUE);
    return;
  }
  g_task_set_task_data (task, g_steal_pointer (&self->monitor), gst_object_unref);
  g_task_run_in_thread (task, stop_in_thread);
}

/**
 * cs_device_list_stop_finish:
 * @self: a list
 * @result: as the callback got it
 * @error: never set
 *
 * Returns: %TRUE
 */
gboolean
cs_device_list_stop_finish (CsDeviceList *self,
                            GAsyncResult *result,
                            GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * cs_device_list_get_model:
 * @self: a list
 * @kind: cameras or microphones
 *
 * Returns: (transfer none): the devices of that kind as #CsDevice, never empty
 */
GListModel *
cs_device_list_get_model (CsDeviceList *self,
                          CsDeviceKind  kind)
{
  g_return_val_if_fail (CS_IS_DEVICE_LIST (self), NULL);

  return G_LIST_MODEL (self->devices[kind]);
}

/**
 * cs_device_list_find:
 * @self: a list
 * @kind: camera or microphone
 * @id: (nullable): what it was remembered by; %NULL for the first one
 *
 * Returns: (transfer full) (nullable): the device, if it is plugged in
 */
CsDevice *
cs_device_list_find (CsDeviceList *self,
                     CsDeviceKind  kind,
                     const char   *id)
{
  GListModel *model = cs_device_list_get_model (self, kind);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++) {
    g_autoptr (CsDevice) device = g_list_model_get_item (model, i);

    if (id == NULL || strcmp (cs_device_get_id (device), id) == 0)
      return g_steal_pointer (&device);
  }
  return NULL;
}

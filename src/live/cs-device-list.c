/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-device-list.h"

#include "cs-live.h"
#include "cs-task.h"

#include <string.h>

#define N_KINDS 2

struct _CsDeviceList {
  GObject parent_instance;

  char *only_class; /* (nullable) */
  GListStore *devices[N_KINDS]; /* CsDevice, by kind */
  GstDeviceMonitor *monitor; /* (nullable): none before it has started */
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

static void
message_cb (GstBus       *bus,
            GstMessage   *message,
            CsDeviceList *self)
{
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
}

static GstDeviceMonitor *
make_monitor (const char *only_class)
{
  GstDeviceMonitor *monitor = gst_device_monitor_new ();
  g_autoptr (GstBus) bus = gst_device_monitor_get_bus (monitor);

  for (guint i = 0; i < N_KINDS; i++) {
    g_autofree char *class = only_class != NULL ? g_strconcat (classes[i], "/", only_class, NULL) : NULL;

    gst_device_monitor_add_filter (monitor, class != NULL ? class : classes[i], NULL);
  }
  gst_bus_add_signal_watch (bus);
  return monitor;
}

/* A provider of GStreamer 1.22 tells one monitor only, the newest, and nobody once any of them is gone; PipeWire 0.3's
 * corrupts memory when it is stopped. So all lists share one, which goes on until the process ends. */
static GstDeviceMonitor *
get_monitor (const char *only_class)
{
  static GMutex lock;
  static GHashTable *monitors; /* by class */
  const char *class = only_class != NULL ? only_class : "";
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);
  GstDeviceMonitor *monitor;

  if (monitors == NULL)
    monitors = g_hash_table_new (g_str_hash, g_str_equal);
  monitor = g_hash_table_lookup (monitors, class);
  if (monitor == NULL) {
    monitor = make_monitor (only_class);
    g_hash_table_insert (monitors, g_strdup (class), monitor);
  }
  /* It fails where no kind of device can be watched at all; there is none then. */
  gst_device_monitor_start (monitor);
  return gst_object_ref (monitor);
}

static void
start_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  GError *error = NULL;

  if (!cs_live_load (&error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, get_monitor (data), gst_object_unref);
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
  bus = gst_device_monitor_get_bus (self->monitor);
  g_signal_connect_object (bus, "message", G_CALLBACK (message_cb), self, 0);
  devices = gst_device_monitor_get_devices (self->monitor);
  for (GList *link = devices; link != NULL; link = link->next)
    add (self, link->data);
  g_list_free_full (devices, gst_object_unref);
  g_task_return_boolean (task, TRUE);
}

static void
cs_device_list_dispose (GObject *object)
{
  CsDeviceList *self = CS_DEVICE_LIST (object);

  cs_device_list_stop (self);
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
  cs_task_run_in_thread (start, start_in_thread);
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
 * cs_device_list_stop:
 * @self: a list
 *
 * The list stays as it is from now on. Idempotent.
 */
void
cs_device_list_stop (CsDeviceList *self)
{
  g_autoptr (GstBus) bus = NULL;

  g_return_if_fail (CS_IS_DEVICE_LIST (self));

  if (self->monitor == NULL)
    return;
  bus = gst_device_monitor_get_bus (self->monitor);
  g_signal_handlers_disconnect_by_data (bus, self);
  g_clear_object (&self->monitor);
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

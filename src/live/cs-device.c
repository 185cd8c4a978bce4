/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-device.h"

#include "cs-camera-mode.h"

#include <glib/gi18n-lib.h>

struct _CsDevice {
  GObject parent_instance;

  CsDeviceKind kind;
  char *id;
  char *name;
  GstDevice *device; /* (nullable): none for the test picture and the test tone */
};

enum { PROP_0, PROP_NAME, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CsDevice, cs_device, G_TYPE_OBJECT)

/* What stays the same when the device is plugged in again, as far as its driver tells. */
static char *
make_id (GstDevice *device)
{
  static const char *const keys[] = { "node.name", "device.serial", "device.bus_path", "device.path", "object.path" };
  g_autoptr (GstStructure) about = gst_device_get_properties (device);

  for (guint i = 0; about != NULL && i < G_N_ELEMENTS (keys); i++) {
    const char *value = gst_structure_get_string (about, keys[i]);

    if (value != NULL && value[0] != '\0')
      return g_utf8_make_valid (value, -1);
  }
  return gst_device_get_display_name (device);
}

static char *
make_name (GstDevice *device)
{
  g_autofree char *said = gst_device_get_display_name (device);

  return g_utf8_make_valid (said, -1);
}

static void
cs_device_get_property (GObject    *object,
                        guint       prop_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  CsDevice *self = CS_DEVICE (object);

  switch (prop_id) {
  case PROP_NAME:
    g_value_set_string (value, self->name);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_device_finalize (GObject *object)
{
  CsDevice *self = CS_DEVICE (object);

  g_free (self->id);
  g_free (self->name);
  g_clear_pointer (&self->device, gst_object_unref);
  G_OBJECT_CLASS (cs_device_parent_class)->finalize (object);
}

static void
cs_device_class_init (CsDeviceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cs_device_get_property;
  object_class->finalize = cs_device_finalize;

  /**
   * CsDevice:name:
   *
   * What to call it in front of people.
   */
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cs_device_init (CsDevice *self)
{
}

/**
 * cs_device_new:
 * @kind: what it gives
 * @device: (nullable): how to open it; %NULL makes the test picture or the test tone
 *
 * Returns: (transfer full): a new device
 */
CsDevice *
cs_device_new (CsDeviceKind kind,
               GstDevice   *device)
{
  CsDevice *self = g_object_new (CS_TYPE_DEVICE, NULL);

  self->kind = kind;
  if (device != NULL) {
    self->device = gst_object_ref (device);
    self->id = make_id (device);
    self->name = make_name (device);
  } else {
    self->id = g_strdup (CS_DEVICE_TEST_ID);
    self->name = g_strdup (kind == CS_DEVICE_CAMERA ? _("Test picture") : _("Test tone"));
  }
  return self;
}

/**
 * cs_device_get_kind:
 * @self: a device
 *
 * Returns: what it gives
 */
CsDeviceKind
cs_device_get_kind (CsDevice *self)
{
  g_return_val_if_fail (CS_IS_DEVICE (self), CS_DEVICE_CAMERA);

  return self->kind;
}

/**
 * cs_device_get_id:
 * @self: a device
 *
 * Returns: (transfer none): what to remember it by; unique among those of its kind as far as drivers tell
 */
const char *
cs_device_get_id (CsDevice *self)
{
  g_return_val_if_fail (CS_IS_DEVICE (self), NULL);

  return self->id;
}

/**
 * cs_device_get_name:
 * @self: a device
 *
 * Returns: (transfer none): its name
 */
const char *
cs_device_get_name (CsDevice *self)
{
  g_return_val_if_fail (CS_IS_DEVICE (self), NULL);

  return self->name;
}

/**
 * cs_device_is_test:
 * @self: a device
 *
 * Returns: whether it is the test picture or the test tone
 */
gboolean
cs_device_is_test (CsDevice *self)
{
  g_return_val_if_fail (CS_IS_DEVICE (self), FALSE);

  return self->device == NULL;
}

/**
 * cs_device_get_device:
 * @self: a device
 *
 * Returns: (transfer none) (nullable): how to open it
 */
GstDevice *
cs_device_get_device (CsDevice *self)
{
  g_return_val_if_fail (CS_IS_DEVICE (self), NULL);

  return self->device;
}

/**
 * cs_device_find_height:
 * @self: a camera
 *
 * Returns: the height of the largest picture that it gives fluidly; 0 when it has no limit of its own
 */
int
cs_device_find_height (CsDevice *self)
{
  g_autoptr (GstCaps) caps = NULL;

  g_return_val_if_fail (CS_IS_DEVICE (self), 0);

  caps = self->device != NULL ? gst_device_get_caps (self->device) : NULL;
  return caps != NULL ? cs_camera_mode_find_height (caps) : 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-devices.h"

#include <string.h>

typedef struct {
  GstDeviceProvider parent_instance;
} FakeProvider;

typedef GstDeviceProviderClass FakeProviderClass;

typedef struct {
  GstDevice parent_instance;

  gboolean camera;
  int mood; /* atomic: FakeMood */
} FakeDevice;

typedef GstDeviceClass FakeDeviceClass;

static GType fake_provider_get_type (void);
static GType fake_device_get_type (void);

G_DEFINE_TYPE (FakeProvider, fake_provider, GST_TYPE_DEVICE_PROVIDER)
G_DEFINE_TYPE (FakeDevice, fake_device, GST_TYPE_DEVICE)

static GstPadProbeReturn
buffer_cb (GstPad          *pad,
           GstPadProbeInfo *info,
           gpointer         data)
{
  FakeDevice *self = data;
  GstElement *source = GST_ELEMENT (GST_OBJECT_PARENT (pad));

  switch (g_atomic_int_get (&self->mood)) {
  case FAKE_BUSY:
    GST_ELEMENT_ERROR (source, RESOURCE, BUSY, ("busy"), (NULL));
    return GST_PAD_PROBE_DROP;
  case FAKE_SILENT:
    return GST_PAD_PROBE_DROP;
  default:
    return GST_PAD_PROBE_OK;
  }
}

static GstElement *
fake_device_create_element (GstDevice  *device,
                            const char *name)
{
  FakeDevice *self = (FakeDevice *) device;
  GstElement *source = gst_element_factory_make (self->camera ? "videotestsrc" : "audiotestsrc", name);
  g_autoptr (GstPad) pad = gst_element_get_static_pad (source, "src");

  g_object_set (source, "is-live", TRUE, NULL);
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, buffer_cb, gst_object_ref (self), gst_object_unref);
  return source;
}

static void
fake_device_class_init (FakeDeviceClass *klass)
{
  klass->create_element = fake_device_create_element;
}

static void
fake_device_init (FakeDevice *self)
{
}

static gboolean
fake_provider_start (GstDeviceProvider *provider)
{
  return TRUE;
}

static void
fake_provider_stop (GstDeviceProvider *provider)
{
}

static GList *
fake_provider_probe (GstDeviceProvider *provider)
{
  return NULL;
}

static void
fake_provider_class_init (FakeProviderClass *klass)
{
  klass->start = fake_provider_start;
  klass->stop = fake_provider_stop;
  klass->probe = fake_provider_probe;
  gst_device_provider_class_set_static_metadata (klass, "Fake devices", "Video/Audio/Source/" FAKE_DEVICES_CLASS,
                                                 "Devices of a test", "Coulisses");
}

static void
fake_provider_init (FakeProvider *self)
{
}

static GstDeviceProvider *
get_provider (void)
{
  return gst_device_provider_factory_get_by_name ("coulissesfake");
}

static FakeDevice *
find (GstDeviceProvider *provider,
      const char        *name)
{
  FakeDevice *found = NULL;
  GList *devices = gst_device_provider_get_devices (provider);

  for (GList *link = devices; link != NULL && found == NULL; link = link->next) {
    g_autofree char *other = gst_device_get_display_name (link->data);

    if (strcmp (other, name) == 0)
      found = gst_object_ref (link->data);
  }
  g_list_free_full (devices, gst_object_unref);
  g_assert_nonnull (found);
  return found;
}

void
fake_devices_register (void)
{
  g_assert_true (gst_device_provider_register (NULL, "coulissesfake", GST_RANK_PRIMARY, fake_provider_get_type ()));
}

void
fake_devices_plug (const char *name,
                   gboolean    camera,
                   FakeMood    mood)
{
  g_autoptr (GstDeviceProvider) provider = get_provider ();
  g_autoptr (GstCaps) caps = gst_caps_from_string (
      camera ? "video/x-raw, format=YUY2, width=640, height=480, framerate=30/1" : "audio/x-raw, channels=1, rate=44100");
  FakeDevice *device =
      g_object_new (fake_device_get_type (), "display-name", name, "device-class",
                    camera ? "Video/Source/" FAKE_DEVICES_CLASS : "Audio/Source/" FAKE_DEVICES_CLASS, "caps", caps, NULL);

  device->camera = camera;
  device->mood = mood;
  gst_device_provider_device_add (provider, GST_DEVICE (device));
}

void
fake_devices_unplug (const char *name)
{
  g_autoptr (GstDeviceProvider) provider = get_provider ();
  FakeDevice *device = find (provider, name);

  gst_device_provider_device_remove (provider, GST_DEVICE (device));
  gst_object_unref (device);
}

void
fake_devices_unplug_all (void)
{
  g_autoptr (GstDeviceProvider) provider = get_provider ();
  GList *devices = gst_device_provider_get_devices (provider);

  for (GList *link = devices; link != NULL; link = link->next)
    gst_device_provider_device_remove (provider, link->data);
  g_list_free_full (devices, gst_object_unref);
}

void
fake_devices_set_mood (const char *name,
                       FakeMood    mood)
{
  g_autoptr (GstDeviceProvider) provider = get_provider ();
  FakeDevice *device = find (provider, name);

  g_atomic_int_set (&device->mood, mood);
  gst_object_unref (device);
}

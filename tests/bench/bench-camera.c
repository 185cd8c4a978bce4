/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plugin for GStreamer with one camera whose pictures carry the time of their birth. It is of the tests' class of devices:
 * a window that was not told to look for that class does not see it. CS_BENCH_HEIGHT says how high its pictures are. */
#include <gst/gst.h>
#include <string.h>

#define PACKAGE "coulisses-bench"
#define DEFAULT_HEIGHT 720
/* A green bar, and the milliseconds below it: a bit a block, the highest first. pixels.py looks for them on the screen. */
#define N_BITS 32
#define BLOCKS_WIDE 40
#define FIRST_BLOCK 4
#define FIRST_ROW 6

typedef struct {
  GstDeviceProvider parent_instance;
} BenchProvider;

typedef GstDeviceProviderClass BenchProviderClass;

typedef struct {
  GstDevice parent_instance;

  int width, height;
} BenchCamera;

typedef GstDeviceClass BenchCameraClass;

static GType bench_provider_get_type (void);
static GType bench_camera_get_type (void);

G_DEFINE_TYPE (BenchProvider, bench_provider, GST_TYPE_DEVICE_PROVIDER)
G_DEFINE_TYPE (BenchCamera, bench_camera, GST_TYPE_DEVICE)

/* Two pixels of YUY2 are four bytes. */
static void
fill_block (BenchCamera  *self,
            guint8       *pixels,
            guint         column,
            guint         row,
            const guint8  pair[4])
{
  guint block = self->width / BLOCKS_WIDE;
  gsize stride = self->width * 2;

  for (guint y = row * block; y < (row + 1) * block; y++)
    for (guint x = column * block; x < (column + 1) * block; x += 2)
      memcpy (pixels + y * stride + x * 2, pair, 4);
}

static GstPadProbeReturn
buffer_cb (GstPad          *pad,
           GstPadProbeInfo *info,
           gpointer         data)
{
  static const guint8 green[] = { 145, 54, 145, 34 }, white[] = { 235, 128, 235, 128 }, black[] = { 16, 128, 16, 128 };
  GstBuffer *buffer = gst_buffer_make_writable (GST_PAD_PROBE_INFO_BUFFER (info));
  guint32 now_ms = g_get_monotonic_time () / 1000;
  GstMapInfo map;

  info->data = buffer;
  if (!gst_buffer_map (buffer, &map, GST_MAP_READWRITE))
    return GST_PAD_PROBE_OK;
  for (guint bit = 0; bit < N_BITS; bit++) {
    fill_block (data, map.data, FIRST_BLOCK + bit, FIRST_ROW, green);
    fill_block (data, map.data, FIRST_BLOCK + bit, FIRST_ROW + 1, now_ms >> (N_BITS - 1 - bit) & 1 ? white : black);
  }
  gst_buffer_unmap (buffer, &map);
  return GST_PAD_PROBE_OK;
}

/* What others take, of what this camera gives. */
static GstPadProbeReturn
query_cb (GstPad          *pad,
          GstPadProbeInfo *info,
          gpointer         device)
{
  GstQuery *query = GST_PAD_PROBE_INFO_QUERY (info);
  g_autoptr (GstCaps) own = gst_device_get_caps (device);
  g_autoptr (GstCaps) both = NULL;
  GstCaps *taken;

  if (GST_QUERY_TYPE (query) != GST_QUERY_CAPS)
    return GST_PAD_PROBE_OK;
  gst_query_parse_caps_result (query, &taken);
  both = gst_caps_intersect (taken, own);
  gst_query_set_caps_result (query, both);
  return GST_PAD_PROBE_OK;
}

static GstElement *
bench_camera_create_element (GstDevice  *device,
                             const char *name)
{
  GstElement *source = gst_element_factory_make ("videotestsrc", name);
  g_autoptr (GstPad) pad = gst_element_get_static_pad (source, "src");

  g_object_set (source, "is-live", TRUE, NULL);
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, buffer_cb, gst_object_ref (device), gst_object_unref);
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_QUERY_DOWNSTREAM | GST_PAD_PROBE_TYPE_PULL, query_cb, gst_object_ref (device),
                     gst_object_unref);
  return source;
}

static void
bench_camera_class_init (BenchCameraClass *klass)
{
  klass->create_element = bench_camera_create_element;
}

static void
bench_camera_init (BenchCamera *self)
{
}

static gboolean
bench_provider_start (GstDeviceProvider *provider)
{
  const char *height = g_getenv ("CS_BENCH_HEIGHT");
  g_autoptr (GstCaps) caps = NULL;
  BenchCamera *camera;
  int n = height != NULL ? (int) g_ascii_strtoll (height, NULL, 10) : DEFAULT_HEIGHT;

  caps = gst_caps_new_simple ("video/x-raw", "format", G_TYPE_STRING, "YUY2", "width", G_TYPE_INT, n * 16 / 9, "height",
                              G_TYPE_INT, n, "framerate", GST_TYPE_FRACTION, 30, 1, NULL);
  camera = g_object_new (bench_camera_get_type (), "display-name", "Clock", "device-class", "Video/Source/Fake", "caps", caps,
                         NULL);
  camera->width = n * 16 / 9;
  camera->height = n;
  gst_device_provider_device_add (provider, GST_DEVICE (camera));
  return TRUE;
}

static void
bench_provider_stop (GstDeviceProvider *provider)
{
}

static GList *
bench_provider_probe (GstDeviceProvider *provider)
{
  return NULL;
}

static void
bench_provider_class_init (BenchProviderClass *klass)
{
  klass->start = bench_provider_start;
  klass->stop = bench_provider_stop;
  klass->probe = bench_provider_probe;
  gst_device_provider_class_set_static_metadata (klass, "Clock camera", "Video/Source/Fake", "A camera for measurements",
                                                 "Coulisses");
}

static void
bench_provider_init (BenchProvider *self)
{
}

static gboolean
plugin_init (GstPlugin *plugin)
{
  return gst_device_provider_register (plugin, "benchcamera", GST_RANK_PRIMARY, bench_provider_get_type ());
}

GST_PLUGIN_DEFINE (GST_VERSION_MAJOR, GST_VERSION_MINOR, benchcamera, "A camera for measurements", plugin_init, "1", "GPL",
                   "coulisses", "https://coulisses.example")

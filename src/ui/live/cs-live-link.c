/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-live-link.h"

#include <glib/gi18n-lib.h>

struct _CsLiveLink {
  GObject parent_instance;

  CsLivePane *pane; /* not owned: the pane owns the link */
  CsCapture *capture;
};

G_DEFINE_FINAL_TYPE (CsLiveLink, cs_live_link, G_TYPE_OBJECT)

/* No more pixels than are seen, and none while nobody looks. */
static void
fit (CsLiveLink *self)
{
  int width, height;

  cs_live_pane_get_picture_size (self->pane, &width, &height);
  cs_capture_set_preview_size (self->capture, width, height);
}

static void
show_frame (CsLiveLink *self)
{
  g_autoptr (CsCameraFrame) frame = cs_capture_dup_frame (self->capture);
  g_autoptr (GdkTexture) texture = NULL;

  fit (self);
  if (frame == NULL)
    return;
  texture = gdk_memory_texture_new (frame->width, frame->height, GDK_MEMORY_B8G8R8A8_PREMULTIPLIED, frame->pixels,
                                    frame->stride);
  cs_live_pane_show_frame (self->pane, texture);
}

static void
show_levels (CsLiveLink *self)
{
  CsLevels levels;

  cs_capture_get_levels (self->capture, &levels);
  cs_live_pane_set_levels (self->pane, levels.level_db[0], levels.level_db[1]);
}

static const char *
name_of (CsDevice *device)
{
  return device != NULL ? cs_device_get_name (device) : NULL;
}

static void
show_devices (CsLiveLink *self)
{
  const CsFeedFormat *format = cs_capture_get_format (self->capture);
  const char *camera = name_of (cs_capture_get_device (self->capture, CS_DEVICE_CAMERA));
  const char *microphone = name_of (cs_capture_get_device (self->capture, CS_DEVICE_MICROPHONE));
  const char *trouble = cs_capture_get_trouble (self->capture, CS_DEVICE_CAMERA);
  /* Translators: the height of the picture and how many come a second, as broadcasters write it: 720p30 */
  g_autofree char *size = g_strdup_printf (_("%dp%d"), format->height, format->fps);

  cs_live_pane_set_devices (self->pane, camera, microphone, size);
  cs_live_pane_set_test (self->pane, cs_capture_get_state (self->capture) != CS_CAPTURE_CAMERA);
  if (trouble == NULL)
    trouble = cs_capture_get_trouble (self->capture, CS_DEVICE_MICROPHONE);
  cs_live_pane_set_trouble (self->pane, trouble);
  if (microphone == NULL)
    show_levels (self);
}

static void
cs_live_link_dispose (GObject *object)
{
  CsLiveLink *self = CS_LIVE_LINK (object);

  if (self->capture != NULL) {
    g_signal_handlers_disconnect_by_data (self->capture, self);
    g_signal_handlers_disconnect_by_data (self->pane, self);
    cs_capture_set_preview_size (self->capture, 0, 0);
  }
  g_clear_object (&self->capture);
  G_OBJECT_CLASS (cs_live_link_parent_class)->dispose (object);
}

static void
cs_live_link_class_init (CsLiveLinkClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cs_live_link_dispose;
}

static void
cs_live_link_init (CsLiveLink *self)
{
}

/**
 * cs_live_link_new:
 * @pane: where to show it; owns the link
 * @capture: camera and microphone
 *
 * Returns: (transfer full): a link that carries until it is disposed of
 */
CsLiveLink *
cs_live_link_new (CsLivePane *pane,
                  CsCapture  *capture)
{
  CsLiveLink *self = g_object_new (CS_TYPE_LIVE_LINK, NULL);

  self->pane = pane;
  self->capture = g_object_ref (capture);
  g_signal_connect_swapped (capture, "notify::frame", G_CALLBACK (show_frame), self);
  g_signal_connect_swapped (capture, "levels", G_CALLBACK (show_levels), self);
  g_signal_connect_swapped (capture, "notify::state", G_CALLBACK (show_devices), self);
  g_signal_connect_swapped (capture, "notify::microphone", G_CALLBACK (show_devices), self);
  g_signal_connect_swapped (capture, "notify::camera-trouble", G_CALLBACK (show_devices), self);
  g_signal_connect_swapped (capture, "notify::microphone-trouble", G_CALLBACK (show_devices), self);
  g_signal_connect_swapped (pane, "map", G_CALLBACK (fit), self);
  g_signal_connect_swapped (pane, "unmap", G_CALLBACK (fit), self);
  g_signal_connect_swapped (pane, "notify::scale-factor", G_CALLBACK (fit), self);
  fit (self);
  show_devices (self);
  show_frame (self);
  return self;
}

/**
 * cs_live_link_start:
 * @self: a link
 *
 * Starts the capture if it has not started.
 */
void
cs_live_link_start (CsLiveLink *self)
{
  g_return_if_fail (CS_IS_LIVE_LINK (self));

  if (self->capture != NULL)
    cs_capture_start (self->capture);
}

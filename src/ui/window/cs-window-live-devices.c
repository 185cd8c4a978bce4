/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-window-private.h"

#include "cs-live-pane.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static CsCapture *
get_capture (CsWindow *self)
{
  return cs_desk_get_capture (self->desk);
}

static void
choose_device (GtkWidget  *widget,
               const char *name,
               GVariant   *target)
{
  CsWindow *self = CS_WINDOW (widget);
  const char *id = g_variant_get_string (target, NULL);
  gboolean camera = strcmp (name, "live.choose-camera") == 0;

  cs_capture_start (get_capture (self));
  cs_capture_choose (get_capture (self), camera ? CS_DEVICE_CAMERA : CS_DEVICE_MICROPHONE, id);
  if (self->settings != NULL)
    g_settings_set_string (self->settings, camera ? "camera" : "microphone", id);
}

static void
set_height (GtkWidget  *widget,
            const char *name,
            GVariant   *target)
{
  CsWindow *self = CS_WINDOW (widget);
  int height = g_variant_get_int32 (target);

  if (!cs_capture_set_height (get_capture (self), height))
    cs_window_say (self, _("The size of the picture stays as it is while the camera is live."));
  else if (self->settings != NULL)
    g_settings_set_int (self->settings, "picture-height", height);
}

static void
set_mirrored (GtkWidget  *widget,
              const char *name,
              GVariant   *target)
{
  CsWindow *self = CS_WINDOW (widget);

  cs_live_pane_set_mirrored (CS_LIVE_PANE (self->live_pane), g_variant_get_boolean (target));
  if (self->settings != NULL)
    g_settings_set_boolean (self->settings, "mirror-preview", g_variant_get_boolean (target));
}

static void
set_gain (GtkWidget  *widget,
          const char *name,
          GVariant   *target)
{
  CsWindow *self = CS_WINDOW (widget);

  cs_capture_set_gain_db (get_capture (self), g_variant_get_double (target));
  if (self->settings != NULL)
    g_settings_set_double (self->settings, "microphone-gain", g_variant_get_double (target));
}

/* Not remembered: who starts muted by surprise has no sound on air. */
static void
mute (GtkWidget  *widget,
      const char *name,
      GVariant   *target)
{
  CsWindow *self = CS_WINDOW (widget);
  gboolean muted = !cs_capture_get_muted (get_capture (self));

  cs_capture_set_muted (get_capture (self), muted);
  cs_window_tell (self, muted ? "microphone-sensitivity-muted-symbolic" : "audio-input-microphone-symbolic",
                  muted ? _("The microphone is muted") : _("The microphone is on"));
}

static const struct {
  const char *name;
  const char *type; /* (nullable) */
  GtkWidgetActionActivateFunc func;
} actions[] = {
  { "live.choose-camera", "s", choose_device },
  { "live.choose-microphone", "s", choose_device },
  { "live.set-height", "i", set_height },
  { "live.set-mirrored", "b", set_mirrored },
  { "live.set-gain", "d", set_gain },
  { "live.mute", NULL, mute },
};

void
cs_window_install_device_actions (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].type, actions[i].func);
}

void
cs_window_update_device_actions (CsWindow *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i].name, self->desk != NULL);
}

static void
choose_remembered (CsWindow    *self,
                   CsDeviceKind kind,
                   const char  *key)
{
  g_autofree char *id = g_settings_get_string (self->settings, key);

  if (*id != '\0')
    cs_capture_choose (get_capture (self), kind, id);
}

/* As they were left on this machine. A rehearsal begins with the test picture, whatever is plugged in. */
void
cs_window_choose_devices (CsWindow *self)
{
  if (self->settings != NULL) {
    choose_remembered (self, CS_DEVICE_CAMERA, "camera");
    choose_remembered (self, CS_DEVICE_MICROPHONE, "microphone");
    cs_capture_set_height (get_capture (self), g_settings_get_int (self->settings, "picture-height"));
    cs_capture_set_gain_db (get_capture (self), g_settings_get_double (self->settings, "microphone-gain"));
    cs_live_pane_set_mirrored (CS_LIVE_PANE (self->live_pane), g_settings_get_boolean (self->settings, "mirror-preview"));
  }
  if (cs_desk_get_rehearsal (self->desk)) {
    cs_capture_choose (get_capture (self), CS_DEVICE_CAMERA, CS_DEVICE_TEST_ID);
    cs_capture_choose (get_capture (self), CS_DEVICE_MICROPHONE, CS_DEVICE_TEST_ID);
  }
}

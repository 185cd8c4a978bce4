/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-device.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The cameras and microphones that are plugged in right now; the test picture and the test tone stand last. */
#define CS_TYPE_DEVICE_LIST (cs_device_list_get_type ())
G_DECLARE_FINAL_TYPE (CsDeviceList, cs_device_list, CS, DEVICE_LIST, GObject)

CsDeviceList *cs_device_list_new (const char *only_class) G_GNUC_WARN_UNUSED_RESULT;
const char *cs_device_list_get_only_class (CsDeviceList *self);

void cs_device_list_start_async (CsDeviceList       *self,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
gboolean cs_device_list_start_finish (CsDeviceList *self,
                                      GAsyncResult *result,
                                      GError      **error);
void cs_device_list_stop (CsDeviceList *self);

GListModel *cs_device_list_get_model (CsDeviceList *self,
                                      CsDeviceKind  kind);
CsDevice *cs_device_list_find (CsDeviceList *self,
                               CsDeviceKind  kind,
                               const char   *id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

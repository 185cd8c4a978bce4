/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define CS_TYPE_INTERFACE (cs_interface_get_type ())
G_DECLARE_FINAL_TYPE (CsInterface, cs_interface, CS, INTERFACE, GObject)

/**
 * CsInterface:
 * @name: what the system calls it, for example "wlan0"
 * @address: its IPv4 address, as numbers
 * @loopback: whether only this machine is there
 *
 * A network that this machine is in. Never changed once made.
 */
struct _CsInterface {
  GObject parent_instance;

  char *name;
  char *address;
  gboolean loopback;
};

GPtrArray *cs_interfaces_list (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-interfaces.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/socket.h>

G_DEFINE_FINAL_TYPE (CsInterface, cs_interface, G_TYPE_OBJECT)

static void
cs_interface_finalize (GObject *object)
{
  CsInterface *self = CS_INTERFACE (object);

  g_free (self->name);
  g_free (self->address);
  G_OBJECT_CLASS (cs_interface_parent_class)->finalize (object);
}

static void
cs_interface_class_init (CsInterfaceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cs_interface_finalize;
}

static void
cs_interface_init (CsInterface *self)
{
}

static CsInterface *
read_interface (const struct ifaddrs *found)
{
  char address[INET_ADDRSTRLEN];
  const struct sockaddr_in *inet = (gconstpointer) found->ifa_addr;
  CsInterface *interface;

  if (found->ifa_addr == NULL || found->ifa_addr->sa_family != AF_INET || !(found->ifa_flags & IFF_UP) ||
      inet_ntop (AF_INET, &inet->sin_addr, address, sizeof address) == NULL)
    return NULL;
  interface = g_object_new (CS_TYPE_INTERFACE, NULL);
  interface->name = g_strdup (found->ifa_name);
  interface->address = g_strdup (address);
  interface->loopback = (found->ifa_flags & IFF_LOOPBACK) != 0;
  return interface;
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  const CsInterface *left = *(CsInterface *const *) a;
  const CsInterface *right = *(CsInterface *const *) b;

  return left->loopback != right->loopback ? left->loopback - right->loopback : g_strcmp0 (left->name, right->name);
}

/**
 * cs_interfaces_list:
 *
 * Looks which networks this machine is in now; asks nobody.
 *
 * Returns: (transfer full) (element-type CsInterface): those that are up and have an IPv4 address, this machine alone
 *   last
 */
GPtrArray *
cs_interfaces_list (void)
{
  GPtrArray *interfaces = g_ptr_array_new_with_free_func (g_object_unref);
  struct ifaddrs *all = NULL;

  if (getifaddrs (&all) != 0)
    return interfaces;
  for (const struct ifaddrs *found = all; found != NULL; found = found->ifa_next) {
    CsInterface *interface = read_interface (found);

    if (interface != NULL)
      g_ptr_array_add (interfaces, interface);
  }
  freeifaddrs (all);
  g_ptr_array_sort (interfaces, compare);
  return interfaces;
}

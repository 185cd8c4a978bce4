/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-page-follower.h"

#include "cs-interfaces.h"

/* A cable and what comes over it do not come at the same moment. */
#define SETTLE_MS 1000

struct _CsPageFollower {
  GObject parent_instance;

  CsLivePage *page;
  char *name; /* (nullable): of the network that the page was switched on in */
  guint look_id;
};

G_DEFINE_FINAL_TYPE (CsPageFollower, cs_page_follower, G_TYPE_OBJECT)

static const CsInterface *
find_address (GPtrArray  *interfaces,
              const char *address)
{
  for (guint i = 0; i < interfaces->len; i++) {
    const CsInterface *interface = interfaces->pdata[i];

    if (g_strcmp0 (interface->address, address) == 0)
      return interface;
  }
  return NULL;
}

static const CsInterface *
find_name (GPtrArray  *interfaces,
           const char *name)
{
  for (guint i = 0; i < interfaces->len; i++) {
    const CsInterface *interface = interfaces->pdata[i];

    if (g_strcmp0 (interface->name, name) == 0)
      return interface;
  }
  return NULL;
}

static void
look_now (CsPageFollower *self)
{
  g_autoptr (GPtrArray) interfaces = cs_interfaces_list ();

  cs_page_follower_look (self, interfaces);
}

static gboolean
look_cb (gpointer data)
{
  CsPageFollower *self = data;

  self->look_id = 0;
  look_now (self);
  return G_SOURCE_REMOVE;
}

static void
network_changed_cb (GNetworkMonitor *monitor,
                    gboolean         available,
                    CsPageFollower  *self)
{
  g_clear_handle_id (&self->look_id, g_source_remove);
  if (cs_live_page_is_on (self->page))
    self->look_id = g_timeout_add (SETTLE_MS, look_cb, self);
}

static void
cs_page_follower_dispose (GObject *object)
{
  CsPageFollower *self = CS_PAGE_FOLLOWER (object);

  g_clear_handle_id (&self->look_id, g_source_remove);
  g_clear_object (&self->page);
  G_OBJECT_CLASS (cs_page_follower_parent_class)->dispose (object);
}

static void
cs_page_follower_finalize (GObject *object)
{
  g_free (CS_PAGE_FOLLOWER (object)->name);
  G_OBJECT_CLASS (cs_page_follower_parent_class)->finalize (object);
}

static void
cs_page_follower_class_init (CsPageFollowerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cs_page_follower_dispose;
  G_OBJECT_CLASS (klass)->finalize = cs_page_follower_finalize;
}

static void
cs_page_follower_init (CsPageFollower *self)
{
}

/**
 * cs_page_follower_new:
 * @page: the page
 *
 * Returns: (transfer full): a follower, which listens to the system; main thread only
 */
CsPageFollower *
cs_page_follower_new (CsLivePage *page)
{
  CsPageFollower *self = g_object_new (CS_TYPE_PAGE_FOLLOWER, NULL);

  self->page = g_object_ref (page);
  g_signal_connect_object (page, "notify::on", G_CALLBACK (look_now), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (g_network_monitor_get_default (), "network-changed", G_CALLBACK (network_changed_cb), self, 0);
  return self;
}

/**
 * cs_page_follower_look:
 * @self: a follower
 * @interfaces: (element-type CsInterface): the networks that the machine is in now
 *
 * Moves the page when its address is gone and the same network has given another one. Never into another network:
 * somebody chose who is near by. While there is no such address the page stays as it is, for the old one may come back.
 */
void
cs_page_follower_look (CsPageFollower *self,
                       GPtrArray      *interfaces)
{
  const CsInterface *here;

  g_return_if_fail (CS_IS_PAGE_FOLLOWER (self));

  if (!cs_live_page_is_on (self->page))
    return;
  here = find_address (interfaces, cs_live_page_get_address (self->page));
  if (here != NULL) {
    g_free (self->name);
    self->name = g_strdup (here->name);
    return;
  }
  here = self->name != NULL ? find_name (interfaces, self->name) : NULL;
  if (here != NULL)
    cs_live_page_move (self->page, here->address);
}

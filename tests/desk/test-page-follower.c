/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-page-follower.h"

#include "cs-interfaces.h"

#include <string.h>

#define LIMIT_S 30

static gboolean
late_cb (gpointer data)
{
  g_error ("waited %d s in vain", LIMIT_S);
  return G_SOURCE_REMOVE;
}

static void
add (GPtrArray  *interfaces,
     const char *name,
     const char *address)
{
  CsInterface *interface = g_object_new (CS_TYPE_INTERFACE, NULL);

  interface->name = g_strdup (name);
  interface->address = g_strdup (address);
  g_ptr_array_add (interfaces, interface);
}

static void
look (CsPageFollower *follower,
      const char     *name,
      const char     *address)
{
  g_autoptr (GPtrArray) interfaces = g_ptr_array_new_with_free_func (g_object_unref);

  add (interfaces, "other", "127.0.0.9");
  add (interfaces, name, address);
  cs_page_follower_look (follower, interfaces);
}

static void
switched_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      data)
{
  g_assert_true (cs_live_page_switch_on_finish (CS_LIVE_PAGE (object), result, NULL));
}

static gboolean
is_at (CsLivePage *page,
       const char *address)
{
  g_autofree char *url = cs_live_page_get_url (page);

  return url != NULL && strstr (url, address) != NULL;
}

static void
wait_at (CsLivePage *page,
         const char *address)
{
  guint late_id = g_timeout_add_seconds (LIMIT_S, late_cb, NULL);

  while (!is_at (page, address))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (late_id);
}

static int
find_port (CsLivePage *page)
{
  g_autofree char *url = cs_live_page_get_url (page);
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);

  return g_uri_get_port (uri);
}

static const char *
get_link (CsLivePage *page)
{
  return cs_page_server_get_link (cs_live_page_get_server (page));
}

/* Behind the same link and port at the new address of the same network, and in no other network. */
static void
test_move (void)
{
  g_autoptr (CsDeviceList) devices = cs_device_list_new ("Fake");
  g_autoptr (CsCapture) capture = cs_capture_new (devices);
  g_autoptr (CsBroadcast) broadcast = cs_broadcast_new (capture);
  g_autoptr (CsLivePage) page = cs_live_page_new (capture, broadcast);
  g_autoptr (CsPageFollower) follower = cs_page_follower_new (page);
  g_autofree char *link = NULL;
  int port;

  cs_live_page_switch_on_async (page, "127.0.0.1", 0, switched_cb, NULL);
  wait_at (page, "//127.0.0.1:");
  link = g_strdup (get_link (page));
  port = find_port (page);
  look (follower, "house", "127.0.0.1");
  g_assert_true (is_at (page, "//127.0.0.1:"));
  look (follower, "street", "127.0.0.3");
  g_assert_cmpstr (cs_live_page_get_address (page), ==, "127.0.0.1");
  look (follower, "house", "127.0.0.2");
  wait_at (page, "//127.0.0.2:");
  g_assert_true (cs_live_page_is_on (page));
  g_assert_cmpstr (get_link (page), ==, link);
  g_assert_cmpint (find_port (page), ==, port);
  cs_live_page_switch_off (page);
  look (follower, "house", "127.0.0.4");
  g_assert_false (cs_live_page_is_on (page));
  g_object_run_dispose (G_OBJECT (page));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/page-follower/move", test_move);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-device-list.h"

#include "cs-live.h"
#include "fake-devices.h"

#define LIMIT_S 10
#define N_ROUNDS 50

static void
started_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_assert_true (cs_device_list_start_finish (CS_DEVICE_LIST (object), result, NULL));
  *(gboolean *) data = TRUE;
}

static CsDeviceList *
make_list (void)
{
  CsDeviceList *list = cs_device_list_new (FAKE_DEVICES_CLASS);
  gboolean started = FALSE;

  cs_device_list_start_async (list, NULL, started_cb, &started);
  while (!started)
    g_main_context_iteration (NULL, TRUE);
  return list;
}

static gboolean
late_cb (gpointer data)
{
  g_error ("waited %d s in vain", LIMIT_S);
  return G_SOURCE_REMOVE;
}

/* The test picture is one of them. */
static void
wait_for_cameras (CsDeviceList *list,
                  guint         n)
{
  GListModel *model = cs_device_list_get_model (list, CS_DEVICE_CAMERA);
  guint late_id = g_timeout_add_seconds (LIMIT_S, late_cb, NULL);

  while (g_list_model_get_n_items (model) != n)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (late_id);
}

static void
test_each_hears (void)
{
  g_autoptr (CsDeviceList) first = make_list ();
  g_autoptr (CsDeviceList) second = make_list ();

  fake_devices_plug ("One", TRUE, FAKE_WORKS);
  wait_for_cameras (first, 2);
  wait_for_cameras (second, 2);
  cs_device_list_stop (second);
  fake_devices_plug ("Two", TRUE, FAKE_WORKS);
  wait_for_cameras (first, 3);
  wait_for_cameras (second, 2);
  fake_devices_unplug_all ();
  wait_for_cameras (first, 1);
}

/* One show after the other: what the one before lets go of is not what the next hears with. */
static void
test_one_after_the_other (void)
{
  for (guint i = 0; i < N_ROUNDS; i++) {
    g_autoptr (CsDeviceList) list = make_list ();

    fake_devices_plug ("One", TRUE, FAKE_WORKS);
    wait_for_cameras (list, 2);
    fake_devices_unplug_all ();
    wait_for_cameras (list, 1);
    cs_device_list_stop (list);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (cs_live_load (NULL));
  fake_devices_register ();
  g_test_add_func ("/live/device-list/each-hears", test_each_hears);
  g_test_add_func ("/live/device-list/one-after-the-other", test_one_after_the_other);
  return g_test_run ();
}

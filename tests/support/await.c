/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "await.h"

#define WAKE_MS 5

static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

guint
await_wake_often (void)
{
  return g_timeout_add (WAKE_MS, wake_cb, NULL);
}

void
await_ms (guint ms)
{
  gint64 end_us = g_get_monotonic_time () + ms * G_GINT64_CONSTANT (1000);

  await_until (g_get_monotonic_time () >= end_us);
}

void
await_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  GAsyncResult **answer = data;

  g_assert_null (*answer);
  *answer = g_object_ref (result);
}

GAsyncResult *
await_result (GAsyncResult **result)
{
  await_until (*result != NULL);
  return *result;
}

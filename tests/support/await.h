/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Waiting in a test: the main context goes on turning, and nothing is waited for longer than this. */
#define AWAIT_LIMIT_S 120

/* Another thread may make the condition true: it is looked at every few milliseconds. */
#define await_until(condition)                                                      \
  G_STMT_START                                                                      \
  {                                                                                 \
    gint64 await_until_us = g_get_monotonic_time () + AWAIT_LIMIT_S * G_USEC_PER_SEC; \
    guint await_id = await_wake_often ();                                           \
    while (!(condition)) {                                                          \
      g_assert_cmpint (g_get_monotonic_time (), <, await_until_us);                 \
      g_main_context_iteration (NULL, TRUE);                                        \
    }                                                                               \
    g_source_remove (await_id);                                                     \
  }                                                                                 \
  G_STMT_END

guint await_wake_often (void);
void await_ms (guint ms);

/* await_cb() is the callback of something asynchronous, the address of a result that is %NULL its data; await_result()
 * waits for it. The result stays the test's to unref. */
void await_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      data);
GAsyncResult *await_result (GAsyncResult **result);

G_END_DECLS

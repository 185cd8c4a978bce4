/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CsGauge:
 * @rtt_ms: to the server and back; -1 when not known
 * @least_rtt_ms: the same at its best; -1 when not known
 * @n_waiting_bytes: what the system has taken and the server has not confirmed; -1 when not known
 * @n_confirmed: counts what the server has confirmed, in whatever unit; 0 when not known
 * @n_lost: packets that were sent again
 * @n_given_up: packets that will not arrive any more
 *
 * What the network says about a connection.
 */
typedef struct {
  int rtt_ms;
  int least_rtt_ms;
  gint64 n_waiting_bytes;
  guint64 n_confirmed;
  guint64 n_lost;
  guint64 n_given_up;
} CsGauge;

#define CS_GAUGE_UNKNOWN ((CsGauge){ -1, -1, -1, 0, 0, 0 })

/**
 * CsGaugeRead:
 * @gauge: (inout): unknown when it is called; what is known is to be filled in
 * @data: as given with the function
 *
 * Called on the main thread. Must not wait.
 */
typedef void (*CsGaugeRead) (CsGauge *gauge,
                             gpointer data);

G_END_DECLS

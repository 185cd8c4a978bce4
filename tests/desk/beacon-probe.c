/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-beacon-watch.h"
#include "cs-drand-relays.h"
#include "cs-http.h"

#include <stdlib.h>

/* beacon-probe ROUND SECONDS KEY URL…: waits for a round as the draw does, and says in one line what came of it. */

static gboolean
end_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

int
main (int    argc,
      char **argv)
{
  static const char *const states[] = { "early", "asking", "alone", "disputed", "settled" };
  g_autoptr (CsClock) clock = NULL;
  g_autoptr (CsDrandRelays) relays = NULL;
  g_autoptr (CsBeaconWatch) watch = NULL;
  g_autoptr (GPtrArray) visits = NULL;
  gboolean late = FALSE;

  if (argc < 5)
    return 2;
  cs_net_init ();
  clock = cs_clock_new ();
  relays = cs_drand_relays_new ((const char *const *) argv + 4);
  watch = cs_beacon_watch_new (CS_RELAYS (relays), clock, g_ascii_strtoull (argv[1], NULL, 10), argv[3]);
  cs_beacon_watch_start (watch);
  g_timeout_add ((guint) (g_ascii_strtod (argv[2], NULL) * 1000), end_cb, &late);
  while (!late && cs_beacon_watch_get_state (watch) < CS_BEACON_DISPUTED)
    g_main_context_iteration (NULL, TRUE);
  visits = cs_beacon_watch_dup_visits (watch);
  g_print ("%s\t%s\t%u\t%s\t%s\n", states[cs_beacon_watch_get_state (watch)],
           cs_beacon_level_to_id (cs_beacon_watch_get_level (watch)), visits->len,
           cs_beacon_watch_get_signature (watch) != NULL ? cs_beacon_watch_get_signature (watch) : "-",
           cs_beacon_watch_get_trouble (watch) != NULL ? cs_beacon_watch_get_trouble (watch) : "-");
  cs_beacon_watch_stop (watch);
  return EXIT_SUCCESS;
}

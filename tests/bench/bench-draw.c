/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-ranking.h"

#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* "bench-draw N…": what ranking N names costs beside a bare loop that hashes the same ids with the same library and sorts them: rows for
 * tests/bench/run. */

#define PAIRS 5
#define ROUNDS 3
#define SEED "6fd68ab7b48f25e90d32aac1e38cc24e577db654c2c5cb0a4efa975f740008b5"

typedef struct {
  guint8 key[CS_DIGEST_BYTES];
  guint32 index;
} Bare;

/* What the work costs, whoever else is on the machine: both sides run on one thread. */
static gint64
get_cpu_us (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static int
compare_bare (const void *a,
              const void *b)
{
  return memcmp (a, b, CS_DIGEST_BYTES);
}

static double
rank_barely (const CsDrawList *list)
{
  gsize n = cs_draw_list_get_n (list);
  g_autofree Bare *keys = g_new (Bare, n);
  gint64 start_us = get_cpu_us ();

  for (gsize i = 0; i < n; i++) {
    const CsDrawName *name = cs_draw_list_get (list, i);
    struct sha256_ctx context;

    sha256_init (&context);
    sha256_update (&context, CS_DIGEST_HEX, (const guint8 *) SEED);
    sha256_update (&context, 1, (const guint8 *) ":");
    sha256_update (&context, name->length, (const guint8 *) name->id);
    sha256_digest (&context, CS_DIGEST_BYTES, keys[i].key);
    keys[i].index = (guint32) i;
  }
  qsort (keys, n, sizeof *keys, compare_bare);
  return (get_cpu_us () - start_us) / 1000.0;
}

static double
rank (CsDrawList *list)
{
  gint64 start_us = get_cpu_us ();
  g_autoptr (CsRanking) ranking = cs_ranking_new_from_seed (SEED, list, 10, 10);

  return (get_cpu_us () - start_us) / 1000.0;
}

static CsDrawList *
make_list (guint n)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "bluesky:fan%07u.example.social\n", i);
  bytes = g_bytes_new (text->str, text->len);
  return cs_draw_list_parse (bytes, NULL, FALSE, NULL);
}

static void
print_figures (const char   *name,
               const double *figures,
               guint         n)
{
  g_print ("\"%s\": [", name);
  for (guint i = 0; i < n; i++)
    g_print ("%s%.2f", i > 0 ? ", " : "", figures[i]);
  g_print ("]");
}

/* A pair is the best of a few rounds of each, in turns. */
static void
measure (guint n,
         guint n_pairs)
{
  g_autoptr (CsDrawList) list = make_list (n);
  g_autofree double *ours_ms = g_new (double, n_pairs);
  g_autofree double *bare_ms = g_new (double, n_pairs);

  for (guint pair = 0; pair < n_pairs; pair++) {
    ours_ms[pair] = bare_ms[pair] = G_MAXDOUBLE;
    for (guint i = 0; i < ROUNDS; i++) {
      bare_ms[pair] = MIN (bare_ms[pair], rank_barely (list));
      ours_ms[pair] = MIN (ours_ms[pair], rank (list));
    }
  }
  g_print ("{\"name\": \"draw-%uk\", \"unit\": \"ms of CPU\", ", n / 1000);
  print_figures ("ours", ours_ms, n_pairs);
  g_print (", ");
  print_figures ("theirs", bare_ms, n_pairs);
  g_print (", \"limit\": 1.3, \"curve\": {\"ranking of a draw (ms)\": {\"%u\": %.2f}}}\n", n, ours_ms[n_pairs / 2]);
}

int
main (int   argc,
      char *argv[])
{
  const char *pairs = g_getenv ("CS_BENCH_PAIRS");

  if (argc < 2) {
    g_printerr ("Usage: bench-draw N…\n");
    return 2;
  }
  for (int i = 1; i < argc; i++)
    measure (strtoul (argv[i], NULL, 10), pairs != NULL ? MAX (atoi (pairs), 1) : PAIRS);
  return EXIT_SUCCESS;
}

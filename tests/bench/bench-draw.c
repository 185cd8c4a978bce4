/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-ranking.h"

#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* "bench-draw [N…]": what ranking N names costs beside a bare loop that hashes the same ids with the same library and sorts them, in the same
 * run: at most 1.3 times as much. */

#define ALLOWED 1.3
#define ROUNDS 5
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

static gboolean
measure (guint n)
{
  g_autoptr (CsDrawList) list = make_list (n);
  double bare_ms = G_MAXDOUBLE, ours_ms = G_MAXDOUBLE;

  for (guint i = 0; i < ROUNDS; i++) {
    bare_ms = MIN (bare_ms, rank_barely (list));
    ours_ms = MIN (ours_ms, rank (list));
  }
  g_print ("%7u ids: bare loop and sort %7.1f ms, ranking with its digest %7.1f ms: %.2f times\n", n, bare_ms, ours_ms,
           ours_ms / bare_ms);
  return ours_ms <= ALLOWED * bare_ms;
}

int
main (int   argc,
      char *argv[])
{
  gboolean good = TRUE;

  if (argc < 2)
    good = measure (100 * 1000) && measure (1000 * 1000);
  for (int i = 1; i < argc; i++)
    good = measure (strtoul (argv[i], NULL, 10)) && good;
  return good ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-ranking.h"

#include <math.h>
#include <string.h>

/* Chance has no place here: seeds are fixed, so every count is a regression value. The statistics must accept our
 * ranking and refuse each of seven wrong ones; else they prove nothing. */

#define N 10
#define M 100000
#define TEN_THOUSANDTH 3.719 /* the normal deviate beyond which p < 0.0001 */

typedef void (*Method) (guint  draw,
                        guint *order);

static CsDrawList *ten;
static CsDrawList *five;
static CsDrawList *weighted;

static CsDrawList *
make_list (guint    n,
           gboolean tickets)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 1; i <= n; i++) {
    g_string_append_printf (text, "x:fan%06u", i);
    if (tickets)
      g_string_append_printf (text, "\t%u", i);
    g_string_append_c (text, '\n');
  }
  bytes = g_bytes_new (text->str, text->len);
  return cs_draw_list_parse (bytes, NULL, tickets, NULL);
}

/* Wilson and Hilferty's normal deviate of a chi-square. */
static double
deviate (double chi2,
         double df)
{
  return (cbrt (chi2 / df) - (1 - 2 / (9 * df))) / sqrt (2 / (9 * df));
}

static double
chi_square (const guint *seen,
            guint        n,
            double       expected)
{
  double sum = 0;

  for (guint i = 0; i < n; i++)
    sum += (seen[i] - expected) * (seen[i] - expected) / expected;
  return sum;
}

static void
assert_fair (const char *name,
             double      chi2,
             double      df)
{
  g_test_message ("%s: chi2 %.2f (df %.0f), deviate %.2f", name, chi2, df, deviate (chi2, df));
  g_assert_cmpfloat (deviate (chi2, df), <, TEN_THOUSANDTH);
}

static void
assert_caught (const char *name,
               double      chi2,
               double      df)
{
  g_test_message ("%s: chi2 %.0f (df %.0f) must be caught", name, chi2, df);
  g_assert_cmpfloat (deviate (chi2, df), >, TEN_THOUSANDTH);
}

static void
rank (CsDrawList *list,
      const char *stat,
      guint       draw,
      guint      *order)
{
  g_autoptr (CsRanking) ranking = NULL;
  CsHex seed;

  cs_digest_of_format (seed, "stat %s %u", stat, draw);
  ranking = cs_ranking_new_from_seed (seed, list, 3, 0);
  for (gsize i = 0; i < cs_ranking_get_n (ranking); i++)
    order[i] = (guint) cs_ranking_get_index (ranking, i + 1);
}

static void
ours (guint  draw,
      guint *order)
{
  rank (ten, "A", draw, order);
}

static guint (*
draw_all (Method method))[N]
{
  guint (*orders)[N] = g_malloc_n (M, sizeof *orders);

  for (guint i = 0; i < M; i++)
    method (i, orders[i]);
  return orders;
}

static double
first_place (guint (*orders)[N],
             guint  *first)
{
  memset (first, 0, N * sizeof *first);
  for (guint i = 0; i < M; i++)
    first[orders[i][0]]++;
  return chi_square (first, N, M / (double) N);
}

static double
inclusion (guint (*orders)[N],
           guint  *among)
{
  memset (among, 0, N * sizeof *among);
  for (guint i = 0; i < M; i++)
    for (guint j = 0; j < 3; j++)
      among[orders[i][j]]++;
  return chi_square (among, N, M * 3 / (double) N) * (N - 1) / (N - 3);
}

static double
first_and_second (guint (*orders)[N])
{
  guint seen[N * N] = { 0 }, pairs[N * (N - 1)], n = 0;

  for (guint i = 0; i < M; i++)
    seen[orders[i][0] * N + orders[i][1]]++;
  for (guint i = 0; i < N * N; i++)
    if (i / N != i % N)
      pairs[n++] = seen[i];
  return chi_square (pairs, n, M / (double) n);
}

static double
by_rank (guint (*orders)[N])
{
  guint seen[N * N] = { 0 };

  for (guint i = 0; i < M; i++)
    for (guint j = 0; j < N; j++)
      seen[orders[i][j] * N + j]++;
  return chi_square (seen, N * N, M / (double) N) * (N - 1) / N;
}

static double
successive (guint (*orders)[N])
{
  guint seen[N * N] = { 0 };

  for (guint i = 0; i < M; i += 2)
    seen[orders[i][0] * N + orders[i + 1][0]]++;
  return chi_square (seen, N * N, M / 2.0 / (N * N));
}

static double
correlation (guint (*orders)[N],
             guint   lag)
{
  double sum = 0, mean = (N - 1) / 2.0, variance = (N * N - 1) / 12.0;

  for (guint i = 0; i + lag < M; i++)
    sum += (orders[i][0] - mean) * (orders[i + lag][0] - mean);
  return sum / variance / sqrt (M - lag);
}

/* How many draws pass between two wins of one person: geometric. */
static double
gaps (guint (*orders)[N])
{
  enum { LONGEST = 40 };
  guint seen[LONGEST + 1] = { 0 }, n = 0, last = G_MAXUINT;
  double chi2 = 0, p = 1.0 / N;

  for (guint i = 0; i < M; i++) {
    if (orders[i][0] != 0)
      continue;
    if (last != G_MAXUINT) {
      seen[MIN (i - last - 1, LONGEST)]++;
      n++;
    }
    last = i;
  }
  for (guint gap = 0; gap <= LONGEST; gap++) {
    double expected = n * (gap < LONGEST ? p * pow (1 - p, gap) : pow (1 - p, gap));

    chi2 += (seen[gap] - expected) * (seen[gap] - expected) / expected;
  }
  return chi2;
}

static void
test_counts (void)
{
  static const guint first_expected[N] = { 10052, 10005, 10111, 10161, 9872, 10052, 9825, 10079, 9778, 10065 };
  static const guint among_expected[N] = { 30339, 30037, 30345, 30140, 29922, 30015, 29773, 29749, 29774, 29906 };
  g_autofree guint (*orders)[N] = draw_all (ours);
  guint first[N], among[N];

  assert_fair ("first place", first_place (orders, first), N - 1);
  assert_fair ("inclusion", inclusion (orders, among), N - 1);
  g_assert_cmpmem (first, sizeof first, first_expected, sizeof first_expected);
  g_assert_cmpmem (among, sizeof among, among_expected, sizeof among_expected);
}

static void
test_orders (void)
{
  g_autofree guint (*orders)[N] = draw_all (ours);
  static const guint lags[] = { 1, 2, 5, 10 };

  g_assert_cmpfloat (fabs (first_and_second (orders) - 96.443), <, 0.001);
  g_assert_cmpfloat (fabs (by_rank (orders) - 96.7415), <, 0.001);
  g_assert_cmpfloat (fabs (successive (orders) - 92.008), <, 0.001);
  assert_fair ("gaps", gaps (orders), 40);
  for (guint i = 0; i < G_N_ELEMENTS (lags); i++)
    g_assert_cmpfloat (fabs (correlation (orders, lags[i])), <, TEN_THOUSANDTH);
}

static void
test_all_orders (void)
{
  guint seen[3125] = { 0 }, orders[120], n = 0;

  for (guint i = 0; i < 120000; i++) {
    guint order[5], code = 0;

    rank (five, "B", i, order);
    for (guint j = 0; j < 5; j++)
      code = code * 5 + order[j];
    seen[code]++;
  }
  for (guint i = 0; i < G_N_ELEMENTS (seen); i++)
    if (seen[i] > 0 && n < 120)
      orders[n++] = seen[i];
  g_assert_cmpuint (n, ==, 120);
  assert_fair ("all orders of five", chi_square (orders, n, 1000), 119);
}

static void
test_many (void)
{
  g_autoptr (CsDrawList) thousand = make_list (1000, FALSE);
  g_autofree guint *order = g_new (guint, 1000);
  g_autofree guint *among = g_new0 (guint, 1000);
  guint deciles[10] = { 0 };

  for (guint i = 0; i < 5000; i++) {
    rank (thousand, "C", i, order);
    for (guint j = 0; j < 10; j++) {
      among[order[j]]++;
      deciles[order[j] / 100]++;
    }
  }
  assert_fair ("inclusion, ten of a thousand", chi_square (among, 1000, 50) * 999 / 990, 999);
  assert_fair ("place in the list", chi_square (deciles, 10, 5000), 9);
}

static void
test_keys (void)
{
  g_autoptr (CsDrawList) list = make_list (M, FALSE);
  g_autoptr (CsRanking) ranking = NULL;
  guint bytes[256] = { 0 };
  double worst = 0;
  CsHex seed;

  cs_digest_of_format (seed, "stat D 0");
  ranking = cs_ranking_new_from_seed (seed, list, 1, 0);
  for (guint i = 1; i <= M; i++) {
    CsHex key;
    double place;

    cs_ranking_get_key (ranking, i, key);
    bytes[g_ascii_xdigit_value (key[30]) * 16 + g_ascii_xdigit_value (key[31])]++;
    key[13] = '\0';
    place = (double) g_ascii_strtoull (key, NULL, 16) / 0x1p52;
    worst = MAX (worst, MAX (fabs (place - (i - 1.0) / M), fabs (place - (double) i / M)));
  }
  assert_fair ("a byte of the keys", chi_square (bytes, 256, M / 256.0), 255);
  g_assert_cmpfloat (worst * sqrt (M), <, 2.225); /* Kolmogorov and Smirnov, p = 0.0001 */
}

/* Chance of an order of four with tickets 1 to 4 when one ticket after the other is drawn. */
static double
chance_of (const guint *order)
{
  double left = 10, chance = 1;

  for (guint i = 0; i < 4; i++) {
    chance *= (order[i] + 1) / left;
    left -= order[i] + 1;
  }
  return chance;
}

static double
ticket_orders (Method method)
{
  guint seen[256] = { 0 };
  double chi2 = 0;

  for (guint i = 0; i < M; i++) {
    guint order[4];

    method (i, order);
    seen[order[0] | order[1] << 2 | order[2] << 4 | order[3] << 6]++;
  }
  for (guint code = 0; code < 256; code++) {
    const guint order[4] = { code & 3, code >> 2 & 3, code >> 4 & 3, code >> 6 };
    guint once = 1u << order[0] | 1u << order[1] | 1u << order[2] | 1u << order[3];
    double expected = M * chance_of (order);

    if (once == 15)
      chi2 += (seen[code] - expected) * (seen[code] - expected) / expected;
  }
  return chi2;
}

static void
with_tickets (guint  draw,
              guint *order)
{
  rank (weighted, "E", draw, order);
}

static void
test_tickets (void)
{
  assert_fair ("tickets", ticket_orders (with_tickets), 23);
}

/* Wrong methods */

static GRand *dice;

static void
identity (guint *order,
          guint  n)
{
  for (guint i = 0; i < n; i++)
    order[i] = i;
}

static int
toss_cb (gconstpointer a,
         gconstpointer b,
         gpointer      data)
{
  return g_rand_boolean (dice) ? 1 : -1;
}

/* An insertion sort that asks a coin: what "sort by random" does. */
static void
coin_sort (guint  draw,
           guint *order)
{
  identity (order, N);
  for (guint i = 1; i < N; i++)
    for (guint j = i; j > 0 && toss_cb (&order[j - 1], &order[j], NULL) > 0; j--) {
      guint held = order[j];

      order[j] = order[j - 1];
      order[j - 1] = held;
    }
}

static void
any_swap (guint  draw,
          guint *order)
{
  identity (order, N);
  for (guint i = 0; i < N; i++) {
    guint j = (guint) g_rand_int_range (dice, 0, N);
    guint held = order[i];

    order[i] = order[j];
    order[j] = held;
  }
}

static void
short_keys (guint  draw,
            guint *order)
{
  char digits[N];
  guint n = 0;
  CsHex seed;

  cs_digest_of_format (seed, "stat A %u", draw);
  for (guint i = 0; i < N; i++) {
    CsHex key;

    cs_digest_of_format (key, "%s:x:fan%06u", seed, i + 1);
    digits[i] = key[0];
  }
  for (const char *digit = "0123456789abcdef"; *digit != '\0'; digit++)
    for (guint i = 0; i < N; i++)
      if (digits[i] == *digit)
        order[n++] = i;
}

static void
every_seed_twice (guint  draw,
                  guint *order)
{
  ours (draw / 2, order);
}

static void
divided_keys (guint  draw,
              guint *order)
{
  double keys[4];
  CsHex seed;

  cs_digest_of_format (seed, "stat E %u", draw);
  identity (order, 4);
  for (guint i = 0; i < 4; i++) {
    CsHex key;

    cs_digest_of_format (key, "%s:x:fan%06u", seed, i + 1);
    key[13] = '\0';
    keys[i] = (double) g_ascii_strtoull (key, NULL, 16) / (i + 1);
  }
  for (guint i = 0; i < 4; i++)
    for (guint j = i + 1; j < 4; j++)
      if (keys[order[j]] < keys[order[i]]) {
        guint held = order[i];

        order[i] = order[j];
        order[j] = held;
      }
}

static void
no_weights (guint  draw,
            guint *order)
{
  g_autoptr (CsDrawList) four = make_list (4, FALSE);

  rank (four, "E", draw, order);
}

static void
test_wrong_orders (void)
{
  static const struct {
    const char *name;
    Method method;
  } wrong[] = { { "coin sort", coin_sort }, { "swap with any", any_swap }, { "keys of one digit", short_keys } };
  guint counts[N];

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autofree guint (*orders)[N] = draw_all (wrong[i].method);

    assert_caught (wrong[i].name, first_place (orders, counts), N - 1);
  }
}

/* Fifteen bits do not divide by 20 000: the first 12 768 people come up twice as often. */
static void
test_wrong_remainder (void)
{
  guint low = 0;
  double expected = M * 12768 / 20000.0, chi2;

  for (guint i = 0; i < M; i++)
    low += (guint) g_rand_int_range (dice, 0, 32768) % 20000 < 12768;
  chi2 = (low - expected) * (low - expected) / expected + (low - expected) * (low - expected) / (M - expected);
  assert_caught ("remainder", chi2, 1);
}

static void
test_wrong_seeds (void)
{
  g_autofree guint (*orders)[N] = draw_all (every_seed_twice);

  assert_caught ("every seed twice", successive (orders), N * N - 1);
}

static void
test_wrong_weights (void)
{
  assert_caught ("divided keys", ticket_orders (divided_keys), 23);
  assert_caught ("no weights", ticket_orders (no_weights), 23);
}

int
main (int   argc,
      char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  ten = make_list (N, FALSE);
  five = make_list (5, FALSE);
  weighted = make_list (4, TRUE);
  dice = g_rand_new_with_seed (42);
  g_test_add_func ("/contest/fairness/counts", test_counts);
  g_test_add_func ("/contest/fairness/orders", test_orders);
  g_test_add_func ("/contest/fairness/all-orders", test_all_orders);
  g_test_add_func ("/contest/fairness/many", test_many);
  g_test_add_func ("/contest/fairness/keys", test_keys);
  g_test_add_func ("/contest/fairness/tickets", test_tickets);
  g_test_add_func ("/contest/fairness/wrong-orders", test_wrong_orders);
  g_test_add_func ("/contest/fairness/wrong-remainder", test_wrong_remainder);
  g_test_add_func ("/contest/fairness/wrong-seeds", test_wrong_seeds);
  g_test_add_func ("/contest/fairness/wrong-weights", test_wrong_weights);
  result = g_test_run ();
  g_rand_free (dice);
  cs_draw_list_unref (ten);
  cs_draw_list_unref (five);
  cs_draw_list_unref (weighted);
  return result;
}

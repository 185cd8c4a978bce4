/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-beacon.h"
#include "cs-draw-error.h"
#include "cs-draw-text.h"
#include "cs-seal.h"

#include <string.h>

#define HEX "3600533b390d633947a8c2bc5c4934e95225b5e71443faf41636ff3dc63ed000"

static CsSeal *
make_seal (gboolean dice)
{
  CsSeal *seal = cs_seal_new ();

  seal->draw = g_strdup ("finale-1");
  seal->organiser = g_strdup ("Exemple Média SAS");
  seal->show = g_strdup ("Soirée d’essai");
  seal->rules = g_strdup (HEX);
  seal->list = g_strdup (HEX);
  seal->n_participants = 12;
  seal->n_winners = 3;
  seal->n_alternates = 2;
  seal->journal = g_strdup (HEX);
  seal->n_seals = 1;
  seal->sealed_s = cs_beacon_time_of (1000) - 18;
  seal->software = g_strdup ("coulisses/0.1");
  if (dice) {
    seal->commitment = g_strdup (HEX);
  } else {
    seal->round = 1000;
    seal->round_s = cs_beacon_time_of (1000);
  }
  return seal;
}

static void
test_round_trip (void)
{
  for (guint i = 0; i < 2; i++) {
    g_autoptr (CsSeal) seal = make_seal (i == 1);
    g_autofree char *text = NULL;
    g_autofree char *again = NULL;
    g_autoptr (CsSeal) read = NULL;
    g_autoptr (GError) error = NULL;

    text = cs_seal_write (seal);
    read = cs_seal_parse (text, strlen (text), CS_SEAL_DEFAULT, &error);
    g_assert_no_error (error);
    again = cs_seal_write (read);
    g_assert_cmpstr (text, ==, again);
    g_assert_cmpstr (read->show, ==, "Soirée d’essai");
  }
}

static void
assert_refused (const char *text,
                gsize       length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CsSeal) seal = cs_seal_parse (text, length, CS_SEAL_DEFAULT, &error);

  if (seal != NULL)
    g_test_message ("accepted:\n%s", text);
  g_assert_null (seal);
  g_assert_true (error->domain == CS_DRAW_ERROR);
  g_assert_true (error->code == CS_DRAW_ERROR_SEAL || error->code == CS_DRAW_ERROR_ANCHOR);
}

static char *
replace (const char *text,
         const char *from,
         const char *to)
{
  g_auto (GStrv) pieces = g_strsplit (text, from, 2);

  g_assert_cmpuint (g_strv_length (pieces), ==, 2);
  return g_strjoinv (to, pieces);
}

static void
test_strict (void)
{
  static const char *const edits[][2] = {
    { "SEALED-DRAW/1\n", "SEALED-DRAW/1 \n" },
    { "SEALED-DRAW/1\n", "SEALED-DRAW/2\n" },
    { "SEALED-DRAW/1\n", "SEALED-DRAW/1 REHEARSAL\n" },
    { "SEALED-DRAW/1\n", "\ufeffSEALED-DRAW/1\n" },
    { "SEALED-DRAW/1\n", "SEALED-DRAW/1\r\n" },
    { "draw: ", "draw:" },
    { "draw: ", "draw:  " },
    { "draw: ", "Draw: " },
    { "draw: finale-1", "draw: fin ale" },
    { "draw: finale-1", "draw: " },
    { "draw: finale-1\n", "draw: finale-1\n\n" },
    { "draw: finale-1\n", "" },
    { "draw: finale-1\n", "draw: finale-1\ndraw: finale-1\n" },
    { "show: Soirée d’essai", "show: " },
    { "show: Soirée d’essai", "show: Soirée " },
    { "show: Soirée d’essai", "show:  Soirée" },
    { "show: Soirée d’essai", "show: Soi\trée" },
    { "show: Soirée d’essai", "show: Soi\xc2\x85" "rée" },
    { "rules-sha256: 36", "rules-sha256: 3A" },
    { "rules-sha256: 36", "rules-sha256: 3" },
    { "rules-sha256: " HEX, "rules-sha256: -" },
    { "list-count: 12", "list-count: 012" },
    { "list-count: 12", "list-count: +12" },
    { "list-count: 12", "list-count: -" },
    { "list-form: clear", "list-form: pseudonym" },
    { "list-form: clear", "list-form: pseudonym:" },
    { "list-form: clear", "list-form: Clear" },
    { "weighting: none", "weighting: ticket" },
    { "winners: 3", "winners: 0" },
    { "winners: 3", "winners: 1001" },
    { "alternates: 2", "alternates: 1001" },
    { "alternates: 2", "alternates: 00" },
    { ":1000\n", ":0\n" },
    { ":1000\n", ":1001\n" },
    { ":1000\n", ":01000\n" },
    { ":1000\n", ":1000 \n" },
    { "drand-quicknet:52db", "drand-quicknet:52dc" },
    { "drand-quicknet:52db", "drand-default:52db" },
    { "anchor-time: 2023-08-23T15:59:24Z", "anchor-time: 2023-08-23T15:59:25Z" },
    { "anchor-time: 2023-08-23T15:59:24Z", "anchor-time: -" },
    { "anchor-time: 2023-08-23T15:59:24Z", "anchor-time: 2023-08-23 15:59:24Z" },
    { "stage-input: -", "stage-input: abc" },
    { "stage-input: -", "stage-input: " },
    { "commitment: -", "commitment: " HEX },
    { "journal: 36", "journal: G6" },
    { "journal-seals: 1", "journal-seals: 0" },
    { "sealed-at: 2023-08-23T15:59:06Z", "sealed-at: 2023-08-23T15:59:19Z" },
    { "sealed-at: 2023-08-23T15:59:06Z", "sealed-at: 2023-08-16T15:59:23Z" },
    { "sealed-at: 2023-08-23T15:59:06Z", "sealed-at: 2023-02-29T15:59:06Z" },
    { "sealed-at: 2023-08-23T15:59:06Z", "sealed-at: 2023-08-23T15:58:60Z" },
    { "software: coulisses/0.1\n", "software: coulisses/0.1" },
    { "software: coulisses/0.1\n", "software: coulisses/0.1\n\n" },
    { "software: coulisses/0.1\n", "software: coulisses/0.1\nsoftware: x\n" },
  };
  g_autoptr (CsSeal) seal = make_seal (FALSE);
  g_autofree char *text = cs_seal_write (seal);

  for (guint i = 0; i < G_N_ELEMENTS (edits); i++) {
    g_autofree char *edited = replace (text, edits[i][0], edits[i][1]);

    assert_refused (edited, strlen (edited));
  }
  assert_refused (text, strlen (text) + 1); /* a zero at the end */
  assert_refused ("", 0);
}

static void
test_dice (void)
{
  static const char *const edits[][2] = {
    { "anchor-time: -", "anchor-time: 2023-08-23T15:59:24Z" },
    { "stage-input: -", "stage-input: ABC" },
    { "commitment: " HEX, "commitment: -" },
    { "anchor: dice", "anchor: dice " },
  };
  g_autoptr (CsSeal) seal = make_seal (TRUE);
  g_autofree char *text = cs_seal_write (seal);

  for (guint i = 0; i < G_N_ELEMENTS (edits); i++) {
    g_autofree char *edited = replace (text, edits[i][0], edits[i][1]);

    assert_refused (edited, strlen (edited));
  }
}

static void
test_lead (void)
{
  g_autoptr (CsSeal) seal = make_seal (FALSE);

  for (gint64 lead_s = 6; lead_s <= CS_BEACON_MAX_LEAD_S; lead_s += CS_BEACON_MAX_LEAD_S - 6) {
    g_autofree char *text = NULL;
    g_autoptr (CsSeal) read = NULL;

    seal->sealed_s = seal->round_s - lead_s;
    text = cs_seal_write (seal);
    read = cs_seal_parse (text, strlen (text), CS_SEAL_DEFAULT, NULL);
    g_assert_nonnull (read);
  }
}

static void
test_rehearsal (void)
{
  g_autoptr (CsSeal) seal = make_seal (FALSE);
  g_autofree char *text = NULL;
  g_autoptr (CsSeal) read = NULL;

  seal->rehearsal = TRUE;
  text = cs_seal_write (seal);
  assert_refused (text, strlen (text));
  read = cs_seal_parse (text, strlen (text), CS_SEAL_ALLOW_REHEARSAL, NULL);
  g_assert_true (read->rehearsal);
}

static void
test_rounds (void)
{
  g_assert_cmpint (cs_beacon_time_of (1), ==, 1692803367);
  g_assert_cmpint (cs_beacon_time_of (42), ==, 1692803490);
  g_assert_cmpuint (cs_beacon_round_at (1692803366), ==, 0);
  g_assert_cmpuint (cs_beacon_round_at (1692803369), ==, 1);
  g_assert_cmpuint (cs_beacon_round_at (1692803370), ==, 2);
  g_assert_cmpuint (cs_beacon_round_from (0), ==, 1);
  g_assert_cmpuint (cs_beacon_round_from (1692803367), ==, 1);
  g_assert_cmpuint (cs_beacon_round_from (1692803368), ==, 2);
  g_assert_cmpuint (cs_beacon_round_from (1692803370), ==, 2);
  for (gint64 t = 1700000000; t < 1700000100; t++) {
    guint64 round = cs_beacon_round_from (t);

    g_assert_cmpint (cs_beacon_time_of (round), >=, t);
    g_assert_cmpint (cs_beacon_time_of (round - 1), <, t);
  }
}

static void
test_stage_input (void)
{
  static const char *const typed[][2] = {
    { "4 2 6, 1", "4261" },
    { "l’été à 20 h", "LT20H" },
    { "…", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++) {
    g_autofree char *canon = cs_draw_canon_stage (typed[i][0]);

    g_assert_cmpstr (canon, ==, typed[i][1]);
  }
}

static void
test_dice_value (void)
{
  CsHex commitment;
  g_autofree char *value = cs_dice_value ("1 2 3 4 5 6 1 2 3 4 5 6", HEX);
  g_autofree char *appended = g_strconcat (value, "0", NULL);
  g_autofree char *inserted = g_strconcat ("123456123456/x/", HEX, NULL);

  cs_dice_commitment (HEX, commitment);
  g_assert_cmpstr (value, ==, "123456123456/" HEX);
  g_assert_true (cs_dice_value_check (value, commitment, NULL));
  g_assert_false (cs_dice_value_check (appended, commitment, NULL));
  g_assert_false (cs_dice_value_check (inserted, commitment, NULL));
  g_assert_false (cs_dice_value_check ("12345612345/" HEX, commitment, NULL));
  g_assert_false (cs_dice_value_check ("123456123456", commitment, NULL));
  g_assert_false (cs_dice_value_check (value, HEX, NULL));
  g_assert_null (cs_dice_value ("1 2 3", HEX));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/contest/seal/round-trip", test_round_trip);
  g_test_add_func ("/contest/seal/strict", test_strict);
  g_test_add_func ("/contest/seal/dice", test_dice);
  g_test_add_func ("/contest/seal/lead", test_lead);
  g_test_add_func ("/contest/seal/rehearsal", test_rehearsal);
  g_test_add_func ("/contest/beacon/rounds", test_rounds);
  g_test_add_func ("/contest/beacon/stage-input", test_stage_input);
  g_test_add_func ("/contest/beacon/dice-value", test_dice_value);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-cli-draw.h"

#include "cs-beacon.h"
#include "cs-cli.h"
#include "cs-draw-error.h"
#include "cs-ranking.h"

#include <glib/gi18n-lib.h>

typedef struct {
  char *seal_path;
  char *list_path;
  char *signature;
  char *dice;
  char *nonce;
  gboolean json;
  CsSeal *seal;
  CsDrawList *list;
  char *value;
} Rank;

static void
rank_clear (Rank *rank)
{
  g_free (rank->seal_path);
  g_free (rank->list_path);
  g_free (rank->signature);
  g_free (rank->dice);
  g_free (rank->nonce);
  cs_seal_free (rank->seal);
  cs_draw_list_unref (rank->list);
  g_free (rank->value);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Rank, rank_clear)

static int
parse (Rank   *rank,
       int    *argc,
       char ***argv)
{
  const GOptionEntry entries[] = {
    { "seal", 0, 0, G_OPTION_ARG_FILENAME, &rank->seal_path, N_("The seal"), "FILE" },
    { "list", 0, 0, G_OPTION_ARG_FILENAME, &rank->list_path, N_("The sealed list"), "FILE" },
    { "signature", 0, 0, G_OPTION_ARG_STRING, &rank->signature, N_("Signature of the beacon’s round, 96 digits"), "HEX" },
    { "dice", 0, 0, G_OPTION_ARG_STRING, &rank->dice, N_("The dice as they were typed"), "TEXT" },
    { "nonce", 0, 0, G_OPTION_ARG_STRING, &rank->nonce, N_("The secret number, 64 digits"), "HEX" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &rank->json, N_("Print JSON"), NULL },
    { NULL },
  };
  int code = cs_cli_parse (_("Ranks everybody on a sealed list, as anyone can do again."), entries, argc, argv);

  if (code != CS_CLI_OK)
    return code;
  if (*argc == 1 && rank->seal_path != NULL && rank->list_path != NULL && (rank->dice == NULL) == (rank->nonce == NULL) &&
      (rank->signature == NULL) == (rank->dice != NULL))
    return CS_CLI_OK;
  g_printerr ("coulisses-cli: %s\n", _("Name --seal and --list, and either --signature or --dice with --nonce."));
  return CS_CLI_USAGE;
}

static gboolean
find_beacon_value (Rank    *rank,
                   GError **error)
{
  CsHex value;

  if (rank->signature == NULL)
    return cs_draw_refuse (error, CS_DRAW_ERROR_VALUE, _("This draw was sealed for the beacon: give --signature."));
  if (!cs_beacon_value (rank->signature, value))
    return cs_draw_refuse (error, CS_DRAW_ERROR_VALUE, _("A signature is 96 digits 0-9 a-f."));
  rank->value = g_strdup (value);
  return TRUE;
}

static gboolean
find_dice_value (Rank    *rank,
                 GError **error)
{
  if (rank->dice == NULL)
    return cs_draw_refuse (error, CS_DRAW_ERROR_VALUE, _("This draw was sealed for dice: give --dice and --nonce."));
  rank->value = cs_dice_value (rank->dice, rank->nonce);
  if (rank->value == NULL)
    return cs_draw_refuse (error, CS_DRAW_ERROR_VALUE, _("The dice must give at least 12 digits or letters."));
  return cs_dice_value_check (rank->value, rank->seal->commitment, error);
}

static gboolean
load (Rank    *rank,
      GError **error)
{
  g_autoptr (GBytes) seal = cs_cli_draw_read (rank->seal_path, error);
  g_autoptr (GBytes) list = seal != NULL ? cs_cli_draw_read (rank->list_path, error) : NULL;

  if (list == NULL)
    return FALSE;
  rank->seal = cs_seal_parse (g_bytes_get_data (seal, NULL), g_bytes_get_size (seal), CS_SEAL_DEFAULT, error);
  if (rank->seal == NULL)
    return FALSE;
  rank->list = cs_draw_list_parse_sealed (list, rank->seal, error);
  if (rank->list == NULL)
    return FALSE;
  return rank->seal->round > 0 ? find_beacon_value (rank, error) : find_dice_value (rank, error);
}

static void
add_place (JsonBuilder     *builder,
           const CsRanking *ranking,
           gsize            rank,
           gboolean         with_role)
{
  g_autofree char *id = cs_ranking_get_id (ranking, rank);
  CsHex key;

  cs_ranking_get_key (ranking, rank, key);
  json_builder_begin_object (builder);
  cs_cli_draw_add_number (builder, "rank", rank);
  cs_cli_draw_add (builder, "key", key);
  cs_cli_draw_add (builder, "id", id);
  if (with_role)
    cs_cli_draw_add (builder, "role", cs_draw_role_to_id (cs_ranking_get_role (ranking, rank)));
  json_builder_end_object (builder);
}

static void
add_places (JsonBuilder     *builder,
            const CsRanking *ranking)
{
  json_builder_set_member_name (builder, "top");
  json_builder_begin_array (builder);
  for (gsize rank = 1; rank <= cs_ranking_get_n_named (ranking); rank++)
    add_place (builder, ranking, rank, TRUE);
  json_builder_end_array (builder);
  if (cs_ranking_get_n (ranking) == 0) {
    cs_cli_draw_add (builder, "last", NULL);
    return;
  }
  json_builder_set_member_name (builder, "last");
  add_place (builder, ranking, cs_ranking_get_n (ranking), FALSE);
}

static void
add_seal (JsonBuilder *builder,
          const Rank  *rank)
{
  const CsSeal *seal = rank->seal;

  cs_cli_draw_add (builder, "draw", seal->draw);
  cs_cli_draw_add_number (builder, "n", seal->n_participants);
  cs_cli_draw_add_number (builder, "winners", seal->n_winners);
  cs_cli_draw_add_number (builder, "alternates", seal->n_alternates);
  cs_cli_draw_add (builder, "list_sha256", seal->list);
  cs_cli_draw_add_number (builder, "list_bytes", g_bytes_get_size (cs_draw_list_get_bytes (rank->list)));
  cs_cli_draw_add (builder, "seal_sha256", seal->digest);
  if (seal->round > 0)
    cs_cli_draw_add_number (builder, "round", seal->round);
  else
    cs_cli_draw_add (builder, "round", NULL);
}

static void
print_json (const Rank      *rank,
            const CsRanking *ranking)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_seal (builder, rank);
  cs_cli_draw_add (builder, "signature", rank->signature);
  cs_cli_draw_add (builder, "dice", rank->dice);
  cs_cli_draw_add (builder, "nonce", rank->nonce);
  cs_cli_draw_add (builder, "value", rank->value);
  cs_cli_draw_add (builder, "seed", cs_ranking_get_seed (ranking));
  add_places (builder, ranking);
  cs_cli_draw_add (builder, "cutoff_key", cs_ranking_get_cutoff (ranking));
  cs_cli_draw_add (builder, "ranking_sha256", cs_ranking_get_digest (ranking));
  cs_cli_draw_add (builder, "status", cs_ranking_get_status (ranking));
  json_builder_end_object (builder);
  cs_cli_draw_print (builder);
}

static void
print_text (const Rank      *rank,
            const CsRanking *ranking)
{
  g_autofree char *fingerprint = cs_seal_group_digest (rank->seal->digest);

  g_print (_("Seal %s\n"), fingerprint);
  for (gsize i = 1; i <= cs_ranking_get_n_named (ranking); i++) {
    g_autofree char *id = cs_ranking_get_id (ranking, i);
    CsHex key;

    cs_ranking_get_key (ranking, i, key);
    g_print ("%" G_GSIZE_FORMAT "\t%s\t%s\t%s\n", i, key, id, cs_draw_role_to_id (cs_ranking_get_role (ranking, i)));
  }
  g_print (_("Digest of the ranking %s, status %s\n"), cs_ranking_get_digest (ranking), cs_ranking_get_status (ranking));
}

/**
 * cs_cli_draw_rank:
 * @argc: how many arguments
 * @argv: the arguments, the command's name first
 *
 * Returns: %CS_CLI_OK when seal, list and value fit together and the ranking was printed
 */
int
cs_cli_draw_rank (int    argc,
                  char **argv)
{
  g_auto (Rank) rank = { 0 };
  g_autoptr (CsRanking) ranking = NULL;
  g_autoptr (GError) error = NULL;
  int code = parse (&rank, &argc, &argv);

  if (code != CS_CLI_OK)
    return code;
  if (!load (&rank, &error))
    return cs_cli_fail (CS_CLI_FAILED, error);
  ranking = cs_ranking_new (rank.seal, rank.list, rank.value);
  if (rank.json)
    print_json (&rank, ranking);
  else
    print_text (&rank, ranking);
  return CS_CLI_OK;
}

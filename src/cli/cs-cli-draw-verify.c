/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-cli-draw.h"

#include "cs-beacon-check.h"
#include "cs-cli.h"
#include "cs-clue-certificate.h"
#include "cs-draw-error.h"
#include "cs-draw-text.h"
#include "cs-stamp.h"
#include "cs-verdict.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct {
  char *path;
  char *list_path;
  char *rules_path;
  char *activity_path;
  char *seal_digest;
  char *signature;
  char *handle;
  char *authorities_path;
  int threshold;
  int top;
  gboolean json;
  GBytes *certificate;
  gboolean clue; /* the certificate is of a clue contest */
  CsVerifyMaterial material;
  CsVerification *verification; /* (nullable): none when refused */
  GError *refusal; /* (nullable) */
  gboolean looked_at;
  gboolean genuine;
  char *method; /* (nullable) */
  CsStamp *stamp; /* (nullable): one that proves something to the reader */
  GError *stamp_trouble; /* (nullable): why the last one looked at does not */
} Verify;

static void
verify_clear (Verify *verify)
{
  g_free (verify->path);
  g_free (verify->list_path);
  g_free (verify->rules_path);
  g_free (verify->activity_path);
  g_free (verify->seal_digest);
  g_free (verify->signature);
  g_free (verify->handle);
  g_free (verify->authorities_path);
  cs_stamp_free (verify->stamp);
  g_clear_error (&verify->stamp_trouble);
  g_clear_pointer (&verify->certificate, g_bytes_unref);
  g_clear_pointer (&verify->material.list, g_bytes_unref);
  g_clear_pointer (&verify->material.rules, g_bytes_unref);
  g_clear_pointer (&verify->material.activity, g_bytes_unref);
  cs_verification_free (verify->verification);
  g_clear_error (&verify->refusal);
  g_free (verify->method);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Verify, verify_clear)

/* People copy the fingerprint from a screen or from paper, in groups. */
static char *
join_digits (const char *typed)
{
  GString *digits = g_string_new (NULL);

  for (; *typed != '\0'; typed++)
    if (!g_ascii_isspace (*typed))
      g_string_append_c (digits, g_ascii_tolower (*typed));
  return g_string_free (digits, FALSE);
}

static int
usage (const char *sentence)
{
  g_printerr ("coulisses-cli: %s\n", sentence);
  return CS_CLI_USAGE;
}

static int
check_arguments (Verify *verify,
                 int     argc,
                 char  **argv)
{
  if (argc != 2)
    return usage (_("Name the certificate to verify."));
  verify->path = g_strdup (argv[1]);
  if (verify->threshold < 0 || verify->top < 0)
    return usage (_("--threshold and --top are numbers from 1."));
  verify->material.threshold = (guint) verify->threshold;
  verify->material.top = (guint) verify->top;
  if (verify->seal_digest != NULL) {
    g_autofree char *typed = g_steal_pointer (&verify->seal_digest);

    verify->seal_digest = join_digits (typed);
    if (!cs_digest_is_hex (verify->seal_digest, CS_DIGEST_HEX))
      return usage (_("The fingerprint of a seal is 64 digits 0-9 a-f."));
  }
  if (verify->signature != NULL && !cs_digest_is_hex (verify->signature, 2 * CS_BEACON_SIGNATURE_BYTES))
    return usage (_("A signature is 96 digits 0-9 a-f."));
  verify->material.seal_digest = verify->seal_digest;
  verify->material.signature = verify->signature;
  return CS_CLI_OK;
}

static int
parse (Verify *verify,
       int     argc,
       char  **argv)
{
  const GOptionEntry entries[] = {
    { "list", 0, 0, G_OPTION_ARG_FILENAME, &verify->list_path, N_("The list; otherwise list.txt beside the certificate"), "FILE" },
    { "rules", 0, 0, G_OPTION_ARG_FILENAME, &verify->rules_path, N_("The rules; otherwise rules.txt beside the certificate"), "FILE" },
    { "activity", 0, 0, G_OPTION_ARG_FILENAME, &verify->activity_path, N_("The activity file; otherwise activity.txt beside the certificate"), "FILE" },
    { "threshold", 0, 0, G_OPTION_ARG_INT, &verify->threshold, N_("The rules’ threshold, to check who was in"), "N" },
    { "top", 0, 0, G_OPTION_ARG_INT, &verify->top, N_("The rules’ top N, ties included"), "N" },
    { "seal-digest", 0, 0, G_OPTION_ARG_STRING, &verify->seal_digest, N_("The fingerprint of the seal that you saw before the draw"), "HEX" },
    { "signature", 0, 0, G_OPTION_ARG_STRING, &verify->signature, N_("The signature of the round that you fetched yourself"), "HEX" },
    { "authority", 0, 0, G_OPTION_ARG_FILENAME, &verify->authorities_path, N_("Certificates of time-stamping authorities that you trust, PEM"), "FILE" },
    { "handle", 0, 0, G_OPTION_ARG_STRING, &verify->handle, N_("Tell the rank of this account, for example bluesky:anna.example"), "ID" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &verify->json, N_("Print JSON"), NULL },
    { NULL },
  };
  int code = cs_cli_parse (_("Recomputes a draw from its certificate and tells what that proves."), entries, &argc, &argv);

  return code == CS_CLI_OK ? check_arguments (verify, argc, argv) : code;
}

static gboolean
recompute (Verify  *verify,
           GError **error)
{
  CsVerifyMaterial *material = &verify->material;
  const char *text;
  gsize length;

  verify->certificate = cs_cli_draw_read (verify->path, error);
  if (verify->certificate == NULL ||
      !cs_cli_draw_read_beside (verify->path, verify->rules_path, "rules.txt", &material->rules, error))
    return FALSE;
  text = g_bytes_get_data (verify->certificate, &length);
  verify->clue = cs_clue_is_certificate (text, length);
  if (verify->clue)
    return TRUE;
  if (!cs_cli_draw_read_beside (verify->path, verify->list_path, "list.txt", &material->list, error) ||
      !cs_cli_draw_read_beside (verify->path, verify->activity_path, "activity.txt", &material->activity, error))
    return FALSE;
  verify->verification = cs_verify_certificate (text, length, material, &verify->refusal);
  return TRUE;
}

static void
look_at_signature (Verify *verify)
{
  const CsVerification *verification = verify->verification;
  g_autoptr (GAsyncResult) result = NULL;

  if (verification == NULL || verification->seal->round == 0)
    return;
  cs_beacon_check_async (verification->seal->round, verification->certificate->signature, NULL, NULL, cs_cli_result_cb,
                         &result);
  verify->looked_at = cs_beacon_check_finish (cs_cli_wait (&result), &verify->genuine, &verify->method, NULL);
}

/* A time stamp proves what it says to whoever trusts the authority, if it is older than the value. */
static void
look_at_stamp (Verify             *verify,
               const CsPriorProof *proof,
               GBytes             *authorities,
               gint64              limit_s)
{
  g_autoptr (GBytes) response = NULL;
  g_autoptr (CsStamp) stamp = NULL;
  gsize length;
  guchar *data;

  if (strcmp (proof->type, "rfc3161") != 0 || proof->token == NULL || verify->stamp != NULL)
    return;
  data = g_base64_decode (proof->token, &length);
  response = g_bytes_new_take (data, length);
  g_clear_error (&verify->stamp_trouble);
  stamp = cs_stamp_read (response, NULL, verify->verification->seal->digest, authorities, &verify->stamp_trouble);
  if (stamp != NULL && stamp->time_s < limit_s)
    verify->stamp = g_steal_pointer (&stamp);
  else if (stamp != NULL)
    cs_draw_refuse (&verify->stamp_trouble, CS_DRAW_ERROR_STAMP, _("The time stamp is not older than the value."));
}

static gboolean
look_at_stamps (Verify  *verify,
                GError **error)
{
  const CsVerification *verification = verify->verification;
  g_autoptr (GBytes) authorities = NULL;
  GPtrArray *proofs;

  if (verification == NULL || verify->authorities_path == NULL)
    return TRUE;
  authorities = cs_cli_draw_read (verify->authorities_path, error);
  proofs = verification->certificate->proofs;
  for (guint i = 0; authorities != NULL && i < proofs->len; i++)
    look_at_stamp (verify, proofs->pdata[i], authorities,
                   verification->seal->round > 0 ? verification->seal->round_s : verification->rolled_s);
  return authorities != NULL;
}

static const char *
refused_check (const Verify *verify)
{
  return verify->refusal->domain == CS_DRAW_ERROR ? cs_draw_error_to_check (verify->refusal->code) : NULL;
}

static void
add_verdicts (JsonBuilder  *builder,
              const Verify *verify)
{
  gboolean exact = verify->verification != NULL;

  json_builder_set_member_name (builder, "verdicts");
  json_builder_begin_object (builder);
  cs_cli_draw_add (builder, "computation", exact ? "exact" : "refused");
  cs_cli_draw_add (builder, "beacon",
                   exact ? cs_verdict_beacon_to_id (cs_verdict_beacon (verify->verification, verify->looked_at, verify->genuine))
                         : NULL);
  cs_cli_draw_add (builder, "prior_publication", !exact ? NULL : verify->stamp != NULL ? "proven by rfc3161" : "not proven");
  json_builder_end_object (builder);
}

static void
add_refusal (JsonBuilder  *builder,
             const Verify *verify)
{
  if (verify->refusal == NULL) {
    cs_cli_draw_add (builder, "refused", NULL);
    return;
  }
  json_builder_set_member_name (builder, "refused");
  json_builder_begin_object (builder);
  cs_cli_draw_add (builder, "check", refused_check (verify));
  cs_cli_draw_add (builder, "reason", verify->refusal->message);
  json_builder_end_object (builder);
}

static void
add_result (JsonBuilder          *builder,
            const CsVerification *verification)
{
  const CsCertificate *certificate = verification->certificate;

  cs_cli_draw_add (builder, "draw", verification->seal->draw);
  cs_cli_draw_add (builder, "seal_sha256", certificate->seal_digest);
  cs_cli_draw_add (builder, "value", certificate->value);
  cs_cli_draw_add (builder, "seed", certificate->seed);
  cs_cli_draw_add (builder, "ranking_sha256", certificate->ranking_digest);
  cs_cli_draw_add (builder, "status", certificate->status);
  cs_cli_draw_add_number (builder, "participants", verification->seal->n_participants);
  cs_cli_draw_add_number (builder, "void_seals", certificate->voided->len);
}

static void
add_signature (JsonBuilder  *builder,
               const Verify *verify)
{
  json_builder_set_member_name (builder, "signature_check");
  json_builder_begin_object (builder);
  cs_cli_draw_add (builder, "result", !verify->looked_at ? "not made" : verify->genuine ? "valid" : "invalid");
  cs_cli_draw_add (builder, "method", verify->method);
  json_builder_end_object (builder);
}

static void
add_stamp (JsonBuilder  *builder,
           const Verify *verify)
{
  g_autofree char *time = verify->stamp != NULL ? cs_draw_write_time (verify->stamp->time_s) : NULL;

  json_builder_set_member_name (builder, "time_stamp");
  json_builder_begin_object (builder);
  cs_cli_draw_add (builder, "utc", time);
  cs_cli_draw_add (builder, "authority", verify->stamp != NULL ? verify->stamp->authority : NULL);
  cs_cli_draw_add (builder, "trouble", verify->stamp == NULL && verify->stamp_trouble != NULL ? verify->stamp_trouble->message : NULL);
  json_builder_end_object (builder);
}

static void
add_handle (JsonBuilder  *builder,
            const Verify *verify)
{
  gsize rank = cs_verification_find (verify->verification, verify->handle);

  json_builder_set_member_name (builder, "handle");
  json_builder_begin_object (builder);
  cs_cli_draw_add (builder, "id", verify->handle);
  if (rank > 0)
    cs_cli_draw_add_number (builder, "rank", rank);
  else
    cs_cli_draw_add (builder, "rank", NULL);
  json_builder_end_object (builder);
}

static void
print_json (const Verify *verify)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_verdicts (builder, verify);
  add_refusal (builder, verify);
  if (verify->verification != NULL) {
    add_result (builder, verify->verification);
    add_signature (builder, verify);
    if (verify->authorities_path != NULL)
      add_stamp (builder, verify);
    if (verify->handle != NULL)
      add_handle (builder, verify);
  }
  json_builder_end_object (builder);
  cs_cli_draw_print (builder);
}

static void
print_rank (const Verify *verify)
{
  gsize rank = cs_verification_find (verify->verification, verify->handle);

  if (rank > 0)
    g_print (_("%s has rank %u.\n"), verify->handle, (guint) rank);
  else
    g_print (_("%s is not in the list.\n"), verify->handle);
}

static void
print_publication (const Verify *verify)
{
  g_autofree char *time = verify->stamp != NULL ? cs_draw_write_time (verify->stamp->time_s) : NULL;

  if (verify->stamp != NULL)
    g_print (_("Prior publication: proven by a time stamp of %s, by %s.\n"), time, verify->stamp->authority);
  else if (verify->stamp_trouble != NULL)
    g_print (_("Prior publication: not proven. %s\n"), verify->stamp_trouble->message);
  else
    g_print (_("Prior publication: not proven.\n"));
}

static void
print_text (const Verify *verify)
{
  if (verify->verification == NULL) {
    const char *check = refused_check (verify);

    g_print (_("Computation: REFUSED (%s): %s\n"), check != NULL ? check : "-", verify->refusal->message);
    return;
  }
  g_print (_("Computation: exact. This list, this seal and this value give this ranking.\n"));
  g_print (_("Beacon: %s.\n"), cs_verdict_beacon_get_sentence (cs_verdict_beacon (verify->verification, verify->looked_at,
                                                                                 verify->genuine)));
  print_publication (verify);
  if (verify->handle != NULL)
    print_rank (verify);
}

/**
 * cs_cli_draw_verify:
 * @argc: how many arguments
 * @argv: the arguments, the command's name first
 *
 * Returns: %CS_CLI_OK only when the computation is exact and is the one that the reader saw
 */
int
cs_cli_draw_verify (int    argc,
                    char **argv)
{
  g_auto (Verify) verify = { 0 };
  g_autoptr (GError) error = NULL;
  int code = parse (&verify, argc, argv);

  if (code != CS_CLI_OK)
    return code;
  if (!recompute (&verify, &error))
    return cs_cli_fail (CS_CLI_FAILED, error);
  if (verify.clue)
    return cs_cli_draw_verify_clue (verify.certificate, verify.path, verify.list_path, verify.material.rules, verify.seal_digest,
                                    verify.handle, verify.json);
  look_at_signature (&verify);
  if (!look_at_stamps (&verify, &error))
    return cs_cli_fail (CS_CLI_FAILED, error);
  if (verify.json)
    print_json (&verify);
  else
    print_text (&verify);
  return verify.verification != NULL ? CS_CLI_OK : CS_CLI_FAILED;
}

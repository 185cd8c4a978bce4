/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-cli-draw.h"

#include "cs-cli.h"
#include "cs-clue-verify.h"
#include "cs-draw-error.h"
#include "cs-draw-text.h"

#include <glib/gi18n-lib.h>

static void
add_verdicts (JsonBuilder              *builder,
              const CsClueVerification *contest)
{
  gboolean exact = contest != NULL;

  cs_cli_draw_add (builder, "type", "clue");
  json_builder_set_member_name (builder, "verdicts");
  json_builder_begin_object (builder);
  cs_cli_draw_add (builder, "computation", exact ? "exact" : "refused");
  cs_cli_draw_add (builder, "answer", exact ? "as sealed" : NULL);
  cs_cli_draw_add (builder, "prior_publication", exact ? "not proven" : NULL);
  cs_cli_draw_add (builder, "completeness", exact ? "not proven" : NULL);
  json_builder_end_object (builder);
}

static void
add_refusal (JsonBuilder  *builder,
             const GError *refusal)
{
  if (refusal == NULL) {
    cs_cli_draw_add (builder, "refused", NULL);
    return;
  }
  json_builder_set_member_name (builder, "refused");
  json_builder_begin_object (builder);
  cs_cli_draw_add (builder, "check", refusal->domain == CS_DRAW_ERROR ? cs_draw_error_to_check (refusal->code) : NULL);
  cs_cli_draw_add (builder, "reason", refusal->message);
  json_builder_end_object (builder);
}

static void
add_winners (JsonBuilder              *builder,
             const CsClueVerification *contest)
{
  json_builder_set_member_name (builder, "winners");
  json_builder_begin_array (builder);
  for (guint i = 0; i < MIN (contest->places->len, contest->seal->n_winners); i++) {
    const CsCluePlace *place = &g_array_index (contest->places, CsCluePlace, i);
    g_autofree char *time = cs_draw_write_time (place->entry->time_s);

    json_builder_begin_object (builder);
    cs_cli_draw_add_number (builder, "rank", i + 1);
    cs_cli_draw_add (builder, "utc", time);
    cs_cli_draw_add (builder, "id", place->entry->id);
    cs_cli_draw_add (builder, "post", place->entry->post);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
print_json (const CsClueVerification *contest,
            const GError             *refusal,
            const char               *handle)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_verdicts (builder, contest);
  add_refusal (builder, refusal);
  if (contest != NULL) {
    cs_cli_draw_add (builder, "contest", contest->seal->contest);
    cs_cli_draw_add (builder, "seal_sha256", contest->seal->digest);
    cs_cli_draw_add (builder, "entries_sha256", contest->certificate->entries_digest);
    cs_cli_draw_add (builder, "ranking_sha256", contest->certificate->ranking_digest);
    cs_cli_draw_add (builder, "status", contest->certificate->status);
    cs_cli_draw_add_number (builder, "entries", contest->places->len);
    add_winners (builder, contest);
    if (handle != NULL)
      cs_cli_draw_add_number (builder, "rank", cs_clue_verification_find (contest, handle));
  }
  json_builder_end_object (builder);
  cs_cli_draw_print (builder);
}

static void
print_text (const CsClueVerification *contest,
            const GError             *refusal,
            const char               *handle)
{
  const char *check = refusal != NULL && refusal->domain == CS_DRAW_ERROR ? cs_draw_error_to_check (refusal->code) : NULL;

  if (contest == NULL) {
    g_print (_("Computation: REFUSED (%s): %s\n"), check != NULL ? check : "-", refusal->message);
    return;
  }
  g_print (_("This is a clue contest, not a draw.\n"));
  g_print (_("Computation: exact. This answer and these entries give this ranking.\n"));
  g_print (_("Answer: as it was sealed.\n"));
  g_print (_("Prior publication: not proven.\n"));
  g_print (_("Completeness: not proven. No computation can tell whether an entry was left out.\n"));
  if (handle != NULL && cs_clue_verification_find (contest, handle) > 0)
    g_print (_("%s has rank %u.\n"), handle, cs_clue_verification_find (contest, handle));
  else if (handle != NULL)
    g_print (_("%s is not in the list.\n"), handle);
}

/**
 * cs_cli_draw_verify_clue:
 * @certificate: the bytes of a certificate of a clue contest
 * @path: where it lies
 * @entries_path: (nullable): the entries; otherwise entries.txt beside it
 * @rules: (nullable): the rules
 * @seal_digest: (nullable): the fingerprint that the reader saw
 * @handle: (nullable): whose rank is told
 * @json: print JSON
 *
 * Recomputes a clue contest and gives its own verdicts.
 *
 * Returns: %CS_CLI_OK only when the computation is exact and is the one that the reader saw
 */
int
cs_cli_draw_verify_clue (GBytes     *certificate,
                         const char *path,
                         const char *entries_path,
                         GBytes     *rules,
                         const char *seal_digest,
                         const char *handle,
                         gboolean    json)
{
  g_autoptr (GBytes) entries = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) refusal = NULL;
  g_autoptr (CsClueVerification) contest = NULL;

  if (!cs_cli_draw_read_beside (path, entries_path, "entries.txt", &entries, &error))
    return cs_cli_fail (CS_CLI_FAILED, error);
  contest =
    cs_clue_verify (g_bytes_get_data (certificate, NULL), g_bytes_get_size (certificate), entries, rules, seal_digest, &refusal);
  if (json)
    print_json (contest, refusal, handle);
  else
    print_text (contest, refusal, handle);
  return contest != NULL ? CS_CLI_OK : CS_CLI_FAILED;
}

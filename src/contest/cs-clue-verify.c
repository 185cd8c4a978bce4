/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-clue-verify.h"

#include "cs-clue-journal.h"
#include "cs-clue-text.h"
#include "cs-draw-error.h"
#include "cs-prize-events.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
check_seal (CsClueVerification *self,
            GError            **error)
{
  const CsClueCertificate *certificate = self->certificate;

  self->seal = cs_clue_seal_parse (certificate->seal, strlen (certificate->seal), CS_SEAL_DEFAULT, error);
  if (self->seal == NULL)
    return FALSE;
  if (strcmp (self->seal->digest, certificate->seal_digest) != 0)
    return cs_draw_refuse (error, CS_DRAW_ERROR_SEAL_DIGEST, _("“seal_sha256” is not the fingerprint of the seal."));
  return TRUE;
}

/* A certificate that shows every place holds the entries, in another order. */
static GBytes *
rebuild_entries (const CsClueVerification *self)
{
  g_autoptr (GPtrArray) posts = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_clue_post_free);
  g_autoptr (GPtrArray) entries = NULL;
  const CsClueCertificate *certificate = self->certificate;

  if (certificate->shown->len != certificate->n_entries)
    return NULL;
  for (guint i = 0; i < certificate->shown->len; i++) {
    const CsClueShown *shown = certificate->shown->pdata[i];

    g_ptr_array_add (posts, cs_clue_post_new (shown->id, shown->post, shown->text, shown->time_s, TRUE));
  }
  entries = cs_clue_collect (self->seal, (const char *const *) certificate->forms, posts);
  return cs_clue_entries_write (entries);
}

static gboolean
check_entries (CsClueVerification *self,
               GBytes             *given,
               GError            **error)
{
  const CsClueCertificate *certificate = self->certificate;
  g_autoptr (GBytes) bytes = given != NULL ? g_bytes_ref (given) : rebuild_entries (self);
  CsHex digest;

  if (bytes == NULL)
    return cs_draw_refuse (error, CS_DRAW_ERROR_MISSING, _("The entries are needed: put entries.txt beside the certificate, or name it."));
  self->entries = cs_clue_entries_parse (bytes, self->seal, error);
  if (self->entries == NULL)
    return FALSE;
  cs_digest_of_bytes (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), digest);
  if (strcmp (digest, certificate->entries_digest) != 0 || self->entries->len != certificate->n_entries)
    return cs_draw_refuse (error, CS_DRAW_ERROR_LIST, _("The entries are not those of the certificate."));
  return TRUE;
}

static gboolean
check_answer (const CsClueVerification *self,
              GError                  **error)
{
  char **forms = self->certificate->forms;
  CsHex commitment;

  if (g_strv_length (forms) != self->seal->n_forms)
    return cs_draw_refuse (error, CS_DRAW_ERROR_VALUE, _("The answer has not as many forms as the seal says."));
  for (guint i = 0; forms[i] != NULL; i++) {
    g_autofree char *normal = cs_clue_normal (forms[i]);

    if (forms[i][0] == '\0' || strcmp (normal, forms[i]) != 0 || (i > 0 && strcmp (forms[i - 1], forms[i]) >= 0))
      return cs_draw_refuse (error, CS_DRAW_ERROR_VALUE, _("The forms of the answer are not in their normal form, or not in order."));
  }
  cs_clue_commit (self->certificate->nonce, (const char *const *) forms, commitment);
  if (strcmp (commitment, self->seal->commitment) != 0)
    return cs_draw_refuse (error, CS_DRAW_ERROR_VALUE, _("The answer is not the one that was sealed."));
  return TRUE;
}

static gboolean
holds_answer (const CsClueVerification *self,
              const char               *text)
{
  g_autofree char *words = cs_clue_normal (text);

  for (char **form = self->certificate->forms; *form != NULL; form++)
    if (cs_clue_holds (words, *form))
      return TRUE;
  return FALSE;
}

static gboolean
check_place (const CsClueVerification *self,
             const CsClueShown        *shown,
             guint                     rank,
             GError                  **error)
{
  const CsCluePlace *place = &g_array_index (self->places, CsCluePlace, rank - 1);
  CsHex digest;

  cs_digest_of_bytes (shown->text, strlen (shown->text), digest);
  if (shown->rank != rank)
    return cs_draw_refuse (error, CS_DRAW_ERROR_RANKING, _("The ranking says %u where rank %u must be."), shown->rank, rank);
  if (strcmp (shown->id, place->entry->id) != 0)
    return cs_draw_refuse (error, CS_DRAW_ERROR_RANKING, _("Rank %u belongs to another account."), rank);
  if (strcmp (shown->key, place->key) != 0)
    return cs_draw_refuse (error, CS_DRAW_ERROR_RANKING, _("The key of rank %u is wrong."), rank);
  if (shown->role != cs_clue_role (self->seal, rank))
    return cs_draw_refuse (error, CS_DRAW_ERROR_RANKING, _("The role of rank %u is wrong."), rank);
  if (shown->time_s != place->entry->time_s || strcmp (shown->post, place->entry->post) != 0 ||
      strcmp (digest, place->entry->text_digest) != 0)
    return cs_draw_refuse (error, CS_DRAW_ERROR_RANKING, _("The post of rank %u is not the one in the entries."), rank);
  if (!holds_answer (self, shown->text))
    return cs_draw_refuse (error, CS_DRAW_ERROR_RANKING, _("The post of rank %u does not hold the answer."), rank);
  return TRUE;
}

static gboolean
check_ranking (CsClueVerification *self,
               GError            **error)
{
  GPtrArray *shown = self->certificate->shown;
  gsize called;

  self->places = cs_clue_rank (self->seal, self->certificate->nonce, self->entries);
  if (!cs_prize_events_check (self->certificate->events, self->seal->n_winners, self->places->len, &called, error))
    return FALSE;
  if (shown->len != MIN (self->places->len, MAX (called, self->seal->n_winners + self->seal->n_alternates)))
    return cs_draw_refuse (error, CS_DRAW_ERROR_RANKING, _("The ranking does not show exactly the winners, alternates and whoever was called."));
  for (guint i = 0; i < shown->len; i++)
    if (!check_place (self, shown->pdata[i], i + 1, error))
      return FALSE;
  return TRUE;
}

static gboolean
check_summary (const CsClueVerification *self,
               GError                  **error)
{
  CsHex digest;

  cs_clue_ranking_digest (self->places, digest);
  if (strcmp (digest, self->certificate->ranking_digest) != 0)
    return cs_draw_refuse (error, CS_DRAW_ERROR_SUMMARY, _("The digest of the ranking is wrong."));
  if (strcmp (self->certificate->status, cs_clue_status (self->seal, self->places->len)) != 0)
    return cs_draw_refuse (error, CS_DRAW_ERROR_SUMMARY, _("The status is wrong."));
  return TRUE;
}

static gboolean
check_reader (const CsClueVerification *self,
              GBytes                   *rules,
              const char               *seal_digest,
              GError                  **error)
{
  CsHex digest;

  if (rules != NULL) {
    cs_digest_of_bytes (g_bytes_get_data (rules, NULL), g_bytes_get_size (rules), digest);
    if (strcmp (digest, self->seal->rules) != 0)
      return cs_draw_refuse (error, CS_DRAW_ERROR_DOCUMENTS, _("The rules are not the ones that were sealed."));
  }
  if (seal_digest != NULL && strcmp (seal_digest, self->seal->digest) != 0)
    return cs_draw_refuse (error, CS_DRAW_ERROR_READER_SEAL, _("The fingerprint of the seal is not the one that you saw."));
  return TRUE;
}

/**
 * cs_clue_verify:
 * @text: (array length=length): the bytes of a certificate
 * @length: how many
 * @entries: (nullable): entries.txt; without it, it is made again from a certificate that shows everybody
 * @rules: (nullable): the rules
 * @seal_digest: (nullable): the fingerprint that the reader saw
 * @error: return location for the first check that fails, a %CS_DRAW_ERROR with the numbers of a draw's checks
 *
 * Recomputes a clue contest. Any thread.
 *
 * Returns: (transfer full) (nullable): what was checked, if the computation is exact; or %NULL with @error set
 */
CsClueVerification *
cs_clue_verify (const char *text,
                gsize       length,
                GBytes     *entries,
                GBytes     *rules,
                const char *seal_digest,
                GError    **error)
{
  g_autoptr (CsClueVerification) self = g_new0 (CsClueVerification, 1);

  self->certificate = cs_clue_certificate_parse (text, length, error);
  if (self->certificate == NULL || !check_seal (self, error) || !check_answer (self, error) || !check_entries (self, entries, error) ||
      !check_ranking (self, error) || !check_summary (self, error) || !cs_clue_verify_journal (self->certificate, self->seal, error) ||
      !check_reader (self, rules, seal_digest, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * cs_clue_verification_free:
 * @self: (transfer full) (nullable): a verification
 */
void
cs_clue_verification_free (CsClueVerification *self)
{
  if (self == NULL)
    return;
  cs_clue_certificate_free (self->certificate);
  cs_clue_seal_free (self->seal);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->places, g_array_unref);
  g_free (self);
}

/**
 * cs_clue_verification_find:
 * @self: a verification
 * @id: an account
 *
 * Returns: its rank, or 0 when it is not among the entries
 */
guint
cs_clue_verification_find (const CsClueVerification *self,
                           const char               *id)
{
  for (guint i = 0; i < self->places->len; i++)
    if (strcmp (g_array_index (self->places, CsCluePlace, i).entry->id, id) == 0)
      return i + 1;
  return 0;
}

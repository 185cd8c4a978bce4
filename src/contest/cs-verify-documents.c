/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-verify-private.h"

#include "cs-activity-file.h"
#include "cs-draw-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
has_digest (GBytes     *bytes,
            const char *digest)
{
  CsHex actual;

  cs_digest_of_bytes (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), actual);
  return g_strcmp0 (actual, digest) == 0;
}

static gboolean
is_listed (const CsVerification *verification,
           const CsActivityRow  *row)
{
  const char *salt = verification->seal->salt;
  g_autofree char *pseudonym = salt != NULL ? cs_draw_pseudonym (salt, row->id, strlen (row->id)) : NULL;

  return cs_draw_list_find (verification->list, pseudonym != NULL ? pseudonym : row->id, NULL);
}

/* Where the rules' numbers are not known: whatever they are, nobody can be out while another with the same score
 * or a lower one is in. */
static guint
lowest_listed (const CsVerification *verification,
               GPtrArray            *rows)
{
  guint64 lowest = G_MAXUINT32;

  for (guint i = 0; i < rows->len; i++) {
    const CsActivityRow *row = rows->pdata[i];

    if (is_listed (verification, row))
      lowest = MIN (lowest, row->score);
  }
  return (guint) lowest;
}

static gboolean
check_choice (const CsVerification   *verification,
              const CsVerifyMaterial *material,
              GPtrArray              *rows,
              GError                **error)
{
  guint threshold = material->threshold > 0 || material->top > 0 ? material->threshold : lowest_listed (verification, rows);
  g_autoptr (GPtrArray) chosen = cs_activity_choose (rows, threshold, material->top);

  if (cs_draw_list_get_n (verification->list) == 0 && material->threshold == 0 && material->top == 0)
    return TRUE;
  if (chosen->len != cs_draw_list_get_n (verification->list))
    return cs_draw_refuse (error, CS_DRAW_ERROR_DOCUMENTS,
                           ngettext ("By the activity file %u account takes part, by the list %u.",
                                     "By the activity file %u accounts take part, by the list %u.", chosen->len),
                           chosen->len, (guint) cs_draw_list_get_n (verification->list));
  for (guint i = 0; i < chosen->len; i++) {
    const CsActivityRow *row = chosen->pdata[i];

    if (!is_listed (verification, row))
      return cs_draw_refuse (error, CS_DRAW_ERROR_DOCUMENTS, _("By the activity file %s takes part, but the list leaves it out."),
                             row->id);
  }
  return TRUE;
}

static gboolean
check_activity (const CsVerification   *verification,
                const CsVerifyMaterial *material,
                GError                **error)
{
  g_autoptr (GPtrArray) rows = NULL;

  if (!has_digest (material->activity, verification->seal->activity))
    return cs_draw_refuse (error, CS_DRAW_ERROR_DOCUMENTS, _("The activity file is not the one that was sealed."));
  rows = cs_activity_file_parse (material->activity, error);
  return rows != NULL && check_choice (verification, material, rows, error);
}

/**
 * cs_verify_documents:
 * @verification: a verification that has come to check V12
 * @material: what the reader gave
 * @error: return location for %CS_DRAW_ERROR_DOCUMENTS
 *
 * Returns: whether rules and activity file, as far as they were given, are those of the seal, and the list is
 * what the activity file makes of it
 */
gboolean
cs_verify_documents (const CsVerification   *verification,
                     const CsVerifyMaterial *material,
                     GError                **error)
{
  if (material->rules != NULL && !has_digest (material->rules, verification->seal->rules))
    return cs_draw_refuse (error, CS_DRAW_ERROR_DOCUMENTS, _("The rules are not the ones that were sealed."));
  return material->activity == NULL || check_activity (verification, material, error);
}

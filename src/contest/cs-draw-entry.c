/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-draw-entry.h"

#include "cs-draw-text.h"

static const char *const types[] = {
  [CS_DRAW_GENESIS] = "GENESIS",   [CS_DRAW_IMPORT] = "IMPORT",     [CS_DRAW_EXCLUSION] = "EXCLUSION",
  [CS_DRAW_SEAL] = "SEAL",         [CS_DRAW_VOID] = "VOID",         [CS_DRAW_VALUE] = "VALUE",
  [CS_DRAW_RESULT] = "RESULT",     [CS_DRAW_DECLINED] = "DECLINED", [CS_DRAW_DISQUALIFIED] = "DISQUALIFIED",
  [CS_DRAW_EXPORT] = "EXPORT",
};

/**
 * cs_draw_entry_type_to_id:
 * @type: a type
 *
 * Returns: (transfer none): its name in the journal
 */
const char *
cs_draw_entry_type_to_id (CsDrawEntryType type)
{
  g_return_val_if_fail (type < G_N_ELEMENTS (types), NULL);

  return types[type];
}

/**
 * cs_draw_entry_type_from_id:
 * @id: (nullable): a name in a journal
 * @type: (out): the type
 *
 * Returns: whether @id names a type
 */
gboolean
cs_draw_entry_type_from_id (const char      *id,
                            CsDrawEntryType *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_strcmp0 (id, types[i]) == 0) {
      *type = i;
      return TRUE;
    }
  return FALSE;
}

/**
 * cs_draw_entry_link:
 * @entry: an entry whose number, time, type and payload are set
 * @previous: digest of the entry before it, or %CS_DRAW_NO_ENTRY
 *
 * Computes the entry's digest.
 */
void
cs_draw_entry_link (CsDrawEntry *entry,
                    const char  *previous)
{
  g_autofree char *time = cs_draw_write_time (entry->time_s);

  cs_digest_of_format (entry->digest, "SEALED-DRAW/1 journal\n%s\n%" G_GUINT64_FORMAT "\n%s\n%s\n%s\n", previous,
                       entry->seq, time, types[entry->type], entry->payload);
}

/**
 * cs_draw_payload_void:
 * @seal_digest: F of the seal that counts no more
 * @reason: why
 * @payload: (out): what the journal holds
 */
void
cs_draw_payload_void (const char *seal_digest,
                      const char *reason,
                      CsHex       payload)
{
  cs_digest_of_format (payload, "%s\n%s\n", seal_digest, reason);
}

/**
 * cs_draw_payload_value:
 * @seal_digest: F
 * @value: V
 * @payload: (out): what the journal holds
 */
void
cs_draw_payload_value (const char *seal_digest,
                       const char *value,
                       CsHex       payload)
{
  cs_digest_of_format (payload, "%s\n%s\n", seal_digest, value);
}

/**
 * cs_draw_payload_event:
 * @seal_digest: F
 * @rank: who gives the prize up
 * @code: why
 * @replaced_by: who gets it, or 0 for nobody
 * @payload: (out): what the journal holds
 */
void
cs_draw_payload_event (const char *seal_digest,
                       guint       rank,
                       const char *code,
                       guint       replaced_by,
                       CsHex       payload)
{
  if (replaced_by > 0)
    cs_digest_of_format (payload, "%s\n%u\t%s\t%u\n", seal_digest, rank, code, replaced_by);
  else
    cs_digest_of_format (payload, "%s\n%u\t%s\t-\n", seal_digest, rank, code);
}

/**
 * cs_draw_exclusion_text:
 * @code: why
 * @manual: whether a person decided, not a rule
 * @id: who
 * @random_hex: 32 random hexadecimal digits, so that nobody can try ids
 *
 * Returns: (transfer full): the text whose digest the journal holds; itself kept apart, so that it can be deleted
 */
char *
cs_draw_exclusion_text (const char *code,
                        gboolean    manual,
                        const char *id,
                        const char *random_hex)
{
  return g_strdup_printf ("%s\t%s\t%s\t%s\n", code, manual ? "manual" : "rule", id, random_hex);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-beacon.h"

#include "cs-draw-error.h"
#include "cs-draw-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DICE_MIN 12

static const char *const levels[] = {
  [CS_BEACON_UNCONFIRMED] = "unconfirmed",
  [CS_BEACON_TWO_RELAYS] = "two-relays",
  [CS_BEACON_VERIFIED] = "signature-verified",
  [CS_BEACON_NOT_APPLICABLE] = "not-applicable",
};

static gint64
divide_down (gint64 n,
             gint64 by)
{
  return n / by - (n % by < 0);
}

/**
 * cs_beacon_time_of:
 * @round: from 1
 *
 * Returns: when the round appears, seconds since 1970 UTC
 */
gint64
cs_beacon_time_of (guint64 round)
{
  return CS_BEACON_GENESIS_S + ((gint64) round - 1) * CS_BEACON_PERIOD_S;
}

/**
 * cs_beacon_round_at:
 * @time_s: seconds since 1970 UTC
 *
 * Returns: the newest round at that time, or 0 before the first
 */
guint64
cs_beacon_round_at (gint64 time_s)
{
  return (guint64) MAX (divide_down (time_s - CS_BEACON_GENESIS_S, CS_BEACON_PERIOD_S) + 1, 0);
}

/**
 * cs_beacon_round_from:
 * @time_s: seconds since 1970 UTC
 *
 * Returns: the first round that does not appear before that time
 */
guint64
cs_beacon_round_from (gint64 time_s)
{
  return (guint64) MAX (-divide_down (CS_BEACON_GENESIS_S - time_s, CS_BEACON_PERIOD_S) + 1, 1);
}

/**
 * cs_beacon_value:
 * @signature: (nullable): 96 lower-case hexadecimal digits
 * @value: (out): the value it makes, which relays call randomness
 *
 * Returns: whether @signature is written as it must be; nothing is said about its truth
 */
gboolean
cs_beacon_value (const char *signature,
                 CsHex       value)
{
  guint8 bytes[CS_BEACON_SIGNATURE_BYTES];

  if (!cs_digest_read_hex (signature, sizeof bytes, bytes))
    return FALSE;
  cs_digest_of_bytes (bytes, sizeof bytes, value);
  return TRUE;
}

/**
 * cs_dice_commitment:
 * @nonce: 64 lower-case hexadecimal digits
 * @commitment: (out): what of it may be known before the roll
 */
void
cs_dice_commitment (const char *nonce,
                    CsHex       commitment)
{
  cs_digest_of_format (commitment, "SEALED-DRAW/1 commitment\n%s\n", nonce);
}

/**
 * cs_dice_value:
 * @typed: the dice as somebody typed them
 * @nonce: 64 lower-case hexadecimal digits
 *
 * Returns: (transfer full) (nullable): the value, or %NULL when there are fewer than 12 digits and letters
 */
char *
cs_dice_value (const char *typed,
               const char *nonce)
{
  g_autofree char *dice = cs_draw_canon_stage (typed);

  if (strlen (dice) < DICE_MIN)
    return NULL;
  return g_strconcat (dice, "/", nonce, NULL);
}

/**
 * cs_dice_value_check:
 * @value: what calls itself a value of dice
 * @commitment: from the seal
 * @error: return location for %CS_DRAW_ERROR_VALUE
 *
 * Returns: whether the value as a whole is dice and the nonce that was committed to
 */
gboolean
cs_dice_value_check (const char *value,
                     const char *commitment,
                     GError    **error)
{
  const char *slash = strchr (value, '/');
  g_autofree char *dice = slash != NULL ? g_strndup (value, slash - value) : NULL;
  CsHex digest;

  if (!cs_draw_is_stage (dice, DICE_MIN) || !cs_digest_is_hex (slash + 1, CS_DIGEST_HEX))
    return cs_draw_refuse (error, CS_DRAW_ERROR_VALUE,
                           _("The value is not 12 to 128 digits and capitals, a slash, and 64 hexadecimal digits."));
  cs_dice_commitment (slash + 1, digest);
  if (strcmp (digest, commitment) != 0)
    return cs_draw_refuse (error, CS_DRAW_ERROR_VALUE,
                           _("The secret number is not the one that the seal committed to."));
  return TRUE;
}

/**
 * cs_beacon_level_to_id:
 * @level: a level
 *
 * Returns: (transfer none): its name in certificates
 */
const char *
cs_beacon_level_to_id (CsBeaconLevel level)
{
  g_return_val_if_fail (level < G_N_ELEMENTS (levels), NULL);

  return levels[level];
}

/**
 * cs_beacon_level_from_id:
 * @id: (nullable): a name in a certificate
 * @level: (out): the level
 *
 * Returns: whether @id names a level
 */
gboolean
cs_beacon_level_from_id (const char    *id,
                         CsBeaconLevel *level)
{
  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    if (g_strcmp0 (id, levels[i]) == 0) {
      *level = i;
      return TRUE;
    }
  return FALSE;
}

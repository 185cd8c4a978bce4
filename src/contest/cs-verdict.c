/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-verdict.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

static const struct {
  const char *id;
  const char *sentence;
} beacons[] = {
  [CS_BEACON_NOT_AUTHENTICATED] = { "not authenticated",
                                    N_("not authenticated: nobody has verified that the beacon gave this value") },
  [CS_BEACON_RELAYS_AGREE] = { "two relays agree",
                               N_("two relays agree; the signature was not verified") },
  [CS_BEACON_AUTHENTIC] = { "authentic", N_("authentic: the signature was verified against the pinned key") },
  [CS_BEACON_FORGED] = { "not authenticated",
                         N_("NOT AUTHENTIC: the signature is not that of the round") },
  [CS_BEACON_DICE] = { "dice", N_("dice: the proof rests on the witnesses") },
};

/* "api.drand.sh" and "api2.drand.sh" are one; an address without a name stands for itself. */
static char *
organisation_of (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  const char *dot;

  if (host == NULL || host[0] == '\0')
    return NULL;
  if (g_hostname_is_ip_address (host))
    return g_strdup (host);
  dot = strrchr (host, '.');
  while (dot != NULL && dot > host && dot[-1] != '.')
    dot--;
  return g_ascii_strdown (dot != NULL ? dot : host, -1);
}

/**
 * cs_relays_count_independent:
 * @visits: (element-type CsRelayVisit): relays that gave the same signature
 *
 * Returns: how many different organisations run them, told by their domains
 */
guint
cs_relays_count_independent (GPtrArray *visits)
{
  g_autoptr (GHashTable) organisations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < visits->len; i++) {
    char *organisation = organisation_of (((const CsRelayVisit *) visits->pdata[i])->url);

    if (organisation != NULL)
      g_hash_table_add (organisations, organisation);
  }
  return g_hash_table_size (organisations);
}

/**
 * cs_verdict_beacon:
 * @verification: a certificate whose computation is exact
 * @looked_at: whether the signature was verified here and now
 * @genuine: if so, what came of it
 *
 * Returns: what may be said of the beacon
 */
CsBeaconVerdict
cs_verdict_beacon (const CsVerification *verification,
                   gboolean              looked_at,
                   gboolean              genuine)
{
  const CsCertificate *certificate = verification->certificate;

  if (verification->seal->round == 0)
    return CS_BEACON_DICE;
  if (looked_at)
    return genuine ? CS_BEACON_AUTHENTIC : CS_BEACON_FORGED;
  if (certificate->level != CS_BEACON_UNCONFIRMED && cs_relays_count_independent (certificate->relays) >= 2)
    return CS_BEACON_RELAYS_AGREE;
  return CS_BEACON_NOT_AUTHENTICATED;
}

/**
 * cs_verdict_beacon_to_id:
 * @verdict: a verdict
 *
 * Returns: (transfer none): the protocol's words for it
 */
const char *
cs_verdict_beacon_to_id (CsBeaconVerdict verdict)
{
  return beacons[verdict].id;
}

/**
 * cs_verdict_beacon_get_sentence:
 * @verdict: a verdict
 *
 * Returns: (transfer none): what a person reads, in the interface's language
 */
const char *
cs_verdict_beacon_get_sentence (CsBeaconVerdict verdict)
{
  return _(beacons[verdict].sentence);
}

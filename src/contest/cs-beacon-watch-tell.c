/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-beacon-watch-private.h"

#include "cs-draw-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What a watch tells: how far it is, what was found and who said what. */

/**
 * cs_beacon_watch_get_state:
 * @self: a watch
 *
 * Returns: how far it is
 */
CsBeaconState
cs_beacon_watch_get_state (CsBeaconWatch *self)
{
  return self->state;
}

/**
 * cs_beacon_watch_get_signature:
 * @self: a watch
 *
 * Returns: (transfer none) (nullable): the round's signature, once settled
 */
const char *
cs_beacon_watch_get_signature (CsBeaconWatch *self)
{
  return self->signature;
}

/**
 * cs_beacon_watch_get_level:
 * @self: a settled watch
 *
 * Returns: how sure the signature is
 */
CsBeaconLevel
cs_beacon_watch_get_level (CsBeaconWatch *self)
{
  return self->level;
}

/**
 * cs_beacon_watch_get_method:
 * @self: a settled watch
 *
 * Returns: (transfer none) (nullable): library and version that verified the signature
 */
const char *
cs_beacon_watch_get_method (CsBeaconWatch *self)
{
  return self->level == CS_BEACON_VERIFIED ? self->method : NULL;
}

/**
 * cs_beacon_watch_get_trouble:
 * @self: a watch
 *
 * Returns: (transfer none) (nullable): a sentence about what is wrong
 */
const char *
cs_beacon_watch_get_trouble (CsBeaconWatch *self)
{
  if (self->trouble != NULL)
    return self->trouble;
  for (guint i = 0; i < self->n_asked; i++)
    if (self->asked[i].trouble != NULL)
      return self->asked[i].trouble;
  return NULL;
}

/**
 * cs_beacon_watch_dup_visits:
 * @self: a watch
 *
 * Returns: (transfer full) (element-type CsRelayVisit): which relays have answered, for the certificate
 */
GPtrArray *
cs_beacon_watch_dup_visits (CsBeaconWatch *self)
{
  const char *const *urls = cs_relays_get_urls (self->relays);
  g_autoptr (CsCertificate) certificate = cs_certificate_new ();

  for (guint i = 0; i < self->n_asked; i++)
    if (self->asked[i].signature != NULL) {
      CsRelayVisit *visit = g_new0 (CsRelayVisit, 1);

      visit->url = g_strdup (urls[i]);
      visit->fetched = cs_draw_write_time (self->asked[i].fetched_s);
      visit->http_date = g_strdup (self->asked[i].date);
      g_ptr_array_add (certificate->relays, visit);
    }
  return g_ptr_array_ref (certificate->relays);
}

/**
 * cs_beacon_watch_dup_claims:
 * @self: a watch
 *
 * Returns: (transfer full): who says what, one line a source, so that a dispute can be shown as it is
 */
GStrv
cs_beacon_watch_dup_claims (CsBeaconWatch *self)
{
  const char *const *urls = cs_relays_get_urls (self->relays);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < self->n_asked; i++) {
    g_autofree char *line = self->asked[i].signature != NULL
                              ? g_strconcat (urls[i], " ", self->asked[i].signature, NULL)
                              : NULL;

    if (line != NULL)
      g_strv_builder_add (builder, line);
  }
  if (self->pasted != NULL) {
    g_autofree char *line = g_strconcat (_("pasted"), " ", self->pasted, NULL);

    g_strv_builder_add (builder, line);
  }
  return g_strv_builder_end (builder);
}

/**
 * cs_beacon_watch_get_n_relays:
 * @self: a watch
 *
 * Returns: how many relays can be asked
 */
guint
cs_beacon_watch_get_n_relays (CsBeaconWatch *self)
{
  return self->n_asked;
}

/**
 * cs_beacon_watch_describe_relay:
 * @self: a watch
 * @index: which relay, from 0
 * @words: (out) (transfer full): how it stands, for a person
 *
 * Returns: (transfer full): its name without the scheme
 */
char *
cs_beacon_watch_describe_relay (CsBeaconWatch *self,
                                guint          index,
                                char         **words)
{
  const CsBeaconRelay *relay = &self->asked[index];
  const char *url = cs_relays_get_urls (self->relays)[index];
  const char *host = strstr (url, "://");

  if (relay->signature != NULL)
    *words = g_strdup_printf (_("Answered: %.8s…"), relay->signature);
  else if (self->state == CS_BEACON_EARLY)
    *words = g_strdup (_("Not asked before the time"));
  else
    *words = g_strdup (relay->trouble != NULL ? relay->trouble : _("Asked"));
  return g_strdup (host != NULL ? host + 3 : url);
}

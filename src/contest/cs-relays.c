/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-relays.h"

#include "cs-draw-error.h"
#include "cs-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_DATE 64

G_DEFINE_INTERFACE (CsRelays, cs_relays, G_TYPE_OBJECT)

static const CsJsonLimits limits = { CS_RELAY_MAX_BYTES, 8, 200 };

/* Public relays, https://docs.drand.love/developer/; two addresses of one domain count as one. */
const char *const cs_relays_known[] = {
  "https://api.drand.sh",
  "https://drand.cloudflare.com",
  "https://api2.drand.sh",
  "https://api3.drand.sh",
  "https://api.drand.secureweb3.com:6875",
  NULL,
};

static gboolean
is_round (JsonNode *node,
          guint64   round)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64 &&
         json_node_get_int (node) == (gint64) round;
}

static void
cs_relays_default_init (CsRelaysInterface *iface)
{
}

/**
 * cs_relays_get_urls:
 * @self: relays
 *
 * Returns: (transfer none) (array zero-terminated=1): their addresses, in the order in which they are asked
 */
const char *const *
cs_relays_get_urls (CsRelays *self)
{
  return CS_RELAYS_GET_IFACE (self)->get_urls (self);
}

/**
 * cs_relays_ask_async:
 * @self: relays
 * @index: which one
 * @round: from 1; 0 would mean the newest, and is never asked for
 * @cancellable: (nullable): to give up
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Asks one relay once, within five seconds.
 */
void
cs_relays_ask_async (CsRelays           *self,
                     guint               index,
                     guint64             round,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  g_return_if_fail (CS_IS_RELAYS (self) && round >= 1);

  CS_RELAYS_GET_IFACE (self)->ask_async (self, index, round, cancellable, callback, user_data);
}

/**
 * cs_relays_ask_finish:
 * @self: relays
 * @result: from the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what the relay said, or %NULL with @error set when it said nothing
 */
CsRelayAnswer *
cs_relays_ask_finish (CsRelays     *self,
                      GAsyncResult *result,
                      GError      **error)
{
  return CS_RELAYS_GET_IFACE (self)->ask_finish (self, result, error);
}

/* It goes into the journal and the certificate as it came: nothing but a short line of plain letters does. */
static gboolean
is_plain (const char *date)
{
  gsize length = 0;

  for (; date[length] != '\0'; length++)
    if (length == MAX_DATE || !g_ascii_isprint (date[length]))
      return FALSE;
  return TRUE;
}

/**
 * cs_relay_answer_new:
 * @status: the HTTP status
 * @date: (nullable): the answer's Date, a stranger's; left out when it cannot be one
 * @date_s: the same, seconds since 1970 UTC, or 0
 * @body: what came
 *
 * Returns: (transfer full): an answer
 */
CsRelayAnswer *
cs_relay_answer_new (guint       status,
                     const char *date,
                     gint64      date_s,
                     GBytes     *body)
{
  CsRelayAnswer *self = g_new0 (CsRelayAnswer, 1);

  self->status = status;
  self->date = date != NULL && is_plain (date) ? g_strdup (date) : NULL;
  self->date_s = date_s;
  self->body = g_bytes_ref (body);
  return self;
}

/**
 * cs_relay_answer_free:
 * @self: (transfer full) (nullable): an answer
 */
void
cs_relay_answer_free (CsRelayAnswer *self)
{
  if (self == NULL)
    return;
  g_free (self->date);
  g_bytes_unref (self->body);
  g_free (self);
}

/**
 * cs_beacon_path:
 * @round: from 1
 *
 * Returns: (transfer full): where a relay keeps that round, with a slash in front
 */
char *
cs_beacon_path (guint64 round)
{
  return g_strdup_printf ("/" CS_BEACON_CHAIN "/public/%" G_GUINT64_FORMAT, round);
}

/**
 * cs_beacon_read:
 * @text: (array length=length): what a relay answered
 * @length: how many bytes
 * @round: which round was asked for
 * @error: return location for %CS_DRAW_ERROR_RELAYS
 *
 * Reads an answer (check A8): the round must be the one asked for, and what is called randomness the digest of the
 * signature.
 *
 * Returns: (transfer full) (nullable): the signature, or %NULL with @error set
 */
char *
cs_beacon_read (const char *text,
                gsize       length,
                guint64     round,
                GError    **error)
{
  g_autoptr (GError) wrong = NULL;
  g_autoptr (JsonNode) root = cs_json_parse_unique (text, length, &limits, &wrong);
  JsonObject *object = cs_json_root_object (root);
  const char *signature = cs_json_get_string (object, "signature");
  const char *randomness = cs_json_get_string (object, "randomness");
  CsHex value;

  if (object == NULL) {
    cs_draw_refuse (error, CS_DRAW_ERROR_RELAYS, "%s", wrong != NULL ? wrong->message : _("This is not a round of the beacon."));
    return NULL;
  }
  if (!is_round (json_object_get_member (object, "round"), round)) {
    cs_draw_refuse (error, CS_DRAW_ERROR_RELAYS, _("This is another round than the sealed one."));
    return NULL;
  }
  if (!cs_beacon_value (signature, value)) {
    cs_draw_refuse (error, CS_DRAW_ERROR_RELAYS, _("This round has no signature of 96 digits."));
    return NULL;
  }
  if (json_object_has_member (object, "randomness") && g_strcmp0 (randomness, value) != 0) {
    cs_draw_refuse (error, CS_DRAW_ERROR_RELAYS, _("The randomness of this round is not the digest of its signature."));
    return NULL;
  }
  return g_strdup (signature);
}

/**
 * cs_beacon_read_pasted:
 * @text: what somebody pasted or typed from a phone: a relay's whole answer, or the signature alone
 * @round: which round is waited for
 * @error: return location for %CS_DRAW_ERROR_RELAYS
 *
 * Returns: (transfer full) (nullable): the signature, or %NULL with @error set
 */
char *
cs_beacon_read_pasted (const char *text,
                       guint64     round,
                       GError    **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  GString *digits;
  g_autofree char *signature = NULL;

  if (stripped[0] == '{')
    return cs_beacon_read (stripped, strlen (stripped), round, error);
  digits = g_string_new (NULL);
  for (const char *p = stripped; *p != '\0'; p++)
    if (!g_ascii_isspace (*p))
      g_string_append_c (digits, g_ascii_tolower (*p));
  signature = g_string_free (digits, FALSE);
  if (cs_digest_is_hex (signature, 2 * CS_BEACON_SIGNATURE_BYTES))
    return g_steal_pointer (&signature);
  cs_draw_refuse (error, CS_DRAW_ERROR_RELAYS, _("Paste the relay’s whole answer, or the signature: 96 digits 0-9 a-f."));
  return NULL;
}

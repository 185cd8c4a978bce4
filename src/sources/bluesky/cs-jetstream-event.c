/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* memmem() */

#include "cs-jetstream-event.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#define TID_LENGTH 13
#define MAX_RKEY_BYTES 100
#define MAX_DID_BYTES 120
#define MAX_CID_BYTES 128
#define MIN_TIME_US G_GINT64_CONSTANT (1000000000000000) /* smaller numbers are sequence numbers of another protocol */
#define MAX_TIME_US (G_MAXINT64 >> 10) /* the year 2255; leaves room for the clock id of a TID */

static gboolean
holds (const char *frame,
       gsize       length,
       const char *needle)
{
  return frame != NULL && memmem (frame, length, needle, strlen (needle)) != NULL;
}

static gboolean
is_did (const char *text)
{
  return cs_json_is_id (text) && strlen (text) <= MAX_DID_BYTES && g_str_has_prefix (text, "did:") &&
         strchr (text, '/') == NULL;
}

/* A record key (https://atproto.com/specs/record-key), as far as it can stand in one of our ids. */
static gboolean
is_rkey (const char *text)
{
  return cs_json_is_id (text) && strlen (text) <= MAX_RKEY_BYTES && strchr (text, '/') == NULL &&
         strcmp (text, ".") != 0 && strcmp (text, "..") != 0;
}

static gboolean
refuse (GError **error)
{
  g_set_error_literal (error, CS_JSON_ERROR, CS_JSON_ERROR_SYNTAX, _("A message of the stream is incomplete."));
  return FALSE;
}

static CsJetstreamKind
commit_kind (const char *operation)
{
  if (g_strcmp0 (operation, "create") == 0)
    return CS_JETSTREAM_CREATE;
  if (g_strcmp0 (operation, "update") == 0)
    return CS_JETSTREAM_UPDATE;
  if (g_strcmp0 (operation, "delete") == 0)
    return CS_JETSTREAM_DELETE;
  return CS_JETSTREAM_OTHER;
}

static gboolean
read_commit (CsJetstreamEvent *self,
             JsonObject       *commit,
             GError          **error)
{
  const char *rkey = cs_json_get_string (commit, "rkey");

  if (g_strcmp0 (cs_json_get_string (commit, "collection"), CS_BLUESKY_POST_COLLECTION) != 0)
    return TRUE;
  self->kind = commit_kind (cs_json_get_string (commit, "operation"));
  if (self->kind == CS_JETSTREAM_OTHER)
    return TRUE;
  if (!is_rkey (rkey))
    return refuse (error);
  self->rkey = g_strdup (rkey);
  self->rev = cs_jetstream_rev_to_number (cs_json_get_string (commit, "rev"), self->time_us);
  if (self->kind == CS_JETSTREAM_DELETE)
    return TRUE;

  self->record = cs_json_get_object (commit, "record");
  if (self->record == NULL || !cs_jetstream_is_cid (cs_json_get_string (commit, "cid")))
    return refuse (error);
  self->cid = g_strdup (cs_json_get_string (commit, "cid"));
  return TRUE;
}

static gboolean
read_account (CsJetstreamEvent *self,
              JsonObject       *account,
              GError          **error)
{
  if (account == NULL)
    return refuse (error);
  /* Only this counts; more words for the status will come. */
  self->kind = cs_json_get_bool (account, "active", FALSE) ? CS_JETSTREAM_ACCOUNT_BACK : CS_JETSTREAM_ACCOUNT_GONE;
  return TRUE;
}

static gboolean
read_object (CsJetstreamEvent *self,
             JsonObject       *object,
             GError          **error)
{
  const char *kind = cs_json_get_string (object, "kind");
  const char *did = cs_json_get_string (object, "did");

  self->time_us = cs_json_get_int64 (object, "time_us", 0);
  if (kind == NULL || !is_did (did) || self->time_us < MIN_TIME_US || self->time_us > MAX_TIME_US)
    return refuse (error);
  self->did = g_strdup (did);
  if (strcmp (kind, "commit") == 0)
    return read_commit (self, cs_json_get_object (object, "commit"), error);
  if (strcmp (kind, "account") == 0)
    return read_account (self, cs_json_get_object (object, "account"), error);
  if (strcmp (kind, "identity") == 0)
    self->kind = CS_JETSTREAM_IDENTITY;
  return TRUE;
}

/**
 * cs_jetstream_may_concern:
 * @frame: (array length=length): a text frame
 * @length: how many bytes
 *
 * Tells quickly what need not be parsed: the posts of the whole network come by, and most carry no hashtag. What
 * is written with escapes is parsed to be sure.
 *
 * Returns: whether the frame may be a post with hashtags, a change or a removal, or about an account
 */
gboolean
cs_jetstream_may_concern (const char *frame,
                          gsize       length)
{
  return holds (frame, length, "facet#tag") || holds (frame, length, "\"tags\"") ||
         holds (frame, length, "\"delete\"") || holds (frame, length, "\"update\"") ||
         holds (frame, length, "\"account\"") || holds (frame, length, "\"identity\"") ||
         holds (frame, length, "\\u00") || !holds (frame, length, "\"create\"");
}

/**
 * cs_jetstream_peek_time_us:
 * @frame: (array length=length): a text frame
 * @length: how many bytes
 *
 * Reads the cursor of a frame without parsing it. The name cannot stand in a text: its quotes would be escaped there.
 *
 * Returns: microseconds since 1970 UTC, or 0 when there is none
 */
gint64
cs_jetstream_peek_time_us (const char *frame,
                           gsize       length)
{
  static const char name[] = "\"time_us\":";
  const char *found = frame != NULL ? memmem (frame, length, name, strlen (name)) : NULL;
  gint64 time_us = 0;
  guint n_digits = 0;

  if (found == NULL)
    return 0;
  for (const char *p = found + strlen (name); p < frame + length && g_ascii_isdigit (*p) && n_digits < 17; p++) {
    time_us = time_us * 10 + g_ascii_digit_value (*p);
    n_digits++;
  }
  return n_digits == 16 ? time_us : 0;
}

/**
 * cs_jetstream_is_cid:
 * @text: (nullable): what calls itself the address of some content
 *
 * See https://atproto.com/specs/data-model
 *
 * Returns: whether it may be one, and can stand in a web address
 */
gboolean
cs_jetstream_is_cid (const char *text)
{
  gsize length = text != NULL ? strspn (text, G_CSET_DIGITS G_CSET_A_2_Z G_CSET_a_2_z) : 0;

  return length >= 1 && length <= MAX_CID_BYTES && text[length] == '\0';
}

/**
 * cs_jetstream_rev_to_number:
 * @rev: (nullable): a revision, which is a TID
 * @time_us: stands in for one that cannot be read
 *
 * See https://atproto.com/specs/tid
 *
 * Returns: a number that grows from each change of an account to the next
 */
gint64
cs_jetstream_rev_to_number (const char *rev,
                            gint64      time_us)
{
  static const char letters[] = "234567abcdefghijklmnopqrstuvwxyz";
  guint64 number = 0;

  time_us = CLAMP (time_us, 0, MAX_TIME_US);
  if (rev == NULL || strlen (rev) != TID_LENGTH)
    return time_us << 10;
  for (guint i = 0; i < TID_LENGTH; i++) {
    const char *letter = strchr (letters, rev[i]);

    if (letter == NULL)
      return time_us << 10;
    number = number << 5 | (guint64) (letter - letters);
  }
  return (gint64) (number & G_MAXINT64);
}

/**
 * cs_jetstream_event_read:
 * @self: (out caller-allocates): where to; to be cleared in any case
 * @frame: (array length=length): a text frame
 * @length: how many bytes
 * @error: return location for a %CS_JSON_ERROR
 *
 * Reads a frame of the wire that /subscribe speaks, on hosts of both generations. Records are validated loosely by the
 * network: nothing is sure about their members. See https://github.com/bluesky-social/jetstream
 *
 * Returns: whether it could be read
 */
gboolean
cs_jetstream_event_read (CsJetstreamEvent *self,
                         const char       *frame,
                         gsize             length,
                         GError          **error)
{
  JsonObject *object;

  *self = (CsJetstreamEvent){ CS_JETSTREAM_OTHER };
  self->root = cs_json_parse (frame, length, NULL, error);
  if (self->root == NULL)
    return FALSE;
  object = cs_json_root_object (self->root);
  return object != NULL ? read_object (self, object, error) : refuse (error);
}

/**
 * cs_jetstream_event_clear:
 * @self: an event
 */
void
cs_jetstream_event_clear (CsJetstreamEvent *self)
{
  g_clear_pointer (&self->did, g_free);
  g_clear_pointer (&self->rkey, g_free);
  g_clear_pointer (&self->cid, g_free);
  g_clear_pointer (&self->root, json_node_unref);
  self->record = NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-seal.h"

#include "cs-beacon.h"
#include "cs-draw-error.h"
#include "cs-draw-text.h"
#include "cs-seal-lines.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TITLE "SEALED-DRAW/1"
#define BEACON "drand-quicknet:"
#define PSEUDONYM "pseudonym:"

static const char *const keys[] = {
  "draw",          "organiser",  "show",          "rules-sha256", "activity-sha256", "list-sha256", "list-count",
  "list-form",     "weighting",  "winners",       "alternates",   "anchor",          "anchor-time", "stage-input",
  "commitment",    "journal",    "journal-seals", "sealed-at",    "software",
};

#define N_KEYS G_N_ELEMENTS (keys)

typedef gboolean (*Reader) (CsSeal     *seal,
                            const char *value);

static gboolean
read_draw (CsSeal     *seal,
           const char *value)
{
  return cs_seal_keep (&seal->draw, value, cs_draw_is_name (value));
}

static gboolean
read_organiser (CsSeal     *seal,
                const char *value)
{
  return cs_seal_keep (&seal->organiser, value, cs_draw_is_text (value));
}

static gboolean
read_show (CsSeal     *seal,
           const char *value)
{
  return cs_seal_keep (&seal->show, value, cs_draw_is_text (value));
}

static gboolean
read_rules (CsSeal     *seal,
            const char *value)
{
  return cs_seal_keep_hex (&seal->rules, value);
}

static gboolean
read_activity (CsSeal     *seal,
               const char *value)
{
  return strcmp (value, "-") == 0 || cs_seal_keep_hex (&seal->activity, value);
}

static gboolean
read_list (CsSeal     *seal,
           const char *value)
{
  return cs_seal_keep_hex (&seal->list, value);
}

static gboolean
read_list_count (CsSeal     *seal,
                 const char *value)
{
  return cs_draw_read_decimal (value, strlen (value), G_MAXUINT32, &seal->n_participants);
}

static gboolean
read_list_form (CsSeal     *seal,
                const char *value)
{
  return strcmp (value, "clear") == 0 ||
         (g_str_has_prefix (value, PSEUDONYM) && cs_seal_keep_hex (&seal->salt, value + strlen (PSEUDONYM)));
}

static gboolean
read_weighting (CsSeal     *seal,
                const char *value)
{
  seal->tickets = strcmp (value, "tickets") == 0;
  return seal->tickets || strcmp (value, "none") == 0;
}

static gboolean
read_winners (CsSeal     *seal,
              const char *value)
{
  return cs_seal_read_count (&seal->n_winners, value, 1, CS_SEAL_MAX_WINNERS);
}

static gboolean
read_alternates (CsSeal     *seal,
                 const char *value)
{
  return cs_seal_read_count (&seal->n_alternates, value, 0, CS_SEAL_MAX_ALTERNATES);
}

static gboolean
read_anchor (CsSeal     *seal,
             const char *value)
{
  const char *round = value + strlen (BEACON CS_BEACON_CHAIN ":");

  if (strcmp (value, "dice") == 0)
    return TRUE;
  return g_str_has_prefix (value, BEACON CS_BEACON_CHAIN ":") &&
         cs_draw_read_decimal (round, strlen (round), G_MAXINT64 / 8, &seal->round) && seal->round >= 1;
}

static gboolean
read_anchor_time (CsSeal     *seal,
                  const char *value)
{
  return strcmp (value, "-") == 0 || cs_draw_read_time (value, &seal->round_s);
}

static gboolean
read_stage_input (CsSeal     *seal,
                  const char *value)
{
  return strcmp (value, "-") == 0 || cs_seal_keep (&seal->stage_input, value, cs_draw_is_stage (value, 1));
}

static gboolean
read_commitment (CsSeal     *seal,
                 const char *value)
{
  return strcmp (value, "-") == 0 || cs_seal_keep_hex (&seal->commitment, value);
}

static gboolean
read_journal (CsSeal     *seal,
              const char *value)
{
  return cs_seal_keep_hex (&seal->journal, value);
}

static gboolean
read_journal_seals (CsSeal     *seal,
                    const char *value)
{
  return cs_draw_read_decimal (value, strlen (value), G_MAXINT64, &seal->n_seals) && seal->n_seals >= 1;
}

static gboolean
read_sealed_at (CsSeal     *seal,
                const char *value)
{
  return cs_draw_read_time (value, &seal->sealed_s);
}

static gboolean
read_software (CsSeal     *seal,
               const char *value)
{
  return cs_seal_keep (&seal->software, value, cs_draw_is_text (value));
}

static const Reader readers[N_KEYS] = {
  read_draw,      read_organiser, read_show,        read_rules,       read_activity,   read_list,    read_list_count,
  read_list_form, read_weighting, read_winners,     read_alternates,  read_anchor,     read_anchor_time,
  read_stage_input, read_commitment, read_journal,  read_journal_seals, read_sealed_at, read_software,
};

static gboolean
check_beacon (const CsSeal *seal,
              GError      **error)
{
  g_autofree char *round = g_strdup_printf ("%" G_GUINT64_FORMAT, seal->round);
  gint64 lead_s;

  if (seal->round_s != cs_beacon_time_of (seal->round))
    return cs_draw_refuse (error, CS_DRAW_ERROR_ANCHOR, _("“anchor-time” is not the time of round %s."), round);
  lead_s = seal->round_s - seal->sealed_s;
  if (lead_s < CS_BEACON_MIN_LEAD_S || lead_s > CS_BEACON_MAX_LEAD_S)
    return cs_draw_refuse (error, CS_DRAW_ERROR_ANCHOR,
                           _("The round must come 6 seconds to 7 days after the sealing."));
  if (seal->commitment != NULL)
    return cs_draw_refuse (error, CS_DRAW_ERROR_ANCHOR, _("A draw with a round of the beacon has no “commitment”."));
  return TRUE;
}

static gboolean
check_dice (const CsSeal *seal,
            GError      **error)
{
  if (seal->round_s != G_MININT64)
    return cs_draw_refuse (error, CS_DRAW_ERROR_ANCHOR, _("A draw with dice has no “anchor-time”."));
  if (seal->stage_input != NULL)
    return cs_draw_refuse (error, CS_DRAW_ERROR_ANCHOR, _("A draw with dice has no “stage-input”."));
  if (seal->commitment == NULL)
    return cs_draw_refuse (error, CS_DRAW_ERROR_ANCHOR, _("A draw with dice needs a “commitment”."));
  return TRUE;
}

/* What one line alone cannot tell. */
static gboolean
check_anchor (const CsSeal *seal,
              GError      **error)
{
  return seal->round > 0 ? check_beacon (seal, error) : check_dice (seal, error);
}

static gboolean
read_line (gpointer    seal,
           guint       line,
           const char *value)
{
  return readers[line] (seal, value);
}

static const CsSealForm form = { TITLE, keys, N_KEYS, read_line };

static const char *
or_dash (const char *text)
{
  return text != NULL ? text : "-";
}

static char *
write_anchor (const CsSeal *self)
{
  g_autofree char *time = NULL;

  if (self->round == 0)
    return g_strdup ("anchor: dice\nanchor-time: -\n");
  time = cs_draw_write_time (self->round_s);
  return g_strdup_printf ("anchor: " BEACON CS_BEACON_CHAIN ":%" G_GUINT64_FORMAT "\nanchor-time: %s\n", self->round,
                          time);
}

/**
 * cs_seal_new:
 *
 * Returns: (transfer full): an empty seal, to be filled in and handed to cs_seal_write()
 */
CsSeal *
cs_seal_new (void)
{
  return g_new0 (CsSeal, 1);
}

/**
 * cs_seal_parse:
 * @text: (array length=length): the bytes of a seal
 * @length: how many
 * @flags: whether one of a rehearsal will do
 * @error: return location for %CS_DRAW_ERROR_SEAL or %CS_DRAW_ERROR_ANCHOR
 *
 * Reads a seal, refusing whatever is not exactly as the protocol writes it.
 *
 * Returns: (transfer full) (nullable): the seal with its fingerprint, or %NULL with @error set
 */
CsSeal *
cs_seal_parse (const char *text,
               gsize       length,
               CsSealFlags flags,
               GError    **error)
{
  g_autoptr (CsSeal) seal = cs_seal_new ();

  seal->round_s = G_MININT64;
  if (!cs_seal_lines_read (&form, text, length, flags, seal, &seal->rehearsal, error) || !check_anchor (seal, error))
    return NULL;
  cs_digest_of_bytes (text, length, seal->digest);
  return g_steal_pointer (&seal);
}

/**
 * cs_seal_free:
 * @self: (transfer full) (nullable): a seal
 */
void
cs_seal_free (CsSeal *self)
{
  if (self == NULL)
    return;
  g_free (self->draw);
  g_free (self->organiser);
  g_free (self->show);
  g_free (self->rules);
  g_free (self->activity);
  g_free (self->list);
  g_free (self->salt);
  g_free (self->stage_input);
  g_free (self->commitment);
  g_free (self->journal);
  g_free (self->software);
  g_free (self);
}

/**
 * cs_seal_write:
 * @self: a seal whose fields are all set
 *
 * Writes the text. Whether it is one that may be sealed only cs_seal_parse() can tell.
 *
 * Returns: (transfer full): the text
 */
char *
cs_seal_write (const CsSeal *self)
{
  g_autofree char *anchor = write_anchor (self);
  g_autofree char *sealed = cs_draw_write_time (self->sealed_s);
  GString *text = g_string_new (TITLE);

  if (self->rehearsal)
    g_string_append (text, CS_SEAL_REHEARSAL);
  g_string_append_printf (text, "\ndraw: %s\norganiser: %s\nshow: %s\n", self->draw, self->organiser, self->show);
  g_string_append_printf (text, "rules-sha256: %s\nactivity-sha256: %s\nlist-sha256: %s\n", self->rules,
                          or_dash (self->activity), self->list);
  g_string_append_printf (text, "list-count: %" G_GUINT64_FORMAT "\nlist-form: %s%s\nweighting: %s\n",
                          self->n_participants, self->salt != NULL ? PSEUDONYM : "clear",
                          self->salt != NULL ? self->salt : "", self->tickets ? "tickets" : "none");
  g_string_append_printf (text, "winners: %u\nalternates: %u\n%s", self->n_winners, self->n_alternates, anchor);
  g_string_append_printf (text, "stage-input: %s\ncommitment: %s\njournal: %s\n", or_dash (self->stage_input),
                          or_dash (self->commitment), self->journal);
  g_string_append_printf (text, "journal-seals: %" G_GUINT64_FORMAT "\nsealed-at: %s\nsoftware: %s\n", self->n_seals,
                          sealed, self->software);
  return g_string_free (text, FALSE);
}

/**
 * cs_seal_group_digest:
 * @digest: 64 hexadecimal digits
 *
 * Returns: (transfer full): them as eight groups of eight with spaces between, for screens and paper
 */
char *
cs_seal_group_digest (const char *digest)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; digest[i] != '\0'; i++) {
    if (i > 0 && i % 8 == 0)
      g_string_append_c (text, ' ');
    g_string_append_c (text, digest[i]);
  }
  return g_string_free (text, FALSE);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-record-files.h"

#include "cs-record-posts.h"

#include <gio/gio.h>
#include <string.h>

#define RULE "\n----------------------------------------\n\n"

GResource *cs_contest_get_resource (void);

static const CsNetwork published[] = { CS_NETWORK_MASTODON, CS_NETWORK_BLUESKY, CS_NETWORK_YOUTUBE, CS_NETWORK_TWITCH };

static void
add_bytes (GPtrArray  *files,
           const char *name,
           GBytes     *bytes)
{
  if (bytes != NULL)
    cs_record_files_add (files, name, bytes);
}

static gboolean
add_printed (GPtrArray      *files,
             const CsRecord *record,
             const char     *language,
             gboolean        in_clear,
             GError        **error)
{
  g_autoptr (CsWords) words = cs_words_new (language);
  g_autofree char *name = g_strconcat (in_clear ? CS_RECORD_PRIVATE : "", cs_words_get (words, "file"), NULL);
  g_autoptr (GBytes) pdf = cs_record_print (record, language, in_clear, error);

  add_bytes (files, name, pdf);
  return pdf != NULL;
}

static void
append_posts (GString    *text,
              CsNetwork   network,
              const char *name,
              GStrv       posts)
{
  for (char **post = posts; *post != NULL; post++)
    g_string_append_printf (text, "%s, %s [%u/%u]\n\n%s" RULE, cs_network_get_name (network), name, cs_posts_count (*post),
                            cs_posts_limit_of (network), *post);
}

static void
add_posts (GPtrArray      *files,
           const CsRecord *record,
           const char     *language)
{
  g_autoptr (CsWords) words = cs_words_new (language);
  g_autofree char *name = g_strdup_printf (CS_RECORD_PRIVATE "posts.%s.txt", cs_words_is_french (words) ? "fr" : "en");
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (published); i++) {
    g_auto (GStrv) sealed = cs_posts_of_seal (record->draw->seal, record->details, published[i], words);
    g_auto (GStrv) won = cs_posts_of_winners (record, published[i], words);

    append_posts (text, published[i], cs_words_get (words, "seal"), sealed);
    append_posts (text, published[i], cs_words_get (words, "winners"), won);
  }
  cs_record_files_add_text (files, name, text->str);
}

static guint
last_called (const CsRecord *record)
{
  guint last = (guint) cs_ranking_get_n_named (record->draw->ranking);

  for (guint i = 0; i < record->holders->len; i++)
    last = MAX (last, g_array_index (record->holders, CsRecordHolder, i).rank);
  return last;
}

static void
add_messages (GPtrArray      *files,
              const CsRecord *record,
              const char     *language)
{
  g_autoptr (CsWords) words = cs_words_new (language);
  g_autofree char *name = g_strdup_printf (CS_RECORD_PRIVATE "messages.%s.txt", cs_words_is_french (words) ? "fr" : "en");
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint rank = 1; rank <= last_called (record); rank++) {
    g_autofree char *message = cs_message_to_rank (record, rank, words);

    if (message != NULL)
      g_string_append_printf (text, "%s" RULE, message);
  }
  cs_record_files_add_text (files, name, text->str);
}

/* The response as the authority gave it, which openssl checks. */
static void
add_stamp (GPtrArray      *files,
           const CsRecord *record)
{
  GPtrArray *proofs = record->draw->certificate->proofs;

  for (guint i = 0; i < proofs->len; i++) {
    const CsPriorProof *proof = proofs->pdata[i];
    g_autoptr (GBytes) token = NULL;
    guchar *data;
    gsize size;

    if (proof->token == NULL || strcmp (proof->type, "rfc3161") != 0 || cs_record_files_find (files, "seal.tsr") != NULL)
      continue;
    data = g_base64_decode (proof->token, &size);
    token = g_bytes_new_take (data, size);
    cs_record_files_add (files, "seal.tsr", token);
  }
}

static void
append_about (GString       *text,
              GPtrArray     *files,
              const CsWords *words,
              const char    *file,
              const char    *about)
{
  if (cs_record_files_find (files, file) != NULL)
    g_string_append_printf (text, "%-24s %s\n", file, cs_words_get (words, about));
}

static char *
write_readme (const CsRecord *record,
              GPtrArray      *files,
              const CsWords  *words)
{
  static const struct {
    const char *file, *about;
  } lines[] = {
    { "certificate.json", "readme-certificate" }, { "list.txt", "readme-list" },   { "seal.txt", "readme-seal" },
    { "rules.txt", "readme-rules" },              { "seal.tsr", "readme-stamp" },  { "draw-verifier.html", "readme-verifier" },
    { "record.fr.pdf", "readme-record" },         { "record.en.pdf", "readme-record" },
    { CS_RECORD_PRIVATE "participants.csv", "readme-private-list" },
    { CS_RECORD_PRIVATE "activity.txt", "readme-private-activity" },
  };
  const CsSeal *seal = record->draw->seal;
  GString *text = g_string_new (NULL);
  g_autofree char *title = cs_words_fill (words, "readme-title", "draw", seal->draw, "organiser", seal->organiser, "show", seal->show, NULL);
  g_autofree char *groups = cs_seal_group_digest (seal->digest);

  g_string_append_printf (text, "%s\n\n", title);
  if (record->rehearsal)
    g_string_append_printf (text, "%s\n\n", cs_words_get (words, "rehearsal"));
  g_string_append_printf (text, "%s\n%s\n\n", cs_words_get (words, "fingerprint"), groups);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    append_about (text, files, words, lines[i].file, lines[i].about);
  g_string_append_printf (text, "%-24s %s\n\n%s\n", CS_RECORD_SUMS, cs_words_get (words, "readme-sums"), cs_words_get (words, "readme-private"));
  if (!record->rehearsal)
    g_string_append_printf (text, "\n%s\n", cs_words_get (words, "verify-1"));
  g_string_append_printf (text, "\n%s\n", cs_words_get (words, "verify-5"));
  return g_string_free (text, FALSE);
}

static void
add_readme (GPtrArray         *files,
            const CsRecord    *record,
            const char *const *languages)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; languages[i] != NULL; i++) {
    g_autoptr (CsWords) words = cs_words_new (languages[i]);
    g_autofree char *one = write_readme (record, files, words);

    g_string_append_printf (text, "%s%s", i > 0 ? RULE : "", one);
  }
  cs_record_files_add_text (files, "README.txt", text->str);
}

static void
add_private (GPtrArray         *files,
             const CsRecord    *record,
             const char *const *languages)
{
  g_autofree char *table = cs_record_write_table (record);

  cs_record_files_add_text (files, CS_RECORD_PRIVATE "participants.csv", table);
  add_bytes (files, CS_RECORD_PRIVATE "activity.txt", record->activity);
  for (guint i = 0; languages[i] != NULL; i++) {
    add_posts (files, record, languages[i]);
    add_messages (files, record, languages[i]);
  }
}

/**
 * cs_record_make_files:
 * @record: a record
 * @languages: (array zero-terminated=1): "fr", "en"
 * @error: return location
 *
 * Makes everything that is handed out after a draw. What is in clear, and what only the organiser needs, lies in the
 * folder "private". Never on the main thread.
 *
 * Returns: (transfer full) (nullable) (element-type CsRecordFile): the files with their digests, or %NULL with @error set
 */
GPtrArray *
cs_record_make_files (const CsRecord    *record,
                      const char *const *languages,
                      GError           **error)
{
  g_autoptr (GPtrArray) files = cs_record_files_new ();
  g_autoptr (GBytes) verifier =
    g_resource_lookup_data (cs_contest_get_resource (), "/app/coulisses/contest/draw-verifier.html", 0, NULL);

  add_bytes (files, "certificate.json", record->certificate);
  cs_record_files_add_text (files, "seal.txt", record->draw->certificate->seal);
  add_bytes (files, "list.txt", cs_draw_list_get_bytes (record->draw->list));
  add_bytes (files, "rules.txt", record->rules);
  add_bytes (files, "draw-verifier.html", verifier);
  add_stamp (files, record);
  for (guint i = 0; languages[i] != NULL; i++)
    if (!add_printed (files, record, languages[i], FALSE, error) ||
        (record->names != NULL && !add_printed (files, record, languages[i], TRUE, error)))
      return NULL;
  add_private (files, record, languages);
  add_readme (files, record, languages);
  cs_record_files_add_sums (files);
  return g_steal_pointer (&files);
}

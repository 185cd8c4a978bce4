/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-version.h"

#include "cs-search.h"

#include <string.h>

/**
 * cs_version_from_hex:
 * @hex: (nullable): a version as #CsPost has it
 * @bytes: (out): the same, as the file has it
 *
 * Returns: whether @hex is a version
 */
gboolean
cs_version_from_hex (const char *hex,
                     guint8      bytes[CS_VERSION_BYTES])
{
  if (hex == NULL || strlen (hex) != CS_VERSION_LENGTH)
    return FALSE;
  for (guint i = 0; i < CS_VERSION_BYTES; i++) {
    int high = g_ascii_xdigit_value (hex[2 * i]), low = g_ascii_xdigit_value (hex[2 * i + 1]);

    if (high < 0 || low < 0)
      return FALSE;
    bytes[i] = high << 4 | low;
  }
  return TRUE;
}

/**
 * cs_version_to_hex:
 * @bytes: (nullable) (array length=size): a version as the file has it
 * @size: how many bytes
 * @hex: (out): the same, as #CsPost has it; "" when it is none
 */
void
cs_version_to_hex (const guint8 *bytes,
                   gsize         size,
                   char          hex[CS_VERSION_LENGTH + 1])
{
  static const char digits[] = "0123456789abcdef";

  hex[0] = '\0';
  if (bytes == NULL || size != CS_VERSION_BYTES)
    return;
  for (guint i = 0; i < CS_VERSION_BYTES; i++) {
    hex[2 * i] = digits[bytes[i] >> 4];
    hex[2 * i + 1] = digits[bytes[i] & 15];
  }
  hex[CS_VERSION_LENGTH] = '\0';
}

/* A hashtag or link that holds the separator is none. */
static gboolean
is_storable (const char *item)
{
  return *item != '\0' && strstr (item, CS_VERSION_SEPARATOR) == NULL;
}

static char *
join_list (GStrv list)
{
  GString *joined = NULL;

  for (guint i = 0; list[i] != NULL; i++) {
    if (!is_storable (list[i]))
      continue;
    if (joined == NULL)
      joined = g_string_new (list[i]);
    else
      g_string_append_printf (joined, CS_VERSION_SEPARATOR "%s", list[i]);
  }
  return joined != NULL ? g_string_free (joined, FALSE) : NULL;
}

static gboolean
insert_media (CsWriter     *writer,
              gint64        version_id,
              const CsPost *post,
              GError      **error)
{
  for (guint i = 0; i < post->media->len; i++) {
    const CsMedia *media = post->media->pdata[i];
    g_autoptr (CsStatement) row = NULL;

    row = cs_database_prepare (writer->db, "INSERT INTO media VALUES (?, ?, ?, ?, ?, ?, ?, ?)", error);
    if (row == NULL)
      return FALSE;
    cs_statement_set_int (row, 1, version_id);
    cs_statement_set_int (row, 2, i);
    cs_statement_set_int (row, 3, media->kind);
    cs_statement_set_text (row, 4, media->url);
    cs_statement_set_text (row, 5, media->thumb_url);
    cs_statement_set_text (row, 6, media->alt);
    cs_statement_set_int (row, 7, media->width);
    cs_statement_set_int (row, 8, media->height);
    if (!cs_statement_run (row, error))
      return FALSE;
  }
  return TRUE;
}

static void
set_texts (CsStatement  *row,
           const CsPost *post)
{
  cs_statement_set_text (row, 11, post->raw_text);
  if (strcmp (post->text, post->raw_text) != 0)
    cs_statement_set_text (row, 12, post->text);
  cs_statement_set_text (row, 13, post->html);
  cs_statement_set_text (row, 14, post->language);
  cs_statement_set_text (row, 15, post->warning);
  cs_statement_set_int (row, 16, post->is_public);
  cs_statement_set_int (row, 17, post->sensitive);
  cs_statement_set_int (row, 18, post->unreadable);
  cs_statement_set_text (row, 19, post->reply_to);
  cs_statement_set_text (row, 20, post->quote_of);
  cs_statement_set_int (row, 23, post->n_replies);
  cs_statement_set_int (row, 24, post->n_reposts);
  cs_statement_set_int (row, 25, post->n_likes);
}

/**
 * cs_version_insert:
 * @writer: in a transaction
 * @post_id: the post
 * @previous_id: the version before, or 0
 * @account_version_id: its author as this version shows them
 * @post: the post in this version, sealed
 * @seen_us: when this version was seen
 * @error: return location
 *
 * Returns: the new row, or 0
 */
gint64
cs_version_insert (CsWriter     *writer,
                   gint64        post_id,
                   gint64        previous_id,
                   gint64        account_version_id,
                   const CsPost *post,
                   gint64        seen_us,
                   GError      **error)
{
  g_autofree char *tags = join_list (post->tags);
  g_autofree char *links = join_list (post->links);
  g_autoptr (CsStatement) row = NULL;
  guint8 version[CS_VERSION_BYTES] = { 0 };
  gint64 id;

  cs_version_from_hex (post->version, version);
  row = cs_database_prepare (writer->db,
                             "INSERT INTO post_version VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                             " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", error);
  if (row == NULL)
    return 0;
  cs_statement_set_int (row, 1, post_id);
  cs_statement_set_id (row, 2, previous_id);
  cs_statement_set_int (row, 3, account_version_id);
  cs_statement_set_blob (row, 4, version, sizeof version);
  cs_statement_set_int (row, 5, seen_us);
  cs_statement_set_int (row, 6, post->edited_us);
  cs_statement_set_text (row, 7, post->host);
  cs_statement_set_text (row, 8, post->native_id);
  cs_statement_set_text (row, 9, post->uri);
  cs_statement_set_text (row, 10, post->web_url);
  set_texts (row, post);
  cs_statement_set_text (row, 21, tags);
  cs_statement_set_text (row, 22, links);
  if (!cs_statement_run (row, error))
    return 0;
  id = sqlite3_last_insert_rowid (cs_database_get_handle (writer->db));
  return insert_media (writer, id, post, error) ? id : 0;
}

static gboolean
run_tags (CsWriter     *writer,
          const char   *sql,
          gint64        post_id,
          const CsPost *post,
          GError      **error)
{
  for (guint i = 0; post->tags[i] != NULL; i++) {
    g_autofree char *folded = NULL;
    g_autoptr (CsStatement) row = NULL;

    if (!is_storable (post->tags[i]))
      continue;
    row = cs_database_prepare (writer->db, sql, error);
    if (row == NULL)
      return FALSE;
    folded = g_utf8_casefold (post->tags[i], -1);
    cs_statement_set_text (row, 1, folded);
    cs_statement_set_int (row, 2, post_id);
    if (!cs_statement_run (row, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
run_words (CsWriter     *writer,
           const char   *sql,
           gint64        post_id,
           const CsPost *post,
           GError      **error)
{
  g_autofree char *body = cs_search_body (post);
  g_autoptr (CsStatement) row = cs_database_prepare (writer->db, sql, error);

  if (row == NULL)
    return FALSE;
  cs_statement_set_int (row, 1, post_id);
  cs_statement_set_text (row, 2, body);
  return cs_statement_run (row, error);
}

/**
 * cs_version_index:
 * @writer: in a transaction
 * @post_id: the post
 * @post: its current version
 * @error: return location
 *
 * Makes the post findable by its words and hashtags.
 *
 * Returns: whether it succeeded
 */
gboolean
cs_version_index (CsWriter     *writer,
                  gint64        post_id,
                  const CsPost *post,
                  GError      **error)
{
  return run_words (writer, "INSERT INTO words (rowid, body) VALUES (?, ?)", post_id, post, error) &&
         run_tags (writer, "INSERT OR IGNORE INTO tag VALUES (?, ?)", post_id, post, error);
}

/**
 * cs_version_unindex:
 * @writer: in a transaction
 * @post_id: the post
 * @post: the version with which it was made findable, to the byte
 * @error: return location
 *
 * Makes the post no longer findable by that version.
 *
 * Returns: whether it succeeded
 */
gboolean
cs_version_unindex (CsWriter     *writer,
                    gint64        post_id,
                    const CsPost *post,
                    GError      **error)
{
  return run_words (writer, "INSERT INTO words (words, rowid, body) VALUES ('delete', ?, ?)", post_id, post, error) &&
         run_tags (writer, "DELETE FROM tag WHERE name = ? AND post_id = ?", post_id, post, error);
}

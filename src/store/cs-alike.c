/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-alike.h"

#include "cs-skeleton.h"

#include <string.h>

/* Fewer letters than this say nothing in particular. */
#define MIN_LETTERS 8

static gint64
digest (const char *letters)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_MD5);
  guint8 bytes[16];
  gsize size = sizeof bytes;
  gint64 key;

  g_checksum_update (sum, (const guchar *) letters, -1);
  g_checksum_get_digest (sum, bytes, &size);
  memcpy (&key, bytes, sizeof key);
  key = GINT64_FROM_LE (key);
  return key != 0 ? key : 1;
}

/**
 * cs_alike_key:
 * @post: a sealed post
 *
 * Posts that say nearly the same (see cs_skeleton_of_text()) have the same key.
 *
 * Returns: the key, or 0 when the text is too short to be like another
 */
gint64
cs_alike_key (const CsPost *post)
{
  g_autofree char *letters = cs_skeleton_of_text (post->text);

  return g_utf8_strlen (letters, -1) >= MIN_LETTERS ? digest (letters) : 0;
}

/**
 * cs_alike_count:
 * @writer: in a transaction
 * @key: what the posts have in common
 * @post_id: the post that comes or goes
 * @posts: 1 for one post more, -1 for one less
 * @error: return location
 *
 * Returns: whether it succeeded
 */
gboolean
cs_alike_count (CsWriter *writer,
                gint64    key,
                gint64    post_id,
                int       posts,
                GError  **error)
{
  g_autoptr (CsStatement) row = NULL;
  CsTouched touched = { .key = key };

  row = cs_database_prepare (writer->db,
                             "INSERT INTO alike VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE"
                             " SET posts = posts + excluded.posts, last_id = max (last_id, excluded.last_id)"
                             " RETURNING posts", error);
  if (row == NULL)
    return FALSE;
  cs_statement_set_int (row, 1, key);
  cs_statement_set_int (row, 2, posts);
  cs_statement_set_int (row, 3, post_id);
  if (cs_statement_step (row, error) != CS_STEP_ROW)
    return FALSE;
  touched.posts = cs_statement_get_int (row, 0);
  g_array_append_val (writer->change->alikes, touched);
  return TRUE;
}

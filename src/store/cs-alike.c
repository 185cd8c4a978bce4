/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-alike.h"

#include "cs-skeleton.h"

#include <string.h>

/* Fewer letters than this say nothing in particular. */
#define MIN_LETTERS 8
/* How many texts are remembered, roughly: copies come in waves. A text said twice within so many posts makes
 * a group, which then stays open for the whole show. */
#define RECENT 16384

/* Which post said it last, by the key's low bits; a later text takes the place of an earlier. An index of
 * all texts would have to be written at a random place for every post. */
struct _CsAlikes {
  struct {
    gint64 key;
    gint64 post_id;
  } recent[RECENT];
};

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

static void
remember (CsAlikes *self,
          gint64    key,
          gint64    post_id)
{
  guint place = (guint64) key % RECENT;

  self->recent[place].key = key;
  self->recent[place].post_id = post_id;
}

static gint64
recall (CsAlikes *self,
        gint64    key)
{
  guint place = (guint64) key % RECENT;

  return self->recent[place].key == key ? self->recent[place].post_id : 0;
}

/* What is remembered may have been rolled back, edited or removed since. */
static gboolean
still_says (CsWriter *writer,
            gint64    post_id,
            gint64    key,
            gboolean *says,
            GError  **error)
{
  g_autoptr (CsStatement) row = NULL;
  CsStep step;

  row = cs_database_prepare (writer->db, "SELECT 1 FROM post WHERE id = ? AND alike_key = ? AND gone_how = 0", error);
  if (row == NULL)
    return FALSE;
  cs_statement_set_int (row, 1, post_id);
  cs_statement_set_int (row, 2, key);
  step = cs_statement_step (row, error);
  *says = step == CS_STEP_ROW;
  return step != CS_STEP_FAILED;
}

static gboolean
read_group (CsWriter *writer,
            gint64    key,
            gint64   *posts,
            gint64   *last_id,
            GError  **error)
{
  g_autoptr (CsStatement) row = NULL;
  CsStep step;

  row = cs_database_prepare (writer->db, "SELECT posts, last_id FROM alike_group WHERE key = ?", error);
  if (row == NULL)
    return FALSE;
  cs_statement_set_int (row, 1, key);
  step = cs_statement_step (row, error);
  *posts = step == CS_STEP_ROW ? cs_statement_get_int (row, 0) : -1;
  *last_id = step == CS_STEP_ROW ? cs_statement_get_int (row, 1) : 0;
  return step != CS_STEP_FAILED;
}

static gboolean
write_group (CsWriter *writer,
             gint64    key,
             gint64    posts,
             gint64    last_id,
             GError  **error)
{
  CsTouched touched = { .key = key, .posts = posts };
  g_autoptr (CsStatement) row = NULL;

  row = cs_database_prepare (writer->db,
                             "INSERT INTO alike_group VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE"
                             " SET posts = excluded.posts, last_id = excluded.last_id", error);
  if (row == NULL)
    return FALSE;
  cs_statement_set_int (row, 1, key);
  cs_statement_set_int (row, 2, posts);
  cs_statement_set_int (row, 3, last_id);
  g_array_append_val (writer->change->alikes, touched);
  return cs_statement_run (row, error);
}

static gboolean
run_member (CsWriter   *writer,
            const char *sql,
            gint64      key,
            gint64      post_id,
            GError    **error)
{
  g_autoptr (CsStatement) row = cs_database_prepare (writer->db, sql, error);

  if (row == NULL)
    return FALSE;
  cs_statement_set_int (row, 1, key);
  cs_statement_set_int (row, 2, post_id);
  return cs_statement_run (row, error);
}

static gboolean
add_member (CsWriter *writer,
            gint64    key,
            gint64    post_id,
            GError  **error)
{
  return run_member (writer, "INSERT OR IGNORE INTO alike VALUES (?, ?)", key, post_id, error);
}

static gboolean
open_group (CsWriter *writer,
            gint64    key,
            gint64    first_id,
            gint64    second_id,
            GError  **error)
{
  return write_group (writer, key, 2, second_id, error) && add_member (writer, key, first_id, error) &&
         add_member (writer, key, second_id, error);
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
 * cs_alikes_new:
 * @db: the connection that writes
 * @last_post_id: the last post in the file
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what the last posts said; free with g_free()
 */
CsAlikes *
cs_alikes_new (CsDatabase *db,
               gint64      last_post_id,
               GError    **error)
{
  g_autofree CsAlikes *self = g_new0 (CsAlikes, 1);
  g_autoptr (CsStatement) row = NULL;
  CsStep step;

  row = cs_database_prepare (db, "SELECT alike_key, id FROM post WHERE id > ? ORDER BY id", error);
  if (row == NULL)
    return NULL;
  cs_statement_set_int (row, 1, last_post_id - RECENT);
  while ((step = cs_statement_step (row, error)) == CS_STEP_ROW)
    if (cs_statement_get_int (row, 0) != 0)
      remember (self, cs_statement_get_int (row, 0), cs_statement_get_int (row, 1));
  return step == CS_STEP_DONE ? g_steal_pointer (&self) : NULL;
}

/**
 * cs_alikes_join:
 * @writer: in a transaction
 * @key: what a post says, as cs_alike_key() has it
 * @post_id: the post
 * @error: return location
 *
 * Puts the post with those that say nearly the same.
 *
 * Returns: whether it succeeded
 */
gboolean
cs_alikes_join (CsWriter *writer,
                gint64    key,
                gint64    post_id,
                GError  **error)
{
  gint64 posts, last_id, other_id;
  gboolean says = FALSE;

  if (!read_group (writer, key, &posts, &last_id, error))
    return FALSE;
  if (posts >= 0)
    return write_group (writer, key, posts + 1, MAX (last_id, post_id), error) &&
           add_member (writer, key, post_id, error);
  other_id = recall (writer->alikes, key);
  if (other_id != 0 && other_id != post_id && !still_says (writer, other_id, key, &says, error))
    return FALSE;
  remember (writer->alikes, key, post_id);
  return !says || open_group (writer, key, other_id, post_id, error);
}

/**
 * cs_alikes_leave:
 * @writer: in a transaction
 * @key: what a post said
 * @post_id: the post
 * @error: return location
 *
 * Returns: whether it succeeded
 */
gboolean
cs_alikes_leave (CsWriter *writer,
                 gint64    key,
                 gint64    post_id,
                 GError  **error)
{
  gint64 posts, last_id;

  if (!read_group (writer, key, &posts, &last_id, error))
    return FALSE;
  if (posts < 0)
    return TRUE;
  if (!run_member (writer, "DELETE FROM alike WHERE key = ? AND post_id = ?", key, post_id, error))
    return FALSE;
  return sqlite3_changes (cs_database_get_handle (writer->db)) == 0 ||
         write_group (writer, key, posts - 1, last_id, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-post-keys.h"

#include <string.h>

/* Ids and uris that are made of a person's name and a number that grows with time are stored with that
 * number first: then a thousand new keys are written to a few pages, else to a thousand. */
static char *
make_key (const char *native_id)
{
  const char *slash = strrchr (native_id, '/');

  if (slash == NULL || slash[1] == '\0' || strchr (native_id, ' ') != NULL)
    return g_strdup (native_id);
  return g_strdup_printf ("%s %.*s", slash + 1, (int) (slash + 1 - native_id), native_id);
}

static void
set_key (CsStatement *row,
         CsNetwork    network,
         const char  *host,
         const char  *key)
{
  cs_statement_set_int (row, 1, network);
  cs_statement_set_text (row, 2, host);
  cs_statement_set_text (row, 3, key);
}

static gboolean
find_int (CsDatabase *db,
          const char *sql,
          CsNetwork   network,
          const char *host,
          const char *native_id,
          gint64     *value,
          GError    **error)
{
  g_autofree char *key = make_key (native_id);
  g_autoptr (CsStatement) row = cs_database_prepare (db, sql, error);
  CsStep step;

  *value = 0;
  if (row == NULL)
    return FALSE;
  set_key (row, network, host, key);
  step = cs_statement_step (row, error);
  if (step == CS_STEP_ROW)
    *value = cs_statement_get_int (row, 0);
  return step != CS_STEP_FAILED;
}

static gboolean
insert (CsWriter   *writer,
        const char *sql,
        CsNetwork   network,
        const char *host,
        const char *native_id,
        gint64      value,
        GError    **error)
{
  g_autofree char *key = make_key (native_id);
  g_autoptr (CsStatement) row = cs_database_prepare (writer->db, sql, error);

  if (row == NULL)
    return FALSE;
  set_key (row, network, host, key);
  cs_statement_set_int (row, 4, value);
  return cs_statement_run (row, error);
}

/**
 * cs_post_keys_find:
 * @db: a connection of the calling thread
 * @network: where
 * @host: seen on which server; "" together with a uri
 * @native_id: its id there, or its uri
 * @post_id: (out): its row, or 0
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
cs_post_keys_find (CsDatabase *db,
                   CsNetwork   network,
                   const char *host,
                   const char *native_id,
                   gint64     *post_id,
                   GError    **error)
{
  return find_int (db, "SELECT post_id FROM post_key WHERE network = ? AND host = ? AND key = ?", network,
                   host, native_id, post_id, error);
}

/**
 * cs_post_keys_find_anywhere:
 * @db: a connection of the calling thread
 * @network: where
 * @native_id: its id on whichever server
 * @post_id: (out): its row, or 0 when there is none or several
 * @error: return location
 *
 * Looks at all keys of the network: for a person who waits, not for a program.
 *
 * Returns: whether it could be looked up
 */
gboolean
cs_post_keys_find_anywhere (CsDatabase *db,
                            CsNetwork   network,
                            const char *native_id,
                            gint64     *post_id,
                            GError    **error)
{
  g_autofree char *key = make_key (native_id);
  g_autoptr (CsStatement) row = NULL;
  CsStep step;

  *post_id = 0;
  row = cs_database_prepare (db,
                             "SELECT max (post_id), count (DISTINCT post_id) FROM post_key"
                             " WHERE network = ? AND key = ?", error);
  if (row == NULL)
    return FALSE;
  cs_statement_set_int (row, 1, network);
  cs_statement_set_text (row, 2, key);
  step = cs_statement_step (row, error);
  if (step == CS_STEP_ROW && cs_statement_get_int (row, 1) == 1)
    *post_id = cs_statement_get_int (row, 0);
  return step != CS_STEP_FAILED;
}

/**
 * cs_post_keys_find_post:
 * @writer: in a transaction
 * @post: a sealed post
 * @post_id: (out): its row, or 0
 * @error: return location
 *
 * The same post seen through two servers has two ids and one uri: it is found by either, and remembered
 * under both.
 *
 * Returns: whether it could be looked up
 */
gboolean
cs_post_keys_find_post (CsWriter     *writer,
                        const CsPost *post,
                        gint64       *post_id,
                        GError      **error)
{
  if (!cs_post_keys_find (writer->db, post->network, post->host, post->native_id, post_id, error))
    return FALSE;
  if (*post_id != 0 || post->uri == NULL)
    return TRUE;
  if (!cs_post_keys_find (writer->db, post->network, "", post->uri, post_id, error))
    return FALSE;
  return *post_id == 0 || cs_post_keys_add (writer, post, *post_id, error);
}

/**
 * cs_post_keys_add:
 * @writer: in a transaction
 * @post: a sealed post
 * @post_id: its row
 * @error: return location
 *
 * Remembers the post under all its names.
 *
 * Returns: whether it succeeded
 */
gboolean
cs_post_keys_add (CsWriter     *writer,
                  const CsPost *post,
                  gint64        post_id,
                  GError      **error)
{
  static const char sql[] = "INSERT OR IGNORE INTO post_key VALUES (?, ?, ?, ?)";

  return insert (writer, sql, post->network, post->host, post->native_id, post_id, error) &&
         (post->uri == NULL || insert (writer, sql, post->network, "", post->uri, post_id, error));
}

/**
 * cs_post_keys_bury:
 * @writer: in a transaction
 * @network: where
 * @host: seen on which server
 * @native_id: a post, whether it was ever seen or not
 * @gone_us: when it was removed
 * @error: return location
 *
 * Returns: whether it succeeded
 */
gboolean
cs_post_keys_bury (CsWriter   *writer,
                   CsNetwork   network,
                   const char *host,
                   const char *native_id,
                   gint64      gone_us,
                   GError    **error)
{
  return insert (writer, "INSERT OR IGNORE INTO tombstone VALUES (?, ?, ?, ?)", network, host, native_id, gone_us,
                 error);
}

/**
 * cs_post_keys_is_buried:
 * @writer: in a transaction
 * @post: a sealed post
 * @gone_us: (out): when it was removed, or 0
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
cs_post_keys_is_buried (CsWriter     *writer,
                        const CsPost *post,
                        gint64       *gone_us,
                        GError      **error)
{
  static const char sql[] = "SELECT gone_us FROM tombstone WHERE network = ? AND host = ? AND key = ?";

  if (!find_int (writer->db, sql, post->network, post->host, post->native_id, gone_us, error))
    return FALSE;
  return *gone_us != 0 || post->uri == NULL ||
         find_int (writer->db, sql, post->network, "", post->uri, gone_us, error);
}

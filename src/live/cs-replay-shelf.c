/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-replay-shelf.h"

#include "cs-live.h"
#include "cs-remux-parts.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define MAX_NOTE_BYTES (64 * 1024)

static char *
make_beside (const char *path,
             const char *ending)
{
  g_autofree char *stem = g_strndup (path, strlen (path) - strlen (CS_REPLAY_FILM));

  return g_strconcat (stem, ending, NULL);
}

static CsReplayNote *
read_note (const char *path)
{
  g_autofree char *name = make_beside (path, CS_REPLAY_NOTE);
  g_autofree char *text = NULL;
  gsize length;

  if (!g_file_get_contents (name, &text, &length, NULL) || length > MAX_NOTE_BYTES)
    return NULL;
  return cs_replay_note_parse (text, length);
}

/* As recordings are called by whoever makes them: what somebody else has put into the folder is not ours, and is
 * neither shown nor ever removed. */
static GDateTime *
parse_name (const char *name)
{
  int year, month, day, hour, minute, second, length = 0, more = 0;

  if (sscanf (name, "%4d-%2d-%2d %2dh%2dm%2d%n-%*2[0-9]%n", &year, &month, &day, &hour, &minute, &second, &length, &more) != 6 ||
      strcmp (name + MAX (length, more), CS_REPLAY_FILM) != 0)
    return NULL;
  return g_date_time_new_local (year, month, day, hour, minute, second);
}

/* What a crash has left without a note: it goes by its name, and its time counts from now. */
static CsReplayNote *
invent_note (const char *path,
             gint64      life_s,
             gint64      now_us)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (GDateTime) made = parse_name (name);
  CsReplayNote *note;

  if (made == NULL)
    return NULL;
  note = cs_replay_note_new ("", "", NULL, g_date_time_to_unix (made) * G_USEC_PER_SEC);
  note->left_s = life_s;
  note->counted_us = now_us;
  cs_replay_shelf_note (path, note, NULL);
  return note;
}

/* While nobody counted, the time of day did; but a clock that was set back gives nothing back. */
static void
catch_up (CsReplayNote *note,
          gint64        now_us)
{
  gint64 from_us = MAX (note->counted_us, note->made_us);

  if (now_us > from_us)
    note->left_s -= (now_us - from_us) / G_USEC_PER_SEC;
  note->counted_us = now_us;
}

static CsShelved *
read_one (const char *path,
          gint64      life_s,
          gint64      now_us)
{
  g_autofree char *thumbnail = make_beside (path, CS_REPLAY_THUMBNAIL);
  CsReplayNote *note = read_note (path);
  CsShelved *shelved;
  GStatBuf status;

  if (note == NULL)
    note = invent_note (path, life_s, now_us);
  if (note == NULL)
    return NULL;
  catch_up (note, now_us);
  shelved = g_new0 (CsShelved, 1);
  shelved->path = g_strdup (path);
  shelved->note = note;
  if (g_stat (path, &status) == 0)
    shelved->n_bytes = status.st_size;
  if (g_file_test (thumbnail, G_FILE_TEST_IS_REGULAR))
    shelved->thumbnail = g_steal_pointer (&thumbnail);
  return shelved;
}

static gboolean
remove_file (const char *path,
             GError    **error)
{
  if (g_unlink (path) == 0 || errno == ENOENT)
    return TRUE;
  g_set_error (error, CS_LIVE_ERROR, CS_LIVE_ERROR_DENIED, _("%s cannot be deleted (%s)."), path, g_strerror (errno));
  return FALSE;
}

static gboolean
remove_parts (const char *folder,
              GError    **error)
{
  g_autoptr (GPtrArray) parts = cs_remux_list_all (folder);

  for (guint i = 0; i < parts->len; i++)
    if (!remove_file (parts->pdata[i], error))
      return FALSE;
  g_rmdir (folder);
  return TRUE;
}

static int
compare_newest (gconstpointer a,
                gconstpointer b)
{
  const CsShelved *one = *(const CsShelved *const *) a, *other = *(const CsShelved *const *) b;

  return one->note->made_us < other->note->made_us ? 1 : one->note->made_us > other->note->made_us ? -1 : 0;
}

/* A film that somebody has moved away leaves its note and picture behind. */
static void
tidy (const char *folder,
      const char *name)
{
  g_autofree char *stem = g_strndup (name, strlen (name) - strlen (CS_REPLAY_NOTE));
  g_autofree char *film = g_strconcat (stem, CS_REPLAY_FILM, NULL);
  g_autofree char *path = g_build_filename (folder, film, NULL);
  g_autofree char *parts = g_build_filename (folder, stem, NULL);
  g_autoptr (CsReplayNote) note = NULL;

  if (g_file_test (path, G_FILE_TEST_EXISTS) || g_file_test (parts, G_FILE_TEST_IS_DIR))
    return;
  note = read_note (path);
  if (note != NULL)
    cs_replay_shelf_remove (path, NULL);
}

static void
shelved_free (gpointer self)
{
  CsShelved *shelved = self;

  g_free (shelved->path);
  g_free (shelved->thumbnail);
  cs_replay_note_free (shelved->note);
  g_free (shelved);
}

/**
 * cs_replay_shelf_read:
 * @folder: where recordings are kept
 * @life_s: how long one stays that nothing is noted of
 * @now_us: the time of day
 *
 * Returns: (transfer full) (element-type CsShelved): the recordings, newest first; how long each stays is counted up to
 *   @now_us
 */
GPtrArray *
cs_replay_shelf_read (const char *folder,
                      gint64      life_s,
                      gint64      now_us)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (shelved_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    CsShelved *shelved;

    if (g_str_has_suffix (name, CS_REPLAY_NOTE))
      tidy (folder, name);
    if (!g_str_has_suffix (name, CS_REPLAY_FILM) || !g_file_test (path, G_FILE_TEST_IS_REGULAR))
      continue;
    shelved = read_one (path, life_s, now_us);
    if (shelved != NULL)
      g_ptr_array_add (found, shelved);
  }
  g_ptr_array_sort (found, compare_newest);
  return found;
}

/**
 * cs_replay_shelf_note:
 * @path: the film
 * @note: what to note of it
 * @error: a sentence that says why it cannot be
 *
 * Returns: whether it is on the disk
 */
gboolean
cs_replay_shelf_note (const char         *path,
                      const CsReplayNote *note,
                      GError            **error)
{
  g_autofree char *name = make_beside (path, CS_REPLAY_NOTE);
  g_autofree char *text = cs_replay_note_to_text (note);

  return g_file_set_contents_full (name, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

/**
 * cs_replay_shelf_remove:
 * @path: the film
 * @error: a sentence that says what is still there
 *
 * Removes the film and everything that was ever kept of it: parts, halves, the picture, and last the note, so that
 * what could not be removed is not forgotten.
 *
 * Returns: whether nothing is left
 */
gboolean
cs_replay_shelf_remove (const char *path,
                        GError    **error)
{
  static const char *const endings[] = { CS_REPLAY_FILM, CS_REPLAY_FILM ".half", CS_REPLAY_FILM ".half-index",
                                         CS_REPLAY_THUMBNAIL, CS_REPLAY_NOTE };
  g_autofree char *parts = make_beside (path, "");

  if (!remove_parts (parts, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++) {
    g_autofree char *name = make_beside (path, endings[i]);

    if (!remove_file (name, error))
      return FALSE;
  }
  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-winner-book.h"

#include "cs-digest.h"
#include "cs-draw-error.h"
#include "cs-draw-id.h"
#include "cs-draw-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define HEADER "id\twon\tshow\tseal\n"
#define MAX_BYTES (32 * 1024 * 1024)
#define STEM_CHARS 40

typedef struct {
  char *id;
  gint64 won_s;
  char *show;
  char *seal;
} Win;

struct _CsWinnerBook {
  GPtrArray *wins; /* Win */
};

static void
win_free (Win *win)
{
  g_free (win->id);
  g_free (win->show);
  g_free (win->seal);
  g_free (win);
}

static gboolean
read_line (CsWinnerBook *self,
           const char   *line)
{
  g_auto (GStrv) cells = g_strsplit (line, "\t", -1);
  gint64 won_s;

  if (g_strv_length (cells) != 4 || !cs_draw_id_check (cells[0], strlen (cells[0]), NULL) ||
      !cs_draw_read_time (cells[1], &won_s) || !cs_draw_is_text (cells[2]) || !cs_digest_is_hex (cells[3], CS_DIGEST_HEX))
    return FALSE;
  cs_winner_book_add (self, cells[0], won_s, cells[2], cells[3]);
  return TRUE;
}

/**
 * cs_winner_book_new:
 *
 * Returns: (transfer full): a book in which nobody has won
 */
CsWinnerBook *
cs_winner_book_new (void)
{
  CsWinnerBook *self = g_new0 (CsWinnerBook, 1);

  self->wins = g_ptr_array_new_with_free_func ((GDestroyNotify) win_free);
  return self;
}

/**
 * cs_winner_book_parse:
 * @bytes: what cs_winner_book_write() made
 * @error: return location for %CS_DRAW_ERROR_ID
 *
 * Returns: (transfer full) (nullable): the book; %NULL when any line is not as it must be, with which one
 */
CsWinnerBook *
cs_winner_book_parse (GBytes  *bytes,
                      GError **error)
{
  g_autoptr (CsWinnerBook) self = cs_winner_book_new ();
  g_autofree char *copy = NULL;
  g_auto (GStrv) lines = NULL;
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);

  if (size > MAX_BYTES || !g_utf8_validate_len (text != NULL ? text : "", size, NULL)) {
    cs_draw_refuse (error, CS_DRAW_ERROR_ID, _("This is not a file of past winners."));
    return NULL;
  }
  copy = g_strndup (text, size);
  lines = g_strsplit (copy, "\n", -1);
  if (lines[0] == NULL || !g_str_has_prefix (HEADER, lines[0]) || strlen (lines[0]) + 1 != strlen (HEADER)) {
    cs_draw_refuse (error, CS_DRAW_ERROR_ID, _("This is not a file of past winners."));
    return NULL;
  }
  for (guint i = 1; lines[i] != NULL; i++)
    if (lines[i][0] != '\0' && !read_line (self, lines[i])) {
      cs_draw_refuse (error, CS_DRAW_ERROR_ID, _("Line %u of the past winners is not as it must be."), i + 1);
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * cs_winner_book_free:
 * @self: (transfer full) (nullable): a book
 */
void
cs_winner_book_free (CsWinnerBook *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->wins);
  g_free (self);
}

/**
 * cs_winner_book_get_n:
 * @self: a book
 *
 * Returns: how many wins are in it
 */
guint
cs_winner_book_get_n (const CsWinnerBook *self)
{
  return self->wins->len;
}

static gboolean
has (const CsWinnerBook *self,
     const char         *id,
     const char         *seal)
{
  for (guint i = 0; i < self->wins->len; i++) {
    const Win *win = self->wins->pdata[i];

    if (strcmp (win->id, id) == 0 && strcmp (win->seal, seal) == 0)
      return TRUE;
  }
  return FALSE;
}

/**
 * cs_winner_book_add:
 * @self: a book
 * @id: who won, as cs_draw_id_new() makes it
 * @won_s: when, seconds since 1970 UTC
 * @show: during what
 * @seal: fingerprint of the draw's seal
 *
 * Nobody is entered twice for one draw.
 */
void
cs_winner_book_add (CsWinnerBook *self,
                    const char   *id,
                    gint64        won_s,
                    const char   *show,
                    const char   *seal)
{
  Win *win;

  if (has (self, id, seal))
    return;
  win = g_new0 (Win, 1);
  win->id = g_strdup (id);
  win->won_s = won_s;
  win->show = g_strdup (show);
  win->seal = g_strdup (seal);
  g_ptr_array_add (self->wins, win);
}

/**
 * cs_winner_book_join:
 * @self: a book
 * @other: another, perhaps of another machine
 *
 * Takes over what was not known yet.
 */
void
cs_winner_book_join (CsWinnerBook       *self,
                     const CsWinnerBook *other)
{
  for (guint i = 0; i < other->wins->len; i++) {
    const Win *win = other->wins->pdata[i];

    cs_winner_book_add (self, win->id, win->won_s, win->show, win->seal);
  }
}

/**
 * cs_winner_book_forget_draw:
 * @self: a book
 * @seal: fingerprint of a draw's seal
 *
 * Before a draw is entered again, when prizes have changed hands.
 */
void
cs_winner_book_forget_draw (CsWinnerBook *self,
                            const char   *seal)
{
  for (guint i = self->wins->len; i > 0; i--)
    if (strcmp (((const Win *) self->wins->pdata[i - 1])->seal, seal) == 0)
      g_ptr_array_remove_index (self->wins, i - 1);
}

/**
 * cs_winner_book_forget_before:
 * @self: a book
 * @time_s: seconds since 1970 UTC
 *
 * Forgets who won earlier: what is no longer needed is not kept.
 */
void
cs_winner_book_forget_before (CsWinnerBook *self,
                              gint64        time_s)
{
  for (guint i = self->wins->len; i > 0; i--)
    if (((const Win *) self->wins->pdata[i - 1])->won_s < time_s)
      g_ptr_array_remove_index (self->wins, i - 1);
}

/**
 * cs_winner_book_list:
 * @self: a book
 * @from_s: from when, seconds since 1970 UTC
 * @to_s: until when, itself not included
 *
 * Returns: (transfer full) (element-type utf8): ids of who won in between
 */
GHashTable *
cs_winner_book_list (const CsWinnerBook *self,
                     gint64              from_s,
                     gint64              to_s)
{
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->wins->len; i++) {
    const Win *win = self->wins->pdata[i];

    if (win->won_s >= from_s && win->won_s < to_s)
      g_hash_table_add (ids, g_strdup (win->id));
  }
  return ids;
}

/**
 * cs_winner_book_write:
 * @self: a book
 *
 * Returns: (transfer full): the file, in UTF-8 with tabs between columns
 */
GBytes *
cs_winner_book_write (const CsWinnerBook *self)
{
  GString *text = g_string_new (HEADER);

  for (guint i = 0; i < self->wins->len; i++) {
    const Win *win = self->wins->pdata[i];
    g_autofree char *won = cs_draw_write_time (win->won_s);

    g_string_append_printf (text, "%s\t%s\t%s\t%s\n", win->id, won, win->show, win->seal);
  }
  return g_string_free_to_bytes (text);
}

/**
 * cs_winner_book_path:
 * @folder: where books lie
 * @organiser: whose
 *
 * Returns: (transfer full): the name of an organiser's book: two organisers never share one
 */
char *
cs_winner_book_path (const char *folder,
                     const char *organiser)
{
  g_autofree char *folded = g_utf8_casefold (organiser, -1);
  g_autofree char *stem = g_str_to_ascii (folded, "C");
  g_autofree char *name = NULL;
  CsHex digest;

  cs_digest_of_bytes (folded, strlen (folded), digest);
  g_strcanon (stem, G_CSET_a_2_z G_CSET_DIGITS, '-');
  name = g_strdup_printf ("%.*s-%.8s.tsv", STEM_CHARS, stem, digest);
  return g_build_filename (folder, name, NULL);
}

/**
 * cs_winner_months_before:
 * @time_s: seconds since 1970 UTC
 * @months: how many
 *
 * Returns: so many months of the calendar earlier
 */
gint64
cs_winner_months_before (gint64 time_s,
                         guint  months)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (time_s);
  g_autoptr (GDateTime) before = time != NULL ? g_date_time_add_months (time, -(int) MIN (months, 1200)) : NULL;

  return before != NULL ? g_date_time_to_unix (before) : 0;
}

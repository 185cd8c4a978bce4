/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-activity-file.h"

#include "cs-certificate.h"
#include "cs-draw-error.h"
#include "cs-draw-id.h"
#include "cs-draw-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define N_FIELDS 7
#define LINE_MAX_BYTES 1024
#define EXCLUDED "excluded:"

static gboolean
read_number (const char *text,
             guint64    *number)
{
  return cs_draw_read_decimal (text, strlen (text), G_MAXUINT32, number);
}

/* An account whose id is refused has no row. */
static gboolean
read_status (CsActivityRow *row,
             const char    *text)
{
  if (strcmp (text, "admissible") == 0)
    return TRUE;
  if (!g_str_has_prefix (text, EXCLUDED))
    return FALSE;
  row->exclusion = g_strdup (text + strlen (EXCLUDED));
  return cs_exclusion_is_code (row->exclusion) && strcmp (row->exclusion, "invalid-id") != 0;
}

static CsActivityRow *
read_row (const char *line)
{
  g_auto (GStrv) fields = g_strsplit (line, "\t", -1);
  g_autoptr (CsActivityRow) row = g_new0 (CsActivityRow, 1);

  if (g_strv_length (fields) != N_FIELDS || !cs_draw_id_check (fields[0], strlen (fields[0]), NULL) ||
      !read_number (fields[1], &row->score) || !read_number (fields[2], &row->kept) ||
      !read_number (fields[3], &row->rejected) || !cs_draw_read_time (fields[4], &row->first_s) ||
      !cs_draw_read_time (fields[5], &row->last_s) || !read_status (row, fields[6]))
    return NULL;
  row->id = g_strdup (fields[0]);
  return g_steal_pointer (&row);
}

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  return strcmp ((*(CsActivityRow *const *) a)->id, (*(CsActivityRow *const *) b)->id);
}

static int
compare_scores (gconstpointer a,
                gconstpointer b)
{
  guint64 left = (*(CsActivityRow *const *) a)->score, right = (*(CsActivityRow *const *) b)->score;

  return (left < right) - (left > right);
}

static gboolean
read_line (GPtrArray  *rows,
           const char *start,
           const char *stop,
           GError    **error)
{
  g_autofree char *line = NULL;
  CsActivityRow *row;

  if (stop == NULL || stop - start > LINE_MAX_BYTES)
    return cs_draw_refuse (error, CS_DRAW_ERROR_DOCUMENTS, _("Line %u of the activity file does not end."), rows->len + 1);
  line = g_strndup (start, stop - start);
  row = memchr (start, '\0', stop - start) == NULL ? read_row (line) : NULL;
  if (row == NULL)
    return cs_draw_refuse (error, CS_DRAW_ERROR_DOCUMENTS, _("Line %u of the activity file is not as it must be."),
                           rows->len + 1);
  g_ptr_array_add (rows, row);
  if (rows->len > 1 && compare_rows (&rows->pdata[rows->len - 2], &rows->pdata[rows->len - 1]) >= 0)
    return cs_draw_refuse (error, CS_DRAW_ERROR_DOCUMENTS,
                           _("Line %u of the activity file is not in order, or is there twice."), rows->len);
  return TRUE;
}

/**
 * cs_activity_row_copy:
 * @self: a row
 *
 * Returns: (transfer full): another like it
 */
CsActivityRow *
cs_activity_row_copy (const CsActivityRow *self)
{
  CsActivityRow *copy = g_memdup2 (self, sizeof *self);

  copy->id = g_strdup (self->id);
  copy->exclusion = g_strdup (self->exclusion);
  return copy;
}

/**
 * cs_activity_row_free:
 * @self: (transfer full) (nullable): a row
 */
void
cs_activity_row_free (CsActivityRow *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->exclusion);
  g_free (self);
}

/**
 * cs_activity_file_parse:
 * @bytes: an activity file
 * @error: return location for %CS_DRAW_ERROR_DOCUMENTS
 *
 * Reads an activity file, refusing whatever is not exactly as the protocol writes it.
 *
 * Returns: (transfer full) (element-type CsActivityRow) (nullable): its rows in order, or %NULL with @error set
 */
GPtrArray *
cs_activity_file_parse (GBytes  *bytes,
                        GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_activity_row_free);
  gsize size;
  const char *p = g_bytes_get_data (bytes, &size);
  const char *end = p + size;

  while (p < end) {
    const char *stop = memchr (p, '\n', end - p);

    if (!read_line (rows, p, stop, error))
      return NULL;
    p = stop + 1;
  }
  return g_steal_pointer (&rows);
}

/**
 * cs_activity_file_write:
 * @rows: (element-type CsActivityRow): accounts with ids as cs_draw_id_new() makes them, each once; will be sorted
 *
 * Returns: (transfer full): the bytes of the file
 */
GBytes *
cs_activity_file_write (GPtrArray *rows)
{
  GString *text = g_string_new (NULL);

  g_ptr_array_sort (rows, compare_rows);
  for (guint i = 0; i < rows->len; i++) {
    const CsActivityRow *row = rows->pdata[i];
    g_autofree char *first = cs_draw_write_time (row->first_s);
    g_autofree char *last = cs_draw_write_time (row->last_s);

    g_string_append_printf (text,
                            "%s\t%" G_GUINT64_FORMAT "\t%" G_GUINT64_FORMAT "\t%" G_GUINT64_FORMAT "\t%s\t%s\t%s%s\n",
                            row->id, row->score, row->kept, row->rejected, first, last,
                            row->exclusion != NULL ? EXCLUDED : "admissible",
                            row->exclusion != NULL ? row->exclusion : "");
  }
  return g_string_free_to_bytes (text);
}

/**
 * cs_activity_choose:
 * @rows: (element-type CsActivityRow): accounts
 * @threshold: the lowest score that takes part
 * @top: how many at most, ties included; 0 for no limit
 *
 * Returns: (transfer container) (element-type CsActivityRow): who takes part, the most active first
 */
GPtrArray *
cs_activity_choose (GPtrArray *rows,
                    guint      threshold,
                    guint      top)
{
  GPtrArray *chosen = g_ptr_array_new ();
  guint64 lowest;

  for (guint i = 0; i < rows->len; i++) {
    CsActivityRow *row = rows->pdata[i];

    if (row->exclusion == NULL && row->score >= threshold)
      g_ptr_array_add (chosen, row);
  }
  g_ptr_array_sort (chosen, compare_scores);
  if (top == 0 || chosen->len <= top)
    return chosen;
  lowest = ((CsActivityRow *) chosen->pdata[top - 1])->score;
  while (((CsActivityRow *) chosen->pdata[chosen->len - 1])->score < lowest)
    g_ptr_array_set_size (chosen, (int) chosen->len - 1);
  return chosen;
}

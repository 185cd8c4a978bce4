/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-handle-list.h"

#include "cs-draw-error.h"
#include "cs-network.h"
#include "cs-seal.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BOM "\xef\xbb\xbf"
#define SHOWN_CHARS 80

typedef struct {
  char separator;
  int handle; /* column, or -1: wherever one stands */
  int network; /* column, or -1 */
  int tickets; /* column, or -1 */
} Columns;

static void
line_free (CsHandleLine *line)
{
  g_free (line->text);
  g_free (line->id);
  g_free (line->problem);
  g_free (line);
}

static gboolean
refuse (GError    **error,
        const char *sentence)
{
  return cs_draw_refuse (error, CS_DRAW_ERROR_ID, "%s", sentence);
}

/* Tells what kind of file it is, where it is not the one that is asked for. */
static gboolean
check_text (const char *text,
            gsize       size,
            GError    **error)
{
  const char *wrong;
  guint line = 1;

  if (size > CS_HANDLE_LIST_MAX_BYTES)
    return refuse (error, _("This file is too large for a list of accounts."));
  if (size >= 4 && memcmp (text, "PK\3\4", 4) == 0)
    return refuse (error, _("This is a spreadsheet, not a CSV file. Save it as “CSV UTF-8” and choose that file."));
  if (size >= 2 && (memcmp (text, "\xff\xfe", 2) == 0 || memcmp (text, "\xfe\xff", 2) == 0))
    return refuse (error, _("This file is in UTF-16. Save it as “CSV UTF-8” and choose that file."));
  if (g_utf8_validate_len (text, size, &wrong))
    return TRUE;
  for (const char *p = text; p < wrong; p++)
    line += *p == '\n';
  return cs_draw_refuse (error, CS_DRAW_ERROR_ID,
                         _("Line %u is not in UTF-8: the file may be in Latin-1 or Windows-1252. Save it as “CSV UTF-8” and choose that file."),
                         line);
}

/* The one that stands most often in the first line that is not empty; none at all is one column. */
static char
find_separator (const char *text)
{
  static const char separators[] = ";,\t";
  guint counts[3] = { 0 };
  gboolean quoted = FALSE;
  guint best = 0;

  text += strspn (text, "\r\n");
  for (const char *p = text; *p != '\0' && (quoted || *p != '\n'); p++) {
    const char *found = *p != '\0' ? strchr (separators, *p) : NULL;

    quoted ^= *p == '"';
    if (!quoted && found != NULL)
      counts[found - separators]++;
  }
  for (guint i = 1; i < G_N_ELEMENTS (counts); i++)
    if (counts[i] > counts[best])
      best = i;
  return separators[best];
}

/* One cell; moves @at to what ends it. Quotes as in RFC 4180. */
static char *
read_cell (const char **at,
           char         separator)
{
  GString *cell = g_string_new (NULL);
  const char *p = *at;

  while (*p == ' ')
    p++;
  if (*p == '"') {
    for (p++; *p != '\0' && (*p != '"' || p[1] == '"'); p++) {
      p += *p == '"';
      g_string_append_c (cell, *p);
    }
    p += *p == '"';
  }
  for (; *p != '\0' && *p != separator && *p != '\n'; p++)
    if (*p != '\r' || p[1] != '\n')
      g_string_append_c (cell, *p);
  *at = p;
  return g_strstrip (g_string_free (cell, FALSE));
}

/* The cells of one line; moves @at behind it and counts the lines that it took. */
static GStrv
read_row (const char **at,
          char         separator,
          guint       *n_lines)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  const char *start = *at;

  for (;;) {
    g_autofree char *cell = read_cell (at, separator);

    g_strv_builder_add (builder, cell);
    if (**at != separator)
      break;
    (*at)++;
  }
  if (**at == '\n')
    (*at)++;
  *n_lines = 0;
  for (const char *p = start; p < *at; p++)
    *n_lines += *p == '\n';
  return g_strv_builder_end (builder);
}

static gboolean
is_one_of (const char *cell,
           const char *words)
{
  g_autofree char *folded = g_utf8_casefold (cell, -1);
  g_auto (GStrv) known = g_strsplit (words, " ", -1);

  return g_strv_contains ((const char *const *) known, folded);
}

/* The first line may name the columns, in English or in French. */
static gboolean
read_header (char   **cells,
             Columns *columns)
{
  for (int i = 0; cells[i] != NULL; i++) {
    if (columns->handle < 0 && is_one_of (cells[i], "handle pseudo compte account username identifiant url lien adresse address link did id"))
      columns->handle = i;
    else if (is_one_of (cells[i], "network réseau reseau platform plateforme"))
      columns->network = i;
    else if (is_one_of (cells[i], "tickets ticket weight poids chances"))
      columns->tickets = i;
  }
  return columns->handle >= 0 || columns->network >= 0 || columns->tickets >= 0;
}

static const char *
get_cell (char **cells,
          int    column)
{
  for (int i = 0; column >= 0 && cells[i] != NULL; i++)
    if (i == column && *cells[i] != '\0')
      return cells[i];
  return NULL;
}

/* Without a header: the first cell that cannot be anything but an account, else the first that is not empty. */
static const char *
find_handle (char **cells)
{
  const char *first = NULL;

  for (guint i = 0; cells[i] != NULL; i++) {
    if (cells[i][0] == '@' || strstr (cells[i], "://") != NULL || g_str_has_prefix (cells[i], "did:") ||
        (strchr (cells[i], '@') != NULL && strchr (cells[i], ' ') == NULL))
      return cells[i];
    if (first == NULL && *cells[i] != '\0')
      first = cells[i];
  }
  return first;
}

static void
read_tickets (CsHandleLine *line,
              const char   *text)
{
  guint64 n;

  if (text == NULL)
    return;
  if (g_ascii_string_to_unsigned (text, 10, 1, CS_SEAL_MAX_TICKETS, &n, NULL))
    line->tickets = (guint) n;
  else
    line->problem = g_strdup_printf (_("“%s” is not a number of tickets from 1 to %u."), text, CS_SEAL_MAX_TICKETS);
}

static CsHandleLine *
read_line (char          **cells,
           const Columns  *columns,
           guint           number)
{
  const char *handle = columns->handle >= 0 ? get_cell (cells, columns->handle) : find_handle (cells);
  const char *network = get_cell (cells, columns->network);
  g_autofree char *folded = network != NULL ? g_ascii_strdown (network, -1) : NULL;
  g_autoptr (GError) error = NULL;
  CsHandleLine *line = g_new0 (CsHandleLine, 1);
  g_autofree char *joined = g_strjoinv (" ", cells);

  line->line = number;
  line->text = g_utf8_substring (joined, 0, MIN (g_utf8_strlen (joined, -1), SHOWN_CHARS));
  read_tickets (line, get_cell (cells, columns->tickets));
  if (line->problem != NULL)
    return line;
  if (handle == NULL) {
    line->problem = g_strdup (_("There is no handle."));
    return line;
  }
  line->id = cs_handle_read (handle, folded, &error);
  if (line->id == NULL)
    line->problem = g_strdup (error->message);
  return line;
}

static gboolean
is_empty (char **cells)
{
  for (guint i = 0; cells[i] != NULL; i++)
    if (*cells[i] != '\0')
      return FALSE;
  return TRUE;
}

/**
 * cs_handle_list_parse:
 * @bytes: a file: one account a line, perhaps with other columns; UTF-8, with or without a mark at its beginning;
 *   separated by commas, semicolons or tabs
 * @error: return location for %CS_DRAW_ERROR_ID: what kind of file it is, and what to do
 *
 * Reads a list of accounts. A line that names none does not hold up the others: it is told with its reason.
 *
 * Returns: (transfer full) (element-type CsHandleLine) (nullable): its lines, or %NULL when it is no such file
 */
GPtrArray *
cs_handle_list_parse (GBytes  *bytes,
                      GError **error)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) line_free);
  g_autofree char *text = NULL;
  Columns columns = { ',', -1, -1, -1 };
  gboolean first = TRUE;
  guint number = 1, n_lines;
  const char *at;
  gsize size;

  at = g_bytes_get_data (bytes, &size);
  at = at != NULL ? at : "";
  if (!check_text (at, size, error))
    return NULL;
  text = g_strndup (at, size);
  at = g_str_has_prefix (text, BOM) ? text + strlen (BOM) : text;
  columns.separator = find_separator (at);
  for (; *at != '\0'; number += n_lines) {
    g_auto (GStrv) cells = read_row (&at, columns.separator, &n_lines);

    if (is_empty (cells))
      continue;
    if (!first || !read_header (cells, &columns))
      g_ptr_array_add (lines, read_line (cells, &columns, number));
    first = FALSE;
    if (lines->len > CS_HANDLE_LIST_MAX_LINES) {
      refuse (error, _("This file is too large for a list of accounts."));
      return NULL;
    }
  }
  if (lines->len == 0) {
    refuse (error, _("There is no account in this file."));
    return NULL;
  }
  return g_steal_pointer (&lines);
}

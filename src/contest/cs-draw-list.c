/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-draw-list.h"

#include "cs-draw-error.h"
#include "cs-draw-id.h"
#include "cs-draw-text.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

/* Sixteen bytes a name beside the file's own bytes, into which the names point. */
struct _CsDrawList {
  gatomicrefcount refs;
  GBytes *bytes;
  GArray *names; /* CsDrawName */
  gboolean tickets; /* or equal chances */
};

typedef struct {
  char *id; /* as it is written */
  guint tickets;
} Row;

static int
compare_names (const CsDrawName *a,
               const CsDrawName *b)
{
  int order = memcmp (a->id, b->id, MIN (a->length, b->length));

  return order != 0 ? order : (a->length > b->length) - (a->length < b->length);
}

static int
compare_rows (const void *a,
              const void *b)
{
  return strcmp (((const Row *) a)->id, ((const Row *) b)->id);
}

static gboolean
read_tickets (CsDrawName *name)
{
  const char *tab = memchr (name->id, '\t', name->length);
  guint64 tickets;

  if (tab == NULL || !cs_draw_read_decimal (tab + 1, name->length - (tab + 1 - name->id), CS_SEAL_MAX_TICKETS, &tickets) ||
      tickets < 1)
    return FALSE;
  name->length = tab - name->id;
  name->tickets = (guint32) tickets;
  return TRUE;
}

static gboolean
read_line (CsDrawName *name,
           gboolean    pseudonyms,
           gboolean    tickets,
           guint       number,
           GError    **error)
{
  g_autoptr (GError) wrong = NULL;

  if (tickets && !read_tickets (name))
    return cs_draw_refuse (error, CS_DRAW_ERROR_LIST,
                           _("Line %u of the list does not end with a tabulator and 1 to 1000 tickets."),
                           number);
  if (pseudonyms && !cs_draw_id_is_pseudonym (name->id, name->length))
    return cs_draw_refuse (error, CS_DRAW_ERROR_LIST, _("Line %u of the list is not a pseudonym."), number);
  if (!pseudonyms && !cs_draw_id_check (name->id, name->length, &wrong))
    return cs_draw_refuse (error, CS_DRAW_ERROR_LIST, _("Line %u of the list: %s"), number, wrong->message);
  return TRUE;
}

static gboolean
read_names (CsDrawList *self,
            gboolean    pseudonyms,
            gboolean    tickets,
            GError    **error)
{
  gsize size;
  const char *p = g_bytes_get_data (self->bytes, &size);
  const char *end = p + size;

  for (guint number = 1; p < end; number++) {
    const char *stop = memchr (p, '\n', end - p);
    CsDrawName name = { p, 0, 1 };

    if (stop == NULL)
      return cs_draw_refuse (error, CS_DRAW_ERROR_LIST, _("The last line of the list is not ended by a line feed."));
    if (stop - p > CS_DRAW_LIST_LINE_MAX)
      return cs_draw_refuse (error, CS_DRAW_ERROR_LIST, _("Line %u of the list is too long."), number);
    name.length = (guint32) (stop - p);
    if (!read_line (&name, pseudonyms, tickets, number, error))
      return FALSE;
    if (number > 1 && compare_names (&g_array_index (self->names, CsDrawName, number - 2), &name) >= 0)
      return cs_draw_refuse (error, CS_DRAW_ERROR_LIST,
                             _("Line %u of the list is not in order, or is there twice."), number);
    g_array_append_val (self->names, name);
    p = stop + 1;
  }
  return TRUE;
}

/**
 * cs_draw_list_parse:
 * @bytes: a list of those who take part
 * @salt: (nullable): of pseudonyms; %NULL for a list in clear
 * @tickets: whether each has a number of tickets
 * @error: return location for %CS_DRAW_ERROR_LIST
 *
 * Reads a list, refusing whatever is not exactly as the protocol writes it. Any thread.
 *
 * Returns: (transfer full) (nullable): the list, or %NULL with @error set
 */
CsDrawList *
cs_draw_list_parse (GBytes     *bytes,
                    const char *salt,
                    gboolean    tickets,
                    GError    **error)
{
  g_autoptr (CsDrawList) self = g_new0 (CsDrawList, 1);

  g_atomic_ref_count_init (&self->refs);
  self->bytes = g_bytes_ref (bytes);
  self->tickets = tickets;
  self->names = g_array_new (FALSE, FALSE, sizeof (CsDrawName));
  if (g_bytes_get_size (bytes) > G_MAXUINT32) {
    cs_draw_refuse (error, CS_DRAW_ERROR_LIST, _("The list is too long."));
    return NULL;
  }
  return read_names (self, salt != NULL, tickets, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * cs_draw_list_parse_sealed:
 * @bytes: a list of those who take part
 * @seal: the seal that should bind it
 * @error: return location for %CS_DRAW_ERROR_LIST
 *
 * Returns: (transfer full) (nullable): the list, if it is exactly the sealed one, or %NULL with @error set
 */
CsDrawList *
cs_draw_list_parse_sealed (GBytes       *bytes,
                           const CsSeal *seal,
                           GError      **error)
{
  g_autoptr (CsDrawList) list = cs_draw_list_parse (bytes, seal->salt, seal->tickets, error);
  CsHex digest;

  if (list == NULL)
    return NULL;
  if (list->names->len != seal->n_participants) {
    cs_draw_refuse (error, CS_DRAW_ERROR_LIST, ngettext ("The list holds %u account, the seal says %u.", "The list holds %u accounts, the seal says %u.",
                              list->names->len),
                    list->names->len, (guint) seal->n_participants);
    return NULL;
  }
  cs_digest_of_bytes (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), digest);
  if (strcmp (digest, seal->list) != 0) {
    cs_draw_refuse (error, CS_DRAW_ERROR_LIST, _("The list is not the one that was sealed: its digest differs."));
    return NULL;
  }
  return g_steal_pointer (&list);
}

/**
 * cs_draw_list_ref:
 * @self: a list
 *
 * Returns: (transfer full): @self
 */
CsDrawList *
cs_draw_list_ref (CsDrawList *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * cs_draw_list_unref:
 * @self: (transfer full) (nullable): a list
 */
void
cs_draw_list_unref (CsDrawList *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;
  g_bytes_unref (self->bytes);
  g_array_unref (self->names);
  g_free (self);
}

static void
append_row (GString   *text,
            const Row *row,
            gboolean   tickets)
{
  g_string_append (text, row->id);
  if (tickets)
    g_string_append_printf (text, "\t%u", row->tickets);
  g_string_append_c (text, '\n');
}

/**
 * cs_draw_list_write:
 * @ids: (array length=n_ids): ids as cs_draw_id_new() makes them, each once, in any order
 * @tickets: (array length=n_ids) (nullable): how many tickets each holds; %NULL for equal chances
 * @n_ids: how many
 * @salt: (nullable): 64 hexadecimal digits, for pseudonyms
 *
 * Returns: (transfer full): the bytes of the list
 */
GBytes *
cs_draw_list_write (const char *const *ids,
                    const guint       *tickets,
                    gsize              n_ids,
                    const char        *salt)
{
  g_autofree Row *rows = g_new (Row, MAX (n_ids, 1));
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < n_ids; i++) {
    rows[i].id = salt != NULL ? cs_draw_pseudonym (salt, ids[i], strlen (ids[i])) : g_strdup (ids[i]);
    rows[i].tickets = tickets != NULL ? tickets[i] : 1;
  }
  qsort (rows, n_ids, sizeof *rows, compare_rows);
  for (gsize i = 0; i < n_ids; i++) {
    append_row (text, &rows[i], tickets != NULL);
    g_free (rows[i].id);
  }
  return g_string_free_to_bytes (text);
}

/**
 * cs_draw_pseudonym:
 * @salt: 64 hexadecimal digits
 * @id: (array length=length): an id in clear
 * @length: how many bytes
 *
 * Returns: (transfer full): the id's pseudonym in the draw with that salt
 */
char *
cs_draw_pseudonym (const char *salt,
                   const char *id,
                   gsize       length)
{
  CsHex hex;

  cs_digest_of_format (hex, "%s:%.*s", salt, (int) length, id);
  return g_strconcat ("h:", hex, NULL);
}

/**
 * cs_draw_list_get_n:
 * @self: a list
 *
 * Returns: how many take part
 */
gsize
cs_draw_list_get_n (const CsDrawList *self)
{
  return self->names->len;
}

/**
 * cs_draw_list_get:
 * @self: a list
 * @index: less than how many take part
 *
 * Returns: (transfer none): one who takes part
 */
const CsDrawName *
cs_draw_list_get (const CsDrawList *self,
                  gsize             index)
{
  return &g_array_index (self->names, CsDrawName, index);
}

/**
 * cs_draw_list_has_tickets:
 * @self: a list
 *
 * Returns: whether chances go by tickets, or are equal
 */
gboolean
cs_draw_list_has_tickets (const CsDrawList *self)
{
  return self->tickets;
}

/**
 * cs_draw_list_get_bytes:
 * @self: a list
 *
 * Returns: (transfer none): the bytes that it was read from
 */
GBytes *
cs_draw_list_get_bytes (const CsDrawList *self)
{
  return self->bytes;
}

/**
 * cs_draw_list_find:
 * @self: a list
 * @id: as it is in the list
 * @index: (out) (optional): where it is
 *
 * Returns: whether @id takes part
 */
gboolean
cs_draw_list_find (const CsDrawList *self,
                   const char       *id,
                   gsize            *index)
{
  const CsDrawName wanted = { id, (guint32) strlen (id), 1 };
  gsize low = 0, high = self->names->len;

  while (low < high) {
    gsize middle = low + (high - low) / 2;
    int order = compare_names (&g_array_index (self->names, CsDrawName, middle), &wanted);

    if (order == 0 && index != NULL)
      *index = middle;
    if (order == 0)
      return TRUE;
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return FALSE;
}

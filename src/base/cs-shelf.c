/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-shelf.h"

/* Longer than any piece when rounded, and it must never change while somebody reads (RFC 8216, 4.3.3.1). */
#define TARGET_S 2

typedef struct {
  guint64 number;
  GBytes *bytes;
} Head;

typedef struct {
  guint64 number;
  guint64 head; /* which head it needs */
  GBytes *bytes;
  gint64 duration_us;
  gint64 began_us;
  gboolean gap; /* it does not go on where the one before ended */
} Piece;

struct _CsShelf {
  GMutex lock; /* for everything below; held for moments */
  GQueue heads; /* Head, oldest first */
  GQueue pieces; /* Piece, oldest first */
  gsize n_bytes; /* of the pieces */
  guint64 next_head;
  guint64 next_piece;
  guint64 n_gaps_gone; /* pieces with a gap before them that are no longer listed */
  gboolean fresh; /* what comes next has nothing to do with what came before */
  gboolean live;
  guint run; /* how often it was begun */
};

static void
head_free (gpointer data)
{
  Head *head = data;

  g_bytes_unref (head->bytes);
  g_free (head);
}

static void
piece_free (gpointer data)
{
  Piece *piece = data;

  g_bytes_unref (piece->bytes);
  g_free (piece);
}

static void
shelf_clear (gpointer data)
{
  CsShelf *self = data;

  g_queue_clear_full (&self->heads, head_free);
  g_queue_clear_full (&self->pieces, piece_free);
  g_mutex_clear (&self->lock);
}

/* The lock is held, here and below. */
static void
drop_oldest (CsShelf *self)
{
  Piece *piece = g_queue_pop_head (&self->pieces);

  self->n_bytes -= g_bytes_get_size (piece->bytes);
  piece_free (piece);
}

static void
drop_unused_heads (CsShelf *self)
{
  Piece *oldest = g_queue_peek_head (&self->pieces);
  Head *head;

  while (oldest != NULL && (head = g_queue_peek_head (&self->heads)) != NULL && head->number < oldest->head)
    head_free (g_queue_pop_head (&self->heads));
}

static GList *
find_first_listed (CsShelf *self)
{
  guint n = g_queue_get_length (&self->pieces);

  return g_queue_peek_nth_link (&self->pieces, n > CS_SHELF_LISTED ? n - CS_SHELF_LISTED : 0);
}

static void
append_piece (GString     *text,
              const Piece *piece,
              const Piece *before) /* (nullable) */
{
  g_autoptr (GDateTime) began = g_date_time_new_from_unix_utc (piece->began_us / G_USEC_PER_SEC);
  g_autofree char *time = g_date_time_format (began, "%Y-%m-%dT%H:%M:%S");
  char seconds[G_ASCII_DTOSTR_BUF_SIZE];

  if (before != NULL && piece->gap)
    g_string_append (text, "#EXT-X-DISCONTINUITY\n");
  if (before == NULL || before->head != piece->head)
    g_string_append_printf (text, "#EXT-X-MAP:URI=\"head-%" G_GUINT64_FORMAT ".mp4\"\n", piece->head);
  g_string_append_printf (text, "#EXT-X-PROGRAM-DATE-TIME:%s.%03dZ\n", time,
                          (int) (piece->began_us % G_USEC_PER_SEC / 1000));
  g_ascii_formatd (seconds, sizeof seconds, "%.3f", (double) piece->duration_us / G_USEC_PER_SEC);
  g_string_append_printf (text, "#EXTINF:%s,\npiece-%" G_GUINT64_FORMAT ".m4s\n", seconds, piece->number);
}

/**
 * cs_shelf_new:
 *
 * Returns: (transfer full): an empty shelf
 */
CsShelf *
cs_shelf_new (void)
{
  CsShelf *self = g_atomic_rc_box_new0 (CsShelf);

  g_mutex_init (&self->lock);
  g_queue_init (&self->heads);
  g_queue_init (&self->pieces);
  self->next_head = self->next_piece = 1;
  return self;
}

/**
 * cs_shelf_ref:
 * @self: a shelf
 *
 * Returns: (transfer full): the same
 */
CsShelf *
cs_shelf_ref (CsShelf *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * cs_shelf_unref:
 * @self: (transfer full): a shelf
 */
void
cs_shelf_unref (CsShelf *self)
{
  g_atomic_rc_box_release_full (self, shelf_clear);
}

/**
 * cs_shelf_begin:
 * @self: a shelf
 *
 * A broadcast begins: what was there of an earlier one goes. Numbers go on, so that nobody mistakes the one for the
 * other.
 *
 * Returns: the number of this broadcast, for cs_shelf_is_in()
 */
guint
cs_shelf_begin (CsShelf *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_queue_clear_full (&self->heads, head_free);
  g_queue_clear_full (&self->pieces, piece_free);
  self->n_bytes = 0;
  self->n_gaps_gone++;
  self->fresh = TRUE;
  self->live = TRUE;
  return ++self->run;
}

/**
 * cs_shelf_is_in:
 * @self: a shelf
 * @run: the number of a broadcast
 *
 * Who is still ending an earlier one asks this, and then leaves the shelf alone.
 *
 * Returns: whether that broadcast is the last that was begun
 */
gboolean
cs_shelf_is_in (CsShelf *self,
                guint    run)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->run == run;
}

/**
 * cs_shelf_put_head:
 * @self: a shelf
 * @head: what a player has to read before the pieces that follow
 */
void
cs_shelf_put_head (CsShelf *self,
                   GBytes  *head)
{
  Head *item = g_new0 (Head, 1);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  item->number = self->next_head++;
  item->bytes = g_bytes_ref (head);
  g_queue_push_tail (&self->heads, item);
}

/**
 * cs_shelf_put_piece:
 * @self: a shelf with a head
 * @piece: a part of the broadcast that begins with a key frame
 * @duration_us: how long it is
 * @began_us: when it was taken, microseconds since 1970 UTC
 * @gap: whether something is missing between it and the one before
 */
void
cs_shelf_put_piece (CsShelf *self,
                    GBytes  *piece,
                    gint64   duration_us,
                    gint64   began_us,
                    gboolean gap)
{
  Piece *item = g_new0 (Piece, 1);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  guint n;

  *item = (Piece){ self->next_piece++, self->next_head - 1, g_bytes_ref (piece), duration_us, began_us,
                   gap && !self->fresh };
  self->fresh = FALSE;
  g_queue_push_tail (&self->pieces, item);
  self->n_bytes += g_bytes_get_size (piece);
  n = g_queue_get_length (&self->pieces);
  if (n > CS_SHELF_LISTED)
    self->n_gaps_gone += ((Piece *) g_queue_peek_nth (&self->pieces, n - CS_SHELF_LISTED - 1))->gap;
  while (g_queue_get_length (&self->pieces) > CS_SHELF_KEPT ||
         (self->n_bytes > CS_SHELF_MAX_BYTES && g_queue_get_length (&self->pieces) > 1))
    drop_oldest (self);
  drop_unused_heads (self);
}

/**
 * cs_shelf_end:
 * @self: a shelf
 *
 * The broadcast has ended: its last seconds stay for those who are still watching them.
 */
void
cs_shelf_end (CsShelf *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->live = FALSE;
}

/**
 * cs_shelf_is_live:
 * @self: a shelf
 *
 * Returns: whether there is something to play and more to come
 */
gboolean
cs_shelf_is_live (CsShelf *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->live && !g_queue_is_empty (&self->pieces);
}

/**
 * cs_shelf_take_head:
 * @self: a shelf
 * @number: which one
 *
 * Returns: (transfer full) (nullable): the head, while it is there
 */
GBytes *
cs_shelf_take_head (CsShelf *self,
                    guint64  number)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  for (GList *l = self->heads.head; l != NULL; l = l->next)
    if (((Head *) l->data)->number == number)
      return g_bytes_ref (((Head *) l->data)->bytes);
  return NULL;
}

/**
 * cs_shelf_take_piece:
 * @self: a shelf
 * @number: which one
 *
 * Returns: (transfer full) (nullable): the piece, while it is there
 */
GBytes *
cs_shelf_take_piece (CsShelf *self,
                     guint64  number)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  for (GList *l = self->pieces.head; l != NULL; l = l->next)
    if (((Piece *) l->data)->number == number)
      return g_bytes_ref (((Piece *) l->data)->bytes);
  return NULL;
}

/**
 * cs_shelf_format_playlist:
 * @self: a shelf
 *
 * Names what is there, as [RFC 8216](https://www.rfc-editor.org/rfc/rfc8216) has it.
 *
 * Returns: (transfer full) (nullable): the playlist; %NULL when there is nothing to play
 */
char *
cs_shelf_format_playlist (CsShelf *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  GList *first = find_first_listed (self);
  const Piece *before = NULL;
  GString *text;

  if (first == NULL)
    return NULL;
  text = g_string_new ("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n");
  g_string_append_printf (text, "#EXT-X-TARGETDURATION:%d\n#EXT-X-MEDIA-SEQUENCE:%" G_GUINT64_FORMAT "\n", TARGET_S,
                          ((Piece *) first->data)->number);
  g_string_append_printf (text, "#EXT-X-DISCONTINUITY-SEQUENCE:%" G_GUINT64_FORMAT "\n",
                          self->n_gaps_gone + ((Piece *) first->data)->gap);
  for (GList *l = first; l != NULL; before = l->data, l = l->next)
    append_piece (text, l->data, before);
  if (!self->live)
    g_string_append (text, "#EXT-X-ENDLIST\n");
  return g_string_free (text, FALSE);
}

/**
 * cs_shelf_get_n_bytes:
 * @self: a shelf
 *
 * Returns: how much the pieces take
 */
gsize
cs_shelf_get_n_bytes (CsShelf *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->n_bytes;
}

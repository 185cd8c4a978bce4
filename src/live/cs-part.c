/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* memmem() */
#include "cs-part.h"

#include "cs-ebml.h"
#include "cs-part-head.h"

#include <string.h>

/* The largest picture that is believed; and the largest of what is not even looked at. */
#define MAX_BLOCK_BYTES (16 * 1024 * 1024)
#define MAX_OTHER_BYTES (1024 * 1024)
#define KEY_FLAG 0x80
#define LACING_FLAGS 0x06
#define FORBIDDEN_FLAG 0x80
#define NAL_TYPE 0x1f
/* No piece of H.264 has more than two zeros in a row (ITU-T H.264, 7.4.1); an encoder that is a little careless is
 * believed, too. */
#define ZEROS 16

enum {
  EBML = 0x1a45dfa3,
  SEGMENT = 0x18538067,
  SEEK_HEAD = 0x114d9b74,
  INFO = 0x1549a966,
  TRACKS = 0x1654ae6b,
  CLUSTER = 0x1f43b675,
  TIMESTAMP = 0xe7,
  POSITION = 0xa7,
  PREVIOUS_SIZE = 0xab,
  SIMPLE_BLOCK = 0xa3,
  BLOCK_GROUP = 0xa0,
  BLOCK = 0xa1,
  REFERENCE = 0xfb,
  CUES = 0x1c53bb6b,
  TAGS = 0x1254c367,
  VOID = 0xec,
  CHECKSUM = 0xbf,
};

struct _CsPart {
  CsEbml *file;
  CsPartHead head;
  guint64 at;
  gint64 cluster_ms; /* -1 when not known */
  gboolean wants_key; /* pictures that lean on one that is lost are of no use */
  gboolean damaged;
  gboolean over; /* nothing more of it can be read */
};

static gboolean
is_other (guint32 id)
{
  return id == SEEK_HEAD || id == INFO || id == TRACKS || id == POSITION || id == PREVIOUS_SIZE || id == CUES || id == TAGS ||
         id == VOID || id == CHECKSUM;
}

/* Where the first cluster is, or the file ends. */
static gboolean
read_head (CsPart *self)
{
  CsEbmlElement element;
  const guint8 *bytes;

  if (cs_ebml_peek_element (self->file, 0, &element) != CS_EBML_FOUND || element.id != EBML || element.n_bytes > MAX_OTHER_BYTES)
    return FALSE;
  self->at = element.n_head + element.n_bytes;
  if (cs_ebml_peek_element (self->file, self->at, &element) != CS_EBML_FOUND || element.id != SEGMENT)
    return FALSE;
  self->at += element.n_head;
  while (cs_ebml_peek_element (self->file, self->at, &element) == CS_EBML_FOUND && is_other (element.id) &&
         element.n_bytes <= MAX_OTHER_BYTES) {
    bytes = cs_ebml_peek (self->file, self->at, element.n_head + element.n_bytes);
    if (bytes == NULL)
      break;
    if (element.id == TRACKS)
      cs_part_head_parse (&self->head, bytes + element.n_head, element.n_bytes);
    self->at += element.n_head + element.n_bytes;
  }
  return self->head.codec_data[0] != NULL && cs_ebml_peek_element (self->file, self->at, &element) != CS_EBML_NONE;
}

/* Whether a cluster begins there, and not only four bytes like its id. */
static CsEbmlResult
look_for_cluster (CsPart *self,
                  guint64 at)
{
  CsEbmlElement cluster, first;
  CsEbmlResult result = cs_ebml_peek_element (self->file, at, &cluster);

  if (result == CS_EBML_FOUND)
    result = cluster.id == CLUSTER ? cs_ebml_peek_element (self->file, at + cluster.n_head, &first) : CS_EBML_NONE;
  return result != CS_EBML_FOUND || (first.id == TIMESTAMP && first.n_bytes <= 8) ? result : CS_EBML_NONE;
}

static gboolean
find_cluster (CsPart *self)
{
  guint64 from = self->at;

  while (cs_ebml_find (self->file, from, CLUSTER, &self->at)) {
    if (look_for_cluster (self, self->at) == CS_EBML_FOUND) {
      self->cluster_ms = -1;
      return TRUE;
    }
    from = self->at + 1;
  }
  self->over = TRUE;
  return FALSE;
}

/* What comes next cannot be what was written. */
static gboolean
step_over (CsPart *self)
{
  self->damaged = self->wants_key = TRUE;
  self->at++;
  return find_cluster (self);
}

/* A process that was killed leaves half of what it was writing: that is how such a part ends, and nothing more is in it. */
static gboolean
step_over_cut (CsPart *self)
{
  self->at++;
  if (!find_cluster (self))
    return FALSE;
  self->damaged = self->wants_key = TRUE;
  return TRUE;
}

static gboolean
is_picture (const CsPart *self,
            const guint8 *bytes,
            gsize         n)
{
  static const guint8 zeros[ZEROS] = { 0 };
  const gsize n_length = self->head.n_length_bytes;

  if (memmem (bytes, n, zeros, sizeof zeros) != NULL)
    return FALSE;
  while (n > n_length) {
    guint64 length = cs_ebml_parse_number (bytes, n_length);

    if (length == 0 || length > n - n_length || (bytes[n_length] & FORBIDDEN_FLAG) != 0 || (bytes[n_length] & NAL_TYPE) == 0)
      return FALSE;
    bytes += n_length + length;
    n -= n_length + length;
  }
  return n == 0;
}

static gboolean
is_sound (const guint8 *bytes,
          gsize         n)
{
  while (n > 0 && *bytes == 0) {
    bytes++;
    n--;
  }
  return n > 0;
}

/* What stands in a block: RFC 9559, 10. */
static gboolean
parse_block (CsPart       *self,
             const guint8 *bytes,
             gsize         n,
             CsPartBlock  *block)
{
  guint number;

  if (n <= 4 || (bytes[0] & 0x80) == 0 || (bytes[3] & LACING_FLAGS) != 0 || self->cluster_ms < 0)
    return FALSE;
  number = bytes[0] & 0x7f;
  if (number == 0 || (number != self->head.numbers[0] && number != self->head.numbers[1]))
    return FALSE;
  block->track = number == self->head.numbers[0] ? 0 : 1;
  block->at_ms = self->cluster_ms + (gint16) cs_ebml_parse_number (bytes + 1, 2);
  block->key = (bytes[3] & KEY_FLAG) != 0;
  block->bytes = bytes + 4;
  block->n_bytes = n - 4;
  return block->track == 0 ? is_picture (self, block->bytes, block->n_bytes) : is_sound (block->bytes, block->n_bytes);
}

static gboolean
parse_group (CsPart       *self,
             const guint8 *bytes,
             gsize         n,
             CsPartBlock  *block)
{
  gboolean found = FALSE, leans = FALSE;
  CsEbmlElement element;

  while (n > 0) {
    if (cs_ebml_parse (bytes, n, &element) != CS_EBML_FOUND || element.n_bytes > n - element.n_head)
      return FALSE;
    if (element.id == BLOCK && !(found = parse_block (self, bytes + element.n_head, element.n_bytes, block)))
      return FALSE;
    leans |= element.id == REFERENCE;
    bytes += element.n_head + element.n_bytes;
    n -= element.n_head + element.n_bytes;
  }
  block->key = !leans;
  return found;
}

/* A cluster's own size is not asked for: what was still being written has none, and its blocks follow each other anyhow. */
static gboolean
enter (CsPart              *self,
       const CsEbmlElement *element)
{
  CsEbmlResult result = look_for_cluster (self, self->at);

  if (result != CS_EBML_FOUND)
    return result == CS_EBML_CUT ? step_over_cut (self) : step_over (self);
  self->cluster_ms = -1;
  self->at += element->n_head;
  return TRUE;
}

static gboolean
take (CsPart              *self,
      const CsEbmlElement *element,
      const guint8        *bytes,
      CsPartBlock         *block,
      gboolean            *taken)
{
  const guint8 *body = bytes + element->n_head;
  gsize n = element->n_bytes;

  if (element->id == TIMESTAMP) {
    guint64 ms = n <= 8 ? cs_ebml_parse_number (body, n) : G_MAXUINT64;

    if (ms > G_MAXINT32)
      return step_over (self);
    self->cluster_ms = ms;
  } else if (element->id == SIMPLE_BLOCK || element->id == BLOCK_GROUP) {
    if (!(element->id == SIMPLE_BLOCK ? parse_block (self, body, n, block) : parse_group (self, body, n, block)))
      return step_over (self);
    *taken = block->track != 0 || block->key || !self->wants_key;
    self->wants_key &= block->track != 0 || !block->key;
  }
  self->at += element->n_head + n;
  return TRUE;
}

/* Whether there is anything more to look at. */
static gboolean
advance (CsPart      *self,
         CsPartBlock *block,
         gboolean    *taken)
{
  CsEbmlElement element;
  CsEbmlResult result = cs_ebml_peek_element (self->file, self->at, &element);
  gboolean block_like;
  const guint8 *bytes;

  if (result == CS_EBML_CUT)
    return FALSE;
  if (result == CS_EBML_NONE)
    return step_over (self);
  if (element.id == CLUSTER)
    return enter (self, &element);
  block_like = element.id == SIMPLE_BLOCK || element.id == BLOCK_GROUP;
  if (!(block_like || element.id == TIMESTAMP || is_other (element.id)) ||
      element.n_bytes > (block_like ? MAX_BLOCK_BYTES : MAX_OTHER_BYTES))
    return step_over (self);
  bytes = cs_ebml_peek (self->file, self->at, element.n_head + element.n_bytes);
  return bytes != NULL ? take (self, &element, bytes, block, taken) : step_over_cut (self);
}

/**
 * cs_part_open:
 * @path: a part
 * @cancellable: (nullable): ends it
 * @error: why it cannot be opened; not for people
 *
 * Returns: (transfer full) (nullable): the part
 */
CsPart *
cs_part_open (const char   *path,
              GCancellable *cancellable,
              GError      **error)
{
  CsEbml *file = cs_ebml_open (path, cancellable, error);
  CsPart *self;

  if (file == NULL)
    return NULL;
  self = g_new0 (CsPart, 1);
  self->file = file;
  self->cluster_ms = -1;
  if (!read_head (self)) {
    cs_part_head_clear (&self->head);
    self->damaged = TRUE;
    self->at = 0;
    find_cluster (self);
  }
  return self;
}

/**
 * cs_part_free:
 * @self: (transfer full): a part
 */
void
cs_part_free (CsPart *self)
{
  cs_ebml_free (self->file);
  cs_part_head_clear (&self->head);
  g_free (self);
}

/**
 * cs_part_get_head:
 * @self: a part
 *
 * Returns: (transfer none) (nullable): its head; %NULL when that cannot be read
 */
const CsPartHead *
cs_part_get_head (CsPart *self)
{
  return self->head.codec_data[0] != NULL ? &self->head : NULL;
}

/**
 * cs_part_set_head:
 * @self: a part without a head
 * @head: the head of another one of the same recording
 */
void
cs_part_set_head (CsPart           *self,
                  const CsPartHead *head)
{
  cs_part_head_clear (&self->head);
  cs_part_head_copy (&self->head, head);
}

/**
 * cs_part_next:
 * @self: a part that has a head
 * @block: (out): what comes next; its bytes are there until the next call
 *
 * Returns: whether there was anything more
 */
gboolean
cs_part_next (CsPart      *self,
              CsPartBlock *block)
{
  gboolean taken = FALSE;

  while (!taken && !self->over) {
    cs_ebml_forget (self->file, self->at);
    self->over = !advance (self, block, &taken);
  }
  return taken;
}

/**
 * cs_part_is_damaged:
 * @self: a part
 *
 * Returns: whether there was anything up to here that could not be read
 */
gboolean
cs_part_is_damaged (CsPart *self)
{
  return self->damaged;
}

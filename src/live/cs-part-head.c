/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-part-head.h"

#include "cs-ebml.h"

#include <string.h>

/* As it begins, and ends at least: ISO/IEC 14496-15, 5.3.3.1. */
#define AVC_VERSION 1
#define AVC_LEAST_BYTES 7
#define AVC_LENGTH_AT 4
#define AVC_LENGTH_BITS 0x03
/* Of one picture. */
#define MAX_DURATION_NS G_GUINT64_CONSTANT (1000000000)

enum {
  TRACK_ENTRY = 0xae,
  NUMBER = 0xd7,
  CODEC = 0x86,
  CODEC_DATA = 0x63a2,
  DEFAULT_DURATION = 0x23e383,
};

/* One track, while its elements are read. */
typedef struct {
  guint64 number;
  const guint8 *codec;
  gsize n_codec;
  const guint8 *data;
  gsize n_data;
  guint64 duration_ns;
} Entry;

typedef gboolean (*Visit) (gpointer      data,
                           guint32       id,
                           const guint8 *bytes,
                           gsize         n);

/* Stops where something else than an element is. */
static void
visit_children (const guint8 *bytes,
                gsize         n,
                Visit         visit,
                gpointer      data)
{
  CsEbmlElement element;

  while (cs_ebml_parse (bytes, n, &element) == CS_EBML_FOUND && element.n_bytes <= n - element.n_head &&
         visit (data, element.id, bytes + element.n_head, element.n_bytes)) {
    bytes += element.n_head + element.n_bytes;
    n -= element.n_head + element.n_bytes;
  }
}

static gboolean
read_entry (gpointer      data,
            guint32       id,
            const guint8 *bytes,
            gsize         n)
{
  Entry *entry = data;

  if (id == NUMBER && n <= 8) {
    entry->number = cs_ebml_parse_number (bytes, n);
  } else if (id == DEFAULT_DURATION && n <= 8) {
    entry->duration_ns = cs_ebml_parse_number (bytes, n);
  } else if (id == CODEC) {
    entry->codec = bytes;
    entry->n_codec = n;
  } else if (id == CODEC_DATA) {
    entry->data = bytes;
    entry->n_data = n;
  }
  return TRUE;
}

/* A string may have zeros behind it: RFC 8794, 7.4. */
static gboolean
is_codec (const Entry *entry,
          const char  *name)
{
  return strnlen ((const char *) entry->codec, entry->n_codec) == strlen (name) &&
         memcmp (entry->codec, name, strlen (name)) == 0;
}

static void
take_entry (CsPartHead  *self,
            guint        track,
            const Entry *entry)
{
  self->numbers[track] = entry->number;
  self->durations_ns[track] = entry->duration_ns <= MAX_DURATION_NS ? entry->duration_ns : 0;
  g_clear_pointer (&self->codec_data[track], g_bytes_unref);
  self->codec_data[track] = g_bytes_new (entry->data, entry->n_data);
}

static gboolean
read_track (gpointer      data,
            guint32       id,
            const guint8 *bytes,
            gsize         n)
{
  CsPartHead *self = data;
  Entry entry = { 0 };

  if (id != TRACK_ENTRY)
    return TRUE;
  visit_children (bytes, n, read_entry, &entry);
  if (entry.number == 0 || entry.number > 0x7f || entry.n_data < 2 || entry.codec == NULL)
    return TRUE;
  if (is_codec (&entry, "V_MPEG4/ISO/AVC") && entry.n_data >= AVC_LEAST_BYTES && entry.data[0] == AVC_VERSION) {
    take_entry (self, 0, &entry);
    self->n_length_bytes = (entry.data[AVC_LENGTH_AT] & AVC_LENGTH_BITS) + 1;
  } else if (is_codec (&entry, "A_AAC")) {
    take_entry (self, 1, &entry);
  }
  return TRUE;
}

/**
 * cs_part_head_parse:
 * @self: an empty head
 * @tracks: what is in a file's element “Tracks” (RFC 9559, 5.1.4)
 * @n: how many bytes
 *
 * Takes the pictures in H.264 and the sound in AAC: a recording has nothing else.
 */
void
cs_part_head_parse (CsPartHead   *self,
                    const guint8 *tracks,
                    gsize         n)
{
  visit_children (tracks, n, read_track, self);
}

/**
 * cs_part_head_copy:
 * @self: an empty head
 * @other: what it becomes
 */
void
cs_part_head_copy (CsPartHead       *self,
                   const CsPartHead *other)
{
  *self = *other;
  for (guint i = 0; i < CS_PART_N_TRACKS; i++)
    self->codec_data[i] = other->codec_data[i] != NULL ? g_bytes_ref (other->codec_data[i]) : NULL;
}

/**
 * cs_part_head_clear:
 * @self: a head; empty afterwards
 */
void
cs_part_head_clear (CsPartHead *self)
{
  for (guint i = 0; i < CS_PART_N_TRACKS; i++)
    g_clear_pointer (&self->codec_data[i], g_bytes_unref);
  memset (self, 0, sizeof *self);
}

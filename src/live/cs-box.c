/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-box.h"

#include <string.h>

/**
 * cs_box_put_bytes:
 * @out: where to write
 * @bytes: (array length=size): what to write
 * @size: how many bytes
 */
void
cs_box_put_bytes (GByteArray   *out,
                  gconstpointer bytes,
                  gsize         size)
{
  g_byte_array_append (out, bytes, size);
}

/**
 * cs_box_put_zeros:
 * @out: where to write
 * @n: how many bytes
 */
void
cs_box_put_zeros (GByteArray *out,
                  guint       n)
{
  for (guint i = 0; i < n; i++)
    cs_box_put_8 (out, 0);
}

/**
 * cs_box_put_8:
 * @out: where to write
 * @value: a number
 */
void
cs_box_put_8 (GByteArray *out,
              guint8      value)
{
  cs_box_put_bytes (out, &value, 1);
}

/**
 * cs_box_put_16:
 * @out: where to write
 * @value: a number
 */
void
cs_box_put_16 (GByteArray *out,
               guint16     value)
{
  guint16 big = GUINT16_TO_BE (value);

  cs_box_put_bytes (out, &big, sizeof big);
}

/**
 * cs_box_put_32:
 * @out: where to write
 * @value: a number
 */
void
cs_box_put_32 (GByteArray *out,
               guint32     value)
{
  guint32 big = GUINT32_TO_BE (value);

  cs_box_put_bytes (out, &big, sizeof big);
}

/**
 * cs_box_put_64:
 * @out: where to write
 * @value: a number
 */
void
cs_box_put_64 (GByteArray *out,
               guint64     value)
{
  guint64 big = GUINT64_TO_BE (value);

  cs_box_put_bytes (out, &big, sizeof big);
}

/**
 * cs_box_set_32:
 * @out: what was written so far
 * @at: where in it a number of 32 bits stands
 * @value: what is to stand there
 */
void
cs_box_set_32 (GByteArray *out,
               guint       at,
               guint32     value)
{
  guint32 big = GUINT32_TO_BE (value);

  g_return_if_fail (at + sizeof big <= out->len);

  memcpy (out->data + at, &big, sizeof big);
}

/**
 * cs_box_begin:
 * @out: where to write
 * @type: four letters
 *
 * Returns: where it begins, for cs_box_end()
 */
guint
cs_box_begin (GByteArray *out,
              const char *type)
{
  guint at = out->len;

  cs_box_put_32 (out, 0);
  cs_box_put_bytes (out, type, 4);
  return at;
}

/**
 * cs_box_begin_full:
 * @out: where to write
 * @type: four letters
 * @version: of what is in it
 * @flags: 24 bits
 *
 * Returns: where it begins, for cs_box_end()
 */
guint
cs_box_begin_full (GByteArray *out,
                   const char *type,
                   guint8      version,
                   guint32     flags)
{
  guint at = cs_box_begin (out, type);

  cs_box_put_32 (out, (guint32) version << 24 | flags);
  return at;
}

/**
 * cs_box_end:
 * @out: where the box was written
 * @at: where it began
 *
 * Fills in its length.
 */
void
cs_box_end (GByteArray *out,
            guint       at)
{
  cs_box_set_32 (out, at, out->len - at);
}

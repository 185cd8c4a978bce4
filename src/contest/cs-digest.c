/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-digest.h"

#include <nettle/sha2.h>
#include <string.h>

/**
 * cs_digest_write_hex:
 * @bytes: (array length=n_bytes): what to write
 * @n_bytes: how many
 * @hex: (out): room for two lower-case digits a byte and a zero
 */
void
cs_digest_write_hex (const guint8 *bytes,
                     gsize         n_bytes,
                     char         *hex)
{
  static const char digits[] = "0123456789abcdef";

  for (gsize i = 0; i < n_bytes; i++) {
    hex[2 * i] = digits[bytes[i] >> 4];
    hex[2 * i + 1] = digits[bytes[i] & 15];
  }
  hex[2 * n_bytes] = '\0';
}

/**
 * cs_digest_read_hex:
 * @hex: (nullable): a text
 * @n_bytes: how many bytes it must stand for
 * @bytes: (out): room for them
 *
 * Returns: whether the text is exactly that many bytes in lower-case digits; if not, @bytes may be written to
 */
gboolean
cs_digest_read_hex (const char *hex,
                    gsize       n_bytes,
                    guint8     *bytes)
{
  if (!cs_digest_is_hex (hex, 2 * n_bytes))
    return FALSE;
  for (gsize i = 0; i < n_bytes; i++)
    bytes[i] = (guint8) (g_ascii_xdigit_value (hex[2 * i]) << 4 | g_ascii_xdigit_value (hex[2 * i + 1]));
  return TRUE;
}

/**
 * cs_digest_is_hex:
 * @text: (nullable): a text
 * @n_digits: how many digits
 *
 * Returns: whether it is that many lower-case hexadecimal digits and nothing else
 */
gboolean
cs_digest_is_hex (const char *text,
                  gsize       n_digits)
{
  return text != NULL && strspn (text, "0123456789abcdef") == n_digits && text[n_digits] == '\0';
}

/**
 * cs_digest_of_bytes:
 * @data: (array length=length) (nullable): what to hash
 * @length: how many bytes
 * @hex: (out): its SHA-256 in lower-case digits
 */
void
cs_digest_of_bytes (const void *data,
                    gsize       length,
                    CsHex       hex)
{
  struct sha256_ctx context;
  guint8 digest[CS_DIGEST_BYTES];

  sha256_init (&context);
  if (length > 0)
    sha256_update (&context, length, data);
  sha256_digest (&context, sizeof digest, digest);
  cs_digest_write_hex (digest, sizeof digest, hex);
}

/**
 * cs_digest_of_format:
 * @hex: (out): the SHA-256, in lower-case digits, of the formatted text
 * @format: as for printf
 * @...: its arguments; @hex itself may be among them
 */
void
cs_digest_of_format (CsHex       hex,
                     const char *format,
                     ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  cs_digest_of_bytes (text, strlen (text), hex);
}

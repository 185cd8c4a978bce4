/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-output-settings.h"

#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#define KEY_BYTES 16
#define MIN_KEY_LENGTH 16
#define MAX_KEY_LENGTH 128

static void
settings_clear (CsOutputSettings *self)
{
  g_free (self->read_key);
  g_free (self->token);
  g_free (self->theme_path);
  g_free (self->source_words);
}

static char *
make_key (void)
{
  guint8 bytes[KEY_BYTES];
  char *key = g_malloc0 (2 * KEY_BYTES + 1);

  /* As few bytes as this are never cut short, says getrandom(2). */
  if (getrandom (bytes, sizeof bytes, 0) != sizeof bytes)
    g_error ("The system has no random numbers to give");
  for (guint i = 0; i < KEY_BYTES; i++)
    snprintf (key + 2 * i, 3, "%02x", bytes[i]);
  return key;
}

/**
 * cs_output_settings_new:
 *
 * Returns: (transfer full): the defaults, with a read key of its own
 */
CsOutputSettings *
cs_output_settings_new (void)
{
  CsOutputSettings *self = g_atomic_rc_box_new0 (CsOutputSettings);

  self->read_key = make_key ();
  return self;
}

/**
 * cs_output_settings_copy:
 * @self: settings
 *
 * Returns: (transfer full): a copy to be changed before it is shared
 */
CsOutputSettings *
cs_output_settings_copy (const CsOutputSettings *self)
{
  CsOutputSettings *copy = g_atomic_rc_box_new0 (CsOutputSettings);

  copy->read_key = g_strdup (self->read_key);
  copy->token = g_strdup (self->token);
  copy->theme_path = g_strdup (self->theme_path);
  copy->source_words = g_strdup (self->source_words);
  copy->rehearsal = self->rehearsal;
  return copy;
}

/**
 * cs_output_settings_ref:
 * @self: settings
 *
 * Returns: (transfer full): @self
 */
CsOutputSettings *
cs_output_settings_ref (CsOutputSettings *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * cs_output_settings_unref:
 * @self: (transfer full): settings
 */
void
cs_output_settings_unref (CsOutputSettings *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) settings_clear);
}

/**
 * cs_output_settings_is_key:
 * @key: (nullable): a read key that was kept from an earlier run
 *
 * Returns: whether it may stand in a path: 16 to 128 letters and digits
 */
gboolean
cs_output_settings_is_key (const char *key)
{
  gsize length = key != NULL ? strlen (key) : 0;

  if (length < MIN_KEY_LENGTH || length > MAX_KEY_LENGTH)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (key[i]))
      return FALSE;
  return TRUE;
}

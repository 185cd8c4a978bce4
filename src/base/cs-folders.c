/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-folders.h"

#include "cs-config.h"

static const char *
get_folder (const char *variable,
            const char *installed)
{
  const char *given = g_getenv (variable);

  return given != NULL && *given != '\0' ? given : installed;
}

/**
 * cs_folders_get_data:
 *
 * Returns: (transfer none): where the rehearsal show is: the environment variable COULISSES_DATA_DIR, or where it was
 *   installed
 */
const char *
cs_folders_get_data (void)
{
  return get_folder ("COULISSES_DATA_DIR", CS_DATA_DIR);
}

/**
 * cs_folders_get_locale:
 *
 * Returns: (transfer none): where the translations are: the environment variable COULISSES_LOCALE_DIR, or where they
 *   were installed
 */
const char *
cs_folders_get_locale (void)
{
  return get_folder ("COULISSES_LOCALE_DIR", CS_LOCALE_DIR);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-page-link.h"

#include <string.h>
#include <sys/random.h>

/* No letter that is read as another: such a link is also typed from a screen. */
static const char letters[] = "23456789abcdefghijkmnpqrstuvwxyz";

G_STATIC_ASSERT (sizeof letters - 1 == 32);

/**
 * cs_page_link_make:
 *
 * Returns: (transfer full): the unguessable part of a link, of 130 random bits
 */
char *
cs_page_link_make (void)
{
  guint8 bytes[CS_PAGE_LINK_LENGTH];
  char *link = g_malloc0 (CS_PAGE_LINK_LENGTH + 1);

  /* As few bytes as this are never cut short, says getrandom(2). */
  if (getrandom (bytes, sizeof bytes, 0) != sizeof bytes)
    g_error ("The system has no random numbers to give");
  for (guint i = 0; i < CS_PAGE_LINK_LENGTH; i++)
    link[i] = letters[bytes[i] % 32];
  return link;
}

/**
 * cs_page_link_is_valid:
 * @link: (nullable): a link that was kept from an earlier run
 *
 * Returns: whether it is as cs_page_link_make() makes them
 */
gboolean
cs_page_link_is_valid (const char *link)
{
  return link != NULL && strlen (link) == CS_PAGE_LINK_LENGTH && strspn (link, letters) == CS_PAGE_LINK_LENGTH;
}

/**
 * cs_page_link_is_same:
 * @a: of %CS_PAGE_LINK_LENGTH bytes, not necessarily ended there
 * @b: a link
 *
 * Takes the same time whatever differs.
 *
 * Returns: whether they are the same
 */
gboolean
cs_page_link_is_same (const char *a,
                      const char *b)
{
  guchar difference = 0;

  for (guint i = 0; i < CS_PAGE_LINK_LENGTH; i++)
    difference |= (guchar) a[i] ^ (guchar) b[i];
  return difference == 0;
}

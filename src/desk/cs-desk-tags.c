/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-desk-private.h"

#include <string.h>

static gint64
read_seconds (void)
{
  return g_get_monotonic_time () / G_USEC_PER_SEC;
}

/**
 * cs_desk_count_tag:
 * @self: a desk
 * @tag: a hashtag without the sign
 *
 * Returns: how many posts came with it in the last minute, letter case aside
 */
guint
cs_desk_count_tag (CsDesk     *self,
                   const char *tag)
{
  g_return_val_if_fail (CS_IS_DESK (self) && tag != NULL, 0);

  return self->ferry != NULL ? cs_tag_meter_count (cs_ferry_get_tag_meter (self->ferry), tag, read_seconds ()) : 0;
}

/**
 * cs_desk_list_busiest_tags:
 * @self: a desk
 * @n: how many
 *
 * Returns: (transfer full) (array zero-terminated=1): the hashtags that most posts came with in the last minute
 */
GStrv
cs_desk_list_busiest_tags (CsDesk *self,
                           guint   n)
{
  g_return_val_if_fail (CS_IS_DESK (self), g_new0 (char *, 1));

  if (self->ferry == NULL)
    return g_new0 (char *, 1);
  return cs_tag_meter_list_busiest (cs_ferry_get_tag_meter (self->ferry), n, read_seconds ());
}

/**
 * cs_desk_get_source_tags:
 * @self: a desk
 * @source: one of its sources
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): the hashtags it was told to follow, or %NULL
 *   when it follows none by name, as a recording does
 */
const char *const *
cs_desk_get_source_tags (CsDesk   *self,
                         CsSource *source)
{
  g_return_val_if_fail (CS_IS_DESK (self) && CS_IS_SOURCE (source), NULL);

  for (guint i = 0; i < self->configs->len; i++) {
    const CsSourceConfig *config = self->configs->pdata[i];

    if (strcmp (config->id, cs_source_get_id (source)) == 0)
      return (const char *const *) config->any;
  }
  return NULL;
}

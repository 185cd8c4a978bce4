/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-context-source.h"

/**
 * cs_context_source_add:
 * @context: where it shall run
 * @source: (transfer full): a source that is not attached
 * @priority: its priority
 * @func: what it calls
 * @user_data: for @func
 *
 * Returns: (transfer full): @source, to be ended with cs_context_source_clear()
 */
GSource *
cs_context_source_add (GMainContext *context,
                       GSource      *source,
                       int           priority,
                       GSourceFunc   func,
                       gpointer      user_data)
{
  g_source_set_priority (source, priority);
  g_source_set_callback (source, func, user_data, NULL);
  g_source_attach (source, context);
  return source;
}

/**
 * cs_context_source_add_timeout:
 * @context: where it shall run
 * @interval_ms: how long from now
 * @func: what it calls
 * @user_data: for @func
 *
 * A deadline goes before the traffic it watches over.
 *
 * Returns: (transfer full): a source, to be ended with cs_context_source_clear()
 */
GSource *
cs_context_source_add_timeout (GMainContext *context,
                               guint         interval_ms,
                               GSourceFunc   func,
                               gpointer      user_data)
{
  return cs_context_source_add (context, g_timeout_source_new (interval_ms), G_PRIORITY_HIGH, func, user_data);
}

/**
 * cs_context_source_clear:
 * @source: (inout) (nullable): where a source is kept
 *
 * Ends it, if there is one. On the thread of its context.
 */
void
cs_context_source_clear (GSource **source)
{
  if (*source == NULL)
    return;
  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-line.h"
#include "cs-pipe.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* A line that the encoder feeds, and the pipeline on this machine that empties it: to the disk, or into pieces for a
 * page. Main thread. */
#define CS_TYPE_OUTLET (cs_outlet_get_type ())
G_DECLARE_DERIVABLE_TYPE (CsOutlet, cs_outlet, CS, OUTLET, GObject)

/**
 * CsOutletClass:
 * @end_ms: how long the pipeline may take for what is still to come, in milliseconds
 * @failed: the pipeline has failed, and is being thrown away
 * @over: nothing of the pipeline is left
 *
 * What a kind of outlet has to provide.
 */
struct _CsOutletClass {
  GObjectClass parent_class;

  guint end_ms;
  void (*failed) (CsOutlet     *self,
                  const GError *error);
  void (*over) (CsOutlet *self);

  gpointer padding[4];
};

/* For subclasses. */
void cs_outlet_connect (CsOutlet      *self,
                        const char    *name,
                        CsLine        *line,
                        GstClockTime   base_time,
                        CsPipeBuild    build,
                        gpointer       data,
                        GDestroyNotify destroy);

CsLine *cs_outlet_get_line (CsOutlet *self);
void cs_outlet_start (CsOutlet *self);
void cs_outlet_end_async (CsOutlet           *self,
                          GAsyncReadyCallback callback,
                          gpointer            user_data);
gboolean cs_outlet_end_finish (CsOutlet     *self,
                               GAsyncResult *result,
                               GError      **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CS_STREAM_NONE G_MAXUINT

/**
 * CsStreamGeometry:
 * @n_rows: how many rows
 * @tall: the position of the one taller row, or %CS_STREAM_NONE
 * @row_height: of every other row, in pixels
 * @tall_height: of the taller one
 *
 * Where the rows of a list lie whose rows are all alike but one: no row has to be measured.
 */
typedef struct {
  guint n_rows;
  guint tall;
  int row_height;
  int tall_height;
} CsStreamGeometry;

double cs_stream_geometry_get_height (const CsStreamGeometry *self);
int cs_stream_geometry_get_row_height (const CsStreamGeometry *self,
                                       guint                   position);
double cs_stream_geometry_get_y (const CsStreamGeometry *self,
                                 guint                   position);
guint cs_stream_geometry_find (const CsStreamGeometry *self,
                               double                  y);
guint cs_stream_geometry_move (guint     position,
                               guint     changed,
                               guint     removed,
                               guint     added,
                               gboolean *gone);

G_END_DECLS

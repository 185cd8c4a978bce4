/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-stream-geometry.h"

#include <math.h>

static int
get_extra (const CsStreamGeometry *self)
{
  return self->tall < self->n_rows ? self->tall_height - self->row_height : 0;
}

/**
 * cs_stream_geometry_get_height:
 * @self: a geometry
 *
 * Returns: the height of all rows together, in pixels
 */
double
cs_stream_geometry_get_height (const CsStreamGeometry *self)
{
  return (double) self->n_rows * self->row_height + get_extra (self);
}

/**
 * cs_stream_geometry_get_row_height:
 * @self: a geometry
 * @position: a row
 *
 * Returns: its height, in pixels
 */
int
cs_stream_geometry_get_row_height (const CsStreamGeometry *self,
                                   guint                   position)
{
  return position == self->tall ? self->tall_height : self->row_height;
}

/**
 * cs_stream_geometry_get_y:
 * @self: a geometry
 * @position: a row
 *
 * Returns: where its top is, in pixels from the top of the first row
 */
double
cs_stream_geometry_get_y (const CsStreamGeometry *self,
                          guint                   position)
{
  return (double) position * self->row_height + (self->tall < position ? get_extra (self) : 0);
}

/**
 * cs_stream_geometry_find:
 * @self: a geometry
 * @y: pixels from the top of the first row
 *
 * Returns: the row that is there; above all rows the first, below them the last; %CS_STREAM_NONE when
 *   there are no rows
 */
guint
cs_stream_geometry_find (const CsStreamGeometry *self,
                         double                  y)
{
  double position;

  if (self->n_rows == 0)
    return CS_STREAM_NONE;
  if (self->tall < self->n_rows && y >= cs_stream_geometry_get_y (self, self->tall)) {
    if (y < cs_stream_geometry_get_y (self, self->tall) + self->tall_height)
      return self->tall;
    y -= get_extra (self);
  }
  position = floor (y / self->row_height);
  return (guint) CLAMP (position, 0, self->n_rows - 1);
}

/**
 * cs_stream_geometry_move:
 * @position: a row, or %CS_STREAM_NONE
 * @changed: where the list changed
 * @removed: how many rows were removed there
 * @added: how many rows were put in their place
 * @gone: (out): whether @position itself was among the removed
 *
 * Returns: where the row is after the change; when it is gone, what stands in its place now
 */
guint
cs_stream_geometry_move (guint     position,
                         guint     changed,
                         guint     removed,
                         guint     added,
                         gboolean *gone)
{
  *gone = position != CS_STREAM_NONE && position >= changed && position - changed < removed;
  if (position == CS_STREAM_NONE || position < changed)
    return position;
  return *gone ? changed : position - removed + added;
}

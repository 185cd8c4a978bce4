/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A rising row of ids. Where they follow each other without a gap, as those of a stream do, a block of
 * them takes no memory at all; elsewhere eight bytes each. Private to the store. */
typedef struct _CsIdVector CsIdVector;

CsIdVector *cs_id_vector_new (void) G_GNUC_WARN_UNUSED_RESULT;
void cs_id_vector_free (CsIdVector *self);

guint cs_id_vector_get_length (CsIdVector *self);
gint64 cs_id_vector_get (CsIdVector *self,
                         guint       position);
guint cs_id_vector_find (CsIdVector *self,
                         gint64      id,
                         gboolean   *found);
gboolean cs_id_vector_insert (CsIdVector *self,
                              gint64      id);
gboolean cs_id_vector_remove (CsIdVector *self,
                              gint64      id);
void cs_id_vector_clear (CsIdVector *self);
gsize cs_id_vector_get_size (CsIdVector *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsIdVector, cs_id_vector_free)

G_END_DECLS

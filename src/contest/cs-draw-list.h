/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-seal.h"

G_BEGIN_DECLS

/* Bytes of a line, at most. */
#define CS_DRAW_LIST_LINE_MAX 800

typedef struct _CsDrawList CsDrawList;

/**
 * CsDrawName:
 * @id: its first byte; not ended by a zero
 * @length: how many bytes
 * @tickets: how many tickets it holds
 *
 * One who takes part.
 */
typedef struct {
  const char *id;
  guint32 length;
  guint32 tickets;
} CsDrawName;

CsDrawList *cs_draw_list_parse (GBytes     *bytes,
                                const char *salt,
                                gboolean    tickets,
                                GError    **error) G_GNUC_WARN_UNUSED_RESULT;
CsDrawList *cs_draw_list_parse_sealed (GBytes       *bytes,
                                       const CsSeal *seal,
                                       GError      **error) G_GNUC_WARN_UNUSED_RESULT;
CsDrawList *cs_draw_list_ref (CsDrawList *self);
void cs_draw_list_unref (CsDrawList *self);

GBytes *cs_draw_list_write (const char *const *ids,
                            const guint       *tickets,
                            gsize              n_ids,
                            const char        *salt) G_GNUC_WARN_UNUSED_RESULT;
char *cs_draw_pseudonym (const char *salt,
                         const char *id,
                         gsize       length) G_GNUC_WARN_UNUSED_RESULT;

gsize cs_draw_list_get_n (const CsDrawList *self);
const CsDrawName *cs_draw_list_get (const CsDrawList *self,
                                    gsize             index);
gboolean cs_draw_list_has_tickets (const CsDrawList *self);
GBytes *cs_draw_list_get_bytes (const CsDrawList *self);
gboolean cs_draw_list_find (const CsDrawList *self,
                            const char       *id,
                            gsize            *index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsDrawList, cs_draw_list_unref)

G_END_DECLS

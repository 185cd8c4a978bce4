/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The size of what was still being written: up to where its parent ends. */
#define CS_EBML_OPEN_ENDED G_MAXUINT64

/**
 * CsEbmlResult:
 * @CS_EBML_FOUND: there is an element
 * @CS_EBML_CUT: what is there ends before the element's head does
 * @CS_EBML_NONE: there is something else
 *
 * What was found where an element should be.
 */
typedef enum {
  CS_EBML_FOUND,
  CS_EBML_CUT,
  CS_EBML_NONE,
} CsEbmlResult;

/**
 * CsEbmlElement:
 * @id: what it is, with its length marker, as documents write it
 * @n_head: how many bytes stand before what is in it
 * @n_bytes: how many are in it, or %CS_EBML_OPEN_ENDED
 *
 * The head of an element.
 */
typedef struct {
  guint32 id;
  gsize n_head;
  guint64 n_bytes;
} CsEbmlElement;

CsEbmlResult cs_ebml_parse (const guint8  *bytes,
                            gsize          n,
                            CsEbmlElement *element);
guint64 cs_ebml_parse_number (const guint8 *bytes,
                              gsize         n);

/* A file that is read once, from its beginning to its end, through a window that is as large as it has to be. */
typedef struct _CsEbml CsEbml;

CsEbml *cs_ebml_open (const char   *path,
                      GCancellable *cancellable,
                      GError      **error) G_GNUC_WARN_UNUSED_RESULT;
void cs_ebml_free (CsEbml *self);

const guint8 *cs_ebml_peek (CsEbml *self,
                            guint64 at,
                            gsize   n);
CsEbmlResult cs_ebml_peek_element (CsEbml        *self,
                                   guint64        at,
                                   CsEbmlElement *element);
gboolean cs_ebml_find (CsEbml  *self,
                       guint64  from,
                       guint32  id,
                       guint64 *at);
void cs_ebml_forget (CsEbml *self,
                     guint64 at);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsEbml, cs_ebml_free)

G_END_DECLS

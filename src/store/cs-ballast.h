/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Space on the disk that is kept beside a show while it is open, and given back when the disk is full: what people decide
 * reaches the disk in it, while posts wait until there is room. A thread of its own makes it and fills it up again. */
typedef struct _CsBallast CsBallast;

/**
 * CsBallastTell:
 * @data: as given to cs_ballast_new()
 * @sentence: (nullable): what cs_ballast_describe() answers now
 *
 * Some of the space was given back, or all of it is there again. On any thread.
 */
typedef void (*CsBallastTell) (gpointer    data,
                               const char *sentence);

/* As much as is kept at most, and how much of it is given back at a time. */
#define CS_BALLAST_BYTES (64 * 1024 * 1024)
#define CS_BALLAST_PIECE_BYTES (4 * 1024 * 1024)

CsBallast *cs_ballast_new (const char   *show_path,
                           CsBallastTell tell,
                           gpointer      data) G_GNUC_WARN_UNUSED_RESULT;
void cs_ballast_free (CsBallast *self);
gboolean cs_ballast_give_back (CsBallast *self);
gboolean cs_ballast_is_short (CsBallast *self);
guint64 cs_ballast_get_bytes (CsBallast *self);
char *cs_ballast_describe (CsBallast *self) G_GNUC_WARN_UNUSED_RESULT;

/* Of a show that anybody may have open. */
char *cs_ballast_look (const char *show_path) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsBallast, cs_ballast_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A row into which a secret is typed. The row itself only ever holds dots: neither the screen nor a screen reader nor
 * the clipboard can give away what was typed. */
#define CS_TYPE_SECRET_ROW (cs_secret_row_get_type ())
G_DECLARE_FINAL_TYPE (CsSecretRow, cs_secret_row, CS, SECRET_ROW, AdwEntryRow)

const char *cs_secret_row_get_secret (CsSecretRow *self);
void cs_secret_row_set_secret (CsSecretRow *self,
                               const char  *secret);

G_END_DECLS

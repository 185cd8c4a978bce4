/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-journal.h"

G_BEGIN_DECLS

/**
 * CsGone:
 * @CS_GONE_NOT: it is there
 * @CS_GONE_POST: its author or the network removed the post; it stays removed
 * @CS_GONE_ACCOUNT: its account is gone; it comes back with the account
 *
 * How a post went. The numbers are stored in show files.
 */
typedef enum {
  CS_GONE_NOT = 0,
  CS_GONE_POST = 1,
  CS_GONE_ACCOUNT = 2,
} CsGone;

/**
 * CsPostRow:
 *
 * A row of "post", with the version it points to. Private to the store, on its writing thread.
 */
typedef struct {
  gint64 id;
  gint64 account_id;
  gint64 version_id;
  CsNetwork network;
  CsState state;
  gboolean has_media;
  gint64 gone_us;
  CsGone gone_how;
  gint64 created_us;
  gint64 received_us;
  gint64 edited_us;
  gint64 slot;
  gint64 decision_id;
  gint64 approved_version_id;
  gint64 alike_key;

  guint8 version[CS_VERSION_BYTES];
  char *host;
  char *native_id;
} CsPostRow;

void cs_post_row_clear (CsPostRow *self);
gboolean cs_post_row_load (CsWriter  *writer,
                           gint64     id,
                           CsPostRow *self,
                           GError   **error);
gboolean cs_post_row_store (CsWriter        *writer,
                            const CsPostRow *before,
                            const CsPostRow *self,
                            gboolean         keeps_place,
                            GError         **error);
gint64 cs_post_row_journal (CsWriter        *writer,
                            const CsPostRow *before,
                            const CsPostRow *self,
                            CsVerb           verb,
                            const char      *who,
                            const char      *reason,
                            gint64           undoes_id,
                            GError         **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CsPostRow, cs_post_row_clear)

G_END_DECLS

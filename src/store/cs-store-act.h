/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-store-private.h"

G_BEGIN_DECLS

typedef struct _CsAct CsAct;

/**
 * CsAct:
 * @apply: changes the file; in a transaction
 * @answer: (nullable): once it is on disk, makes what the caller gets; without it the caller gets TRUE
 *
 * What a person does, with what it needs.
 */
struct _CsAct {
  gboolean (*apply) (CsWriter *writer,
                     CsAct    *self,
                     GError  **error);
  gpointer (*answer) (CsWriter *writer,
                      CsAct    *self,
                      GError  **error);
  GDestroyNotify answer_free;

  gint64 id;
  char *version;
  CsVerb verb;
  char *who;
  char *text;
  guint position;
  gint64 at_us;
  GVariant *value;
  CsSnapshot *snapshot;
};

void cs_act_start (CsAct              *self,
                   CsStore            *store,
                   gpointer            tag,
                   GCancellable       *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer            user_data);

G_END_DECLS

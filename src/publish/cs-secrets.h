/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Keeps tokens and keys: in the user's keyring, or, where there is none, in memory for this session. */
#define CS_TYPE_SECRETS (cs_secrets_get_type ())
G_DECLARE_FINAL_TYPE (CsSecrets, cs_secrets, CS, SECRETS, GObject)

CsSecrets *cs_secrets_new (void) G_GNUC_WARN_UNUSED_RESULT;

gboolean cs_secrets_get_persistent (CsSecrets *self);
void cs_secrets_store_async (CsSecrets          *self,
                             const char         *name,
                             const char         *label,
                             const char         *secret,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data);
gboolean cs_secrets_store_finish (CsSecrets    *self,
                                  GAsyncResult *result,
                                  GError      **error);
void cs_secrets_lookup_async (CsSecrets          *self,
                              const char         *name,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);
char *cs_secrets_lookup_finish (CsSecrets    *self,
                                GAsyncResult *result,
                                GError      **error) G_GNUC_WARN_UNUSED_RESULT;
void cs_secrets_forget_async (CsSecrets          *self,
                              const char         *name,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);
gboolean cs_secrets_forget_finish (CsSecrets    *self,
                                   GAsyncResult *result,
                                   GError      **error);

G_END_DECLS

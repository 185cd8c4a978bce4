/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-desk-private.h"

#include "cs-mastodon-client.h"
#include "cs-mastodon-source.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct {
  CsSource *source;
  char *token;
} SignIn;

static void
sign_in_free (gpointer data)
{
  SignIn *self = data;

  g_object_unref (self->source);
  explicit_bzero (self->token, strlen (self->token));
  g_free (self->token);
  g_free (self);
}

static CsSourceConfig *
find_config (CsDesk   *self,
             CsSource *source)
{
  for (guint i = 0; i < self->configs->len; i++) {
    CsSourceConfig *config = self->configs->pdata[i];

    if (strcmp (config->id, cs_source_get_id (source)) == 0)
      return config;
  }
  return NULL;
}

/* The same source goes on from where it is: whatever was written meanwhile comes. */
static gboolean
begin_anew (CsDesk       *self,
            const SignIn *sign_in,
            GError      **error)
{
  CsSourceConfig *config = self->store != NULL ? find_config (self, sign_in->source) : NULL;

  if (config == NULL) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("The source is not there any more."));
    return FALSE;
  }
  config->signed_in = TRUE;
  cs_desk_save_sources (self);
  cs_desk_keep_token (self, sign_in->source, sign_in->token);
  cs_mastodon_source_set_token (CS_MASTODON_SOURCE (sign_in->source), sign_in->token);
  cs_source_stop (sign_in->source);
  cs_source_start (sign_in->source);
  return TRUE;
}

static void
checked_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GTask) task = data;
  const SignIn *sign_in = g_task_get_task_data (task);
  GError *error = NULL;
  g_autofree char *found = cs_source_check_finish (CS_SOURCE (object), result, &error);

  if (g_error_matches (error, CS_MASTODON_ERROR, CS_MASTODON_ERROR_SIGN_IN)) {
    g_clear_error (&error);
    g_set_error (&error, CS_MASTODON_ERROR, CS_MASTODON_ERROR_SIGN_IN, _("%s does not accept this access token."),
                 cs_source_get_host (sign_in->source));
  }
  if (found != NULL && begin_anew (g_task_get_source_object (task), sign_in, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * cs_desk_sign_in_async:
 * @self: an open desk
 * @source: one of its sources that asks for it (#CsSource:sign-in)
 * @token: an access token
 * @cancellable: (nullable): gives up
 * @callback: called when the source goes on with it, or the network does not take it
 * @user_data: for @callback
 *
 * Tries an access token; one that is accepted is kept in the keyring, and the source goes on with it from where it was.
 * Until then it goes on as it does.
 */
void
cs_desk_sign_in_async (CsDesk             *self,
                       CsSource           *source,
                       const char         *token,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (CsSource) trial = NULL;
  const CsSourceConfig *config;
  SignIn *sign_in;

  g_return_if_fail (CS_IS_DESK (self) && CS_IS_MASTODON_SOURCE (source) && token != NULL && *token != '\0');

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cs_desk_sign_in_async);
  config = find_config (self, source);
  if (config == NULL) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("The source is not there any more."));
    return;
  }
  trial = cs_desk_make_source (self, config, token, NULL);
  sign_in = g_new (SignIn, 1);
  *sign_in = (SignIn){ g_object_ref (source), g_strdup (token) };
  g_task_set_task_data (task, sign_in, sign_in_free);
  cs_source_check_async (trial, cancellable, checked_cb, g_steal_pointer (&task));
}

/**
 * cs_desk_sign_in_finish:
 * @self: a desk
 * @result: as the callback got it
 * @error: a sentence that says what is wrong with the token; holds nothing of it
 *
 * Returns: whether the source goes on with it
 */
gboolean
cs_desk_sign_in_finish (CsDesk       *self,
                        GAsyncResult *result,
                        GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

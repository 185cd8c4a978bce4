/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-secrets.h"

#include <libsecret/secret.h>

struct _CsSecrets {
  GObject parent_instance;

  GHashTable *session; /* name → secret: what the keyring would not take */
  gboolean persistent;
};

enum { PROP_0, PROP_PERSISTENT, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CsSecrets, cs_secrets, G_TYPE_OBJECT)

static const SecretSchema schema = {
  "app.coulisses.Coulisses",
  SECRET_SCHEMA_NONE,
  { { "name", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
};

typedef struct {
  char *name;
  char *secret; /* (nullable) */
} Request;

static void
request_free (Request *request)
{
  g_free (request->name);
  secret_password_free (request->secret);
  g_free (request);
}

static Request *
request_new (const char *name,
             const char *secret)
{
  Request *request = g_new0 (Request, 1);

  request->name = g_strdup (name);
  request->secret = g_strdup (secret);
  return request;
}

static void
set_persistent (CsSecrets *self,
                gboolean   persistent)
{
  if (self->persistent == persistent)
    return;
  self->persistent = persistent;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PERSISTENT]);
}

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GTask) task = data;
  CsSecrets *self = g_task_get_source_object (task);
  Request *request = g_task_get_task_data (task);
  gboolean kept = secret_password_store_finish (result, NULL);

  set_persistent (self, kept);
  if (kept)
    g_hash_table_remove (self->session, request->name);
  else
    g_hash_table_insert (self->session, g_strdup (request->name), g_strdup (request->secret));
  g_task_return_boolean (task, TRUE);
}

static void
looked_up_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (GTask) task = data;
  CsSecrets *self = g_task_get_source_object (task);
  Request *request = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  char *secret = secret_password_lookup_finish (result, &error);

  if (error != NULL)
    set_persistent (self, FALSE);
  if (secret == NULL)
    secret = g_strdup (g_hash_table_lookup (self->session, request->name));
  g_task_return_pointer (task, secret, g_free);
}

static void
forgotten_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (GTask) task = data;
  CsSecrets *self = g_task_get_source_object (task);
  Request *request = g_task_get_task_data (task);

  secret_password_clear_finish (result, NULL);
  g_hash_table_remove (self->session, request->name);
  g_task_return_boolean (task, TRUE);
}

static void
cs_secrets_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  CsSecrets *self = CS_SECRETS (object);

  switch (prop_id) {
  case PROP_PERSISTENT:
    g_value_set_boolean (value, self->persistent);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_secrets_finalize (GObject *object)
{
  CsSecrets *self = CS_SECRETS (object);

  g_hash_table_unref (self->session);
  G_OBJECT_CLASS (cs_secrets_parent_class)->finalize (object);
}

static void
cs_secrets_class_init (CsSecretsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cs_secrets_get_property;
  object_class->finalize = cs_secrets_finalize;

  /**
   * CsSecrets:persistent:
   *
   * Whether the keyring answered: if not, secrets last for this session and the window says so.
   */
  properties[PROP_PERSISTENT] = g_param_spec_boolean ("persistent", NULL, NULL, TRUE,
                                                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS |
                                                      G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cs_secrets_init (CsSecrets *self)
{
  self->session = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) secret_password_free);
  self->persistent = TRUE;
}

/**
 * cs_secrets_new:
 *
 * Returns: (transfer full): the way to the user's keyring; main thread only
 */
CsSecrets *
cs_secrets_new (void)
{
  return g_object_new (CS_TYPE_SECRETS, NULL);
}

/**
 * cs_secrets_get_persistent:
 * @self: secrets
 *
 * Returns: whether the keyring answered the last time; %TRUE before the first
 */
gboolean
cs_secrets_get_persistent (CsSecrets *self)
{
  g_return_val_if_fail (CS_IS_SECRETS (self), FALSE);

  return self->persistent;
}

/**
 * cs_secrets_store_async:
 * @self: secrets
 * @name: what the secret is found by, for example "source.mastodon-1"
 * @label: what a person reads in the keyring
 * @secret: the secret; never logged
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is kept
 * @user_data: for @callback
 *
 * Keeps a secret, in the keyring where there is one, else until Coulisses ends.
 */
void
cs_secrets_store_async (CsSecrets          *self,
                        const char         *name,
                        const char         *label,
                        const char         *secret,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (CS_IS_SECRETS (self) && name != NULL && secret != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_task_data (task, request_new (name, secret), (GDestroyNotify) request_free);
  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, secret, cancellable, stored_cb, task, "name",
                         name, NULL);
}

/**
 * cs_secrets_store_finish:
 * @self: secrets
 * @result: as the callback got it
 * @error: cancelled
 *
 * Returns: whether the secret is kept; #CsSecrets:persistent tells for how long
 */
gboolean
cs_secrets_store_finish (CsSecrets    *self,
                         GAsyncResult *result,
                         GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * cs_secrets_lookup_async:
 * @self: secrets
 * @name: what the secret is found by
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Looks a secret up.
 */
void
cs_secrets_lookup_async (CsSecrets          *self,
                         const char         *name,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (CS_IS_SECRETS (self) && name != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_task_data (task, request_new (name, NULL), (GDestroyNotify) request_free);
  secret_password_lookup (&schema, cancellable, looked_up_cb, task, "name", name, NULL);
}

/**
 * cs_secrets_lookup_finish:
 * @self: secrets
 * @result: as the callback got it
 * @error: cancelled
 *
 * Returns: (transfer full) (nullable): the secret, to be freed with g_free(), or %NULL when there is none
 */
char *
cs_secrets_lookup_finish (CsSecrets    *self,
                          GAsyncResult *result,
                          GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * cs_secrets_forget_async:
 * @self: secrets
 * @name: what the secret is found by
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is gone
 * @user_data: for @callback
 *
 * Forgets a secret, wherever it was kept.
 */
void
cs_secrets_forget_async (CsSecrets          *self,
                         const char         *name,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (CS_IS_SECRETS (self) && name != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_task_data (task, request_new (name, NULL), (GDestroyNotify) request_free);
  secret_password_clear (&schema, cancellable, forgotten_cb, task, "name", name, NULL);
}

/**
 * cs_secrets_forget_finish:
 * @self: secrets
 * @result: as the callback got it
 * @error: cancelled
 *
 * Returns: whether it is gone
 */
gboolean
cs_secrets_forget_finish (CsSecrets    *self,
                          GAsyncResult *result,
                          GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

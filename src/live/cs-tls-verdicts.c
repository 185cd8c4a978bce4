/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-tls-verdicts.h"

/* Nobody asks for all of them. */
#define MAX_KEPT 32

static GMutex lock;
static GHashTable *verdicts; /* "host:port" → GTlsCertificateFlags; guarded by @lock */

static char *
make_key (const char *host,
          guint16     port)
{
  g_autofree char *small = g_ascii_strdown (host, -1);

  return g_strdup_printf ("%s:%u", small, port);
}

static void
note (GNetworkAddress     *address,
      GTlsCertificateFlags errors)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);

  if (g_hash_table_size (verdicts) >= MAX_KEPT)
    g_hash_table_remove_all (verdicts);
  g_hash_table_insert (verdicts, make_key (g_network_address_get_hostname (address), g_network_address_get_port (address)),
                       GUINT_TO_POINTER (errors));
}

/* GTlsConnection::accept-certificate (connection, certificate, errors), on whatever thread shakes hands. It only
 * listens: who asks the question gets the answer it would have got. */
static gboolean
judged_cb (GSignalInvocationHint *hint,
           guint                  n_values,
           const GValue          *values,
           gpointer               data)
{
  GObject *connection = g_value_get_object (&values[0]);
  GSocketConnectable *server = NULL;

  if (G_IS_TLS_CLIENT_CONNECTION (connection))
    server = g_tls_client_connection_get_server_identity (G_TLS_CLIENT_CONNECTION (connection));
  if (G_IS_NETWORK_ADDRESS (server))
    note (G_NETWORK_ADDRESS (server), g_value_get_flags (&values[2]));
  return G_SOURCE_CONTINUE;
}

static gpointer
watch_connections (gpointer data)
{
  g_autoptr (GTypeClass) klass = g_type_class_ref (G_TYPE_TLS_CONNECTION);

  verdicts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_signal_add_emission_hook (g_signal_lookup ("accept-certificate", G_TYPE_TLS_CONNECTION), 0, judged_cb, NULL, NULL);
  return NULL;
}

/**
 * cs_tls_verdicts_watch:
 *
 * From now on notes what is wrong with certificates of servers that anybody in this process connects to. Idempotent;
 * any thread.
 */
void
cs_tls_verdicts_watch (void)
{
  static GOnce once = G_ONCE_INIT;

  g_once (&once, watch_connections, NULL);
}

/**
 * cs_tls_verdicts_take:
 * @host: a server
 * @port: its port
 *
 * Any thread. What was noted is forgotten.
 *
 * Returns: what was wrong with its certificate the last time; none when nobody was told
 */
GTlsCertificateFlags
cs_tls_verdicts_take (const char *host,
                      guint16     port)
{
  g_autofree char *key = make_key (host, port);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);
  GTlsCertificateFlags errors;

  if (verdicts == NULL)
    return 0;
  errors = GPOINTER_TO_UINT (g_hash_table_lookup (verdicts, key));
  g_hash_table_remove (verdicts, key);
  return errors;
}

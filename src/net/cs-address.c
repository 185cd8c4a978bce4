/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-address.h"

#include "cs-http.h"

#include <glib/gi18n-lib.h>

#include <ifaddrs.h>
#include <netinet/in.h>
#include <string.h>

#define MAX_HOST_BYTES 253

typedef struct {
  guint8 bytes[16];
  guint8 prefix_bits;
} Range;

/* The special-purpose registries of IANA (RFC 6890 and successors), where they do not lead to the public
 * Internet. GLib's own questions (is_site_local and so on) miss about half of it. */
static const Range private_v4[] = {
  { { 0 }, 8 },
  { { 10 }, 8 },
  { { 100, 64 }, 10 },
  { { 127 }, 8 },
  { { 169, 254 }, 16 },
  { { 172, 16 }, 12 },
  { { 192, 0, 0 }, 24 },
  { { 192, 0, 2 }, 24 },
  { { 192, 88, 99 }, 24 },
  { { 192, 168 }, 16 },
  { { 198, 18 }, 15 },
  { { 198, 51, 100 }, 24 },
  { { 203, 0, 113 }, 24 },
  { { 224 }, 3 },
};

static const Range private_v6[] = {
  { { 0 }, 96 }, /* unspecified, loopback and the abandoned IPv4-compatible form */
  { { 0x00, 0x64, 0xff, 0x9b, 0x00, 0x01 }, 48 },
  { { 0x01 }, 64 },
  { { 0x20, 0x01, 0x00, 0x00 }, 32 }, /* Teredo: the inner address is scrambled */
  { { 0x20, 0x01, 0x0d, 0xb8 }, 32 },
  { { 0x3f, 0xff }, 20 },
  { { 0x5f, 0x00 }, 16 },
  { { 0xfc }, 7 },
  { { 0xfe, 0x80 }, 10 },
  { { 0xfe, 0xc0 }, 10 },
  { { 0xff }, 8 },
};

/* IPv6 addresses that carry an IPv4 one: what counts is the inner address. */
static const struct {
  Range range;
  guint inner_offset;
} wrapping_v6[] = {
  { { { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff }, 96 }, 12 },
  { { { 0x00, 0x64, 0xff, 0x9b }, 96 }, 12 },
  { { { 0x20, 0x02 }, 16 }, 2 },
};

static gboolean
range_contains (const Range  *range,
                const guint8 *bytes)
{
  guint whole = range->prefix_bits / 8;
  guint rest = range->prefix_bits % 8;

  if (memcmp (bytes, range->bytes, whole) != 0)
    return FALSE;
  return rest == 0 || ((bytes[whole] ^ range->bytes[whole]) >> (8 - rest)) == 0;
}

static gboolean
any_range_contains (const Range  *ranges,
                    gsize         n_ranges,
                    const guint8 *bytes)
{
  for (gsize i = 0; i < n_ranges; i++) {
    if (range_contains (&ranges[i], bytes))
      return TRUE;
  }
  return FALSE;
}

static gboolean
v4_is_private (const guint8 *bytes)
{
  return any_range_contains (private_v4, G_N_ELEMENTS (private_v4), bytes);
}

static gboolean
v6_is_private (const guint8 *bytes)
{
  for (gsize i = 0; i < G_N_ELEMENTS (wrapping_v6); i++) {
    if (range_contains (&wrapping_v6[i].range, bytes))
      return v4_is_private (bytes + wrapping_v6[i].inner_offset);
  }
  return any_range_contains (private_v6, G_N_ELEMENTS (private_v6), bytes);
}

/* Also when the machine has a public address: its own services are not for strangers' URLs. */
static gboolean
is_own (GInetAddress *address)
{
  struct ifaddrs *list = NULL;
  gboolean own = FALSE;

  if (getifaddrs (&list) != 0)
    return FALSE;

  for (struct ifaddrs *i = list; i != NULL && !own; i = i->ifa_next) {
    g_autoptr (GSocketAddress) local = NULL;

    if (i->ifa_addr == NULL || (i->ifa_addr->sa_family != AF_INET && i->ifa_addr->sa_family != AF_INET6))
      continue;
    local = g_socket_address_new_from_native (
        i->ifa_addr, i->ifa_addr->sa_family == AF_INET ? sizeof (struct sockaddr_in) : sizeof (struct sockaddr_in6));
    own = local != NULL &&
          g_inet_address_equal (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (local)), address);
  }
  freeifaddrs (list);
  return own;
}

/* Whether a resolver would take it for a number: "127.1", "0x7f000001", "2130706433", "0177.0.0.1". */
static gboolean
looks_numeric (const char *host)
{
  const char *dot = strrchr (host, '.');
  const char *last = dot != NULL ? dot + 1 : host;

  if (g_ascii_strncasecmp (last, "0x", 2) == 0)
    return strspn (last + 2, "0123456789abcdefABCDEF") == strlen (last + 2);
  return strspn (last, "0123456789") == strlen (last);
}

static gboolean
is_plain_name (const char *host)
{
  if (host[0] == '\0' || host[0] == '.' || host[0] == '-' || strlen (host) > MAX_HOST_BYTES)
    return FALSE;
  if (strstr (host, "..") != NULL)
    return FALSE;
  return strspn (host, "abcdefghijklmnopqrstuvwxyz0123456789-._") == strlen (host);
}

static char *
refuse_host (const char *host,
             GError    **error)
{
  g_autofree char *shown = g_utf8_make_valid (host != NULL ? host : "", -1);

  if (g_utf8_strlen (shown, -1) > 60)
    *g_utf8_offset_to_pointer (shown, 60) = '\0';
  g_set_error (error, CS_HTTP_ERROR, CS_HTTP_ERROR_ADDRESS,
               _("“%s” is not the name of a server. Check the address."), shown);
  return NULL;
}

/**
 * cs_address_is_private:
 * @address: where a connection would go
 *
 * Tells whether an address leads into a private network, to this machine, or nowhere on the public
 * Internet. An IPv6 address that carries an IPv4 one (mapped, NAT64, 6to4) is judged by the inner one.
 * May be called from any thread.
 *
 * Returns: whether strangers' URLs must not lead there
 */
gboolean
cs_address_is_private (GInetAddress *address)
{
  g_return_val_if_fail (G_IS_INET_ADDRESS (address), TRUE);

  const guint8 *bytes = g_inet_address_to_bytes (address);
  gboolean v4 = g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4;

  return (v4 ? v4_is_private (bytes) : v6_is_private (bytes)) || is_own (address);
}

/**
 * cs_address_is_loopback_host:
 * @host: a host as cs_address_normalize_host() answers it
 *
 * Returns: whether it names this machine's loopback by itself, without asking a resolver
 */
gboolean
cs_address_is_loopback_host (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  if (address != NULL)
    return g_inet_address_get_is_loopback (address);
  return strcmp (host, "localhost") == 0;
}

/**
 * cs_address_normalize_host:
 * @host: (nullable): a host as somebody wrote it, IPv6 without brackets
 * @error: return location for a %CS_HTTP_ERROR_ADDRESS
 *
 * Checks a host before it becomes part of a request: only an IP address in its ordinary spelling, or a
 * name of letters, digits, hyphens, underscores and dots, international ones in their ASCII form. Spaces, percent
 * signs, backslashes, and numbers that a resolver would take for an address are refused.
 *
 * Returns: (transfer full): the host in lower case, or %NULL with @error set
 */
char *
cs_address_normalize_host (const char *host,
                           GError    **error)
{
  g_autofree char *ascii = NULL;
  g_autoptr (GInetAddress) address = NULL;

  if (host == NULL || strchr (host, '%') != NULL || !g_utf8_validate (host, -1, NULL))
    return refuse_host (host, error);
  address = g_inet_address_new_from_string (host);
  if (address != NULL) {
    g_autofree char *canonical = g_inet_address_to_string (address);

    /* "0177.0.0.1" is read as decimal by some and as octal by others. */
    if (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4 && strcmp (canonical, host) != 0)
      return refuse_host (host, error);
    return g_steal_pointer (&canonical);
  }

  ascii = g_hostname_to_ascii (host);
  if (ascii != NULL) {
    g_autofree char *lower = g_ascii_strdown (ascii, -1);

    if (lower[0] != '\0' && lower[strlen (lower) - 1] == '.')
      lower[strlen (lower) - 1] = '\0';
    if (is_plain_name (lower) && !looks_numeric (lower))
      return g_steal_pointer (&lower);
  }
  return refuse_host (host, error);
}

/**
 * cs_address_join:
 * @scheme: "http", "https", "ws" or "wss"
 * @host: as cs_address_normalize_host() answers it
 * @port: a port, or -1
 * @path: "" or a path
 *
 * Returns: (transfer full): the address, without the port where the scheme has it by itself
 */
char *
cs_address_join (const char *scheme,
                 const char *host,
                 int         port,
                 const char *path)
{
  gboolean secure = g_str_equal (scheme, "https") || g_str_equal (scheme, "wss");

  return g_uri_join (G_URI_FLAGS_NONE, scheme, NULL, host, port == (secure ? 443 : 80) ? -1 : port, path, NULL, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-address.h"
#include "cs-http.h"

static void
test_private (void)
{
  static const char *const private[] = {
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1",
    "127.255.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1",
    "192.168.1.1", "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.1.2.3",
    "240.0.0.1", "255.255.255.255",
    "::", "::1", "::ffff:127.0.0.1", "::ffff:192.168.1.1", "::ffff:a9fe:a9fe", "::127.0.0.1", "64:ff9b::7f00:1",
    "64:ff9b::c0a8:101", "64:ff9b:1::1", "100::1", "2001::1", "2001:0:53aa:64c::1", "2001:db8::1", "2002:7f00:1::",
    "2002:c0a8:101::1", "2002:a9fe:a9fe::", "3fff::1", "5f00::1", "fc00::1", "fd12:3456:789a::1", "fe80::1",
    "febf::1", "fec0::1", "ff02::1", "ff0e::1",
  };

  g_assert_cmpuint (G_N_ELEMENTS (private), >=, 40);
  for (guint i = 0; i < G_N_ELEMENTS (private); i++) {
    g_autoptr (GInetAddress) address = g_inet_address_new_from_string (private[i]);

    g_assert_nonnull (address);
    if (!cs_address_is_private (address))
      g_error ("%s passed for public", private[i]);
  }
}

static void
test_public (void)
{
  static const char *const public[] = {
    "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.1",
    "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.1", "192.167.255.255", "192.169.0.0",
    "198.17.255.255", "198.20.0.0", "223.255.255.255", "2606:4700:4700::1111", "2a00:1450:4007::200e",
    "2001:4860:4860::8888", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (public); i++) {
    g_autoptr (GInetAddress) address = g_inet_address_new_from_string (public[i]);

    if (cs_address_is_private (address))
      g_error ("%s passed for private", public[i]);
  }
}

static void
test_hosts (void)
{
  static const struct {
    const char *written;
    const char *expected; /* NULL: refused */
  } hosts[] = {
    { "mastodon.example", "mastodon.example" },
    { "Mastodon.EXAMPLE", "mastodon.example" },
    { "mastodon.example.", "mastodon.example" },
    { "_dmarc.example", "_dmarc.example" },
    { "théâtre.example", "xn--thtre-4qa2c.example" },
    { "xn--thtre-4qa2c.example", "xn--thtre-4qa2c.example" },
    { "93.184.216.34", "93.184.216.34" },
    { "2001:DB8::1", "2001:db8::1" },
    { "::1", "::1" },
    { NULL, NULL },
    { "", NULL },
    { ".", NULL },
    { "a..b", NULL },
    { "-a.example", NULL },
    { "127.1", NULL },
    { "127.0.1", NULL },
    { "2130706433", NULL },
    { "0x7f000001", NULL },
    { "0x7f.0.0.1", NULL },
    { "0177.0.0.1", NULL },
    { "127.0.0.0x1", NULL },
    { "１２７.0.0.1", NULL },
    { "127。0。0。1", NULL },
    { "①②⑦.0.0.1", NULL },
    { "1.2.3.4.5", NULL },
    { "256.1.1.1", NULL },
    { "a b", NULL },
    { "a%20b", NULL },
    { "127.0.0.1%2f", NULL },
    { "fe80::1%eth0", NULL },
    { "a\\b", NULL },
    { "a/b", NULL },
    { "a@b", NULL },
    { "a:b", NULL },
    { "a\nb", NULL },
    { "a\xff", NULL },
    { "a_\x01", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *host = cs_address_normalize_host (hosts[i].written, &error);

    if (g_strcmp0 (host, hosts[i].expected) != 0)
      g_error ("“%s” became “%s”", hosts[i].written, host);
    if (host == NULL)
      g_assert_error (error, CS_HTTP_ERROR, CS_HTTP_ERROR_ADDRESS);
  }
}

static void
test_loopback (void)
{
  g_assert_true (cs_address_is_loopback_host ("127.0.0.1"));
  g_assert_true (cs_address_is_loopback_host ("127.3.2.1"));
  g_assert_true (cs_address_is_loopback_host ("::1"));
  g_assert_true (cs_address_is_loopback_host ("localhost"));
  g_assert_false (cs_address_is_loopback_host ("localhost.example"));
  g_assert_false (cs_address_is_loopback_host ("10.0.0.1"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/address/private", test_private);
  g_test_add_func ("/net/address/public", test_public);
  g_test_add_func ("/net/address/hosts", test_hosts);
  g_test_add_func ("/net/address/loopback", test_loopback);
  return g_test_run ();
}

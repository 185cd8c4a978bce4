/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-handle-list.h"

#include <string.h>

static void
test_forms (void)
{
  static const char *const forms[][3] = {
    { "@anna@mastodon.example", NULL, "mastodon:anna@mastodon.example" },
    { " Anna@Mastodon.Example ", NULL, "mastodon:anna@mastodon.example" },
    { "acct:anna@mastodon.example", NULL, "mastodon:anna@mastodon.example" },
    { "https://mastodon.example/@anna", NULL, "mastodon:anna@mastodon.example" },
    { "https://mastodon.example/@anna/1134", NULL, "mastodon:anna@mastodon.example" },
    { "https://Mastodon.example/users/anna", NULL, "mastodon:anna@mastodon.example" },
    { "https://one.example/@anna@two.example", NULL, "mastodon:anna@two.example" },
    { "@anna.bsky.social", NULL, "bluesky:anna.bsky.social" },
    { "anna.example", NULL, "bluesky:anna.example" },
    { "at://anna.example", NULL, "bluesky:anna.example" },
    { "did:plc:abc", NULL, "bluesky:did:plc:abc" },
    { "https://bsky.app/profile/anna.example", NULL, "bluesky:anna.example" },
    { "https://bsky.app/profile/did:plc:abc", NULL, "bluesky:did:plc:abc" },
    { "https://www.twitch.tv/Anna", NULL, "twitch:anna" },
    { "https://youtube.com/@Anna", NULL, "youtube:anna" },
    { "twitch:Anna", NULL, "twitch:anna" },
    { "Anna", NULL, "*:anna" },
    { "\uff20anna", NULL, "*:anna" },
    { "anna", "twitch", "twitch:anna" },
    { "@anna@mastodon.example", "mastodon", "mastodon:anna@mastodon.example" },
    { "anna", "mastodon", NULL },
    { "anna", "myspace", NULL },
    { "@", NULL, NULL },
    { "", NULL, NULL },
    { "https://", NULL, NULL },
    { "https://mastodon.example/about", NULL, NULL },
    { "anna#1", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *id = cs_handle_read (forms[i][0], forms[i][1], &error);

    if (g_strcmp0 (id, forms[i][2]) != 0)
      g_error ("“%s” gives %s, not %s", forms[i][0], id, forms[i][2]);
    g_assert_true ((id == NULL) == (error != NULL));
  }
}

static GPtrArray *
parse (const char *text,
       gssize      size,
       GError    **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, size < 0 ? strlen (text) : (gsize) size);

  return cs_handle_list_parse (bytes, error);
}

/* Whatever a spreadsheet makes of it: marks, separators, quotes, line ends, columns. */
static void
test_files (void)
{
  static const char *const files[] = {
    "@anna@a.example\n@bob@b.example\n",
    "\xef\xbb\xbf@anna@a.example\r\n@bob@b.example",
    "name;pseudo\r\nAnna A.;@anna@a.example\r\nBob;@bob@b.example\r\n",
    "Name,Handle\n\"A., Anna\",@anna@a.example\n\n,,\nBob,@bob@b.example\n",
    "Nom\tRéseau\tCompte\nAnna\tMastodon\tanna@a.example\nBob\tmastodon\t@bob@b.example\n",
    "\"Anna \"\"A\"\"\";@anna@a.example\n\"Bob\nB.\";\"@bob@b.example\"\n",
    "Anna A.,anna@a.example\nBob,https://b.example/@bob\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GPtrArray) lines = parse (files[i], -1, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (lines->len, ==, 2);
    g_assert_cmpstr (((CsHandleLine *) lines->pdata[0])->id, ==, "mastodon:anna@a.example");
    g_assert_cmpstr (((CsHandleLine *) lines->pdata[1])->id, ==, "mastodon:bob@b.example");
  }
}

static void
test_tickets (void)
{
  g_autoptr (GPtrArray) lines = parse ("handle,tickets\n@a@a.example,3\n@b@a.example,0\n@c@a.example,\n@d@a.example,1001\n", -1, NULL);

  g_assert_cmpuint (lines->len, ==, 4);
  g_assert_cmpuint (((CsHandleLine *) lines->pdata[0])->tickets, ==, 3);
  g_assert_nonnull (((CsHandleLine *) lines->pdata[1])->problem);
  g_assert_cmpuint (((CsHandleLine *) lines->pdata[2])->tickets, ==, 0);
  g_assert_nonnull (((CsHandleLine *) lines->pdata[3])->problem);
}

/* A file of another kind is refused with what to do; a bad line is told with its number, and holds up no other. */
static void
test_refusals (void)
{
  static const struct {
    const char *text;
    gssize size;
    const char *says;
  } files[] = {
    { "caf\xe9@a.example\n", -1, "*Line 1*Latin-1*CSV UTF-8*" },
    { "a\nb\ncaf\xe9\n", -1, "*Line 3*" },
    { "\xff\xfe@\0a\0", 6, "*UTF-16*" },
    { "PK\3\4xlsx", -1, "*spreadsheet*" },
    { "", -1, "*no account*" },
    { "handle\n", -1, "*no account*" },
    { "a\0b\n", 4, "*Line 1*" },
  };
  g_autoptr (GPtrArray) lines = parse ("@anna@a.example\n@\n@bob@b.example\n", -1, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (parse (files[i].text, files[i].size, &error));
    if (!g_pattern_match_simple (files[i].says, error->message))
      g_error ("%u: %s", i, error->message);
  }
  g_assert_cmpuint (lines->len, ==, 3);
  g_assert_cmpuint (((CsHandleLine *) lines->pdata[1])->line, ==, 2);
  g_assert_nonnull (((CsHandleLine *) lines->pdata[1])->problem);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/contest/handle-list/forms", test_forms);
  g_test_add_func ("/contest/handle-list/files", test_files);
  g_test_add_func ("/contest/handle-list/tickets", test_tickets);
  g_test_add_func ("/contest/handle-list/refusals", test_refusals);
  return g_test_run ();
}

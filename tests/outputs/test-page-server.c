/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-page-server.h"

#include "await.h"
#include "wire-client.h"

#include <string.h>

#define LIMIT_S 30

typedef struct {
  CsShelf *shelf;
  CsPageServer *server;
  guint16 port;
  GPtrArray *comments; /* CsPageComment */
  guint n_hearts;
  guint n_bunches;
} Fixture;

static gboolean
late_cb (gpointer data)
{
  g_error ("waited %d s in vain", LIMIT_S);
  return G_SOURCE_REMOVE;
}

static void
comment_cb (CsPageServer  *server,
            CsPageComment *comment,
            Fixture       *f)
{
  g_ptr_array_add (f->comments, cs_page_comment_ref (comment));
}

static void
hearts_cb (CsPageServer *server,
           const guint  *counts,
           Fixture      *f)
{
  f->n_bunches++;
  for (guint i = 0; i < CS_N_HUES; i++)
    f->n_hearts += counts[i];
}

static void
start (Fixture    *f,
       const char *address,
       GError    **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *url = NULL;

  cs_page_server_start_async (f->server, address, 0, await_cb, &result);
  if (!cs_page_server_start_finish (f->server, await_result (&result), error))
    return;
  url = cs_page_server_get_url (f->server);
  f->port = (guint16) g_ascii_strtoull (strrchr (strstr (url, "//"), ':') + 1, NULL, 10);
}

static void
set_up (Fixture      *f,
        gconstpointer data)
{
  f->shelf = cs_shelf_new ();
  f->server = cs_page_server_new (f->shelf);
  f->comments = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_page_comment_unref);
  g_signal_connect (f->server, "comment", G_CALLBACK (comment_cb), f);
  g_signal_connect (f->server, "hearts", G_CALLBACK (hearts_cb), f);
  g_assert_false (cs_page_server_is_on (f->server));
}

static void
tear_down (Fixture      *f,
           gconstpointer data)
{
  cs_page_server_stop (f->server);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (f->server);
  cs_shelf_unref (f->shelf);
  g_ptr_array_unref (f->comments);
}

static guint
get (Fixture    *f,
     const char *link,
     const char *name)
{
  g_autofree char *line = g_strdup_printf ("GET /p/%s%s", link, name);
  g_autofree char *answer = wire_ask (f->port, line, "", "");

  return wire_get_status (answer);
}

static char *
post (Fixture    *f,
      const char *name,
      const char *viewer,
      const char *body)
{
  g_autofree char *line = g_strdup_printf ("POST /p/%s%s", cs_page_server_get_link (f->server), name);
  g_autofree char *headers = g_strdup_printf (
      "Origin: http://127.0.0.1:%u\r\nX-Coulisses: 1\r\nContent-Type: application/json\r\nX-Viewer: %s\r\n", f->port, viewer);

  return wire_ask (f->port, line, headers, body);
}

static char *
join (Fixture *f)
{
  g_autofree char *answer = post (f, "/join", "", "{}");
  const char *token = strstr (answer, "\"viewer\":\"");

  g_assert_nonnull (token);
  token += strlen ("\"viewer\":\"");
  return g_strndup (token, strcspn (token, "\""));
}

static void
wait_for_comments (Fixture *f,
                   guint    n)
{
  guint late_id = g_timeout_add_seconds (LIMIT_S, late_cb, NULL);

  while (f->comments->len < n)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (late_id);
}

static void
test_new_link (Fixture      *f,
               gconstpointer data)
{
  g_autofree char *old = g_strdup (cs_page_server_get_link (f->server));
  g_autofree char *viewer = NULL, *answer = NULL;

  start (f, "127.0.0.1", NULL);
  viewer = join (f);
  g_assert_cmpuint (get (f, old, ""), ==, 200);
  cs_page_server_renew_link (f->server);
  g_assert_cmpstr (old, !=, cs_page_server_get_link (f->server));
  g_assert_cmpuint (get (f, old, ""), ==, 404);
  g_assert_cmpuint (get (f, old, "/state"), ==, 404);
  g_assert_cmpuint (get (f, cs_page_server_get_link (f->server), ""), ==, 200);
  g_assert_false (cs_page_server_set_link (f->server, "short"));
  /* Whoever came by the old link is nobody any more, though the new one was guessed. */
  g_usleep (1500 * G_TIME_SPAN_MILLISECOND);
  answer = post (f, "/hearts", viewer, "{\"n\":1}");
  g_assert_cmpuint (wire_get_status (answer), ==, 401);
}

static void
test_media (Fixture      *f,
            gconstpointer data)
{
  const char *link = cs_page_server_get_link (f->server);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("piece", 5);

  start (f, "127.0.0.1", NULL);
  g_assert_cmpuint (get (f, link, "/live.m3u8"), ==, 404);
  cs_shelf_begin (f->shelf);
  cs_shelf_put_head (f->shelf, bytes);
  cs_shelf_put_piece (f->shelf, bytes, G_USEC_PER_SEC, 1, FALSE);
  g_assert_cmpuint (get (f, link, "/live.m3u8"), ==, 200);
  g_assert_cmpuint (get (f, link, "/head-1.mp4"), ==, 200);
  g_assert_cmpuint (get (f, link, "/piece-1.m4s"), ==, 200);
  g_assert_cmpuint (get (f, link, "/piece-2.m4s"), ==, 404);
}

static void
test_comments (Fixture      *f,
               gconstpointer data)
{
  g_autofree char *viewer = NULL, *taken = NULL, *closed = NULL, *empty = NULL;
  const CsPageComment *comment;

  start (f, "127.0.0.1", NULL);
  viewer = join (f);
  taken = post (f, "/comment", viewer, "{\"name\":\"Inès\",\"text\":\"Vu <b>d’ici</b>\"}");
  g_assert_cmpuint (wire_get_status (taken), ==, 200);
  wait_for_comments (f, 1);
  comment = f->comments->pdata[0];
  g_assert_cmpstr (comment->name, ==, "Inès");
  g_assert_cmpstr (comment->text, ==, "Vu <b>d’ici</b>");
  g_assert_cmpuint (comment->viewer, ==, 1);
  empty = post (f, "/comment", viewer, "{\"text\":\"\\u200b\"}");
  g_assert_cmpuint (wire_get_status (empty), ==, 400);
  cs_page_server_set_comments (f->server, FALSE);
  closed = post (f, "/comment", viewer, "{\"text\":\"x\"}");
  g_assert_cmpuint (wire_get_status (closed), ==, 403);
}

/* Thousands of hearts wake the main thread a few times. */
static void
test_hearts (Fixture      *f,
             gconstpointer data)
{
  CsPageFigures figures;
  guint n_sent = 0;

  start (f, "127.0.0.1", NULL);
  cs_page_server_begin (f->server);
  for (guint i = 0; i < 30; i++) {
    g_autofree char *viewer = join (f);

    for (guint j = 0; j < 4; j++) {
      g_autofree char *answer = post (f, "/hearts", viewer, "{\"n\":20}");

      n_sent += wire_get_status (answer) == 200 ? 20 : 0;
    }
    g_main_context_iteration (NULL, FALSE);
  }
  for (gint64 end_us = g_get_monotonic_time () + G_USEC_PER_SEC; g_get_monotonic_time () < end_us;)
    g_main_context_iteration (NULL, FALSE);
  cs_page_server_get_figures (f->server, &figures);
  g_test_message ("%u hearts in %u bunches", f->n_hearts, f->n_bunches);
  g_assert_cmpuint (f->n_hearts, ==, n_sent);
  g_assert_cmpuint (figures.n_hearts, ==, n_sent);
  g_assert_cmpuint (n_sent, >=, 30 * 60);
  g_assert_cmpuint (f->n_bunches, <=, 30);
}

static void
test_addresses (Fixture      *f,
                gconstpointer data)
{
  static const char *const wrong[] = { "0.0.0.0", "::1", "example.org", "", "192.0.2.1" };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GError) error = NULL;

    start (f, wrong[i], &error);
    g_assert_nonnull (error);
    g_assert_false (cs_page_server_is_on (f->server));
  }
  start (f, "127.0.0.1", NULL);
  g_assert_true (cs_page_server_is_on (f->server));
  cs_page_server_stop (f->server);
  g_assert_null (cs_page_server_get_url (f->server));
  start (f, "127.0.0.1", NULL);
  g_assert_cmpuint (get (f, cs_page_server_get_link (f->server), "/state"), ==, 200);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/page-server/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("new-link", test_new_link);
  ADD ("media", test_media);
  ADD ("comments", test_comments);
  ADD ("hearts", test_hearts);
  ADD ("addresses", test_addresses);
  return g_test_run ();
}

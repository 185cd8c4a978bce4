/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-whip-call.h"

#include "await.h"
#include "cs-http.h"
#include "cs-live.h"
#include "wire-server.h"

#include <string.h>

#define OFFER "v=0\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:0\r\nm=audio 0 UDP/TLS/RTP/SAVPF 97\r\na=bundle-only\r\na=mid:1\r\n"
#define ANSWER "v=0\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\n"

typedef struct {
  const char *reply;
  int n_deleted; /* atomic */
} Server;

static void
serve_cb (GIOStream  *connection,
          const char *request,
          gpointer    data)
{
  Server *server = data;

  if (g_str_has_prefix (request, "DELETE /resource/7 ") && strstr (request, "Authorization: Bearer sekret") != NULL) {
    g_atomic_int_inc (&server->n_deleted);
    wire_write (connection, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", -1);
    return;
  }
  wire_write (connection, server->reply, -1);
}

static char *
offer (CsWhipCall *call,
       GError    **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cs_whip_call_offer_async (call, OFFER, await_cb, &result);
  return cs_whip_call_offer_finish (call, await_result (&result), error);
}

static CsWhipCall *
make_call (WireServer *server)
{
  g_autofree char *url = g_strdup_printf ("http://sekret@127.0.0.1:%u/whip", wire_server_get_port (server));
  g_autoptr (CsTarget) target = cs_target_new (url, NULL, NULL);

  return cs_whip_call_new (target);
}

static void
test_polish (void)
{
  g_autofree char *polished = cs_whip_call_polish (OFFER);

  g_assert_cmpstr (polished, ==,
                   "v=0\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 97\r\na=mid:1\r\n");
}

static void
test_talk (void)
{
  Server state = { "HTTP/1.1 201 Created\r\nContent-Type: application/sdp\r\nLocation: /resource/7\r\nContent-Length: 37\r\n"
                   "\r\n" ANSWER,
                   0 };
  g_autoptr (WireServer) server = wire_server_new (serve_cb, &state);
  g_autoptr (CsWhipCall) call = make_call (server);
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = NULL, *request = NULL;

  g_assert_cmpuint (strlen (ANSWER), ==, 37);
  answer = offer (call, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (answer, ==, ANSWER);
  request = wire_server_get_last_request (server);
  g_assert_true (g_str_has_prefix (request, "POST /whip "));
  g_assert_nonnull (strstr (request, "Authorization: Bearer sekret"));
  g_assert_nonnull (strstr (request, "Content-Type: application/sdp"));
  cs_whip_call_end (call);
  cs_whip_call_end (call);
  while (g_atomic_int_get (&state.n_deleted) == 0)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpint (g_atomic_int_get (&state.n_deleted), ==, 1);
}

static void
assert_judged (const char *reply,
               CsLiveError wanted)
{
  Server state = { reply, 0 };
  g_autoptr (WireServer) server = wire_server_new (serve_cb, &state);
  g_autoptr (CsWhipCall) call = make_call (server);
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = offer (call, &error);

  g_assert_null (answer);
  g_assert_error (error, CS_LIVE_ERROR, (int) wanted);
}

static void
test_refusals (void)
{
  assert_judged ("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n", CS_LIVE_ERROR_REFUSED);
  assert_judged ("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", CS_LIVE_ERROR_REFUSED);
  assert_judged ("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", CS_LIVE_ERROR_PROTOCOL);
  assert_judged ("HTTP/1.1 409 Conflict\r\nContent-Length: 0\r\n\r\n", CS_LIVE_ERROR_IN_USE);
  assert_judged ("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", CS_LIVE_ERROR_UNREACHABLE);
  assert_judged ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi", CS_LIVE_ERROR_PROTOCOL);
  assert_judged ("HTTP/1.1 201 Created\r\nLocation: /r\r\nContent-Length: 0\r\n\r\n", CS_LIVE_ERROR_PROTOCOL);
  assert_judged ("HTTP/1.1 201 Created\r\nLocation: /r\r\nContent-Length: 2\r\n\r\n\xff\xfe", CS_LIVE_ERROR_PROTOCOL);
}

/* A token does not cross a network in the clear, and does not follow a redirection. */
static void
test_token_stays (void)
{
  Server state = { "HTTP/1.1 307 Away\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n", 0 };
  g_autoptr (WireServer) server = wire_server_new (serve_cb, &state);
  g_autoptr (CsWhipCall) call = make_call (server);
  g_autoptr (CsTarget) clear = cs_target_new ("http://sekret@media.example.org/whip", NULL, NULL);
  g_autoptr (CsWhipCall) clear_call = cs_whip_call_new (clear);
  g_autoptr (GError) error = NULL;

  g_assert_null (offer (call, &error));
  g_assert_cmpuint (wire_server_get_n_requests (server), ==, 1);
  g_clear_error (&error);
  g_assert_null (offer (clear_call, &error));
  g_assert_error (error, CS_LIVE_ERROR, CS_LIVE_ERROR_REFUSED);
}

int
main (int   argc,
      char *argv[])
{
  cs_net_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/live/whip-call/polish", test_polish);
  g_test_add_func ("/live/whip-call/talk", test_talk);
  g_test_add_func ("/live/whip-call/refusals", test_refusals);
  g_test_add_func ("/live/whip-call/token-stays", test_token_stays);
  return g_test_run ();
}

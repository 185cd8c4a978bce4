/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-live-presets.h"
#include "cs-live-words.h"

#include "cs-live.h"

#include <string.h>

#define NOW_US (1000 * G_USEC_PER_SEC)

static void
check (CsLiveFacts facts,
       CsLiveLook  look,
       const char *state,
       const char *figures)
{
  g_autofree char *found_state = cs_live_words_state (&facts, NOW_US);
  g_autofree char *found_figures = cs_live_words_figures (&facts, NOW_US);

  g_assert_cmpstr (found_state, ==, state);
  g_assert_cmpstr (found_figures, ==, figures);
  g_assert_cmpint (cs_live_words_look (&facts), ==, look);
  g_assert_nonnull (cs_live_words_icon (&facts));
}

static void
test_before (void)
{
  check ((CsLiveFacts){ .enabled = TRUE }, CS_LIVE_LOOK_GOOD, "Ready", "");
  check ((CsLiveFacts){ .enabled = FALSE, .obstacle = "No key." }, CS_LIVE_LOOK_PLAIN, "Off", "");
  check ((CsLiveFacts){ .enabled = TRUE, .obstacle = "No key." }, CS_LIVE_LOOK_ATTENTION, "Not ready", "No key.");
}

static void
test_live (void)
{
  check ((CsLiveFacts){ .enabled = TRUE, .streaming = TRUE, .state = CS_DESTINATION_CONNECTING }, CS_LIVE_LOOK_PLAIN,
         "Connecting", "");
  check ((CsLiveFacts){ .enabled = TRUE, .streaming = TRUE, .state = CS_DESTINATION_LIVE,
                        .since_us = NOW_US - 252 * G_USEC_PER_SEC, .stats = { .kbps = 5900, .rtt_ms = -1 } },
         CS_LIVE_LOOK_ON, "Live", "4:12 · 5.9 Mb/s");
  check ((CsLiveFacts){ .enabled = TRUE, .streaming = TRUE, .state = CS_DESTINATION_LIVE,
                        .since_us = NOW_US - 5 * G_USEC_PER_SEC,
                        .stats = { .kbps = 900, .n_dropped = 12, .queue_ms = 1500, .rtt_ms = 41 } },
         CS_LIVE_LOOK_ON, "Live", "0:05 · 0.9 Mb/s · 12 dropped · 1.5 s queued · 41 ms");
}

static void
test_trouble (void)
{
  g_autoptr (GError) lost = g_error_new_literal (CS_LIVE_ERROR, CS_LIVE_ERROR_LOST, "The connection broke.");
  g_autoptr (GError) in_use = g_error_new_literal (CS_LIVE_ERROR, CS_LIVE_ERROR_IN_USE, "Somebody streams there.");
  CsLiveFacts facts = { .enabled = TRUE, .streaming = TRUE, .state = CS_DESTINATION_WAITING, .reason = lost,
                        .retry_at_us = NOW_US + 2500 * G_TIME_SPAN_MILLISECOND };

  check (facts, CS_LIVE_LOOK_ATTENTION, "Retry in 3 s", "The connection broke.");
  facts.retry_at_us = NOW_US - 1;
  check (facts, CS_LIVE_LOOK_ATTENTION, "Retry in 0 s", "The connection broke.");
  facts.state = CS_DESTINATION_REFUSED;
  check (facts, CS_LIVE_LOOK_ATTENTION, "Refused", "The connection broke.");
  /* A stranger with our key, or our own connection that the server has not let go of? */
  facts.reason = in_use;
  check (facts, CS_LIVE_LOOK_ATTENTION, "Refused", "Somebody streams there.");
  facts.stats.n_connects = 1;
  check (facts, CS_LIVE_LOOK_ATTENTION, "Refused",
         "The server still holds the connection that broke. It is asked every second.");
}

static void
test_sheet (void)
{
  g_autoptr (CsLiveSheet) sheet = cs_live_sheet_new ();
  g_autofree char *empty = cs_live_words_sheet (sheet);
  g_autofree char *full = NULL;

  g_assert_cmpstr (empty, ==, "No title · Public");
  g_free (sheet->title);
  sheet->title = g_strdup ("Backstage\nwith Léa");
  sheet->only_private = TRUE;
  sheet->limit_s = 120;
  sheet->countdown = TRUE;
  full = cs_live_words_sheet (sheet);
  g_assert_cmpstr (full, ==, "Backstage with Léa · Private · 2 min · 3-2-1");
}

/* Only what somebody can see is ever drawn as on. */
static void
test_tally (void)
{
  for (guint state = CS_DESK_LIVE_OFF; state <= CS_DESK_LIVE_ENDING; state++)
    g_assert_true ((cs_live_words_tally_look (state) == CS_LIVE_LOOK_ON) == (state == CS_DESK_LIVE_ON));
}

static void
test_presets (void)
{
  guint n_presets;
  const CsLivePreset *presets = cs_live_presets_list (&n_presets);

  for (guint i = 0; i < n_presets; i++) {
    g_auto (CsTargetParts) parts = { 0 };

    g_test_message ("%s", presets[i].id);
    g_assert_true (cs_target_split (presets[i].address, FALSE, &parts, NULL));
    g_assert_cmpstr (parts.address, ==, presets[i].address);
    g_assert_cmpuint (cs_live_presets_find (presets[i].id), ==, i);
  }
  g_assert_cmpuint (cs_live_presets_guess ("rtmps://a.rtmps.youtube.com:443/live2"), ==, cs_live_presets_find ("youtube"));
  g_assert_cmpuint (cs_live_presets_guess ("rtmp://youtube.com.example.org/x"), ==, cs_live_presets_find ("own"));
  g_assert_cmpuint (cs_live_presets_guess ("srt://h:1"), ==, cs_live_presets_find ("srt"));
  g_assert_cmpuint (cs_live_presets_guess ("https://h/whip"), ==, cs_live_presets_find ("whip"));
  g_assert_cmpuint (cs_live_presets_guess (""), ==, cs_live_presets_find ("own"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/live-words/before", test_before);
  g_test_add_func ("/live-words/live", test_live);
  g_test_add_func ("/live-words/trouble", test_trouble);
  g_test_add_func ("/live-words/sheet", test_sheet);
  g_test_add_func ("/live-words/tally", test_tally);
  g_test_add_func ("/live-words/presets", test_presets);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-draw.h"

G_BEGIN_DECLS

/* Signature of round 1000 of the real beacon. */
#define CS_TEST_ROUND 1000
#define CS_TEST_SIGNATURE                                                                                              \
  "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39"

/**
 * CsTestMood:
 * @CS_TEST_GOOD: answers well
 * @CS_TEST_NOT_YET_404: says 404
 * @CS_TEST_NOT_YET_425: says 425
 * @CS_TEST_BROKEN: says 500
 * @CS_TEST_OTHER_ROUND: answers another round
 * @CS_TEST_OTHER_SIGNATURE: answers an invented signature
 * @CS_TEST_WRONG_RANDOMNESS: randomness does not fit the signature
 * @CS_TEST_DEAD: does not answer
 */
typedef enum {
  CS_TEST_GOOD,
  CS_TEST_NOT_YET_404,
  CS_TEST_NOT_YET_425,
  CS_TEST_BROKEN,
  CS_TEST_OTHER_ROUND,
  CS_TEST_OTHER_SIGNATURE,
  CS_TEST_WRONG_RANDOMNESS,
  CS_TEST_DEAD,
} CsTestMood;

#define CS_TEST_N_RELAYS 3

/* Relays without a network: the first two are of different organisations, the third of the first one's. */
#define CS_TYPE_TEST_RELAYS (cs_test_relays_get_type ())
G_DECLARE_FINAL_TYPE (CsTestRelays, cs_test_relays, CS, TEST_RELAYS, GObject)

struct _CsTestRelays {
  GObject parent_instance;

  CsClock *clock;
  CsTestMood moods[CS_TEST_N_RELAYS];
  gint64 clock_error_s;
  const char *date; /* (nullable): what their answers say as Date */
  guint64 watched; /* the round whose questions are counted */
  guint n_asked;
  gint64 first_asked_us; /* by the clock */
};

CsTestRelays *cs_test_relays_new (CsClock *clock);
void cs_test_signature (guint64 round,
                        char    hex[2 * CS_BEACON_SIGNATURE_BYTES + 1]);

typedef struct {
  char *folder;
  char *path;
  CsClock *clock;
  CsStore *store;
  CsTestRelays *relays;
  CsDraw *draw;
} CsDrawTest;

void cs_draw_test_set_up (CsDrawTest *self,
                          const char *folder);
void cs_draw_test_tear_down (CsDrawTest *self);
void cs_draw_test_reopen (CsDrawTest *self);
gboolean cs_draw_test_open (CsDrawTest *self,
                            GError    **error);
void cs_draw_test_close (CsDrawTest *self);

CsContestSetup *cs_draw_test_setup (const char *draw) G_GNUC_WARN_UNUSED_RESULT;
CsDrawIntake *cs_draw_test_intake (guint n) G_GNUC_WARN_UNUSED_RESULT;
gboolean cs_draw_test_seal (CsDrawTest           *self,
                            const CsContestSetup *setup,
                            GError              **error);
void cs_draw_test_until (CsDrawTest *self,
                         CsDrawPhase phase);
void cs_draw_test_run_ms (guint ms);
GAsyncResult *cs_draw_test_await (GAsyncResult **answer) G_GNUC_WARN_UNUSED_RESULT;
void cs_draw_test_answered_cb (GObject      *object,
                               GAsyncResult *result,
                               gpointer      data);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-slot-words.h"

static void
assert_text (char       *text,
             const char *expected)
{
  g_assert_cmpstr (text, ==, expected);
  g_free (text);
}

static CsSlotTimes
make_times (guint planned_s)
{
  return (CsSlotTimes){ .length_ms = 60000, .planned_ms = planned_s * 1000 };
}

static void
test_room (void)
{
  CsSlotTimes free = make_times (50);
  CsSlotTimes full = make_times (60);
  CsSlotTimes over = make_times (66);

  assert_text (cs_slot_words_time (&free), "50 / 60 s");
  assert_text (cs_slot_words_room (&free, CS_SLOT_FREE), "10 s free");
  assert_text (cs_slot_words_room (&full, CS_SLOT_FULL), "Full");
  assert_text (cs_slot_words_room (&over, CS_SLOT_OVER), "6 s over");
  /* On air it still matters how much there is left. */
  assert_text (cs_slot_words_room (&over, CS_SLOT_ON_AIR), "6 s over");
  assert_text (cs_slot_words_room (&over, CS_SLOT_AIRED), "Aired");
}

/* Never a colour without its icon: what is too much has another one than what fits. */
static void
test_looks (void)
{
  CsSlotTimes free = make_times (50);
  CsSlotTimes over = make_times (66);

  g_assert_cmpstr (cs_slot_words_room_icon (&free), !=, cs_slot_words_room_icon (&over));
  g_assert_cmpstr (cs_slot_words_room_class (&free, CS_SLOT_FREE), ==, "text-approved");
  g_assert_cmpstr (cs_slot_words_room_class (&over, CS_SLOT_ON_AIR), ==, "text-attention");
  g_assert_cmpstr (cs_slot_words_room_class (&over, CS_SLOT_AIRED), ==, "text-quiet");
}

static void
test_place (void)
{
  assert_text (cs_slot_words_place ("after “Best Album”", 3, FALSE), "after “Best Album”");
  assert_text (cs_slot_words_place ("after “Best Album”", 3, TRUE), "after “Best Album” · 3 posts");
  assert_text (cs_slot_words_place ("", 1, TRUE), "1 post");
  assert_text (cs_slot_words_place ("", 1, FALSE), "");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/slot-words/room", test_room);
  g_test_add_func ("/slot-words/looks", test_looks);
  g_test_add_func ("/slot-words/place", test_place);
  return g_test_run ();
}

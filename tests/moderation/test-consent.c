/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-consent.h"

#include "cs-post.h"

#define PRESS_US (10 * G_USEC_PER_SEC)
#define SOON_US (G_USEC_PER_SEC / 10)
#define LATER_US (G_USEC_PER_SEC / 2)

static CsEntry *
make_entry (gint64      id,
            const char *text)
{
  g_autofree char *native_id = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  g_autoptr (CsPost) post = cs_post_new (CS_NETWORK_MASTODON, "scene.example", native_id);

  post->account = cs_account_new (CS_NETWORK_MASTODON, "scene.example", "7");
  post->account->handle = g_strdup ("lucioles@scene.example");
  post->raw_text = g_strdup (text);
  cs_post_seal (post);
  return cs_entry_new (id, post);
}

static GPtrArray *
make_hints (gboolean look_alike)
{
  GPtrArray *hints = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_hint_free);
  CsHint *hint = g_new0 (CsHint, 1);

  hint->kind = look_alike ? CS_HINT_LOOK_ALIKE : CS_HINT_NEW_ACCOUNT;
  hint->fact = g_strdup ("Looks like @lucioles");
  g_ptr_array_add (hints, hint);
  return hints;
}

static gboolean
may (CsConsent     *consent,
     const CsEntry *entry,
     gboolean       look_alike,
     gint64         edited_us,
     gint64         pressed_us)
{
  g_autoptr (GPtrArray) hints = make_hints (look_alike);
  g_autofree char *why = cs_consent_give (consent, entry, hints, edited_us, pressed_us, pressed_us);

  g_assert_cmpstr (why, !=, "");
  return why == NULL;
}

static void
test_ordinary (void)
{
  g_autoptr (CsConsent) consent = cs_consent_new ();
  g_autoptr (CsEntry) entry = make_entry (1, "Bravo");

  g_assert_true (may (consent, entry, FALSE, 0, PRESS_US));
  g_assert_true (may (consent, entry, FALSE, 0, PRESS_US + 1));
}

static void
test_edited (void)
{
  g_autoptr (CsConsent) consent = cs_consent_new ();
  g_autoptr (CsEntry) entry = make_entry (1, "Bravo");

  g_assert_false (may (consent, entry, FALSE, PRESS_US - SOON_US, PRESS_US));
  g_assert_true (may (consent, entry, FALSE, PRESS_US - LATER_US, PRESS_US));
}

static void
test_look_alike (void)
{
  g_autoptr (CsConsent) consent = cs_consent_new ();
  g_autoptr (CsEntry) entry = make_entry (1, "Bravo");

  g_assert_false (may (consent, entry, TRUE, 0, PRESS_US));
  g_assert_false (may (consent, entry, TRUE, 0, PRESS_US + SOON_US));
  g_assert_true (may (consent, entry, TRUE, 0, PRESS_US + LATER_US));
  /* Undone and approved again: asked again. */
  g_assert_false (may (consent, entry, TRUE, 0, PRESS_US + 3 * LATER_US));
}

/* The question counts from when it was asked, the answer from when the hand came down, however late both are heard. */
static void
test_heard_late (void)
{
  g_autoptr (CsConsent) consent = cs_consent_new ();
  g_autoptr (CsEntry) entry = make_entry (1, "Bravo");
  g_autoptr (GPtrArray) hints = make_hints (TRUE);
  g_autofree char *asked = cs_consent_give (consent, entry, hints, 0, PRESS_US, PRESS_US + LATER_US);
  g_autofree char *again = cs_consent_give (consent, entry, hints, 0, PRESS_US + LATER_US, PRESS_US + 3 * LATER_US);

  g_assert_nonnull (asked);
  g_assert_nonnull (again);
  g_assert_null (cs_consent_give (consent, entry, hints, 0, PRESS_US + 2 * LATER_US, PRESS_US + 4 * LATER_US));
}

/* The first press was about this post in this version. */
static void
test_another (void)
{
  g_autoptr (CsConsent) consent = cs_consent_new ();
  g_autoptr (CsEntry) entry = make_entry (1, "Bravo");
  g_autoptr (CsEntry) edited = make_entry (1, "Gift cards here");
  g_autoptr (CsEntry) other = make_entry (2, "Bravo");

  g_assert_false (may (consent, entry, TRUE, 0, PRESS_US));
  g_assert_false (may (consent, edited, TRUE, 0, PRESS_US + 2 * LATER_US));
  g_assert_false (may (consent, other, TRUE, 0, PRESS_US + 4 * LATER_US));
  g_assert_false (may (consent, entry, TRUE, 0, PRESS_US + 6 * LATER_US));
  /* What is asked about does not outlive an approval of something else. */
  g_assert_true (may (consent, other, FALSE, 0, PRESS_US + 8 * LATER_US));
  g_assert_false (may (consent, entry, TRUE, 0, PRESS_US + 10 * LATER_US));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/moderation/consent/ordinary", test_ordinary);
  g_test_add_func ("/moderation/consent/edited", test_edited);
  g_test_add_func ("/moderation/consent/look-alike", test_look_alike);
  g_test_add_func ("/moderation/consent/heard-late", test_heard_late);
  g_test_add_func ("/moderation/consent/another", test_another);
  return g_test_run ();
}

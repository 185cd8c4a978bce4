/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-hint.h"

#define NOW_US (G_GINT64_CONSTANT (1795291200) * G_USEC_PER_SEC)

typedef struct {
  CsHintRules rules;
  CsAccount *account; /* of the post below */
  CsPost *post;
  CsEntry *entry;
} Fixture;

static CsAccount *
make_account (const char *id,
              const char *handle,
              const char *name)
{
  CsAccount *account = cs_account_new (CS_NETWORK_MASTODON, "scene.example", id);

  account->handle = g_strdup (handle);
  account->name = g_strdup (name);
  account->created_us = NOW_US - 400 * G_TIME_SPAN_DAY;
  return account;
}

static void
set_up (Fixture    *fixture,
        const char *handle,
        const char *name)
{
  static const char *const words[] = { "casino", NULL };

  fixture->rules.official = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_account_unref);
  g_ptr_array_add (fixture->rules.official, make_account ("1", "lucioles_officiel@scene.example", "Lucioles Officiel"));
  fixture->rules.words = cs_word_list_new (words);
  fixture->rules.now_us = NOW_US;
  fixture->account = make_account ("2", handle, name);
  fixture->post = cs_post_new (CS_NETWORK_MASTODON, "scene.example", "100");
  fixture->post->account = cs_account_ref (fixture->account);
}

static void
seal (Fixture    *fixture,
      const char *text)
{
  fixture->post->raw_text = g_strdup (text);
  cs_post_seal (fixture->post);
  fixture->entry = cs_entry_new (7, fixture->post);
}

static void
tear_down (Fixture *fixture)
{
  g_ptr_array_unref (fixture->rules.official);
  cs_word_list_free (fixture->rules.words);
  cs_account_unref (fixture->account);
  cs_post_unref (fixture->post);
  cs_entry_unref (fixture->entry);
}

static gboolean
has (Fixture   *fixture,
     CsHintKind kind)
{
  g_autoptr (GPtrArray) hints = cs_hints_find (fixture->entry, &fixture->rules);

  for (guint i = 0; i < hints->len; i++) {
    CsHint *hint = hints->pdata[i];

    g_assert_cmpstr (hint->fact, !=, "");
    if (hint->kind == kind)
      return TRUE;
  }
  return FALSE;
}

static void
test_ordinary (void)
{
  Fixture fixture = { 0 };
  g_autoptr (GPtrArray) hints = NULL;

  set_up (&fixture, "marek@scene.example", "Marek Dubosc");
  seal (&fixture, "Quel solo ! #NuitDesLucioles");
  hints = cs_hints_find (fixture.entry, &fixture.rules);
  g_assert_cmpuint (hints->len, ==, 0);
  tear_down (&fixture);
}

static void
test_look_alike (void)
{
  static const char *const handles[] = { "lucioles_0fficiel@autre.example", "luciоles_officiel@scene.example", "LUCIOLES_OFFICIEL" };

  for (guint i = 0; i < G_N_ELEMENTS (handles); i++) {
    Fixture fixture = { 0 };

    set_up (&fixture, handles[i], "Quelqu’un");
    seal (&fixture, "Bonsoir");
    g_test_message ("%s", handles[i]);
    g_assert_true (has (&fixture, CS_HINT_LOOK_ALIKE));
    tear_down (&fixture);
  }
}

static void
test_look_alike_by_name (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture, "zz93", "Lucioles Offіciel");
  seal (&fixture, "Bonsoir");
  g_assert_true (has (&fixture, CS_HINT_LOOK_ALIKE));
  tear_down (&fixture);
}

/* The official account does not look like itself. */
static void
test_official (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture, "lucioles_officiel@scene.example", "Lucioles Officiel");
  g_free (fixture.account->native_id);
  fixture.account->native_id = g_strdup ("1");
  seal (&fixture, "Bonsoir");
  g_assert_false (has (&fixture, CS_HINT_LOOK_ALIKE));
  tear_down (&fixture);
}

static void
test_figures (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture, "marek", "Marek");
  fixture.account->created_us = NOW_US - 2 * G_TIME_SPAN_DAY;
  fixture.post->links = g_strsplit ("https://cadeau.example", " ", -1);
  fixture.post->sensitive = TRUE;
  seal (&fixture, "Le c.a.s.i.n.o ouvre");
  fixture.entry->alike = 14;
  fixture.entry->account_rejected = 5;
  fixture.entry->approved_text = g_strdup ("Avant");
  fixture.entry->withdrawn_us = NOW_US;
  g_assert_true (has (&fixture, CS_HINT_NEW_ACCOUNT));
  g_assert_true (has (&fixture, CS_HINT_LINK));
  g_assert_true (has (&fixture, CS_HINT_SENSITIVE));
  g_assert_true (has (&fixture, CS_HINT_ALIKE));
  g_assert_true (has (&fixture, CS_HINT_REJECTED_BEFORE));
  g_assert_true (has (&fixture, CS_HINT_EDITED));
  g_assert_true (has (&fixture, CS_HINT_WITHDRAWN));
  g_assert_true (has (&fixture, CS_HINT_WORD));
  tear_down (&fixture);
}

static char *
describe_word (const char *handle,
               const char *name,
               const char *text)
{
  Fixture fixture = { 0 };
  g_autoptr (GPtrArray) hints = NULL;
  char *detail = NULL;

  set_up (&fixture, handle, name);
  seal (&fixture, text);
  hints = cs_hints_find (fixture.entry, &fixture.rules);
  for (guint i = 0; i < hints->len; i++)
    if (((CsHint *) hints->pdata[i])->kind == CS_HINT_WORD)
      detail = g_strdup (((CsHint *) hints->pdata[i])->detail);
  tear_down (&fixture);
  return detail;
}

/* The end of a long text counts, and a name is as large on the screen as the text is. */
static void
test_which_word (void)
{
  g_autoptr (GString) late = g_string_new (NULL);
  g_autofree char *in_text = NULL;
  g_autofree char *in_name = describe_word ("marek", "Roi du c4sino", "Bonsoir");
  g_autofree char *in_handle = describe_word ("casino_75@scene.example", "Marek", "Bonsoir");
  g_autofree char *nowhere = describe_word ("marek", "Marek", "Ce casinoir");

  for (guint i = 0; i < 300; i++)
    g_string_append (late, "né ");
  g_string_append (late, "au CASINO");
  in_text = describe_word ("marek", "Marek", late->str);
  g_assert_cmpstr (in_text, ==, "“casino”");
  g_assert_cmpstr (in_name, ==, "in the name: “casino”");
  g_assert_cmpstr (in_handle, ==, "in the name: “casino”");
  g_assert_null (nowhere);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/moderation/hint/ordinary", test_ordinary);
  g_test_add_func ("/moderation/hint/look-alike", test_look_alike);
  g_test_add_func ("/moderation/hint/look-alike-by-name", test_look_alike_by_name);
  g_test_add_func ("/moderation/hint/official", test_official);
  g_test_add_func ("/moderation/hint/figures", test_figures);
  g_test_add_func ("/moderation/hint/which-word", test_which_word);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-search.h"
#include "cs-store-test.h"

static guint
count (CsStore    *store,
       const char *words)
{
  CsPostQuery query = { .order = CS_POST_ORDER_NEWEST, .search = words };
  g_autoptr (CsPostList) list = cs_post_list_new (store, &query);
  gint64 until_us = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  while (cs_post_list_get_loading (list) && g_get_monotonic_time () < until_us)
    g_main_context_iteration (NULL, FALSE);
  g_assert_false (cs_post_list_get_loading (list));
  return g_list_model_get_n_items (G_LIST_MODEL (list));
}

static void
test_languages (CsStoreTest  *self,
                gconstpointer data)
{
  static const struct {
    const char *text;
    const char *words;
    guint found;
  } cases[] = {
    { "L’Émeute des élèves à Noël, cœur léger", "emeute", 1 },
    { NULL, "ÉLÈVES noel", 1 },
    { NULL, "eleve", 1 },
    { NULL, "lemeute", 0 },
    { NULL, "cœur", 1 },
    { "مُحَمَّد يغني الليلة في القاهرة", "محمد", 1 },
    { NULL, "القاهره", 1 },
    { NULL, "الليل", 1 },
    { "東京で素晴らしい音楽の夜", "東京", 1 },
    { NULL, "音楽", 1 },
    { NULL, "京東", 0 },
    { NULL, "素晴らしい", 1 },
    { NULL, "ＴＯＫＹＯ", 0 },
    { "한국어 노래가 좋아요", "노래", 1 },
    { "เพลงไทยคืนนี้", "ไทย", 1 },
    { "שָׁלוֹם לכולם", "שלום", 1 },
    { "Ｗｉｄｅ letters", "wide", 1 },
    { "Quelle soirée 🎉👏", "🎉", 1 },
    { "naïve café über straße", "uber", 1 },
    { NULL, "caf", 1 },
    { NULL, "cafés", 0 },
    { "100% #Victoires2026 @zoe_official", "victoires2026", 1 },
    { NULL, "#victoires2026", 1 },
    { NULL, "victoir", 1 },
    { NULL, "official 100", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *native_id = g_strdup_printf ("%u", i);

    if (cases[i].text != NULL)
      cs_test_add (self->store, native_id, cases[i].text);
    g_test_message ("%s", cases[i].words);
    g_assert_cmpuint (count (self->store, cases[i].words), ==, cases[i].found);
  }
}

/* What a person types is words, never a language of its own. */
static void
test_hostile (CsStoreTest  *self,
              gconstpointer data)
{
  static const char *const nothing[] = { "\"", "\"\"\"", "*", "AND", "NOT plain", "body:plain", "(plain", "^plain OR x", "!!!",
                                         "NEAR(plain text)", "plain NOT text x", "\\", "'", "%", "--", ";" };

  cs_test_add (self->store, "1", "a plain text");
  for (guint i = 0; i < G_N_ELEMENTS (nothing); i++)
    g_assert_cmpuint (count (self->store, nothing[i]), <=, 1);
  g_assert_cmpuint (count (self->store, "!!!"), ==, 0);
  g_assert_cmpuint (count (self->store, "NOT plain"), ==, 0);
  g_assert_cmpuint (count (self->store, "(plain) text*"), ==, 1);
  g_assert_cmpuint (count (self->store, "  plain   text  "), ==, 1);
  g_assert_cmpuint (count (self->store, "pla "), ==, 0);
  g_assert_cmpuint (count (self->store, ""), ==, 1);
}

static void
test_followed (CsStoreTest  *self,
               gconstpointer data)
{
  cs_test_add (self->store, "1", "the first words");
  g_assert_cmpuint (count (self->store, "first"), ==, 1);
  cs_test_ingest_one (self->store, cs_test_event_edit ("1", "other words", CS_TEST_START_US + 5));
  g_assert_cmpuint (count (self->store, "first"), ==, 0);
  g_assert_cmpuint (count (self->store, "other"), ==, 1);
  g_assert_cmpuint (count (self->store, "zoe"), ==, 1);
  cs_test_ingest_one (self->store, cs_test_event_delete ("1"));
  g_assert_cmpuint (count (self->store, "other"), ==, 0);
}

/* A long beginning that nearly all posts hold, and one that few hold among many with the same first letters. */
static void
test_long_beginnings (CsStoreTest  *self,
                      gconstpointer data)
{
  g_autoptr (GPtrArray) events = cs_event_batch_new ();

  for (guint i = 0; i < 4000; i++) {
    g_autofree char *native_id = g_strdup_printf ("%u", i);
    const char *text = i % 1000 == 7 ? "victoria" : i % 2 == 0 ? "victoires tonight" : "vicious circle";

    g_ptr_array_add (events, cs_test_event_post (native_id, text));
  }
  cs_test_ingest (self->store, events);
  g_assert_cmpuint (count (self->store, "vict"), ==, 2004);
  g_assert_cmpuint (count (self->store, "victoires"), ==, 2000);
  g_assert_cmpuint (count (self->store, "victoria"), ==, 4);
  g_assert_cmpuint (count (self->store, "tonight victoi"), ==, 2000);
  g_assert_cmpuint (count (self->store, "vicx"), ==, 0);
  g_assert_cmpuint (count (self->store, "VICTÓI"), ==, 2000);
  g_assert_cmpuint (count (self->store, "vic"), ==, 4000);
}

/* So many words with one beginning that they are not asked for one by one, and some that are no single word. */
static void
test_many_forms (CsStoreTest  *self,
                 gconstpointer data)
{
  g_autoptr (GPtrArray) events = cs_event_batch_new ();

  for (guint i = 0; i < 3000; i++) {
    g_autofree char *native_id = g_strdup_printf ("%u", i);
    g_autofree char *text = g_strdup_printf ("wagon%02u #train%u fan_%u1234", i % 40, i % 10, i);

    g_ptr_array_add (events, cs_test_event_post (native_id, text));
  }
  cs_test_ingest (self->store, events);
  g_assert_cmpuint (count (self->store, "wago"), ==, 3000);
  g_assert_cmpuint (count (self->store, "wagon0"), ==, 750);
  g_assert_cmpuint (count (self->store, "wagon00"), ==, 75);
  g_assert_cmpuint (count (self->store, "#train3"), ==, 300);
  g_assert_cmpuint (count (self->store, "#TRAI"), ==, 3000);
  g_assert_cmpuint (count (self->store, "fan_271"), ==, 2 + 10);
  g_assert_cmpuint (count (self->store, "train3 wagon03"), ==, 75);
}

static void
test_expression (void)
{
  g_autofree char *plain = cs_search_expression ("two wor");
  g_autofree char *spaced = cs_search_expression ("two words ");
  g_autofree char *quoted = cs_search_expression ("say \"hi");
  g_autofree char *beginning = cs_search_beginning ("Two Wördi");
  g_autofree char *forms = cs_search_forms_expression ("two wordi", (char *[]) { "wordiness", "wording", NULL });
  g_autofree char *alone = cs_search_forms_expression ("word", (char *[]) { "word", NULL });

  g_assert_cmpstr (plain, ==, "\"two\" \"wor\" *");
  g_assert_cmpstr (spaced, ==, "\"two\" \"words\"");
  g_assert_cmpstr (quoted, ==, "\"say\" \"hi\" *");
  g_assert_cmpstr (beginning, ==, "Wördi");
  g_assert_cmpstr (forms, ==, "\"two\" AND (\"wordiness\" OR \"wording\")");
  g_assert_cmpstr (alone, ==, "(\"word\")");
  g_assert_null (cs_search_expression ("... !"));
  g_assert_null (cs_search_beginning ("wor"));
  g_assert_null (cs_search_beginning ("words "));
  g_assert_null (cs_search_beginning ("#wor"));
  g_assert_null (cs_search_beginning (""));
}

static void
add (const char *name,
     void (*test) (CsStoreTest  *self,
                   gconstpointer data))
{
  g_test_add (name, CsStoreTest, NULL, cs_store_test_set_up_cb, test, cs_store_test_tear_down_cb);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("/search/languages", test_languages);
  add ("/search/hostile", test_hostile);
  add ("/search/followed", test_followed);
  add ("/search/long-beginnings", test_long_beginnings);
  add ("/search/many-forms", test_many_forms);
  g_test_add_func ("/search/expression", test_expression);
  return g_test_run ();
}

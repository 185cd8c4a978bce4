/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-word-list.h"

#include <string.h>

static const char *const words[] = {
  "casino", "pute", "con", "ass", "va te faire", "encul*", "*vendre*", "69", "Mike Oxlong", "🍆", "笨蛋", "cœur brisé", "a$$hat", "!!", "", NULL
};

/* What is found in @text: the words with commas between. */
static char *
find (const char *text)
{
  g_autoptr (CsWordList) list = cs_word_list_new (words);
  g_autoptr (GPtrArray) found = cs_word_list_find (list, text);

  g_ptr_array_add (found, NULL);
  return g_strjoinv (",", (char **) found->pdata);
}

static void
check (const char *text,
       const char *expected)
{
  g_autofree char *found = find (text);

  g_test_message ("%s", text);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_written (void)
{
  check ("Le casino ouvre ce soir", "casino");
  check ("Quel CASINO !", "casino");
  check ("Les casinos ouvrent", "casino");
  check ("caaasinooo", "casino");
  check ("c.a.s.i.n.o", "casino");
  check ("c a s i n o gratuit", "casino");
  check ("le c-a-s-i-n-o", "casino");
  check ("ca.si.no", "casino");
  check ("c4sin0", "casino");
  check ("ca$ino", "casino");
  check ("$$ c@s1n0!! $$", "casino");
  check ("саsіnо", "casino"); /* half of it Cyrillic */
  check ("ｃａｓｉｎｏ", "casino");
  check ("🅲🅰🆂🅸🅽🅾", "casino");
  check ("cásînö", "casino");
  check ("cas\u200bino", "casino");
  check ("#GrosCasino2026", "casino");
  check ("L’enculé !", "encul*");
  check ("Va te faire voir", "va te faire");
  check ("Va  te\nfaire", "va te faire");
  check ("#vatefaire", "va te faire");
  check ("revendrez-vous ?", "*vendre*");
  check ("Mike Oxlong", "Mike Oxlong");
  check ("M1ke Ox|ong", "Mike Oxlong");
  check ("mike oxIong", "Mike Oxlong");
  check ("chaud🍆chaud", "🍆");
  check ("你是笨蛋吗", "笨蛋");
  check ("COEUR BRISÉ", "cœur brisé");
  check ("asshats", "a$$hat");
  check ("69", "69");
  check ("annee69", "69");
  check ("con, pute et casino", "con,pute,casino");
}

/* Whole words: a list must not cry wolf. */
static void
test_not_written (void)
{
  check ("La députée réputée disputait", "");
  check ("Quel concert, quelle confiance", "");
  check ("Tu as raison", "");
  check ("c’est un casinoir", "");
  check ("Le cas : si no", "");
  check ("beau gosse, BG", "");
  check ("co nique", "");
  check ("Bravo !! Quelle soirée !", "");
  check ("va. Te taire ? Faire", "");
  check ("", "");
}

static void
test_several (void)
{
  check ("con con con", "con");
  check ("con pute casino 69 🍆", "con,pute,casino");
}

/* A stranger's text of any kind is walked through once for each word that may begin, and no further than a word is long. */
static void
test_long (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *found = NULL;

  while (text->len < 200 * 1024)
    g_string_append (text, "c a s i n ");
  found = find (text->str);
  g_assert_cmpstr (found, ==, "");
  g_string_set_size (text, 3000);
  g_string_append (text, " un casino");
  g_free (found);
  found = find (text->str);
  g_assert_cmpstr (found, ==, "casino");
}

static void
test_none (void)
{
  static const char *const empty[] = { NULL };
  g_autoptr (CsWordList) list = cs_word_list_new (empty);
  g_autoptr (GPtrArray) found = cs_word_list_find (list, "casino");

  g_assert_cmpuint (found->len, ==, 0);
  g_assert_null (cs_word_list_get_words (list)[0]);
}

static void
test_read (void)
{
  static const char file[] = "\xef\xbb\xbf" "Casino\r\n\r\n  va te   faire \rcasino\nd\xc3\xa9j\xc3\xa0 vu\n";
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) read = cs_word_list_read (file, sizeof file - 1, &error);
  g_autofree char *joined = NULL;

  g_assert_no_error (error);
  joined = g_strjoinv ("|", read);
  g_assert_cmpstr (joined, ==, "Casino|va te faire|déjà vu");
}

static void
check_refused (const char *file,
               gsize       size,
               const char *part)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (cs_word_list_read (file, size, &error));
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, part));
}

static void
test_read_refused (void)
{
  g_autoptr (GString) many = g_string_new (NULL);
  g_autofree char *huge = g_strnfill (CS_WORD_LIST_MAX_BYTES + 1, 'a');

  check_refused ("casino\nd\xe9j\xe0 vu", 14, "Line 2");
  check_refused ("\xff\xfe" "c\0a\0", 6, "UTF-16");
  check_refused ("PK\3\4\0\0", 6, "not a text");
  check_refused (huge, CS_WORD_LIST_MAX_BYTES + 1, "too large");
  check_refused (huge, CS_WORD_LIST_MAX_CHARS + 1, "Line 1 has more than 100");
  for (guint i = 0; i <= CS_WORD_LIST_MAX_WORDS; i++)
    g_string_append_printf (many, "word%u\n", i);
  check_refused (many->str, many->len, "2001");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/word-list/written", test_written);
  g_test_add_func ("/model/word-list/not-written", test_not_written);
  g_test_add_func ("/model/word-list/several", test_several);
  g_test_add_func ("/model/word-list/long", test_long);
  g_test_add_func ("/model/word-list/none", test_none);
  g_test_add_func ("/model/word-list/read", test_read);
  g_test_add_func ("/model/word-list/read-refused", test_read_refused);
  return g_test_run ();
}

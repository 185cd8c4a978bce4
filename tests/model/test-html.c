/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-html-private.h"
#include "cs-post.h"

#include <string.h>

static void
assert_says (const char *html,
             const char *expected)
{
  g_autoptr (CsHtml) read = cs_html_read (html, CS_HTML_NONE);

  g_assert_cmpstr (read->text, ==, expected);
}

static char *
repeat (const char *piece,
        guint       n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (text, piece);
  return g_string_free (text, FALSE);
}

static void
test_paragraphs (void)
{
  assert_says ("<p>One</p><p>Two<br>Three<br />Four</p>", "One\n\nTwo\nThree\nFour");
  assert_says ("<p>One\n  two</p>\n\n<p> three </p>", "One two\n\nthree");
  assert_says ("a<br><br><br><br>b", "a\n\nb");
  assert_says ("<div>a</div><div>b</div>", "a\nb");
  assert_says ("<ul><li>a</li><li>b</li></ul>c", "• a\n• b\nc");
  assert_says ("<h1>Title</h1>text", "Title\ntext");
  assert_says ("<pre>a\n  b</pre>", "a\nb");
  assert_says ("x<b>y</b><i>z</i>", "xyz");
  assert_says ("<p></p>", "");
  assert_says (NULL, "");
}

static void
test_entities (void)
{
  assert_says ("AT&amp;T &lt;3 &quot;you&quot; &#39;n&apos; me", "AT&T <3 \"you\" 'n' me");
  assert_says ("&amp;lt;b&amp;gt; &amp;amp;amp;", "&lt;b&gt; &amp;amp;");
  assert_says ("&lt;script&gt;x&lt;/script&gt;", "<script>x</script>");
  assert_says ("&eacute;&Eacute;&nbsp;&yuml;&hellip;&euro;&rsquo;", "éÉ\u00a0ÿ…€’");
  assert_says ("&#233;&#xe9;&#XE9;&#128512;", "ééé😀");
  assert_says ("&#0;&#xd800;&#1114112;&#99999999;", "\ufffd\ufffd\ufffd\ufffd");
  assert_says ("&unknown; & && &; &# &#; &#x; &#xg; &eacute", "&unknown; & && &; &# &#; &#x; &#xg; &eacute");
  assert_says ("Tom & Jerry", "Tom & Jerry");
}

static void
test_dropped (void)
{
  assert_says ("a<script>alert('<p>')</script>b<STYLE>p{}</Style >c", "abc");
  assert_says ("a<script>never closed", "a");
  assert_says ("a<script></scripty></script>b", "ab");
  assert_says ("a<!-- <b> -->b<!doctype html>c<?xml ?>d", "abcd");
  assert_says ("a<!-- never closed", "a");
  assert_says ("a<a href=\"never closed>b</a>", "a");
  assert_says ("a<b", "a");
  assert_says ("a < b > c <3 <", "a < b > c <3 <");
  assert_says ("<svg><text>x</text></svg>y<iframe src=x>z</iframe>", "y");
  assert_says ("<img src=x alt=\":coeur:\"> !", ":coeur: !");
  assert_says ("<b title='a>b'>x</b>", "x");
  assert_says ("<b title=\"a'>b\" onclick='x'/>y", "y");
}

static void
test_links (void)
{
  const char *html =
      "<p>Voir <a href=\"https://exemple.example/un/chemin?a=1&amp;b=2\" rel=\"nofollow\" translate=\"no\">"
      "<span class=\"invisible\">https://</span><span class=\"ellipsis\">exemple.example/un</span>"
      "<span class=\"invisible\">/chemin?a=1&amp;b=2</span></a> avec "
      "<span class=\"h-card\"><a href=\"https://social.example/@anna\" class=\"u-url mention\">@<span>anna</span></a></span> "
      "<a href=\"https://social.example/tags/Soir%C3%A9e\" class=\"mention hashtag\" rel=\"tag\">#<span>Soirée</span></a> "
      "<a href=\"gemini://x/\">x</a><a href=\"javascript:alert(1)\">y</a></p>";
  g_autoptr (CsHtml) read = cs_html_read (html, CS_HTML_NONE);

  g_assert_cmpstr (read->text, ==, "Voir exemple.example/un… avec @anna #Soirée xy");
  g_assert_true (g_strv_equal ((const char *const *) read->tags, (const char *const[]){ "Soirée", NULL }));
  g_assert_true (g_strv_equal ((const char *const *) read->links,
                               (const char *const[]){ "https://exemple.example/un/chemin?a=1&b=2", NULL }));
}

static void
test_quote (void)
{
  const char *html = "<p class=\"quote-inline\">RE: <a href=\"https://a.example/1\">x</a></p><p>Oui</p>";
  g_autoptr (CsHtml) kept = cs_html_read (html, CS_HTML_NONE);
  g_autoptr (CsHtml) dropped = cs_html_read (html, CS_HTML_DROP_QUOTE);

  g_assert_cmpstr (kept->text, ==, "RE: x\n\nOui");
  g_assert_cmpstr (dropped->text, ==, "Oui");
}

static void
test_plain (void)
{
  assert_says ("One\nTwo\n\nThree\n\n\n\nFour", "One\nTwo\n\nThree\n\nFour");
  assert_says ("I <3 you\nreally", "I <3 you\nreally");
}

static void
assert_unreadable (const char *html,
                   gboolean    expected)
{
  g_autoptr (CsHtml) read = cs_html_read (html, CS_HTML_NONE);

  g_assert_cmpint (read->unreadable, ==, expected);
}

static void
test_unreadable (void)
{
  g_autofree char *just = repeat ("a", CS_HTML_MAX_BYTES);
  g_autofree char *above = repeat ("a", CS_HTML_MAX_BYTES + 1);

  assert_unreadable ("", FALSE);
  assert_unreadable ("<p></p>\n<br>", FALSE);
  assert_unreadable ("<p>a", FALSE);
  assert_unreadable ("<script>x</script>", TRUE);
  assert_unreadable ("<!-- a", TRUE);
  assert_unreadable ("<a href=\"", TRUE);
  assert_unreadable ("<span class=invisible>a</span>", TRUE);
  assert_unreadable (just, FALSE);
  assert_unreadable (above, TRUE);
}

/* Nesting that makes other parsers give up, or take minutes, is nothing here. */
static void
test_nested (void)
{
  g_autofree char *open = repeat ("<b>", 20000);
  g_autofree char *html = g_strconcat (open, "deep", NULL);
  g_autofree char *spans = repeat ("<span>", 5000);
  g_autofree char *closed = repeat ("</span>", 4000);
  g_autofree char *both = g_strconcat (spans, "a", closed, "b", NULL);

  assert_says (html, "deep");
  assert_says (both, "ab");
}

/* Twice the HTML, twice the bytes passed: no byte is passed twice, whatever is never closed. */
static void
test_growth (void)
{
  static const char *const pieces[] = {
    "<", "</", "<a", "<a ", "<a b=\"", "<a b='x' ", "<!--", "<!", "<?", "<script>", "<script>x</script>", "</script", "&", "&#", "&amp",
    "&amp;", "<b>", "<p>", "<br>", "<span class=invisible>", "<span class=\"ellipsis\">", "</span>", "<a class=hashtag>#a", "</a>",
    "<a href=http://a.example/>", "=", "\"", "'", ">", "<a href=\"", "\n", " ", "<pre>\n", "<li>", "<img alt=a>", "é", "\xff",
  };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    for (guint k = 0; k < G_N_ELEMENTS (pieces); k++) {
      g_autofree char *pair = g_strconcat (pieces[i], pieces[k], NULL);
      g_autofree char *html = repeat (pair, 2000 / strlen (pair));
      guint64 n_steps = 0;
      CsHtml *read = cs_html_read_counted (html, CS_HTML_NONE, &n_steps);

      g_assert_cmpuint (n_steps, ==, strlen (html));
      g_assert_cmpuint (strlen (read->text), <=, 3 * strlen (html));
      cs_html_free (read);
    }
}

static CsPost *
seal (const char *html,
      gboolean    picture,
      const char *quote_of)
{
  CsPost *post = cs_post_new (CS_NETWORK_MASTODON, "a.example", "1");

  post->account = cs_account_new (CS_NETWORK_MASTODON, "a.example", "2");
  post->account->handle = g_strdup ("anna");
  post->html = g_strdup (html);
  post->quote_of = g_strdup (quote_of);
  if (picture)
    g_ptr_array_add (post->media, cs_media_new (CS_MEDIA_IMAGE));
  cs_post_seal (post);
  return post;
}

static void
test_seal (void)
{
  g_autoptr (CsPost) post = seal ("<p>\u202eAT&amp;T <a href=\"x\" class=hashtag>#tv</a></p>", FALSE, NULL);
  g_autoptr (CsPost) picture = seal ("<p></p>", TRUE, NULL);
  g_autoptr (CsPost) hidden = seal ("<script>x</script>", TRUE, NULL);
  g_autoptr (CsPost) empty = seal ("<p></p>", FALSE, NULL);
  g_autoptr (CsPost) quoting = seal ("<p class=quote-inline>RE: x</p><p>Oui</p>", FALSE, "9");

  g_assert_cmpstr (post->text, ==, "AT&T #tv");
  g_assert_true (cs_post_has_tag (post, "TV"));
  g_assert_false (post->unreadable);
  g_assert_false (picture->unreadable);
  g_assert_true (hidden->unreadable);
  g_assert_true (empty->unreadable);
  g_assert_cmpstr (quoting->text, ==, "Oui");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/html/paragraphs", test_paragraphs);
  g_test_add_func ("/model/html/entities", test_entities);
  g_test_add_func ("/model/html/dropped", test_dropped);
  g_test_add_func ("/model/html/links", test_links);
  g_test_add_func ("/model/html/quote", test_quote);
  g_test_add_func ("/model/html/plain", test_plain);
  g_test_add_func ("/model/html/unreadable", test_unreadable);
  g_test_add_func ("/model/html/nested", test_nested);
  g_test_add_func ("/model/html/growth", test_growth);
  g_test_add_func ("/model/html/seal", test_seal);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-mastodon-intake.h"

#include "network-data.h"

#include <string.h>

#define PATIENCE_S 20

/* A source whose whole life is one test. */
#define TEST_TYPE_SOURCE (test_source_get_type ())
G_DECLARE_FINAL_TYPE (TestSource, test_source, TEST, SOURCE, CsSource)

typedef void (*TestFunc) (CsMastodonIntake *intake);

struct _TestSource {
  CsSource parent_instance;

  TestFunc func;
  CsTagMatcher *matcher;
  GString *seen; /* what was reported, as words */
};

G_DEFINE_FINAL_TYPE (TestSource, test_source, CS_TYPE_SOURCE)

static char *
position_cb (gpointer user_data)
{
  return NULL;
}

static void
test_source_run (CsSource     *source,
                 GCancellable *cancellable)
{
  TestSource *self = TEST_SOURCE (source);
  CsMastodonIntake *intake = cs_mastodon_intake_new (source, "social.example", self->matcher, position_cb, NULL);

  self->func (intake);
  cs_batch_flush (cs_mastodon_intake_get_batch (intake));
  cs_mastodon_intake_free (intake);
}

static void
test_source_class_init (TestSourceClass *klass)
{
  CS_SOURCE_CLASS (klass)->run = test_source_run;
}

static void
test_source_init (TestSource *self)
{
}

static void
sink_cb (CsSource   *source,
         GPtrArray  *events,
         const char *position,
         gpointer    user_data)
{
  static const char *const kinds[] = { "post", "edit", "delete", "gone", "back", "gap" };
  TestSource *self = user_data;

  for (guint i = 0; i < events->len; i++) {
    const CsEvent *event = events->pdata[i];

    g_string_append_printf (self->seen, "%s %s%s%s;", kinds[event->kind], event->native_id,
                            event->post != NULL ? " " : "", event->post != NULL ? event->post->text : "");
  }
}

static gboolean
late_cb (gpointer user_data)
{
  g_error ("The source did not end");
  return G_SOURCE_REMOVE;
}

static char *
report_of (TestFunc func)
{
  char *any[] = { (char *) "show", NULL };
  char *none[] = { (char *) "spoiler", NULL };
  const CsTagMatch match = { any, NULL, none };
  TestSource *source = g_object_new (TEST_TYPE_SOURCE, "id", "test", NULL);
  guint late = g_timeout_add_seconds (PATIENCE_S, late_cb, NULL);
  char *seen;

  source->func = func;
  source->matcher = cs_tag_matcher_new (&match, cs_tag_fold_ascii);
  source->seen = g_string_new (NULL);
  cs_source_set_sink (CS_SOURCE (source), sink_cb, source, NULL);
  cs_source_start (CS_SOURCE (source));
  while (cs_source_get_state (CS_SOURCE (source)) != CS_SOURCE_STOPPED)
    g_main_context_iteration (NULL, TRUE);
  seen = g_string_free (g_steal_pointer (&source->seen), FALSE);
  cs_tag_matcher_free (source->matcher);
  /* The thread may let go of it later than it says that it has stopped. */
  g_object_add_weak_pointer (G_OBJECT (source), (gpointer *) &source);
  g_object_unref (source);
  while (g_atomic_pointer_get (&source) != NULL) {
    g_main_context_iteration (NULL, FALSE);
    g_usleep (G_TIME_SPAN_MILLISECOND);
  }
  g_source_remove (late);
  return seen;
}

static char *
status (const char *id,
        const char *text,
        guint       edited,
        const char *tag,
        const char *name)
{
  g_autofree char *edited_at = edited > 0 ? g_strdup_printf ("\"2026-09-21T20:00:%02uZ\"", edited) : g_strdup ("null");

  return g_strdup_printf ("{\"id\":\"%s\",\"visibility\":\"public\",\"content\":\"%s\",\"edited_at\":%s,\"tags\":[{\"name\":"
                          "\"show\"},{\"name\":\"%s\"}],\"account\":{\"id\":\"9\",\"acct\":\"a\",\"display_name\":\"%s\"}}",
                          id, text, edited_at, tag, name);
}

static void
take (CsMastodonIntake *intake,
      const char       *text,
      guint             edited,
      const char       *tag,
      const char       *name)
{
  g_autofree char *json = status ("1", text, edited, tag, name);
  g_autofree char *id = cs_mastodon_intake_take_text (intake, json, strlen (json), edited > 0);
}

static void
ask (CsMastodonIntake *intake,
     const char       *text,
     guint             edited,
     const char       *name)
{
  g_autofree char *json = status ("1", text, edited, "x", name);
  g_autoptr (JsonNode) root = network_data_parse_text (json);

  cs_mastodon_intake_take_answer (intake, cs_json_root_object (root));
}

static void
repeats (CsMastodonIntake *intake)
{
  take (intake, "zero", 0, "x", "Ada");
  take (intake, "zero", 0, "x", "Ada");
  ask (intake, "zero", 0, "Ada");
  take (intake, "one", 1, "x", "Ada");
  take (intake, "zero", 0, "x", "Ada");
  ask (intake, "one", 1, "Ada");
}

static void
test_repeats (void)
{
  g_autofree char *seen = report_of (repeats);

  g_assert_cmpstr (seen, ==, "post 1 zero;edit 1 one;");
}

/* Otherwise a new portrait of its author would take a post off the air. */
static void
rename_author (CsMastodonIntake *intake)
{
  take (intake, "zero", 0, "x", "Ada");
  ask (intake, "zero", 0, "Ada, live");
  take (intake, "zero", 0, "x", "Ada, tired");
  take (intake, "one", 1, "x", "Ada, asleep");
}

static void
test_rename (void)
{
  g_autofree char *seen = report_of (rename_author);

  g_assert_cmpstr (seen, ==, "post 1 zero;edit 1 one;");
}

static void
leave_tags (CsMastodonIntake *intake)
{
  take (intake, "unknown", 1, "spoiler", "Ada");
}

static void
leave_tags_known (CsMastodonIntake *intake)
{
  take (intake, "zero", 0, "x", "Ada");
  take (intake, "one", 1, "spoiler", "Ada");
}

static void
never_wanted (CsMastodonIntake *intake)
{
  take (intake, "zero", 0, "spoiler", "Ada");
}

static void
test_tags (void)
{
  g_autofree char *unknown = report_of (leave_tags);
  g_autofree char *known = report_of (leave_tags_known);
  g_autofree char *never = report_of (never_wanted);

  g_assert_cmpstr (unknown, ==, "delete 1;");
  g_assert_cmpstr (known, ==, "post 1 zero;edit 1 one;");
  g_assert_cmpstr (never, ==, "");
}

static void
hide (CsMastodonIntake *intake)
{
  static const char hidden[] = "{\"id\":\"1\",\"visibility\":\"private\",\"account\":{\"id\":\"9\"}}";
  g_autofree char *id = NULL;

  take (intake, "zero", 0, "x", "Ada");
  id = cs_mastodon_intake_take_text (intake, hidden, strlen (hidden), TRUE);
}

static void
test_hidden (void)
{
  g_autofree char *seen = report_of (hide);

  g_assert_cmpstr (seen, ==, "post 1 zero;delete 1;");
}

/* The four arrivals of one post, in the order that the digits of this number say. */
static guint order;

static void
arrive (CsMastodonIntake *intake)
{
  for (guint digits = order; digits > 0; digits /= 10) {
    switch (digits % 10) {
    case 1:
      take (intake, "zero", 0, "x", "Ada");
      break;
    case 2:
      take (intake, "one", 1, "x", "Ada");
      break;
    case 3:
      take (intake, "two", 2, "x", "Ada");
      break;
    default:
      cs_mastodon_intake_take_gone (intake, "1");
    }
  }
}

static const char *
last_word (const char *seen)
{
  const char *word = seen;

  for (const char *p = seen; *p != '\0'; p++)
    word = *p == ';' && p[1] != '\0' ? p + 1 : word;
  return word;
}

/* Streams keep no order. Whatever it is, the newest form wins, and what is gone stays gone. */
static void
test_every_order (void)
{
  guint n = 0;

  for (order = 1; order < 10000; order++) {
    gboolean used[10] = { FALSE };
    gboolean fits = TRUE;
    g_autofree char *seen = NULL;

    for (guint digits = order; digits > 0; digits /= 10) {
      fits = fits && digits % 10 >= 1 && digits % 10 <= 4 && !used[digits % 10];
      used[digits % 10] = TRUE;
    }
    if (!fits)
      continue;
    seen = report_of (arrive);
    if (used[4])
      g_assert_cmpstr (last_word (seen), ==, "delete 1;");
    else
      g_assert_nonnull (strstr (last_word (seen), used[3] ? " two;" : used[2] ? " one;" : " zero;"));
    n++;
  }
  g_assert_cmpuint (n, ==, 64);
}

static void
spoil (CsMastodonIntake *intake)
{
  static const char *const frames[] = { "", "{", "[]", "{}", "null", "{\"id\":\"1\",\"visibility\":\"public\"}" };

  for (guint i = 0; i < G_N_ELEMENTS (frames); i++)
    g_assert_null (cs_mastodon_intake_take_text (intake, frames[i], strlen (frames[i]), FALSE));
  cs_mastodon_intake_take_gone (intake, "../1");
  cs_mastodon_intake_take_gone (intake, "");
  cs_mastodon_intake_take_gone (intake, "1 2");
}

static void
test_spoilt (void)
{
  g_autofree char *seen = report_of (spoil);

  g_assert_cmpstr (seen, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sources/mastodon-intake/repeats", test_repeats);
  g_test_add_func ("/sources/mastodon-intake/rename", test_rename);
  g_test_add_func ("/sources/mastodon-intake/tags", test_tags);
  g_test_add_func ("/sources/mastodon-intake/hidden", test_hidden);
  g_test_add_func ("/sources/mastodon-intake/every-order", test_every_order);
  g_test_add_func ("/sources/mastodon-intake/spoilt", test_spoilt);
  return g_test_run ();
}

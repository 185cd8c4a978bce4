/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-remux.h"

#include "await.h"
#include "cs-live.h"
#include "left-recording.h"
#include "scratch.h"
#include "studio.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>

#define N_RANDOM 24

static guint
count (const char *path,
       const char *stream)
{
  g_auto (GStrv) times = studio_probe (path, stream, "packet=pts_time");

  return g_strv_length (times);
}

/* All pictures can be decoded: none leans on one that is missing. */
static void
assert_decodes (const char *path)
{
  g_auto (GStrv) lines = studio_probe (path, "v", "frame=pict_type");
  guint n_frames = 0;

  /* What else goes with a frame has lines of its own. */
  for (guint i = 0; lines[i] != NULL; i++)
    n_frames += strspn (lines[i], "IP") == 1;
  g_assert_cmpuint (n_frames, ==, count (path, "v"));
}

static char *
make_film (const LeftRecording *left)
{
  char *lack;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) made = left_gather (left->folder, &lack, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (made->len, ==, 1);
  g_assert_cmpstr (made->pdata[0], ==, left->film);
  return lack;
}

/* Of the parts, only that one is left, as it was, where nobody takes it for a recording that is to be put together. */
static void
assert_aside (const LeftRecording *left,
              guint                number,
              const void          *bytes,
              gsize                n)
{
  g_autofree char *path = left_get_part (left, "damaged-", number);
  g_autofree char *text = NULL, *film = NULL, *again = NULL, *lack = NULL;
  g_autoptr (GPtrArray) made = NULL;
  gsize n_text, n_film, n_again;

  g_assert_true (g_file_get_contents (path, &text, &n_text, NULL));
  g_assert_cmpmem (text, n_text, bytes, n);
  g_assert_true (g_file_get_contents (left->film, &film, &n_film, NULL));
  made = left_gather (left->folder, &lack, NULL);
  g_assert_cmpuint (made->len, ==, 0);
  g_assert_null (lack);
  g_assert_true (g_file_get_contents (left->film, &again, &n_again, NULL));
  g_assert_cmpmem (film, n_film, again, n_again);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (left_empty (left->inside), ==, 1);
}

static void
test_whole (void)
{
  g_autofree char *lack = NULL;
  LeftRecording left;

  left_open (&left);
  lack = make_film (&left);
  g_assert_null (lack);
  studio_assert_even (left.film, "v", LEFT_STEP_S, LEFT_N_PARTS * LEFT_N_PICTURES);
  studio_assert_even (left.film, "a", LEFT_SOUND_STEP_S, LEFT_N_PARTS * LEFT_N_SOUNDS);
  assert_decodes (left.film);
  g_assert_false (g_file_test (left.inside, G_FILE_TEST_EXISTS));
  left_close (&left);
}

/* The power was cut: a part is as long as it was, and there is nothing in it. Those before and behind it are joined, and
 * sound and picture stay together. */
static void
test_part_of_zeros (void)
{
  const char *const times[LEFT_N_PARTS] = { "0:00 to 0:02", "0:02 to 0:04", "" };

  for (guint i = 0; i < LEFT_N_PARTS; i++) {
    gsize n = g_bytes_get_size (left_read_part (i));
    g_autofree char *zeros = g_malloc0 (n);
    g_autofree char *lack = NULL, *name = g_strdup_printf ("damaged-%05u.mkv", i);
    LeftRecording left;

    left_open (&left);
    left_put_part (&left, i, zeros, n);
    lack = make_film (&left);
    studio_assert_even (left.film, "v", LEFT_STEP_S, (LEFT_N_PARTS - 1) * LEFT_N_PICTURES);
    studio_assert_even (left.film, "a", LEFT_SOUND_STEP_S, (LEFT_N_PARTS - 1) * LEFT_N_SOUNDS - 1);
    assert_decodes (left.film);
    g_assert_nonnull (strstr (lack, "show.mp4"));
    g_assert_nonnull (strstr (lack, times[i]));
    g_assert_nonnull (strstr (lack, name));
    g_assert_nonnull (strstr (lack, left.inside));
    assert_aside (&left, i, zeros, n);
    left_close (&left);
  }
}

/* Of a part with zeros in its midst, what is before and behind them is in the film. */
static void
test_zeros_within (void)
{
  gsize n;
  g_autofree guint8 *bytes = left_copy_part (1, &n);
  g_autofree char *lack = NULL;
  guint n_pictures;
  LeftRecording left;

  memset (bytes + n * 2 / 5, 0, n / 4);
  left_open (&left);
  left_put_part (&left, 1, bytes, n);
  lack = make_film (&left);
  n_pictures = count (left.film, "v");
  /* The first second but for its end, and what is behind the last key frame: no more than a second and a half is gone. */
  g_assert_cmpuint (n_pictures, >, (LEFT_N_PARTS - 1) * LEFT_N_PICTURES + LEFT_FPS / 2);
  g_assert_cmpuint (n_pictures, <, LEFT_N_PARTS * LEFT_N_PICTURES);
  assert_decodes (left.film);
  g_assert_nonnull (strstr (lack, "damaged-00001.mkv"));
  assert_aside (&left, 1, bytes, n);
  left_close (&left);
}

/* What a decoder has to know is the same in all parts. */
static void
test_head_of_zeros (void)
{
  for (guint i = 0; i < LEFT_N_PARTS; i++) {
    gsize n;
    g_autofree guint8 *bytes = left_copy_part (i, &n);
    g_autofree char *lack = NULL;
    LeftRecording left;

    memset (bytes, 0, 4096);
    left_open (&left);
    left_put_part (&left, i, bytes, n);
    lack = make_film (&left);
    g_assert_cmpuint (count (left.film, "v"), >=, LEFT_N_PARTS * LEFT_N_PICTURES - LEFT_FPS);
    assert_decodes (left.film);
    g_assert_nonnull (lack);
    assert_aside (&left, i, bytes, n);
    left_close (&left);
  }
}

/* What was never written cannot stay: but that it is missing is said. */
static void
test_cut (void)
{
  const gsize n = g_bytes_get_size (left_read_part (1)) / 3;
  g_autofree char *lack = NULL;
  LeftRecording left;

  left_open (&left);
  left_put_part (&left, 1, g_bytes_get_data (left_read_part (1), NULL), n);
  lack = make_film (&left);
  g_assert_cmpuint (count (left.film, "v"), >, (LEFT_N_PARTS - 1) * LEFT_N_PICTURES + LEFT_FPS / 3);
  studio_assert_even (left.film, "v", LEFT_STEP_S, 0);
  assert_decodes (left.film);
  g_assert_nonnull (lack);
  g_assert_nonnull (strstr (lack, "to 0:04"));
  g_assert_false (g_file_test (left.inside, G_FILE_TEST_EXISTS));
  left_close (&left);
}

/* A process that was killed leaves the last part like this, and nothing is amiss. */
static void
test_last_cut (void)
{
  GBytes *part = left_read_part (LEFT_N_PARTS - 1);
  g_autofree char *lack = NULL;
  LeftRecording left;

  left_open (&left);
  left_put_part (&left, LEFT_N_PARTS - 1, g_bytes_get_data (part, NULL), g_bytes_get_size (part) / 2);
  lack = make_film (&left);
  g_assert_null (lack);
  studio_assert_even (left.film, "v", LEFT_STEP_S, (LEFT_N_PARTS - 1) * LEFT_N_PICTURES + LEFT_FPS / 3);
  g_assert_false (g_file_test (left.inside, G_FILE_TEST_EXISTS));
  left_close (&left);
}

/* Bytes that are something else than what was written: few all over, or many in one place. */
static void
harm (GRand  *rand,
      guint8 *bytes,
      gsize   n)
{
  gboolean scattered = g_rand_boolean (rand);
  guint n_harmed = scattered ? 40 : 2000;
  gsize from = g_rand_int_range (rand, 0, n - n_harmed);

  for (guint i = 0; i < n_harmed; i++)
    bytes[scattered ? (gsize) g_rand_int_range (rand, 0, n) : from + i] = g_rand_int_range (rand, 0, 256);
}

static void
test_random (void)
{
  for (guint seed = 0; seed < N_RANDOM; seed++) {
    g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
    guint i = seed % LEFT_N_PARTS;
    gsize n;
    g_autofree guint8 *bytes = left_copy_part (i, &n);
    g_autofree char *lack = NULL;
    g_auto (GStrv) pictures = NULL, sounds = NULL;
    LeftRecording left;

    harm (rand, bytes, n);
    left_open (&left);
    left_put_part (&left, i, bytes, n);
    lack = make_film (&left);
    pictures = studio_probe_damaged (left.film, "v", "packet=pts_time");
    sounds = studio_probe_damaged (left.film, "a", "packet=pts_time");
    g_assert_cmpuint (g_strv_length (pictures), >=, (LEFT_N_PARTS - 1) * LEFT_N_PICTURES);
    g_assert_cmpuint (g_strv_length (sounds), >=, (LEFT_N_PARTS - 1) * LEFT_N_SOUNDS);
    /* A damaged time leads nowhere. */
    g_assert_cmpfloat (g_ascii_strtod (pictures[g_strv_length (pictures) - 1], NULL), <, LEFT_N_PARTS * LEFT_PART_S + 1);
    if (lack != NULL)
      assert_aside (&left, i, bytes, n);
    left_close (&left);
  }
}

/* The machine stopped when the film was in its place and not all parts were cleared away: the film is not made again of what
 * is left. */
static void
test_stopped_while_tidying (void)
{
  g_autofree char *made_of = NULL, *film = NULL, *lack = NULL;
  LeftRecording left;

  left_open (&left);
  made_of = g_build_filename (left.inside, "made", NULL);
  g_assert_true (g_file_set_contents (made_of, "part-00002.mkv\n../part-00001.mkv\n", -1, NULL));
  g_assert_true (g_file_set_contents (left.film, "the film", -1, NULL));
  lack = make_film (&left);
  g_assert_true (g_file_get_contents (left.film, &film, NULL, NULL));
  g_assert_cmpstr (film, ==, "the film");
  assert_aside (&left, 2, g_bytes_get_data (left_read_part (2), NULL), g_bytes_get_size (left_read_part (2)));
  left_close (&left);
}

/* A damaged part that cannot be set aside is not taken for one that was read whole. */
static void
test_no_place_aside (void)
{
  g_autofree char *made_of = NULL, *aside = NULL, *inside = NULL, *lack = NULL;
  LeftRecording left;

  left_open (&left);
  made_of = g_build_filename (left.inside, "made", NULL);
  aside = left_get_part (&left, "damaged-", 2);
  inside = g_build_filename (aside, "something", NULL);
  g_assert_true (g_file_set_contents (made_of, "part-00002.mkv\n", -1, NULL));
  g_assert_true (g_file_set_contents (left.film, "the film", -1, NULL));
  g_assert_cmpint (g_mkdir (aside, 0700), ==, 0);
  g_assert_true (g_file_set_contents (inside, "", 0, NULL));
  lack = make_film (&left);
  for (guint i = 0; i < LEFT_N_PARTS; i++)
    g_assert_true (left_has_part (&left, i));
  g_remove (inside);
  g_remove (aside);
  left_close (&left);
}

/* A film that somebody else has made is not overwritten. */
static void
test_other_film (void)
{
  g_autofree char *film = NULL;
  g_autoptr (GPtrArray) made = NULL;
  g_autoptr (GError) error = NULL;
  LeftRecording left;

  left_open (&left);
  g_assert_true (g_file_set_contents (left.film, "holidays", -1, NULL));
  made = left_gather (left.folder, NULL, &error);
  g_assert_null (made);
  g_assert_error (error, CS_LIVE_ERROR, CS_LIVE_ERROR_DENIED);
  g_assert_nonnull (strstr (error->message, left.film));
  g_assert_true (g_file_get_contents (left.film, &film, NULL, NULL));
  g_assert_cmpstr (film, ==, "holidays");
  for (guint i = 0; i < LEFT_N_PARTS; i++)
    g_assert_true (left_has_part (&left, i));
  left_close (&left);
}

/* What is no recording stays where it is, and is said, and does not keep another from being made. */
static void
test_rubbish (void)
{
  g_autofree char *rubbish = NULL, *part = NULL, *film = NULL, *lack = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) made = NULL, none = NULL;
  LeftRecording left;

  left_open (&left);
  rubbish = g_build_filename (left.folder, "broken", NULL);
  part = g_build_filename (rubbish, "part-00000.mkv", NULL);
  film = g_build_filename (left.folder, "broken.mp4", NULL);
  g_assert_cmpint (g_mkdir (rubbish, 0700), ==, 0);
  g_assert_true (g_file_set_contents (part, "this is no picture", -1, NULL));
  made = left_gather (left.folder, &lack, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (made->len, ==, 1);
  g_assert_nonnull (lack);
  g_assert_nonnull (strstr (lack, rubbish));
  none = left_gather (left.folder, NULL, &error);
  g_assert_null (none);
  g_assert_nonnull (strstr (error->message, rubbish));
  g_assert_true (g_file_test (part, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (film, G_FILE_TEST_EXISTS));
  left_close (&left);
}

/* Parts that were only opened when the process was killed, beside one that has pictures, and alone. */
static void
test_only_begun (void)
{
  for (guint n_whole = 0; n_whole < 2; n_whole++) {
    g_autoptr (GPtrArray) made = NULL;
    g_autoptr (GError) error = NULL;
    g_autofree char *whole = NULL;
    LeftRecording left;

    left_open (&left);
    whole = left_get_part (&left, "part-", 0);
    left_put_part (&left, 1, "", 0);
    left_put_part (&left, 2, g_bytes_get_data (left_read_part (2), NULL), 100);
    if (n_whole == 0)
      g_remove (whole);
    made = left_gather (left.folder, NULL, &error);
    g_assert_false (g_file_test (left.inside, G_FILE_TEST_EXISTS));
    if (n_whole == 0) {
      g_assert_error (error, CS_LIVE_ERROR, CS_LIVE_ERROR_GONE);
    } else {
      g_assert_no_error (error);
      g_assert_cmpuint (made->len, ==, 1);
      studio_assert_even (left.film, "v", LEFT_STEP_S, LEFT_N_PICTURES);
    }
    left_close (&left);
  }
}

#define N_DRIPS 25
#define DRIP_MS 200

static gpointer
drip_main (gpointer data)
{
  FILE *pipe = data;
  gsize n, left;
  const char *bytes = g_bytes_get_data (left_read_part (0), &n);

  for (left = n; left > 0;) {
    gsize piece = MIN (left, n / N_DRIPS + 1);

    g_assert_cmpuint (fwrite (bytes + n - left, 1, piece, pipe), ==, piece);
    g_assert_cmpint (fflush (pipe), ==, 0);
    left -= piece;
    g_usleep (DRIP_MS * 1000);
  }
  fclose (pipe);
  return NULL;
}

/* A long recording, or a slow disk: as long as something moves, it is not given up. */
static void
test_takes_its_time (void)
{
  g_autofree char *folder = g_dir_make_tmp ("coulisses-remux-XXXXXX", NULL);
  g_autofree char *part = g_build_filename (folder, "part-00000.mkv", NULL);
  g_autofree char *film = g_build_filename (folder, "show.mp4", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GThread *thread;
  FILE *pipe;

  g_assert_cmpint (mkfifo (part, 0600), ==, 0);
  /* For reading too, and before anybody looks: a pipe that nobody feeds has ended. */
  pipe = g_fopen (part, "r+b");
  g_assert_nonnull (pipe);
  thread = g_thread_new ("drip", drip_main, pipe);
  cs_remux_async (folder, film, N_DRIPS * DRIP_MS / 2, NULL, await_cb, &result);
  g_assert_true (cs_remux_finish (await_result (&result), NULL, &error));
  g_assert_no_error (error);
  g_thread_join (thread);
  studio_assert_even (film, "v", LEFT_STEP_S, LEFT_N_PICTURES);
  scratch_remove (folder);
}

/* A disk that answers nothing: it is given up, and the parts stay. */
static void
test_does_not_wait_for_ever (void)
{
  g_autofree char *pipe = NULL, *lack = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  FILE *silent;
  LeftRecording left;

  left_open (&left);
  pipe = left_get_part (&left, "part-", 1);
  g_assert_cmpint (g_unlink (pipe), ==, 0);
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  silent = g_fopen (pipe, "r+b");
  g_assert_nonnull (silent);
  cs_remux_async (left.inside, left.film, 300, NULL, await_cb, &result);
  g_assert_false (cs_remux_finish (await_result (&result), &lack, &error));
  g_assert_error (error, CS_LIVE_ERROR, CS_LIVE_ERROR_FAILED);
  g_assert_null (lack);
  for (guint i = 0; i < LEFT_N_PARTS; i++)
    g_assert_true (left_has_part (&left, i));
  fclose (silent);
  left_close (&left);
}

int
main (int   argc,
      char *argv[])
{
  signal (SIGPIPE, SIG_IGN);
  g_test_init (&argc, &argv, NULL);
  g_assert_true (cs_live_load (NULL));
  g_test_add_func ("/live/remux/whole", test_whole);
  g_test_add_func ("/live/remux/part-of-zeros", test_part_of_zeros);
  g_test_add_func ("/live/remux/zeros-within", test_zeros_within);
  g_test_add_func ("/live/remux/head-of-zeros", test_head_of_zeros);
  g_test_add_func ("/live/remux/cut", test_cut);
  g_test_add_func ("/live/remux/last-cut", test_last_cut);
  g_test_add_func ("/live/remux/random", test_random);
  g_test_add_func ("/live/remux/stopped-while-tidying", test_stopped_while_tidying);
  g_test_add_func ("/live/remux/no-place-aside", test_no_place_aside);
  g_test_add_func ("/live/remux/other-film", test_other_film);
  g_test_add_func ("/live/remux/rubbish", test_rubbish);
  g_test_add_func ("/live/remux/only-begun", test_only_begun);
  g_test_add_func ("/live/remux/takes-its-time", test_takes_its_time);
  g_test_add_func ("/live/remux/does-not-wait-for-ever", test_does_not_wait_for_ever);
  return g_test_run ();
}

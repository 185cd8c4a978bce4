/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-destination.h"
#include "cs-encoder.h"
#include "cs-live.h"
#include "cs-mixer.h"
#include "cs-recorder.h"
#include "cs-titler.h"

#include <string.h>
#include <sys/resource.h>

#define WIDTH 1280
#define HEIGHT 720
#define FPS 30
#define PICTURE_BYTES (WIDTH * HEIGHT * 3 / 2)
#define CHUNK_FRAMES 960
#define CHUNK_BYTES (CHUNK_FRAMES * 4)
#define AUDIO_KBPS 128
/* What is burnt in: the time in milliseconds, a bit a block, the highest first. */
#define N_BITS 32
#define BLOCK 16

typedef struct {
  char **to;
  char *raw;
  char *pcm;
  char *record;
  int seconds;
  int kbps;
  int standby_ms;
  int standby_for_ms;
  gboolean stamp;
  gboolean card;
} Options;

/* What feeds the engine as a camera and a microphone would, from files. */
typedef struct {
  const Options *options;
  CsMixer *mixer;
  GMappedFile *raw;
  GMappedFile *pcm; /* (nullable): silence */
  GstClockTime base;
  int over; /* atomic */
  guint n_pictures;
} Feed;

typedef struct {
  Options options;
  gint64 pressed_us;
  gint64 standby_us;
  gint64 resumed_us;
  GPtrArray *destinations;
  gint64 *live_ms;
  guint64 n_encoded;
} Run;

static void
stamp (guint8 *picture)
{
  guint32 now_ms = g_get_monotonic_time () / 1000;

  for (guint bit = 0; bit < N_BITS; bit++)
    for (guint y = 0; y < BLOCK; y++)
      memset (picture + y * WIDTH + bit * BLOCK, now_ms >> (N_BITS - 1 - bit) & 1 ? 235 : 16, BLOCK);
  for (guint plane = 0; plane < 2; plane++)
    for (guint y = 0; y < BLOCK / 2; y++)
      memset (picture + WIDTH * HEIGHT + plane * WIDTH * HEIGHT / 4 + y * WIDTH / 2, 128, N_BITS * BLOCK / 2);
}

static GstBuffer *
make_picture (Feed *feed,
              guint i)
{
  char *from = g_mapped_file_get_contents (feed->raw) +
               (gsize) (i % (g_mapped_file_get_length (feed->raw) / PICTURE_BYTES)) * PICTURE_BYTES;
  guint8 *copy;

  if (!feed->options->stamp)
    return gst_buffer_new_wrapped_full (GST_MEMORY_FLAG_READONLY, from, PICTURE_BYTES, 0, PICTURE_BYTES, NULL, NULL);
  copy = g_memdup2 (from, PICTURE_BYTES);
  stamp (copy);
  return gst_buffer_new_wrapped (copy, PICTURE_BYTES);
}

static GstBuffer *
make_sound (Feed *feed,
            guint i)
{
  gsize n = feed->pcm != NULL ? g_mapped_file_get_length (feed->pcm) / CHUNK_BYTES : 0;
  GstBuffer *buffer;

  if (n > 0)
    return gst_buffer_new_wrapped_full (GST_MEMORY_FLAG_READONLY, g_mapped_file_get_contents (feed->pcm) + i % n * CHUNK_BYTES,
                                        CHUNK_BYTES, 0, CHUNK_BYTES, NULL, NULL);
  buffer = gst_buffer_new_allocate (NULL, CHUNK_BYTES, NULL);
  gst_buffer_memset (buffer, 0, 0, CHUNK_BYTES);
  return buffer;
}

static gpointer
feed_main (gpointer data)
{
  Feed *feed = data;
  g_autoptr (GstClock) clock = gst_system_clock_obtain ();
  guint n_chunks = 0;

  while (!g_atomic_int_get (&feed->over)) {
    GstClockTime at = feed->n_pictures * GST_SECOND / FPS, now = gst_clock_get_time (clock) - feed->base;

    if (now < at)
      g_usleep ((at - now) / 1000);

    g_autoptr (GstBuffer) picture = make_picture (feed, feed->n_pictures++);

    cs_mixer_take_picture (picture, at, feed->mixer);
    while (n_chunks * GST_SECOND * CHUNK_FRAMES / CS_SOUND_RATE <= at) {
      g_autoptr (GstBuffer) sound = make_sound (feed, n_chunks);

      cs_mixer_take_sound (sound, n_chunks++ * GST_SECOND * CHUNK_FRAMES / CS_SOUND_RATE, feed->mixer);
    }
  }
  return NULL;
}

static void
state_cb (CsDestination *destination,
          GParamSpec    *pspec,
          Run           *run)
{
  guint i;

  if (cs_destination_get_state (destination) == CS_DESTINATION_LIVE &&
      g_ptr_array_find (run->destinations, destination, &i) && run->live_ms[i] < 0)
    run->live_ms[i] = (g_get_monotonic_time () - run->pressed_us) / 1000;
}

static gboolean
over_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
run_ms (guint ms)
{
  gboolean over = FALSE;

  g_timeout_add (ms, over_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static void
result_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static gint64
get_cpu_us (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * G_GINT64_CONSTANT (1000000) + usage.ru_utime.tv_usec +
         usage.ru_stime.tv_usec;
}

static gboolean
open_destinations (Run *run)
{
  run->destinations = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; run->options.to != NULL && run->options.to[i] != NULL; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CsTarget) target = cs_target_new (run->options.to[i], NULL, &error);
    CsDestination *destination = target != NULL ? cs_destination_new (target) : NULL;

    if (destination == NULL) {
      g_printerr ("%s\n", error->message);
      return FALSE;
    }
    g_ptr_array_add (run->destinations, destination);
    g_signal_connect (destination, "notify::state", G_CALLBACK (state_cb), run);
  }
  run->live_ms = g_new (gint64, run->destinations->len + 1);
  for (guint i = 0; i < run->destinations->len; i++)
    run->live_ms[i] = -1;
  return TRUE;
}

static gboolean
needs_opus (Run *run)
{
  for (guint i = 0; i < run->destinations->len; i++)
    if (CS_DESTINATION_GET_CLASS (run->destinations->pdata[i])->sound == CS_TRACK_OPUS)
      return TRUE;
  return FALSE;
}

static gboolean
is_on_program (CsSnapshot *snapshot,
               gpointer    data)
{
  return TRUE;
}

static CsSnapshot *
make_snapshot (void)
{
  g_autoptr (CsPost) post = cs_post_new (CS_NETWORK_MASTODON, "scene.example", "1");

  post->account = cs_account_new (CS_NETWORK_MASTODON, "scene.example", "9");
  post->account->handle = g_strdup ("somebody");
  post->account->name = g_strdup ("Somebody with a name");
  post->raw_text = g_strdup ("What an evening! A text that goes over two lines, as long as they are allowed to be, with a 👏 in it");
  cs_post_seal (post);
  return cs_snapshot_new (1, post);
}

/* Never at rest: it fades in again and again. */
static gboolean
fade_cb (gpointer titler)
{
  cs_titler_set_lower_third (titler, FALSE);
  cs_titler_set_lower_third (titler, TRUE);
  return G_SOURCE_CONTINUE;
}

static void
run_broadcast (Run     *run,
               CsMixer *mixer)
{
  guint ms = run->options.seconds * 1000;

  if (run->options.standby_ms == 0) {
    run_ms (ms);
    return;
  }
  run_ms (run->options.standby_ms);
  cs_mixer_set_standby (mixer, TRUE);
  run->standby_us = g_get_monotonic_time ();
  run_ms (run->options.standby_for_ms);
  run->resumed_us = g_get_monotonic_time ();
  cs_mixer_set_standby (mixer, FALSE);
  run_ms (ms - run->options.standby_ms - run->options.standby_for_ms);
}

static void
print_result (Run        *run,
              Feed       *feed,
              CsMixer    *mixer,
              gint64      cpu_us,
              const char *recorded)
{
  CsMixerStats stats;

  cs_mixer_get_stats (mixer, &stats);
  g_print ("{\"cpu_us\":%" G_GINT64_FORMAT ",\"fed\":%u,\"encoded\":%" G_GUINT64_FORMAT ",\"skipped\":%" G_GUINT64_FORMAT
           ",\"repeated\":%" G_GUINT64_FORMAT ",\"standby_ms\":%" G_GINT64_FORMAT ",\"resumed_ms\":%" G_GINT64_FORMAT
           ",\"recorded\":\"%s\",\"live_ms\":[",
           cpu_us, feed->n_pictures, run->n_encoded, stats.n_skipped, stats.n_repeated,
           run->standby_us / 1000, run->resumed_us / 1000, recorded != NULL ? recorded : "");
  for (guint i = 0; i < run->destinations->len; i++)
    g_print ("%s%" G_GINT64_FORMAT, i > 0 ? "," : "", run->live_ms[i]);
  g_print ("]}\n");
}

static void
stop_destinations (Run *run)
{
  for (guint i = 0; i < run->destinations->len; i++) {
    g_autoptr (GAsyncResult) result = NULL;

    cs_destination_stop_async (run->destinations->pdata[i], result_cb, &result);
    wait_for (&result);
  }
}

static int
broadcast (Run *run)
{
  const CsFeedFormat format = { WIDTH, HEIGHT, FPS };
  CsEncoderConfig config = { run->options.kbps, AUDIO_KBPS, FALSE };
  g_autoptr (GstClock) clock = gst_system_clock_obtain ();
  Feed feed = { &run->options, .base = gst_clock_get_time (clock) };
  g_autoptr (CsMixer) mixer = cs_mixer_new (&format, feed.base);
  g_autoptr (CsTitler) titler = cs_titler_new ();
  g_autoptr (CsSnapshot) snapshot = make_snapshot ();
  g_autoptr (CsEncoder) encoder = NULL;
  g_autoptr (CsRecorder) recorder = NULL;
  g_autoptr (GAsyncResult) ended = NULL, recorded = NULL;
  g_autofree char *file = NULL;
  GThread *thread;
  gint64 cpu_us;
  guint fade_id = 0;

  if (!open_destinations (run))
    return 2;
  config.opus = needs_opus (run);
  feed.mixer = mixer;
  feed.raw = g_mapped_file_new (run->options.raw, FALSE, NULL);
  feed.pcm = run->options.pcm != NULL ? g_mapped_file_new (run->options.pcm, FALSE, NULL) : NULL;
  if (feed.raw == NULL || g_mapped_file_get_length (feed.raw) < PICTURE_BYTES)
    return 2;
  if (run->options.card) {
    cs_titler_set_gate (titler, is_on_program, NULL, NULL);
    cs_titler_set_format (titler, &format);
    cs_titler_set_snapshot (titler, snapshot);
    cs_mixer_set_cards (mixer, cs_titler_get_cards (titler));
    fade_id = g_timeout_add (600, fade_cb, titler);
  }
  cpu_us = get_cpu_us ();
  run->pressed_us = g_get_monotonic_time ();
  encoder = cs_encoder_new (mixer, &config, feed.base);
  for (guint i = 0; i < run->destinations->len; i++)
    cs_encoder_add_line (encoder, cs_destination_get_line (run->destinations->pdata[i]));
  cs_encoder_start (encoder);
  thread = g_thread_new ("feed", feed_main, &feed);
  if (run->options.record != NULL) {
    recorder = cs_recorder_new (run->options.record, "bench");
    cs_recorder_start (recorder, encoder, feed.base);
  }
  for (guint i = 0; i < run->destinations->len; i++)
    cs_destination_start (run->destinations->pdata[i], feed.base);
  run_broadcast (run, mixer);
  cpu_us = get_cpu_us () - cpu_us;
  run->n_encoded = cs_encoder_get_n_pictures (encoder);
  g_clear_handle_id (&fade_id, g_source_remove);
  g_atomic_int_set (&feed.over, TRUE);
  g_thread_join (thread);
  stop_destinations (run);
  if (recorder != NULL) {
    cs_recorder_stop_async (recorder, result_cb, &recorded);
    file = cs_recorder_stop_finish (recorder, wait_for (&recorded), NULL);
  }
  cs_encoder_end_async (encoder, result_cb, &ended);
  wait_for (&ended);
  print_result (run, &feed, mixer, cpu_us, file);
  g_mapped_file_unref (feed.raw);
  g_clear_pointer (&feed.pcm, g_mapped_file_unref);
  return 0;
}

int
main (int   argc,
      char *argv[])
{
  Run run = { { .seconds = 10, .kbps = 2500 } };
  Options *options = &run.options;
  const GOptionEntry entries[] = {
    { "raw", 0, 0, G_OPTION_ARG_FILENAME, &options->raw, "I420 pictures, 1280 × 720", "FILE" },
    { "pcm", 0, 0, G_OPTION_ARG_FILENAME, &options->pcm, "Sound, 48 kHz, two channels of 16 bits", "FILE" },
    { "to", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->to, "Where to stream", "URL" },
    { "record", 0, 0, G_OPTION_ARG_FILENAME, &options->record, "Where to record", "DIR" },
    { "seconds", 0, 0, G_OPTION_ARG_INT, &options->seconds, "How long", "N" },
    { "kbps", 0, 0, G_OPTION_ARG_INT, &options->kbps, "Bitrate of the picture", "N" },
    { "stamp", 0, 0, G_OPTION_ARG_NONE, &options->stamp, "Burn the time into each picture", NULL },
    { "card", 0, 0, G_OPTION_ARG_NONE, &options->card, "Lay a lower third over each picture", NULL },
    { "standby-at", 0, 0, G_OPTION_ARG_INT, &options->standby_ms, "When to cut camera and microphone", "MS" },
    { "standby-for", 0, 0, G_OPTION_ARG_INT, &options->standby_for_ms, "For how long", "MS" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  cs_live_init ();
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || options->raw == NULL || !cs_live_load (&error)) {
    g_printerr ("%s\n", error != NULL ? error->message : "--raw is missing");
    return 2;
  }
  return broadcast (&run);
}

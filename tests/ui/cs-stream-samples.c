/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-stream-samples.h"

typedef struct {
  CsNetwork network;
  const char *name;
  const char *handle;
  const char *text;
  int age_s;
  CsState state;
  gboolean with_picture;
  gboolean on_air;
  gboolean withdrawn;
  gboolean edited;
  guint alike;
} Sample;

/* One of each state, and the scripts that are easy to get wrong. Everybody is invented. */
static const Sample evening[] = {
  { CS_NETWORK_BLUESKY, "Inès Valloire", "ines.valloire",
    "Duo piano-voix, lumières éteintes, et plus un bruit dans la salle 😭🎹 #Victoires2026", 4,
    CS_STATE_INCOMING, TRUE },
  { CS_NETWORK_MASTODON, "Marek Dubosc", "marekd@scene.example",
    "Qui d’autre veut la version longue de ce solo ? #LiveReact", 9, CS_STATE_APPROVED },
  { CS_NETWORK_MASTODON, "ليلى منصور", "layla_m@medina.example",
    "يا لها من ليلة رائعة! تحية من تونس 🌙🎶 #Victoires2026", 15, CS_STATE_APPROVED },
  { CS_NETWORK_MASTODON, "Nora Whitlow", "nora@airwaves.example",
    "That last chorus… the whole row is in tears, and the usher too. #Victoires2026", 19, CS_STATE_INCOMING,
    TRUE, .edited = TRUE },
  { CS_NETWORK_BLUESKY, "Victoires Officiel", "victoires_0fficiel",
    "🎁 Les gagnants sont déjà connus ! Scannez le code pour réclamer vos places avant 22 h. Ne ratez pas ça",
    22, CS_STATE_INCOMING, TRUE },
  { CS_NETWORK_YOUTUBE, "Kevin Sorel", "ksorel", "VOTEZ POUR NOÉ 🔥🔥🔥 faites tourner !!! #Victoires2026", 31,
    CS_STATE_INCOMING, .alike = 13 },
  { CS_NETWORK_MASTODON, "佐藤ひかり", "hikari@oto.example",
    "パリからの生中継を見ています。照明が本当に美しい✨ #Victoires2026", 38, CS_STATE_APPROVED },
  { CS_NETWORK_BLUESKY, "Paul Kerguelen", "pkerguelen",
    "Franchement le son est catastrophique au balcon, on n’entend rien", 47, CS_STATE_APPROVED,
    .withdrawn = TRUE },
  { CS_NETWORK_MASTODON, "Tom 🦊", "tomfox@renard.example", "👏👏👏🎸🔥🎉🥁🎤 #Duo", 52, CS_STATE_HELD },
  { CS_NETWORK_MASTODON, "Chloé Baranès", "chloeb@scene.example",
    "Cette voix… des frissons de la tête aux pieds. #Victoires2026", 58, CS_STATE_APPROVED,
    .on_air = TRUE },
  { CS_NETWORK_BLUESKY, "Amadou Keïta", "akeita.music",
    "Bravo les musiciens derrière, on ne les nomme jamais 🎻 #LiveReact", 75, CS_STATE_INCOMING, TRUE },
  { CS_NETWORK_YOUTUBE, "PromoClip24", "promoclip24", "Gagne 500 € par jour, lien dans ma bio", 92,
    CS_STATE_REJECTED },
  { CS_NETWORK_TWITCH, "שירה לוי", "shira_live", "איזה ערב! הקול שלה פשוט מדהים #Victoires2026", 130,
    CS_STATE_INCOMING },
  { CS_NETWORK_OWNCAST, "สมชาย", "somchai", "ดนตรีไพเราะมากจริง ๆ ขอบคุณที่ถ่ายทอดสด", 3700, CS_STATE_INCOMING },
};

static CsMedia *
make_picture (gint64 id)
{
  CsMedia *media = cs_media_new (CS_MEDIA_IMAGE);

  media->thumb_url = g_strdup_printf ("https://pictures.example/%" G_GINT64_FORMAT, id);
  return media;
}

static CsPost *
make_post (CsNetwork   network,
           gint64      id,
           const char *name,
           const char *handle,
           const char *text)
{
  g_autofree char *native_id = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  CsPost *post = cs_post_new (network, "scene.example", native_id);

  post->account = cs_account_new (network, "scene.example", handle);
  post->account->name = g_strdup (name);
  post->account->handle = g_strdup (handle);
  post->raw_text = g_strdup (text);
  return post;
}

static CsPostItem *
make_sample (const Sample *sample,
             gint64        id)
{
  g_autoptr (CsPost) post = make_post (sample->network, id, sample->name, sample->handle, sample->text);
  g_autoptr (CsEntry) entry = NULL;

  post->received_us = CS_SAMPLE_NOW_US - sample->age_s * G_TIME_SPAN_SECOND;
  if (sample->with_picture)
    g_ptr_array_add (post->media, make_picture (id));
  cs_post_seal (post);
  entry = cs_entry_new (id, post);
  entry->state = sample->state;
  entry->on_air = sample->on_air;
  entry->alike = sample->alike;
  entry->withdrawn_us = sample->withdrawn ? CS_SAMPLE_NOW_US - 15 * G_TIME_SPAN_SECOND : 0;
  entry->approved_text = sample->edited ? g_strdup ("That last chorus… and I cannot stop") : NULL;
  return cs_post_item_new (id, entry);
}

/**
 * cs_sample_text:
 * @id: any number
 *
 * Returns: (transfer full): the text that the post of that number has
 */
char *
cs_sample_text (gint64 id)
{
  return g_strdup_printf ("Post %" G_GINT64_FORMAT " %s", id, evening[id % G_N_ELEMENTS (evening)].text);
}

/**
 * cs_sample_post_new:
 * @id: any number but 0
 * @received_us: when it came, microseconds since 1970 UTC
 *
 * Returns: (transfer full): the sealed post of that number, always the same
 */
CsPost *
cs_sample_post_new (gint64 id,
                    gint64 received_us)
{
  const Sample *sample = &evening[id % G_N_ELEMENTS (evening)];
  g_autofree char *text = cs_sample_text (id);
  CsPost *post = make_post (sample->network, id, sample->name, sample->handle, text);

  post->received_us = received_us;
  cs_post_seal (post);
  return post;
}

/**
 * cs_sample_item_new:
 * @id: any number but 0
 *
 * Returns: (transfer full): the post of that number, always the same
 */
CsPostItem *
cs_sample_item_new (gint64 id)
{
  g_autoptr (CsPost) post = cs_sample_post_new (id, CS_SAMPLE_NOW_US);
  g_autoptr (CsEntry) entry = cs_entry_new (id, post);

  entry->state = id % 7 == 0 ? CS_STATE_APPROVED : CS_STATE_INCOMING;
  return cs_post_item_new (id, entry);
}

/**
 * cs_sample_evening_new:
 *
 * Returns: (transfer full): an evening with a post in every state, its ids from 1
 */
GListStore *
cs_sample_evening_new (void)
{
  GListStore *store = g_list_store_new (CS_TYPE_POST_ITEM);

  for (guint i = 0; i < G_N_ELEMENTS (evening); i++) {
    g_autoptr (CsPostItem) item = make_sample (&evening[i], i + 1);

    g_list_store_append (store, item);
  }
  return store;
}

/**
 * cs_sample_count_hints:
 * @entry: a post
 * @user_data: unused
 *
 * Returns: how many hints there are about it: a #CsHintCountFunc
 */
guint
cs_sample_count_hints (const CsEntry *entry,
                       gpointer       user_data)
{
  return entry->id == CS_SAMPLE_SELECTED_ID ? 3 : 0;
}

/* Pictures without a network: a gradient for each address. */
#define SAMPLE_TYPE_LOADER (sample_loader_get_type ())
static G_DECLARE_FINAL_TYPE (SampleLoader, sample_loader, SAMPLE, LOADER, CsPictureLoader)

struct _SampleLoader {
  CsPictureLoader parent_instance;
};

G_DEFINE_FINAL_TYPE (SampleLoader, sample_loader, CS_TYPE_PICTURE_LOADER)

static GdkTexture *
paint (guint seed,
       int   width,
       int   height)
{
  guchar *pixels = g_malloc (width * height * 4);
  g_autoptr (GBytes) bytes = g_bytes_new_take (pixels, width * height * 4);

  for (int i = 0; i < width * height; i++) {
    int x = i % width - width / 2;
    int y = i / width;
    int light = 30 + 200 * (height - y) / height * (ABS (x * 40 / (y + 20)) % 3 + 1) / 3;

    pixels[4 * i] = light * (2 + seed % 3) / 4;
    pixels[4 * i + 1] = light * (seed / 3 % 3) / 4;
    pixels[4 * i + 2] = light * (1 + seed / 9 % 4) / 4;
    pixels[4 * i + 3] = 255;
  }
  return gdk_memory_texture_new (width, height, GDK_MEMORY_R8G8B8A8, bytes, width * 4);
}

static void
sample_loader_fetch_async (CsPictureLoader    *loader,
                           const char         *url,
                           int                 width,
                           int                 height,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (loader, cancellable, callback, user_data);

  g_task_return_pointer (task, paint (g_str_hash (url), width, height), g_object_unref);
}

static GdkTexture *
sample_loader_fetch_finish (CsPictureLoader *loader,
                            GAsyncResult    *result,
                            GError         **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
sample_loader_class_init (SampleLoaderClass *klass)
{
  CsPictureLoaderClass *loader_class = CS_PICTURE_LOADER_CLASS (klass);

  loader_class->fetch_async = sample_loader_fetch_async;
  loader_class->fetch_finish = sample_loader_fetch_finish;
}

static void
sample_loader_init (SampleLoader *self)
{
}

/**
 * cs_sample_loader_new:
 *
 * Returns: (transfer full): a loader that paints a picture for every address
 */
CsPictureLoader *
cs_sample_loader_new (void)
{
  return g_object_new (SAMPLE_TYPE_LOADER, NULL);
}

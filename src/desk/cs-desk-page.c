/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-desk-private.h"

#define SETTING "page"
#define SOURCE_ID "page"
#define MAX_BURNT 12 /* hearts of one bunch that are drawn into the stream */

static void
save (CsDesk *self)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  if (self->store == NULL || self->only_look)
    return;
  g_variant_dict_insert (&dict, "link", "s", cs_page_server_get_link (cs_live_page_get_server (self->page)));
  g_variant_dict_insert (&dict, "comments", "b", cs_live_page_get_comments (self->page));
  g_variant_dict_insert (&dict, "hearts", "b", cs_live_page_get_hearts (self->page));
  cs_store_set_setting_async (self->store, SETTING, g_variant_dict_end (&dict), NULL, NULL, NULL);
}

/* A link that was printed as a code goes on working after a restart; the page itself is off until somebody switches
 * it on. */
static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (CsDesk) self = data;
  g_autoptr (GVariant) saved = cs_store_get_setting_finish (CS_STORE (object), result, NULL);
  g_autoptr (GVariantDict) dict = NULL;
  g_autofree char *link = NULL;
  gboolean comments, hearts;

  if (saved == NULL || !g_variant_is_of_type (saved, G_VARIANT_TYPE_VARDICT) || cs_live_page_is_on (self->page))
    return;
  dict = g_variant_dict_new (saved);
  if (g_variant_dict_lookup (dict, "link", "s", &link))
    cs_page_server_set_link (cs_live_page_get_server (self->page), link);
  if (g_variant_dict_lookup (dict, "comments", "b", &comments))
    cs_live_page_set_comments (self->page, comments);
  if (g_variant_dict_lookup (dict, "hearts", "b", &hearts))
    cs_live_page_set_hearts (self->page, hearts);
}

static void
forget_source (CsDesk *self)
{
  g_autoptr (CsPageSource) source = g_steal_pointer (&self->page_source);

  if (source == NULL)
    return;
  cs_live_page_set_source (self->page, NULL);
  if (self->store != NULL)
    cs_desk_remove_source (self, CS_SOURCE (source));
}

static void
on_cb (CsDesk *self)
{
  gboolean on = cs_live_page_is_on (self->page);

  cs_desk_live_set_page (self->live, on);
  if (!on) {
    forget_source (self);
    return;
  }
  if (self->page_source != NULL || self->store == NULL || self->only_look)
    return;
  self->page_source = cs_page_source_new (self->clock, SOURCE_ID);
  cs_desk_add_source (self, CS_SOURCE (self->page_source));
  cs_live_page_set_source (self->page, self->page_source);
  save (self);
}

static void
hearts_cb (CsPageServer *server,
           const guint  *counts,
           CsDesk       *self)
{
  CsTitler *titler = cs_broadcast_get_titler (cs_desk_live_get_broadcast (self->live));
  guint n = 0;

  for (guint hue = 0; hue < CS_N_HUES; hue++)
    for (guint i = 0; i < counts[hue] && n < MAX_BURNT; i++, n++)
      cs_titler_add_heart (titler, cs_viewers_get_colour (hue));
}

static void
choose_hearts (CsDesk *self)
{
  cs_titler_set_hearts (cs_broadcast_get_titler (cs_desk_live_get_broadcast (self->live)),
                        cs_live_page_get_hearts (self->page));
  save (self);
}

static void
tell_title (CsDesk *self)
{
  const CsLiveSheet *sheet = cs_desk_live_get_sheet (self->live);

  cs_live_page_set_title (self->page, sheet->title != NULL && *sheet->title != '\0' ? sheet->title : self->title);
}

static void
began_cb (CsDeskLive   *live,
          CsLiveReport *report,
          CsDesk       *self)
{
  const char *title = report->sheet->title;

  cs_live_log_begin (self->live_log, title != NULL && *title != '\0' ? title : self->title, report);
}

static void
ended_cb (CsDeskLive   *live,
          CsLiveReport *report,
          CsDesk       *self)
{
  cs_live_log_end (self->live_log, report->recording, report->trouble, report);
}

void
cs_desk_make_page (CsDesk *self)
{
  CsBroadcast *broadcast = cs_desk_live_get_broadcast (self->live);

  self->page = cs_live_page_new (self->capture, broadcast);
  self->page_follower = cs_page_follower_new (self->page);
  self->live_log = cs_live_log_new (self->clock, broadcast, self->page);
  g_signal_connect_object (self->live, "began", G_CALLBACK (began_cb), self, 0);
  g_signal_connect_object (self->live, "ended", G_CALLBACK (ended_cb), self, 0);
  g_signal_connect_object (self->page, "notify::on", G_CALLBACK (on_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->page, "notify::url", G_CALLBACK (save), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->page, "notify::comments", G_CALLBACK (save), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->page, "notify::hearts", G_CALLBACK (choose_hearts), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cs_live_page_get_server (self->page), "hearts", G_CALLBACK (hearts_cb), self, 0);
  choose_hearts (self);
  g_signal_connect_object (self->live, "notify::sheet", G_CALLBACK (tell_title), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self, "notify::title", G_CALLBACK (tell_title), self, G_CONNECT_SWAPPED);
}

void
cs_desk_load_page (CsDesk *self)
{
  tell_title (self);
  if (!self->only_look)
    cs_live_log_set_store (self->live_log, self->store);
  cs_store_get_setting_async (self->store, SETTING, NULL, read_cb, g_object_ref (self));
}

void
cs_desk_close_page (CsDesk *self)
{
  cs_live_page_switch_off (self->page);
  cs_live_log_set_store (self->live_log, NULL);
}

/**
 * cs_desk_get_live_log:
 * @self: a desk
 *
 * Returns: (transfer none): what writes the show's broadcasts down
 */
CsLiveLog *
cs_desk_get_live_log (CsDesk *self)
{
  g_return_val_if_fail (CS_IS_DESK (self), NULL);

  return self->live_log;
}

/**
 * cs_desk_get_page:
 * @self: a desk
 *
 * Returns: (transfer none): the page for those near by; its comments come into the show that is open
 */
CsLivePage *
cs_desk_get_page (CsDesk *self)
{
  g_return_val_if_fail (CS_IS_DESK (self), NULL);

  return self->page;
}

/**
 * cs_desk_get_picture:
 * @self: a desk
 *
 * Returns: (transfer none): what is burnt into the picture of the show's broadcasts
 */
CsLivePicture *
cs_desk_get_picture (CsDesk *self)
{
  g_return_val_if_fail (CS_IS_DESK (self), NULL);

  return self->picture;
}

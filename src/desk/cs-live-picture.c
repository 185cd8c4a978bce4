/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-live-picture.h"

#include "cs-live-logo.h"

#define SETTING "picture"
#define LOGO_SETTING "logo"

struct _CsLivePicture {
  GObject parent_instance;

  CsDeskLive *live;
  CsStore *store; /* (nullable): none while no show is open */
  char *show;
  gboolean lower_third;
  gboolean title_bar;
  char *logo_name; /* (nullable): none without a logo */
  guint load_serial;
  guint logo_serial; /* of what was asked for last: what comes late is left out */
};

enum { PROP_0, PROP_LOWER_THIRD, PROP_TITLE_BAR, PROP_LOGO_NAME, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CsLivePicture, cs_live_picture, G_TYPE_OBJECT)

static CsTitler *
get_titler (CsLivePicture *self)
{
  return cs_broadcast_get_titler (cs_desk_live_get_broadcast (self->live));
}

/* The bar says what the broadcast is called, or else the show. */
static void
tell_title (CsLivePicture *self)
{
  const CsLiveSheet *sheet = cs_desk_live_get_sheet (self->live);
  const char *title = sheet->title[0] != '\0' ? sheet->title : self->show;

  cs_titler_set_title (get_titler (self), self->title_bar ? title : NULL);
}

static void
save (CsLivePicture *self)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  if (self->store == NULL)
    return;
  g_variant_dict_insert (&dict, "lower-third", "b", self->lower_third);
  g_variant_dict_insert (&dict, "title-bar", "b", self->title_bar);
  cs_store_set_setting_async (self->store, SETTING, g_variant_dict_end (&dict), NULL, NULL, NULL);
}

static void
apply_lower_third (CsLivePicture *self,
                   gboolean       lower_third)
{
  cs_titler_set_lower_third (get_titler (self), lower_third);
  if (self->lower_third == lower_third)
    return;
  self->lower_third = lower_third;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOWER_THIRD]);
}

static void
apply_title_bar (CsLivePicture *self,
                 gboolean       title_bar)
{
  gboolean changed = self->title_bar != title_bar;

  self->title_bar = title_bar;
  tell_title (self);
  if (changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE_BAR]);
}

static void
apply_logo (CsLivePicture *self,
            const char    *name,
            CsBitmap      *bitmap)
{
  CsTitlerBitmap logo;

  if (bitmap != NULL)
    logo = (CsTitlerBitmap){ bitmap->width, bitmap->height, bitmap->pixels };
  cs_titler_set_logo (get_titler (self), bitmap != NULL ? &logo : NULL);
  if (g_strcmp0 (self->logo_name, name) == 0)
    return;
  g_free (self->logo_name);
  self->logo_name = g_strdup (name);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOGO_NAME]);
}

static void
logo_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GTask) task = data;
  CsLivePicture *self = g_task_get_source_object (task);
  gboolean newest = GPOINTER_TO_UINT (g_task_get_task_data (task)) == self->logo_serial;
  GError *error = NULL;
  g_autoptr (CsLiveLogo) logo = cs_live_logo_finish (result, &error);

  if (logo == NULL) {
    g_task_return_error (task, error);
    return;
  }
  if (newest)
    apply_logo (self, logo->name, logo->bitmap);
  /* One that came from the show is in it already. */
  if (newest && g_task_get_source_tag (task) == cs_live_picture_set_logo_async && self->store != NULL)
    cs_store_set_setting_async (self->store, LOGO_SETTING, cs_live_logo_pack (logo), NULL, NULL, NULL);
  g_task_return_boolean (task, newest);
}

static GTask *
make_logo_task (CsLivePicture      *self,
                gpointer            tag,
                GCancellable       *cancellable,
                GAsyncReadyCallback callback,
                gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, GUINT_TO_POINTER (++self->logo_serial), NULL);
  return task;
}

static void
logo_read_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (CsLivePicture) self = data;
  g_autoptr (GVariant) saved = cs_store_get_setting_finish (CS_STORE (object), result, NULL);

  if (self->store != CS_STORE (object) || self->logo_serial != self->load_serial || saved == NULL ||
      !g_variant_is_of_type (saved, CS_LIVE_LOGO_TYPE))
    return;
  cs_live_logo_unpack_async (saved, NULL, logo_cb, make_logo_task (self, logo_read_cb, NULL, NULL, NULL));
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (CsLivePicture) self = data;
  g_autoptr (GVariant) saved = cs_store_get_setting_finish (CS_STORE (object), result, NULL);
  g_auto (GVariantDict) dict = { 0 };
  gboolean lower_third = TRUE, title_bar = FALSE;

  if (self->store != CS_STORE (object) || saved == NULL || !g_variant_is_of_type (saved, G_VARIANT_TYPE_VARDICT))
    return;
  g_variant_dict_init (&dict, saved);
  g_variant_dict_lookup (&dict, "lower-third", "b", &lower_third);
  g_variant_dict_lookup (&dict, "title-bar", "b", &title_bar);
  apply_lower_third (self, lower_third);
  apply_title_bar (self, title_bar);
}

static void
cs_live_picture_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  CsLivePicture *self = CS_LIVE_PICTURE (object);

  switch (prop_id) {
  case PROP_LOWER_THIRD:
    g_value_set_boolean (value, self->lower_third);
    break;
  case PROP_TITLE_BAR:
    g_value_set_boolean (value, self->title_bar);
    break;
  case PROP_LOGO_NAME:
    g_value_set_string (value, self->logo_name);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_live_picture_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  switch (prop_id) {
  case PROP_LOWER_THIRD:
    cs_live_picture_set_lower_third (CS_LIVE_PICTURE (object), g_value_get_boolean (value));
    break;
  case PROP_TITLE_BAR:
    cs_live_picture_set_title_bar (CS_LIVE_PICTURE (object), g_value_get_boolean (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_live_picture_finalize (GObject *object)
{
  CsLivePicture *self = CS_LIVE_PICTURE (object);

  g_clear_object (&self->live);
  g_clear_object (&self->store);
  g_free (self->show);
  g_free (self->logo_name);
  G_OBJECT_CLASS (cs_live_picture_parent_class)->finalize (object);
}

static void
cs_live_picture_class_init (CsLivePictureClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = cs_live_picture_get_property;
  object_class->set_property = cs_live_picture_set_property;
  object_class->finalize = cs_live_picture_finalize;

  /**
   * CsLivePicture:lower-third:
   *
   * Whether the post on program is burnt in.
   */
  properties[PROP_LOWER_THIRD] =
      g_param_spec_boolean ("lower-third", NULL, NULL, TRUE, flags | G_PARAM_WRITABLE);
  /**
   * CsLivePicture:title-bar:
   *
   * Whether the title of the broadcast is burnt in.
   */
  properties[PROP_TITLE_BAR] = g_param_spec_boolean ("title-bar", NULL, NULL, FALSE, flags | G_PARAM_WRITABLE);
  /**
   * CsLivePicture:logo-name: (nullable)
   *
   * The file that the logo came from; none without a logo.
   */
  properties[PROP_LOGO_NAME] = g_param_spec_string ("logo-name", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cs_live_picture_init (CsLivePicture *self)
{
  self->show = g_strdup ("");
  self->lower_third = TRUE;
}

/**
 * cs_live_picture_new:
 * @live: the show's broadcasts
 *
 * Returns: (transfer full): the post on program, without title or logo; main thread only
 */
CsLivePicture *
cs_live_picture_new (CsDeskLive *live)
{
  CsLivePicture *self = g_object_new (CS_TYPE_LIVE_PICTURE, NULL);

  self->live = g_object_ref (live);
  g_signal_connect_object (live, "notify::sheet", G_CALLBACK (tell_title), self, G_CONNECT_SWAPPED);
  apply_lower_third (self, TRUE);
  return self;
}

/**
 * cs_live_picture_load:
 * @self: a choice, without a show
 * @store: the open show file
 *
 * Takes what the show remembers; it comes a moment later.
 */
void
cs_live_picture_load (CsLivePicture *self,
                      CsStore       *store)
{
  g_return_if_fail (CS_IS_LIVE_PICTURE (self) && self->store == NULL);

  self->store = g_object_ref (store);
  self->load_serial = self->logo_serial;
  cs_store_get_setting_async (store, SETTING, NULL, read_cb, g_object_ref (self));
  cs_store_get_setting_async (store, LOGO_SETTING, NULL, logo_read_cb, g_object_ref (self));
}

/**
 * cs_live_picture_unload:
 * @self: a choice
 *
 * Lets go of the show: everything is as in a new one. Idempotent.
 */
void
cs_live_picture_unload (CsLivePicture *self)
{
  g_return_if_fail (CS_IS_LIVE_PICTURE (self));

  g_clear_object (&self->store);
  self->logo_serial++;
  apply_lower_third (self, TRUE);
  apply_title_bar (self, FALSE);
  apply_logo (self, NULL, NULL);
}

/**
 * cs_live_picture_set_show:
 * @self: a choice
 * @show: the show's name, for the title bar of a broadcast without a title
 */
void
cs_live_picture_set_show (CsLivePicture *self,
                          const char    *show)
{
  g_return_if_fail (CS_IS_LIVE_PICTURE (self) && show != NULL);

  g_free (self->show);
  self->show = g_strdup (show);
  tell_title (self);
}

/**
 * cs_live_picture_get_lower_third:
 * @self: a choice
 *
 * Returns: whether the post on program is burnt in
 */
gboolean
cs_live_picture_get_lower_third (CsLivePicture *self)
{
  g_return_val_if_fail (CS_IS_LIVE_PICTURE (self), FALSE);

  return self->lower_third;
}

/**
 * cs_live_picture_set_lower_third:
 * @self: a choice
 * @lower_third: whether the post on program is burnt in
 *
 * Seen with the next picture of a broadcast that is on.
 */
void
cs_live_picture_set_lower_third (CsLivePicture *self,
                                 gboolean       lower_third)
{
  g_return_if_fail (CS_IS_LIVE_PICTURE (self));

  if (self->lower_third == lower_third)
    return;
  apply_lower_third (self, lower_third);
  save (self);
}

/**
 * cs_live_picture_get_title_bar:
 * @self: a choice
 *
 * Returns: whether the title of the broadcast is burnt in
 */
gboolean
cs_live_picture_get_title_bar (CsLivePicture *self)
{
  g_return_val_if_fail (CS_IS_LIVE_PICTURE (self), FALSE);

  return self->title_bar;
}

/**
 * cs_live_picture_set_title_bar:
 * @self: a choice
 * @title_bar: whether the title of the broadcast is burnt in; the show's name when it has none
 */
void
cs_live_picture_set_title_bar (CsLivePicture *self,
                               gboolean       title_bar)
{
  g_return_if_fail (CS_IS_LIVE_PICTURE (self));

  if (self->title_bar == title_bar)
    return;
  apply_title_bar (self, title_bar);
  save (self);
}

/**
 * cs_live_picture_get_logo_name:
 * @self: a choice
 *
 * Returns: (transfer none) (nullable): the file that the logo came from, made safe; none without a logo
 */
const char *
cs_live_picture_get_logo_name (CsLivePicture *self)
{
  g_return_val_if_fail (CS_IS_LIVE_PICTURE (self), NULL);

  return self->logo_name;
}

/**
 * cs_live_picture_set_logo_async:
 * @self: a choice
 * @file: a picture or a drawing, as for cs_live_logo_read_async()
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is in the picture
 * @user_data: for @callback
 *
 * Takes a logo. The show keeps the file itself: nothing is missing when it is opened elsewhere.
 */
void
cs_live_picture_set_logo_async (CsLivePicture      *self,
                                GFile              *file,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  g_return_if_fail (CS_IS_LIVE_PICTURE (self) && G_IS_FILE (file));

  cs_live_logo_read_async (file, cancellable, logo_cb,
                           make_logo_task (self, cs_live_picture_set_logo_async, cancellable, callback, user_data));
}

/**
 * cs_live_picture_set_logo_finish:
 * @self: a choice
 * @result: as the callback got it
 * @error: a sentence that says why this is no logo; none when another was chosen meanwhile
 *
 * Returns: whether it is in the picture; then the show remembers it
 */
gboolean
cs_live_picture_set_logo_finish (CsLivePicture *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * cs_live_picture_remove_logo:
 * @self: a choice
 *
 * No logo from here on.
 */
void
cs_live_picture_remove_logo (CsLivePicture *self)
{
  g_return_if_fail (CS_IS_LIVE_PICTURE (self));

  self->logo_serial++;
  apply_logo (self, NULL, NULL);
  if (self->store != NULL)
    cs_store_set_setting_async (self->store, LOGO_SETTING, NULL, NULL, NULL, NULL);
}

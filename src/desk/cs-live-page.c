/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-live-page.h"

#include "cs-hls.h"

struct _CsLivePage {
  GObject parent_instance;

  CsCapture *capture;
  CsBroadcast *broadcast;
  CsShelf *shelf;
  CsPageServer *server;
  char *address; /* (nullable): where it was switched on last */
  guint16 port;
  gboolean moving; /* from one address to another */
  CsHls *hls; /* (nullable): while the broadcast is cut into pieces */
  CsPageSource *source; /* (nullable): takes the comments */
  gboolean comments;
  gboolean hearts;
  CsBroadcastState seen; /* the broadcast's state when it was looked at last */
};

enum { PROP_0, PROP_ON, PROP_URL, PROP_COMMENTS, PROP_HEARTS, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CsLivePage, cs_live_page, G_TYPE_OBJECT)

static void
ended_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  cs_outlet_end_finish (CS_OUTLET (object), result, NULL);
}

static void
start_cutting (CsLivePage *self)
{
  self->hls = cs_hls_new (self->shelf, cs_capture_get_base_time (self->capture));
  cs_hls_start (self->hls);
  cs_broadcast_add_line (self->broadcast, cs_outlet_get_line (CS_OUTLET (self->hls)));
}

static void
stop_cutting (CsLivePage *self)
{
  if (self->hls == NULL)
    return;
  cs_broadcast_remove_line (self->broadcast, cs_outlet_get_line (CS_OUTLET (self->hls)));
  cs_outlet_end_async (CS_OUTLET (self->hls), ended_cb, NULL);
  g_clear_object (&self->hls);
}

/* Cuts while there is a broadcast and somebody who may see it; there is none before there is a camera. */
static void
update (CsLivePage *self)
{
  CsBroadcastState state = cs_broadcast_get_state (self->broadcast);
  gboolean wanted = state == CS_BROADCAST_ON && cs_page_server_is_on (self->server);

  if (state == CS_BROADCAST_ON && self->seen != CS_BROADCAST_ON)
    cs_page_server_begin (self->server);
  self->seen = state;
  if (!wanted)
    stop_cutting (self);
  else if (self->hls == NULL && GST_CLOCK_TIME_IS_VALID (cs_capture_get_base_time (self->capture)))
    start_cutting (self);
}

static void
comment_cb (CsPageServer  *server,
            CsPageComment *comment,
            CsLivePage    *self)
{
  if (self->source != NULL)
    cs_page_source_take (self->source, comment->viewer, comment->name, comment->text);
}

static void
tell_comments (CsLivePage *self)
{
  cs_page_server_set_comments (self->server, self->comments && self->source != NULL);
}

static void
cs_live_page_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  CsLivePage *self = CS_LIVE_PAGE (object);

  switch (prop_id) {
  case PROP_ON:
    g_value_set_boolean (value, cs_live_page_is_on (self));
    break;
  case PROP_URL:
    g_value_take_string (value, cs_live_page_get_url (self));
    break;
  case PROP_COMMENTS:
    g_value_set_boolean (value, self->comments);
    break;
  case PROP_HEARTS:
    g_value_set_boolean (value, self->hearts);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_live_page_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  switch (prop_id) {
  case PROP_COMMENTS:
    cs_live_page_set_comments (CS_LIVE_PAGE (object), g_value_get_boolean (value));
    break;
  case PROP_HEARTS:
    cs_live_page_set_hearts (CS_LIVE_PAGE (object), g_value_get_boolean (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_live_page_dispose (GObject *object)
{
  CsLivePage *self = CS_LIVE_PAGE (object);

  if (self->broadcast != NULL) {
    stop_cutting (self);
    g_signal_handlers_disconnect_by_data (self->broadcast, self);
    g_signal_handlers_disconnect_by_data (self->capture, self);
    g_signal_handlers_disconnect_by_data (self->server, self);
    cs_page_server_stop (self->server);
  }
  g_clear_object (&self->server);
  g_clear_object (&self->source);
  g_clear_object (&self->broadcast);
  g_clear_object (&self->capture);
  G_OBJECT_CLASS (cs_live_page_parent_class)->dispose (object);
}

static void
cs_live_page_finalize (GObject *object)
{
  cs_shelf_unref (CS_LIVE_PAGE (object)->shelf);
  g_free (CS_LIVE_PAGE (object)->address);
  G_OBJECT_CLASS (cs_live_page_parent_class)->finalize (object);
}

static void
cs_live_page_class_init (CsLivePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = cs_live_page_get_property;
  object_class->set_property = cs_live_page_set_property;
  object_class->dispose = cs_live_page_dispose;
  object_class->finalize = cs_live_page_finalize;

  /**
   * CsLivePage:on:
   *
   * Whether those near by can open it.
   */
  properties[PROP_ON] = g_param_spec_boolean ("on", NULL, NULL, FALSE, flags);
  /**
   * CsLivePage:url: (nullable)
   *
   * What they open, while it is on.
   */
  properties[PROP_URL] = g_param_spec_string ("url", NULL, NULL, NULL, flags);
  /**
   * CsLivePage:comments:
   *
   * Whether those who have the link may comment.
   */
  properties[PROP_COMMENTS] = g_param_spec_boolean ("comments", NULL, NULL, TRUE, flags | G_PARAM_WRITABLE);
  /**
   * CsLivePage:hearts:
   *
   * Whether viewers' hearts are drawn into the stream, too.
   */
  properties[PROP_HEARTS] = g_param_spec_boolean ("hearts", NULL, NULL, FALSE, flags | G_PARAM_WRITABLE);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cs_live_page_init (CsLivePage *self)
{
  self->comments = TRUE;
  self->shelf = cs_shelf_new ();
  self->server = cs_page_server_new (self->shelf);
  g_signal_connect (self->server, "comment", G_CALLBACK (comment_cb), self);
}

static void
tell_address (CsLivePage *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ON]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_URL]);
}

/* A free port is chosen once: it stays the same at another address. */
static void
keep_port (CsLivePage *self)
{
  g_autofree char *url = cs_page_server_get_url (self->server);
  g_autoptr (GUri) uri = url != NULL ? g_uri_parse (url, G_URI_FLAGS_NONE, NULL) : NULL;

  if (self->port == 0 && uri != NULL)
    self->port = (guint16) g_uri_get_port (uri);
}

static void
moved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (CsLivePage) self = data;

  /* Where it cannot be opened it is off, and the switch says so. */
  cs_page_server_start_finish (CS_PAGE_SERVER (object), result, NULL);
  self->moving = FALSE;
  if (self->broadcast != NULL)
    update (self);
  tell_address (self);
}

static void
started_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GTask) task = data;
  CsLivePage *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!cs_page_server_start_finish (CS_PAGE_SERVER (object), result, &error)) {
    g_task_return_error (task, error);
    return;
  }
  keep_port (self);
  if (self->broadcast != NULL)
    update (self);
  tell_address (self);
  g_task_return_boolean (task, TRUE);
}

/**
 * cs_live_page_new:
 * @capture: camera and microphone
 * @broadcast: what to show
 *
 * Returns: (transfer full): a page that is off
 */
CsLivePage *
cs_live_page_new (CsCapture   *capture,
                  CsBroadcast *broadcast)
{
  CsLivePage *self = g_object_new (CS_TYPE_LIVE_PAGE, NULL);

  self->capture = g_object_ref (capture);
  self->broadcast = g_object_ref (broadcast);
  tell_comments (self);
  g_signal_connect_swapped (broadcast, "notify::state", G_CALLBACK (update), self);
  g_signal_connect_swapped (capture, "notify::state", G_CALLBACK (update), self);
  return self;
}

/**
 * cs_live_page_switch_on_async:
 * @self: a page that is off
 * @address: in which network: an IPv4 address of this machine
 * @port: a port, or 0 for a free one
 * @callback: called when it is on, or cannot be
 * @user_data: for @callback
 */
void
cs_live_page_switch_on_async (CsLivePage         *self,
                              const char         *address,
                              guint16             port,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (CS_IS_LIVE_PAGE (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, cs_live_page_switch_on_async);
  g_free (self->address);
  self->address = g_strdup (address);
  self->port = port;
  cs_page_server_start_async (self->server, address, port, started_cb, task);
}

/**
 * cs_live_page_switch_on_finish:
 * @self: a page
 * @result: as the callback got it
 * @error: a sentence that says why not
 *
 * Returns: whether it is on
 */
gboolean
cs_live_page_switch_on_finish (CsLivePage   *self,
                               GAsyncResult *result,
                               GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * cs_live_page_get_address:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): in which network it was switched on last: an address of this machine
 */
const char *
cs_live_page_get_address (CsLivePage *self)
{
  g_return_val_if_fail (CS_IS_LIVE_PAGE (self), NULL);

  return self->address;
}

/**
 * cs_live_page_move:
 * @self: a page that is on
 * @address: where this machine is now
 *
 * Goes on at another address, on the same port, behind the same link and with its figures; #CsLivePage:url says when it
 * is there, and that it is off when it cannot be. Nothing ends meanwhile.
 */
void
cs_live_page_move (CsLivePage *self,
                   const char *address)
{
  g_return_if_fail (CS_IS_LIVE_PAGE (self));

  if (self->moving || !cs_page_server_is_on (self->server))
    return;
  self->moving = TRUE;
  g_free (self->address);
  self->address = g_strdup (address);
  cs_page_server_stop (self->server);
  cs_page_server_start_async (self->server, address, self->port, moved_cb, g_object_ref (self));
}

/**
 * cs_live_page_switch_off:
 * @self: a page
 *
 * Nobody can open it any more.
 */
void
cs_live_page_switch_off (CsLivePage *self)
{
  g_return_if_fail (CS_IS_LIVE_PAGE (self));

  cs_page_server_stop (self->server);
  update (self);
  tell_address (self);
}

/**
 * cs_live_page_is_on:
 * @self: a page
 *
 * Returns: whether those near by can open it
 */
gboolean
cs_live_page_is_on (CsLivePage *self)
{
  g_return_val_if_fail (CS_IS_LIVE_PAGE (self), FALSE);

  return cs_page_server_is_on (self->server);
}

/**
 * cs_live_page_get_url:
 * @self: a page
 *
 * Returns: (transfer full) (nullable): what they open; %NULL while it is off
 */
char *
cs_live_page_get_url (CsLivePage *self)
{
  g_return_val_if_fail (CS_IS_LIVE_PAGE (self), NULL);

  return cs_page_server_get_url (self->server);
}

/**
 * cs_live_page_renew_link:
 * @self: a page
 *
 * Makes a new link; whoever has the old one is shut out.
 */
void
cs_live_page_renew_link (CsLivePage *self)
{
  g_return_if_fail (CS_IS_LIVE_PAGE (self));

  cs_page_server_renew_link (self->server);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_URL]);
}

/**
 * cs_live_page_get_comments:
 * @self: a page
 *
 * Returns: whether those who have the link may comment
 */
gboolean
cs_live_page_get_comments (CsLivePage *self)
{
  g_return_val_if_fail (CS_IS_LIVE_PAGE (self), FALSE);

  return self->comments;
}

/**
 * cs_live_page_set_comments:
 * @self: a page
 * @comments: whether those who have the link may comment
 */
void
cs_live_page_set_comments (CsLivePage *self,
                           gboolean    comments)
{
  g_return_if_fail (CS_IS_LIVE_PAGE (self));

  if (self->comments == comments)
    return;
  self->comments = comments;
  tell_comments (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMMENTS]);
}

/**
 * cs_live_page_get_hearts:
 * @self: a page
 *
 * Returns: whether viewers' hearts are drawn into the stream, too
 */
gboolean
cs_live_page_get_hearts (CsLivePage *self)
{
  g_return_val_if_fail (CS_IS_LIVE_PAGE (self), FALSE);

  return self->hearts;
}

/**
 * cs_live_page_set_hearts:
 * @self: a page
 * @hearts: whether viewers' hearts are drawn into the stream, too
 */
void
cs_live_page_set_hearts (CsLivePage *self,
                         gboolean    hearts)
{
  g_return_if_fail (CS_IS_LIVE_PAGE (self));

  if (self->hearts == hearts)
    return;
  self->hearts = hearts;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HEARTS]);
}

/**
 * cs_live_page_set_title:
 * @self: a page
 * @title: (nullable): what the broadcast is called
 */
void
cs_live_page_set_title (CsLivePage *self,
                        const char *title)
{
  g_return_if_fail (CS_IS_LIVE_PAGE (self));

  cs_page_server_set_title (self->server, title != NULL ? title : "");
}

/**
 * cs_live_page_set_source:
 * @self: a page
 * @source: (nullable): carries the comments into the show; without one nobody can comment
 */
void
cs_live_page_set_source (CsLivePage   *self,
                         CsPageSource *source)
{
  g_return_if_fail (CS_IS_LIVE_PAGE (self));

  g_set_object (&self->source, source);
  tell_comments (self);
}

/**
 * cs_live_page_get_server:
 * @self: a page
 *
 * Returns: (transfer none): what emits hearts and figures
 */
CsPageServer *
cs_live_page_get_server (CsLivePage *self)
{
  g_return_val_if_fail (CS_IS_LIVE_PAGE (self), NULL);

  return self->server;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-tag-source.h"

#include <glib/gi18n-lib.h>

typedef struct {
  CsTagMatcher *matcher;
} CsTagSourcePrivate;

typedef struct {
  CsTagSource *self;
  GStrv ids;
  GTask *task; /* (nullable): until somebody has taken it */
} Confirm;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (CsTagSource, cs_tag_source, CS_TYPE_SOURCE)

static void
check_thread (GTask        *task,
              gpointer      object,
              gpointer      data,
              GCancellable *cancellable)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  GError *error = NULL;
  char *found;

  g_main_context_push_thread_default (context);
  found = CS_TAG_SOURCE_GET_CLASS (object)->check_here (object, cancellable, &error);
  g_main_context_pop_thread_default (context);
  if (found != NULL)
    g_task_return_pointer (task, found, g_free);
  else
    g_task_return_error (task, error);
}

static void
cs_tag_source_check_async (CsSource           *source,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  CsTagMatcher *matcher = cs_tag_source_get_matcher (CS_TAG_SOURCE (source));
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, user_data);

  g_task_set_source_tag (task, cs_tag_source_check_async);
  if (cs_tag_matcher_get_any (matcher)[0] == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("Name at least one hashtag to follow."));
  else
    g_task_run_in_thread (task, check_thread);
}

static void
confirm_free (Confirm *confirm)
{
  if (confirm->task != NULL)
    g_task_return_new_error (confirm->task, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED, _("The source is not running."));
  g_clear_object (&confirm->task);
  g_strfreev (confirm->ids);
  g_object_unref (confirm->self);
  g_free (confirm);
}

static gboolean
confirm_cb (gpointer user_data)
{
  Confirm *confirm = user_data;

  if (CS_TAG_SOURCE_GET_CLASS (confirm->self)->confirm_here (confirm->self, confirm->ids, confirm->task))
    confirm->task = NULL;
  return G_SOURCE_REMOVE;
}

static void
cs_tag_source_confirm_async (CsSource           *source,
                             char              **native_ids,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  Confirm *confirm = g_new0 (Confirm, 1);

  confirm->self = g_object_ref (CS_TAG_SOURCE (source));
  confirm->ids = g_strdupv (native_ids);
  confirm->task = g_task_new (source, cancellable, callback, user_data);
  g_task_set_source_tag (confirm->task, cs_tag_source_confirm_async);
  cs_source_invoke (source, confirm_cb, confirm, (GDestroyNotify) confirm_free);
}

static void
cs_tag_source_finalize (GObject *object)
{
  CsTagSourcePrivate *priv = cs_tag_source_get_instance_private (CS_TAG_SOURCE (object));

  g_clear_pointer (&priv->matcher, cs_tag_matcher_free);
  G_OBJECT_CLASS (cs_tag_source_parent_class)->finalize (object);
}

static void
cs_tag_source_class_init (CsTagSourceClass *klass)
{
  CsSourceClass *source_class = CS_SOURCE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cs_tag_source_finalize;
  source_class->check_async = cs_tag_source_check_async;
  source_class->confirm_async = cs_tag_source_confirm_async;
}

static void
cs_tag_source_init (CsTagSource *self)
{
}

/**
 * cs_tag_source_take_matcher:
 * @self: a source that is being made
 * @matcher: (transfer full): knows the posts that it follows
 */
void
cs_tag_source_take_matcher (CsTagSource  *self,
                            CsTagMatcher *matcher)
{
  CsTagSourcePrivate *priv;

  g_return_if_fail (CS_IS_TAG_SOURCE (self));

  priv = cs_tag_source_get_instance_private (self);
  g_clear_pointer (&priv->matcher, cs_tag_matcher_free);
  priv->matcher = matcher;
}

/**
 * cs_tag_source_get_matcher:
 * @self: a source
 *
 * Returns: (transfer none): knows the posts that it follows; the same for all its life. Any thread
 */
CsTagMatcher *
cs_tag_source_get_matcher (CsTagSource *self)
{
  CsTagSourcePrivate *priv;

  g_return_val_if_fail (CS_IS_TAG_SOURCE (self), NULL);

  priv = cs_tag_source_get_instance_private (self);
  return priv->matcher;
}

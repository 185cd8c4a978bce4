/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-desk-private.h"

#define SETTING "words"

static void
use_words (CsDesk            *self,
           const char *const *words)
{
  CsWordList *before = self->words;

  self->words = words[0] != NULL ? cs_word_list_new (words) : NULL;
  g_clear_pointer (&before, cs_word_list_free);
  g_object_notify (G_OBJECT (self), "words");
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (CsDesk) self = data;
  g_autoptr (GVariant) saved = cs_store_get_setting_finish (CS_STORE (object), result, NULL);
  g_autofree const char **words = NULL;

  /* Another show, or another list, came faster. */
  if (saved == NULL || !g_variant_is_of_type (saved, G_VARIANT_TYPE_STRING_ARRAY) ||
      g_variant_n_children (saved) > CS_WORD_LIST_MAX_WORDS || self->store != CS_STORE (object) || self->words != NULL)
    return;
  words = g_variant_get_strv (saved, NULL);
  use_words (self, words);
}

/* The words that the show file remembers. */
void
cs_desk_load_words (CsDesk *self)
{
  g_clear_pointer (&self->words, cs_word_list_free);
  cs_store_get_setting_async (self->store, SETTING, NULL, read_cb, g_object_ref (self));
}

/**
 * cs_desk_get_words:
 * @self: a desk
 *
 * Returns: (transfer none) (array zero-terminated=1): the words and phrases that a hint tells of
 */
const char *const *
cs_desk_get_words (CsDesk *self)
{
  static const char *const none[] = { NULL };

  g_return_val_if_fail (CS_IS_DESK (self), none);

  return self->words != NULL ? cs_word_list_get_words (self->words) : none;
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (cs_store_set_setting_finish (CS_STORE (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * cs_desk_set_words_async:
 * @self: an open desk
 * @words: (array zero-terminated=1): words and phrases, as cs_word_list_new() takes them
 * @callback: called when they are on disk
 * @user_data: for @callback
 *
 * Tells from now on of each post that holds one of them, and keeps them in the show file.
 */
void
cs_desk_set_words_async (CsDesk             *self,
                         const char *const  *words,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_return_if_fail (CS_IS_DESK (self) && self->store != NULL && words != NULL);

  g_task_set_source_tag (task, cs_desk_set_words_async);
  use_words (self, words);
  cs_store_set_setting_async (self->store, SETTING, words[0] != NULL ? g_variant_new_strv (words, -1) : NULL, NULL, saved_cb,
                              g_steal_pointer (&task));
}

/**
 * cs_desk_set_words_finish:
 * @self: a desk
 * @result: as the callback got it
 * @error: a sentence that says why they are not in the show file
 *
 * Returns: whether they are on disk
 */
gboolean
cs_desk_set_words_finish (CsDesk       *self,
                          GAsyncResult *result,
                          GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

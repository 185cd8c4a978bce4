/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-output-command.h"

#include <glib/gi18n-lib.h>

struct _CsOutputCommand {
  GObject parent_instance;

  CsOutputVerb verb;
  gint64 post_id; /* 0: what is on air */
  char *version; /* (nullable) */
  guint epoch;

  gint answered; /* atomic */
  guint id;
  CsOutputAnswerFunc answer; /* (nullable) */
  gpointer user_data;
  GDestroyNotify destroy;
};

G_DEFINE_FINAL_TYPE (CsOutputCommand, cs_output_command, G_TYPE_OBJECT)

static void
cs_output_command_finalize (GObject *object)
{
  CsOutputCommand *self = CS_OUTPUT_COMMAND (object);
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED,
                                                  _("No show is open that could take this command."));

  cs_output_command_answer (self, error);
  if (self->destroy != NULL)
    self->destroy (self->user_data);
  g_free (self->version);
  G_OBJECT_CLASS (cs_output_command_parent_class)->finalize (object);
}

static void
cs_output_command_class_init (CsOutputCommandClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cs_output_command_finalize;
}

static void
cs_output_command_init (CsOutputCommand *self)
{
}

/**
 * cs_output_command_new:
 * @verb: what is asked for
 * @post_id: the post's row in the show file, or 0
 * @version: (nullable): the version that was seen by whoever asks
 * @epoch: the epoch it was decided in
 *
 * Returns: (transfer full): a command that nobody waits for yet
 */
CsOutputCommand *
cs_output_command_new (CsOutputVerb verb,
                       gint64       post_id,
                       const char  *version,
                       guint        epoch)
{
  CsOutputCommand *self = g_object_new (CS_TYPE_OUTPUT_COMMAND, NULL);

  self->verb = verb;
  self->post_id = post_id;
  self->version = g_strdup (version);
  self->epoch = epoch;
  return self;
}

/**
 * cs_output_command_set_reply:
 * @self: a command that was not handed out yet
 * @id: given back with the answer
 * @answer: takes the answer
 * @user_data: for @answer
 * @destroy: (nullable): for @user_data
 */
void
cs_output_command_set_reply (CsOutputCommand   *self,
                             guint              id,
                             CsOutputAnswerFunc answer,
                             gpointer           user_data,
                             GDestroyNotify     destroy)
{
  g_return_if_fail (CS_IS_OUTPUT_COMMAND (self) && self->answer == NULL);

  self->id = id;
  self->answer = answer;
  self->user_data = user_data;
  self->destroy = destroy;
}

/**
 * cs_output_command_get_verb:
 * @self: a command
 *
 * Returns: what is asked for
 */
CsOutputVerb
cs_output_command_get_verb (CsOutputCommand *self)
{
  return self->verb;
}

/**
 * cs_output_command_get_post_id:
 * @self: a command
 *
 * Returns: the post's row in the show file, or 0 for whatever is on air
 */
gint64
cs_output_command_get_post_id (CsOutputCommand *self)
{
  return self->post_id;
}

/**
 * cs_output_command_get_version:
 * @self: a command
 *
 * Returns: (nullable): the version that whoever asks has seen; another one must be refused
 */
const char *
cs_output_command_get_version (CsOutputCommand *self)
{
  return self->version;
}

/**
 * cs_output_command_get_epoch:
 * @self: a command
 *
 * Returns: the epoch it was decided in, to be handed to cs_output_server_show()
 */
guint
cs_output_command_get_epoch (CsOutputCommand *self)
{
  return self->epoch;
}

/**
 * cs_output_command_answer:
 * @self: a command
 * @error: (nullable): why it was refused, in a sentence for a person, or %NULL when it was done
 *
 * Tells whoever asked. From any thread, without waiting; only the first answer counts.
 */
void
cs_output_command_answer (CsOutputCommand *self,
                          const GError    *error)
{
  g_return_if_fail (CS_IS_OUTPUT_COMMAND (self));

  if (g_atomic_int_compare_and_exchange (&self->answered, FALSE, TRUE) && self->answer != NULL)
    self->answer (self->user_data, self->id, error);
}

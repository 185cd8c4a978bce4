/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-air.h"
#include "cs-clock.h"
#include "cs-output-command.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Requests that ask the desk for something and wait for its answer, for a while. Lives on the output
 * thread. */
typedef struct _CsCommandQueue CsCommandQueue;

/* Hands a command to the desk; the answer comes back through cs_command_queue_answer(). */
typedef void (*CsCommandFunc) (gpointer         user_data,
                               CsOutputCommand *command,
                               guint            id);

CsCommandQueue *cs_command_queue_new (CsAir        *air,
                                      CsClock      *clock,
                                      CsCommandFunc hand_on,
                                      gpointer      user_data) G_GNUC_WARN_UNUSED_RESULT;
void cs_command_queue_free (CsCommandQueue *self);

void cs_command_queue_take (CsCommandQueue    *self,
                            SoupServerMessage *message,
                            CsOutputVerb       verb);
void cs_command_queue_answer (CsCommandQueue *self,
                              guint           id,
                              const GError   *error);
void cs_command_queue_answer_overdue (CsCommandQueue *self);

G_END_DECLS

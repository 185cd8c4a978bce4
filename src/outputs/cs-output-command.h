/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CsOutputVerb:
 * @CS_OUTPUT_CUE: make this post the next one
 * @CS_OUTPUT_TAKE: put this post on air
 * @CS_OUTPUT_OUT: take what is on air off
 *
 * What somebody asked for over HTTP. (Clear is not among them: it asks nobody.)
 */
typedef enum {
  CS_OUTPUT_CUE,
  CS_OUTPUT_TAKE,
  CS_OUTPUT_OUT,
} CsOutputVerb;

/* Waits for exactly one answer; let go without one, it answers that nobody took it. */
#define CS_TYPE_OUTPUT_COMMAND (cs_output_command_get_type ())
G_DECLARE_FINAL_TYPE (CsOutputCommand, cs_output_command, CS, OUTPUT_COMMAND, GObject)

/* Called once, on whatever thread answers. */
typedef void (*CsOutputAnswerFunc) (gpointer      user_data,
                                    guint         id,
                                    const GError *error);

CsOutputCommand *cs_output_command_new (CsOutputVerb       verb,
                                        gint64             post_id,
                                        const char        *version,
                                        guint              epoch) G_GNUC_WARN_UNUSED_RESULT;
void cs_output_command_set_reply (CsOutputCommand   *self,
                                  guint              id,
                                  CsOutputAnswerFunc answer,
                                  gpointer           user_data,
                                  GDestroyNotify     destroy);

CsOutputVerb cs_output_command_get_verb (CsOutputCommand *self);
gint64 cs_output_command_get_post_id (CsOutputCommand *self);
const char *cs_output_command_get_version (CsOutputCommand *self);
guint cs_output_command_get_epoch (CsOutputCommand *self);
void cs_output_command_answer (CsOutputCommand *self,
                               const GError    *error);

G_END_DECLS

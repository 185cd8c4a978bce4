/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-air.h"
#include "cs-output-command.h"
#include "cs-output-settings.h"

G_BEGIN_DECLS

/* What the server says and reads in JSON. Pure functions; the forms are described in README.md beside this
 * file. */
char *cs_output_json_page (const CsAirState       *state,
                           const CsOutputSettings *settings) G_GNUC_WARN_UNUSED_RESULT;
char *cs_output_json_beat (const CsAirState *state,
                           gint64            desk_age_ms) G_GNUC_WARN_UNUSED_RESULT;
char *cs_output_json_program (const CsAirState *state) G_GNUC_WARN_UNUSED_RESULT;
char *cs_output_json_health (const CsAirState *state,
                             gint64            desk_age_ms,
                             guint             n_readers) G_GNUC_WARN_UNUSED_RESULT;
char *cs_output_json_answer (guint         epoch,
                             const GError *error) G_GNUC_WARN_UNUSED_RESULT;

CsOutputCommand *cs_output_json_parse_command (CsOutputVerb verb,
                                               const char  *body,
                                               gsize        length,
                                               guint        epoch,
                                               GError     **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

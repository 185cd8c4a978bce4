/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _CsOutputSettings CsOutputSettings;

/**
 * CsOutputSettings:
 * @read_key: the unguessable part of the path that pages from elsewhere read the program at
 * @token: (nullable): what a command has to bring as a bearer token, or %NULL for none
 * @theme_path: (nullable): a style sheet of the show's own
 * @source_words: (nullable): where posts come from, in plain words, or %NULL for ours
 * @rehearsal: the show is a rehearsal and says so on air
 *
 * What the server was told, immutable: a change makes a new one, so that the output thread always reads a
 * complete set.
 */
struct _CsOutputSettings {
  char *read_key;
  char *token;
  char *theme_path;
  char *source_words;
  gboolean rehearsal;
};

CsOutputSettings *cs_output_settings_new (void) G_GNUC_WARN_UNUSED_RESULT;
CsOutputSettings *cs_output_settings_copy (const CsOutputSettings *self) G_GNUC_WARN_UNUSED_RESULT;
CsOutputSettings *cs_output_settings_ref (CsOutputSettings *self);
void cs_output_settings_unref (CsOutputSettings *self);

gboolean cs_output_settings_is_key (const char *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsOutputSettings, cs_output_settings_unref)

G_END_DECLS

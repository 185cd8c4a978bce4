/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CsLivePreset:
 * @id: what the show file calls it
 * @name: its name; of one's own servers, to be translated
 * @address: where it wants to be streamed to; with "server" where one's own has to be put
 * @key_name: what its key is called, to be translated
 * @extra_name: (nullable): what its second secret is called, to be translated
 * @help: where to find all that, to be translated
 *
 * A service that can be streamed to.
 */
typedef struct {
  const char *id;
  const char *name;
  const char *address;
  const char *key_name;
  const char *extra_name;
  const char *help;
} CsLivePreset;

const CsLivePreset *cs_live_presets_list (guint *n_presets);
guint cs_live_presets_find (const char *id);
guint cs_live_presets_guess (const char *address);

G_END_DECLS

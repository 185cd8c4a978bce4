/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-source.h"

G_BEGIN_DECLS

/**
 * CsSourceFacts:
 * @state: what it is doing
 * @reason: (nullable): why it waits or has failed
 * @retry_at_us: when it tries again, or 0
 * @heard_us: when it was last heard of, or 0
 * @sign_in: whether somebody has to sign in (again)
 *
 * What the words about a source are made of.
 */
typedef struct {
  CsSourceState state;
  const char *reason;
  gint64 retry_at_us;
  gint64 heard_us;
  gboolean sign_in;
} CsSourceFacts;

CsSourceFacts cs_source_words_read (CsSource *source);
gboolean cs_source_words_is_well (const CsSourceFacts *facts,
                                  gint64               now_us);
char *cs_source_words_state (const CsSourceFacts *facts,
                             gint64               now_us) G_GNUC_WARN_UNUSED_RESULT;
char *cs_source_words_brief (const CsSourceFacts *facts,
                             gint64               now_us) G_GNUC_WARN_UNUSED_RESULT;
char *cs_source_words_summary (guint n_sources,
                               guint n_well) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

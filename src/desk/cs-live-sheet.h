/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define CS_TYPE_LIVE_SHEET (cs_live_sheet_get_type ())

/**
 * CsLiveSheet:
 * @title: what the broadcast is called; "" for none
 * @language: language tag, such as "fr"; "" when it was not said
 * @hashtags: without their signs
 * @only_private: whether it goes to private destinations and the page for those near by only
 * @countdown: whether three seconds are counted down before
 * @record: whether a recording is made
 * @limit_s: when it ends by itself; 0 for never
 *
 * What a person says of a broadcast before it begins. Remembered by the show.
 */
typedef struct {
  char *title;
  char *language;
  GStrv hashtags;
  gboolean only_private;
  gboolean countdown;
  gboolean record;
  guint limit_s;
} CsLiveSheet;

GType cs_live_sheet_get_type (void);

CsLiveSheet *cs_live_sheet_new (void) G_GNUC_WARN_UNUSED_RESULT;
CsLiveSheet *cs_live_sheet_copy (const CsLiveSheet *self) G_GNUC_WARN_UNUSED_RESULT;
void cs_live_sheet_free (CsLiveSheet *self);

GVariant *cs_live_sheet_to_variant (const CsLiveSheet *self);
CsLiveSheet *cs_live_sheet_from_variant (GVariant *value) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsLiveSheet, cs_live_sheet_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-json.h"
#include "cs-post.h"

G_BEGIN_DECLS

#define CS_RECORDING_VERSION 1
#define CS_RECORDING_MAX_LINE CS_JSON_MAX_BYTES
#define CS_RECORDING_MAX_MS (G_GINT64_CONSTANT (7) * 24 * 3600 * 1000)

typedef struct _CsRecording CsRecording;

/**
 * CsRecording:
 * @title: (nullable): the show's name, as written by a stranger
 * @language: (nullable): its main language, BCP 47
 * @tags: (array zero-terminated=1): the hashtags that were followed
 * @recorded_us: when it began, microseconds since 1970 UTC
 * @duration_ms: how long it is, or 0 when unknown
 * @official: (element-type CsAccount): the show's own accounts
 *
 * What the first line of a recording says.
 */
struct _CsRecording {
  char *title;
  char *language;
  GStrv tags;
  gint64 recorded_us;
  gint64 duration_ms;
  GPtrArray *official;
};

CsRecording *cs_recording_new (void) G_GNUC_WARN_UNUSED_RESULT;
void cs_recording_free (CsRecording *self);
CsRecording *cs_recording_parse (const char *line,
                                 gsize       length,
                                 GError    **error) G_GNUC_WARN_UNUSED_RESULT;
char *cs_recording_to_line (const CsRecording *self,
                            GError           **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsRecording, cs_recording_free)

/**
 * CsRecordedKind:
 * @CS_RECORDED_POST: a post arrived
 * @CS_RECORDED_EDIT: a post is now as it says
 * @CS_RECORDED_DELETE: a post is gone
 * @CS_RECORDED_ACCOUNT: an account was closed or is open again
 * @CS_RECORDED_MOMENT: something happened on stage
 * @CS_RECORDED_UNKNOWN: something that this Coulisses does not know
 *
 * What a line of a recording says.
 */
typedef enum {
  CS_RECORDED_POST,
  CS_RECORDED_EDIT,
  CS_RECORDED_DELETE,
  CS_RECORDED_ACCOUNT,
  CS_RECORDED_MOMENT,
  CS_RECORDED_UNKNOWN,
} CsRecordedKind;

typedef struct _CsRecorded CsRecorded;

/**
 * CsRecorded:
 * @kind: what happened
 * @at_ms: when it reached the desk, in milliseconds since the start
 * @post: (nullable): the post, not yet sealed, for %CS_RECORDED_POST and %CS_RECORDED_EDIT
 * @network: where, for a deletion and an account
 * @host: (nullable): the server, for the same
 * @native_id: (nullable): of the post or of the account, for the same
 * @active: the account is open again
 * @text: (nullable): what happened, for %CS_RECORDED_MOMENT
 *
 * One event of a recording.
 */
struct _CsRecorded {
  CsRecordedKind kind;
  gint64 at_ms;
  CsPost *post;
  CsNetwork network;
  char *host;
  char *native_id;
  gboolean active;
  char *text;
};

CsRecorded *cs_recorded_new (CsRecordedKind kind,
                             gint64         at_ms) G_GNUC_WARN_UNUSED_RESULT;
void cs_recorded_free (CsRecorded *self);
CsRecorded *cs_recorded_parse (const char *line,
                               gsize       length,
                               GError    **error) G_GNUC_WARN_UNUSED_RESULT;
char *cs_recorded_to_line (const CsRecorded *self,
                           GError          **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsRecorded, cs_recorded_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-record.h"

G_BEGIN_DECLS

/**
 * CsRecordFile:
 * @name: where it lies in the record's folder
 * @bytes: what is in it
 *
 * One file of a record.
 */
typedef struct {
  char *name;
  GBytes *bytes;
} CsRecordFile;

/* What lies behind this is not for the public. */
#define CS_RECORD_PRIVATE "private/"
#define CS_RECORD_SUMS "SHA256SUMS"

GPtrArray *cs_record_files_new (void) G_GNUC_WARN_UNUSED_RESULT;
void cs_record_files_add (GPtrArray  *files,
                          const char *name,
                          GBytes     *bytes);
void cs_record_files_add_text (GPtrArray  *files,
                               const char *name,
                               const char *text);
void cs_record_files_add_sums (GPtrArray *files);
const CsRecordFile *cs_record_files_find (GPtrArray  *files,
                                          const char *name);

GPtrArray *cs_record_make_files (const CsRecord    *record,
                                 const char *const *languages,
                                 GError           **error) G_GNUC_WARN_UNUSED_RESULT;

/* Blocks: never on the main thread. */
gboolean cs_record_files_write (GPtrArray  *files,
                                const char *folder,
                                GError    **error);

G_END_DECLS

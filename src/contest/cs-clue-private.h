/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-clue.h"
#include "cs-draw-private.h"

G_BEGIN_DECLS

/* What a body in the journal says of a contest: "seal", "result", or that the record went out. */
#define CS_CLUE_MEMBER "clue"
#define CS_CLUE_RECORD "record"

/* What a contest leaves on disk, readable by its user alone. */
typedef struct {
  char *folder;
  char *seal;
  char *rules;
  char *nonce;
  GStrv forms;
  GPtrArray *entries; /* (nullable): CsClueEntry, with texts; once it is closed */
} CsClueFiles;

CsClueFiles *cs_clue_files_new (const char *folder) G_GNUC_WARN_UNUSED_RESULT;
CsClueFiles *cs_clue_files_read (const char *folder,
                                 GError    **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cs_clue_files_write_seal (const CsClueFiles *self,
                                   GError           **error);
gboolean cs_clue_files_write_entries (const CsClueFiles *self,
                                      GPtrArray         *entries,
                                      GError           **error);
void cs_clue_files_free (CsClueFiles *self);

struct _CsClue {
  GObject parent_instance;

  CsDraw *draw;

  /* Of the open contest; all empty when there is none. */
  CsCluePhase phase;
  gboolean busy;
  CsClueFiles *files;
  CsClueSeal *seal;
  guint seal_index; /* in the journal; of no meaning in a rehearsal */
  GArray *places; /* (nullable): CsCluePlace, of the entries of files */
  guint n_revealed;
  GPtrArray *proofs; /* CsPriorProof */
};

CsClueSetup *cs_clue_setup_copy (const CsClueSetup *self) G_GNUC_WARN_UNUSED_RESULT;
CsClueFiles *cs_clue_prepare (const CsClueSetup *setup,
                              CsDraw            *draw,
                              GError           **error) G_GNUC_WARN_UNUSED_RESULT;
void cs_clue_forget (CsClue *self);
void cs_clue_set_phase (CsClue     *self,
                        CsCluePhase phase);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsClueFiles, cs_clue_files_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-clue.h"
#include "cs-draw-private.h"

G_BEGIN_DECLS

/* What a body in the journal says of a contest. */
#define CS_CLUE_MEMBER "clue"
#define CS_CLUE_SEAL "seal"
#define CS_CLUE_RESULT "result"
#define CS_CLUE_RECORD "record"
#define CS_CLUE_VOID "void"
#define CS_CLUE_REASON "reason"
#define CS_CLUE_EVENT "event"

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
  CsContestSetup *setup;
  CsClueFiles *files;
  CsClueSeal *seal;
  guint seal_index; /* in the journal; of no meaning in a rehearsal */
  GArray *places; /* (nullable): CsCluePlace, of the entries of files */
  guint n_revealed;
};

CsClueFiles *cs_clue_prepare (const CsContestSetup *setup,
                              const char *const    *answers,
                              CsDraw               *draw,
                              GError              **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cs_clue_find_entry (const CsDrawJournal *journal,
                             const char          *contest,
                             const char          *what,
                             guint               *index);
void cs_clue_entries_digest (GPtrArray *entries,
                             CsHex      digest);
void cs_clue_take_entries (CsClue    *self,
                           GPtrArray *entries);
void cs_clue_digest_result (CsClue *self,
                            CsHex   digest);
JsonNode *cs_clue_body_new (const char *what) G_GNUC_WARN_UNUSED_RESULT;
void cs_clue_fill_certificate (CsClue            *self,
                               CsClueCertificate *certificate);
CsClueCertificate *cs_clue_begin_certificate (CsClue *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean cs_clue_may_certify (CsClue  *self,
                              GError **error);
void cs_clue_reveal_init (CsRevealInterface *iface);
GStrv cs_clue_copy_answers (const char *const *answers) G_GNUC_WARN_UNUSED_RESULT;
void cs_clue_free_answers (GStrv answers);
CsContestSetup *cs_clue_setup_of_seal (const CsClueSeal *seal) G_GNUC_WARN_UNUSED_RESULT;
void cs_clue_end_task (CsClue *self,
                       GTask  *task,
                       GError *error);
void cs_clue_forget (CsClue *self);
void cs_clue_set_phase (CsClue     *self,
                        CsCluePhase phase);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsClueFiles, cs_clue_files_free)

G_END_DECLS

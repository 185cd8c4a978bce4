/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-change.h"
#include "cs-clock.h"
#include "cs-decision.h"
#include "cs-entry.h"
#include "cs-post-item.h"
#include "cs-snapshot.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define CS_STORE_ERROR (cs_store_error_quark ())

/**
 * CsStoreError:
 * @CS_STORE_ERROR_NEWER: written by a newer Coulisses
 * @CS_STORE_ERROR_DAMAGED: not a show file, or damaged
 * @CS_STORE_ERROR_READ_ONLY: cannot be written
 * @CS_STORE_ERROR_BUSY: open in another Coulisses
 * @CS_STORE_ERROR_FULL: the disk is full
 * @CS_STORE_ERROR_IO: reading or writing failed
 * @CS_STORE_ERROR_NOT_FOUND: no such post, slot or file
 * @CS_STORE_ERROR_STALE: the post has changed since it was shown: another version, or withdrawn
 * @CS_STORE_ERROR_NOT_APPROVED: this very version is not approved
 * @CS_STORE_ERROR_NOTHING: nothing to undo
 * @CS_STORE_ERROR_REFUSED: a value that the file does not take
 * @CS_STORE_ERROR_CLOSED: no show file is open
 * @CS_STORE_ERROR_CROWDED: more posts are waiting to be written than may wait; try again later
 *
 * Each comes with a sentence that a person can act on.
 */
typedef enum {
  CS_STORE_ERROR_NEWER,
  CS_STORE_ERROR_DAMAGED,
  CS_STORE_ERROR_READ_ONLY,
  CS_STORE_ERROR_BUSY,
  CS_STORE_ERROR_FULL,
  CS_STORE_ERROR_IO,
  CS_STORE_ERROR_NOT_FOUND,
  CS_STORE_ERROR_STALE,
  CS_STORE_ERROR_NOT_APPROVED,
  CS_STORE_ERROR_NOTHING,
  CS_STORE_ERROR_REFUSED,
  CS_STORE_ERROR_CLOSED,
  CS_STORE_ERROR_CROWDED,
} CsStoreError;

GQuark cs_store_error_quark (void);

/**
 * CsStoreMode:
 * @CS_STORE_OPEN: open an existing show file to work on it
 * @CS_STORE_CREATE: open it, making it when there is none
 * @CS_STORE_READ: only look; works beside a Coulisses that has it open
 */
typedef enum {
  CS_STORE_OPEN,
  CS_STORE_CREATE,
  CS_STORE_READ,
} CsStoreMode;

/**
 * CsIngestResult:
 * @inserted: posts seen for the first time
 * @edited: posts now in another version
 * @withdrawn: posts now gone
 * @restored: posts there again
 * @known: events that changed nothing
 * @refused: events that the file does not take; the others of their batch are not held up by them
 */
typedef struct {
  guint inserted;
  guint edited;
  guint withdrawn;
  guint restored;
  guint known;
  guint refused;
} CsIngestResult;

#define CS_TYPE_STORE (cs_store_get_type ())
G_DECLARE_FINAL_TYPE (CsStore, cs_store, CS, STORE, GObject)

CsStore *cs_store_new (CsClock *clock) G_GNUC_WARN_UNUSED_RESULT;

void cs_store_open_async (CsStore            *self,
                          const char         *path,
                          CsStoreMode         mode,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data);
gboolean cs_store_open_finish (CsStore      *self,
                               GAsyncResult *result,
                               GError      **error);
void cs_store_close_async (CsStore            *self,
                           GAsyncReadyCallback callback,
                           gpointer            user_data);
gboolean cs_store_close_finish (CsStore      *self,
                                GAsyncResult *result,
                                GError      **error);
const char *cs_store_get_path (CsStore *self);
const char *cs_store_get_trouble (CsStore *self);

/* A batch is answered when it is on disk, fsynced. Decisions overtake waiting batches, and what arrives together is
 * written together. The second form also keeps where the source is to go on from, in the same transaction. At most
 * CS_STORE_MAX_WAITING events may wait: a batch beyond that is refused as a whole (CS_STORE_ERROR_CROWDED), so do
 * not hand over the next one before the last was answered. Any thread. */
#define CS_STORE_MAX_WAITING 50000

void cs_store_ingest_async (CsStore            *self,
                            GPtrArray          *events,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data);
void cs_store_ingest_from_async (CsStore            *self,
                                 GPtrArray          *events,
                                 const char         *source,
                                 const char         *position,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
gboolean cs_store_ingest_finish (CsStore        *self,
                                 GAsyncResult   *result,
                                 CsIngestResult *counts,
                                 GError        **error);

guint cs_store_get_n_waiting (CsStore *self);
void cs_store_read_position_async (CsStore            *self,
                                   const char         *source,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data);
char *cs_store_read_position_finish (CsStore      *self,
                                     GAsyncResult *result,
                                     GError      **error) G_GNUC_WARN_UNUSED_RESULT;

/* A decision is answered when it is on disk and fsynced. It names the version that was shown: another
 * version by then is CS_STORE_ERROR_STALE. */
void cs_store_decide_async (CsStore            *self,
                            gint64              post_id,
                            const char         *version,
                            CsVerb              verb,
                            const char         *by,
                            const char         *reason,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data);
CsEntry *cs_store_decide_finish (CsStore      *self,
                                 GAsyncResult *result,
                                 GError      **error) G_GNUC_WARN_UNUSED_RESULT;
/* Takes back the newest decision by @by that was not taken back yet; of one post, or of any when 0. */
void cs_store_undo_async (CsStore            *self,
                          gint64              post_id,
                          const char         *by,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data);
CsEntry *cs_store_undo_finish (CsStore      *self,
                               GAsyncResult *result,
                               GError      **error) G_GNUC_WARN_UNUSED_RESULT;

/* The take interlock: answers a snapshot only when exactly @version is approved, current and not
 * withdrawn at that moment, and has written the airing. */
void cs_store_take_async (CsStore            *self,
                          gint64              post_id,
                          const char         *version,
                          const char         *by,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data);
CsSnapshot *cs_store_take_finish (CsStore      *self,
                                  GAsyncResult *result,
                                  GError      **error) G_GNUC_WARN_UNUSED_RESULT;
void cs_store_end_airing_async (CsStore            *self,
                                gint64              airing_id,
                                const char         *how,
                                gint64              ended_us,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data);
gboolean cs_store_end_airing_finish (CsStore      *self,
                                     GAsyncResult *result,
                                     GError      **error);

/* The queue: a post enters it when it is approved and leaves it when that ends. Position 1 is next. */
void cs_store_move_in_queue_async (CsStore            *self,
                                   gint64              post_id,
                                   guint               position,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data);
gboolean cs_store_move_in_queue_finish (CsStore      *self,
                                        GAsyncResult *result,
                                        GError      **error);
/* Takes a post out of the queue; it stays approved and comes back by being moved. */
void cs_store_leave_queue_async (CsStore            *self,
                                 gint64              post_id,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
gboolean cs_store_leave_queue_finish (CsStore      *self,
                                      GAsyncResult *result,
                                      GError      **error);

void cs_store_read_entries_async (CsStore            *self,
                                  const gint64       *ids,
                                  gsize               n_ids,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data);
GPtrArray *cs_store_read_entries_finish (CsStore      *self,
                                         GAsyncResult *result,
                                         GError      **error) G_GNUC_WARN_UNUSED_RESULT;
/* Finds a post by (network, host, native id), by "network:native-id" or by row number, for the command line. */
void cs_store_find_async (CsStore            *self,
                          const char         *name,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data);
CsEntry *cs_store_find_finish (CsStore      *self,
                               GAsyncResult *result,
                               GError      **error) G_GNUC_WARN_UNUSED_RESULT;
void cs_store_count_async (CsStore            *self,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data);
gboolean cs_store_count_finish (CsStore      *self,
                                GAsyncResult *result,
                                CsCounts     *counts,
                                GError      **error);

void cs_store_set_setting_async (CsStore            *self,
                                 const char         *name,
                                 GVariant           *value,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
gboolean cs_store_set_setting_finish (CsStore      *self,
                                      GAsyncResult *result,
                                      GError      **error);
void cs_store_get_setting_async (CsStore            *self,
                                 const char         *name,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
GVariant *cs_store_get_setting_finish (CsStore      *self,
                                       GAsyncResult *result,
                                       GError      **error) G_GNUC_WARN_UNUSED_RESULT;

/* Main thread: the figures of the last CsStore::changed. */
void cs_store_get_counts (CsStore  *self,
                          CsCounts *counts);

/* Main thread. One item per post that anybody holds, shared by all lists; its entry follows the file. */
CsPostItem *cs_store_get_item (CsStore *self,
                               gint64   post_id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

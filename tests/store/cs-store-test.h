/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-event.h"
#include "cs-post-list.h"

G_BEGIN_DECLS

/* A folder of its own, a clock that stands still, and the store's calls waited for, never longer than 20 s. */
typedef struct {
  char *folder;
  char *path;
  CsClock *clock;
  CsStore *store;
} CsStoreTest;

#define CS_TEST_START_US G_GINT64_CONSTANT (1792000000000000)

void cs_store_test_set_up (CsStoreTest *self);
void cs_store_test_tear_down (CsStoreTest *self);
void cs_store_test_set_up_cb (CsStoreTest  *self,
                              gconstpointer data);
void cs_store_test_tear_down_cb (CsStoreTest  *self,
                                 gconstpointer data);
void cs_store_test_reopen (CsStoreTest *self);

gboolean cs_test_wait (gboolean (*done) (gpointer data),
                       gpointer data);
GAsyncResult *cs_test_await (GAsyncResult **result) G_GNUC_WARN_UNUSED_RESULT;
void cs_test_answered_cb (GObject      *object,
                          GAsyncResult *result,
                          gpointer      data);

gboolean cs_test_open (CsStore    *store,
                       const char *path,
                       CsStoreMode mode,
                       GError    **error);
void cs_test_close (CsStore *store);
void cs_test_assert_gone (CsStore *store);
CsIngestResult cs_test_ingest (CsStore   *store,
                               GPtrArray *events);
CsIngestResult cs_test_ingest_one (CsStore *store,
                                   CsEvent *event);
CsEntry *cs_test_decide (CsStore    *store,
                         gint64      post_id,
                         const char *version,
                         CsVerb      verb,
                         const char *by,
                         GError    **error) G_GNUC_WARN_UNUSED_RESULT;
CsEntry *cs_test_undo (CsStore    *store,
                       gint64      post_id,
                       const char *by,
                       GError    **error) G_GNUC_WARN_UNUSED_RESULT;
CsSnapshot *cs_test_take (CsStore    *store,
                          gint64      post_id,
                          const char *version,
                          GError    **error) G_GNUC_WARN_UNUSED_RESULT;
void cs_test_must_decide (CsStore *store,
                          gint64   post_id,
                          CsVerb   verb,
                          const char *by);
CsEntry *cs_test_read (CsStore *store,
                       gint64   post_id) G_GNUC_WARN_UNUSED_RESULT;
CsCounts cs_test_count (CsStore *store);
void cs_test_settle (CsStore    *store,
                     CsPostList *list);

CsPost *cs_test_post_full (const char *host,
                           const char *native_id,
                           const char *author,
                           const char *text,
                           gint64      edited_us) G_GNUC_WARN_UNUSED_RESULT;
CsPost *cs_test_post (const char *native_id,
                      const char *text) G_GNUC_WARN_UNUSED_RESULT;
CsEvent *cs_test_event_post (const char *native_id,
                             const char *text) G_GNUC_WARN_UNUSED_RESULT;
CsEvent *cs_test_event_edit (const char *native_id,
                             const char *text,
                             gint64      edited_us) G_GNUC_WARN_UNUSED_RESULT;
CsEvent *cs_test_event_delete (const char *native_id) G_GNUC_WARN_UNUSED_RESULT;
gint64 cs_test_add (CsStore    *store,
                    const char *native_id,
                    const char *text);
void cs_test_add_block (CsStore *store);

#define CS_TEST_HOST "social.example"

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-ballast.h"
#include "cs-checkpoint.h"
#include "cs-item-cache.h"
#include "cs-lease.h"
#include "cs-store.h"
#include "cs-word-probe.h"
#include "cs-worker.h"
#include "cs-writer.h"

G_BEGIN_DECLS

/* Three threads, each with a connection of its own. The reader answers what is short; the scanner walks
 * through lists and searches, so that no page of rows waits for a search. Neither waits for the writer. */
struct _CsStore {
  GObject parent_instance;

  CsClock *clock;
  GMainContext *context; /* (nullable): where it was opened, where "changed" is emitted */
  char *path;            /* (nullable): main thread */
  CsCounts counts;       /* main thread */
  CsItemCache *items;    /* main thread */
  char *trouble;         /* (nullable): main thread */

  CsWorker *writer_thread;
  CsLease *lease;      /* writer thread */
  CsBallast *ballast;  /* writer thread; with the lease */
  CsDatabase *writing; /* writer thread */
  CsCheckpoint *checkpoint; /* writer thread; goes before the connection */
  CsWriter *writer;    /* writer thread; (nullable): not open, or only to look */
  gboolean is_open;    /* writer thread */
  gboolean only_look;  /* writer thread */

  CsWorker *reader_thread;
  CsDatabase *reading; /* reader thread */

  CsWorker *scanner_thread;
  CsDatabase *scanning; /* scanner thread */
  CsWordProbe *probe;   /* scanner thread */

  GMutex lock;            /* guards what follows */
  GQueue batches;         /* of CsBatch: waiting to be written, first come first served */
  guint n_waiting;        /* events in them */
  gboolean slice_queued;  /* the writer thread has been asked for a slice */
  CsChange *news;         /* (nullable): not told yet */
  GSource *news_source;   /* (nullable): is going to tell */
  gint64 last_news_us;    /* monotonic */
  char *next_trouble;     /* (nullable): not told yet */
  GSource *trouble_source; /* (nullable): is going to tell */
};

void cs_store_write (CsStore        *self,
                     GTask          *task,
                     GTaskThreadFunc func);
void cs_store_read (CsStore        *self,
                    GTask          *task,
                    GTaskThreadFunc func);
void cs_store_scan (CsStore        *self,
                    GTask          *task,
                    GTaskThreadFunc func);

/**
 * CsStoreApply:
 * @writer: in a transaction
 * @data: as given to cs_store_apply()
 * @error: return location
 *
 * Returns: whether the transaction is to be kept
 */
typedef gboolean (*CsStoreApply) (CsWriter *writer,
                                  gpointer  data,
                                  GError  **error);

gboolean cs_store_apply (CsStore     *self,
                         CsStoreApply apply,
                         gpointer     data,
                         GError     **error);
CsWriter *cs_store_get_writer (CsStore *self,
                               GError **error);
CsDatabase *cs_store_check_database (CsDatabase *database,
                                     GError    **error);
void cs_store_publish (CsStore  *self,
                       CsChange *change,
                       gboolean  urgent);
void cs_store_drain (CsStore *self);
void cs_store_tell_trouble (gpointer    store,
                            const char *sentence);

G_END_DECLS

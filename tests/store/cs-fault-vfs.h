/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A file layer under SQLite that can fail, and that can tell what a disk would hold if the power were cut.
 *
 * It passes everything to the real one. Recording, it also keeps a log of all writes and syncs; a moment is an index
 * into that log. What was written and not synced before a moment may be on the disk after it or not, each 512 bytes
 * for themselves. */

/**
 * CsFaultKind:
 * @CS_FAULT_NONE: all goes well
 * @CS_FAULT_IO: reading, writing and syncing fail
 * @CS_FAULT_FULL: writing fails, because the disk is full
 */
typedef enum {
  CS_FAULT_NONE,
  CS_FAULT_IO,
  CS_FAULT_FULL,
} CsFaultKind;

void cs_fault_vfs_install (void);
void cs_fault_vfs_uninstall (void);

/* The @call-th call from now on fails, counted from 1; and all after it when @for_good. */
void cs_fault_vfs_arm (CsFaultKind kind,
                       guint       call,
                       gboolean    for_good);
guint cs_fault_vfs_get_calls (void);

void cs_fault_vfs_record (gboolean record);
guint cs_fault_vfs_get_moment (void);
/* Whether something was written to @name and not synced at @moment. No longer recording. */
gboolean cs_fault_vfs_is_unsynced (const char *name,
                                   guint       moment);
/* Each write to @name takes a while, so that other threads write in between. Not copied. */
void cs_fault_vfs_slow_down (const char *name);
/* As if nobody ever synced @name. Not copied. */
void cs_fault_vfs_leave_out_syncs (const char *name);
/* Writes into @folder the files as they may be after a cut at @moment. */
void cs_fault_vfs_cut (guint       moment,
                       const char *folder);

G_END_DECLS

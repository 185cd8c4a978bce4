/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-fault-vfs.h"

#include <sqlite3.h>
#include <string.h>

#define SECTOR 512
#define SLOW_WRITE_US 20

typedef struct {
  sqlite3_file base; /* first: what SQLite sees */
  sqlite3_file *real;
  char *name; /* (nullable): the file's own name; none for temporary ones */
} File;

typedef enum { WRITE, TRUNCATE, SYNC, REMOVE } OpKind;

typedef struct {
  OpKind kind;
  char *name;
  gint64 offset; /* or the new size */
  guint8 *bytes;
  gsize size;
} Op;

static struct {
  GMutex lock;
  sqlite3_vfs vfs;
  sqlite3_vfs *real;
  CsFaultKind kind;
  guint calls;
  guint armed; /* the call that fails, or 0 */
  gboolean for_good;
  gboolean recording;
  GArray *ops;
  /* Set while no thread uses the layer. */
  const char *slow;     /* (nullable): the file of which each write takes a while */
  const char *unsynced; /* (nullable): the file of which syncs are left out */
} layer;

static gboolean
is_hit (void)
{
  gboolean hit;

  g_mutex_lock (&layer.lock);
  layer.calls++;
  hit = layer.armed != 0 && (layer.calls == layer.armed || (layer.for_good && layer.calls > layer.armed));
  g_mutex_unlock (&layer.lock);
  return hit;
}

static void
note (OpKind        kind,
      const char   *name,
      gint64        offset,
      gconstpointer bytes,
      gsize         size)
{
  Op op = { .kind = kind, .offset = offset, .size = size };

  g_mutex_lock (&layer.lock);
  if (layer.recording && name != NULL) {
    op.name = g_strdup (name);
    op.bytes = g_memdup2 (bytes, size);
    g_array_append_val (layer.ops, op);
  }
  g_mutex_unlock (&layer.lock);
}

static int
file_close (sqlite3_file *base)
{
  File *file = (File *) base;
  int code = file->real->pMethods != NULL ? file->real->pMethods->xClose (file->real) : SQLITE_OK;

  g_free (file->real);
  g_free (file->name);
  return code;
}

static int
file_read (sqlite3_file *base,
           void         *bytes,
           int           size,
           sqlite3_int64 offset)
{
  File *file = (File *) base;

  if (layer.kind == CS_FAULT_IO && is_hit ())
    return SQLITE_IOERR_READ;
  return file->real->pMethods->xRead (file->real, bytes, size, offset);
}

static int
file_write (sqlite3_file *base,
            const void   *bytes,
            int           size,
            sqlite3_int64 offset)
{
  File *file = (File *) base;
  int code;

  if (is_hit () && layer.kind != CS_FAULT_NONE)
    return layer.kind == CS_FAULT_FULL ? SQLITE_FULL : SQLITE_IOERR_WRITE;
  code = file->real->pMethods->xWrite (file->real, bytes, size, offset);
  if (code == SQLITE_OK)
    note (WRITE, file->name, offset, bytes, size);
  if (layer.slow != NULL && g_strcmp0 (file->name, layer.slow) == 0)
    g_usleep (SLOW_WRITE_US);
  return code;
}

static int
file_truncate (sqlite3_file *base,
               sqlite3_int64 size)
{
  File *file = (File *) base;
  int code;

  if (layer.kind == CS_FAULT_IO && is_hit ())
    return SQLITE_IOERR_TRUNCATE;
  code = file->real->pMethods->xTruncate (file->real, size);
  if (code == SQLITE_OK)
    note (TRUNCATE, file->name, size, NULL, 0);
  return code;
}

static int
file_sync (sqlite3_file *base,
           int           flags)
{
  File *file = (File *) base;

  if (layer.kind == CS_FAULT_IO && is_hit ())
    return SQLITE_IOERR_FSYNC;
  /* What counts is what the log says: the real disk is not cut. */
  if (layer.unsynced == NULL || g_strcmp0 (file->name, layer.unsynced) != 0)
    note (SYNC, file->name, 0, NULL, 0);
  return SQLITE_OK;
}

static int
file_size (sqlite3_file  *base,
           sqlite3_int64 *size)
{
  File *file = (File *) base;

  return file->real->pMethods->xFileSize (file->real, size);
}

static int
file_lock (sqlite3_file *base,
           int           level)
{
  File *file = (File *) base;

  return file->real->pMethods->xLock (file->real, level);
}

static int
file_unlock (sqlite3_file *base,
             int           level)
{
  File *file = (File *) base;

  return file->real->pMethods->xUnlock (file->real, level);
}

static int
file_check_reserved (sqlite3_file *base,
                     int          *reserved)
{
  File *file = (File *) base;

  return file->real->pMethods->xCheckReservedLock (file->real, reserved);
}

static int
file_control (sqlite3_file *base,
              int           op,
              void         *argument)
{
  File *file = (File *) base;

  return file->real->pMethods->xFileControl (file->real, op, argument);
}

static int
file_sector_size (sqlite3_file *base)
{
  return SECTOR;
}

static int
file_characteristics (sqlite3_file *base)
{
  return 0;
}

static int
file_shm_map (sqlite3_file   *base,
              int             page,
              int             size,
              int             extend,
              void volatile **address)
{
  File *file = (File *) base;

  return file->real->pMethods->xShmMap (file->real, page, size, extend, address);
}

static int
file_shm_lock (sqlite3_file *base,
               int           offset,
               int           n,
               int           flags)
{
  File *file = (File *) base;

  return file->real->pMethods->xShmLock (file->real, offset, n, flags);
}

static void
file_shm_barrier (sqlite3_file *base)
{
  File *file = (File *) base;

  file->real->pMethods->xShmBarrier (file->real);
}

static int
file_shm_unmap (sqlite3_file *base,
                int           remove)
{
  File *file = (File *) base;

  return file->real->pMethods->xShmUnmap (file->real, remove);
}

static const sqlite3_io_methods methods = {
  .iVersion = 2,
  .xClose = file_close,
  .xRead = file_read,
  .xWrite = file_write,
  .xTruncate = file_truncate,
  .xSync = file_sync,
  .xFileSize = file_size,
  .xLock = file_lock,
  .xUnlock = file_unlock,
  .xCheckReservedLock = file_check_reserved,
  .xFileControl = file_control,
  .xSectorSize = file_sector_size,
  .xDeviceCharacteristics = file_characteristics,
  .xShmMap = file_shm_map,
  .xShmLock = file_shm_lock,
  .xShmBarrier = file_shm_barrier,
  .xShmUnmap = file_shm_unmap,
};

static int
vfs_open (sqlite3_vfs  *vfs,
          const char   *path,
          sqlite3_file *base,
          int           flags,
          int          *out_flags)
{
  File *file = (File *) base;
  int code;

  memset (file, 0, sizeof *file);
  if (layer.kind == CS_FAULT_IO && is_hit ())
    return SQLITE_CANTOPEN;
  file->real = g_malloc0 (layer.real->szOsFile);
  code = layer.real->xOpen (layer.real, path, file->real, flags, out_flags);
  if (file->real->pMethods == NULL) {
    g_free (file->real);
    return code;
  }
  file->name = path != NULL ? g_path_get_basename (path) : NULL;
  file->base.pMethods = &methods;
  return code;
}

static int
vfs_delete (sqlite3_vfs *vfs,
            const char  *path,
            int          sync_folder)
{
  g_autofree char *name = g_path_get_basename (path);
  int code;

  if (layer.kind == CS_FAULT_IO && is_hit ())
    return SQLITE_IOERR_DELETE;
  code = layer.real->xDelete (layer.real, path, sync_folder);
  if (code == SQLITE_OK)
    note (REMOVE, name, 0, NULL, 0);
  return code;
}

static void
op_clear (gpointer data)
{
  Op *op = data;

  g_free (op->name);
  g_free (op->bytes);
}

void
cs_fault_vfs_install (void)
{
  layer.real = sqlite3_vfs_find (NULL);
  layer.vfs = *layer.real;
  layer.vfs.zName = "coulisses-fault";
  layer.vfs.szOsFile = sizeof (File);
  layer.vfs.xOpen = vfs_open;
  layer.vfs.xDelete = vfs_delete;
  layer.ops = g_array_new (FALSE, FALSE, sizeof (Op));
  g_array_set_clear_func (layer.ops, op_clear);
  g_assert_cmpint (sqlite3_vfs_register (&layer.vfs, 1), ==, SQLITE_OK);
}

void
cs_fault_vfs_uninstall (void)
{
  sqlite3_vfs_unregister (&layer.vfs);
  sqlite3_vfs_register (layer.real, 1);
  g_clear_pointer (&layer.ops, g_array_unref);
  layer.slow = layer.unsynced = NULL;
}

void
cs_fault_vfs_arm (CsFaultKind kind,
                  guint       call,
                  gboolean    for_good)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&layer.lock);

  layer.kind = kind;
  layer.calls = 0;
  layer.armed = call;
  layer.for_good = for_good;
}

guint
cs_fault_vfs_get_calls (void)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&layer.lock);

  return layer.calls;
}

void
cs_fault_vfs_record (gboolean record)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&layer.lock);

  layer.recording = record;
  if (record)
    g_array_set_size (layer.ops, 0);
}

guint
cs_fault_vfs_get_moment (void)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&layer.lock);

  return layer.ops->len;
}

void
cs_fault_vfs_slow_down (const char *name)
{
  layer.slow = name;
}

void
cs_fault_vfs_leave_out_syncs (const char *name)
{
  layer.unsynced = name;
}

gboolean
cs_fault_vfs_is_unsynced (const char *name,
                          guint       moment)
{
  gboolean unsynced = FALSE;

  for (guint i = 0; i < moment; i++) {
    const Op *op = &g_array_index (layer.ops, Op, i);

    if (strcmp (op->name, name) == 0)
      unsynced = op->kind == WRITE || (unsynced && op->kind == TRUNCATE);
  }
  return unsynced;
}

static void
write_into (GByteArray   *content,
            gint64        offset,
            const guint8 *bytes,
            gsize         size)
{
  if (content->len < offset + size) {
    guint old = content->len;

    g_byte_array_set_size (content, offset + size);
    memset (content->data + old, 0, content->len - old);
  }
  memcpy (content->data + offset, bytes, size);
}

/* Whole or in pieces, as if the rest of it had not left the disk's memory. */
static void
tear_into (GByteArray *content,
           const Op   *op)
{
  for (gsize done = 0; done < op->size;) {
    gsize piece = MIN (SECTOR - (op->offset + done) % SECTOR, op->size - done);

    if (g_test_rand_bit ())
      write_into (content, op->offset + done, op->bytes + done, piece);
    done += piece;
  }
}

static void
apply (GByteArray *content,
       const Op   *op,
       gboolean    torn)
{
  if (op->kind == TRUNCATE && (!torn || g_test_rand_bit ()))
    g_byte_array_set_size (content, MIN (content->len, op->offset));
  else if (op->kind == WRITE && torn)
    tear_into (content, op);
  else if (op->kind == WRITE)
    write_into (content, op->offset, op->bytes, op->size);
}

static GHashTable *
find_last_syncs (guint moment)
{
  GHashTable *syncs = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < moment; i++) {
    const Op *op = &g_array_index (layer.ops, Op, i);

    if (op->kind == SYNC || op->kind == REMOVE)
      g_hash_table_insert (syncs, op->name, GUINT_TO_POINTER (i));
  }
  return syncs;
}

void
cs_fault_vfs_cut (guint       moment,
                  const char *folder)
{
  g_autoptr (GHashTable) syncs = find_last_syncs (moment);
  g_autoptr (GHashTable) files = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                                        (GDestroyNotify) g_byte_array_unref);
  /* Sometimes everything reached the disk, sometimes nothing did, mostly some of it. */
  guint mood = g_test_rand_int_range (0, 4);
  GHashTableIter iter;
  gpointer name, content;

  for (guint i = 0; i < moment; i++) {
    const Op *op = &g_array_index (layer.ops, Op, i);
    gboolean safe = i < GPOINTER_TO_UINT (g_hash_table_lookup (syncs, op->name));

    content = g_hash_table_lookup (files, op->name);
    if (op->kind == REMOVE) {
      g_hash_table_remove (files, op->name);
      continue;
    }
    if (content == NULL)
      g_hash_table_insert (files, op->name, content = g_byte_array_new ());
    if (safe || mood == 0)
      apply (content, op, FALSE);
    else if (mood > 1)
      apply (content, op, TRUE);
  }
  g_hash_table_iter_init (&iter, files);
  while (g_hash_table_iter_next (&iter, &name, &content)) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    GByteArray *bytes = content;

    g_assert_true (g_file_set_contents_full (path, (const char *) bytes->data, bytes->len,
                                             G_FILE_SET_CONTENTS_NONE, 0644, NULL));
  }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The thread sanitizer sees what is compiled with it. The system's GLib is not, so it would not know that a lock of GLib
 * keeps two threads apart and would cry about all of them. Preloaded before a program, this tells it: who unlocks, queues,
 * lets go or attaches comes before who locks, takes, frees or is called. It makes the sanitizer see less than there is
 * wherever two threads also meet in one of these by chance, and never more. */

#include <dlfcn.h>
#include <gio/gio.h>
#include <poll.h>

/* Of the sanitizer's runtime, which stands in the program; a program without it is left as it is. */
void __tsan_acquire (void *address) __attribute__ ((weak));
void __tsan_release (void *address) __attribute__ ((weak));

static void
acquire (void *address)
{
  if (__tsan_acquire != NULL && address != NULL)
    __tsan_acquire (address);
}

static void
release (void *address)
{
  if (__tsan_release != NULL && address != NULL)
    __tsan_release (address);
}

#define REAL(name) \
  static __typeof__ (&name) real; \
  if (G_UNLIKELY (real == NULL)) \
    *(void **) &real = dlsym (RTLD_NEXT, #name)

/* Taking a lock, and giving it back. */
#define LOCK(type, name) \
  void name (type *lock) { REAL (name); real (lock); acquire (lock); }
#define TRYLOCK(type, name) \
  gboolean name (type *lock) { REAL (name); gboolean locked = real (lock); if (locked) acquire (lock); return locked; }
#define UNLOCK(type, name) \
  void name (type *lock) { REAL (name); release (lock); real (lock); }

LOCK (GMutex, g_mutex_lock)
TRYLOCK (GMutex, g_mutex_trylock)
UNLOCK (GMutex, g_mutex_unlock)
LOCK (GRecMutex, g_rec_mutex_lock)
TRYLOCK (GRecMutex, g_rec_mutex_trylock)
UNLOCK (GRecMutex, g_rec_mutex_unlock)
LOCK (GRWLock, g_rw_lock_reader_lock)
UNLOCK (GRWLock, g_rw_lock_reader_unlock)
LOCK (GRWLock, g_rw_lock_writer_lock)
UNLOCK (GRWLock, g_rw_lock_writer_unlock)
LOCK (GAsyncQueue, g_async_queue_lock)
UNLOCK (GAsyncQueue, g_async_queue_unlock)

void
g_cond_wait (GCond  *cond,
             GMutex *mutex)
{
  REAL (g_cond_wait);
  release (mutex);
  real (cond, mutex);
  acquire (mutex);
}

gboolean
g_cond_wait_until (GCond  *cond,
                   GMutex *mutex,
                   gint64  end_us)
{
  REAL (g_cond_wait_until);
  release (mutex);
  gboolean signalled = real (cond, mutex, end_us);
  acquire (mutex);
  return signalled;
}

/* Letting go of a reference: the last one frees what the others wrote. */
#define LET_GO(type, name) \
  void name (type thing) { REAL (name); release (thing); acquire (thing); real (thing); }

LET_GO (gpointer, g_object_unref)
LET_GO (GBytes *, g_bytes_unref)
LET_GO (GSource *, g_source_unref)
LET_GO (GSource *, g_source_destroy)
LET_GO (GMainContext *, g_main_context_unref)
LET_GO (GAsyncQueue *, g_async_queue_unref)
LET_GO (GPtrArray *, g_ptr_array_unref)
LET_GO (GHashTable *, g_hash_table_unref)
LET_GO (gpointer, g_atomic_rc_box_release)
LET_GO (GCancellable *, g_cancellable_cancel)

void
g_atomic_rc_box_release_full (gpointer       box,
                              GDestroyNotify clear)
{
  REAL (g_atomic_rc_box_release_full);
  release (box);
  acquire (box);
  real (box, clear);
}

gboolean
(g_atomic_ref_count_dec) (gatomicrefcount *count)
{
  REAL (g_atomic_ref_count_dec);
  release ((void *) count);
  acquire ((void *) count);
  return real (count);
}

/* Handing over through a queue. */
#define PUSH(name) \
  void name (GAsyncQueue *queue, gpointer data) { REAL (name); release (queue); real (queue, data); }
#define POP(name) \
  gpointer name (GAsyncQueue *queue) { REAL (name); gpointer data = real (queue); acquire (queue); return data; }

PUSH (g_async_queue_push)
PUSH (g_async_queue_push_unlocked)
POP (g_async_queue_pop)
POP (g_async_queue_pop_unlocked)
POP (g_async_queue_try_pop)
POP (g_async_queue_try_pop_unlocked)

gpointer
(g_async_queue_timeout_pop) (GAsyncQueue *queue,
                             guint64      timeout_us)
{
  REAL (g_async_queue_timeout_pop);
  gpointer data = real (queue, timeout_us);

  acquire (queue);
  return data;
}

/* What is made once. */
gboolean
(g_once_init_enter) (volatile void *location)
{
  REAL (g_once_init_enter);
  gboolean first = real (location);
  acquire ((void *) location);
  return first;
}

void
(g_once_init_leave) (volatile void *location,
                     gsize          result)
{
  REAL (g_once_init_leave);
  release ((void *) location);
  real (location, result);
}

/* A cancellation seen. */
gboolean
g_cancellable_is_cancelled (GCancellable *cancellable)
{
  REAL (g_cancellable_is_cancelled);
  gboolean cancelled = real (cancellable);
  acquire (cancellable);
  return cancelled;
}

/* What is attached to a context comes before what the context's thread does after its next look round. */

static gint
look_round (GPollFD *fds,
            guint    n_fds,
            gint     timeout_ms)
{
  int n = poll ((struct pollfd *) fds, n_fds, timeout_ms);

  acquire (g_main_context_get_thread_default () != NULL ? (void *) g_main_context_get_thread_default ()
                                                               : (void *) g_main_context_default ());
  return n;
}

static void
give_to (GMainContext *context)
{
  release (context != NULL ? context : g_main_context_default ());
}

GMainContext *
g_main_context_new (void)
{
  REAL (g_main_context_new);
  GMainContext *context = real ();

  g_main_context_set_poll_func (context, look_round);
  return context;
}

__attribute__ ((constructor)) static void
watch_default_context (void)
{
  g_main_context_set_poll_func (g_main_context_default (), look_round);
}

guint
g_source_attach (GSource      *source,
                 GMainContext *context)
{
  REAL (g_source_attach);
  give_to (context);
  return real (source, context);
}

void
g_main_context_wakeup (GMainContext *context)
{
  REAL (g_main_context_wakeup);
  give_to (context);
  real (context);
}

void
g_main_context_invoke_full (GMainContext  *context,
                            gint           priority,
                            GSourceFunc    function,
                            gpointer       data,
                            GDestroyNotify notify)
{
  REAL (g_main_context_invoke_full);
  give_to (context);
  real (context, priority, function, data, notify);
}

void
g_main_context_invoke (GMainContext *context,
                       GSourceFunc   function,
                       gpointer      data)
{
  g_main_context_invoke_full (context, G_PRIORITY_DEFAULT, function, data, NULL);
}

void
g_source_set_ready_time (GSource *source,
                         gint64   ready_us)
{
  REAL (g_source_set_ready_time);
  if (g_source_get_context (source) != NULL)
    give_to (g_source_get_context (source));
  real (source, ready_us);
}

guint
g_idle_add_full (gint           priority,
                 GSourceFunc    function,
                 gpointer       data,
                 GDestroyNotify notify)
{
  REAL (g_idle_add_full);
  give_to (NULL);
  return real (priority, function, data, notify);
}

guint
g_idle_add (GSourceFunc function,
            gpointer    data)
{
  return g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, function, data, NULL);
}

/* A task's way to a thread of the pool, and its answer's way back. */

static void
run_task (GTask        *task,
          gpointer      source,
          gpointer      data,
          GCancellable *cancellable)
{
  GTaskThreadFunc function = (GTaskThreadFunc) g_object_get_data (G_OBJECT (task), "tsan-function");

  acquire (task);
  function (task, source, data, cancellable);
}

void
g_task_run_in_thread (GTask          *task,
                      GTaskThreadFunc function)
{
  REAL (g_task_run_in_thread);
  g_object_set_data (G_OBJECT (task), "tsan-function", (gpointer) function);
  release (task);
  real (task, run_task);
}

#define ANSWER(name, ...) \
  REAL (name); \
  give_to (g_task_get_context (task)); \
  real (task, __VA_ARGS__)

void
g_task_return_boolean (GTask   *task,
                       gboolean value)
{
  ANSWER (g_task_return_boolean, value);
}

void
g_task_return_int (GTask *task,
                   gssize value)
{
  ANSWER (g_task_return_int, value);
}

void
g_task_return_pointer (GTask         *task,
                       gpointer       value,
                       GDestroyNotify notify)
{
  ANSWER (g_task_return_pointer, value, notify);
}

void
g_task_return_error (GTask  *task,
                     GError *error)
{
  ANSWER (g_task_return_error, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-sandbox.h"

#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#define MEMORY_BYTES (512u * 1024u * 1024u)
/* Processor time over the life of the process; the desk has a shorter deadline for each picture. */
#define CPU_S 30

static const int allowed[] = {
  SCMP_SYS (read), SCMP_SYS (write), SCMP_SYS (brk), SCMP_SYS (mmap), SCMP_SYS (munmap), SCMP_SYS (mremap),
  SCMP_SYS (madvise), SCMP_SYS (mprotect), SCMP_SYS (futex), SCMP_SYS (exit_group), SCMP_SYS (exit),
  SCMP_SYS (getrusage), SCMP_SYS (rt_sigprocmask), SCMP_SYS (rt_sigreturn), SCMP_SYS (clock_gettime),
  SCMP_SYS (gettimeofday), SCMP_SYS (getpid), SCMP_SYS (gettid), SCMP_SYS (sched_yield), SCMP_SYS (newfstatat),
  SCMP_SYS (fstat), SCMP_SYS (lseek), SCMP_SYS (getrandom), SCMP_SYS (sched_getaffinity),
};

static gboolean
limit (int    resource,
       rlim_t value)
{
  struct rlimit both = { value, value };

  return setrlimit (resource, &both) == 0;
}

/**
 * cs_sandbox_enter:
 *
 * Gives up everything but reading and writing the open pipes and using some memory. Any other system call
 * ends the process.
 *
 * Returns: whether all of it took effect; if not, the caller must end
 */
gboolean
cs_sandbox_enter (void)
{
  scmp_filter_ctx filter;
  gboolean done;

  if (prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl (PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
    return FALSE;
  /* Not RLIMIT_NOFILE 0: closing what is open must still work, opening is forbidden below. */
  if (!limit (RLIMIT_AS, MEMORY_BYTES) || !limit (RLIMIT_CPU, CPU_S) || !limit (RLIMIT_FSIZE, 0) || !limit (RLIMIT_CORE, 0))
    return FALSE;

  filter = seccomp_init (SCMP_ACT_KILL_PROCESS);
  if (filter == NULL)
    return FALSE;
  done = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (allowed); i++)
    done = done && seccomp_rule_add (filter, SCMP_ACT_ALLOW, allowed[i], 0) == 0;
  done = done && seccomp_load (filter) == 0;
  seccomp_release (filter);
  return done;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-sandbox.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

typedef void (*Act) (void);

static void
do_nothing (void)
{
}

static void
do_open (void)
{
  if (open ("/etc/passwd", O_RDONLY) < 0)
    _exit (3);
}

static void
do_socket (void)
{
  if (socket (AF_INET, SOCK_STREAM, 0) < 0)
    _exit (3);
}

/* Nothing that starts: a program would end by what it does, not by being started. */
static void
do_exec (void)
{
  execl ("/nowhere/program", "program", NULL);
  _exit (3);
}

static void
do_fork (void)
{
  if (fork () < 0)
    _exit (3);
}

static void
do_kill (void)
{
  kill (getppid (), 0);
}

static int
try (Act act)
{
  int status = 0;
  pid_t pid = fork ();

  if (pid == 0) {
    if (!cs_sandbox_enter ())
      _exit (2);
    act ();
    _exit (0);
  }
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  return status;
}

static void
test_harmless (void)
{
  int status = try (do_nothing);

  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
}

static void
test_forbidden (gconstpointer act)
{
  int status = try ((Act) act);

  g_assert_true (WIFSIGNALED (status));
  g_assert_cmpint (WTERMSIG (status), ==, SIGSYS);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/media/sandbox/harmless", test_harmless);
  g_test_add_data_func ("/media/sandbox/open", do_open, test_forbidden);
  g_test_add_data_func ("/media/sandbox/socket", do_socket, test_forbidden);
  g_test_add_data_func ("/media/sandbox/exec", do_exec, test_forbidden);
  g_test_add_data_func ("/media/sandbox/fork", do_fork, test_forbidden);
  g_test_add_data_func ("/media/sandbox/kill", do_kill, test_forbidden);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-application.h"
#include "cs-config.h"
#include "cs-folders.h"
#include "cs-http.h"
#include "cs-live.h"
#include "cs-process.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <malloc.h>

/* Lists of a million posts are read in large pieces on several threads: glibc would keep what they took, for each thread
 * apart, long after they are done. */
static void
stay_small (void)
{
  mallopt (M_ARENA_MAX, 2);
  mallopt (M_MMAP_THRESHOLD, 64 * 1024);
  mallopt (M_TRIM_THRESHOLD, 64 * 1024);
}

int
main (int    argc,
      char **argv)
{
  CsApplication *application;
  int code;

  stay_small ();
  cs_net_init ();
  cs_live_init ();
  cs_process_keep_secrets ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, cs_folders_get_locale ());
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  application = cs_application_new ();
  code = g_application_run (G_APPLICATION (application), argc, argv);
  g_object_unref (application);
  return cs_live_leave (code);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-cli-draw.h"

#include <locale.h>

/* The command "draw" alone. */
int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  return cs_cli_draw (argc, argv);
}

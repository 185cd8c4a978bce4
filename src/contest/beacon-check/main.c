/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <jsc/jsc.h>
#include <stdlib.h>
#include <string.h>

/* Says whether a signature of the beacon is genuine: "coulisses-beacon-check ROUND SIGNATURE KEY" prints "valid" or
 * "invalid", and which library said so. A process of its own: a whole JavaScript engine lives for the half second
 * that it is needed, and whatever it does wrong ends with it. */

#define FOLDER "/app/coulisses/beacon-check/"

static gboolean
evaluate (JSCContext *context,
          const char *name)
{
  g_autofree char *path = g_strconcat (FOLDER, name, NULL);
  g_autoptr (GBytes) script = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (JSCValue) value = NULL;

  if (script == NULL)
    return FALSE;
  value = jsc_context_evaluate (context, g_bytes_get_data (script, NULL), (gssize) g_bytes_get_size (script));
  return jsc_context_get_exception (context) == NULL;
}

static char *
ask (JSCContext *context,
     char      **argv)
{
  g_autofree char *call = g_strdup_printf (
    "(checkBeacon ('%s', '%s', '%s') ? 'valid ' : 'invalid ') + BEACON_METHOD", argv[1], argv[2], argv[3]);
  g_autoptr (JSCValue) answer = jsc_context_evaluate (context, call, -1);

  if (jsc_context_get_exception (context) != NULL || !jsc_value_is_string (answer))
    return NULL;
  return jsc_value_to_string (answer);
}

/* The words go into a script, so nothing but digits may be in them. */
static gboolean
is_plain (const char *word)
{
  return word[0] != '\0' && word[strspn (word, "0123456789abcdef")] == '\0';
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (JSCContext) context = NULL;
  g_autofree char *answer = NULL;

  if (argc != 4 || argv[1][strspn (argv[1], "0123456789")] != '\0' || !is_plain (argv[1]) || !is_plain (argv[2]) ||
      !is_plain (argv[3])) {
    g_printerr ("Usage: coulisses-beacon-check ROUND SIGNATURE KEY\n");
    return 2;
  }
  context = jsc_context_new ();
  if (evaluate (context, "noble-bls12-381.js") && evaluate (context, "beacon-check.js"))
    answer = ask (context, argv);
  if (answer == NULL)
    return EXIT_FAILURE;
  g_print ("%s\n", answer);
  return EXIT_SUCCESS;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-application-private.h"

#include "cs-config.h"

#include <glib/gi18n-lib.h>

/* Numbers are asked for as text: GApplication hands on no zero. */
static const GOptionEntry entries[] = {
  { "rehearsal", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Open on the rehearsal show"), NULL },
  { "recording", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_("Another recording than the rehearsal show"), N_("FILE") },
  { "speed", 0, 0, G_OPTION_ARG_STRING, NULL, N_("Speed of the rehearsal: 1 is real time, 0 as fast as it goes"), "X" },
  { "new", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_("Make a show file and open it"), N_("FILE") },
  { "port", 0, 0, G_OPTION_ARG_STRING, NULL, N_("Port of the overlay page; 0 takes a free one"), "N" },
  { "debug-frames", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_("Show frame times, and add them to a file"), N_("FILE") },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Print the version"), NULL },
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, NULL, NULL, N_("[FILE]") },
  { NULL },
};

static int
refuse (GApplicationCommandLine *command_line,
        const char              *sentence)
{
  g_application_command_line_printerr (command_line, "coulisses: %s\n", sentence);
  return 2;
}

static char *
resolve (GApplicationCommandLine *command_line,
         const char              *name)
{
  g_autoptr (GFile) file = g_application_command_line_create_file_for_arg (command_line, name);

  return g_file_get_path (file);
}

static gboolean
read_speed (GVariantDict *options,
            double       *speed)
{
  const char *text;
  char *end;

  if (!g_variant_dict_lookup (options, "speed", "&s", &text))
    return TRUE;
  *speed = g_ascii_strtod (text, &end);
  return end != text && *end == '\0' && *speed >= 0 && *speed <= G_MAXUINT16;
}

static gboolean
read_port (GVariantDict *options,
           int          *port)
{
  const char *text;
  guint64 number;

  if (!g_variant_dict_lookup (options, "port", "&s", &text))
    return TRUE;
  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT16, &number, NULL))
    return FALSE;
  *port = number;
  return TRUE;
}

/* Answers a sentence when what was asked for makes no sense. */
static const char *
find_fault (CsApplication *self,
            GVariantDict  *options,
            GStrv          files,
            double        *speed)
{
  gboolean rehearsal = g_variant_dict_contains (options, "rehearsal") || g_variant_dict_contains (options, "recording");

  if (!read_speed (options, speed) || !read_port (options, &self->port))
    return _("Give a speed that is not negative and a port from 0 to 65535.");
  if ((files != NULL ? g_strv_length (files) : 0) + rehearsal + g_variant_dict_contains (options, "new") > 1)
    return _("One show at a time: name one file, or --new FILE, or --rehearsal.");
  return NULL;
}

static void
open_what_is_asked (CsApplication           *self,
                    GApplicationCommandLine *command_line,
                    GVariantDict            *options,
                    GStrv                    files,
                    double                   speed)
{
  const char *name = NULL;
  g_autofree char *recording = NULL;
  g_autofree char *path = NULL;

  if (g_variant_dict_lookup (options, "recording", "^&ay", &name))
    recording = resolve (command_line, name);
  if (recording != NULL || g_variant_dict_contains (options, "rehearsal")) {
    cs_application_rehearse (self, recording, speed);
  } else if (g_variant_dict_lookup (options, "new", "^&ay", &name)) {
    path = resolve (command_line, name);
    cs_application_open_show (self, path, CS_STORE_CREATE);
  } else if (files != NULL && files[0] != NULL) {
    path = resolve (command_line, files[0]);
    cs_application_open_show (self, path, CS_STORE_OPEN);
  }
}

static void
measure_frames (CsApplication           *self,
                GApplicationCommandLine *command_line,
                GVariantDict            *options)
{
  const char *name;
  g_autofree char *path = NULL;

  if (!g_variant_dict_lookup (options, "debug-frames", "^&ay", &name))
    return;
  path = resolve (command_line, name);
  cs_window_measure_frames (CS_WINDOW (self->window), path);
}

void
cs_application_add_options (CsApplication *self)
{
  g_application_add_main_option_entries (G_APPLICATION (self), entries);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _("— the social desk for live shows"));
}

/* In the instance that has the window, whoever was started. */
int
cs_application_run_options (CsApplication           *self,
                            GApplicationCommandLine *command_line)
{
  GVariantDict *options = g_application_command_line_get_options_dict (command_line);
  g_autofree const char **borrowed = NULL;
  g_auto (GStrv) files = NULL;
  const char *fault;
  double speed = 1;

  if (g_variant_dict_lookup (options, G_OPTION_REMAINING, "^a&ay", &borrowed))
    files = g_strdupv ((char **) borrowed);
  fault = find_fault (self, options, files, &speed);
  if (fault != NULL)
    return refuse (command_line, fault);
  g_application_activate (G_APPLICATION (self));
  measure_frames (self, command_line, options);
  open_what_is_asked (self, command_line, options, files, speed);
  return 0;
}

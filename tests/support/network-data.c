/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "network-data.h"

#include "cs-json.h"

#include <string.h>

char *
network_data_read (const char *name,
                   gsize      *length)
{
  g_autofree char *path = g_build_filename (g_getenv ("CS_SOURCE_ROOT"), "tests", "data", "networks", name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, length, &error);
  g_assert_no_error (error);
  return text;
}

JsonNode *
network_data_parse (const char *name)
{
  g_autofree char *text = network_data_read (name, NULL);

  return network_data_parse_text (text);
}

JsonNode *
network_data_parse_text (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *root = cs_json_parse (text, strlen (text), NULL, &error);

  g_assert_no_error (error);
  return root;
}

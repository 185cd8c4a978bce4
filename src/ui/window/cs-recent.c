/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-recent.h"

#include "cs-display.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#define MIME_TYPE "application/x-coulisses-show"
#define APPLICATION "Coulisses"

/* Recent files have a free description: ours is read back here and nowhere else. */
#define DESCRIPTION "posts=%u aired=%u rehearsal=%d"

static int
compare_by_date (gconstpointer a,
                 gconstpointer b)
{
  const CsRecent *first = *(const CsRecent *const *) a;
  const CsRecent *second = *(const CsRecent *const *) b;

  return first->opened_us < second->opened_us ? 1 : first->opened_us > second->opened_us ? -1 : 0;
}

static CsRecent *
read_info (GtkRecentInfo *info)
{
  CsRecent *self = g_new0 (CsRecent, 1);
  GDateTime *modified = gtk_recent_info_get_modified (info);
  const char *description = gtk_recent_info_get_description (info);
  int rehearsal = 0;

  self->uri = g_strdup (gtk_recent_info_get_uri (info));
  self->title = g_strdup (gtk_recent_info_get_display_name (info));
  self->opened_us = modified != NULL ? g_date_time_to_unix (modified) * G_USEC_PER_SEC : 0;
  if (description != NULL && sscanf (description, DESCRIPTION, &self->posts, &self->aired, &rehearsal) == 3)
    self->rehearsal = rehearsal != 0;
  return self;
}

/**
 * cs_recent_free:
 * @self: (transfer full): a show
 */
void
cs_recent_free (CsRecent *self)
{
  g_free (self->uri);
  g_free (self->title);
  g_free (self);
}

/**
 * cs_recent_list:
 * @manager: this person's recent files
 * @max: how many at most
 *
 * Returns: (transfer full) (element-type CsRecent): the shows among them that are still there, latest first
 */
GPtrArray *
cs_recent_list (GtkRecentManager *manager,
                guint             max)
{
  GPtrArray *shows = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_recent_free);
  GList *infos = gtk_recent_manager_get_items (manager);

  for (GList *l = infos; l != NULL; l = l->next)
    if (g_strcmp0 (gtk_recent_info_get_mime_type (l->data), MIME_TYPE) == 0 && gtk_recent_info_is_local (l->data) &&
        gtk_recent_info_exists (l->data))
      g_ptr_array_add (shows, read_info (l->data));
  g_list_free_full (infos, (GDestroyNotify) gtk_recent_info_unref);
  g_ptr_array_sort (shows, compare_by_date);
  if (shows->len > max)
    g_ptr_array_remove_range (shows, max, shows->len - max);
  return shows;
}

/**
 * cs_recent_note:
 * @manager: this person's recent files
 * @path: the show file
 * @title: the show's name
 * @counts: what is in it
 * @rehearsal: it is a rehearsal
 *
 * Notes a show that is open, or that was until now.
 */
void
cs_recent_note (GtkRecentManager *manager,
                const char       *path,
                const char       *title,
                const CsCounts   *counts,
                gboolean          rehearsal)
{
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  g_autofree char *description = g_strdup_printf (DESCRIPTION, counts->posts, counts->aired, rehearsal ? 1 : 0);
  GtkRecentData data = {
    .display_name = (char *) title,
    .description = description,
    .mime_type = (char *) MIME_TYPE,
    .app_name = (char *) APPLICATION,
    .app_exec = (char *) "coulisses %u",
  };

  if (uri != NULL)
    gtk_recent_manager_add_full (manager, uri, &data);
}

static char *
describe_day (gint64 then_us,
              gint64 now_us)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (then_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (now_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) yesterday = now != NULL ? g_date_time_add_days (now, -1) : NULL;

  if (then == NULL || yesterday == NULL)
    return g_strdup ("");
  if (g_date_time_get_year (then) == g_date_time_get_year (now) &&
      g_date_time_get_day_of_year (then) == g_date_time_get_day_of_year (now))
    return g_date_time_format (then, _("today, %H:%M"));
  if (g_date_time_get_year (then) == g_date_time_get_year (yesterday) &&
      g_date_time_get_day_of_year (then) == g_date_time_get_day_of_year (yesterday))
    return g_date_time_format (then, _("yesterday, %H:%M"));
  if (g_date_time_get_year (then) == g_date_time_get_year (now))
    /* Translators: a day of this year, as g_date_time_format() takes it */
    return g_date_time_format (then, _("%B %-e"));
  /* Translators: a day of another year, as g_date_time_format() takes it */
  return g_date_time_format (then, _("%B %-e, %Y"));
}

/**
 * cs_recent_describe:
 * @self: a show
 * @now_us: the time, microseconds since 1970 UTC
 *
 * Returns: (transfer full): what kind of show it is and when it was open
 */
char *
cs_recent_describe (const CsRecent *self,
                    gint64          now_us)
{
  g_autofree char *day = describe_day (self->opened_us, now_us);

  if (self->rehearsal)
    return g_strdup_printf ("%s · %s", _("Rehearsal"), day);
  return g_steal_pointer (&day);
}

/**
 * cs_recent_count:
 * @self: a show
 *
 * Returns: (transfer full): how many posts it has and how many went on air
 */
char *
cs_recent_count (const CsRecent *self)
{
  g_autofree char *n_posts = cs_display_number (self->posts);
  g_autofree char *posts = g_strdup_printf (ngettext ("%s post", "%s posts", self->posts), n_posts);

  /* Translators: of a show: "1,112 posts · 38 on air" */
  return g_strdup_printf (_("%s · %u on air"), posts, self->aired);
}

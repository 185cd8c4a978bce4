/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-stamp-row.h"

#include "cs-display.h"

#include <glib/gi18n-lib.h>

struct _CsStampRow {
  AdwActionRow parent_instance;

  CsContestDesk *contests; /* (nullable) */
  gulong changed_id;

  GtkWidget *icon;
  GtkWidget *again_button;
};

G_DEFINE_FINAL_TYPE (CsStampRow, cs_stamp_row, ADW_TYPE_ACTION_ROW)

static void
say (CsStampRow *self,
     const char *icon_name,
     const char *title,
     const char *subtitle)
{
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), icon_name);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle != NULL ? subtitle : "");
}

static void
say_stamped (CsStampRow   *self,
             const CsSeal *seal,
             const char   *reference,
             gint64        time_s)
{
  gboolean late = seal->round != 0 && time_s >= seal->round_s;
  g_autofree char *time = cs_display_time (time_s * G_USEC_PER_SEC);
  /* Translators: a time of day */
  g_autofree char *title = g_strdup_printf (late ? _("Stamped at %s: too late to prove anything") : _("Stamped at %s by a third party"), time);

  say (self, late ? "cs-triangle-symbolic" : "cs-check-symbolic", title, reference);
}

/* Once chance is known a stamp proves nothing any more, and none is asked for. */
static void
say_missing (CsStampRow *self,
             const char *trouble)
{
  g_autofree char *both = trouble != NULL ? g_strdup_printf ("%s\n%s", trouble, _("Chance is known now: a stamp would prove nothing any more.")) : NULL;

  say (self, "cs-triangle-symbolic", _("No time stamp"), both != NULL ? both : _("Chance is known now: a stamp would prove nothing any more."));
}

static void
show (CsStampRow *self)
{
  const CsSeal *seal = cs_draw_get_seal (cs_contest_desk_get_draw (self->contests));
  const char *authority = cs_contest_desk_get_authority (self->contests);
  const char *trouble = cs_contest_desk_get_stamp_trouble (self->contests);
  gboolean due = cs_contest_desk_may_stamp (self->contests);
  gboolean stamping = cs_contest_desk_get_stamping (self->contests);
  gint64 time_s;
  const char *reference = cs_contest_desk_get_stamp (self->contests, &time_s);

  gtk_widget_set_visible (GTK_WIDGET (self), seal != NULL && !seal->rehearsal);
  if (seal == NULL)
    return;
  gtk_widget_set_visible (self->again_button, due && trouble != NULL);
  gtk_widget_set_sensitive (self->again_button, !stamping);
  if (reference != NULL)
    say_stamped (self, seal, reference, time_s);
  else if (authority == NULL)
    say (self, "cs-pause-symbolic", _("No time stamp"), _("No time-stamping authority is set for this show."));
  else if (!due)
    say_missing (self, trouble);
  else if (trouble != NULL)
    say (self, "cs-triangle-symbolic", _("No time stamp yet"), trouble);
  else
    say (self, "cs-pause-symbolic", _("Asking for a time stamp…"), authority);
}

static void
again_cb (CsStampRow *self)
{
  cs_contest_desk_stamp_now (self->contests);
}

static void
cs_stamp_row_dispose (GObject *object)
{
  cs_stamp_row_set_desk (CS_STAMP_ROW (object), NULL);
  G_OBJECT_CLASS (cs_stamp_row_parent_class)->dispose (object);
}

static void
cs_stamp_row_class_init (CsStampRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_stamp_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/app/coulisses/Coulisses/contest/cs-stamp-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CsStampRow, icon);
  gtk_widget_class_bind_template_child (widget_class, CsStampRow, again_button);
  gtk_widget_class_bind_template_callback (widget_class, again_cb);
}

static void
cs_stamp_row_init (CsStampRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_stamp_row_set_desk:
 * @self: a row
 * @contests: (nullable): the contests of the show; what changes there is shown by itself
 */
void
cs_stamp_row_set_desk (CsStampRow    *self,
                       CsContestDesk *contests)
{
  g_return_if_fail (CS_IS_STAMP_ROW (self));

  if (self->contests == contests)
    return;
  if (self->contests != NULL)
    g_clear_signal_handler (&self->changed_id, self->contests);
  g_set_object (&self->contests, contests);
  if (contests == NULL)
    return;
  self->changed_id = g_signal_connect_swapped (contests, "changed", G_CALLBACK (show), self);
  show (self);
}

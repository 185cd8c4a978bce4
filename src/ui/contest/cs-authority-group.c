/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-authority-group.h"

#include "cs-choose-file.h"
#include "cs-digest.h"
#include "cs-display.h"
#include "cs-time-stamper.h"

#include <glib/gi18n-lib.h>

#define MAX_FILE_BYTES (4 * 1024 * 1024)

struct _CsAuthorityGroup {
  AdwPreferencesGroup parent_instance;

  CsContestDesk *contests; /* (nullable) */
  GBytes *certificates; /* (nullable): PEM */
  GCancellable *cancellable; /* (nullable): of a try */

  GtkWidget *url_row;
  GtkWidget *certificates_row;
  GtkWidget *forget_button;
  GtkWidget *try_row;
  GtkWidget *try_icon;
  GtkWidget *try_button;
};

enum { SIGNAL_CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CsAuthorityGroup, cs_authority_group, ADW_TYPE_PREFERENCES_GROUP)

static char *
dup_url (CsAuthorityGroup *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->url_row))));
}

static void
say (CsAuthorityGroup *self,
     const char       *icon_name,
     const char       *sentence)
{
  gtk_widget_set_visible (self->try_icon, icon_name != NULL);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->try_icon), icon_name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->try_row), sentence);
}

static void
stop_trying (CsAuthorityGroup *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
changed_cb (CsAuthorityGroup *self)
{
  g_autofree char *url = dup_url (self);

  stop_trying (self);
  say (self, NULL, "");
  gtk_widget_set_sensitive (self->try_button, *url != '\0' && cs_authority_group_check (self, NULL));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
show_certificates (CsAuthorityGroup *self)
{
  guint n = self->certificates != NULL ? cs_stamp_count_authorities (self->certificates) : 0;
  g_autofree char *words = g_strdup_printf (ngettext ("%u certificate of the authority", "%u certificates of the authority", n), n);

  gtk_widget_set_visible (self->forget_button, n > 0);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->certificates_row), n > 0 ? words : _("No certificate of the authority"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->certificates_row),
                               n > 0 ? _("Stamps of anybody else are refused") : _("Whether it is who it says is not checked"));
}

static void
set_certificates (CsAuthorityGroup *self,
                  GBytes           *certificates)
{
  if (certificates != NULL)
    g_bytes_ref (certificates);
  g_clear_pointer (&self->certificates, g_bytes_unref);
  self->certificates = certificates;
  show_certificates (self);
  changed_cb (self);
}

static void
file_chosen_cb (GFile   *file,
                gpointer data)
{
  cs_authority_group_take (data, file);
}

static void
read_cb (CsAuthorityGroup *self)
{
  cs_choose_file (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _("Certificates of the Authority (PEM)"), GTK_FILE_CHOOSER_ACTION_OPEN,
                  NULL, file_chosen_cb, g_object_ref (self), g_object_unref);
}

static void
forget_cb (CsAuthorityGroup *self)
{
  gtk_widget_grab_focus (self->url_row);
  set_certificates (self, NULL);
}

static void
tried_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (CsAuthorityGroup) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CsStamp) stamp = cs_time_stamp_finish (result, NULL, &error);
  g_autofree char *time = NULL;
  g_autofree char *words = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->contests == NULL)
    return;
  gtk_widget_set_sensitive (self->try_button, TRUE);
  if (stamp == NULL) {
    say (self, "cs-triangle-symbolic", error->message);
    return;
  }
  time = cs_display_time (stamp->time_s * G_USEC_PER_SEC);
  /* Translators: a time of day, and a time-stamping authority */
  words = g_strdup_printf (_("It answers: %s, by %s"), time, stamp->authority);
  say (self, "cs-check-symbolic", words);
}

/* Of random bytes: whoever is asked learns nothing. */
static void
try_cb (CsAuthorityGroup *self)
{
  g_autofree char *url = dup_url (self);
  guint32 bytes[CS_DIGEST_BYTES / 4];
  CsHex digest;

  for (guint i = 0; i < G_N_ELEMENTS (bytes); i++)
    bytes[i] = g_random_int ();
  cs_digest_of_bytes (bytes, sizeof bytes, digest);
  stop_trying (self);
  self->cancellable = g_cancellable_new ();
  gtk_widget_set_sensitive (self->try_button, FALSE);
  say (self, "cs-pause-symbolic", _("Asking…"));
  cs_time_stamp_async (url, digest, self->certificates, self->cancellable, tried_cb, g_object_ref (self));
}

static void
cs_authority_group_dispose (GObject *object)
{
  CsAuthorityGroup *self = CS_AUTHORITY_GROUP (object);

  stop_trying (self);
  g_clear_object (&self->contests);
  g_clear_pointer (&self->certificates, g_bytes_unref);
  G_OBJECT_CLASS (cs_authority_group_parent_class)->dispose (object);
}

static void
cs_authority_group_class_init (CsAuthorityGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_authority_group_dispose;

  /**
   * CsAuthorityGroup::changed:
   *
   * Something was typed or chosen, and cs_authority_group_check() may say something else.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/app/coulisses/Coulisses/contest/cs-authority-group.ui");
  gtk_widget_class_bind_template_child (widget_class, CsAuthorityGroup, url_row);
  gtk_widget_class_bind_template_child (widget_class, CsAuthorityGroup, certificates_row);
  gtk_widget_class_bind_template_child (widget_class, CsAuthorityGroup, forget_button);
  gtk_widget_class_bind_template_child (widget_class, CsAuthorityGroup, try_row);
  gtk_widget_class_bind_template_child (widget_class, CsAuthorityGroup, try_icon);
  gtk_widget_class_bind_template_child (widget_class, CsAuthorityGroup, try_button);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, forget_cb);
  gtk_widget_class_bind_template_callback (widget_class, read_cb);
  gtk_widget_class_bind_template_callback (widget_class, try_cb);
}

static void
cs_authority_group_init (CsAuthorityGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_authority_group_set_desk:
 * @self: a group
 * @contests: the contests of the show; their authority is shown
 */
void
cs_authority_group_set_desk (CsAuthorityGroup *self,
                             CsContestDesk    *contests)
{
  const char *url;

  g_return_if_fail (CS_IS_AUTHORITY_GROUP (self) && CS_IS_CONTEST_DESK (contests));

  g_set_object (&self->contests, contests);
  url = cs_contest_desk_get_authority (contests);
  gtk_editable_set_text (GTK_EDITABLE (self->url_row), url != NULL ? url : "");
  set_certificates (self, cs_contest_desk_get_authority_certificates (contests));
}

/**
 * cs_authority_group_check:
 * @self: a group
 * @error: return location: what is wrong with the address, in a sentence
 *
 * Returns: whether there is no address, or one that can be asked
 */
gboolean
cs_authority_group_check (CsAuthorityGroup *self,
                          GError          **error)
{
  g_autofree char *url = dup_url (self);

  return *url == '\0' || cs_time_stamp_check_url (url, error);
}

/**
 * cs_authority_group_is_changed:
 * @self: a group with a desk
 *
 * Returns: whether the desk has something else
 */
gboolean
cs_authority_group_is_changed (CsAuthorityGroup *self)
{
  g_autofree char *url = dup_url (self);
  const char *old = cs_contest_desk_get_authority (self->contests);
  GBytes *certificates = cs_contest_desk_get_authority_certificates (self->contests);

  if (g_strcmp0 (old != NULL ? old : "", url) != 0 || (certificates == NULL) != (self->certificates == NULL))
    return TRUE;
  return certificates != NULL && !g_bytes_equal (certificates, self->certificates);
}

/**
 * cs_authority_group_save_async:
 * @self: a group with a desk
 * @callback: called by the desk; to be ended by cs_contest_desk_set_authority_finish()
 * @user_data: for @callback
 *
 * Keeps what stands here in the show file.
 */
void
cs_authority_group_save_async (CsAuthorityGroup   *self,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_autofree char *url = dup_url (self);

  cs_contest_desk_set_authority_async (self->contests, url, self->certificates, NULL, callback, user_data);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (CsAuthorityGroup) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = cs_read_chosen_finish (result, &error);

  if (self->contests == NULL)
    return;
  if (bytes != NULL && cs_stamp_count_authorities (bytes) > 0)
    set_certificates (self, bytes);
  else
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self->certificates_row),
                                 bytes == NULL ? error->message : _("The file of the authority holds no certificate."));
}

/**
 * cs_authority_group_take:
 * @self: a group with a desk
 * @file: certificates as PEM
 *
 * From now on a stamp has to come from one of these, and nobody else.
 */
void
cs_authority_group_take (CsAuthorityGroup *self,
                         GFile            *file)
{
  g_return_if_fail (CS_IS_AUTHORITY_GROUP (self));

  cs_read_chosen_async (file, MAX_FILE_BYTES, loaded_cb, g_object_ref (self));
}

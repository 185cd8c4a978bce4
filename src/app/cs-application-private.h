/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cs-application.h"
#include "cs-desk.h"
#include "cs-keymap.h"
#include "cs-picture-loader.h"
#include "cs-seen-pictures.h"
#include "cs-window.h"

G_BEGIN_DECLS

/* What is to be opened. */
typedef struct {
  char *path;
  CsStoreMode mode;
  char *recording; /* (nullable): replayed into it */
  double speed;
} CsOrder;

struct _CsApplication {
  AdwApplication parent_instance;

  GSettings *settings; /* (nullable): not installed */
  CsKeymap *keymap;
  CsPictureLoader *loader;
  CsSeenPictures *seen; /* by the loader */
  GtkWidget *window; /* (nullable) */
  CsDesk *desk;      /* (nullable): set while a show is opening or open */
  GtkFileChooserNative *chooser; /* (nullable) */
  CsOrder *order;    /* (nullable): the show that is opening */
  int port;          /* asked for on the command line, or -1 */
  guint inhibit_cookie;
  gboolean quitting;
};

/* cs-application-shows.c */
void cs_application_install_shows (CsApplication *self);
void cs_application_open_show (CsApplication *self,
                               const char    *path,
                               CsStoreMode    mode);
void cs_application_rehearse (CsApplication *self,
                              const char    *recording,
                              double         speed);
void cs_application_close_show (CsApplication *self);

/* cs-application-options.c */
int cs_application_run_options (CsApplication           *self,
                                GApplicationCommandLine *command_line);
void cs_application_add_options (CsApplication *self);

void cs_order_free (CsOrder *order);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsOrder, cs_order_free)

G_END_DECLS

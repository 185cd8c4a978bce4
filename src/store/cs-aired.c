/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-aired.h"

G_DEFINE_FINAL_TYPE (CsAired, cs_aired, G_TYPE_OBJECT)

static void
cs_aired_finalize (GObject *object)
{
  CsAired *self = CS_AIRED (object);

  g_free (self->name);
  g_free (self->handle);
  g_free (self->text);
  g_free (self->how);
  g_free (self->by);
  g_free (self->slot);
  G_OBJECT_CLASS (cs_aired_parent_class)->finalize (object);
}

static void
cs_aired_class_init (CsAiredClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cs_aired_finalize;
}

static void
cs_aired_init (CsAired *self)
{
}

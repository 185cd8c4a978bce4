/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-contest.h"

struct _CsContest {
  GObject parent_instance;

  CsContestSetup *setup;
  CsContestState state;
};

enum { PROP_0, PROP_NAME, PROP_STATE, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CsContest, cs_contest, G_TYPE_OBJECT)

static void
cs_contest_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  CsContest *self = CS_CONTEST (object);

  switch (prop_id) {
  case PROP_NAME:
    g_value_set_string (value, self->setup->draw);
    break;
  case PROP_STATE:
    g_value_set_uint (value, self->state);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_contest_finalize (GObject *object)
{
  cs_contest_setup_free (CS_CONTEST (object)->setup);
  G_OBJECT_CLASS (cs_contest_parent_class)->finalize (object);
}

static void
cs_contest_class_init (CsContestClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = cs_contest_get_property;
  object_class->finalize = cs_contest_finalize;

  /**
   * CsContest:name:
   *
   * The draw's short name; notified whenever the set-up is another.
   */
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  /**
   * CsContest:state:
   *
   * A #CsContestState.
   */
  properties[PROP_STATE] = g_param_spec_uint ("state", NULL, NULL, 0, CS_CONTEST_VOID, CS_CONTEST_DRAFT, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cs_contest_init (CsContest *self)
{
}

/**
 * cs_contest_new:
 * @setup: what the contest is
 *
 * Returns: (transfer full): a contest of which nothing is sealed
 */
CsContest *
cs_contest_new (const CsContestSetup *setup)
{
  CsContest *self = g_object_new (CS_TYPE_CONTEST, NULL);

  self->setup = cs_contest_setup_copy (setup);
  return self;
}

/**
 * cs_contest_get_setup:
 * @self: a contest
 *
 * Returns: (transfer none): what it is
 */
const CsContestSetup *
cs_contest_get_setup (CsContest *self)
{
  g_return_val_if_fail (CS_IS_CONTEST (self), NULL);

  return self->setup;
}

/**
 * cs_contest_get_name:
 * @self: a contest
 *
 * Returns: (transfer none): the draw's short name, one of a kind in a show
 */
const char *
cs_contest_get_name (CsContest *self)
{
  g_return_val_if_fail (CS_IS_CONTEST (self), NULL);

  return self->setup->draw;
}

/**
 * cs_contest_get_state:
 * @self: a contest
 *
 * Returns: how far it is
 */
CsContestState
cs_contest_get_state (CsContest *self)
{
  g_return_val_if_fail (CS_IS_CONTEST (self), CS_CONTEST_DRAFT);

  return self->state;
}

/**
 * cs_contest_set_setup:
 * @self: a contest
 * @setup: what it is from now on
 */
void
cs_contest_set_setup (CsContest            *self,
                      const CsContestSetup *setup)
{
  CsContestSetup *copy = cs_contest_setup_copy (setup);

  cs_contest_setup_free (self->setup);
  self->setup = copy;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
}

/**
 * cs_contest_set_state:
 * @self: a contest
 * @state: how far it is from now on
 */
void
cs_contest_set_state (CsContest     *self,
                      CsContestState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-keymap.h"

#include "cs-key-hint.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TRIAGE N_("Triage")
#define PROGRAM N_("On air")
#define LIVE N_("Live")
#define WINDOW N_("Window")
#define START N_("With no show open")

/* On a French keyboard the digits are shifted: Alt and the key that bears the digit is what a hand finds. */
static const CsKey table[] = {
  { "triage.next", "j", TRIAGE, N_("Next post"), 0 },
  { "triage.previous", "k", TRIAGE, N_("Previous post"), 0 },
  { "triage.approve", "a", TRIAGE, N_("Approve"), CS_KEY_ONCE },
  { "triage.reject", "r", TRIAGE, N_("Reject"), CS_KEY_ONCE },
  { "triage.reject-with-reason", "<Shift>r", TRIAGE, N_("Reject with a reason"), CS_KEY_ONCE },
  { "triage.hold", "h", TRIAGE, N_("Hold"), CS_KEY_ONCE },
  { "triage.undo", "u|<Control>z", TRIAGE, N_("Undo my last decision"), CS_KEY_ONCE },
  { "stream.release", "Home", TRIAGE, N_("Release the list, go to the newest"), 0 },
  { "stream.search", "<Control>f", TRIAGE, N_("Search"), CS_KEY_IN_TEXT },
  { "program.cue", "space", PROGRAM, N_("Cue the selected approved post"), CS_KEY_ONCE | CS_KEY_SPARES_BUTTONS },
  { "program.take", "Return|KP_Enter|ISO_Enter", PROGRAM, N_("Take: what is cued goes on air"),
    CS_KEY_ONCE | CS_KEY_SPARES_BUTTONS },
  { "program.take-next", "n", PROGRAM, N_("Take, and cue the next"), CS_KEY_ONCE },
  { "program.out", "o", PROGRAM, N_("Out: take this one off"), CS_KEY_ONCE },
  { "program.clear", "Escape", PROGRAM, N_("Clear: everything off, at once"), CS_KEY_ONCE },
  { "rundown.plan", "p", PROGRAM, N_("Plan the selected post in the current session"), CS_KEY_ONCE },
  { "rundown.move-up", "<Alt>Up", PROGRAM, N_("Move the selected post or session up"), 0 },
  { "rundown.move-down", "<Alt>Down", PROGRAM, N_("Move the selected post or session down"), 0 },
  { "rundown.take-out", "Delete|KP_Delete", PROGRAM, N_("Back to the queue; remove the selected session"), CS_KEY_ONCE },
  { "live.toggle", "<Control>l", LIVE, N_("Go live, end live"), CS_KEY_ONCE },
  { "live.hold(true)", "<Control><Shift>l", LIVE, N_("Live while it is held"), CS_KEY_ONCE },
  { "live.photo", "<Control><Shift>p", LIVE, N_("Photo of the camera’s picture"), CS_KEY_ONCE },
  { "live.lower-third", "t", LIVE, N_("Lower third of the post in the stream, on and off"), CS_KEY_ONCE },
  { "live.title-bar", "<Shift>t", LIVE, N_("Title of the broadcast in the stream, on and off"), CS_KEY_ONCE },
  { "live.standby", "b", LIVE, N_("Standby: cut camera and microphone"), CS_KEY_ONCE },
  { "live.mute", "m", LIVE, N_("Mute the microphone"), CS_KEY_ONCE },
  { "view.page::triage", "<Alt>1|<Alt>ampersand", WINDOW, N_("Triage"), CS_KEY_IN_TEXT },
  { "view.page::queue", "<Alt>2|<Alt>eacute", WINDOW, N_("Queue"), CS_KEY_IN_TEXT },
  { "view.page::rundown", "<Alt>3|<Alt>quotedbl", WINDOW, N_("Rundown"), CS_KEY_IN_TEXT },
  { "view.page::as-run", "<Alt>4|<Alt>apostrophe", WINDOW, N_("As-run log"), CS_KEY_IN_TEXT },
  { "contest.draw", "<Control>d", WINDOW, N_("The draw of the contest"), CS_KEY_ONCE | CS_KEY_IN_TEXT },
  { "win.next-pane", "F6", WINDOW, N_("Next pane"), CS_KEY_IN_TEXT },
  { "win.previous-pane", "<Shift>F6", WINDOW, N_("Previous pane"), CS_KEY_IN_TEXT },
  { "win.shortcuts", "question|<Shift>question|F1", WINDOW, N_("These keys"), CS_KEY_ONCE },
  { "view.frames", "<Control><Shift>f", WINDOW, N_("Frame times, on and off"), CS_KEY_ONCE | CS_KEY_IN_TEXT },
  { "app.preferences", "<Control>comma", WINDOW, N_("Preferences"), CS_KEY_ONCE | CS_KEY_IN_TEXT },
  { "app.quit", "<Control>q", WINDOW, N_("Quit"), CS_KEY_ONCE | CS_KEY_IN_TEXT },
  { "start.rehearsal", "<Control>r", START, N_("Rehearsal"), CS_KEY_ONCE },
  { "start.new", "<Control>n", START, N_("New show"), CS_KEY_ONCE },
  { "start.open", "<Control>o", START, N_("Open a show"), CS_KEY_ONCE },
};

struct _CsKeymap {
  GObject parent_instance;

  GSettings *settings; /* (nullable): then changes last for the session */
  char *keys[G_N_ELEMENTS (table)];
  GtkShortcutTrigger *triggers[G_N_ELEMENTS (table)];
};

enum { SIGNAL_CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CsKeymap, cs_keymap, G_TYPE_OBJECT)

static guint
find_action (const char *action)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (strcmp (table[i].action, action) == 0)
      return i;
  return G_N_ELEMENTS (table);
}

static void
set_line (CsKeymap   *self,
          guint       line,
          const char *keys)
{
  GtkShortcutTrigger *trigger = gtk_shortcut_trigger_parse_string (keys);

  if (trigger == NULL)
    return;
  g_clear_object (&self->triggers[line]);
  self->triggers[line] = trigger;
  g_free (self->keys[line]);
  self->keys[line] = g_strdup (keys);
}

static void
read_settings (CsKeymap *self)
{
  g_autoptr (GVariant) changes = NULL;
  GVariantIter iter;
  const char *action;
  GVariant *list;

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    set_line (self, i, table[i].keys);
  if (self->settings == NULL)
    return;
  changes = g_settings_get_value (self->settings, "shortcuts");
  g_variant_iter_init (&iter, changes);
  while (g_variant_iter_loop (&iter, "{&s@as}", &action, &list)) {
    g_autofree const char **keys = g_variant_get_strv (list, NULL);
    g_autofree char *joined = g_strjoinv ("|", (char **) keys);

    if (find_action (action) < G_N_ELEMENTS (table))
      set_line (self, find_action (action), joined);
  }
}

static void
write_settings (CsKeymap *self)
{
  GVariantBuilder changes;

  if (self->settings == NULL)
    return;
  g_variant_builder_init (&changes, G_VARIANT_TYPE ("a{sas}"));
  for (guint i = 0; i < G_N_ELEMENTS (table); i++) {
    g_auto (GStrv) keys = g_strsplit (self->keys[i], "|", -1);

    if (strcmp (self->keys[i], table[i].keys) != 0)
      g_variant_builder_add (&changes, "{s^as}", table[i].action, keys);
  }
  g_settings_set_value (self->settings, "shortcuts", g_variant_builder_end (&changes));
}

static void
cs_keymap_finalize (GObject *object)
{
  CsKeymap *self = CS_KEYMAP (object);

  for (guint i = 0; i < G_N_ELEMENTS (table); i++) {
    g_clear_object (&self->triggers[i]);
    g_free (self->keys[i]);
  }
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (cs_keymap_parent_class)->finalize (object);
}

static void
cs_keymap_class_init (CsKeymapClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cs_keymap_finalize;

  /**
   * CsKeymap::changed:
   *
   * A key does something else now.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
cs_keymap_init (CsKeymap *self)
{
}

/* Two lines may share a key when they never act at the same time: those of the first page and the rest. */
static const CsKey *
find_rival (CsKeymap           *self,
            guint               line,
            GtkShortcutTrigger *trigger)
{
  gboolean start = g_str_has_prefix (table[line].action, "start.");

  for (guint i = 0; i < G_N_ELEMENTS (table); i++) {
    g_auto (GStrv) rivals = g_strsplit (self->keys[i], "|", -1);

    if (i == line || g_str_has_prefix (table[i].action, "start.") != start)
      continue;
    for (guint k = 0; rivals[k] != NULL; k++) {
      g_autoptr (GtkShortcutTrigger) rival = gtk_shortcut_trigger_parse_string (rivals[k]);

      if (gtk_shortcut_trigger_equal (rival, trigger))
        return &table[i];
    }
  }
  return NULL;
}

static char *
get_first (CsKeymap   *self,
           const char *action)
{
  const char *keys = cs_keymap_get_keys (self, action);

  return keys != NULL ? g_strndup (keys, strcspn (keys, "|")) : NULL;
}

static void
label_hint (CsKeymap  *self,
            CsKeyHint *hint)
{
  const char *action = gtk_widget_get_name (GTK_WIDGET (hint));

  if (find_action (action) < G_N_ELEMENTS (table)) {
    g_autofree char *first = get_first (self, action);

    cs_key_hint_set_accelerator (hint, first);
  }
}

/**
 * cs_keymap_new:
 * @settings: (nullable): where changes are kept; without, they last for the session
 *
 * Returns: (transfer full): the keys as this person has set them; main thread only
 */
CsKeymap *
cs_keymap_new (GSettings *settings)
{
  CsKeymap *self = g_object_new (CS_TYPE_KEYMAP, NULL);

  self->settings = settings != NULL ? g_object_ref (settings) : NULL;
  read_settings (self);
  return self;
}

/**
 * cs_keymap_list:
 * @n_keys: (out): how many lines
 *
 * Returns: (transfer none) (array length=n_keys): the table, in the order to show it
 */
const CsKey *
cs_keymap_list (guint *n_keys)
{
  *n_keys = G_N_ELEMENTS (table);
  return table;
}

/**
 * cs_keymap_get_keys:
 * @self: a keymap
 * @action: an action of the table
 *
 * Returns: (transfer none) (nullable): its keys, "|" between them
 */
const char *
cs_keymap_get_keys (CsKeymap   *self,
                    const char *action)
{
  guint line = find_action (action);

  g_return_val_if_fail (CS_IS_KEYMAP (self), NULL);

  return line < G_N_ELEMENTS (table) ? self->keys[line] : NULL;
}

/**
 * cs_keymap_set_keys:
 * @self: a keymap
 * @action: an action of the table
 * @keys: its new key
 * @error: a sentence that says why not
 *
 * Gives an action another key, when no other action has it.
 *
 * Returns: whether the key works now
 */
gboolean
cs_keymap_set_keys (CsKeymap   *self,
                    const char *action,
                    const char *keys,
                    GError    **error)
{
  guint line = find_action (action);
  g_autoptr (GtkShortcutTrigger) trigger = NULL;
  const CsKey *rival;

  g_return_val_if_fail (CS_IS_KEYMAP (self) && line < G_N_ELEMENTS (table), FALSE);

  trigger = gtk_shortcut_trigger_parse_string (keys);
  if (trigger == NULL) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("“%s” is not a key."), keys);
    return FALSE;
  }
  rival = find_rival (self, line, trigger);
  if (rival != NULL) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS, _("This key is taken by “%s”. Choose another."),
                 _(rival->title));
    return FALSE;
  }
  set_line (self, line, keys);
  write_settings (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  return TRUE;
}

/**
 * cs_keymap_reset:
 * @self: a keymap
 *
 * Gives every action the keys it has by default.
 */
void
cs_keymap_reset (CsKeymap *self)
{
  g_return_if_fail (CS_IS_KEYMAP (self));

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    set_line (self, i, table[i].keys);
  write_settings (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * cs_keymap_find:
 * @self: a keymap
 * @event: a key press
 *
 * Returns: (transfer none) (nullable): what that key does
 */
const CsKey *
cs_keymap_find (CsKeymap *self,
                GdkEvent *event)
{
  g_return_val_if_fail (CS_IS_KEYMAP (self), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (gtk_shortcut_trigger_trigger (self->triggers[i], event, FALSE) == GDK_KEY_MATCH_EXACT)
      return &table[i];
  return NULL;
}

/**
 * cs_keymap_label:
 * @self: a keymap
 * @root: a widget
 *
 * Writes the keys of now on every key cap within @root whose name is an action.
 */
void
cs_keymap_label (CsKeymap  *self,
                 GtkWidget *root)
{
  g_return_if_fail (CS_IS_KEYMAP (self));

  if (CS_IS_KEY_HINT (root)) {
    label_hint (self, CS_KEY_HINT (root));
    return;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    cs_keymap_label (self, child);
}

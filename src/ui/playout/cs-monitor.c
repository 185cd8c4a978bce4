/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-monitor.h"

#include "cs-display.h"

#include <glib/gi18n-lib.h>

/* All in pixels of a 1920×1080 frame, as the overlay page has them. */
#define FRAME_WIDTH 1920
#define FRAME_HEIGHT 1080
#define SAFE_X 96
#define SAFE_BOTTOM 80
#define BAR_WIDTH 7
#define PAD_X 28
#define PAD_Y 20
#define RADIUS 12
#define NAME_SIZE 30
#define HANDLE_SIZE 24
#define TEXT_SIZE 44
#define MAX_CHARS 600

#define LOUPE 2

static const GdkRGBA frame_colour = { 0.035f, 0.037f, 0.047f, 1 };
static const GdkRGBA card_colour = { 0.055f, 0.058f, 0.078f, 1 };
static const GdkRGBA bar_colour = { 0.984f, 0.827f, 0.200f, 1 };
static const GdkRGBA text_colour = { 1, 1, 1, 1 };
static const GdkRGBA handle_colour = { 1, 1, 1, 0.72f };
static const GdkRGBA note_colour = { 1, 1, 1, 0.5f };

struct _CsMonitor {
  GtkWidget parent_instance;

  CsPost *post; /* (nullable) */
  gboolean magnified;
  char *empty_text;
};

enum { PROP_0, PROP_POST, PROP_MAGNIFIED, PROP_EMPTY_TEXT, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CsMonitor, cs_monitor, GTK_TYPE_WIDGET)

static PangoLayout *
create_layout (CsMonitor  *self,
               const char *text,
               int         size,
               gboolean    bold,
               int         width,
               int         max_lines)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  g_autoptr (PangoFontDescription) font = pango_font_description_new ();

  pango_font_description_set_family (font, "Cantarell");
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (layout, width * PANGO_SCALE);
  pango_layout_set_height (layout, -max_lines);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_auto_dir (layout, TRUE);
  return layout;
}

static void
append_layout (GtkSnapshot   *snapshot,
               PangoLayout   *layout,
               float          x,
               float          y,
               const GdkRGBA *colour)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_layout (snapshot, layout, colour);
  gtk_snapshot_restore (snapshot);
}

/* Aligned to the text's own direction: a layout is as wide as allowed, its ink is not. */
static int
get_ink_width (PangoLayout *layout)
{
  PangoRectangle logical;

  pango_layout_get_pixel_extents (layout, NULL, &logical);
  return logical.width;
}

static int
get_height (PangoLayout *layout)
{
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  return height;
}

static void
append_box (GtkSnapshot *snapshot,
            float        x,
            float        y,
            float        width,
            float        height,
            gboolean     rtl)
{
  GskRoundedRect box;
  const graphene_size_t round = GRAPHENE_SIZE_INIT (RADIUS, RADIUS);
  const graphene_size_t square = GRAPHENE_SIZE_INIT (0, 0);

  gsk_rounded_rect_init (&box, &GRAPHENE_RECT_INIT (x, y, width, height), rtl ? &round : &square,
                         rtl ? &square : &round, rtl ? &square : &round, rtl ? &round : &square);
  gtk_snapshot_push_rounded_clip (snapshot, &box);
  gtk_snapshot_append_color (snapshot, &card_colour, &box.bounds);
  gtk_snapshot_append_color (snapshot, &bar_colour,
                             &GRAPHENE_RECT_INIT (rtl ? x + width - BAR_WIDTH : x, y, BAR_WIDTH, height));
  gtk_snapshot_pop (snapshot);
}

typedef struct {
  PangoLayout *name;
  PangoLayout *handle; /* (nullable): magnified, there is no room for it */
  PangoLayout *text;
  int width;
  int head_height;
  int height;
  gboolean rtl;
} Card;

static void
measure_card (CsMonitor *self,
              Card      *card,
              int        room)
{
  g_autofree char *text = cs_display_line (self->post->text, MAX_CHARS);
  g_autofree char *handle = g_strdup_printf ("\u2068@%s\u2069 · %s", self->post->handle, _("on social media"));
  int head_width;

  card->rtl = cs_display_is_rtl (self->post->text);
  card->text = create_layout (self, text, TEXT_SIZE, TRUE, room, self->magnified ? 4 : 2);
  card->name = create_layout (self, self->post->name, NAME_SIZE, TRUE, room, 1);
  card->handle = self->magnified ? NULL : create_layout (self, handle, HANDLE_SIZE, FALSE, room / 2, 1);
  head_width = get_ink_width (card->name) + (card->handle != NULL ? 16 + get_ink_width (card->handle) : 0);
  card->head_height = get_height (card->name);
  card->width = MAX (head_width, get_ink_width (card->text));
  card->height = card->head_height + 4 + get_height (card->text);
  pango_layout_set_width (card->text, card->width * PANGO_SCALE);
  pango_layout_set_width (card->name, -1);
}

static void
clear_card (Card *card)
{
  g_clear_object (&card->name);
  g_clear_object (&card->handle);
  g_clear_object (&card->text);
}

static void
append_card (GtkSnapshot *snapshot,
             Card        *card,
             float        frame_width)
{
  float width = card->width + 2 * PAD_X + BAR_WIDTH;
  float height = card->height + 2 * PAD_Y;
  float x = card->rtl ? frame_width - SAFE_X - width : SAFE_X;
  float y = FRAME_HEIGHT - SAFE_BOTTOM - height;
  float start = card->rtl ? x + PAD_X : x + BAR_WIDTH + PAD_X;
  float name_x = card->rtl ? start + card->width - get_ink_width (card->name) : start;

  append_box (snapshot, x, y, width, height, card->rtl);
  append_layout (snapshot, card->name, name_x, y + PAD_Y, &text_colour);
  if (card->handle != NULL) {
    float handle_x = card->rtl ? name_x - 16 - get_ink_width (card->handle)
                               : name_x + get_ink_width (card->name) + 16;
    float baselines = (pango_layout_get_baseline (card->name) - pango_layout_get_baseline (card->handle)) /
                      (float) PANGO_SCALE;

    pango_layout_set_width (card->handle, -1);
    append_layout (snapshot, card->handle, handle_x, y + PAD_Y + baselines, &handle_colour);
  }
  append_layout (snapshot, card->text, start, y + PAD_Y + card->head_height + 4, &text_colour);
}

/* The loupe shows the corner of the frame where the lower third is: the left one, or for texts that read
 * from right to left the right one. */
static void
snapshot_post (CsMonitor   *self,
               GtkSnapshot *snapshot,
               int          width,
               int          height)
{
  Card card = { 0 };
  float zoom = self->magnified ? LOUPE : 1;
  float scale = width * zoom / FRAME_WIDTH;
  float seen = FRAME_WIDTH / zoom;
  float margin = self->magnified ? SAFE_X / 2.f : SAFE_X;

  measure_card (self, &card, seen - SAFE_X - margin - 2 * PAD_X - BAR_WIDTH);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (self->magnified ? (card.rtl ? 1 : -1) * SAFE_X / 2.f * scale : 0,
                                                          height - FRAME_HEIGHT * scale));
  gtk_snapshot_scale (snapshot, scale, scale);
  append_card (snapshot, &card, seen);
  gtk_snapshot_restore (snapshot);
  clear_card (&card);
}

static void
snapshot_note (CsMonitor   *self,
               GtkSnapshot *snapshot,
               const char  *note,
               int          width,
               int          height)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), note);
  int note_width, note_height;

  pango_layout_set_width (layout, (width - 16) * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD);
  pango_layout_get_pixel_size (layout, &note_width, &note_height);
  if (self->post != NULL) {
    append_layout (snapshot, layout, width - note_width - 8, 5, &note_colour);
  } else {
    pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
    append_layout (snapshot, layout, 8, (height - note_height) / 2.f, &note_colour);
  }
}

static void
cs_monitor_snapshot (GtkWidget   *widget,
                     GtkSnapshot *snapshot)
{
  CsMonitor *self = CS_MONITOR (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  gtk_snapshot_append_color (snapshot, &frame_colour, &GRAPHENE_RECT_INIT (0, 0, width, height));
  if (self->post != NULL)
    snapshot_post (self, snapshot, width, height);
  if (self->post == NULL)
    snapshot_note (self, snapshot, self->empty_text != NULL ? self->empty_text : "", width, height);
  else
    snapshot_note (self, snapshot, self->magnified ? _("zoom ×2") : _("whole picture"), width, height);
  gtk_snapshot_pop (snapshot);
}

static void
update_label (CsMonitor *self)
{
  g_autofree char *label = self->post != NULL ? g_strdup_printf ("%s: %s", self->post->name, self->post->text)
                                              : g_strdup (self->empty_text != NULL ? self->empty_text : "");

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, label, -1);
}

static void
set_magnified (CsMonitor *self,
               gboolean   magnified)
{
  if (self->magnified == !!magnified)
    return;
  self->magnified = !!magnified;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MAGNIFIED]);
}

static void
pressed_cb (GtkGestureClick *click,
            int              n_press,
            double           x,
            double           y,
            CsMonitor       *self)
{
  set_magnified (self, !self->magnified);
}

static void
cs_monitor_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  CsMonitor *self = CS_MONITOR (object);

  switch (prop_id) {
  case PROP_POST:
    g_value_set_boxed (value, self->post);
    break;
  case PROP_MAGNIFIED:
    g_value_set_boolean (value, self->magnified);
    break;
  case PROP_EMPTY_TEXT:
    g_value_set_string (value, self->empty_text);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
set_empty_text (CsMonitor  *self,
                const char *text)
{
  if (g_strcmp0 (self->empty_text, text) == 0)
    return;
  g_free (self->empty_text);
  self->empty_text = g_strdup (text);
  update_label (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EMPTY_TEXT]);
}

static void
cs_monitor_set_property (GObject      *object,
                         guint         prop_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  CsMonitor *self = CS_MONITOR (object);

  switch (prop_id) {
  case PROP_POST:
    cs_monitor_set_post (self, g_value_get_boxed (value));
    break;
  case PROP_MAGNIFIED:
    set_magnified (self, g_value_get_boolean (value));
    break;
  case PROP_EMPTY_TEXT:
    set_empty_text (self, g_value_get_string (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_monitor_finalize (GObject *object)
{
  CsMonitor *self = CS_MONITOR (object);

  g_clear_pointer (&self->post, cs_post_unref);
  g_clear_pointer (&self->empty_text, g_free);
  G_OBJECT_CLASS (cs_monitor_parent_class)->finalize (object);
}

static void
cs_monitor_class_init (CsMonitorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = cs_monitor_get_property;
  object_class->set_property = cs_monitor_set_property;
  object_class->finalize = cs_monitor_finalize;
  widget_class->snapshot = cs_monitor_snapshot;

  /**
   * CsMonitor:post: (nullable)
   *
   * What to draw.
   */
  properties[PROP_POST] = g_param_spec_boxed ("post", NULL, NULL, CS_TYPE_POST, flags);
  /**
   * CsMonitor:magnified:
   *
   * Whether the lower third is drawn twice as large, with its lines broken to fit.
   */
  properties[PROP_MAGNIFIED] = g_param_spec_boolean ("magnified", NULL, NULL, TRUE, flags);
  /**
   * CsMonitor:empty-text: (nullable)
   *
   * What stands in it while there is no post.
   */
  properties[PROP_EMPTY_TEXT] = g_param_spec_string ("empty-text", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "monitor");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
cs_monitor_init (CsMonitor *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->magnified = TRUE;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

/**
 * cs_monitor_set_post:
 * @self: a monitor
 * @post: (nullable): what to draw
 */
void
cs_monitor_set_post (CsMonitor *self,
                     CsPost    *post)
{
  g_return_if_fail (CS_IS_MONITOR (self));

  if (self->post == post)
    return;
  g_clear_pointer (&self->post, cs_post_unref);
  self->post = post != NULL ? cs_post_ref (post) : NULL;
  update_label (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POST]);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-paper-private.h"

#include <cairo-pdf.h>
#include <gio/gio.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

#define SMALL_PT 7.5
#define RULE_PT 0.6
#define GAP_PT 3.0

static const struct {
  const char *font;
  double red, green, blue;
} styles[] = {
  [CS_PAPER_BODY] = { "Noto Sans, Cantarell, sans-serif 9.5", 0, 0, 0 },
  [CS_PAPER_BOLD] = { "Noto Sans, Cantarell, sans-serif bold 9.5", 0, 0, 0 },
  [CS_PAPER_SMALL] = { "Noto Sans, Cantarell, sans-serif 8", 0.25, 0.25, 0.25 },
  [CS_PAPER_MONO] = { "DejaVu Sans Mono, Noto Sans Mono, monospace 7.5", 0, 0, 0 },
  [CS_PAPER_ALARM] = { "Noto Sans, Cantarell, sans-serif bold 9.5", 0.72, 0, 0 },
  [CS_PAPER_FINGERPRINT] = { "DejaVu Sans Mono, Noto Sans Mono, monospace bold 13", 0, 0, 0 },
};

#define TITLE_FONT "Noto Sans, Cantarell, sans-serif bold 20"
#define HEADING_FONT "Noto Sans, Cantarell, sans-serif bold 11.5"
#define WATERMARK_FONT "Noto Sans, Cantarell, sans-serif bold 34"

/* The base direction is the document's own: a name of the other direction turns itself, not the line it stands in. */
PangoLayout *
cs_paper_layout (CsPaper    *self,
                 const char *font,
                 double      width_pt,
                 const char *text)
{
  PangoLayout *layout = pango_layout_new (self->context);
  g_autoptr (PangoFontDescription) description = pango_font_description_from_string (font);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE)); /* a digest has none */
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_set_auto_dir (layout, FALSE);
  pango_layout_set_font_description (layout, description);
  pango_layout_set_width (layout, width_pt > 0 ? (int) (width_pt * PANGO_SCALE) : -1);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

double
cs_paper_height_of (PangoLayout *layout)
{
  int height;

  pango_layout_get_size (layout, NULL, &height);
  return (double) height / PANGO_SCALE;
}

static void
ink (CsPaper     *self,
     CsPaperStyle style)
{
  cairo_set_source_rgb (self->cr, styles[style].red, styles[style].green, styles[style].blue);
}

static void
draw_line_of_text (CsPaper    *self,
                   const char *text,
                   double      y,
                   gboolean    right)
{
  g_autoptr (PangoLayout) layout = cs_paper_layout (self, styles[CS_PAPER_SMALL].font, CS_PAPER_INNER_PT, text);

  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_alignment (layout, right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
  ink (self, CS_PAPER_SMALL);
  cairo_move_to (self->cr, CS_PAPER_MARGIN_PT, y);
  pango_cairo_show_layout (self->cr, layout);
}

static void
draw_watermark (CsPaper *self)
{
  g_autoptr (PangoLayout) layout = cs_paper_layout (self, WATERMARK_FONT, -1, self->look->watermark);
  int width, height;

  pango_layout_get_size (layout, &width, &height);
  cairo_save (self->cr);
  cairo_translate (self->cr, CS_PAPER_WIDTH_PT / 2, CS_PAPER_HEIGHT_PT / 2);
  cairo_rotate (self->cr, -atan2 (CS_PAPER_HEIGHT_PT, CS_PAPER_WIDTH_PT));
  cairo_set_source_rgb (self->cr, 0.96, 0.78, 0.78);
  cairo_move_to (self->cr, -(double) width / PANGO_SCALE / 2, -(double) height / PANGO_SCALE / 2);
  pango_cairo_show_layout (self->cr, layout);
  cairo_restore (self->cr);
}

static void
draw_foot (CsPaper *self)
{
  const CsPaperLook *look = self->look;
  g_autofree char *page = g_strdup_printf ("%u", self->page);
  g_autofree char *pages = g_strdup_printf ("%u", self->n_pages);
  g_autoptr (GString) text = g_string_new (look->page_foot);

  g_string_replace (text, "{page}", page, 0);
  g_string_replace (text, "{pages}", pages, 0);
  draw_line_of_text (self, look->foot, CS_PAPER_HEIGHT_PT - CS_PAPER_MARGIN_PT + 12, FALSE);
  draw_line_of_text (self, text->str, CS_PAPER_HEIGHT_PT - CS_PAPER_MARGIN_PT + 12, TRUE);
}

static void
begin_page (CsPaper *self)
{
  self->page++;
  self->y = CS_PAPER_MARGIN_PT;
  if (self->look->watermark != NULL)
    draw_watermark (self);
  draw_line_of_text (self, self->look->title, CS_PAPER_MARGIN_PT - 26, FALSE);
  if (self->look->watermark != NULL)
    draw_line_of_text (self, self->look->watermark, CS_PAPER_MARGIN_PT - 26, TRUE);
}

static void
end_page (CsPaper *self)
{
  draw_foot (self);
  cairo_show_page (self->cr);
}

static cairo_status_t
write_cb (void                *closure,
          const unsigned char *data,
          unsigned int         length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static void
tell_about (cairo_surface_t   *surface,
            const CsPaperLook *look)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (look->created_s);
  g_autofree char *date = time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ") : NULL;

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, look->title);
  if (look->author != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_AUTHOR, look->author);
  if (date != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
}

/* Letters where the layout wants them, whatever a screen would round them to: pages break alike everywhere. */
static PangoContext *
make_context (cairo_t    *cr,
              const char *language)
{
  PangoContext *context = pango_cairo_create_context (cr);
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (context, options);
  pango_cairo_context_set_resolution (context, 72);
  pango_context_set_round_glyph_positions (context, FALSE);
  pango_context_set_base_dir (context, PANGO_DIRECTION_LTR);
  pango_context_set_language (context, pango_language_from_string (language));
  cairo_font_options_destroy (options);
  return context;
}

static gboolean
print_once (const CsPaperLook *look,
            CsPaperFill        fill,
            gpointer           data,
            guint             *n_pages,
            GByteArray        *bytes,
            GError           **error)
{
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (write_cb, bytes, CS_PAPER_WIDTH_PT, CS_PAPER_HEIGHT_PT);
  CsPaper self = { look, cairo_create (surface) };
  cairo_status_t status;

  self.context = make_context (self.cr, look->language);
  self.n_pages = *n_pages;
  self.surface = surface;
  tell_about (surface, look);
  begin_page (&self);
  fill (&self, data);
  end_page (&self);
  *n_pages = self.page;
  g_object_unref (self.context);
  cairo_surface_finish (surface);
  status = cairo_status (self.cr) != CAIRO_STATUS_SUCCESS ? cairo_status (self.cr) : cairo_surface_status (surface);
  cairo_destroy (self.cr);
  cairo_surface_destroy (surface);
  if (status != CAIRO_STATUS_SUCCESS)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, cairo_status_to_string (status));
  return status == CAIRO_STATUS_SUCCESS;
}

/**
 * cs_paper_print:
 * @look: what every page has
 * @fill: called twice with the same paper to fill: the first time to learn how many pages there are
 * @data: for @fill
 * @error: return location
 *
 * Any thread, but not the main one: it reads fonts.
 *
 * Returns: (transfer full) (nullable): a PDF, or %NULL with @error set
 */
GBytes *
cs_paper_print (const CsPaperLook *look,
                CsPaperFill        fill,
                gpointer           data,
                GError           **error)
{
  GByteArray *bytes = g_byte_array_new ();
  guint n_pages = 0;

  if (print_once (look, fill, data, &n_pages, bytes, error)) {
    g_byte_array_set_size (bytes, 0);
    if (print_once (look, fill, data, &n_pages, bytes, error))
      return g_byte_array_free_to_bytes (bytes);
  }
  g_byte_array_unref (bytes);
  return NULL;
}

static void
new_page (CsPaper *self)
{
  end_page (self);
  begin_page (self);
}

/**
 * cs_paper_keep:
 * @self: a paper
 * @height_pt: what follows needs this much
 *
 * Goes to the next page when there is not enough room left on this one.
 */
void
cs_paper_keep (CsPaper *self,
               double   height_pt)
{
  if (self->y + height_pt > CS_PAPER_BOTTOM_PT && self->y > CS_PAPER_MARGIN_PT)
    new_page (self);
}

/**
 * cs_paper_space:
 * @self: a paper
 * @height_pt: how much
 *
 * Leaves room.
 */
void
cs_paper_space (CsPaper *self,
                double   height_pt)
{
  self->y += height_pt;
}

const char *
cs_paper_font_of (CsPaperStyle style)
{
  return styles[style].font;
}

/* Line by line, so that a long text goes on over the page. */
void
cs_paper_flow (CsPaper     *self,
               CsPaperStyle style,
               const char  *font,
               double       x,
               double       width_pt,
               const char  *text)
{
  g_autoptr (PangoLayout) layout = cs_paper_layout (self, font != NULL ? font : styles[style].font, width_pt, text);
  int n = pango_layout_get_line_count (layout);

  for (int i = 0; i < n; i++) {
    PangoLayoutLine *line = pango_layout_get_line_readonly (layout, i);
    PangoRectangle logical;

    pango_layout_line_get_extents (line, NULL, &logical);
    cs_paper_keep (self, (double) logical.height / PANGO_SCALE);
    ink (self, style);
    cairo_move_to (self->cr, x, self->y - (double) logical.y / PANGO_SCALE);
    pango_cairo_show_layout_line (self->cr, line);
    self->y += (double) logical.height / PANGO_SCALE;
  }
}

/**
 * cs_paper_title:
 * @self: a paper
 * @text: what the whole document is
 */
void
cs_paper_title (CsPaper    *self,
                const char *text)
{
  cs_paper_flow (self, CS_PAPER_BODY, TITLE_FONT, CS_PAPER_MARGIN_PT, CS_PAPER_INNER_PT, text);
  self->y += 2 * GAP_PT;
}

/**
 * cs_paper_heading:
 * @self: a paper
 * @text: of a section
 *
 * Never stands alone at the foot of a page; a reader lists it beside the pages.
 */
void
cs_paper_heading (CsPaper    *self,
                  const char *text)
{
  g_autofree char *place = NULL;

  self->y += 3 * GAP_PT;
  cs_paper_keep (self, 60);
  place = g_strdup_printf ("page=%u pos=[%d %d]", self->page, (int) CS_PAPER_MARGIN_PT, (int) self->y);
  cairo_pdf_surface_add_outline (self->surface, CAIRO_PDF_OUTLINE_ROOT, text, place, 0);
  cs_paper_flow (self, CS_PAPER_BODY, HEADING_FONT, CS_PAPER_MARGIN_PT, CS_PAPER_INNER_PT, text);
  cairo_set_line_width (self->cr, RULE_PT);
  cairo_set_source_rgb (self->cr, 0.4, 0.4, 0.4);
  cairo_move_to (self->cr, CS_PAPER_MARGIN_PT, self->y + 1);
  cairo_line_to (self->cr, CS_PAPER_MARGIN_PT + CS_PAPER_INNER_PT, self->y + 1);
  cairo_stroke (self->cr);
  self->y += 2 * GAP_PT;
}

/**
 * cs_paper_text:
 * @self: a paper
 * @style: how
 * @text: a paragraph
 */
void
cs_paper_text (CsPaper     *self,
               CsPaperStyle style,
               const char  *text)
{
  cs_paper_flow (self, style, NULL, CS_PAPER_MARGIN_PT, CS_PAPER_INNER_PT, text);
  self->y += GAP_PT;
}

/**
 * cs_paper_cells:
 * @self: a paper
 * @style: how
 * @widths: (array length=n): what part of the width each has, 1 in all
 * @texts: (array length=n): what stands in them
 * @n: how many cells
 *
 * One row of a table. It is never torn by the end of a page.
 */
void
cs_paper_cells (CsPaper           *self,
                CsPaperStyle       style,
                const double      *widths,
                const char *const *texts,
                guint              n)
{
  g_autoptr (GPtrArray) layouts = g_ptr_array_new_with_free_func (g_object_unref);
  double height = 0, x = CS_PAPER_MARGIN_PT;

  for (guint i = 0; i < n; i++) {
    g_ptr_array_add (layouts, cs_paper_layout (self, styles[style].font, widths[i] * CS_PAPER_INNER_PT - 6, texts[i]));
    height = MAX (height, cs_paper_height_of (layouts->pdata[i]));
  }
  cs_paper_keep (self, height);
  ink (self, style);
  for (guint i = 0; i < n; i++) {
    cairo_move_to (self->cr, x, self->y);
    pango_cairo_show_layout (self->cr, layouts->pdata[i]);
    x += widths[i] * CS_PAPER_INNER_PT;
  }
  self->y += height + GAP_PT / 2;
}

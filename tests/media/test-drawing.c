/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cs-decoder.h"

#include "await.h"
#include "cs-drawing-gate.h"
#include "cs-picture-gate.h"
#include "decoder/cs-decoder-protocol.h"

#include <gio/gio.h>
#include <string.h>

#define SVG "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' "
#define SMALL SVG "width='10' height='10'>"
#define RECT "<rect width='9' height='9'/></svg>"

static CsBitmap *
draw (CsDecoder  *decoder,
      const char *svg,
      GError    **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) file = g_bytes_new_static (svg, strlen (svg));

  cs_decoder_draw_async (decoder, file, 640, 640, NULL, await_cb, &result);
  return cs_decoder_decode_finish (decoder, await_result (&result), error);
}

static void
check_size (const char *svg,
            guint       width,
            guint       height)
{
  g_autoptr (CsDecoder) decoder = cs_decoder_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CsBitmap) bitmap = draw (decoder, svg, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (bitmap->width, ==, width);
  g_assert_cmpuint (bitmap->height, ==, height);
}

static void
test_pixels (void)
{
  g_autoptr (CsDecoder) decoder = cs_decoder_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CsBitmap) bitmap = draw (decoder, SMALL "<rect width='5' height='10' fill='#e01b24' opacity='.5'/></svg>", &error);
  const guint8 *pixels;

  g_assert_no_error (error);
  pixels = g_bytes_get_data (bitmap->pixels, NULL);
  /* Half seen through, and not darker for it; nothing at all on the right. */
  g_assert_cmpint (ABS (pixels[0] - 0xe0), <=, 2);
  g_assert_cmpint (ABS (pixels[1] - 0x1b), <=, 2);
  g_assert_cmpint (ABS (pixels[2] - 0x24), <=, 2);
  g_assert_cmpint (ABS (pixels[3] - 0x80), <=, 1);
  g_assert_cmpint (pixels[4 * 639 + 3], ==, 0);
}

/* As large as the box, whatever size it says of itself. */
static void
test_size (void)
{
  check_size (SVG "viewBox='0 0 200 100'>" RECT, 640, 320);
  check_size (SVG "width='4' height='8'>" RECT, 320, 640);
  check_size (SVG "width='1e9' height='1e9'>" RECT, 640, 640);
  check_size (SVG "width='1' height='1e9'>" RECT, 1, 640);
  check_size (SVG "width='1e9' height='1'>" RECT, 640, 1);
  check_size (SVG ">" RECT, 640, 640);
  check_size (SMALL "<g style='filter:none;fill:red' filter='none'>A</g>" RECT, 640, 640);
  check_size (SMALL "<style>/* filter: blur(2px) */ .a{color-interpolation-filters:sRGB;--filter:x;filter : none}</style>" RECT, 640, 640);
  check_size ("\xef\xbb\xbf<?xml version='1.0'?>\n" SMALL "<a href='https://example.org/'><rect width='9' height='9'/></a></svg>", 640, 640);
}

static void
test_refused (void)
{
  static const struct {
    const char *svg;
    const char *word;
  } samples[] = {
    { SMALL "<text y='9'>A</text></svg>", "text" },
    { SMALL "<g><s:text xmlns:s='http://www.w3.org/2000/svg'>A</s:text></g></svg>", "text" },
    { SMALL "<filter id='f'/>" RECT, "filters" },
    { SMALL "<g filter='blur(2)'>A</g>" RECT, "filters" },
    { SMALL "<g style='fill:red;filter: drop-shadow(1px 1px 2px)'/>" RECT, "filters" },
    { SMALL "<g style='FILTER /* soft */ : blur(2px)'/>" RECT, "filters" },
    { SMALL "<style>.a { fill: red; filter: drop-shadow(1px 1px 2px) }</style>" RECT, "filters" },
    { SMALL "<defs><style type='text/css'><![CDATA[ .a{filter:url(#f)} ]]></style></defs>" RECT, "filters" },
    { SMALL "<s:style xmlns:s='http://www.w3.org/2000/svg'>rect{fil<!-- -->ter:blur(2px)}</s:style>" RECT, "filters" },
    { SMALL "<script>alert(1)</script>" RECT, "program" },
    { SMALL "<image xlink:href='file:///etc/passwd' width='9' height='9'/>" RECT, "another file" },
    { SMALL "<image href=' //example.org/a.png' width='9' height='9'/>" RECT, "another file" },
    { SMALL "<use href='other.svg#a'/>" RECT, "another file" },
    { SMALL "<image href='data:image/svg+xml,%3Csvg/%3E' width='9' height='9'/>" RECT, "another file" },
    { SMALL "<i:include xmlns:i='http://www.w3.org/2001/XInclude' href='/etc/passwd'/>" RECT, "another file" },
    { "<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" SMALL "<title>&x;</title>" RECT, "entities" },
    { "<!DOCTYPE svg [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;'>]>" SMALL "<g>&c;</g>" RECT, "entities" },
    { SMALL "<g>", "damaged" },
    { "<html><svg/></html>", "not an SVG" },
    { "", "damaged" },
  };
  g_autoptr (CsDecoder) decoder = cs_decoder_new ();

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (draw (decoder, samples[i].svg, &error));
    g_assert_error (error, CS_DECODER_ERROR, CS_DECODER_ERROR_FORMAT);
    g_assert_nonnull (strstr (error->message, samples[i].word));
  }
  /* None has come near a library. */
  g_assert_cmpuint (cs_decoder_get_pid (decoder), ==, 0);
}

static void
test_huge (void)
{
  g_autoptr (CsDecoder) decoder = cs_decoder_new ();
  g_autoptr (GString) deep = g_string_new (SMALL);
  g_autoptr (GString) large = g_string_new (SMALL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append (deep, "<g>");
  g_assert_null (draw (decoder, deep->str, &error));
  g_assert_error (error, CS_DECODER_ERROR, CS_DECODER_ERROR_FORMAT);
  g_clear_error (&error);
  while (large->len <= CS_DRAWING_MAX_BYTES)
    g_string_append (large, "<!-- a drawing that never ends -->");
  g_assert_null (draw (decoder, large->str, &error));
  g_assert_error (error, CS_DECODER_ERROR, CS_DECODER_ERROR_SIZE);
}

/* A thousand million rectangles in ten lines: it ends, and the next drawing is drawn. */
static void
test_endless (void)
{
  g_autoptr (CsDecoder) decoder = cs_decoder_new ();
  g_autoptr (GString) svg = g_string_new (SMALL "<defs><rect id='u0' width='1' height='1'/>");
  g_autoptr (CsBitmap) after = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 1; i < 10; i++) {
    g_string_append_printf (svg, "<g id='u%u'>", i);
    for (guint k = 0; k < 10; k++)
      g_string_append_printf (svg, "<use href='#u%u'/>", i - 1);
    g_string_append (svg, "</g>");
  }
  g_string_append (svg, "</defs><use href='#u9'/></svg>");
  g_assert_null (draw (decoder, svg->str, &error));
  g_assert_nonnull (error);
  after = draw (decoder, SMALL RECT, NULL);
  g_assert_nonnull (after);
}

static guint32
ask_helper (const char *svg,
            int        *signal)
{
  g_autoptr (GSubprocess) helper =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, g_getenv ("COULISSES_DECODER"), NULL);
  const CsDecoderRequest request = { CS_DECODER_MAGIC, CS_PICTURE_DRAWING, 16, 16, 16, 16, strlen (svg) };
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GBytes) asked = NULL;
  g_autoptr (GBytes) answered = NULL;
  const CsDecoderAnswer *answer;
  gsize length;

  g_byte_array_append (bytes, (const guint8 *) &request, sizeof request);
  g_byte_array_append (bytes, (const guint8 *) svg, strlen (svg));
  asked = g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
  g_assert_true (g_subprocess_communicate (helper, asked, NULL, &answered, NULL, NULL));
  *signal = g_subprocess_get_if_signaled (helper) ? g_subprocess_get_term_sig (helper) : 0;
  answer = g_bytes_get_data (answered, &length);
  return length >= sizeof *answer ? answer->width : 0;
}

/* Past the gate, as if it had a hole: what is outside stays there, and fonts are never looked for. */
static void
test_without_gate (void)
{
  int signal;

  g_assert_cmpuint (ask_helper (SMALL "<image href='file:///etc/passwd' width='9' height='9'/>" RECT, &signal), ==, 16);
  g_assert_cmpint (signal, ==, 0);
  g_assert_cmpuint (ask_helper ("<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" SMALL "<title>&x;</title>" RECT, &signal),
                    ==, 0);
  g_assert_cmpuint (ask_helper (SMALL "<text y='9'>A</text></svg>", &signal), ==, 0);
  g_assert_cmpint (signal, !=, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/media/drawing/pixels", test_pixels);
  g_test_add_func ("/media/drawing/size", test_size);
  g_test_add_func ("/media/drawing/refused", test_refused);
  g_test_add_func ("/media/drawing/huge", test_huge);
  g_test_add_func ("/media/drawing/endless", test_endless);
  g_test_add_func ("/media/drawing/without-gate", test_without_gate);
  return g_test_run ();
}

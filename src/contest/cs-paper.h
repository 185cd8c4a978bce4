/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A printed document, filled from top to bottom: A4, a head and a foot on every page, nothing clipped. The same
 * calls give the same bytes with the same fonts and libraries. One thread at a time. */
typedef struct _CsPaper CsPaper;

/**
 * CsPaperStyle:
 * @CS_PAPER_BODY: running text
 * @CS_PAPER_BOLD: the same, strong
 * @CS_PAPER_SMALL: notes
 * @CS_PAPER_MONO: digests and commands
 * @CS_PAPER_ALARM: what nobody may overlook
 * @CS_PAPER_FINGERPRINT: large digits
 *
 * How a text is set.
 */
typedef enum {
  CS_PAPER_BODY,
  CS_PAPER_BOLD,
  CS_PAPER_SMALL,
  CS_PAPER_MONO,
  CS_PAPER_ALARM,
  CS_PAPER_FINGERPRINT,
} CsPaperStyle;

/**
 * CsPaperLook:
 * @language: "fr" or "en"
 * @title: of the document
 * @author: (nullable): who it is from
 * @created_s: when it is dated, seconds since 1970 UTC; the clock is not asked
 * @foot: on every page, left
 * @page_foot: on every page, right, with {page} and {pages} in it
 * @watermark: (nullable): across every page
 *
 * What every page has.
 */
typedef struct {
  const char *language;
  const char *title;
  const char *author;
  gint64 created_s;
  const char *foot;
  const char *page_foot;
  const char *watermark;
} CsPaperLook;

typedef void (*CsPaperFill) (CsPaper *paper,
                             gpointer data);

GBytes *cs_paper_print (const CsPaperLook *look,
                        CsPaperFill        fill,
                        gpointer           data,
                        GError           **error) G_GNUC_WARN_UNUSED_RESULT;

/* For the one that fills. */
void cs_paper_title (CsPaper    *self,
                     const char *text);
void cs_paper_heading (CsPaper    *self,
                       const char *text);
void cs_paper_text (CsPaper     *self,
                    CsPaperStyle style,
                    const char  *text);
void cs_paper_row (CsPaper     *self,
                   const char  *label,
                   CsPaperStyle style,
                   const char  *value);
void cs_paper_cells (CsPaper            *self,
                     CsPaperStyle        style,
                     const double       *widths,
                     const char *const  *texts,
                     guint               n);
void cs_paper_code (CsPaper    *self,
                    const char *code,
                    const char *beside,
                    const char *below);
void cs_paper_box (CsPaper    *self,
                   const char *text);
void cs_paper_signatures (CsPaper           *self,
                          const char *const *heads,
                          const char        *name,
                          const char        *date);
void cs_paper_keep (CsPaper *self,
                    double   height_pt);
void cs_paper_space (CsPaper *self,
                     double   height_pt);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-statement-print.h. Lines are broken once, then dealt out to pages. */
#include "config.h"

#include "app/jly-statement-print.h"

#include "base/jly-error.h"

#include <glib/gi18n.h>

#define MARGIN 54.0 /* points, three quarters of an inch */
#define FOOT 30.0
#define SIZE_TITLE 16
#define SIZE_HEADING 12
#define SIZE_TEXT 10.5

typedef struct
{
  char *text;
  double size;
  gboolean is_bold;
  double space; /* above it */
} Paragraph;

typedef struct
{
  char *foot;
  GArray *paragraphs; /* Paragraph */
  GArray *places;     /* Place of each, once pages are known */
} Sheet;

typedef struct
{
  guint page;
  double y;
} Place;

static void
clear_paragraph (gpointer data)
{
  g_free (((Paragraph *)data)->text);
}

static void
free_sheet (gpointer data)
{
  Sheet *sheet = data;

  g_free (sheet->foot);
  g_array_unref (sheet->paragraphs);
  g_array_unref (sheet->places);
  g_free (sheet);
}

static void
add (Sheet *sheet, char *text, double size, gboolean is_bold, double space)
{
  const Paragraph paragraph = { text, size, is_bold, space };

  g_array_append_val (sheet->paragraphs, paragraph);
}

static Sheet *
make_sheet (const char *title, const char *foot, const JlyStatement *statement)
{
  Sheet *sheet = g_new0 (Sheet, 1);

  sheet->foot = g_strdup (foot);
  sheet->paragraphs = g_array_new (FALSE, FALSE, sizeof (Paragraph));
  sheet->places = g_array_new (FALSE, FALSE, sizeof (Place));
  g_array_set_clear_func (sheet->paragraphs, clear_paragraph);
  add (sheet, g_strdup (title), SIZE_TITLE, TRUE, 0);
  for (guint i = 0; i < statement->sections->len; i++)
    {
      const JlySection *section = statement->sections->pdata[i];

      add (sheet, g_strdup_printf ("%u. %s", i + 1, section->title), SIZE_HEADING, TRUE, 12);
      for (guint k = 0; k < section->sentences->len; k++)
        {
          const JlySentence *sentence = section->sentences->pdata[k];

          add (sheet, g_strdup (sentence->text), SIZE_TEXT, sentence->tone != JLY_TONE_PLAIN, 3);
        }
    }
  return sheet;
}

static PangoLayout *
make_layout (GtkPrintContext *context, const char *text, double size, gboolean is_bold)
{
  PangoLayout *layout = gtk_print_context_create_pango_layout (context);
  PangoFontDescription *font = pango_font_description_from_string ("Cantarell, Sans");

  pango_font_description_set_size (font, (int)(size * PANGO_SCALE));
  pango_font_description_set_weight (font, is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_width (
      layout, (int)((gtk_print_context_get_width (context) - 2 * MARGIN) * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

static void
begin_cb (GtkPrintOperation *operation, GtkPrintContext *context, Sheet *sheet)
{
  double bottom = gtk_print_context_get_height (context) - MARGIN - FOOT;
  Place place = { 0, MARGIN };

  g_array_set_size (sheet->places, 0);
  for (guint i = 0; i < sheet->paragraphs->len; i++)
    {
      const Paragraph *paragraph = &g_array_index (sheet->paragraphs, Paragraph, i);
      g_autoptr (PangoLayout) layout
          = make_layout (context, paragraph->text, paragraph->size, paragraph->is_bold);
      int height;

      pango_layout_get_pixel_size (layout, NULL, &height);
      place.y += paragraph->space;
      if (place.y + height > bottom && place.y > MARGIN)
        place = (Place){ place.page + 1, MARGIN };
      g_array_append_val (sheet->places, place);
      place.y += height;
    }
  gtk_print_operation_set_n_pages (operation, (int)place.page + 1);
}

static void
draw_foot (GtkPrintContext *context, cairo_t *cr, const Sheet *sheet, int page)
{
  g_autofree char *text
      /* Translators: check number of a contract, and number of a page. */
      = g_strdup_printf (_ ("%1$s, page %2$d"), sheet->foot, page + 1);
  g_autoptr (PangoLayout) layout = make_layout (context, text, 8, FALSE);

  cairo_move_to (cr, MARGIN, gtk_print_context_get_height (context) - MARGIN);
  pango_cairo_show_layout (cr, layout);
}

static void
draw_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, Sheet *sheet)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);

  cairo_set_source_rgb (cr, 0, 0, 0);
  for (guint i = 0; i < sheet->paragraphs->len; i++)
    {
      const Paragraph *paragraph = &g_array_index (sheet->paragraphs, Paragraph, i);
      const Place *place = &g_array_index (sheet->places, Place, i);
      g_autoptr (PangoLayout) layout = NULL;

      if (place->page != (guint)page)
        continue;
      layout = make_layout (context, paragraph->text, paragraph->size, paragraph->is_bold);
      cairo_move_to (cr, MARGIN, place->y);
      pango_cairo_show_layout (cr, layout);
    }
  draw_foot (context, cr, sheet, page);
}

GtkPrintOperation *
jly_statement_print_new (const char *title, const char *foot, const JlyStatement *statement)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  Sheet *sheet = make_sheet (title, foot, statement);

  gtk_print_operation_set_job_name (operation, title);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  g_object_set_data_full (G_OBJECT (operation), "sheet", sheet, free_sheet);
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_cb), sheet);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_cb), sheet);
  return operation;
}

gboolean
jly_statement_save_pdf (const char *title,
                        const char *foot,
                        const JlyStatement *statement,
                        const char *path,
                        GError **error)
{
  g_autoptr (GtkPrintOperation) operation = jly_statement_print_new (title, foot, statement);
  const JlyErrorDetail detail = { .file = path, .next = _ ("Choose another folder.") };

  gtk_print_operation_set_export_filename (operation, path);
  if (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, NULL)
          == GTK_PRINT_OPERATION_RESULT_APPLY
      && g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  return jly_fail (error, JLY_ERROR_IO, &detail, "%s", _ ("The file could not be saved."));
}

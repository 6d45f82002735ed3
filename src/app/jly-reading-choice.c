/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-reading-choice.h. */
#include "config.h"

#include "app/jly-reading-choice.h"

#include "app/jly-accessible.h"
#include "app/jly-import-deeds.h"
#include "app/jly-plain-row.h"

#include <glib/gi18n.h>

/* In the order of the drop-down, after "Find it for me". */
static const char delimiters[] = { ',', ';', '\t', '|' };

enum
{
  ENCODING,
  DELIMITER,
  NAME_ROWS,
  MARK,
  N_LINES
};

struct _JlyReadingChoice
{
  AdwBin parent_instance;

  JlyImportSession *session;
  AdwExpanderRow *row;
  AdwActionRow *lines[N_LINES];
  GtkDropDown *choices[N_LINES];
  const JlySheet *shown; /* only compared */
  gboolean quiet;        /* the row itself changes a drop-down */
};

G_DEFINE_FINAL_TYPE (JlyReadingChoice, jly_reading_choice, ADW_TYPE_BIN)

static void
dispose (GObject *object)
{
  g_clear_object (&JLY_READING_CHOICE (object)->session);
  G_OBJECT_CLASS (jly_reading_choice_parent_class)->dispose (object);
}

static void
jly_reading_choice_class_init (JlyReadingChoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
}

static guint
get_chosen (JlyReadingChoice *self, guint line)
{
  return gtk_drop_down_get_selected (self->choices[line]);
}

static void
selected_cb (GtkDropDown *choice, GParamSpec *pspec, JlyReadingChoice *self)
{
  JlyImportReading reading = { 0 };

  if (self->quiet || self->session == NULL)
    return;
  if (choice == self->choices[MARK])
    {
      jly_import_deeds_choose_mark (self->session, (JlyDecimalMark)get_chosen (self, MARK));
      return;
    }
  if (get_chosen (self, ENCODING) > 0)
    reading.encoding = jly_sheet_list_encodings ()[get_chosen (self, ENCODING) - 1];
  if (get_chosen (self, DELIMITER) > 0)
    reading.delimiter = delimiters[get_chosen (self, DELIMITER) - 1];
  reading.n_name_rows = get_chosen (self, NAME_ROWS);
  jly_import_session_choose_text (self->session, &reading);
}

/* A line with a drop-down whose first choice is that of the reader. */
static void
add_line (JlyReadingChoice *self, guint line, const char *title, const char *const *names)
{
  GtkStringList *list = gtk_string_list_new (NULL);
  GtkWidget *choice, *row;

  gtk_string_list_append (list, _ ("Find it for me"));
  gtk_string_list_splice (list, 1, 0, names);
  choice = gtk_drop_down_new (G_LIST_MODEL (list), NULL);
  gtk_widget_set_valign (choice, GTK_ALIGN_CENTER);
  jly_accessible_set_label (choice, title);
  g_signal_connect (choice, "notify::selected", G_CALLBACK (selected_cb), self);
  row = jly_plain_row_new (title, NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), choice);
  jly_accessible_describe_by_row (choice, row);
  adw_expander_row_add_row (self->row, row);
  self->lines[line] = ADW_ACTION_ROW (row);
  self->choices[line] = GTK_DROP_DOWN (choice);
}

static void
add_lines (JlyReadingChoice *self)
{
  const char *const separators[]
      = { _ ("Comma (,)"), _ ("Semicolon (;)"), _ ("Tab"), _ ("Upright bar (|)"), NULL };
  const char *const rows[] = { _ ("One row"), _ ("Two rows"), _ ("Three rows"), NULL };
  /* In the order of JlyDecimalMark. */
  const char *const marks[] = { _ ("Point (1.50)"), _ ("Comma (1,50)"), NULL };

  add_line (self, ENCODING, _ ("Character set"), jly_sheet_list_encodings ());
  add_line (self, DELIMITER, _ ("Separator"), separators);
  add_line (self, NAME_ROWS, _ ("Column names"), rows);
  add_line (self, MARK, _ ("Decimal mark"), marks);
  adw_action_row_set_subtitle (self->lines[MARK],
                               _ ("Counts where a column’s own figures leave it open."));
}

static void
jly_reading_choice_init (JlyReadingChoice *self)
{
  GtkWidget *list = gtk_list_box_new ();

  self->quiet = TRUE;
  self->row = ADW_EXPANDER_ROW (adw_expander_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), _ ("Read It Differently"));
  adw_expander_row_set_subtitle (self->row,
                                 _ ("If letters are wrong, or cells are not where they belong."));
  add_lines (self);
  self->quiet = FALSE;
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  jly_accessible_set_label (list, _ ("How your file is read"));
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (self->row));
  adw_bin_set_child (ADW_BIN (self), list);
}

void
jly_reading_choice_set_session (JlyReadingChoice *self, JlyImportSession *session)
{
  g_return_if_fail (JLY_IS_READING_CHOICE (self) && self->session == NULL);
  self->session = g_object_ref (session);
}

static guint
find_encoding (const char *encoding)
{
  const char *const *names = jly_sheet_list_encodings ();

  for (guint i = 0; encoding != NULL && names[i] != NULL; i++)
    if (g_str_equal (names[i], encoding))
      return i + 1;
  return 0;
}

static guint
find_delimiter (char delimiter)
{
  for (guint i = 0; i < G_N_ELEMENTS (delimiters); i++)
    if (delimiters[i] == delimiter)
      return i + 1;
  return 0;
}

/* Says what the reader took, and why; TRUE if it was not sure. */
static gboolean
explain (JlyReadingChoice *self, guint line, JlySheet *sheet, JlySheetNoteKind kind)
{
  const JlySheetNote *note = sheet != NULL ? jly_sheet_find_note (sheet, kind) : NULL;

  adw_action_row_set_subtitle (self->lines[line], note != NULL ? note->words : "");
  return note != NULL && note->is_question;
}

static gboolean
explain_all (JlyReadingChoice *self, JlySheet *sheet)
{
  const gboolean asks_encoding = explain (self, ENCODING, sheet, JLY_NOTE_ENCODING);
  const gboolean asks_delimiter = explain (self, DELIMITER, sheet, JLY_NOTE_DELIMITER);
  const gboolean is_text = sheet == NULL || jly_sheet_get_encoding (sheet) != NULL;

  /* Rows of names are asked about by a card of their own. */
  explain (self, NAME_ROWS, sheet, JLY_NOTE_NAME_ROWS);
  gtk_widget_set_visible (GTK_WIDGET (self->lines[ENCODING]), is_text);
  gtk_widget_set_visible (GTK_WIDGET (self->lines[DELIMITER]), is_text);
  /* A single column is most often a file with a separator that nobody expected. */
  return asks_encoding || asks_delimiter || sheet == NULL
         || (is_text && jly_sheet_get_n_columns (sheet) == 1);
}

void
jly_reading_choice_show (JlyReadingChoice *self, JlySheet *sheet)
{
  const JlyImportReading *reading;

  g_return_if_fail (JLY_IS_READING_CHOICE (self) && self->session != NULL);
  reading = jly_import_session_get_reading (self->session);
  self->quiet = TRUE;
  gtk_drop_down_set_selected (self->choices[ENCODING], find_encoding (reading->encoding));
  gtk_drop_down_set_selected (self->choices[DELIMITER], find_delimiter (reading->delimiter));
  gtk_drop_down_set_selected (self->choices[NAME_ROWS], reading->n_name_rows);
  if (self->shown != sheet)
    gtk_drop_down_set_selected (self->choices[MARK], 0);
  self->quiet = FALSE;
  if (explain_all (self, sheet) && self->shown != sheet)
    adw_expander_row_set_expanded (self->row, TRUE);
  self->shown = sheet;
}

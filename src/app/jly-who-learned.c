/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says honestly who knows what after a joint bid. The words are the same size as the result's. */
#include "config.h"

#include "app/jly-who-learned.h"

#include "app/jly-matrix-grid.h"
#include "app/jly-plain-row.h"
#include "app/jly-resource.h"

#include <glib/gi18n.h>

struct _JlyWhoLearned
{
  AdwBin parent_instance;

  GtkLabel *intro;
  JlyMatrixGrid *matrix;
  GtkListBox *opened_list;
  GtkListBox *hidden_list;
  GtkBox *worked_out_box;
};

G_DEFINE_FINAL_TYPE (JlyWhoLearned, jly_who_learned, ADW_TYPE_BIN)

typedef enum
{
  CELL_SEES,
  CELL_HIDDEN,
  CELL_WORKS_OUT,
  N_CELLS
} CellKind;

static const struct
{
  const char *icon;
  const char *css_class;
} looks[N_CELLS] = {
  [CELL_SEES] = { "jly-sees-symbolic", "sees" },
  [CELL_HIDDEN] = { "jly-hidden-symbolic", "striped" },
  [CELL_WORKS_OUT] = { "jly-look-symbolic", "works-out" },
};

typedef struct
{
  CellKind kind;
  const char *words;
} Cell;

#define N_THINGS 3
#define N_WHO 4

static const char *const things[N_THINGS]
    = { N_ ("Your figures"), N_ ("Your part"), N_ ("Joint result") };

static const struct
{
  const char *name;
  Cell cells[N_THINGS];
} who[N_WHO] = {
  { N_ ("Your company"),
    { { CELL_SEES, N_ ("sees its own") },
      { CELL_SEES, N_ ("sees its own") },
      { CELL_SEES, N_ ("sees") } } },
  { N_ ("Each partner alone"),
    { { CELL_HIDDEN, N_ ("hidden") },
      { CELL_HIDDEN, N_ ("hidden") },
      { CELL_SEES, N_ ("sees") } } },
  { N_ ("Each computing party alone"),
    { { CELL_HIDDEN, N_ ("sealed pieces only") },
      { CELL_HIDDEN, N_ ("sealed pieces only") },
      { CELL_SEES, N_ ("sees") } } },
  { N_ ("Two computing parties together"),
    { { CELL_WORKS_OUT, N_ ("could work it out") },
      { CELL_WORKS_OUT, N_ ("could work it out") },
      { CELL_SEES, N_ ("sees") } } },
};

static GtkWidget *
make_cell (const Cell *cell)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *words = jly_matrix_grid_new_words (_ (cell->words));

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (looks[cell->kind].icon));
  gtk_box_append (GTK_BOX (box), words);
  gtk_widget_add_css_class (box, "cell");
  gtk_widget_add_css_class (box, looks[cell->kind].css_class);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  return box;
}

static void
fill_matrix (JlyWhoLearned *self)
{
  for (int i = 0; i < N_THINGS; i++)
    jly_matrix_grid_add_head (self->matrix, _ (things[i]));
  for (int row = 0; row < N_WHO; row++)
    {
      GtkWidget *name = gtk_label_new (_ (who[row].name));

      gtk_label_set_xalign (GTK_LABEL (name), 0);
      gtk_label_set_wrap (GTK_LABEL (name), TRUE);
      gtk_label_set_width_chars (GTK_LABEL (name), 16);
      gtk_label_set_max_width_chars (GTK_LABEL (name), 28);
      gtk_widget_add_css_class (name, "heading");
      jly_matrix_grid_add_name (self->matrix, name);
      for (int i = 0; i < N_THINGS; i++)
        jly_matrix_grid_add_cell (self->matrix, make_cell (&who[row].cells[i]));
    }
}

static void
append_row (GtkListBox *list, const char *icon, const char *title, const char *subtitle)
{
  GtkWidget *row = jly_plain_row_new (title, subtitle);

  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (icon));
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (list, row);
}

static void
fill_opened (JlyWhoLearned *self, const JlyBidReport *report)
{
  const char *eye = "jly-sees-symbolic";
  guint n = report->lines->len;
  g_autofree char *met = g_strdup_printf (
      ngettext ("Yes or no for %u requirement, not how much there is",
                "Yes or no for each of %u requirements, not how much there is", n),
      n);

  append_row (self->opened_list, eye, _ ("Everyone: met or not"), met);
  if (report->price != NULL)
    append_row (self->opened_list, eye, _ ("Everyone: the lowest price"), report->price);
  else
    append_row (self->opened_list, "jly-hidden-symbolic", _ ("Nobody: a price"),
                _ ("It is opened only if every requirement is met"));
  if (report->own_name != NULL)
    append_row (self->opened_list, eye, _ ("You alone: your part of the work"),
                _ ("Sealed to your company; no partner was given it"));
  append_row (self->opened_list, eye, _ ("Each partner alone: its own part"),
              _ ("Sealed to that partner; you were not given it"));
}

static void
fill_hidden (JlyWhoLearned *self)
{
  const char *icon = "jly-hidden-symbolic";

  append_row (self->hidden_list, icon, _ ("How much each company has free"),
              _ ("No amount of any company, and no total of all three"));
  append_row (self->hidden_list, icon, _ ("What the work costs each company"),
              _ ("No cost of a unit, no least wanted price, nor who was cheapest"));
}

static void
fill_worked_out (JlyWhoLearned *self, const JlyBidReport *report)
{
  g_autoptr (GPtrArray) sentences = jly_bid_report_dup_worked_out (report);

  for (guint i = 0; i < sentences->len; i++)
    {
      GtkWidget *label = gtk_label_new (g_ptr_array_index (sentences, i));

      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 75);
      gtk_box_append (self->worked_out_box, label);
    }
}

void
jly_who_learned_set_report (JlyWhoLearned *self, const JlyBidReport *report)
{
  if (report->rehearsal)
    gtk_label_set_text (self->intro,
                        _ ("In this rehearsal everything ran on this computer. With real partners, "
                           "each of the three companies runs one computing party:"));
  fill_matrix (self);
  fill_opened (self, report);
  fill_hidden (self);
  fill_worked_out (self, report);
}

static void
jly_who_learned_class_init (JlyWhoLearnedClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (JLY_TYPE_MATRIX_GRID);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               JLY_RESOURCE ("ui/jly-who-learned.ui"));
  gtk_widget_class_bind_template_child (widget_class, JlyWhoLearned, intro);
  gtk_widget_class_bind_template_child (widget_class, JlyWhoLearned, matrix);
  gtk_widget_class_bind_template_child (widget_class, JlyWhoLearned, opened_list);
  gtk_widget_class_bind_template_child (widget_class, JlyWhoLearned, hidden_list);
  gtk_widget_class_bind_template_child (widget_class, JlyWhoLearned, worked_out_box);
}

static void
jly_who_learned_init (JlyWhoLearned *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-row-layout.h. The parts of a row are known by the style classes that libadwaita gives
 * them; a row that is built otherwise keeps its own layout. */
#include "config.h"

#include "app/jly-row-layout.h"

#include "app/jly-fold.h"

/* Words that are longer get at least this, at 100 % text, or a line of their own. */
#define WORDS_PIXELS 170
#define SPACING 6
/* Below what went under the words: their own box has such a margin. */
#define MARGIN 8

struct _JlyRowLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (JlyRowLayout, jly_row_layout, GTK_TYPE_LAYOUT_MANAGER)

typedef struct
{
  GtkWidget *header;
  GtkWidget *words; /* title and subtitle */
  GtkWidget *end;   /* NULL if nothing is shown there */
  int lead;         /* width of what stands before the words, with spacing */
  int min_words, nat_words, min_end, nat_end;
} Parts;

static void
measure_width (GtkWidget *child, int *minimum, int *natural)
{
  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, minimum, natural, NULL, NULL);
}

static int
measure_height (GtkWidget *child, int width)
{
  int height;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  return height;
}

static void
find_parts (GtkWidget *header, Parts *parts)
{
  *parts = (Parts){ .header = header };
  for (GtkWidget *child = gtk_widget_get_first_child (header); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int natural;

      if (gtk_widget_has_css_class (child, "title"))
        {
          parts->words = child;
          measure_width (child, &parts->min_words, &parts->nat_words);
        }
      else if (!gtk_widget_should_layout (child))
        continue;
      else if (gtk_widget_has_css_class (child, "suffixes"))
        {
          parts->end = child;
          measure_width (child, &parts->min_end, &parts->nat_end);
        }
      else
        {
          measure_width (child, NULL, &natural);
          parts->lead += natural + SPACING;
        }
    }
}

/* The end has its natural width beside the words, or stands below them. */
static gboolean
is_folded (const Parts *parts, int width)
{
  int left = width - parts->lead - parts->nat_end - SPACING;
  int enough = MIN (parts->nat_words, jly_fold_scale (parts->header, WORDS_PIXELS));

  return parts->end != NULL && left < MAX (parts->min_words, enough);
}

static void
measure (GtkLayoutManager *manager,
         GtkWidget *header,
         GtkOrientation orientation,
         int for_size,
         int *minimum,
         int *natural,
         int *minimum_baseline,
         int *natural_baseline)
{
  int spacing, width;
  Parts parts;

  find_parts (header, &parts);
  spacing = parts.end != NULL ? SPACING : 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = parts.lead + MAX (parts.min_words, parts.min_end);
      *natural = parts.lead + parts.nat_words + spacing + parts.nat_end;
      return;
    }
  width = for_size < 0 ? parts.lead + parts.nat_words + spacing + parts.nat_end : for_size;
  if (is_folded (&parts, width))
    *natural = measure_height (parts.words, width - parts.lead)
               + measure_height (parts.end, width - parts.lead) + MARGIN;
  else
    {
      *natural = measure_height (parts.words, width - parts.lead - spacing - parts.nat_end);
      if (parts.end != NULL)
        *natural = MAX (*natural, measure_height (parts.end, parts.nat_end));
    }
  for (GtkWidget *child = gtk_widget_get_first_child (header); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child) && child != parts.words && child != parts.end)
      *natural = MAX (*natural, measure_height (child, -1));
  *minimum = *natural;
}

/* From the side where a line begins. */
static void
place (const Parts *parts, GtkWidget *child, int width, GtkAllocation at)
{
  if (gtk_widget_get_direction (parts->header) == GTK_TEXT_DIR_RTL)
    at.x = width - at.x - at.width;
  gtk_widget_size_allocate (child, &at, -1);
}

static void
place_lead (const Parts *parts, int width, int height)
{
  int x = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (parts->header); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child) && child != parts->words && child != parts->end)
      {
        int natural;

        measure_width (child, NULL, &natural);
        place (parts, child, width, (GtkAllocation){ x, 0, natural, height });
        x += natural + SPACING;
      }
}

static void
allocate (GtkLayoutManager *manager, GtkWidget *header, int width, int height, int baseline)
{
  Parts parts;
  int room, end, high;

  find_parts (header, &parts);
  place_lead (&parts, width, height);
  room = width - parts.lead;
  if (is_folded (&parts, width))
    {
      end = measure_height (parts.end, room);
      place (&parts, parts.words, width,
             (GtkAllocation){ parts.lead, 0, room, height - end - MARGIN });
      place (&parts, parts.end, width,
             (GtkAllocation){ parts.lead, height - end - MARGIN, room, end });
      return;
    }
  end = parts.end != NULL ? parts.nat_end : 0;
  room -= end > 0 ? end + SPACING : 0;
  high = MIN (measure_height (parts.words, room), height);
  place (&parts, parts.words, width,
         (GtkAllocation){ parts.lead, (height - high) / 2, room, high });
  if (parts.end != NULL)
    place (&parts, parts.end, width, (GtkAllocation){ width - end, 0, end, height });
}

static GtkSizeRequestMode
get_request_mode (GtkLayoutManager *manager, GtkWidget *header)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
jly_row_layout_class_init (JlyRowLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->measure = measure;
  layout_class->allocate = allocate;
  layout_class->get_request_mode = get_request_mode;
}

static void
jly_row_layout_init (JlyRowLayout *self)
{
}

/* Without measuring it: before a row is in a window its words are laid out letter by letter
 * (jly-label-width.h), for nothing. */
static GtkWidget *
find_child (GtkWidget *header, const char *css_class)
{
  GtkWidget *child = gtk_widget_get_first_child (header);

  while (child != NULL && !gtk_widget_has_css_class (child, css_class))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

void
jly_row_layout_use (AdwActionRow *row)
{
  GtkWidget *header, *words;

  g_return_if_fail (ADW_IS_ACTION_ROW (row));
  header = gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row));
  if (header == NULL || !gtk_widget_has_css_class (header, "header"))
    return;
  words = find_child (header, "title");
  if (words == NULL)
    return;
  /* GTK measures a centred widget once more, at its natural width; the layout centres by itself. */
  gtk_widget_set_valign (header, GTK_ALIGN_FILL);
  gtk_widget_set_valign (words, GTK_ALIGN_FILL);
  gtk_widget_set_layout_manager (header, g_object_new (JLY_TYPE_ROW_LAYOUT, NULL));
}

static void
join (GtkListBox *list, const char *name, GtkWidget *child)
{
  GtkSizeGroup *group = g_object_get_data (G_OBJECT (list), name);

  if (group == NULL)
    {
      group = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
      g_object_set_data_full (G_OBJECT (list), name, group, g_object_unref);
    }
  gtk_size_group_add_widget (group, child);
}

void
jly_row_layout_join (AdwActionRow *row, GtkListBox *list)
{
  GtkWidget *words;

  g_return_if_fail (ADW_IS_ACTION_ROW (row) && GTK_IS_LIST_BOX (list));
  words = find_child (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row)), "title");
  if (words != NULL)
    join (list, "words-of-rows", words);
}

void
jly_row_layout_join_ends (AdwActionRow *row, GtkListBox *list)
{
  GtkWidget *end;

  g_return_if_fail (ADW_IS_ACTION_ROW (row) && GTK_IS_LIST_BOX (list));
  end = find_child (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row)), "suffixes");
  if (end == NULL)
    return;
  join (list, "ends-of-rows", end);
  /* In a wider place it stays at the end. */
  gtk_widget_set_hexpand (gtk_widget_get_first_child (end), TRUE);
  gtk_widget_set_halign (gtk_widget_get_first_child (end), GTK_ALIGN_END);
}

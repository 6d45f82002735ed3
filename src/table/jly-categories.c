/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-categories.h. */
#include "config.h"

#include "table/jly-categories.h"

#include "table/jly-names.h"

#include <string.h>

#define LETTERS_MAX 64 /* of a cell or a category that is compared letter by letter */
#define LOOKED_MAX 500 /* texts that are searched for; a column of another kind has any number */
#define BEGINNING_LEAST 3
#define FAR G_MAXUINT

/* A text without accents, marks and spaces, letter by letter. */
typedef struct
{
  gunichar letters[LETTERS_MAX];
  guint n;
} Bare;

struct _JlyCategories
{
  const char *const *list;
  guint n;
  char **folded;
  Bare *bare;
  GHashTable *places; /* folded -> place + 1 */
  GHashTable *near;   /* folded cell that was looked at -> place + 1 */
};

static void
make_bare (const char *folded, Bare *bare)
{
  g_autofree char *apart = g_utf8_normalize (folded, -1, G_NORMALIZE_NFKD);

  bare->n = 0;
  for (const char *at = apart; at != NULL && *at != '\0' && bare->n < LETTERS_MAX;
       at = g_utf8_next_char (at))
    if (g_unichar_isalnum (g_utf8_get_char (at)))
      bare->letters[bare->n++] = g_utf8_get_char (at);
}

JlyCategories *
jly_categories_new (const char *const *list)
{
  JlyCategories *self = g_new0 (JlyCategories, 1);

  self->list = list;
  self->n = g_strv_length ((char **)list);
  self->folded = g_new0 (char *, self->n + 1);
  self->bare = g_new0 (Bare, self->n);
  self->places = g_hash_table_new (g_str_hash, g_str_equal);
  self->near = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < self->n; i++)
    {
      self->folded[i] = jly_name_fold (list[i]);
      make_bare (self->folded[i], &self->bare[i]);
      if (!g_hash_table_contains (self->places, self->folded[i]))
        g_hash_table_insert (self->places, self->folded[i], GUINT_TO_POINTER (i + 1));
    }
  return self;
}

void
jly_categories_free (JlyCategories *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->places);
  g_hash_table_unref (self->near);
  g_strfreev (self->folded);
  g_free (self->bare);
  g_free (self);
}

int
jly_categories_find (const JlyCategories *self, const char *folded)
{
  return (int)GPOINTER_TO_UINT (g_hash_table_lookup (self->places, folded)) - 1;
}

/* Letters that are put in, left out, exchanged for another or for the one beside them (Damerau
 * 1964, optimal string alignment); FAR if they are more than most. */
static guint
count_changes (const Bare *a, const Bare *b, guint most)
{
  guint rows[3][LETTERS_MAX + 1];

  if (a->n > b->n + most || b->n > a->n + most)
    return FAR;
  for (guint k = 0; k <= b->n; k++)
    rows[0][k] = k;
  for (guint i = 1; i <= a->n; i++)
    {
      guint *row = rows[i % 3];
      const guint *above = rows[(i + 2) % 3];
      guint least = row[0] = i;

      for (guint k = 1; k <= b->n; k++)
        {
          row[k] = above[k - 1] + (a->letters[i - 1] != b->letters[k - 1]);
          row[k] = MIN (row[k], MIN (above[k], row[k - 1]) + 1);
          if (i > 1 && k > 1 && a->letters[i - 1] == b->letters[k - 2]
              && a->letters[i - 2] == b->letters[k - 1])
            row[k] = MIN (row[k], rows[(i + 1) % 3][k - 2] + 1);
          least = MIN (least, row[k]);
        }
      if (least > most)
        return FAR;
    }
  return rows[a->n % 3][b->n] <= most ? rows[a->n % 3][b->n] : FAR;
}

/* Short words are near to many: "A" is no writing of "B". */
static guint
get_most_changes (const Bare *bare)
{
  return bare->n < 4 ? 0 : bare->n < 8 ? 1 : 2;
}

static gboolean
is_beginning (const Bare *cell, const Bare *category)
{
  return cell->n >= BEGINNING_LEAST && cell->n < category->n
         && memcmp (cell->letters, category->letters, cell->n * sizeof *cell->letters) == 0;
}

/* How far a cell is from a category. */
static guint
measure (const Bare *cell, const Bare *category)
{
  const guint n
      = count_changes (cell, category, MIN (get_most_changes (cell), get_most_changes (category)));

  return n == FAR && is_beginning (cell, category) ? LETTERS_MAX : n;
}

static int
search (const JlyCategories *self, const char *folded)
{
  guint best = FAR;
  int found = JLY_CATEGORY_NONE;
  Bare cell;

  make_bare (folded, &cell);
  for (guint i = 0; i < self->n && cell.n > 0; i++)
    {
      const guint distance = measure (&cell, &self->bare[i]);

      if (distance < best)
        found = (int)i;
      else if (distance == best && distance != FAR)
        found = JLY_CATEGORY_NONE;
      best = MIN (best, distance);
    }
  return found;
}

int
jly_categories_find_near (JlyCategories *self, const char *folded)
{
  gpointer place;
  int found;

  if (g_hash_table_lookup_extended (self->near, folded, NULL, &place))
    return (int)GPOINTER_TO_UINT (place) - 1;
  if (g_hash_table_size (self->near) >= LOOKED_MAX)
    return JLY_CATEGORY_NONE;
  found = search (self, folded);
  g_hash_table_insert (self->near, g_strdup (folded), GUINT_TO_POINTER ((guint)(found + 1)));
  return found;
}

void
jly_categories_foreach_near (JlyCategories *self, JlyCategoriesNearFunc func, gpointer data)
{
  GHashTableIter iter;
  gpointer folded, place;

  g_hash_table_iter_init (&iter, self->near);
  while (g_hash_table_iter_next (&iter, &folded, &place))
    if (GPOINTER_TO_UINT (place) > 0)
      func (folded, self->list[GPOINTER_TO_UINT (place) - 1], data);
}

guint
jly_categories_count (const JlyCategories *self)
{
  return self->n;
}

const char *
jly_categories_get (const JlyCategories *self, int place)
{
  return self->list[place];
}

const char *
jly_categories_get_folded (const JlyCategories *self, int place)
{
  return self->folded[place];
}

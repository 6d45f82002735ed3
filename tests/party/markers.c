/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "markers.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define ROWS 128
#define MONEY_MIN G_GUINT64_CONSTANT (500000000000)
#define MONEY_MAX ((G_GUINT64_CONSTANT (1) << 40) - 1)
#define FILTER_BITS 20
#define KEY_BYTES 8 /* every pattern is at least as long */

struct _Markers
{
  GHashTable *patterns; /* first eight bytes -> GPtrArray of GBytes */
  guint8 *filter;       /* a bit for every hash of first eight bytes */
};

static guint64
read_key (const guint8 *bytes)
{
  guint64 key;

  memcpy (&key, bytes, KEY_BYTES);
  return key;
}

static guint
get_slot (guint64 key)
{
  return (guint)((key * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)) >> (64 - FILTER_BITS));
}

static void
add_pattern (Markers *self, gconstpointer bytes, gsize n)
{
  guint64 key = read_key (bytes);
  GPtrArray *same = g_hash_table_lookup (self->patterns, &key);

  g_assert_cmpuint (n, >=, KEY_BYTES);
  if (same == NULL)
    {
      same = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
      g_hash_table_insert (self->patterns, g_memdup2 (&key, sizeof key), same);
    }
  g_ptr_array_add (same, g_bytes_new (bytes, n));
  self->filter[get_slot (key) / 8] |= (guint8)(1u << (get_slot (key) % 8));
}

static void
add_value (Markers *self, guint64 value)
{
  guint64 little = GUINT64_TO_LE (value), big = GUINT64_TO_BE (value);
  g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT, value);
  g_autofree char *money
      = g_strdup_printf ("%" G_GUINT64_FORMAT ".%02u", value / 100, (guint)(value % 100));

  add_pattern (self, &little, sizeof little);
  add_pattern (self, &big, sizeof big);
  add_pattern (self, text, strlen (text));
  add_pattern (self, money, strlen (money));
}

static void
add_planes (Markers *self, const guint64 *values, guint width)
{
  for (guint b = 0; b < width; b++)
    {
      guint64 plane[ROWS / 64] = { 0 };

      for (guint r = 0; r < ROWS; r++)
        plane[r / 64] |= ((values[r] >> b) & 1) << (r % 64);
      /* The top plane of a range may be the same in every row. */
      if (plane[0] != plane[1])
        add_pattern (self, plane, sizeof plane);
    }
}

Markers *
markers_new (PartyFixture *party, guint company)
{
  Markers *self = g_new0 (Markers, 1);

  self->patterns = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                          (GDestroyNotify)g_ptr_array_unref);
  self->filter = g_malloc0 ((1u << FILTER_BITS) / 8);
  for (guint c = 0; c < JLY_BID_N_COLUMNS; c++)
    {
      guint width = ((JlyStudyColumn *)party->study->columns->pdata[c])->width;

      add_planes (self, party->values[company][c], width);
      for (guint r = 0; c != JLY_BID_AMOUNT && r < ROWS; r++)
        add_value (self, party->values[company][c][r]);
    }
  return self;
}

void
markers_free (Markers *self)
{
  g_hash_table_unref (self->patterns);
  g_free (self->filter);
  g_free (self);
}

static gboolean
matches (Markers *self, guint64 key, const guint8 *bytes, gsize left)
{
  GPtrArray *same = g_hash_table_lookup (self->patterns, &key);

  for (guint i = 0; same != NULL && i < same->len; i++)
    {
      gsize n;
      gconstpointer pattern = g_bytes_get_data (same->pdata[i], &n);

      if (n <= left && memcmp (pattern, bytes, n) == 0)
        return TRUE;
    }
  return FALSE;
}

guint
markers_count (Markers *self, const guint8 *bytes, gsize n)
{
  guint count = 0;

  for (gsize at = 0; at + KEY_BYTES <= n; at++)
    {
      guint64 key = read_key (bytes + at);
      guint slot = get_slot (key);

      if ((self->filter[slot / 8] >> (slot % 8)) & 1)
        count += matches (self, key, bytes + at, n - at);
    }
  return count;
}

static guint
count_region (Markers *self, int memory, guint64 from, guint64 to)
{
  gsize size = (gsize)(to - from), done = 0;
  g_autofree guint8 *bytes = g_malloc (size);
  gssize n;

  while (done < size && (n = pread (memory, bytes + done, size - done, (off_t)(from + done))) > 0)
    done += (gsize)n;
  return markers_count (self, bytes, done);
}

guint
markers_count_process (Markers *self, int pid)
{
  g_autofree char *maps_path = g_strdup_printf ("/proc/%d/maps", pid);
  g_autofree char *memory_path = g_strdup_printf ("/proc/%d/mem", pid);
  g_autofree char *maps = NULL;
  g_auto (GStrv) lines = NULL;
  int memory = open (memory_path, O_RDONLY | O_CLOEXEC);
  guint count = 0, n_regions = 0;

  g_assert_cmpint (memory, >=, 0);
  g_assert_true (g_file_get_contents (maps_path, &maps, NULL, NULL));
  lines = g_strsplit (maps, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      unsigned long from, to;
      char rights[5];

      if (sscanf (lines[i], "%lx-%lx %4s", &from, &to, rights) != 3 || rights[0] != 'r'
          || rights[1] != 'w')
        continue;
      count += count_region (self, memory, from, to);
      n_regions++;
    }
  close (memory);
  g_assert_cmpuint (n_regions, >, 3);
  return count;
}

guint
markers_count_folder (Markers *self, const char *dir)
{
  g_autoptr (GDir) entries = g_dir_open (dir, 0, NULL);
  const char *name;
  guint count = 0;

  g_assert_nonnull (entries);
  while ((name = g_dir_read_name (entries)) != NULL)
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);
      g_autofree char *bytes = NULL;
      gsize n;

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        count += markers_count_folder (self, path);
      else if (g_file_get_contents (path, &bytes, &n, NULL))
        count += markers_count (self, (const guint8 *)bytes, n);
    }
  return count;
}

static guint64
draw (GRand *rand, guint64 min, guint64 max)
{
  guint64 number = ((guint64)g_rand_int (rand) << 32) | g_rand_int (rand);

  return min + number % (max - min + 1);
}

PartyFixture *
markers_make_party (GRand *rand)
{
  PartyFixture *party = party_fixture_new (rand, ROWS);

  for (guint c = 1; c < JLY_BID_N_COLUMNS; c++)
    {
      JlyStudyColumn *column = party->study->columns->pdata[c];

      column->max = MONEY_MAX;
      column->width = 40;
      for (guint i = 0; i < N; i++)
        for (guint r = 0; r < ROWS; r++)
          party->values[i][c][r] = draw (rand, MONEY_MIN, MONEY_MAX);
    }
  return party;
}

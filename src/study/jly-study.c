/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The study in memory, and what must hold before anything runs. Its bytes: jly-study-cbor.c. */
#include "config.h"

#include "study/jly-study.h"

#include "base/jly-error.h"
#include "base/jly-plain.h"
#include "crypto/jly-identity.h"
#include "table/jly-bid-table.h"
#include "table/jly-names.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

static void
free_party (JlyParty *party)
{
  g_free (party->name);
  g_free (party);
}

static void
free_column (JlyStudyColumn *column)
{
  g_free (column->id);
  g_free (column->title);
  g_free (column);
}

static void
free_row (JlyStudyRow *row)
{
  g_free (row->name);
  g_free (row->unit);
  g_free (row);
}

static char *
draw_id (void)
{
  guint8 random[16];
  char text[2 * sizeof random + 1];

  randombytes_buf (random, sizeof random);
  return g_strdup (sodium_bin2hex (text, sizeof text, random, sizeof random));
}

JlyStudy *
jly_study_new (const char *case_id, const char *title)
{
  JlyStudy *self = g_new0 (JlyStudy, 1);

  self->id = draw_id ();
  self->case_id = g_strdup (case_id);
  self->title = g_strdup (title);
  self->providers = g_ptr_array_new_with_free_func ((GDestroyNotify)free_party);
  self->miners = g_ptr_array_new_with_free_func ((GDestroyNotify)free_party);
  self->columns = g_ptr_array_new_with_free_func ((GDestroyNotify)free_column);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)free_row);
  return self;
}

void
jly_study_free (JlyStudy *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->case_id);
  g_free (self->title);
  g_free (self->currency);
  g_ptr_array_unref (self->providers);
  g_ptr_array_unref (self->miners);
  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

JlyParty *
jly_study_add_party (GPtrArray *parties, const char *name)
{
  JlyParty *party = g_new0 (JlyParty, 1);

  party->name = g_strdup (name);
  g_ptr_array_add (parties, party);
  return party;
}

static guint
bits_of (guint64 max)
{
  guint width = 0;

  for (; max > 0; max >>= 1)
    width++;
  return width;
}

JlyStudyColumn *
jly_study_add_column (JlyStudy *self, const char *id, const char *title, guint scale, guint64 max)
{
  JlyStudyColumn *column = g_new0 (JlyStudyColumn, 1);

  column->id = g_strdup (id);
  column->title = g_strdup (title);
  column->scale = scale;
  column->max = max;
  column->width = bits_of (max);
  g_ptr_array_add (self->columns, column);
  return column;
}

JlyStudyRow *
jly_study_add_row (JlyStudy *self, const char *name, const char *unit, guint64 need)
{
  JlyStudyRow *row = g_new0 (JlyStudyRow, 1);

  row->name = g_strdup (name);
  row->unit = g_strdup (unit);
  row->need = need;
  g_ptr_array_add (self->rows, row);
  return row;
}

void
jly_study_hash (const JlyStudy *self, guint8 hash[JLY_HASH_BYTES])
{
  g_autoptr (GBytes) bytes = jly_study_encode (self);

  g_assert (bytes != NULL);
  jly_hash ("study", g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), hash);
}

static gboolean fail_config (GError **error, const char *next, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

static gboolean
fail_config (GError **error, const char *next, const char *format, ...)
{
  JlyErrorDetail detail = { .step = "study", .next = next };
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  return jly_fail (error, JLY_ERROR_CONFIG, &detail, "%s", text);
}

/* What a tender's file may say can always stand in a study. */
G_STATIC_ASSERT (JLY_TENDER_NAME_BYTES <= JLY_STUDY_MAX_NAME);

/* A name that people can read and tell apart: something is seen of it, it is not endless, and has
 * nothing in it that would turn or break a line. */
static gboolean
is_name (const char *name)
{
  g_autofree char *folded = NULL;

  if (name == NULL || strlen (name) > JLY_STUDY_MAX_NAME || !jly_plain_is_line (name))
    return FALSE;
  folded = jly_name_fold (name);
  return *folded != '\0';
}

/* seen holds the folded names of the parties before: "North" and "north" are one name to a person,
 * and a company called like a computing party would be taken for it. */
static gboolean
check_parties (GPtrArray *parties, GHashTable *seen, GError **error)
{
  for (guint i = 0; i < parties->len; i++)
    {
      const JlyParty *party = parties->pdata[i];

      if (!is_name (party->name))
        return fail_config (error, _ ("Give every party a short name."),
                            _ ("Party %u of the study has no usable name."), i + 1);
      if (!g_hash_table_add (seen, jly_name_fold (party->name)))
        return fail_config (error, _ ("Give every party a name of its own."),
                            _ ("Two parties of the study are called “%s”."), party->name);
    }
  return TRUE;
}

/* Adds the three keys to seen; FALSE if one was there. */
static gboolean
add_keys (GHashTable *seen, const JlyPublicKeys *keys)
{
  const guint8 *all[] = { keys->identity, keys->link, keys->sealing };
  gboolean is_new = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autoptr (GBytes) key = g_bytes_new (all[i], sizeof keys->identity);

      is_new = g_hash_table_add (seen, g_steal_pointer (&key)) && is_new;
    }
  return is_new;
}

/* One key, one party, one purpose. Else one party could stand in the study as two computing
 * parties, and see everything. */
static gboolean
check_keys (const JlyStudy *self, GError **error)
{
  g_autoptr (GHashTable) seen
      = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
  const GPtrArray *const groups[] = { self->miners, self->providers };

  for (guint g = 0; g < G_N_ELEMENTS (groups); g++)
    for (guint i = 0; i < groups[g]->len; i++)
      {
        const JlyParty *party = groups[g]->pdata[i];

        if (!add_keys (seen, &party->keys))
          return fail_config (
              error, _ ("Ask for a study in which everybody has keys of their own."),
              _ ("“%s” has a key in the study that is there already."), party->name);
      }
  return TRUE;
}

static gboolean
check_rows (const JlyStudy *self, const JlyStudyColumn *amount, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (self->rows->len == 0 || self->rows->len > JLY_STUDY_MAX_ROWS)
    return fail_config (error, _ ("Check the tender's file."),
                        _ ("The tender has %u rows; from 1 to %d are possible."), self->rows->len,
                        JLY_STUDY_MAX_ROWS);
  for (guint i = 0; i < self->rows->len; i++)
    {
      const JlyStudyRow *row = self->rows->pdata[i];

      if (!is_name (row->name) || (*row->unit != '\0' && !is_name (row->unit)))
        return fail_config (error, _ ("Check the tender's file."),
                            _ ("Row %u of the tender has no usable name or unit."), i + 1);
      /* Results are found by the rows' names. */
      if (!g_hash_table_add (seen, jly_name_fold (row->name)))
        return fail_config (error, _ ("Check the tender's file."),
                            _ ("Two rows of the tender are called “%s”."), row->name);
      if (row->need == 0 || row->need > amount->max)
        return fail_config (error, _ ("Agree on a wider range for amounts, or check the tender."),
                            _ ("The tender's need for “%s” is outside the agreed range."),
                            row->name);
    }
  return TRUE;
}

static gboolean
check_columns (const JlyStudy *self, GError **error)
{
  static const char *const ids[] = { "amount", "cost", "revenue" };

  if (self->columns->len != G_N_ELEMENTS (ids))
    return fail_config (error, NULL, _ ("A joint bid needs three columns, this study has %u."),
                        self->columns->len);
  for (guint i = 0; i < self->columns->len; i++)
    {
      const JlyStudyColumn *column = self->columns->pdata[i];

      if (!g_str_equal (column->id, ids[i]) || !is_name (column->title) || column->scale > 9)
        return fail_config (error, NULL,
                            _ ("Column %u of the study is not what a joint bid needs."), i + 1);
      if (column->max == 0 || column->width != bits_of (column->max))
        return fail_config (error, NULL, _ ("The agreed range of “%s” is not usable."),
                            column->title);
    }
  return TRUE;
}

static gboolean
check_money (const JlyStudy *self, GError **error)
{
  const JlyStudyColumn *cost = self->columns->pdata[1], *revenue = self->columns->pdata[2];

  if (cost->scale != revenue->scale || cost->width != revenue->width)
    return fail_config (error, NULL, _ ("Costs and revenues must have the same agreed range."));
  return TRUE;
}

gboolean
jly_study_check (const JlyStudy *self, GError **error)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GBytes) bytes = NULL;

  if (!g_str_equal (self->case_id, "a"))
    return fail_config (error, _ ("Only case “a” runs in this version."),
                        _ ("Case “%s” does not run yet."), self->case_id);
  if (self->miners->len != JLY_STUDY_MINERS)
    return fail_config (error, NULL, _ ("A study needs three computing parties, this one has %u."),
                        self->miners->len);
  if (self->providers->len != JLY_STUDY_MINERS)
    return fail_config (error, NULL, _ ("A joint bid needs three companies, this study has %u."),
                        self->providers->len);
  if (!is_name (self->title) || !is_name (self->currency))
    return fail_config (error, NULL, _ ("The study has no usable title or currency."));
  if (!check_parties (self->providers, names, error) || !check_parties (self->miners, names, error)
      || !check_keys (self, error) || !check_columns (self, error) || !check_money (self, error)
      || !check_rows (self, self->columns->pdata[0], error))
    return FALSE;
  bytes = jly_study_encode (self);
  if (bytes == NULL)
    return fail_config (error, _ ("Shorten the names in the tender."),
                        _ ("The study is too long to be sent."));
  return TRUE;
}

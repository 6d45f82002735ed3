/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-made-result.h. */
#include "config.h"

#include "jly-made-result.h"

#define N_ROWS 5

static const struct
{
  const char *name;
  const char *unit;
  guint64 need;
  guint64 part;
  guint64 cost, revenue; /* cents */
} rows[N_ROWS] = {
  { "Roofing", "hours", 640, 212, 35000, 40000 },
  { "Timber framing", "hours", 420, 0, 5000, 5200 },
  { "Scaffold area", "m²", 1900, 700, 9000, 8800 },
  { "Crane days", "days", 12, 5, 9000, 10000 },
  { "Waste removal", "tonnes", 85, 0, 11000, 0 },
};

static guint64
scale_up (guint64 number, guint scale)
{
  while (scale-- > 0)
    number *= 10;
  return number;
}

JlyStudy *
jly_made_study (guint amount_scale)
{
  JlyStudy *study = jly_study_new ("a", "School Roof");

  study->currency = g_strdup ("EUR");
  study->rehearsal = TRUE;
  jly_study_add_column (study, "amount", "Free amount", amount_scale,
                        scale_up (10000, amount_scale));
  jly_study_add_column (study, "cost", "Unit cost", 2, 1000000);
  jly_study_add_column (study, "revenue", "Smallest unit revenue", 2, 1000000);
  for (guint i = 0; i < N_ROWS; i++)
    jly_study_add_row (study, rows[i].name, rows[i].unit, scale_up (rows[i].need, amount_scale));
  return study;
}

static void
add_number (JlyResult *result, const char *id, const char *to, const char *value, guint scale)
{
  JlyResultItem *item
      = jly_result_add (result, "joint-bid", id, to, scale > 0 ? "decimal" : "integer", value);

  item->scale = scale;
}

static void
add_rejected (JlyResult *result, const char *to, const char *n)
{
  JlyResultItem *item = jly_result_add (result, "checks", "rejected", to, "integer", n);

  item->reason = g_strdup_printf ("%s of your 5 rows was left out by the agreed checks.", n);
}

JlyResult *
jly_made_result (const JlyStudy *study, gboolean all_met)
{
  JlyResult *result = jly_result_new (study->id, "1", "done");

  for (guint i = 0; i < N_ROWS; i++)
    {
      gboolean met = all_met || i % 3 != 1;
      g_autofree char *met_id = g_strconcat ("met/", rows[i].name, NULL);
      g_autofree char *part_id = g_strconcat ("part/", rows[i].name, NULL);
      g_autofree char *part = g_strdup_printf ("%" G_GUINT64_FORMAT, rows[i].part);

      jly_result_add (result, "joint-bid", met_id, "everyone", "bool", met ? "true" : "false");
      add_number (result, part_id, "North", part, 0);
    }
  add_rejected (result, "North", all_met ? "0" : "1");
  add_rejected (result, "South", "3");
  if (all_met)
    add_number (result, "price", "everyone", "412600.00", 2);
  return result;
}

JlyBidTable *
jly_made_table (guint amount_scale)
{
  JlyBidTable *table = g_new0 (JlyBidTable, 1);

  for (guint column = 0; column < JLY_BID_TABLE_COLUMNS; column++)
    table->values[column] = g_new0 (guint64, N_ROWS);
  for (guint i = 0; i < N_ROWS; i++)
    {
      table->values[0][i] = scale_up (rows[i].part, amount_scale);
      table->values[1][i] = rows[i].cost;
      table->values[2][i] = rows[i].revenue;
    }
  return table;
}

void
jly_made_table_free (JlyBidTable *table)
{
  for (guint column = 0; column < JLY_BID_TABLE_COLUMNS; column++)
    g_free (table->values[column]);
  g_free (table);
}

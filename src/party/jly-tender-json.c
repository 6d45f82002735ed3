/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-tender-json.h. Numbers travel as text: JSON readers may round large ones. */
#include "config.h"

#include "party/jly-tender-json.h"

#include "base/jly-error.h"
#include "party/jly-json.h"

#include <glib/gi18n-lib.h>

static void
set_number (JsonObject *object, const char *name, guint64 number)
{
  g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT, number);

  json_object_set_string_member (object, name, text);
}

static guint64
get_number (JsonObject *object, const char *name)
{
  guint64 number = 0;

  if (!g_ascii_string_to_unsigned (jly_json_get_text (object, name, ""), 10, 0, G_MAXUINT64,
                                   &number, NULL))
    return 0;
  return number;
}

static JsonArray *
rows_to_json (const JlyTender *tender)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < tender->rows->len; i++)
    {
      const JlyTenderRow *row = tender->rows->pdata[i];
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "name", row->name);
      json_object_set_string_member (object, "unit", row->unit != NULL ? row->unit : "");
      set_number (object, "need", row->need);
      set_number (object, "guide_price", row->guide_price);
      set_number (object, "file_row", row->file_row);
      json_array_add_object_element (array, object);
    }
  return array;
}

JsonObject *
jly_tender_to_json (const JlyTender *tender)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "title", tender->title);
  json_object_set_string_member (object, "currency", tender->currency);
  set_number (object, "amount_scale", tender->ranges.amount_scale);
  set_number (object, "money_scale", tender->ranges.money_scale);
  set_number (object, "amount_max", tender->ranges.amount_max);
  set_number (object, "money_max", tender->ranges.money_max);
  json_object_set_array_member (object, "rows", rows_to_json (tender));
  return object;
}

static void
free_row (JlyTenderRow *row)
{
  g_free (row->name);
  g_free (row->unit);
  g_free (row);
}

static JlyTenderRow *
row_from_json (JsonObject *object)
{
  JlyTenderRow *row = g_new0 (JlyTenderRow, 1);

  row->name = g_strdup (jly_json_get_text (object, "name", ""));
  row->unit = g_strdup (jly_json_get_text (object, "unit", ""));
  row->need = get_number (object, "need");
  row->guide_price = get_number (object, "guide_price");
  row->file_row = get_number (object, "file_row");
  return row;
}

JlyTender *
jly_tender_from_json (JsonObject *object, GError **error)
{
  JsonArray *rows = jly_json_get_array (object, "rows");
  JlyTender *tender;

  if (rows == NULL || json_array_get_length (rows) == 0)
    {
      jly_fail (error, JLY_ERROR_USAGE, NULL, _ ("The tender is missing."));
      return NULL;
    }
  tender = g_new0 (JlyTender, 1);
  tender->title = g_strdup (jly_json_get_text (object, "title", ""));
  tender->currency = g_strdup (jly_json_get_text (object, "currency", ""));
  tender->ranges.amount_scale = (guint)get_number (object, "amount_scale");
  tender->ranges.money_scale = (guint)get_number (object, "money_scale");
  tender->ranges.amount_max = get_number (object, "amount_max");
  tender->ranges.money_max = get_number (object, "money_max");
  tender->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)free_row);
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonNode *node = json_array_get_element (rows, i);

      g_ptr_array_add (
          tender->rows,
          row_from_json (JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL));
    }
  return tender;
}

static void
add_money (JlyStudy *study, const char *id, const char *title, const JlyBidRanges *ranges)
{
  JlyStudyColumn *column
      = jly_study_add_column (study, id, title, ranges->money_scale, (gint64)ranges->money_max);

  g_free (column->unit);
  column->unit = g_strdup (study->currency);
}

JlyStudy *
jly_tender_make_study (const JlyTender *tender, const char *case_id)
{
  JlyStudy *study = jly_study_new (case_id, tender->title);
  const JlyBidRanges *ranges = &tender->ranges;

  study->currency = g_strdup (tender->currency);
  jly_study_add_column (study, "amount", _ ("Free amount"), ranges->amount_scale,
                        (gint64)ranges->amount_max);
  add_money (study, "cost", _ ("Unit cost"), ranges);
  add_money (study, "revenue", _ ("Smallest unit revenue"), ranges);
  for (guint i = 0; i < tender->rows->len; i++)
    {
      const JlyTenderRow *row = tender->rows->pdata[i];

      jly_study_add_row (study, row->name, row->unit != NULL ? row->unit : "", row->need);
    }
  return study;
}

static gboolean
has_same_ranges (const JlyTender *tender, const JlyStudy *study)
{
  const JlyStudyColumn *amount = study->columns->pdata[0], *cost = study->columns->pdata[1];

  return amount->scale == tender->ranges.amount_scale
         && (guint64)amount->max == tender->ranges.amount_max
         && cost->scale == tender->ranges.money_scale
         && (guint64)cost->max == tender->ranges.money_max;
}

JlyTender *
jly_tender_new_for_contract (const JlyContract *contract)
{
  const JlyContractColumn *amount = contract->columns->pdata[0];
  const JlyContractColumn *cost = contract->columns->pdata[1];
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (JsonObject) object = NULL;
  JlyTender tender = {
    .title = contract->title,
    .currency = contract->currency,
    .ranges = { amount->scale, cost->scale, (guint64)amount->max, (guint64)cost->max },
    .rows = rows,
  };

  for (guint i = 0; i < contract->rows->len; i++)
    {
      const JlyStudyRow *from = contract->rows->pdata[i];
      JlyTenderRow *row = g_new0 (JlyTenderRow, 1);

      *row = (JlyTenderRow){ .name = from->name, .unit = from->unit, .need = from->need };
      g_ptr_array_add (rows, row);
    }
  object = jly_tender_to_json (&tender);
  return jly_tender_from_json (object, NULL);
}

gboolean
jly_tender_check_study (const JlyTender *tender, const JlyStudy *study, GError **error)
{
  gboolean same = tender->rows->len == study->rows->len && has_same_ranges (tender, study);

  for (guint i = 0; same && i < tender->rows->len; i++)
    {
      const JlyTenderRow *asked = tender->rows->pdata[i];
      const JlyStudyRow *row = study->rows->pdata[i];

      same = asked->need == row->need && g_str_equal (asked->name, row->name);
    }
  return same
         || jly_fail (error, JLY_ERROR_REFUSED, NULL,
                      _ ("The study asks for something else than the tender that the figures were "
                         "read for."));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words and numbers of a joint bid's result. Never opens anything: it only puts into sentences
 * what this company was given, and what follows from it. */
#include "config.h"
#include "app/jly-bid-report.h"

#include "base/jly-error.h"
#include "study/jly-plan.h"
#include "table/jly-csv-write.h"

#include <glib/gi18n.h>
#include <string.h>

static void
free_line (gpointer data)
{
  JlyBidLine *line = data;

  g_free (line->name);
  g_free (line->need);
  g_free (line->part);
  g_free (line->others);
  g_free (line);
}

void
jly_bid_report_free (JlyBidReport *self)
{
  g_free (self->study_title);
  g_free (self->own_name);
  g_free (self->rejected);
  g_ptr_array_unref (self->lines);
  g_free (self->headline);
  g_free (self->subtitle);
  g_free (self->price);
  g_free (self->income);
  g_free (self->others);
  g_free (self);
}

static guint64
power_of_ten (guint exponent)
{
  guint64 power = 1;

  while (exponent-- > 0)
    power *= 10;
  return power;
}

/* An amount and its unit, which no line may part. */
static char *
format_amount (guint64 steps, guint scale, const char *unit)
{
  g_autofree char *number = NULL;

  while (scale > 0 && steps % 10 == 0)
    {
      steps /= 10;
      scale--;
    }
  number = jly_amount_format (steps, scale);
  return unit != NULL && *unit != '\0' ? g_strdup_printf ("%s\u00a0%s", number, unit)
                                       : g_steal_pointer (&number);
}

/* Money as people write it: whole, or with two decimals; more only where they are needed. */
static char *
format_money (guint64 steps, guint scale, const char *currency)
{
  g_autofree char *number = NULL;

  while (scale > 2 && steps % 10 == 0)
    {
      steps /= 10;
      scale--;
    }
  if (scale == 1)
    {
      steps *= 10;
      scale = 2;
    }
  if (scale == 2 && steps % 100 == 0)
    {
      steps /= 100;
      scale = 0;
    }
  number = jly_amount_format (steps, scale);
  return g_strdup_printf ("%s\u00a0%s", number,
                          g_strcmp0 (currency, "EUR") == 0 ? _ ("euro") : currency);
}

/* An exact number of the document in steps of 10^-scale. */
static gboolean
read_number (const JlyResultItem *item, guint scale, guint64 *steps, GError **error)
{
  if (item->value == NULL || item->scale > scale
      || !jly_amount_parse (item->value, item->scale, G_MAXUINT64, steps, NULL)
      || (scale > item->scale && *steps > G_MAXUINT64 / power_of_ten (scale - item->scale)))
    return jly_fail (
        error, JLY_ERROR_CONFIG, &(JlyErrorDetail){ .next = _ ("Run the study again.") },
        _ ("The kept result cannot be read: “%s” is not a number that fits."), item->id);
  *steps *= power_of_ten (scale - item->scale);
  return TRUE;
}

static const JlyResultItem *
find_part (JlyResult *result, const char *name, const char *own_name)
{
  g_autofree char *id = g_strconcat ("part/", name, NULL);

  return own_name != NULL ? jly_result_find (result, id, own_name) : NULL;
}

/* The document of an app holds the part of one company: its own. */
static const char *
find_own_name (JlyResult *result)
{
  for (guint i = 0; i < result->items->len; i++)
    {
      const JlyResultItem *item = g_ptr_array_index (result->items, i);

      if (g_str_has_prefix (item->id, "part/") && g_strcmp0 (item->recipient, "everyone") != 0)
        return item->recipient;
    }
  return NULL;
}

static gboolean
read_line (JlyBidReport *self,
           JlyResult *result,
           const JlyStudyRow *row,
           guint scale,
           guint64 *part_steps,
           GError **error)
{
  g_autofree char *id = g_strconcat ("met/", row->name, NULL);
  const JlyResultItem *met = jly_result_find (result, id, "everyone");
  const JlyResultItem *part = find_part (result, row->name, self->own_name);
  JlyBidLine *line;

  if (met == NULL || met->value == NULL)
    return jly_fail (error, JLY_ERROR_CONFIG,
                     &(JlyErrorDetail){ .next = _ ("Run the study again.") },
                     _ ("The kept result says nothing about “%s”."), row->name);
  line = g_new0 (JlyBidLine, 1);
  g_ptr_array_add (self->lines, line);
  line->name = g_strdup (row->name);
  line->need = format_amount (row->need, scale, row->unit);
  line->met = strcmp (met->value, "true") == 0;
  line->share = -1;
  self->n_met += line->met ? 1 : 0;
  if (part == NULL)
    return TRUE;
  if (!read_number (part, scale, part_steps, error))
    return FALSE;
  line->part = format_amount (*part_steps, scale, row->unit);
  line->share = row->need > 0 ? MIN (1.0, (double)*part_steps / (double)row->need) : 0;
  if (line->met && *part_steps <= row->need)
    line->others = format_amount (row->need - *part_steps, scale, row->unit);
  return TRUE;
}

/* Own income at the lowest price: part times own ask, the larger of unit cost and smallest revenue;
 * in steps of amount scale plus money scale. FALSE where it does not fit. */
static gboolean
add_income (const JlyBidTable *own, guint row, guint64 part, guint64 *income)
{
  guint64 ask = MAX (own->values[1][row], own->values[2][row]);
  guint64 product;

  return !__builtin_mul_overflow (part, ask, &product)
         && !__builtin_add_overflow (*income, product, income);
}

static gboolean
read_price (JlyBidReport *self,
            JlyResult *result,
            const JlyStudy *study,
            guint scale,
            const guint64 *income,
            GError **error)
{
  const JlyResultItem *item = jly_result_find (result, "price", "everyone");
  guint64 price;

  if (item == NULL || item->value == NULL)
    return jly_fail (error, JLY_ERROR_CONFIG,
                     &(JlyErrorDetail){ .next = _ ("Run the study again.") },
                     _ ("The kept result has no price although every requirement is met."));
  if (!read_number (item, MAX (scale, item->scale), &price, error))
    return FALSE;
  self->price = format_money (price, MAX (scale, item->scale), study->currency);
  if (income != NULL && item->scale <= scale && *income <= price)
    {
      self->income = format_money (*income, scale, study->currency);
      self->others = format_money (price - *income, scale, study->currency);
    }
  return TRUE;
}

static void
write_headline (JlyBidReport *self)
{
  guint n_missing = self->lines->len - self->n_met;

  if (n_missing == 0)
    {
      self->headline = g_strdup_printf (_ ("Yes, together you can bid: from %s"), self->price);
      self->subtitle = g_strdup (
          _ ("Every requirement of the tender is met, and at this price none of the three loses "
             "money."));
      return;
    }
  self->headline
      = g_strdup_printf (ngettext ("Not yet: %u of %u requirements is not met",
                                   "Not yet: %u of %u requirements are not met", n_missing),
                         n_missing, self->lines->len);
  if (self->rehearsal)
    self->subtitle
        = g_strdup (_ ("No price was opened, because not everything that the tender asks for is "
                       "there. The partners’ figures are made up: the next rehearsal can end "
                       "differently."));
  else
    self->subtitle
        = g_strdup (_ ("No price was opened, because not everything that the tender asks "
                       "for is there. How much is missing stays hidden."));
}

/* Columns of the study by their meaning, so that their scales are never guessed. */
static gboolean
find_scale (const JlyStudy *study, const char *id, guint *scale, GError **error)
{
  for (guint i = 0; i < study->columns->len; i++)
    {
      const JlyStudyColumn *column = g_ptr_array_index (study->columns, i);

      if (g_strcmp0 (column->id, id) == 0 && column->scale <= 6)
        {
          *scale = column->scale;
          return TRUE;
        }
    }
  return jly_fail (error, JLY_ERROR_CONFIG, &(JlyErrorDetail){ .next = _ ("Run the study again.") },
                   _ ("The kept study has no column “%s”."), id);
}

static gboolean
read_result (JlyBidReport *self,
             JlyResult *result,
             const JlyStudy *study,
             const JlyBidTable *own,
             GError **error)
{
  guint amount_scale, money_scale;
  guint64 income = 0;
  gboolean has_income = own != NULL && self->own_name != NULL;

  if (!find_scale (study, "amount", &amount_scale, error)
      || !find_scale (study, "cost", &money_scale, error))
    return FALSE;
  for (guint i = 0; i < study->rows->len; i++)
    {
      guint64 part = 0;

      if (!read_line (self, result, g_ptr_array_index (study->rows, i), amount_scale, &part, error))
        return FALSE;
      has_income = has_income && add_income (own, i, part, &income);
    }
  return self->n_met < self->lines->len
         || read_price (self, result, study, amount_scale + money_scale,
                        has_income ? &income : NULL, error);
}

/* Only what the document says of this company's own rows. */
static char *
dup_rejected (JlyResult *result, const char *own_name)
{
  const JlyResultItem *item
      = own_name != NULL ? jly_result_find (result, JLY_PLAN_REJECTED, own_name) : NULL;

  return item != NULL && g_strcmp0 (item->value, "0") != 0 ? g_strdup (item->reason) : NULL;
}

JlyBidReport *
jly_bid_report_new (JlyResult *result,
                    const JlyStudy *study,
                    const JlyBidTable *own,
                    GError **error)
{
  g_autoptr (JlyBidReport) self = g_new0 (JlyBidReport, 1);

  self->lines = g_ptr_array_new_with_free_func (free_line);
  self->study_title = g_strdup (study->title);
  self->own_name = g_strdup (find_own_name (result));
  self->rehearsal = study->rehearsal;
  if (!read_result (self, result, study, own, error))
    return NULL;
  self->rejected = dup_rejected (result, self->own_name);
  write_headline (self);
  return g_steal_pointer (&self);
}

gboolean
jly_bid_report_is_all_met (const JlyBidReport *self)
{
  return self->n_met == self->lines->len;
}

/* "Roofing 428 hours, Crane days 4 days": what the other two do together, which needs no secret. */
static char *
list_others (const JlyBidReport *self)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < self->lines->len; i++)
    {
      const JlyBidLine *line = g_ptr_array_index (self->lines, i);

      if (line->others != NULL)
        g_string_append_printf (list, "%s%s %s", list->len > 0 ? ", " : "", line->name,
                                line->others);
    }
  return list->len > 0 ? g_string_free (g_steal_pointer (&list), FALSE) : NULL;
}

GPtrArray *
jly_bid_report_dup_worked_out (const JlyBidReport *self)
{
  GPtrArray *sentences = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *others = list_others (self);

  if (self->others != NULL)
    g_ptr_array_add (
        sentences,
        g_strdup_printf (_ ("From the price and your own part you can work out what the other two "
                            "cost together: %s. Each of them can do the same with the other and "
                            "you."),
                         self->others));
  else if (self->price != NULL)
    g_ptr_array_add (sentences,
                     g_strdup (_ ("From the price, your own part and your own figures you can work "
                                  "out what the other two cost together. Each of them can do the "
                                  "same with the other and you.")));
  if (others != NULL)
    g_ptr_array_add (
        sentences,
        g_strdup_printf (
            _ ("From your own part you can work out what the other two do together: %s."), others));
  if (others != NULL)
    g_ptr_array_add (sentences,
                     g_strdup (_ ("Where your part is smaller than what you have free, the rest "
                                  "went to companies that want no more than you for it.")));
  if (!jly_bid_report_is_all_met (self))
    g_ptr_array_add (sentences,
                     g_strdup (_ ("Where a requirement is not met, everyone knows that all three "
                                  "together have less than it asks for; you can subtract what is "
                                  "yours.")));
  g_ptr_array_add (sentences,
                   g_strdup (_ ("Two computing parties that work together in secret could work out "
                                "every figure. One alone sees nothing but noise.")));
  return sentences;
}

char *
jly_bid_report_dup_csv (const JlyBidReport *self, gboolean with_own_part)
{
  const char *remark = self->rehearsal ? _ ("Rehearsal, made-up figures") : "";
  GString *csv = g_string_new (NULL);

  jly_csv_append_cell (csv, _ ("Requirement"), FALSE);
  jly_csv_append_cell (csv, _ ("Required"), FALSE);
  jly_csv_append_cell (csv, _ ("Met"), FALSE);
  if (with_own_part)
    jly_csv_append_cell (csv, _ ("Your part"), FALSE);
  jly_csv_append_cell (csv, _ ("Remark"), TRUE);
  for (guint i = 0; i < self->lines->len; i++)
    {
      const JlyBidLine *line = g_ptr_array_index (self->lines, i);

      jly_csv_append_cell (csv, line->name, FALSE);
      jly_csv_append_cell (csv, line->need, FALSE);
      jly_csv_append_cell (csv, line->met ? _ ("yes") : _ ("no"), FALSE);
      if (with_own_part)
        jly_csv_append_cell (csv, line->part != NULL ? line->part : "", FALSE);
      jly_csv_append_cell (csv, remark, TRUE);
    }
  if (self->price != NULL)
    {
      jly_csv_append_cell (csv, _ ("Lowest price"), FALSE);
      jly_csv_append_cell (csv, self->price, FALSE);
      jly_csv_append_cell (csv, "", FALSE);
      if (with_own_part)
        jly_csv_append_cell (csv, self->income != NULL ? self->income : "", FALSE);
      jly_csv_append_cell (csv, remark, TRUE);
    }
  return g_string_free (csv, FALSE);
}

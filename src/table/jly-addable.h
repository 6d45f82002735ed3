/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a total of a column's figures would mean anything. A person compares the total that is
 * read back with the own books, where nobody adds up hourly rates, so that one that means nothing
 * only teaches to read past it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  JLY_ADDS_UP,
  JLY_ADDS_NOT_ALIKE, /* hours and days; only a study can say so */
  JLY_ADDS_NOT_PERCENT,
  JLY_ADDS_NOT_PER_UNIT, /* prices and costs for one of something */
  JLY_ADDS_NOT_AVERAGE,  /* averages, indices, ratios, ages */
  JLY_ADDS_NOT_YEAR,
  JLY_ADDS_NOT_CODE
} JlyAddable;

/* name: the column's; unit: of its figures, NULL for none; is_money: a unit beside money is what
 * one of costs. Years are known by their values only, see jly_addable_narrow. */
JlyAddable jly_addable_find (const char *name, const char *unit, gboolean is_money);
/* Of figures of this name that add up as far as it says: whether their range says that they are
 * years. least and most are whole numbers. */
JlyAddable jly_addable_narrow (JlyAddable self, const char *name, gint64 least, gint64 most);
/* "Percentages are not added up."; "" for those that add up. Static. */
const char *jly_addable_explain (JlyAddable self);

/* "Customer number" is a code, "Number of customers" is not: the last word says what a thing is. */
gboolean jly_addable_is_code_name (const char *name);

G_END_DECLS

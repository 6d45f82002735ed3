/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-limits.h. */
#include "config.h"

#include "analysis/jly-limits.h"

#include <glib/gi18n-lib.h>

#define MAX_ROWS 1000000
#define MAX_PARTIES 50

gboolean
jly_limits_is_valid (const JlyLimits *self)
{
  return self->min_rows <= MAX_ROWS && self->min_parties <= MAX_PARTIES && self->top_share <= 100;
}

gboolean
jly_limits_is_any (const JlyLimits *self)
{
  return self->min_rows > 1 || self->min_parties > 1
         || (self->top_share > 0 && self->top_share < 100);
}

char *
jly_limits_explain (const JlyLimits *self)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *list = NULL;

  if (!jly_limits_is_any (self))
    return NULL;
  if (self->min_rows > 1)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("fewer than %u row", "fewer than %u rows",
                                                       self->min_rows),
                                             self->min_rows));
  if (self->min_parties > 1)
    g_ptr_array_add (parts,
                     g_strdup_printf (ngettext ("fewer than %u company", "fewer than %u companies",
                                                self->min_parties),
                                      self->min_parties));
  if (self->top_share > 0 && self->top_share < 100)
    g_ptr_array_add (parts,
                     g_strdup_printf (_ ("one company with more than %u %%"), self->top_share));
  g_ptr_array_add (parts, g_strdup (_ ("needed to keep another one hidden")));
  g_ptr_array_add (parts, NULL);
  list = g_strjoinv (_ (", or "), (char **)parts->pdata);
  return g_strdup_printf (_ ("hidden: %s"), list);
}

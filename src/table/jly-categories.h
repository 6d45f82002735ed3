/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The agreed list of a column of categories, and which of it a cell means. A category enters a
 * computation as its place in the list, from 0. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define JLY_CATEGORY_NONE (-1)

typedef struct _JlyCategories JlyCategories;

/* list must outlive it. */
JlyCategories *jly_categories_new (const char *const *list);
void jly_categories_free (JlyCategories *self);

/* The place of a folded cell (jly_name_fold), or JLY_CATEGORY_NONE. */
int jly_categories_find (const JlyCategories *self, const char *folded);
/* The one category that a folded cell is nearly written like: one or two letters otherwise, without
 * accents and marks the same, or its beginning. JLY_CATEGORY_NONE also where two are as near: only
 * the person knows. */
int jly_categories_find_near (JlyCategories *self, const char *folded);
/* Calls func for each writing that was found to be near one of the list, in no order. */
typedef void (*JlyCategoriesNearFunc) (const char *folded, const char *category, gpointer data);
void jly_categories_foreach_near (JlyCategories *self, JlyCategoriesNearFunc func, gpointer data);
guint jly_categories_count (const JlyCategories *self);
/* As in the list, and folded. Borrowed. */
const char *jly_categories_get (const JlyCategories *self, int place);
const char *jly_categories_get_folded (const JlyCategories *self, int place);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyCategories, jly_categories_free)

G_END_DECLS

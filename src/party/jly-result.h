/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The result document: what a study found, in memory and as JSON (PROTOCOL.md, "Result
 * document"). */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef struct
{
  char *id;        /* "met/Roofing", "price", "part/Roofing" */
  char *analysis;  /* "joint-bid"; "checks" of what the agreed checks left out */
  char *recipient; /* "everyone" or a party's name */
  char *kind;      /* "bool", "integer", "decimal", "text", "hidden" */
  char *value;     /* exact numbers are strings; "true"/"false" for bool; NULL if hidden */
  char *unit;      /* "EUR", "hours"; may be NULL */
  guint scale;
  gboolean is_rounded; /* value has JLY_FIGURE_DIGITS digits that count; else it is exact */
  char *reason;        /* why hidden, or what it says in words; may be NULL */
} JlyResultItem;

typedef struct
{
  char *what;
  char *to;
} JlyResultOpened;

#define JLY_TYPE_RESULT (jly_result_get_type ())
G_DECLARE_FINAL_TYPE (JlyResult, jly_result, JLY, RESULT, GObject)

/* Public fields: this is a record that pages and commands read. */
struct _JlyResult
{
  GObject parent_instance;
  char *study;
  char *attempt;
  char *status;       /* "done", "refused", "failed" */
  GPtrArray *items;   /* JlyResultItem* */
  GHashTable *places; /* of jly_result_find: the first n_placed items by id and recipient */
  guint n_placed;
  GPtrArray *opened; /* JlyResultOpened* */
  guint64 bytes[3];
  guint64 rounds;
  double seconds;
  GError *error; /* for refused and failed */
};

/* Empty but for these, which are copied; study and attempt may be NULL. */
JlyResult *jly_result_new (const char *study, const char *attempt, const char *status);
/* "refused" for JLY_ERROR_REFUSED, else "failed"; error is copied. Holds no results. */
JlyResult *jly_result_new_failed (const char *study, const GError *error);
/* Appends a result of this analysis; texts are copied, value may be NULL. Returned for unit, scale
 * and reason to be filled in; owned by self. */
JlyResultItem *jly_result_add (JlyResult *self,
                               const char *analysis,
                               const char *id,
                               const char *recipient,
                               const char *kind,
                               const char *value);
void jly_result_add_opened (JlyResult *self, const char *what, const char *to);
/* Borrowed; NULL if there is none of this id for this recipient. */
const JlyResultItem *jly_result_find (JlyResult *self, const char *id, const char *recipient);
/* The document, on one line unless pretty; owned by the caller. */
char *jly_result_to_json (JlyResult *self, gboolean pretty);
/* NULL with JLY_ERROR_PROTOCOL if json is no object, JLY_ERROR_DATA if it is no result document. */
JlyResult *jly_result_from_json (const char *json, GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The result document in memory. What a number means stays with it as text: exact numbers are never
 * turned into floating point.
 */
#include "config.h"

#include "party/jly-result.h"

#include "base/jly-error.h"

G_DEFINE_TYPE (JlyResult, jly_result, G_TYPE_OBJECT)

static void
free_item (JlyResultItem *item)
{
  g_free (item->id);
  g_free (item->analysis);
  g_free (item->recipient);
  g_free (item->kind);
  g_free (item->value);
  g_free (item->unit);
  g_free (item->reason);
  g_free (item);
}

static guint
hash_place (gconstpointer data)
{
  const JlyResultItem *item = data;

  return g_str_hash (item->id) * 31 + g_str_hash (item->recipient);
}

static gboolean
is_same_place (gconstpointer a, gconstpointer b)
{
  const JlyResultItem *one = a, *other = b;

  return g_str_equal (one->id, other->id) && g_str_equal (one->recipient, other->recipient);
}

static void
free_opened (JlyResultOpened *opened)
{
  g_free (opened->what);
  g_free (opened->to);
  g_free (opened);
}

static void
jly_result_finalize (GObject *object)
{
  JlyResult *self = JLY_RESULT (object);

  g_free (self->study);
  g_free (self->attempt);
  g_free (self->status);
  g_hash_table_unref (self->places);
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->opened);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (jly_result_parent_class)->finalize (object);
}

static void
jly_result_class_init (JlyResultClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = jly_result_finalize;
}

static void
jly_result_init (JlyResult *self)
{
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify)free_item);
  self->places = g_hash_table_new (hash_place, is_same_place);
  self->opened = g_ptr_array_new_with_free_func ((GDestroyNotify)free_opened);
}

JlyResult *
jly_result_new (const char *study, const char *attempt, const char *status)
{
  JlyResult *self = g_object_new (JLY_TYPE_RESULT, NULL);

  self->study = g_strdup (study);
  self->attempt = g_strdup (attempt);
  self->status = g_strdup (status);
  return self;
}

JlyResult *
jly_result_new_failed (const char *study, const GError *error)
{
  gboolean refused = error->domain == JLY_ERROR && error->code == JLY_ERROR_REFUSED;
  JlyResult *self = jly_result_new (study, NULL, refused ? "refused" : "failed");

  self->error = g_error_copy (error);
  return self;
}

JlyResultItem *
jly_result_add (JlyResult *self,
                const char *analysis,
                const char *id,
                const char *recipient,
                const char *kind,
                const char *value)
{
  JlyResultItem *item = g_new0 (JlyResultItem, 1);

  item->id = g_strdup (id);
  item->analysis = g_strdup (analysis);
  item->recipient = g_strdup (recipient);
  item->kind = g_strdup (kind);
  item->value = g_strdup (value);
  g_ptr_array_add (self->items, item);
  return item;
}

void
jly_result_add_opened (JlyResult *self, const char *what, const char *to)
{
  JlyResultOpened *opened = g_new0 (JlyResultOpened, 1);

  opened->what = g_strdup (what);
  opened->to = g_strdup (to);
  g_ptr_array_add (self->opened, opened);
}

/* The list is public, and what is taken from it must not be found any more. */
static void
place_items (JlyResult *self)
{
  if (self->n_placed == self->items->len)
    return;
  g_hash_table_remove_all (self->places);
  for (guint i = 0; i < self->items->len; i++)
    if (!g_hash_table_contains (self->places, self->items->pdata[i]))
      g_hash_table_add (self->places, self->items->pdata[i]);
  self->n_placed = self->items->len;
}

const JlyResultItem *
jly_result_find (JlyResult *self, const char *id, const char *recipient)
{
  const JlyResultItem wanted = { .id = (char *)id, .recipient = (char *)recipient };

  place_items (self);
  return g_hash_table_lookup (self->places, &wanted);
}

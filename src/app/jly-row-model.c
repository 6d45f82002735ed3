/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Items are plain objects made when asked for; they carry nothing. */
#include "config.h"

#include "app/jly-row-model.h"

struct _JlyRowModel
{
  GObject parent_instance;
  guint n_rows;
};

static GType
get_item_type (GListModel *model)
{
  return G_TYPE_OBJECT;
}

static guint
get_n_items (GListModel *model)
{
  return JLY_ROW_MODEL (model)->n_rows;
}

static gpointer
get_item (GListModel *model, guint position)
{
  return position < JLY_ROW_MODEL (model)->n_rows ? g_object_new (G_TYPE_OBJECT, NULL) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (JlyRowModel,
                               jly_row_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
jly_row_model_class_init (JlyRowModelClass *klass)
{
}

static void
jly_row_model_init (JlyRowModel *self)
{
}

JlyRowModel *
jly_row_model_new (gsize n_rows)
{
  JlyRowModel *self = g_object_new (JLY_TYPE_ROW_MODEL, NULL);

  self->n_rows = (guint)MIN (n_rows, G_MAXUINT);
  return self;
}

void
jly_row_model_set_n_rows (JlyRowModel *self, gsize n_rows)
{
  const guint before = self->n_rows;
  const guint after = (guint)MIN (n_rows, G_MAXUINT);

  self->n_rows = after;
  if (after > before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, after - before);
  else if (after < before)
    g_list_model_items_changed (G_LIST_MODEL (self), after, before - after, 0);
}

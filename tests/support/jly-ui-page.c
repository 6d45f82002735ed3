/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-ui-page.h. */
#include "config.h"

#include "jly-ui-page.h"

struct _JlyUiPage
{
  JlyPage parent_instance;
};

G_DEFINE_FINAL_TYPE (JlyUiPage, jly_ui_page, JLY_TYPE_PAGE)

static void
jly_ui_page_class_init (JlyUiPageClass *klass)
{
}

static void
jly_ui_page_init (JlyUiPage *self)
{
}

JlyPage *
jly_ui_page_new (void)
{
  return g_object_new (JLY_UI_TYPE_PAGE, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A case's picture as a widget: who brings, computes, asks and learns, in the colours of the style.
 * To screen readers it is an image with the case's title and one sentence. Properties: case
 * (JlyCase; NULL: empty), size.
 */
#pragma once

#include "study/jly-case.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  JLY_PICTURE_CARD,     /* 214 x 100, takes the width that it is given */
  JLY_PICTURE_DETAIL,   /* 420 x 245, gets smaller on a narrow page */
  JLY_PICTURE_THUMBNAIL /* 76 x 44, no badges */
} JlyPictureSize;

#define JLY_TYPE_CASE_PICTURE (jly_case_picture_get_type ())
G_DECLARE_FINAL_TYPE (JlyCasePicture, jly_case_picture, JLY, CASE_PICTURE, GtkWidget)

GtkWidget *jly_case_picture_new (JlyCase *the_case, JlyPictureSize size);
/* With 1, 2 and 3 in the hexagons. */
void jly_case_picture_set_numbered (JlyCasePicture *self, gboolean numbered);

G_END_DECLS

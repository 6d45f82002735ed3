/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The three computing parties at work: numbered hexagons, and dots that travel the links between
 * them while "running". Nothing moves in a window that is not looked at, or where the person turned
 * animations off.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define JLY_TYPE_MILL_PICTURE (jly_mill_picture_get_type ())
G_DECLARE_FINAL_TYPE (JlyMillPicture, jly_mill_picture, JLY, MILL_PICTURE, GtkWidget)

void jly_mill_picture_set_running (JlyMillPicture *self, gboolean running);

G_END_DECLS

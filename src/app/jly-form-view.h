/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A form for a record or a handful of figures: fields made from the study's columns, rows to add
 * and to take away. What is typed is read and checked at once, as a file would be, and what is
 * wrong stands under its field.
 */
#pragma once

#include "app/jly-import-session.h"
#include "table/jly-form.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define JLY_TYPE_FORM_VIEW (jly_form_view_get_type ())
G_DECLARE_FINAL_TYPE (JlyFormView, jly_form_view, JLY, FORM_VIEW, GtkBox)

/* Takes form, whose rules are the session's; puts what is typed into the session. */
GtkWidget *jly_form_view_new (JlyForm *form, JlyImportSession *session);
/* Puts the keyboard on the field of a row and column of the study, as the form counts them. */
void jly_form_view_go_to (JlyFormView *self, guint row, guint column);

/* Whether anything was. */
gboolean jly_form_view_is_typed (JlyFormView *self);
/* After something else was in its place: what is typed counts again. */
void jly_form_view_read_again (JlyFormView *self);

G_END_DECLS

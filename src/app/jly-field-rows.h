/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows that write what is entered straight into a field of a draft, which is then kept. The field
 * belongs to the draft's contract and must outlive the row. */
#pragma once

#include "app/jly-draft.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A text of one line. */
GtkWidget *jly_field_row_text (JlyDraft *draft, const char *title, char **field);
/* A whole number; subtitle may be NULL. */
GtkWidget *jly_field_row_count (JlyDraft *draft,
                                const char *title,
                                const char *subtitle,
                                guint *field,
                                guint least,
                                guint most);
/* A moment, at most so many days after from, in whole days. */
GtkWidget *jly_field_row_days (JlyDraft *draft,
                               const char *title,
                               const char *subtitle,
                               gint64 *field,
                               gint64 from,
                               guint most);
/* An amount in steps of 10^-*scale, shown with as many decimals. */
GtkWidget *
jly_field_row_amount (JlyDraft *draft, const char *title, gint64 *field, const guint *scale);
/* One bit of flags. */
GtkWidget *jly_field_row_flag (
    JlyDraft *draft, const char *title, const char *subtitle, guint *field, guint flag);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A case as a card: picture, name, question, and whether it runs yet. */
#pragma once

#include "study/jly-case.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define JLY_TYPE_CASE_CARD (jly_case_card_get_type ())
G_DECLARE_FINAL_TYPE (JlyCaseCard, jly_case_card, JLY, CASE_CARD, GtkFlowBoxChild)

GtkWidget *jly_case_card_new (JlyCase *the_case);
JlyCase *jly_case_card_get_case (JlyCaseCard *self);

G_END_DECLS

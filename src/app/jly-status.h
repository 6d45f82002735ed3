/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How things stand: always an icon and a word, never colour alone. In a template:
 * <object class="JlyStatus"><property name="kind">done</property><property name="words">…
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

typedef enum
{
  JLY_STATUS_YOUR_TURN, /* "Your approval is needed" */
  JLY_STATUS_RUNNING,   /* "Computing, about 2 minutes" */
  JLY_STATUS_DONE,      /* "Result ready", "Fits", "Understood" */
  JLY_STATUS_WAITING,   /* "Waiting for two members" */
  JLY_STATUS_LOOK,      /* "Two readings", "1 row outside" */
  JLY_STATUS_FAILED,    /* "No answer" */
  JLY_STATUS_HIDDEN,    /* "Hidden, fewer than 5" */
  JLY_STATUS_PLAIN,     /* notices only: neutral */
  JLY_N_STATUS_KINDS
} JlyStatusKind;

#define JLY_TYPE_STATUS_KIND (jly_status_kind_get_type ())
GType jly_status_kind_get_type (void);
/* Both static; the colour is one of libadwaita's style classes. */
const char *jly_status_kind_get_icon (JlyStatusKind kind);
const char *jly_status_kind_get_style (JlyStatusKind kind);

#define JLY_TYPE_STATUS (jly_status_get_type ())
G_DECLARE_FINAL_TYPE (JlyStatus, jly_status, JLY, STATUS, AdwBin)

GtkWidget *jly_status_new (JlyStatusKind kind, const char *words);
/* The icon of kind in its colour, for words that stand beside it in another way; of
 * JLY_STATUS_PLAIN the place for one, and none. */
GtkWidget *jly_status_new_icon (JlyStatusKind kind);
void jly_status_set (JlyStatus *self, JlyStatusKind kind, const char *words);
/* Its words stay on one line, for a table whose rows are to be of one height. */
void jly_status_set_one_line (JlyStatus *self);
/* It is said when it changes (jly_accessible_set_live); to be called before it is shown. */
void jly_status_set_live (JlyStatus *self);
/* It says how field is, and is said when it changes. */
void jly_status_describe (JlyStatus *self, GtkWidget *field);
JlyStatusKind jly_status_get_kind (JlyStatus *self);
const char *jly_status_get_words (JlyStatus *self);

G_END_DECLS

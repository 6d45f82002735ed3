/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Something that goes on while its page is left: a rehearsal (JlyRun) or this party's part of a
 * computation (JlyOwnPart). The program keeps all that run (jly-works.h).
 *
 * Signals, in the main thread: "changed" when it is further; "trouble" (string) for a sentence that
 * the person must know and that stops nothing; "ended" once, when it runs no more.
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define JLY_TYPE_WORK (jly_work_get_type ())
G_DECLARE_DERIVABLE_TYPE (JlyWork, jly_work, JLY, WORK, GObject)

struct _JlyWorkClass
{
  GObjectClass parent_class;

  /* Asks it to end; "ended" follows. */
  void (*stop) (JlyWork *self);
  /* The program ends: what comes of it finds neither pages nor store. */
  void (*abandon) (JlyWork *self);
  /* What stopping means, for the one who is asked; static, translated. */
  const char *(*explain_stop) (JlyWork *self);
};

gboolean jly_work_is_running (JlyWork *self);
/* Of the study; NULL while it is not known. */
const char *jly_work_get_id (JlyWork *self);
/* What it is called in a list, and how far it is: "Computing, 40 %". Never NULL. */
const char *jly_work_get_title (JlyWork *self);
const char *jly_work_get_words (JlyWork *self);
/* How it ended, in words; NULL while it runs. */
const char *jly_work_get_outcome (JlyWork *self);
gboolean jly_work_get_is_rehearsal (JlyWork *self);
void jly_work_stop (JlyWork *self);
/* Whoever stopped it needs not be told. */
gboolean jly_work_was_stopped (JlyWork *self);
void jly_work_abandon (JlyWork *self);
const char *jly_work_explain_stop (JlyWork *self);

/* A page on the screen has shown how it ended: nobody needs to be told. */
void jly_work_set_seen (JlyWork *self);
gboolean jly_work_is_seen (JlyWork *self);

/* For the two kinds. */
void jly_work_begin (JlyWork *self);
void jly_work_set_id (JlyWork *self, const char *id);
void jly_work_set_title (JlyWork *self, const char *title);
void jly_work_set_is_rehearsal (JlyWork *self, gboolean is_rehearsal);
/* Says "changed". */
void jly_work_set_words (JlyWork *self, const char *words);
void jly_work_say_trouble (JlyWork *self, const char *sentence);
/* Says "ended" if it ran. */
void jly_work_end (JlyWork *self, const char *outcome);

G_END_DECLS

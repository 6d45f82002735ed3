/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Carries the person's letters by itself while the program is open and the keys are: through a
 * shared folder that the person chose, and by calls at the computing parties whose address is
 * known (jly-delivery.h). Every now and then, soon after something was signed, and soon after
 * something changed in the folder, or the network came back. Once disposed, nothing begins any
 * more. Signal "carried" (guint: how many letters came) after each run, in the main thread.
 */
#pragma once

#include "app/jly-person.h"

G_BEGIN_DECLS

#define JLY_TYPE_MESSENGER (jly_messenger_get_type ())
G_DECLARE_FINAL_TYPE (JlyMessenger, jly_messenger, JLY, MESSENGER, GObject)

/* dir: the person's data folder. Nothing is carried before jly_messenger_start. */
JlyMessenger *jly_messenger_new (const char *dir, JlyPerson *person);
void jly_messenger_start (JlyMessenger *self);
/* Runs soon; if it runs already, once more afterwards. Nothing before the start, or without keys.
 */
void jly_messenger_poke (JlyMessenger *self);

/* NULL: none. */
const char *jly_messenger_get_folder (JlyMessenger *self);
/* Takes it (NULL: no folder any more), and pokes. JLY_ERROR_IO if the choice cannot be kept. */
gboolean jly_messenger_set_folder (JlyMessenger *self, const char *folder, GError **error);

typedef struct
{
  gboolean is_running;
  gint64 last;         /* when the last run ended, seconds since 1970; 0: there was none */
  guint n_calls;       /* computing parties whose address is known, each once a study, */
  guint n_reached;     /* and those that were reached */
  const char *problem; /* one sentence, NULL: all went well; borrowed */
  const char *next;    /* what to do about it; may be NULL; borrowed */
} JlyMessengerState;

/* Valid until the next run. */
JlyMessengerState jly_messenger_get_state (JlyMessenger *self);
/* Whether letters go by themselves: there is a folder, or a computing party whose address is
 * known. */
gboolean jly_messenger_has_way (JlyMessenger *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A question before something that cannot be taken back. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* An AdwMessageDialog, not presented yet. keep is the id of the answer by which all stays as it is,
 * which Enter and Escape give; go of the other, which is shown as destructive. */
GtkWidget *jly_safe_question_new (GtkWindow *window,
                                  const char *question,
                                  const char *body,
                                  const char *keep,
                                  const char *keep_label,
                                  const char *go,
                                  const char *go_label);

G_END_DECLS

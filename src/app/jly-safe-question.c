/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-safe-question.h. */
#include "config.h"

#include "app/jly-safe-question.h"

GtkWidget *
jly_safe_question_new (GtkWindow *window,
                       const char *question,
                       const char *body,
                       const char *keep,
                       const char *keep_label,
                       const char *go,
                       const char *go_label)
{
  GtkWidget *dialog = adw_message_dialog_new (window, question, body);
  AdwMessageDialog *self = ADW_MESSAGE_DIALOG (dialog);

  adw_message_dialog_add_responses (self, keep, keep_label, go, go_label, NULL);
  adw_message_dialog_set_response_appearance (self, go, ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (self, keep);
  adw_message_dialog_set_close_response (self, keep);
  return dialog;
}

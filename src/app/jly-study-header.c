/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-study-header.h. */
#include "config.h"

#include "app/jly-study-header.h"

#include "app/jly-accessible.h"
#include "app/jly-application.h"
#include "app/jly-who-page.h"
#include "app/jly-window.h"

#include <glib/gi18n.h>

static void
show_who_cb (GtkButton *button, JlyAgreement *agreement)
{
  const JlyContract *contract = jly_agreement_get_contract (agreement);
  g_autoptr (GBytes) bytes = jly_agreement_get_bytes (agreement, 0);
  JlyCase *the_case = jly_application_find_case (jly_application_get (), contract->case_id);
  JlyWindow *window = jly_window_of (GTK_WIDGET (button));

  if (window != NULL && bytes != NULL)
    jly_window_push (
        window, JLY_PAGE (jly_who_page_new (bytes, the_case, jly_agreement_get_own (agreement))));
}

void
jly_study_header_add (JlyPage *page, JlyAgreement *agreement)
{
  const JlyContract *contract = jly_agreement_get_contract (agreement);
  GtkWidget *who = gtk_button_new_from_icon_name ("jly-sees-symbolic");

  gtk_widget_set_tooltip_text (who, _ ("Who Sees What"));
  jly_accessible_set_label (who, _ ("Who Sees What"));
  g_signal_connect_object (who, "clicked", G_CALLBACK (show_who_cb), agreement, 0);
  jly_page_add_header_end (page, who);
  jly_page_set_subtitle (page, contract->title);
  jly_page_set_rehearsal (page, contract->rehearsal);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-study-header.h. */
#include "config.h"

#include "app/jly-study-header.h"

#include "app/jly-accessible.h"
#include "app/jly-application.h"
#include "app/jly-study-rail.h"
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

static void
show_draft_cb (GtkButton *button, JlyDraft *draft)
{
  const JlyContract *contract = jly_draft_get_contract (draft);
  g_autoptr (GBytes) bytes = jly_draft_encode (draft);
  JlyWindow *window = jly_window_of (GTK_WIDGET (button));
  gint own = -1;

  for (guint i = 0; i < contract->parties->len && own < 0; i++)
    if (jly_draft_is_own (draft, contract->parties->pdata[i]))
      own = (gint)i;
  if (window != NULL && bytes != NULL)
    jly_window_push (window, JLY_PAGE (jly_who_page_new (bytes, jly_draft_get_case (draft), own)));
}

static GtkWidget *
add_who (JlyPage *page)
{
  GtkWidget *who = gtk_button_new_from_icon_name ("jly-sees-symbolic");

  gtk_widget_set_tooltip_text (who, _ ("Who Sees What"));
  jly_accessible_set_label (who, _ ("Who Sees What"));
  jly_page_add_header_end (page, who);
  return who;
}

void
jly_study_header_add (JlyPage *page, JlyAgreement *agreement, JlyStepKind here)
{
  const JlyContract *contract = jly_agreement_get_contract (agreement);

  g_signal_connect_object (add_who (page), "clicked", G_CALLBACK (show_who_cb), agreement, 0);
  jly_page_set_subtitle (page, contract->title);
  jly_page_set_rehearsal (page, contract->rehearsal);
  jly_study_header_add_rail (page, agreement, here);
}

void
jly_study_header_add_rail (JlyPage *page, JlyAgreement *agreement, JlyStepKind here)
{
  jly_page_set_rail (page, jly_study_rail_new (agreement, here));
}

void
jly_study_header_add_draft (JlyPage *page, JlyDraft *draft)
{
  g_signal_connect_object (add_who (page), "clicked", G_CALLBACK (show_draft_cb), draft, 0);
}

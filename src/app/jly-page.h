/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A page of the window: header bar, paper strip of a rehearsal, content, send line. A page gives
 * its content and words; the frame around it is the same for all pages (ui/jly-page.ui).
 *
 * In a template a page's parent is JlyPage; its content is a plain <child>, and
 *   <child type="header-start">  a widget at the header bar's start, after Back,
 *   <child type="header-end">    a widget at its end,
 *   <child type="header-title"> a widget in place of title and subtitle (a view switcher),
 *   <child type="send-action">   a button in the send line.
 *
 * Properties: title, subtitle, send-line (string), sends, rehearsal, can-go-back (boolean).
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define JLY_TYPE_PAGE (jly_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (JlyPage, jly_page, JLY, PAGE, AdwBin)

struct _JlyPageClass
{
  AdwBinClass parent_class;

  /* Puts the keyboard on the control with which the page begins; by default on the first of the
   * content that takes it, else on the send line. */
  void (*focus_first) (JlyPage *self);
  /* The person wants to leave by action, one of the window's ("win.go-back", "win.go-home",
   * "win.choose-case", "win.show-computer", "win.show-help", "win.show-settings",
   * "window.close"; static). TRUE: the page keeps them for
   * now; it asks first, and activates the action itself once nothing holds them back. A page may
   * also keep here what is on it. By default FALSE. */
  gboolean (*hold_back) (JlyPage *self, const char *action);
  /* Messages came while the page is seen: show what they changed, and lose nothing of what the
   * person is doing. TRUE if the page shows it; by default FALSE, and the window says it. */
  gboolean (*show_news) (JlyPage *self);
  /* The page is about to be seen, for the first time or again: read what may have changed. */
  void (*refresh) (JlyPage *self);
};

/* Header titles are in header capitalisation; NULL subtitle: none. */
void jly_page_set_title (JlyPage *self, const char *title);
const char *jly_page_get_title (JlyPage *self);
void jly_page_set_subtitle (JlyPage *self, const char *subtitle);
const char *jly_page_get_subtitle (JlyPage *self);

/* What this page sends, to whom, in numbers; NULL: no send line. sends chooses its icon: FALSE says
 * "nothing sent". */
void jly_page_set_send_line (JlyPage *self, const char *sentence);
const char *jly_page_get_send_line (JlyPage *self);
void jly_page_set_sends (JlyPage *self, gboolean sends);
gboolean jly_page_get_sends (JlyPage *self);

/* Shows the paper strip "Rehearsal, made-up figures" under the header bar. */
void jly_page_set_rehearsal (JlyPage *self, gboolean rehearsal);
gboolean jly_page_get_rehearsal (JlyPage *self);

/* Whether there is a page behind this one; the window sets it. */
void jly_page_set_can_go_back (JlyPage *self, gboolean can_go_back);
gboolean jly_page_get_can_go_back (JlyPage *self);

/* The content; what AdwBin calls its child is the frame and not to be touched. */
void jly_page_set_content (JlyPage *self, GtkWidget *content);
GtkWidget *jly_page_get_content (JlyPage *self);

/* Stands at the content's start, unless the window is too narrow: then a button of the header bar
 * lays it over the content. Replaces an earlier one. */
void jly_page_set_rail (JlyPage *self, GtkWidget *rail);

void jly_page_add_header_start (JlyPage *self, GtkWidget *widget);
void jly_page_add_header_end (JlyPage *self, GtkWidget *widget);
void jly_page_set_header_title (JlyPage *self, GtkWidget *widget);
void jly_page_add_send_action (JlyPage *self, GtkWidget *button);
/* How high the strip with the send line and its buttons is now; 0: there is none. */
int jly_page_get_foot (JlyPage *self);

/* See the class. */
void jly_page_focus_first (JlyPage *self);
gboolean jly_page_hold_back (JlyPage *self, const char *action);
void jly_page_refresh (JlyPage *self);
gboolean jly_page_show_news (JlyPage *self);
/* For show_news of a page that holds nothing of the person's: refreshes it. */
gboolean jly_page_show_news_by_refresh (JlyPage *self);

G_END_DECLS

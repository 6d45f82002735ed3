/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The About window; the only place that knows AdwAboutWindow, which later versions replace. */
#include "config.h"

#include "app/jly-about.h"

#include <adwaita.h>
#include <glib/gi18n.h>

void
jly_about_present (GtkWindow *parent)
{
  /* Translators: your name and, if you like, your address, one translator a line. */
  const char *translators = _ ("translator-credits");

  if (g_str_equal (translators, "translator-credits"))
    translators = "";
  adw_show_about_window (parent, "application-name", _ ("Jointly"), "application-icon", JLY_APP_ID,
                         "version", JLY_VERSION, "developer-name", _ ("The Jointly maintainers"),
                         "license-type", GTK_LICENSE_GPL_3_0, "copyright",
                         _ ("© 2026 The Jointly maintainers"), "comments",
                         _ ("Find out something together that none of you would show alone."),
                         "translator-credits", translators, NULL);
}

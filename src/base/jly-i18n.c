/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-i18n.h. It must never change how figures are read: tables parse numbers by their own
 * rules, not by the locale. */
#include "config.h"

#include "base/jly-i18n.h"

#include <libintl.h>
#include <locale.h>

void
jly_i18n_init (void)
{
  const char *folder = g_getenv ("JLY_LOCALEDIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, folder != NULL && *folder != '\0' ? folder : JLY_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

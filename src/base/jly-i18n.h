/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The language of the person at the screen: called once, first thing in every main(). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Takes the locale from the environment and binds our texts to the installed translations, or to
 * those in the folder $JLY_LOCALEDIR (tests, and runs from the build folder). A locale that the
 * computer does not have leaves everything in English; that is no error. Not thread-safe. */
void jly_i18n_init (void);

G_END_DECLS

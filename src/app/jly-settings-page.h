/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Settings: who the person is to the others, the keys and their copies, how messages go, what this
 * computer computes, language, where everything is kept, and erasing it.
 *
 * Actions: settings.* (ACTIONS.md).
 */
#pragma once

#include "app/jly-page.h"

G_BEGIN_DECLS

#define JLY_TYPE_SETTINGS_PAGE (jly_settings_page_get_type ())
G_DECLARE_FINAL_TYPE (JlySettingsPage, jly_settings_page, JLY, SETTINGS_PAGE, JlyPage)

JlySettingsPage *jly_settings_page_new (void);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "This Computer": measures for some seconds what sizes of study this computer is good for, and
 * says it in words. Nothing leaves the computer. Leaving the page stops the measurement.
 */
#pragma once

#include "app/jly-page.h"

G_BEGIN_DECLS

#define JLY_TYPE_COMPUTER_PAGE (jly_computer_page_get_type ())
G_DECLARE_FINAL_TYPE (JlyComputerPage, jly_computer_page, JLY, COMPUTER_PAGE, JlyPage)

JlyComputerPage *jly_computer_page_new (void);
/* Whether it measures now. */
gboolean jly_computer_page_is_measuring (JlyComputerPage *self);

G_END_DECLS

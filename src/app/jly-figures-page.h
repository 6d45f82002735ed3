/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bringing one's figures into a study under a contract: from a file, the clipboard or a form to
 * the contract's columns, checked by its limits, and handed in as sealed pieces.
 *
 * Actions: figures.hand-in, figures.show-who, and those of JlyImportView ("import.…");
 * import.open-file (ss) opens a file that is known.
 */
#pragma once

#include "app/jly-agreement.h"
#include "app/jly-page.h"

G_BEGIN_DECLS

#define JLY_TYPE_FIGURES_PAGE (jly_figures_page_get_type ())
G_DECLARE_FINAL_TYPE (JlyFiguresPage, jly_figures_page, JLY, FIGURES_PAGE, JlyPage)

JlyFiguresPage *jly_figures_page_new (JlyAgreement *agreement);

G_END_DECLS

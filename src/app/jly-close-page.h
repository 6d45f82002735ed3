/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The figures of all, seen by a computing party that closes the set: whose are there, whose are
 * not, and without whom it is closed. Others see how it stands.
 *
 * Action: close.close.
 */
#pragma once

#include "app/jly-agreement.h"
#include "app/jly-page.h"

G_BEGIN_DECLS

#define JLY_TYPE_CLOSE_PAGE (jly_close_page_get_type ())
G_DECLARE_FINAL_TYPE (JlyClosePage, jly_close_page, JLY, CLOSE_PAGE, JlyPage)

JlyClosePage *jly_close_page_new (JlyAgreement *agreement);

G_END_DECLS

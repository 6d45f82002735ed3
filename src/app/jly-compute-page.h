/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * This computing party's part of an approved question: where the three programs find each other,
 * and the run, in which the other two take part at the same time.
 *
 * Actions: compute.start, compute.stop.
 */
#pragma once

#include "app/jly-agreement.h"
#include "app/jly-page.h"

G_BEGIN_DECLS

#define JLY_TYPE_COMPUTE_PAGE (jly_compute_page_get_type ())
G_DECLARE_FINAL_TYPE (JlyComputePage, jly_compute_page, JLY, COMPUTE_PAGE, JlyPage)

JlyComputePage *jly_compute_page_new (JlyAgreement *agreement, guint question);

G_END_DECLS

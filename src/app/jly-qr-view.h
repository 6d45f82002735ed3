/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A link as a QR code to point a camera at: dark on light in the dark style too, since many readers
 * know no other way round. */
#pragma once

#include "post/jly-qr.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define JLY_TYPE_QR_VIEW (jly_qr_view_get_type ())
G_DECLARE_FINAL_TYPE (JlyQrView, jly_qr_view, JLY, QR_VIEW, GtkWidget)

/* Takes qr. label says to a screen reader what is in it. */
GtkWidget *jly_qr_view_new (JlyQr *qr, const char *label);

G_END_DECLS

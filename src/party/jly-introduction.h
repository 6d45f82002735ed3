/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How somebody comes into an address book: the letters that a party which is in none may send. For
 * the post office. */
#pragma once

#include "party/jly-post-office.h"

G_BEGIN_DECLS

/* An envelope that no study of the office could place, or whose sender was put among the last of
 * report->joins (from n_joins on) since it is in no book. *is_in: it is in the book now, and the
 * envelope is to be offered to its study once more. An answer to an invitation is left in
 * report->joins. FALSE only if the store failed. */
gboolean jly_introduction_take (JlyPostOffice *office,
                                GBytes *envelope,
                                JlyPostReport *report,
                                guint n_joins,
                                gboolean *is_in,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

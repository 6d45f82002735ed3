/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sentences for all that can go wrong with a link. Each sets the link's failure, which stays,
 * and returns FALSE. Private to net. */
#pragma once

#include "base/jly-error.h"
#include "net/jly-link-private.h"

G_BEGIN_DECLS

/* Takes text. next may be NULL. */
gboolean
jly_link_fail (JlyLink *self, JlyErrorCode code, const char *next, char *text, GError **error);
/* Gives the first failure again. */
gboolean jly_link_fail_again (JlyLink *self, GError **error);

gboolean jly_link_fail_closed (JlyLink *self, GError **error);
gboolean jly_link_fail_timeout (JlyLink *self, GError **error);
gboolean jly_link_fail_cancelled (JlyLink *self, GError **error);
/* For a result of GnuTLS that is not success; 0 is the end of the stream. */
gboolean jly_link_fail_tls (JlyLink *self, int result, GError **error);
gboolean jly_link_fail_pin (JlyLink *self, GError **error);
/* theirs: the version that the peer named. */
gboolean jly_link_fail_version (JlyLink *self, guint theirs, GError **error);
gboolean jly_link_fail_study (JlyLink *self, GError **error);
/* The peer sent something that the protocol does not have at this place. */
gboolean jly_link_fail_protocol (JlyLink *self, GError **error);

G_END_DECLS

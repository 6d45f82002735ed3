/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The operator's wish to close the set of figures of a study. Figures count once all three
 * computing parties hold them, and their receipts take a few seconds. So that what somebody handed
 * in before is not left out, the set is closed when no newer figures are on their way, or after a
 * while in any case. The wish is kept in a file of the study's folder and outlives the service. Any
 * thread may ask. Times are those of g_get_monotonic_time().
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define JLY_SERVICE_CLOSING_PATIENCE (30 * G_TIME_SPAN_SECOND)

typedef struct _JlyServiceClosing JlyServiceClosing;

/* dir: the study's folder, where an earlier wish is found again. */
JlyServiceClosing *jly_service_closing_new (const char *dir, gint64 now);
void jly_service_closing_free (JlyServiceClosing *self);
/* without: names of those whose figures stay out (NULL-terminated), or NULL. FALSE with
 * JLY_ERROR_IO: it could not be written down, and is not to be. */
gboolean jly_service_closing_ask (JlyServiceClosing *self,
                                  const char *const *without,
                                  gint64 now,
                                  GError **error);
/* Whether to close now, where so many have newer figures on their way. */
gboolean jly_service_closing_is_due (JlyServiceClosing *self, guint n_coming, gint64 now);
/* When the set is closed at the latest; 0: nobody asked. */
gint64 jly_service_closing_get_latest (JlyServiceClosing *self);
/* The number of the wish, with the names that came with it (owned by the caller, may be NULL); 0:
 * nobody asked. */
guint64 jly_service_closing_get_wish (JlyServiceClosing *self, GStrv *without);
/* Writes down after which set (last; empty: none) the wish is carried out now. *is_done: it was,
 * before the service ended, since then there is another set. FALSE with JLY_ERROR_IO. */
gboolean jly_service_closing_begin (
    JlyServiceClosing *self, guint64 wish, const char *last, gboolean *is_done, GError **error);
/* The wish with this number was carried out, or cannot be; a later one stays. G_MAXUINT64: all. */
void jly_service_closing_forget (JlyServiceClosing *self, guint64 wish);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyServiceClosing, jly_service_closing_free)

G_END_DECLS

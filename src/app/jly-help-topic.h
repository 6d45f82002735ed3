/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One page of help: a title, a line that says what it answers, and its text. All of them are in
 * ui/help.ui, where translators find them; a paragraph that ends in a colon or question mark and
 * stands alone is a heading there.
 *
 * Properties: name (short, for programs), title, summary, text (strings).
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define JLY_TYPE_HELP_TOPIC (jly_help_topic_get_type ())
G_DECLARE_FINAL_TYPE (JlyHelpTopic, jly_help_topic, JLY, HELP_TOPIC, GObject)

const char *jly_help_topic_get_name (JlyHelpTopic *self);
const char *jly_help_topic_get_title (JlyHelpTopic *self);
const char *jly_help_topic_get_summary (JlyHelpTopic *self);
/* The paragraphs, in order; owned by the caller. */
char **jly_help_topic_split (JlyHelpTopic *self);
/* Whether all words of the search are in it, in small or capital letters. */
gboolean jly_help_topic_matches (JlyHelpTopic *self, const char *search);

G_END_DECLS

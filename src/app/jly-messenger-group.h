/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How letters go by themselves (jly-messenger.h): the shared folder, the computing parties, when it
 * was last done, and what stands in the way. Keeps itself up to date. */
#pragma once

#include "app/jly-messenger.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define JLY_TYPE_MESSENGER_GROUP (jly_messenger_group_get_type ())
G_DECLARE_FINAL_TYPE (JlyMessengerGroup, jly_messenger_group, JLY, MESSENGER_GROUP, AdwBin)

GtkWidget *jly_messenger_group_new (JlyMessenger *messenger);

G_END_DECLS

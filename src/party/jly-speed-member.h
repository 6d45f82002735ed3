/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each of the three computing parties of jly-speed.h does: jointly-miner --speed. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Serves jly-speed.c on two descriptors until it is gone; an exit code. */
int jly_speed_member_run (int in, int out);

G_END_DECLS

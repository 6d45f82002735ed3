/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by the files of jly-kept. */
#pragma once

#include "table/jly-kept.h"

G_BEGIN_DECLS

JlyKept *jly_kept_new_empty (void);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the two files of JlyPerson. */
#pragma once

#include "app/jly-person.h"

G_BEGIN_DECLS

const char *jly_person_get_dir (JlyPerson *self);

G_END_DECLS

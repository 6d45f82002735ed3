/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A service that runs for as long as the program, without studies, in a folder that is removed. */
#pragma once

#include "service/jly-service.h"

G_BEGIN_DECLS

/* Made at the first call. */
JlyService *service_target_get (void);

G_END_DECLS

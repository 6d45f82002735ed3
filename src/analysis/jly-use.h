/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a question uses a column: what a contract permits column by column, and what every analysis
 * says of its parameters. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  JLY_USE_SUM = 1 << 0,
  JLY_USE_MEAN = 1 << 1,
  JLY_USE_GROUP = 1 << 2,  /* its values form the groups of a result */
  JLY_USE_FILTER = 1 << 3, /* its values decide which rows count */
  JLY_USE_LINK = 1 << 4,
  JLY_USE_COUNT = 1 << 5,
  JLY_USE_MODEL = 1 << 6, /* joint bids, regressions: enters a computation whose result is agreed */
  JLY_USE_FLAGS_ALL = (1 << 7) - 1
} JlyUseFlags;

G_END_DECLS

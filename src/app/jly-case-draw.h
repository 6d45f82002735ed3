/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws a case's picture on cairo, in colours that are handed in. */
#pragma once

#include "app/jly-case-layout.h"

#include <gdk/gdk.h>

G_BEGIN_DECLS

typedef struct
{
  GdkRGBA role[JLY_N_ROLES]; /* brings, computes, ... */
  GdkRGBA cut;               /* lines and letters inside a shape */
  GdkRGBA ground;
  GdkRGBA line;    /* rays and people */
  GdkRGBA outline; /* around role shapes, in high contrast; alpha 0: none */
} JlyCaseColors;

/* Fills width x height (in cr's units), centred, as large as fits. */
void jly_case_draw (const JlyCaseLayout *layout,
                    const JlyCaseColors *colors,
                    cairo_t *cr,
                    double width,
                    double height);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where things stand in a case's picture: computed from the template alone, so that a new template
 * has its picture for free. Knows no colours and no widgets.
 *
 * All lengths are in units of a canvas of 240 x 112; y grows downwards. Angles are a compass's:
 * 0 is up, clockwise, in degrees.
 */
#pragma once

#include "study/jly-case.h"

G_BEGIN_DECLS

#define JLY_LAYOUT_WIDTH 240.0
#define JLY_LAYOUT_HEIGHT 112.0
#define JLY_LAYOUT_HEX 9.86         /* circumradius of a hexagon, 0.088 of the height */
#define JLY_LAYOUT_SMALLEST_CUT 5.0 /* squares from this half-size up show rows or columns */

typedef struct
{
  double x, y;
} JlyPoint;

typedef struct
{
  JlyPoint at;
  double half;
} JlySquare;

/* A thick line with round ends: everything on it is done by one party. */
typedef struct
{
  JlyPoint from, to;
  double width;
} JlyGround;

typedef struct
{
  JlyPoint at;
  double radius;
  JlyRole role; /* asks, approves or learns */
} JlyBadge;

typedef struct
{
  JlyPoint from, to;
  JlyRole role; /* brings, asks (dotted) or learns */
} JlyArrow;

typedef struct
{
  JlyPoint from, to;
} JlyRay;

typedef enum
{
  JLY_LAYOUT_FULL = 0,
  JLY_LAYOUT_SIMPLE = 1 << 0,   /* for thumbnails: no badges, rays, arrows, mark, or side nodes */
  JLY_LAYOUT_MIRRORED = 1 << 1, /* right-to-left: side nodes on the left; the circle stays */
  JLY_LAYOUT_NUMBERED = 1 << 2  /* 1, 2 and 3 in the hexagons */
} JlyLayoutFlags;

typedef struct
{
  JlyTableShape shape;
  gboolean simple, mirrored, numbered;
  GArray *grounds; /* JlyGround, below everything */
  GArray *rays;    /* JlyRay */
  GArray *arrows;  /* JlyArrow */
  GArray *squares; /* JlySquare */
  GArray *badges;  /* JlyBadge */
  GArray *dots;    /* JlyPoint, people */
  JlyPoint hexagons[3];
  JlyPoint ring;                   /* its centre */
  double ring_radius;              /* 0: none */
  double left, top, right, bottom; /* what all of it needs */
} JlyCaseLayout;

JlyCaseLayout *jly_case_layout_new (JlyCase *the_case, JlyLayoutFlags flags);
void jly_case_layout_free (JlyCaseLayout *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JlyCaseLayout, jly_case_layout_free)

G_END_DECLS

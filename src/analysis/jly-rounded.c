/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-rounded.h. */
#include "config.h"

#include "analysis/jly-rounded.h"

#include "engine/jly-columns.h"
#include "engine/jly-gate.h"

#define EXTRA_BITS 16 /* 2 steps times a number, and the sum with one more */

/* (2 part + more) / denominator, of part and more below it, without overflow: adds the whole part
 * to *whole and gives the rest. */
static unsigned __int128
double_and_add (unsigned __int128 part,
                unsigned __int128 more,
                unsigned __int128 denominator,
                guint *whole)
{
  gboolean is_over = part >= denominator - part;

  *whole = 2 * *whole + is_over;
  part = is_over ? part - (denominator - part) : 2 * part;
  is_over = part >= denominator - more;
  *whole += is_over;
  return is_over ? part - (denominator - more) : part + more;
}

guint
jly_rounded_clear (unsigned __int128 numerator, unsigned __int128 denominator)
{
  unsigned __int128 rest = 0;
  guint whole = 0;

  if (denominator == 0)
    return G_MAXUINT;
  if (numerator >= denominator)
    return JLY_ROUNDED_STEPS;
  for (guint bit = JLY_ROUNDED_WIDTH; bit-- > 0;)
    rest = double_and_add (rest, JLY_ROUNDED_STEPS >> bit & 1 ? numerator : 0, denominator, &whole);
  return whole + (rest >= denominator - rest);
}

/* 2 steps numerator + denominator. */
static JlyBits *
make_dividend (JlyEngine *engine,
               const JlyBits *numerator,
               const JlyBits *denominator,
               GError **error)
{
  guint width = MAX (numerator->width, denominator->width) + EXTRA_BITS;
  g_autoptr (JlyColumns) columns = jly_columns_new (numerator->n_lanes, width);

  for (guint bit = 0; 2 * JLY_ROUNDED_STEPS >> bit != 0; bit++)
    if (2 * JLY_ROUNDED_STEPS >> bit & 1)
      jly_columns_add (columns, numerator, bit);
  jly_columns_add (columns, denominator, 0);
  return jly_columns_resolve (columns, engine, error);
}

/* Takes 2^shift denominator off rest where that is possible, and says where. */
static gboolean
take_off (JlyEngine *engine,
          JlyBits **rest,
          const JlyBits *denominator,
          guint shift,
          JlyBits *digit,
          GError **error)
{
  guint self = jly_engine_get_self (engine), width = (*rest)->width;
  g_autoptr (JlyBits) multiple = jly_bits_new ((*rest)->n_lanes, width), turned = NULL;
  g_autoptr (JlyBits) sum = NULL, difference = NULL;
  JlyBits planes = jly_bits_view (multiple, shift, denominator->width), low, borrow;
  JlyBits *left;

  /* rest - m = NOT (NOT rest + m); what is carried is borrowed. */
  jly_bits_assign (&planes, denominator);
  turned = jly_bits_copy (*rest);
  jly_bits_flip (turned, self);
  sum = jly_gate_add (engine, turned, multiple, error);
  if (sum == NULL)
    return FALSE;
  low = jly_bits_view (sum, 0, width);
  difference = jly_bits_copy (&low);
  jly_bits_flip (difference, self);
  borrow = jly_bits_view (sum, width, 1);
  left = jly_gate_mux (engine, &borrow, *rest, difference, error);
  if (left == NULL)
    return FALSE;
  jly_bits_assign (digit, &borrow);
  jly_bits_flip (digit, self);
  jly_bits_free (*rest);
  *rest = left;
  return TRUE;
}

JlyBits *
jly_rounded_secure (JlyEngine *engine,
                    const JlyBits *numerator,
                    const JlyBits *denominator,
                    JlyBits **is_defined,
                    GError **error)
{
  g_autoptr (JlyBits) zero = jly_bits_new (denominator->n_lanes, denominator->width);
  g_autoptr (JlyBits) defined = jly_gate_equal (engine, denominator, zero, error);
  g_autoptr (JlyBits) rest = NULL, quotient = NULL;

  if (defined == NULL)
    return NULL;
  jly_bits_flip (defined, jly_engine_get_self (engine));
  rest = make_dividend (engine, numerator, denominator, error);
  if (rest == NULL)
    return NULL;
  quotient = jly_bits_new (numerator->n_lanes, JLY_ROUNDED_WIDTH);
  for (guint bit = JLY_ROUNDED_WIDTH; bit-- > 0;)
    {
      JlyBits digit = jly_bits_view (quotient, bit, 1);

      /* Twice the denominator is one place up. */
      if (!take_off (engine, &rest, denominator, bit + 1, &digit, error))
        return NULL;
    }
  *is_defined = g_steal_pointer (&defined);
  return g_steal_pointer (&quotient);
}

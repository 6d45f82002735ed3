/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-qr.h. */
#include "config.h"

#include "post/jly-qr.h"

#include "base/jly-error.h"

#include <glib/gi18n-lib.h>
#include <qrencode.h>

#define BORDER 4

JlyQr *
jly_qr_new (const char *text, GError **error)
{
  const JlyErrorDetail detail = { .next = _ ("Send the file or the link instead.") };
  QRcode *code = QRcode_encodeString8bit (text, 0, QR_ECLEVEL_L);
  JlyQr *self;

  if (code == NULL)
    {
      jly_fail (error, JLY_ERROR_USAGE, &detail, _ ("This is too long for a QR code."));
      return NULL;
    }
  self = g_new0 (JlyQr, 1);
  self->size = (guint)code->width;
  self->modules = g_malloc (self->size * self->size);
  /* The other bits say what a module belongs to. */
  for (guint i = 0; i < self->size * self->size; i++)
    self->modules[i] = code->data[i] & 1;
  QRcode_free (code);
  return self;
}

void
jly_qr_free (JlyQr *self)
{
  if (self == NULL)
    return;
  g_free (self->modules);
  g_free (self);
}

/* Row and column count from the border's corner. */
static gboolean
is_dark (const JlyQr *self, guint row, guint column)
{
  return row >= BORDER && column >= BORDER && row < self->size + BORDER
         && column < self->size + BORDER
         && self->modules[(row - BORDER) * self->size + column - BORDER];
}

char *
jly_qr_to_text (const JlyQr *self)
{
  static const char *const halves[] = { "█", "▀", "▄", " " }; /* upper dark: 2, lower dark: 1 */
  g_autoptr (GString) text = g_string_new (NULL);
  guint whole = self->size + 2 * BORDER;

  for (guint row = 0; row < whole; row += 2)
    {
      for (guint column = 0; column < whole; column++)
        {
          guint upper = is_dark (self, row, column);
          guint lower = row + 1 == whole || is_dark (self, row + 1, column);

          g_string_append (text, halves[2 * upper + lower]);
        }
      g_string_append_c (text, '\n');
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
jly_qr_to_svg (const JlyQr *self)
{
  g_autoptr (GString) svg = g_string_new (NULL);
  guint whole = self->size + 2 * BORDER;

  g_string_append_printf (svg,
                          "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %u %u\" "
                          "shape-rendering=\"crispEdges\">\n"
                          "<rect width=\"%u\" height=\"%u\" fill=\"#fff\"/>\n<path d=\"",
                          whole, whole, whole, whole);
  for (guint row = 0; row < whole; row++)
    for (guint column = 0; column < whole; column++)
      if (is_dark (self, row, column))
        g_string_append_printf (svg, "M%u %uh1v1h-1z", column, row);
  g_string_append (svg, "\"/>\n</svg>\n");
  return g_string_free (g_steal_pointer (&svg), FALSE);
}

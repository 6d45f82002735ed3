/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-link.h. */
#include "config.h"

#include "base/jly-link.h"

#include <sodium.h>
#include <string.h>

#define END '~'
#define VARIANT sodium_base64_VARIANT_URLSAFE_NO_PADDING

char *
jly_link_make (const char *kind, GBytes *bytes)
{
  gsize n, size;
  const guint8 *data = g_bytes_get_data (bytes, &n);
  g_autofree char *text = NULL;

  size = sodium_base64_encoded_len (n, VARIANT);
  text = g_malloc (size);
  sodium_bin2base64 (text, size, data, n, VARIANT);
  return g_strdup_printf ("jointly:%s#%s%c", kind, text, END);
}

/* Mail programs break long lines and put signs of quotation before them. */
static gboolean
is_between (char c)
{
  return g_ascii_isspace (c) || c == '>' || c == '=';
}

static GBytes *
decode (const char *text, gsize n, gsize max)
{
  g_autoptr (GString) clean = g_string_new (NULL);
  g_autofree guint8 *bytes = g_malloc (max);
  gsize n_bytes = 0, i = 0;

  for (; i < n && text[i] != END; i++)
    if (!is_between (text[i]))
      g_string_append_c (clean, text[i]);
  if (i == n
      || sodium_base642bin (bytes, max, clean->str, clean->len, NULL, &n_bytes, NULL, VARIANT) != 0)
    return NULL;
  return g_bytes_new (bytes, n_bytes);
}

GBytes *
jly_link_find (const char *kind, GBytes *text, gsize max, gboolean *is_begun)
{
  g_autofree char *start = g_strdup_printf ("jointly:%s#", kind);
  gsize n;
  const char *data = g_bytes_get_data (text, &n);
  const char *link = n > 0 ? memmem (data, n, start, strlen (start)) : NULL;

  *is_begun = link != NULL;
  if (link == NULL)
    return NULL;
  link += strlen (start);
  return decode (link, n - (gsize)(link - data), max);
}

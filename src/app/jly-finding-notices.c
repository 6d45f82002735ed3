/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See jly-finding-notices.h. */
#include "config.h"

#include "app/jly-finding-notices.h"

#include "app/jly-guide.h"
#include "app/jly-notice.h"
#include "study/jly-inference.h"

void
jly_finding_notices_show (GtkBox *box, const GPtrArray *findings)
{
  static const JlyStatusKind kinds[] = { JLY_STATUS_PLAIN, JLY_STATUS_LOOK, JLY_STATUS_FAILED };

  jly_guide_clear (GTK_WIDGET (box));
  for (guint i = 0; findings != NULL && i < findings->len; i++)
    {
      const JlyInference *finding = findings->pdata[i];
      JlyNotice *notice = g_object_new (JLY_TYPE_NOTICE, NULL);

      jly_notice_set (notice, kinds[finding->severity], finding->sentence,
                      finding->next != NULL ? finding->next : "");
      gtk_box_append (box, GTK_WIDGET (notice));
    }
}

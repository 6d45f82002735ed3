/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where our templates, styles and icons are in the program (ui/jointly.gresource.xml). */
#pragma once

#define JLY_RESOURCE_BASE "/org/jointly/Jointly/"
#define JLY_RESOURCE(path) JLY_RESOURCE_BASE path

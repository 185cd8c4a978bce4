# SPDX-License-Identifier: GPL-3.0-or-later
"""The modules that make the rehearsal show; see ../FORMAT.md."""

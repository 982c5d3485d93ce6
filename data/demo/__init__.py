"""The demonstration city: files as a dozen fictitious contributors would send them, and their installation.

Everything is invented and says so. The files are generated, always the same for the same seed, and enter
through the intake like any other.
"""

from data.demo.installation import files, install, install_at
from data.demo.sending import SentFile
from data.demo.story import KNOWN_EFFECTS

__all__ = ["KNOWN_EFFECTS", "SentFile", "files", "install", "install_at"]

"""ZVH Desktop: the casusoverleg of a Zorg- en Veiligheidshuis on one laptop, offline and encrypted."""

import os

# A plugin of another package on the machine would see every value that is typed, and looking for one takes long.
os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"

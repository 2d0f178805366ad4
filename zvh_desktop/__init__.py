"""ZVH Desktop: the casusoverleg of a Zorg- en Veiligheidshuis on one laptop, offline and encrypted."""

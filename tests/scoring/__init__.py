"""How well documents are read, against answers made by hand (``make score PLANS=DIR``)."""

"""Labels that were made elsewhere: files to answers of annotators about units.

One file a format (`formats.FORMATS` is the registry); each reads rows and knows
nothing of the database.  `run.import_labels` finds the articles and units that the
rows speak of, checks every label against the codebook, and keeps all or none.
"""

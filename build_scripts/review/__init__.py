"""What a change to a brief means, for the person who reviews it: ``brief diff`` and ``brief preview``.

Reading order: ``versions`` reads the two sides, ``compare`` says what changed between them (pure), ``report`` words it, and
``preview`` builds the site at the change. Whatever a stranger may have written is data here: see ``plain``.
"""

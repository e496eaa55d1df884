"""What a change to a brief means, for the one who reviews it: ``brief diff`` and the preview.

Reading order: ``versions`` reads the two sides, ``compare`` says what changed between them (pure), ``report`` tells it.
"""

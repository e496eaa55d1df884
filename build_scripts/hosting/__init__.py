"""What runs with the right to publish: it puts folders on the branch that is served, and needs the standard library alone.

``python3 -m build_scripts.hosting`` imports nothing from the rest of the project and installs nothing, so that no other
program is handed that right.
"""

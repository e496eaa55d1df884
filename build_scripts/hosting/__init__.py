"""What runs with the right to publish: it takes strangers' files as data, and needs the standard library alone.

``python3 -m build_scripts.hosting`` checks the archive of a preview, and puts folders on the branch that is served. It
imports nothing from the rest of the project and installs nothing, so that no other program is handed that right.
"""

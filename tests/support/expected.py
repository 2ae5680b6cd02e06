"""Holds committed files to what the program makes now, or rewrites them when told to."""

import difflib

from support import harness


def accept(target, tree):
    """Makes a folder hold exactly `tree` ({relative path: bytes, folders None}); what changed."""
    changed = []
    for name in sorted(set(harness.tree(target)) - set(tree), reverse=True) \
            if target.is_dir() else []:
        path = target / name
        path.rmdir() if path.is_dir() else path.unlink()
        changed.append(name)
    for name, data in sorted(tree.items()):
        path = target / name
        if data is None:
            path.mkdir(parents=True, exist_ok=True)
        elif not path.is_file() or path.read_bytes() != data:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            changed.append(name)
    return changed


def differences(committed, made):
    """How two trees differ, with the first lines that do, for people."""
    for name in sorted(set(committed) | set(made)):
        ours, theirs = committed.get(name), made.get(name)
        if name not in made:
            yield f"{name} is committed, but is not made any more"
        elif name not in committed:
            yield f"{name} is made, but is not committed"
        elif ours != theirs:
            yield f"{name} is not what is made now:"
            lines = difflib.unified_diff(
                (ours or b"").decode("utf-8", "replace").splitlines(),
                (theirs or b"").decode("utf-8", "replace").splitlines(),
                "committed", "made", lineterm="", n=1)
            yield from (f"    {line}" for line in list(lines)[:30])

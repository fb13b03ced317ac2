"""The command `bring-back`: makes an earlier version of a recipe the present one again."""

from pathlib import Path

from core.exit_codes import DONE
from core.interrupt import interruptible
from core.recipes.saving import bring_back
from core.recipes.versions import versions
from core.terminal import Terminal


def bring_back_version(path: Path, number: int, terminal: Terminal) -> int:
    """Bring back that version as a new one with the old content. Raises FilbertError; nothing is changed then."""
    replaced = versions(path)[-1]
    with interruptible():  # there is nothing to stop: it is done in a moment, and then whole
        card = bring_back(path, number).card
    fields = {"recipe": str(path), "name": card.name, "version": card.version, "same_as": number}
    stays = f" Version {replaced.number} stays in the list." if replaced.present else ""
    taught = f"{card.taught_at:%Y-%m-%d %H:%M}"
    terminal.result(fields, f"{path}: version {card.version}, the same as version {number}, taught {taught}.{stays}")
    return DONE

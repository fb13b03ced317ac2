"""What is told while one autoencoder learns."""

from dataclasses import dataclass

from core.model.autoencoder import Autoencoder
from core.model.presets import Preset
from core.training.costs import HOLD_OUT, TEACH
from core.training.glimpses import Glimpses
from core.training.progress import Plan

_TIMES = 8  # the loss of held-out images is taken so often in each training


@dataclass(frozen=True, eq=False)
class Follow:
    """Follows the training of the autoencoder that a fold is held out from, or, without one, of the detector's own."""

    plan: Plan
    glimpses: Glimpses
    fold: int | None
    preset: Preset

    @property
    def finishing(self) -> bool:
        """Whether the user wants what there is so far."""
        return self.plan.finishing

    def begun(self, autoencoder: Autoencoder) -> None:
        """Training begins with this network: from now on it is the one to look through."""
        self.glimpses.begin(autoencoder, self.fold)

    def stepped(self, step: int, loss: float) -> None:
        """Note the losses: of the images learned from at every step, of the held-out ones now and then."""
        self.plan.add_taught(loss)
        every = max(1, self.preset.steps // _TIMES)
        if self.fold is not None and step % every == 0:
            self.plan.add_held_out(self.glimpses.held_out_loss(self.fold))

    def report(self, step: int) -> None:
        """Say how far training has come. Raises Cancelled when the user wants to stop."""
        share = step / self.preset.steps
        if self.fold is None:
            self.plan.report(TEACH, share)
        else:
            self.plan.report(HOLD_OUT, (self.fold + share) / len(self.glimpses.folds))

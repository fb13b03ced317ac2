"""The pages of the wizard, in their order."""

from core.drafts.steadiness import Steadiness
from gui.pages.teach.clean_page import CleanPage
from gui.pages.teach.good_images_page import GoodImagesPage
from gui.pages.teach.product_page import ProductPage
from gui.pages.teach.region_page import RegionPage
from gui.pages.teach.save_page import SavePage
from gui.pages.teach.state import TeachState
from gui.pages.teach.step_page import StepPage
from gui.pages.teach.threshold_page import ThresholdPage
from gui.pages.teach.train_page import TrainPage
from gui.pages.teach.training import Training
from gui.services import Services


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

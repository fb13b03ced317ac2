"""The errors a user can meet. Each message is a sentence that names the thing and says what to do."""


class FilbertError(Exception):
    """Base of all errors whose message may be shown to a user as it is."""


class ImageError(FilbertError):
    """A picture can't be read or can't be used."""


class SourceError(FilbertError):
    """A source of pictures can't be opened or has gone."""


class RecipeError(FilbertError):
    """A recipe can't be read, written or used here."""


class TeachingError(FilbertError):
    """A good set can't be learned from."""


class RegionError(FilbertError):
    """A region to inspect, or the mark a part is aligned by, can't be used."""


class WeightsError(FilbertError):
    """The weights of a backbone can't be had."""


class OutputError(FilbertError):
    """A result can't be written."""


class DraftError(FilbertError):
    """An unfinished teaching can't be read or kept."""


class SettingsError(FilbertError):
    """A setting of the station can't have this value."""


class RecordsError(FilbertError):
    """Records of inspected parts can't be read or kept."""


class RecordsDiskFullError(RecordsError):
    """There is no room for records; once there is, they can be kept again."""


class RecordsDamagedError(RecordsError):
    """The file of records is no database, or no longer a whole one."""


class ReportError(FilbertError):
    """A report can't be made of what was asked for."""


class Cancelled(FilbertError):  # noqa: N818 - nothing went wrong
    """The user stopped the work before it was done."""

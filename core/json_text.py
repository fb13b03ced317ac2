"""JSON in files that people may have edited."""

import json


def json_object(content: bytes, longest: int) -> dict[str, object]:
    """The object in the bytes of a file. Raises ValueError or RecursionError for more than `longest`, or no object."""
    if len(content) > longest:
        raise ValueError("too long")
    values = json.loads(content.decode("utf-8-sig"))  # an editor may have put a byte order mark there
    if not isinstance(values, dict):
        raise ValueError("no object")  # noqa: TRY004 - one kind of error for all that is wrong with the text
    return values

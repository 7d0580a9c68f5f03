"""What a form sends: fields by name, the last of a name. One way to send, the one that the forms of our pages use.

No files, no parts, no more fields than any of our forms has: what else comes is refused before it is taken apart.
"""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.requests import Request

from game.page.guard.refusal import Refusal

KIND = "application/x-www-form-urlencoded"
MOST_FIELDS = 200


async def fields_of(request: Request) -> dict[str, str]:
    """The fields of what was sent; letters that are none are told apart as such. Raises Refusal for anything else."""
    body = await request.body()
    if not body:
        return {}
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != KIND:
        raise Refusal(400)
    try:
        text = body.decode("utf-8", "replace")
        return dict(parse_qsl(text, keep_blank_values=True, errors="replace", max_num_fields=MOST_FIELDS))
    except ValueError as error:
        raise Refusal(400) from error

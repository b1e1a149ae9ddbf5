"""The one door for files that people upload: whatever page takes a file, it is counted here first.

A test holds that no page reads `request.FILES` itself (`tests/architecture/test_uploads_are_counted.py`).
"""

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.timezone import localtime

from pendopo.accounts.actions.uploads import count_upload
from pendopo.accounts.domain.uploads import UploadLimits
from pendopo.kernel import clock


def uploaded_file(request: HttpRequest, field: str) -> UploadedFile | None:
    """The file of a form's field, counted for the person who sent it; None when no file was chosen.

    Ask once for each request. Raises `UploadQuotaReached`, `UploadNeverFits`, `Unauthenticated`.
    """
    sent = request.FILES.get(field)
    if not isinstance(sent, UploadedFile):
        return None
    count_upload(actor=request.actor, size=sent.size or 0, limits=_limits(), now=localtime(clock.now()))
    return sent


def _limits() -> UploadLimits:
    return UploadLimits(
        files=settings.ENV["PENDOPO_UPLOADS_PER_DAY"],
        bytes=settings.ENV["PENDOPO_UPLOADS_MB_PER_DAY"] * 1_000_000,
    )
